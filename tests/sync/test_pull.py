"""Every answer reaches the person, once, also after a crash or a time without network."""

from dataclasses import replace

import pytest

from desktop.domain.errors import ErrorCode, OtetError, Problem
from desktop.domain.operations import OperationState
from desktop.domain.remote import Page
from desktop.domain.sync_status import LinkState
from desktop.domain.tickets import Attachment, DownloadState
from desktop.store import accounts, cursors
from desktop.store.read import queries
from tests.client_harness import Client, link_of, ticket_key
from tests.fakes import Crash, FakeDesk, Fault, fails
from tests.sync.rounds import in_pages_of


def bodies(client: Client, number: int = 1) -> list[str]:
    return [m.body for m in queries.messages(client.database.read_connection(), client.account.id, ticket_key(number))]


def test_the_whole_history_comes_first_as_read_and_without_alerts(client: Client, desk: FakeDesk) -> None:
    for number in range(1, 40):
        desk.open_ticket(f"Ticket {number}", "question")
        desk.answer(str(number), "answer")
    client.settle()
    connection = client.database.read_connection()
    assert bodies(client, 39) == ["question", "answer"]
    assert queries.unread_total(connection, client.account.id) == 0
    assert client.services.alerts.pending(client.account.id) == ()
    assert accounts.synced_ms(connection, client.account.id) > 0


