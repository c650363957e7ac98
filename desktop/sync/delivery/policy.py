"""What happens to a send whose fate is unknown: the interface, and the policy of help desks with unique references.

A: a reference is unique at the help desk, so the same reference is sent again (`UniqueReferencePolicy`).
B: so it is for new tickets while the help desk remembers the reference; otherwise as C.
C: no guarantee, but references can be looked up (`without_guarantee.LookUpPolicy`).
D: neither (`without_guarantee.AskUserPolicy`).
"""

from typing import Protocol

from desktop.domain.errors import Problem
from desktop.domain.operations import Operation
from desktop.sync.delivery.in_doubt import QUARANTINE_S
from desktop.sync.delivery.outcomes import MAX_SERVER_ERRORS, Outcomes
from desktop.values import dataclass


@dataclass(frozen=True)
class Step:
    """Whether a due operation is sent now. If not, what was decided is recorded, and `problem` is what prevents it."""

    may_send: bool
    problem: Problem | None = None


class DeliveryPolicy(Protocol):
    """Decides about one operation and records the decision. Raises what the store raises."""

    def before_retry(self, operation: Operation) -> Step:
        """Whether an operation that was tried before is sent again now."""

    def on_unfit_file(self, operation: Operation, problem: Problem) -> None:
        """One of its files cannot be sent, so nothing was sent now; an earlier try may have arrived."""

    def on_refused(self, operation: Operation, problem: Problem) -> None:
        """The help desk has refused this try, with one of `REFUSALS`."""

    def on_unknown(self, operation: Operation, problem: Problem) -> None:
        """The try has ended without an answer that tells whether it arrived."""


class UniqueReferencePolicy:
    """The same reference sent again makes no second object, so what is in doubt is simply sent again."""

    def __init__(self, outcomes: Outcomes) -> None:
        self._outcomes = outcomes

    def before_retry(self, _operation: Operation) -> Step:
        return Step(may_send=True)

    def on_unfit_file(self, operation: Operation, problem: Problem) -> None:
        if operation.attempts:
            self.on_refused(operation, problem)
        else:
            self._outcomes.refuse(operation, problem)

    def on_refused(self, operation: Operation, problem: Problem) -> None:
        # an earlier try may still be carried out: the user is asked when nothing can arrive any more
        if rest_s := self._outcomes.in_doubt.left_s(operation.id, QUARANTINE_S):
            self._outcomes.hold(operation, problem, rest_s)
        else:
            self._outcomes.refuse(operation, problem)

    def on_unknown(self, operation: Operation, problem: Problem) -> None:
        self._outcomes.retry_unknown(operation, problem, max_errors=MAX_SERVER_ERRORS)
