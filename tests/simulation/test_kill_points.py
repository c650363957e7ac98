"""Killed at any executed line: nothing accepted or kept is lost, nothing arrives twice, no answer is missed."""

import sys
from typing import Any

import pytest

from tests.simulation import counters, defects, helpdesk, known_failures, traced_lines, workers

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="fork and SIGKILL are POSIX"),
    pytest.mark.timeout(0),  # the processes have their own
]
HARNESS = "tests.simulation.kill_points"
NIGHTLY_POINTS = 15_000
NIGHTLY_SEEDS = range(1, 5)


def kill(*options: str, timeout_s: float = 1800) -> dict[str, Any]:
    found = workers.run(HARNESS, *options, timeout_s=timeout_s)
    counters.add("SIGKILL points", found["points"], lost=found["lost"], twice=found["twice"])
    assert found["bad"] == [], "\n".join(found["bad"])
    return found


def test_two_thousand_points() -> None:
    """Every line at least once against both: the second has no unique references, and there only the order of the
    outbox's own commits keeps a letter from arriving twice.
    """
    points = kill("--points", "1060")["points"]
    points += kill("--points", "750", "--behaviour", "plain", "--seed", "2")["points"]
    assert points >= 2000


def test_what_is_watched_is_there() -> None:
    """A renamed module or function would be left out without a word."""
    for module in (*(f"store/{name}" for name in traced_lines.STORE), *traced_lines.FUNCTIONS):
        source = (traced_lines.ROOT / f"{module}.py").read_text(encoding="utf-8")
        for name in traced_lines.FUNCTIONS.get(module, ()):
            assert f"def {name}(" in source, f"{module} has no {name}"


@pytest.mark.parametrize("defect", defects.SEEDED)
def test_a_seeded_defect_is_found(defect: str) -> None:
    """The harness is only worth something if it fails when the app does it wrong."""
    found = workers.run(
        HARNESS, "--defect", defect, "--enough", "1", "--behaviour", "plain", "--points", "1", timeout_s=1800
    )
    kind = "lost" if defect == "draft dropped first" else "twice"
    assert found[kind], f"survived {found['points']} kills"


@pytest.mark.parametrize("seed", known_failures.seeds("kill_points"))
def test_what_once_failed(seed: str) -> None:
    kill(*seed.split())


@pytest.mark.parametrize("behaviour", helpdesk.BEHAVIOURS)
def test_every_line_against_every_help_desk(behaviour: str, nightly: bool) -> None:
    if not nightly:
        pytest.skip("with --nightly")
    points = 0
    for seed in NIGHTLY_SEEDS:
        points += kill("--behaviour", behaviour, "--seed", str(seed), timeout_s=6 * 3600)["points"]
        if points >= NIGHTLY_POINTS:
            return
    assert points >= NIGHTLY_POINTS
