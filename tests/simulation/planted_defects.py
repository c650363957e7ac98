"""Known defects, planted on purpose: a harness that does not find them proves nothing."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from desktop.store import outbox
from desktop.store.database import WriteTransaction
from desktop.sync.delivery import without_guarantee
from desktop.sync.delivery.in_doubt import QUARANTINE_S, InDoubtTracker
from desktop.sync.delivery.outcomes import Outcomes
from desktop.sync.delivery.recovery import Recovery


class _PlainInsert:
    """A transaction in which a second insert of the same id is an error."""

    def __init__(self, tx: WriteTransaction) -> None:
        self._tx = tx

    def execute(self, sql: str, *parameters: Any) -> Any:
        return self._tx.execute(sql.replace("ON CONFLICT (id) DO NOTHING", ""), *parameters)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._tx, name)


def _double_click(stack: ExitStack) -> None:
    """Accepting twice under one id breaks the uniqueness of the row."""
    real: Any = outbox.accept
    stack.enter_context(
        patch.object(outbox, "accept", lambda tx, *rest, **named: real(_PlainInsert(tx), *rest, **named))
    )


def _no_quarantine_at_start(stack: ExitStack) -> None:
    """What was leaving when the process ended is looked up at once."""

    def recover(self: Any, hold_s: float) -> None:
        with self._database.write() as tx:
            outbox.recover(tx, self._account_id, self._clock.now_ms())

    stack.enter_context(patch.object(Recovery, "recover", recover))
    stack.enter_context(patch.object(InDoubtTracker, "track", lambda self, operation_id: None))


def _intent_goes_again(stack: ExitStack) -> None:
    """An intent that a failed write left behind is taken for work to be done."""
    real = Recovery.recover

    def once(self: Any, hold_s: float) -> None:
        if not getattr(self, "_ran", False):
            real(self, hold_s)
            self._ran = True

    stack.enter_context(patch.object(Recovery, "recover", once))
    in_turn = outbox._IN_TURN.replace("IN ('queued', 'unknown')", "IN ('queued', 'unknown', 'intent')")
    stack.enter_context(patch.object(outbox, "_IN_TURN", in_turn))


def _wall_clock_ends_quarantine(stack: ExitStack) -> None:
    """Only the wall clock says when a quarantine is over."""
    stack.enter_context(patch.object(InDoubtTracker, "left_s", lambda self, operation_id, quarantine_s: 0.0))


def _lag_forgotten(stack: ExitStack) -> None:
    """A look-up through a search index is believed as soon as one that sees everything."""
    stack.enter_context(patch.object(without_guarantee, "quarantine_s", lambda connector: QUARANTINE_S))


def _key_lives_for_ever(stack: ExitStack) -> None:
    """A key is trusted after the help desk has forgotten it."""
    stack.enter_context(patch.object(InDoubtTracker, "is_key_alive", lambda self, operation_id, life_s: True))


def _done_without_receipt(stack: ExitStack) -> None:
    """A time-out counts as success."""

    def retry_unknown(self: Any, operation: Any, problem: Any, **how: Any) -> None:
        with self._database.write() as tx:
            tx.execute("UPDATE operation SET state = 'done' WHERE id = ?", (operation.id,))

    stack.enter_context(patch.object(Outcomes, "retry_unknown", retry_unknown))


def _threads_forgotten(stack: ExitStack) -> None:
    """Whatever is due goes, whoever waits before it on the same ticket."""
    in_turn = outbox._IN_TURN.split("AND NOT EXISTS")[0]
    stack.enter_context(patch.object(outbox, "_IN_TURN", in_turn))


PLANTED = {
    function.__name__.strip("_").replace("_", "-"): function
    for function in (
        _double_click,
        _no_quarantine_at_start,
        _intent_goes_again,
        _wall_clock_ends_quarantine,
        _lag_forgotten,
        _key_lives_for_ever,
        _done_without_receipt,
        _threads_forgotten,
    )
}


@contextmanager
def planted(name: str) -> Iterator[None]:
    """The program with that defect; "" for none."""
    with ExitStack() as stack:
        if name:
            PLANTED[name](stack)
        yield
