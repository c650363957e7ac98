"""Agents in browsers beside customers' apps: no page breaks, no text is lost.

The same for longer: `tests/benchmarks/desk_load.py`.
"""

from pathlib import Path

from tests.benchmarks.desk_load import FAULTS, load, loaded_desk, look_for_texts
from tests.simulation import counters

BROWSERS, APPS, SECONDS = 4, 3, 7


def test_agents_and_apps_at_once(tmp_path: Path) -> None:
    with loaded_desk(tmp_path / "home", BROWSERS, APPS, SECONDS, app_pause_s=1) as desk:
        load(desk)
        wrong = look_for_texts(desk)
    happened = desk.tally.counts
    lost = sum(wrong.values())
    counters.add(
        "texts under load", len(desk.tally.answers) + len(desk.tally.notes) + len(desk.tally.submits), lost=lost
    )
    assert {what: happened[what] for what in FAULTS} == dict.fromkeys(FAULTS, 0), desk.tally.examples
    assert lost == 0, wrong
    assert happened["answers sent"]
    assert happened["submits"]
    assert max(desk.tally.milliseconds["a wait"]) < 15_000
