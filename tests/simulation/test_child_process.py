"""What hangs in a harness is ended and told of; it does not hold up the run."""

import signal
import subprocess
import sys
import threading
import time

import pytest

from tests.simulation import child_process, workers

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="fork and SIGKILL are POSIX")


def test_a_process_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child_process, "LONGEST_S", 1)
    began = time.monotonic()

    def work(tell: child_process.Tell) -> None:
        tell("begun")
        threading.Event().wait()

    status, said = child_process.run(work)
    assert (status, said) == (-signal.SIGKILL, ["begun", "failed: not done after 1 s"])
    assert time.monotonic() - began < 30


def test_a_thread_that_goes_on_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child_process, "ENDING_S", 0.2)
    ended = threading.Event()

    def work(tell: child_process.Tell) -> None:
        threading.Thread(target=ended.wait, name="left over", daemon=True).start()
        raise RuntimeError("in the middle")

    status, said = child_process.here(work)
    ended.set()
    assert status == 3
    assert said == ["failed RuntimeError: in the middle", "failed: thread left over goes on"]


def test_a_worker_whose_child_hangs_is_ended_with_it() -> None:
    """The child has the worker's pipes: as long as it lives, reading them to the end does not end."""
    with pytest.raises(subprocess.TimeoutExpired):
        workers.run("tests.simulation.hanging", timeout_s=2, workers=1)
