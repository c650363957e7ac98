"""The power of the help desk's computer goes at any moment: what it said it has is there, with its files."""

from typing import Any

import pytest

from tests.simulation import counters, desk_defects, desk_refresh_cuts, recorder, workers

pytestmark = [
    pytest.mark.skipif(not recorder.is_possible(), reason="this Python does not let its SQLite be reached"),
    pytest.mark.timeout(0),  # the processes have their own
]
HARNESS = "tests.simulation.desk_power_cuts"


def test_what_the_help_desk_said_it_has_is_there(nightly: bool) -> None:
    """Answers of 201, mails in the Maildir, commands of the operator; and nothing is there by half."""
    options = ("--courses", "10", "--images", "20") if nightly else ("--courses", "2", "--images", "3")
    found = workers.run(HARNESS, *options, timeout_s=6 * 3600, workers=workers.WORKERS if nightly else 1)
    counters.add("power-cut images of the help desk", found["images"], damaged=found["damaged"], lost=found["lost"])
    assert found["bad"] == [], "\n".join(found["bad"])
    assert found["images"] > (20_000 if nightly else 3_000)


@pytest.fixture(scope="module")
def findings() -> dict[str, Any]:
    """What is found with each defect, in one process: most of the work is the same for all."""
    options = ("--defect", ",".join(desk_defects.DEFECTS), "--images", "2", "--enough", "1")
    found: dict[str, Any] = workers.run(HARNESS, *options, timeout_s=1800, workers=1)["found"]
    return found


@pytest.mark.parametrize("defect", desk_defects.DEFECTS)
def test_what_is_not_on_the_disk_is_missed(defect: str, findings: dict[str, Any]) -> None:
    """A course of work with a defect of durability must fail, or the images mean nothing."""
    assert findings[defect]


def test_an_older_home_is_brought_up_to_date(nightly: bool) -> None:
    """At any moment it is either up to date in every byte, or it is brought up to date at the next start."""
    options = ("--images", "40" if nightly else "12", "--defect", ",".join(desk_refresh_cuts.DEFECTS), "--enough", "1")
    found = workers.run("tests.simulation.desk_refresh_cuts", *options, timeout_s=3600, workers=1)
    counters.add("power-cut images of a help desk that is brought up to date", found["images"], wrong=found["wrong"])
    assert found["bad"] == [], "\n".join(found["bad"])
    assert all(found["found"].values()), f"a defect is not found: {found['found']}"
