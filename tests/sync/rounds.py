"""Rounds of an engine by hand, with a chance that is none."""

from collections.abc import Callable
from random import Random

from desktop.domain.operations import Operation
from tests.client_harness import Client
from tests.fakes import FakeDesk, Fault


class Always(Random):
    """Every number drawn from a span lies at the same share of it."""

    def __init__(self, share: float) -> None:
        super().__init__(0)
        self.share = share

    def uniform(self, a: float, b: float) -> float:
        return a + self.share * (b - a)


LONGEST = Always(1.0)
SHORTEST = Always(0.0)


def operation(client: Client, id: str) -> Operation:
    """What is there of a send."""
    found = client.operation(id)
    assert found is not None
    return found


def left_ms(client: Client, id: str) -> int:
    """How long a send still waits."""
    return operation(client, id).not_before_ms - client.clock.now_ms()


def until_still(client: Client) -> None:
    """Round after round, without time going by."""
    for _ in range(100):
        if client.engine.step():
            return
    raise AssertionError("there is always more to do")


def only(call: str, fault: Fault) -> Callable[[str, object], Fault | None]:
    """A help desk that fails at one kind of call."""
    return lambda name, outgoing: fault if name == call else None


def in_pages_of(desk: FakeDesk, changes: int) -> None:
    """Have a help desk tell no more than so much at a time."""
    page = desk.page
    desk.page = lambda cursor, limit: page(cursor, changes)  # type: ignore[method-assign]
