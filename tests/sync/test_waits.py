"""How long everything waits, to the second: what the help desk is spared, and what the person is told."""

from collections.abc import Sequence

import pytest

from desktop.domain.errors import ErrorCode, OtetError, Problem
from desktop.domain.remote import Page
from desktop.sync.backoff import next_delay_s
from desktop.sync.delivery.in_doubt import InDoubtTracker
from desktop.sync.failures import is_without_network, was_never_sent
from desktop.sync.progress import ProgressThrottle
from desktop.sync.retry import RetryPolicy
from desktop.sync.rollback import RollbackDetector
from desktop.sync.server_info import ServerInfoRefresher
from tests.client_harness import Client
from tests.fakes import FakeClock, FakeConnector, FakeDesk, fails
from tests.sync.rounds import LONGEST, SHORTEST

NO_NETWORK = Problem(ErrorCode.OFFLINE, nothing_sent=True)
DAY_S = 24 * 3600.0


@pytest.mark.parametrize(("attempt", "most_s"), [(0, 1), (1, 1), (2, 2), (3, 4), (5, 16), (10, 512), (11, 900)])
def test_a_wait_is_between_a_quarter_second_and_its_ceiling(attempt: int, most_s: float) -> None:
    assert next_delay_s(attempt, rng=LONGEST) == most_s
    assert next_delay_s(attempt, rng=SHORTEST) == 0.25
    assert next_delay_s(attempt, rng=LONGEST, longest_s=1.5) == min(most_s, 1.5)


def test_the_ceiling_is_a_number_however_often_it_failed() -> None:
    assert next_delay_s(10**6, rng=LONGEST, longest_s=1e9) == 65536


def test_what_the_help_desk_asked_for_is_the_least_and_a_little_more() -> None:
    assert next_delay_s(1, retry_after_s=60, rng=SHORTEST) == 60.25
    assert next_delay_s(9, retry_after_s=60, rng=LONGEST) == 65
    assert next_delay_s(2, retry_after_s=60, rng=LONGEST) == 62
    assert next_delay_s(1, retry_after_s=-7, rng=SHORTEST) == 0.25
    assert next_delay_s(9, retry_after_s=10_000, rng=SHORTEST) == 900


@pytest.mark.parametrize(
    ("problem", "most_s"),
    [
        (NO_NETWORK, 5),
        (Problem(ErrorCode.OFFLINE, nothing_sent=True, reason="ConnectionRefusedError"), 60),
        (Problem(ErrorCode.OFFLINE), 60),
        (Problem(ErrorCode.TIMED_OUT), 5),
        (Problem(ErrorCode.DISK_FULL), 60),
        (Problem(ErrorCode.SERVER_ERROR), 900),
        (Problem(ErrorCode.SERVER_BUSY, retry_after_s=100), 105),
        (Problem(ErrorCode.SIGN_IN_AGAIN), 3600),
        (Problem(ErrorCode.ROLLED_BACK), 3600),
    ],
    ids=lambda value: value.code.value if isinstance(value, Problem) else "",
)
def test_the_account_waits_longer_with_each_failure_up_to_what_the_trouble_is_worth(
    problem: Problem, most_s: float
) -> None:
    clock = FakeClock()
    retry = RetryPolicy(clock, LONGEST)
    for _ in range(20):
        retry.record_failure(problem)
    assert retry.left_s() == most_s
    clock.advance(most_s - 1)
    assert retry.left_s() == 1
    clock.advance(5)
    assert retry.left_s() == 0


def test_failures_in_a_row_are_counted_and_forgotten() -> None:
    retry = RetryPolicy(FakeClock(), LONGEST)
    waits = []
    for _ in range(4):
        retry.record_failure(Problem(ErrorCode.SERVER_ERROR))
        waits.append(retry.left_s())
    assert waits == [1, 2, 4, 8]
    retry.clear()
    assert retry.left_s() == 0
    retry.record_failure(Problem(ErrorCode.SERVER_ERROR))
    assert retry.left_s() == 1


