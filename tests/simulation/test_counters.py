"""The lines at the end of a run add up, and keep their zeros."""

from collections import Counter
from pathlib import Path

import pytest

from tests.simulation import counters, known_failures


@pytest.fixture(autouse=True)
def _own_counters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counters, "_tried", Counter())
    monkeypatch.setattr(counters, "_found", {})
    monkeypatch.setattr(counters, "_longest", {})


def test_counts_add_up_and_zeros_are_shown() -> None:
    counters.add("SIGKILL points", 1500, lost=0, twice=0)
    counters.add("SIGKILL points", 600, lost=0, twice=1)
    counters.add("bad certificates", 8)
    assert counters.lines() == ["SIGKILL points 2,100: 0 lost, 1 twice", "bad certificates 8"]


def test_the_longest_are_shown_once_each_whichever_process_saw_them() -> None:
    for ms in range(7):
        counters.longest("work", ms, f"place {ms}")
    counters.give({"longest": {"work": [(90, "place 3"), (1, "place 9")]}})
    assert counters.lines() == [
        f"work, {ms} ms: place {place}" for ms, place in ((90, 3), (6, 6), (5, 5), (4, 4), (2, 2))
    ]


def test_kept_seeds_are_read_without_their_remarks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known_failures, "FOLDER", tmp_path)
    (tmp_path / "kills.txt").write_text("# first\n137  # the draft was dropped too early\n\n9/eof\n", encoding="utf-8")
    assert known_failures.seeds("kills") == ("137", "9/eof")
    assert known_failures.seeds("others") == ()
