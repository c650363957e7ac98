"""Delivery where a reference that is sent again could make a second object: guarantee levels C and D, parts of B."""

from desktop.connectors.base import Connector
from desktop.domain.errors import ErrorCode, OtetError, Problem
from desktop.domain.operations import Operation, OperationState
from desktop.sync.delivery.in_doubt import QUARANTINE_S
from desktop.sync.delivery.outcomes import MAX_SERVER_ERRORS, Outcomes
from desktop.sync.delivery.policy import Step
from desktop.sync.failures import REFUSALS


def quarantine_s(connector: Connector) -> float:
    """Seconds after which an earlier try must have ended, and a look-up must see what it made."""
    return QUARANTINE_S + connector.capabilities.look_up_lag_s


def wait_for_quarantine(outcomes: Outcomes, connector: Connector, operation: Operation, problem: Problem) -> bool:
    """Hold the operation while an earlier try may still be carried out; whether that is so."""
    if operation.state is OperationState.UNKNOWN:
        outcomes.in_doubt.track(operation.id)
    rest_s = outcomes.in_doubt.left_s(operation.id, quarantine_s(connector))
    if rest_s:
        # the user's "try again", a restart, or a wall clock that jumped over the quarantine
        outcomes.hold(operation, problem, rest_s)
    return rest_s > 0


class _WithoutGuarantee:
    """What both policies share. `before_retry` settles earlier tries, so an unfit file decides about this one only."""

    def __init__(self, outcomes: Outcomes, connector: Connector) -> None:
        self._outcomes = outcomes
        self._connector = connector

    def on_unfit_file(self, operation: Operation, problem: Problem) -> None:
        self._outcomes.refuse(operation, problem)


class LookUpPolicy(_WithoutGuarantee):
    """Waits out the quarantine, looks the reference up, and sends again only what is not there."""

    def before_retry(self, operation: Operation) -> Step:
        problem = operation.problem or Problem(ErrorCode.TIMED_OUT)
        if wait_for_quarantine(self._outcomes, self._connector, operation, problem):
            return Step(may_send=False)
        try:
            receipt = self._connector.look_up(operation.id)
        except OtetError as error:
            self._outcomes.look_up_failed(operation, error.problem)
            return Step(may_send=False, problem=error.problem)
        if receipt is not None:
            self._outcomes.delivered(operation, receipt)
        elif problem.code in REFUSALS:
            self._outcomes.refuse(operation, problem)
        elif problem.is_copy:
            # the profile that this one was copied from may send it at any time
            self._outcomes.ask(operation, problem, could_duplicate=True)
        elif problem.server_errors >= MAX_SERVER_ERRORS:
            self._outcomes.refuse(operation, Problem(ErrorCode.GAVE_UP, cause=problem.code))
        else:
            self._outcomes.in_doubt.resolve(operation.id)
            return Step(may_send=True)
        return Step(may_send=False)

    def on_refused(self, operation: Operation, problem: Problem) -> None:
        # the help desk may have kept the ticket and refused only a part of it
        if self._connector.capabilities.look_up_lag_s:
            self.on_unknown(operation, problem)
            return
        try:
            receipt = self._connector.look_up(operation.id)
        except OtetError:
            self.on_unknown(operation, problem)
            return
        if receipt is not None:
            self._outcomes.delivered(operation, receipt)
        else:
            self._outcomes.refuse(operation, problem)

    def on_unknown(self, operation: Operation, problem: Problem) -> None:
        self._outcomes.retry_unknown(operation, problem, least_s=quarantine_s(self._connector))


class AskUserPolicy(_WithoutGuarantee):
    """Nothing can be looked up: a send whose fate is unknown is never repeated without the user."""

    def before_retry(self, operation: Operation) -> Step:
        problem = operation.problem or Problem(ErrorCode.TIMED_OUT)
        if wait_for_quarantine(self._outcomes, self._connector, operation, problem):
            return Step(may_send=False)
        if operation.state is OperationState.UNKNOWN:
            self.on_unknown(operation, problem)
            return Step(may_send=False)
        return Step(may_send=True)

    def on_refused(self, operation: Operation, problem: Problem) -> None:
        self._outcomes.refuse(operation, problem)

    def on_unknown(self, operation: Operation, problem: Problem) -> None:
        self._outcomes.ask(operation, problem, could_duplicate=True)