def test_only_what_the_help_desk_asked_for_outlasts_a_call() -> None:
    clock = FakeClock()
    retry = RetryPolicy(clock, LONGEST)
    assert not retry.is_blocked(woken=False, urgent=False)
    assert not retry.needs_probe
    for code, outlasts in ((ErrorCode.TIMED_OUT, False), (ErrorCode.SERVER_BUSY, True)):
        retry.record_failure(Problem(code, retry_after_s=30))
        assert retry.is_blocked(woken=False, urgent=False)
        assert retry.is_blocked(woken=True, urgent=False) is outlasts
        assert not retry.is_blocked(woken=True, urgent=True)
        assert not retry.is_blocked(woken=False, urgent=True)
        assert retry.needs_probe
        clock.advance(retry.left_s())
        assert not retry.is_blocked(woken=False, urgent=False)
    retry.record_failure(Problem(ErrorCode.DISK_FULL))
    assert not retry.needs_probe, "the way to the help desk is not what failed"


def test_a_send_of_unknown_fate_is_left_alone_for_two_minutes() -> None:
    clock = FakeClock()
    in_doubt = InDoubtTracker(clock)
    assert in_doubt.left_s("a", 120) == 0
    in_doubt.mark_unknown("a")
    clock.advance(100)
    in_doubt.track("a")
    assert in_doubt.left_s("a", 120) == 20
    assert in_doubt.left_s("a", 420) == 320
    in_doubt.mark_unknown("a")
    assert in_doubt.left_s("a", 120) == 120
    clock.advance(121)
    assert in_doubt.left_s("a", 120) == 0
    assert in_doubt.is_open("a")
    in_doubt.resolve("a")
    assert not in_doubt.is_open("a")
    in_doubt.track("a")
    assert in_doubt.left_s("a", 120) == 120


def test_a_key_is_trusted_until_two_minutes_before_its_end() -> None:
    clock = FakeClock()
    in_doubt = InDoubtTracker(clock)
    assert in_doubt.is_key_alive("a", 1000), "nothing was ever sent under it"
    in_doubt.on_send("a")
    clock.advance(500)
    in_doubt.on_send("a")
    clock.advance(379)
    assert in_doubt.is_key_alive("a", 1000)
    clock.advance(1)
    assert not in_doubt.is_key_alive("a", 1000)
    in_doubt.resolve("a")
    in_doubt.on_send("a")
    assert in_doubt.is_key_alive("a", 1000)
    in_doubt.track("b")
    assert not in_doubt.is_key_alive("b", 1000), "an earlier process sent it, nobody knows when"


@pytest.mark.parametrize(
    ("problem", "expected"),
    [
        (Problem(ErrorCode.OFFLINE, nothing_sent=True), True),
        (Problem(ErrorCode.OFFLINE, nothing_sent=True, reason="gaierror"), True),
        (Problem(ErrorCode.OFFLINE, nothing_sent=True, reason="ConnectionRefusedError"), False),
        (Problem(ErrorCode.OFFLINE), False),
        (Problem(ErrorCode.TIMED_OUT, nothing_sent=True), False),
    ],
)
def test_only_a_connection_that_never_came_about_is_no_network(problem: Problem, expected: bool) -> None:
    assert is_without_network(problem) is expected


def test_a_certificate_that_is_refused_sent_nothing_whatever_was_counted() -> None:
    assert was_never_sent(Problem(ErrorCode.CERTIFICATE))
    assert not was_never_sent(Problem(ErrorCode.SERVER_ERROR, nothing_sent=True))


def test_about_is_asked_once_a_day_and_an_hour_after_a_failure(client: Client, desk: FakeDesk) -> None:
    about = ServerInfoRefresher(client.database, client.account.id, client.clock)
    connector = FakeConnector(desk, "token-0")
    asked: list[float] = []

    def refresh(after_s: float) -> bool:
        client.clock.advance(after_s)
        before = desk.calls.count("about")
        about.refresh(connector)
        asked.append(client.clock.monotonic_s())
        return desk.calls.count("about") > before

    assert refresh(0)
    changes: list[object] = []
    client.database.subscribe(changes.append)
    assert not refresh(DAY_S - 1)
    assert refresh(1)
    assert changes == [], "what is known is not written again"
    desk.next("about", fails(ErrorCode.SERVER_ERROR))
    client.clock.advance(DAY_S)
    with pytest.raises(OtetError):
        about.refresh(connector)
    assert not refresh(3599)
    assert refresh(1)
    assert not refresh(DAY_S - 1)


