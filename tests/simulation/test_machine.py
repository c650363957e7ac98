"""Any rules in any order: every promise holds after each, and all of them at the end."""

import inspect

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.simulation import counters
from tests.simulation.machine import Machine

STEPS = 50


@pytest.mark.timeout(24 * 3600)
@pytest.mark.filterwarnings("ignore::hypothesis.errors.NonInteractiveExampleWarning")
def test_machine(nightly: bool) -> None:
    examples = 20_000 if nightly else 500
    rules, invariants = _counted()
    assert rules >= 25
    assert invariants >= 12
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=STEPS,
            deadline=None,
            # the same examples in every run; a night tries others, and prints what plays a failure again
            derandomize=not nightly,
            print_blob=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    counters.add("Hypothesis examples of 50 steps", examples, failed=0)
    counters.add("Hypothesis rules", rules)
    counters.add("Hypothesis invariants", invariants)


def _counted() -> tuple[int, int]:
    names = dict(inspect.getmembers(Machine))
    rules = [value for value in names.values() if hasattr(value, "hypothesis_stateful_rule")]
    invariants = [value for value in names.values() if hasattr(value, "hypothesis_stateful_invariant")]
    return len(rules), len(invariants)
