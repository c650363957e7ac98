"""The built-in help desk is killed in the middle of its work: each send is there once, in the end."""

import sys

import pytest

from tests.simulation import counters, workers

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX"),
    pytest.mark.timeout(0),  # the processes have their own
]


def test_killed_during_sends(nightly: bool) -> None:
    sends = 2000 if nightly else 400
    found = workers.run("tests.simulation.desk_kills", "--sends", str(sends), timeout_s=3600 if nightly else 400)
    counters.add("kills of the built-in help desk", found["kills"], lost=found["lost"], twice=found["twice"])
    assert found["bad"] == [], "\n".join(found["bad"])
    assert found["twice"] == 0
    assert found["sends"] >= sends
    assert found["kills"] >= sends // 4
