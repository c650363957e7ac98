"""A migration, and the very first start, may end anywhere: the schema is the old one or the new one, never mixed."""

import sys

import pytest

from tests.simulation import counters, migrations, workers

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="fork and SIGKILL are POSIX"),
    pytest.mark.timeout(0),  # the processes have their own
]


@pytest.mark.parametrize("version", range(len(migrations.steps())))
def test_ended_half_way(version: int, nightly: bool) -> None:
    few = ("--points", "0", "--images", "40") if nightly else ("--points", "80", "--images", "1")
    found = workers.run("tests.simulation.migrations", "--version", str(version), *few, timeout_s=3600)
    counters.add("migrations ended half-way", found["points"], lost_or_mixed=found["lost"])
    assert found["bad"] == [], "\n".join(found["bad"])
    assert found["points"] > 200
