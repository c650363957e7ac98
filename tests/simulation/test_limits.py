"""Out of files, of memory, of room: told truly or as good as a kill, and nothing is lost, twice, or half there."""

import sys

import pytest

from tests.simulation import counters, workers

pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the limits of a process are Linux's"),
    pytest.mark.timeout(0),  # the processes have their own
]


def test_something_is_scarce(nightly: bool) -> None:
    for seed in range(8 if nightly else 1):
        found = workers.run("tests.simulation.limits", "--seed", str(seed), timeout_s=600)
        counters.add(
            "lives that ran out of files, memory or room", found["points"], lost=found["lost"], twice=found["twice"]
        )
        assert found["bad"] == [], "\n".join(found["bad"])
        assert found["points"] > 100