def test_a_history_of_many_pages_is_all_read_and_agreed_with_its_last(client: Client, desk: FakeDesk) -> None:
    in_pages_of(desk, 10)
    for number in range(1, 40):
        desk.open_ticket(f"Ticket {number}", "question")
        desk.answer(str(number), "answer")
    connection = client.database.read_connection()
    pages = 0
    while not accounts.synced_ms(connection, client.account.id):
        client.engine.step()
        pages += 1
    assert pages == -(-len(desk.log) // 10) > 1
    assert bodies(client, 39) == ["question", "answer"]
    assert queries.unread_total(connection, client.account.id) == 0
    assert client.services.alerts.pending(client.account.id) == ()


def test_an_answer_is_announced_once_ever(client: Client, desk: FakeDesk) -> None:
    desk.open_ticket("Old", "question")
    client.settle()
    desk.answer("1", "جواب")
    client.engine.wake()
    client.engine.step()
    (answer,) = client.services.alerts.pending(client.account.id)
    assert (answer.body, answer.author) == ("جواب", "Sara")
    client.services.alerts.shown([answer])
    client.restart()
    client.settle()
    assert client.services.alerts.pending(client.account.id) == ()
    assert queries.unread_total(client.database.read_connection(), client.account.id) == 1
    client.services.tickets.mark_read(answer.ticket_id)
    assert queries.unread_total(client.database.read_connection(), client.account.id) == 0


def test_a_crash_anywhere_in_a_page_loses_no_answer_and_announces_none_twice(client: Client, desk: FakeDesk) -> None:
    for number in range(1, 61):
        desk.open_ticket(f"Ticket {number}", "question")
    client.settle()
    for number in range(1, 61):
        desk.answer(str(number), f"answer {number}")
    crashes = 0
    for at in range(1000):
        client.clock.crash_in = at
        try:
            client.engine.wake()
            client.engine.step()
        except Crash:
            crashes += 1
            client.restart()
            continue
        finally:
            client.clock.crash_in = None
        break
    assert crashes > 5
    pending = client.services.alerts.pending(client.account.id)
    assert sorted(answer.body for answer in pending) == sorted(f"answer {number}" for number in range(1, 61))
    assert cursors.get(client.database.read_connection(), client.account.id) == str(len(desk.log))


def test_offline_at_the_start_shows_what_was_there(client: Client, desk: FakeDesk) -> None:
    desk.open_ticket("Old", "question")
    client.settle()
    desk.policy = lambda call, out: fails(Problem(ErrorCode.OFFLINE, nothing_sent=True))
    client.restart()
    client.engine.step()
    assert client.status.state is LinkState.OFFLINE
    assert client.status.synced_ms > 0
    assert bodies(client) == ["question"]
    client.send("while offline", key=ticket_key(1))
    client.engine.step()
    assert client.status.waiting == 1
    assert bodies(client) == ["question", "while offline"]


def test_back_off_while_offline_and_a_wake_that_ends_it(client: Client, desk: FakeDesk) -> None:
    client.settle()
    desk.policy = lambda call, out: fails(Problem(ErrorCode.OFFLINE, nothing_sent=True))
    client.engine.wake()
    rests = []
    for _ in range(12):
        rests.append(client.engine.step())
        client.clock.advance(rests[-1])
    assert all(0 < rest_s <= 5 for rest_s in rests), "too late when the network is back"
    assert max(rests) > 2
    desk.policy = lambda call, out: None
    id = client.send()
    client.settle(rounds=4)
    assert desk.refs() == [id]
    assert client.status.state is LinkState.UP_TO_DATE


@pytest.mark.parametrize(
    ("fault", "state"),
    [
        (fails(ErrorCode.TIMED_OUT), OperationState.UNKNOWN),
        (fails(Problem(ErrorCode.OFFLINE, nothing_sent=True)), OperationState.QUEUED),
    ],
    ids=["unknown", "queued"],
)
def test_a_network_that_returns_sends_at_once_what_only_waited_for_it(
    client: Client, desk: FakeDesk, fault: Fault, state: OperationState
) -> None:
    client.settle()
    # first only the way up is blocked, so that the send's own back-off becomes long; then the whole way
    desk.policy = lambda call, out: fault if call == "deliver" else None
    id = client.send()
    while desk.calls.count("deliver") < 12:
        client.clock.advance(max(client.engine.step(), 0.1))
    operation = client.operation(id)
    assert operation is not None
    assert operation.state is state
    assert operation.not_before_ms > client.clock.now_ms() + 2000
    desk.policy = lambda call, out: fails(Problem(ErrorCode.OFFLINE, nothing_sent=True))
    client.engine.wake()
    client.engine.step()
    assert client.status.state is LinkState.OFFLINE
    desk.policy = lambda call, out: None
    client.engine.wake()
    client.engine.step()
    client.engine.step()
    assert desk.refs() == [id], "it waits for its own back-off although the network is back"


def test_a_broken_way_is_tried_with_one_send_only(client: Client, desk: FakeDesk) -> None:
    client.settle()
    desk.policy = lambda call, out: fails(ErrorCode.TIMED_OUT)
    ids = [client.send(str(number)) for number in range(5)]
    for _ in range(5):
        client.clock.advance(client.engine.step())
    assert desk.calls.count("deliver") == 1
    desk.policy = lambda call, out: None
    client.settle()
    assert sorted(desk.refs()) == sorted(ids)


@pytest.mark.parametrize("years", [10, -10])
def test_a_jump_of_the_clock_keeps_nothing_waiting_for_years(client: Client, desk: FakeDesk, years: int) -> None:
    client.settle()
    desk.next("deliver", fails(ErrorCode.SERVER_ERROR), fails(ErrorCode.SERVER_ERROR))
    ids = [client.send("one"), client.send("held", undo_s=5)]
    client.engine.step()
    client.clock.jump(years * 365 * 86400)
    passed_s = 0.0
    while client.waiting and passed_s <= 3600:
        rest_s = max(client.engine.step(), 0.01)
        assert rest_s <= 25
        passed_s += rest_s
        client.clock.advance(rest_s)
    assert sorted(desk.refs()) == sorted(ids)
    assert passed_s <= 16 * 60


def test_a_clock_that_was_wrong_for_a_moment_delays_nothing(client: Client, desk: FakeDesk) -> None:
    client.settle()
    client.clock.jump(10 * 365 * 86400)
    id = client.send(undo_s=5)
    client.clock.jump(-10 * 365 * 86400)
    for _ in range(40):
        client.clock.advance(client.engine.step())
    assert desk.refs() == [id]


@pytest.mark.parametrize(("can_wait", "within_s"), [(False, 26), (True, 1825)])
def test_changes_are_asked_for_regularly_even_if_nobody_wakes(
    desk: FakeDesk, client: Client, can_wait: bool, within_s: float
) -> None:
    desk.capabilities = replace(desk.capabilities, can_wait=can_wait)
    client.restart()
    client.settle()
    asked = desk.calls.count("changes")
    desk.open_ticket("By mail", "hello")
    passed_s = 0.0
    while bodies(client) == []:
        rest_s = client.engine.step()
        assert rest_s > 0 or bodies(client) == ["hello"]
        client.clock.advance(rest_s)
        passed_s += rest_s
    assert passed_s - 25 <= within_s
    assert desk.calls.count("changes") == asked + 1


def test_the_first_agreement_is_waited_for_aloud_and_later_ones_in_silence(client: Client, desk: FakeDesk) -> None:
    client.settle()
    links = [status.state for status in client.statuses]
    assert links[0] is LinkState.SYNCING
    assert links[-1] is LinkState.UP_TO_DATE
    client.statuses.clear()
    desk.open_ticket("Withdrawal", "Where is it?")
    client.engine.wake()
    client.settle()
    assert LinkState.SYNCING not in [status.state for status in client.statuses]


def test_a_restart_knows_to_the_minute_when_all_was_well(client: Client, desk: FakeDesk) -> None:
    client.settle()
    for _ in range(19):
        client.clock.advance(10)
        client.engine.wake()
        client.engine.step()
    desk.policy = lambda call, out: fails(Problem(ErrorCode.OFFLINE, nothing_sent=True))
    client.restart()
    client.engine.step()
    assert client.status.state is LinkState.OFFLINE
    assert 0 <= client.clock.now_ms() - client.status.synced_ms <= 60_000


def test_nothing_is_written_while_nothing_happens(client: Client, desk: FakeDesk) -> None:
    client.settle()
    changes: list[object] = []
    client.database.subscribe(changes.append)
    before = (client.folder / "otet.sqlite-wal").stat().st_size
    client.engine.wake()
    client.engine.step()
    client.engine.step()
    assert changes == []
    assert (client.folder / "otet.sqlite-wal").stat().st_size == before


def test_about_is_asked_at_the_start_and_daily(client: Client, desk: FakeDesk) -> None:
    client.settle()
    asked = desk.calls.count("about")
    client.clock.advance(3600)
    client.engine.step()
    assert desk.calls.count("about") == asked
    client.clock.advance(24 * 3600)
    client.engine.step()
    assert desk.calls.count("about") == asked + 1


def test_an_attachment_is_fetched_when_asked_for_and_goes_on_where_it_stopped(client: Client, desk: FakeDesk) -> None:
    data = bytes(range(256)) * 400
    desk.open_ticket("Old", "question")
    desk.answer("1", "see", ("form.pdf", data))
    client.settle()
    attachment = attachment_of(client)
    assert attachment.download_state is DownloadState.NOT_DOWNLOADED
    assert "download" not in desk.calls
    client.services.attachments.request(attachment.id)
    desk.next("download", fails(ErrorCode.OFFLINE))
    client.engine.step()
    assert attachment_of(client).download_state is DownloadState.REQUESTED
    assert client.status.state is LinkState.OFFLINE
    client.restart()
    client.settle()
    here = attachment_of(client)
    assert here.download_state is DownloadState.DOWNLOADED
    path = client.services.attachments.path(here)
    assert path is not None
    assert path.read_bytes() == data
    starts = [done for id, done, total in client.progress if id == f"attachment:{here.id}"]
    assert starts == sorted(starts), "it began again from nothing"
    assert starts[-1] == len(data)


def test_an_attachment_that_cannot_be_had_says_so_and_holds_up_nobody(client: Client, desk: FakeDesk) -> None:
    desk.open_ticket("Old", "question")
    desk.answer("1", "see", ("gone.pdf", b"1" * 100), ("form.pdf", b"2" * 100))
    client.settle()
    message = queries.messages(client.database.read_connection(), client.account.id, ticket_key(1))[1]
    for attachment in message.attachments:
        client.services.attachments.request(attachment.id)
    desk.next("download", fails(ErrorCode.TICKET_GONE))
    client.settle()
    message = queries.messages(client.database.read_connection(), client.account.id, ticket_key(1))[1]
    assert [one.download_state for one in message.attachments] == [DownloadState.FAILED, DownloadState.DOWNLOADED]


def test_an_attachment_that_fails_lets_the_others_pass(client: Client, desk: FakeDesk) -> None:
    desk.open_ticket("Old", "question")
    desk.answer("1", "see", ("slow.pdf", b"1" * 100), ("form.pdf", b"2" * 100))
    client.settle()
    for attachment in attachments_of(client):
        client.services.attachments.request(attachment.id)
    desk.next("download", fails(ErrorCode.SERVER_ERROR))
    client.engine.step()
    client.engine.step()
    assert [one.download_state for one in attachments_of(client)] == [DownloadState.REQUESTED, DownloadState.DOWNLOADED]
    client.settle()
    assert [one.download_state for one in attachments_of(client)] == [
        DownloadState.DOWNLOADED,
        DownloadState.DOWNLOADED,
    ]


def test_an_attachment_of_another_size_than_announced_is_not_taken(client: Client, desk: FakeDesk) -> None:
    desk.open_ticket("Old", "question")
    desk.answer("1", "see", ("form.pdf", b"1" * 100))
    client.settle()
    desk.files["f1"] = b"1" * 90
    client.services.attachments.request(1)
    client.settle()
    assert [one.download_state for one in attachments_of(client)] == [DownloadState.FAILED]
    desk.files["f1"] = b"1" * 100
    client.services.attachments.request(1)
    client.settle()
    assert [one.download_state for one in attachments_of(client)] == [DownloadState.DOWNLOADED]


def test_a_submit_does_not_wait_for_the_end_of_a_download(client: Client, desk: FakeDesk) -> None:
    desk.open_ticket("Old", "question")
    desk.answer("1", "see", ("form.pdf", b"1" * 100))
    client.settle()
    client.services.attachments.request(1)
    sent: list[str] = []
    engine = client.new_engine()

    def submit_meanwhile(id: str, done: int, total: int) -> None:
        if id.startswith("attachment:") and not sent:
            sent.append(client.send("meanwhile", key=ticket_key(1)))

    client.on_progress = submit_meanwhile
    client.engine = engine
    engine.step()
    assert sent
    assert attachments_of(client)[0].download_state is DownloadState.REQUESTED
    engine.step()
    assert desk.refs() == sent
    client.settle()
    assert attachments_of(client)[0].download_state is DownloadState.DOWNLOADED


def attachments_of(client: Client) -> tuple[Attachment, ...]:
    return queries.messages(client.database.read_connection(), client.account.id, ticket_key(1))[1].attachments


def attachment_of(client: Client) -> Attachment:
    return attachments_of(client)[0]


def test_a_fault_of_the_help_desk_is_shown_and_passes(client: Client, desk: FakeDesk) -> None:
    client.settle()
    desk.next("changes", Fault(fails(ErrorCode.SERVER_ERROR).error))
    client.engine.wake()
    client.engine.step()
    assert link_of(client) is LinkState.BUSY
    client.settle()
    assert client.status.state is LinkState.UP_TO_DATE


def test_a_page_that_takes_too_long_is_asked_for_smaller(client: Client, desk: FakeDesk) -> None:
    client.settle()
    for number in range(1, 301):
        desk.open_ticket(f"Ticket {number}", "question")
    asked: list[int] = []
    real = desk.page

    def page(cursor: str, limit: int) -> Page:
        asked.append(limit)
        if limit > 60:
            raise OtetError(ErrorCode.TIMED_OUT)
        return real(cursor, limit)

    desk.page = page  # type: ignore[method-assign]
    client.engine.wake()
    for _ in range(20):
        client.clock.advance(client.engine.step())
    assert asked[:5] == [100, 50, 62, 31, 38]
    assert cursors.get(client.database.read_connection(), client.account.id) == str(len(desk.log))


def test_a_page_is_as_large_as_the_line_transfers_in_a_few_seconds(client: Client, desk: FakeDesk) -> None:
    client.settle()
    for number in range(1, 5001):
        desk.open_ticket(f"Ticket {number}", "question")
    asked: list[int] = []
    real = desk.page
    changes_a_second = 1000

    def page(cursor: str, limit: int) -> Page:
        asked.append(limit)
        client.clock.advance(limit / changes_a_second)
        return real(cursor, limit)

    desk.page = page  # type: ignore[method-assign]
    client.engine.wake()
    client.engine.step()
    client.engine.step()
    client.engine.step()
    changes_a_second = 100
    client.engine.step()
    client.engine.step()
    assert asked == [100, 400, 1600, 2000, 400], "and where it gets worse it is asked for less"
    until = len(desk.log)
    client.settle()
    assert cursors.get(client.database.read_connection(), client.account.id) == str(until)
    asked.clear()
    desk.open_ticket("one more", "question")
    client.engine.wake()
    client.settle()
    client.engine.wake()
    client.settle()
    assert asked == [400, 400], "a page that is not full says nothing about the line"


def test_a_help_desk_that_is_down_is_asked_less_often_than_a_missing_network(client: Client, desk: FakeDesk) -> None:
    client.settle()
    desk.policy = lambda call, out: fails(
        Problem(ErrorCode.OFFLINE, nothing_sent=True, reason="ConnectionRefusedError")
    )
    client.engine.wake()
    rests = []
    for _ in range(12):
        rests.append(client.engine.step())
        client.clock.advance(rests[-1])
    assert max(rests) > 5


def test_an_answer_that_comes_while_the_first_synchronisation_is_interrupted_is_news(
    client: Client, desk: FakeDesk
) -> None:
    """What was there before it began is not, whichever page brings it."""
    for number in range(6):
        ticket = desk.open_ticket(f"Ticket {number}", "Hello")
        desk.answer(ticket.id, "An old answer")
    in_pages_of(desk, 4)
    client.engine.step()
    connection, account = client.database.read_connection(), client.account.id
    assert 0 < queries.ticket_count(connection, account) < 6
    client.clock.advance(3600)
    desk.answer("1", "An answer of today")
    client.restart()
    client.settle()
    connection = client.database.read_connection()
    assert queries.ticket_count(connection, account) == 6
    assert queries.unread_total(connection, account) == 1
    assert [answer.body for answer in queries.pending_answers(connection, account)] == ["An answer of today"]
