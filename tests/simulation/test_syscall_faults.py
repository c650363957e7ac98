"""The disk is full, breaks, or the process is gone at a single call: it is told truly, and nothing is lost or twice."""

from typing import Any

import pytest

from tests.simulation import counters, known_failures, syscall_gate, workers

pytestmark = [
    pytest.mark.skipif(not syscall_gate.is_possible(), reason="the kernel does not hand calls over"),
    pytest.mark.timeout(0),  # the processes have their own
]
HARNESS = "tests.simulation.syscall_faults"
NIGHTLY_SEEDS = range(1, 6)


def fail(*options: str, timeout_s: float = 1800, count: int = workers.WORKERS) -> dict[str, Any]:
    found = workers.run(HARNESS, *options, timeout_s=timeout_s, workers=count)
    counters.add("refused or deadly system calls", found["points"], lost=found["lost"], twice=found["twice"])
    assert found["bad"] == [], "\n".join(found["bad"])
    return found


def test_the_calls_of_one_life() -> None:
    assert fail("--usual", "20")["points"] > 300


@pytest.mark.parametrize("seed", known_failures.seeds("syscall_faults"))
def test_what_once_failed(seed: str) -> None:
    fail(*seed.split(), count=1)


def test_every_call_of_many_lives(nightly: bool) -> None:
    if not nightly:
        pytest.skip("with --nightly")
    for seed in NIGHTLY_SEEDS:
        behaviour = "answers lost" if seed % 2 else "well"
        fail("--usual", "0", "--seed", str(seed), "--behaviour", behaviour, timeout_s=3600)
