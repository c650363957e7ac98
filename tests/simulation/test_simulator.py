"""Whatever goes wrong: nothing lost, nothing twice, nothing out of order, nothing stuck, no state better than true."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.simulation import campaign, counters, known_failures, planted_defects

ROOT = Path(__file__).resolve().parents[2]
FAULTS_OF_ALL_KINDS = 25


def parsed(word: str) -> tuple[int, str]:
    seed, _, level = word.partition(":")
    return int(seed), level


@pytest.mark.parametrize("word", known_failures.seeds("simulator"))
def test_what_failed_once_does_not_fail_again(word: str) -> None:
    outcome = campaign.outcome(*parsed(word))
    assert outcome.failure is None, f"{outcome.verdict}: {outcome.replay}"


@pytest.mark.timeout(24 * 3600)
def test_schedules(nightly: bool) -> None:
    result = campaign.campaign(1_000_000 if nightly else 20_000)
    kinds = [kind for kind, _, _ in result.failures]
    counters.add(
        "simulated schedules",
        result.schedules,
        lost=kinds.count("Lost"),
        duplicated=kinds.count("Doubled"),
        reordered=kinds.count("Reordered"),
        stuck=kinds.count("Stuck"),
        untrue=kinds.count("Untrue"),
    )
    for name in ("sends", "crashes", "faults"):
        counters.add(f"simulated {name}", result.tried[name])
    assert result.failures == []
    # a harness whose weather turned fine proves nothing
    assert result.tried["crashes"] > result.schedules
    assert result.tried["faults"] > 3 * result.schedules
    assert sum(name.startswith("fault: ") for name in result.tried) > FAULTS_OF_ALL_KINDS


@pytest.mark.parametrize("level", ["A", "B", "C", "D"])
def test_a_seed_plays_the_same_course_in_another_process(level: str) -> None:
    here = campaign.outcome(11, level)
    command = [sys.executable, "-m", "tests.simulation.simulator", "--seed", "11", "--level", level]
    environment = {**os.environ, "PYTHONHASHSEED": "17"}
    there = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert there.returncode == 0, there.stdout[-2000:] + there.stderr[-2000:]
    assert f"digest {here.digest:08x}" in there.stdout
    assert there.stdout.startswith("\n".join(here.story))


@pytest.mark.parametrize("defect", sorted(planted_defects.PLANTED))
def test_a_planted_defect_is_found(defect: str) -> None:
    words = known_failures.seeds(f"defect-{defect}")
    assert words
    found = [campaign.outcome(*parsed(word), defect=defect).failure for word in words]
    assert all(found), f"not found by {[word for word, failure in zip(words, found, strict=True) if not failure]}"
    without = [campaign.outcome(*parsed(word)) for word in words]
    assert [outcome.verdict for outcome in without if outcome.failure] == []