class Copy(FakeConnector):
    """Notes how much it is asked about at once."""

    def __init__(self, desk: FakeDesk) -> None:
        super().__init__(desk, "token-0")
        self.asked: list[tuple[int, int]] = []

    def recall(self, tickets: Sequence[str], messages: Sequence[str]) -> Page:
        self.asked.append((len(tickets), len(messages)))
        return super().recall(tickets, messages)


@pytest.fixture
def copy(desk: FakeDesk) -> Copy:
    made = Copy(desk)
    made.capabilities = type(desk.capabilities)(desk.capabilities.guarantee, can_recall=True)
    return made


def test_the_newest_fifty_are_asked_about_every_half_an_hour(client: Client, desk: FakeDesk, copy: Copy) -> None:
    for number in range(120):
        desk.open_ticket(f"Ticket {number}", "question")
    client.settle()
    rollback = RollbackDetector(client.database, client.account.id, client.clock)
    rollback.check(copy)
    assert copy.asked == [(50, 50)]
    client.clock.advance(1799)
    rollback.check(copy)
    assert len(copy.asked) == 1
    client.clock.advance(1)
    rollback.check(copy)
    assert len(copy.asked) == 2
    client.clock.advance(59)
    rollback.check(copy, before_reply=True)
    assert len(copy.asked) == 2
    client.clock.advance(1)
    rollback.check(copy, before_reply=True)
    assert len(copy.asked) == 3, "before a reply the last look is a fresh one"
    rollback.recheck()
    rollback.check(copy)
    assert len(copy.asked) == 4


def test_a_help_desk_without_a_past_is_asked_nothing(client: Client, copy: Copy) -> None:
    rollback = RollbackDetector(client.database, client.account.id, client.clock)
    rollback.check(copy)
    assert copy.asked == []


def test_a_ticket_without_messages_is_asked_about_too(client: Client, desk: FakeDesk, copy: Copy) -> None:
    ticket = desk.open_ticket("Old", "question")
    desk.log.remove(("message", "m1"))
    client.settle()
    del desk.tickets[ticket.id]
    with pytest.raises(OtetError):
        RollbackDetector(client.database, client.account.id, client.clock).check(copy)
    assert copy.asked[0] == (1, 0)


def test_going_back_ends_where_everything_is_there_again(client: Client, desk: FakeDesk, copy: Copy) -> None:
    for number in range(650):
        desk.open_ticket(f"Ticket {number}", "question")
        client.clock.advance(1)
    client.settle()
    for lost in range(640, 651):
        del desk.tickets[str(lost)], desk.messages[f"m{lost}"]
    rollback = RollbackDetector(client.database, client.account.id, client.clock)
    with pytest.raises(OtetError) as raised:
        rollback.check(copy)
    assert raised.value.code is ErrorCode.ROLLED_BACK
    assert copy.asked == [(50, 50), (200, 0), (200, 0), (0, 200), (0, 200)]
    (absent,) = client.database.read_connection().execute("SELECT count(*) FROM ticket WHERE removed = 2").fetchone()
    assert absent == 11


def test_progress_begins_at_once_and_moves_with_each_hundredth() -> None:
    clock = FakeClock()
    told: list[int] = []
    throttle = ProgressThrottle(clock, lambda done, total: told.append(done))
    for done in (0, 10, 11, 21, 22, 1000):
        throttle(done, 1000)
    assert told == [0, 11, 22, 1000]
    told.clear()
    small = ProgressThrottle(clock, lambda done, total: told.append(done))
    for done in (0, 1, 2, 3):
        small(done, 50)
    assert told == [0, 2]
    clock.advance(0.11)
    small(3, 50)
    assert told == [0, 2, 3]
