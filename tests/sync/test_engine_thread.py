"""The engine in its thread: woken at once, stopped within a moment, and idle in between."""

import threading
from collections.abc import Callable, Iterator
from functools import partial

import pytest

from desktop.domain.errors import ErrorCode, Problem
from desktop.domain.filters import HistoryFilter
from desktop.domain.operations import OperationState
from desktop.domain.sync_status import LinkState, SyncStatus
from desktop.store.changes import Changes
from desktop.sync.engine import Engine, EngineThread
from tests.client_harness import Client
from tests.fakes import FakeDesk, Fault, fails

PATIENCE_S = 20.0
"""Much longer than anything may take; only a hanging test waits that long."""


class Running:
    """An engine in a thread, and a way to wait for what it says."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.told = threading.Condition()
        self.statuses: list[SyncStatus] = []
        self.engine: Engine = client.new_engine(self._told)
        client.engine = self.engine
        client.database.subscribe(self._changed)
        self.thread = EngineThread(self.engine)
        self.thread.start()

    def _told(self, status: SyncStatus) -> None:
        with self.told:
            self.statuses.append(status)
            self.told.notify_all()

    def _changed(self, changes: Changes) -> None:
        with self.told:
            self.told.notify_all()

    def until(self, condition: Callable[[], bool]) -> None:
        with self.told:
            assert self.told.wait_for(condition, PATIENCE_S), self.statuses

    def until_link(self, link: LinkState) -> None:
        self.until(lambda: bool(self.statuses) and self.statuses[-1].state is link)


@pytest.fixture
def running(client: Client) -> Iterator[Running]:
    made = Running(client)
    yield made
    made.thread.stop(PATIENCE_S)


def _is_done(client: Client, id: str) -> bool:
    operation = client.operation(id)
    assert operation is not None
    return operation.state is OperationState.DONE


def polling(desk: FakeDesk) -> None:
    """Wait until a long poll is under way."""
    with desk.news:
        assert desk.news.wait_for(lambda: desk.polls > 0, PATIENCE_S)


def test_a_submit_interrupts_the_long_poll(running: Running, client: Client, desk: FakeDesk) -> None:
    running.until_link(LinkState.UP_TO_DATE)
    for number in range(30):
        polling(desk)
        id = client.send(str(number))
        running.until(partial(_is_done, client, id))
    assert len(desk.refs()) == 30


def test_no_wake_up_is_lost(running: Running, client: Client, desk: FakeDesk) -> None:
    # whatever the engine is doing when they come: nobody waits for the end of a long poll
    ids = [client.send(str(number)) for number in range(100)]
    running.until(lambda: not client.waiting)
    assert sorted(desk.refs()) == sorted(ids)


def test_an_answer_arrives_through_the_long_poll(running: Running, client: Client, desk: FakeDesk) -> None:
    desk.open_ticket("Old", "question")
    running.until_link(LinkState.UP_TO_DATE)
    polling(desk)
    desk.answer("1", "answer")
    running.until(lambda: bool(client.services.alerts.pending(client.account.id)))


@pytest.mark.parametrize("call", ["deliver", "changes", "download", "about"])
def test_stop_ends_a_request_that_hangs(client: Client, desk: FakeDesk, call: str) -> None:
    desk.open_ticket("Old", "question")
    desk.answer("1", "see", ("form.pdf", b"1" * 100))
    client.settle()
    if call == "download":
        client.services.attachments.request(1)
    if call == "about":
        client.restart()
    id = client.send()
    desk.hangs_on = call
    running = Running(client)
    assert desk.hung.wait(PATIENCE_S)
    assert running.thread.stop(PATIENCE_S)
    desk.hangs_on = ""
    client.restart()
    client.settle()
    assert desk.refs() == [id]


def test_stop_ends_the_long_poll(running: Running, desk: FakeDesk) -> None:
    running.until_link(LinkState.UP_TO_DATE)
    polling(desk)
    assert running.thread.stop(PATIENCE_S)
    assert all(connector.is_closed for connector in running.client.connections)


def test_stop_before_anything_has_begun(client: Client, desk: FakeDesk) -> None:
    thread = EngineThread(client.engine)
    client.engine.stop()
    thread.start()
    assert thread.stop(PATIENCE_S)


def test_nothing_is_said_after_stop(running: Running, client: Client) -> None:
    running.until_link(LinkState.UP_TO_DATE)
    assert running.thread.stop(PATIENCE_S)
    said = len(running.statuses)
    client.send()
    running.engine.step()
    assert len(running.statuses) == said


def test_a_wake_ends_the_back_off_while_offline(client: Client, desk: FakeDesk) -> None:
    desk.policy = lambda call, out: fails(Problem(ErrorCode.OFFLINE, nothing_sent=True))
    running = Running(client)
    try:
        running.until_link(LinkState.OFFLINE)
        id = client.send()
        desk.policy = lambda call, out: None
        running.engine.wake()
        running.until(lambda: client.operation(id).state is OperationState.DONE)  # type: ignore[union-attr]
    finally:
        running.thread.stop(PATIENCE_S)


def test_a_bug_stops_neither_the_thread_nor_other_sends(
    client: Client, desk: FakeDesk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.policy = lambda call, out: (
        Fault(ZeroDivisionError("ours")) if call == "deliver" and out is not None and out.body == "cursed" else None
    )
    cursed, other = client.send("cursed"), client.send("other")
    running = Running(client)
    try:
        running.until_link(LinkState.STOPPED)
        assert running.statuses[-1].problem is not None
        assert running.statuses[-1].problem.code is ErrorCode.INTERNAL
        running.engine.wake()
        running.until(lambda: client.operation(other).state is OperationState.DONE)  # type: ignore[union-attr]
        held = client.operation(cursed)
        assert held is not None
        assert held.state is OperationState.UNKNOWN
        assert held.not_before_ms == client.clock.now_ms() + 60_000
    finally:
        assert running.thread.stop(PATIENCE_S)
    assert "ZeroDivisionError" in caplog.text


def test_a_help_desk_with_too_many_waiters_is_not_pestered(client: Client, desk: FakeDesk) -> None:
    client.settle()
    desk.waiters_full = True
    rests = []
    for _ in range(10):
        client.engine.rest(client.engine.step())
        before = len(desk.calls)
        rests.append(client.engine.step())
        assert len(desk.calls) == before, "asked again at once"
        client.clock.advance(rests[-1])
    assert rests[0] >= 1
    assert rests == sorted(rests)
    assert rests[-1] <= 15
    desk.open_ticket("By mail", "hello")
    client.engine.step()
    assert len(client.services.history.keys(client.account.id, HistoryFilter())) == 1


def test_a_long_poll_that_always_breaks_does_not_stop_the_answers(client: Client, desk: FakeDesk) -> None:
    client.settle()
    desk.policy = lambda call, out: fails(ErrorCode.TIMED_OUT) if call == "wait" else None
    desk.open_ticket("By mail", "hello")
    client.engine.rest(client.engine.step())
    rest_s = client.engine.step()
    assert rest_s == 1
    client.clock.advance(rest_s)
    client.engine.step()
    assert len(client.services.history.keys(client.account.id, HistoryFilter())) == 1
    assert client.status.state is LinkState.UP_TO_DATE
