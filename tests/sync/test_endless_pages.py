"""Pages that make no sense as a whole: the cursor stays, nothing is called up to date, and nobody is hammered."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from desktop.domain.errors import ErrorCode, OtetError, Problem
from desktop.domain.remote import Page, RecordKind, UnreadableRecord
from desktop.domain.sync_status import LinkState
from desktop.store import accounts, cursors
from tests.client_harness import Client, link_of
from tests.fakes import FakeDesk

Twist = Callable[[str, Page], Page]


@pytest.fixture
def twisted(client: Client, desk: FakeDesk) -> Callable[[Twist | None], None]:
    """Puts a twist on every page from now on; None ends it."""
    desk.open_ticket("Withdrawal", "Where is it?")
    client.settle()
    honest = desk.page

    def twist(how: Twist | None) -> None:
        desk.page = (lambda cursor, limit: how(cursor, honest(cursor, limit))) if how else honest  # type: ignore[method-assign]

    return twist


def hours(client: Client, desk: FakeDesk, seconds: float) -> int:
    """How many requests are made while time passes as the engine asks."""
    before, until_s = desk.calls.count("changes"), client.clock.monotonic_s() + seconds
    client.engine.wake()
    while client.clock.monotonic_s() < until_s:
        client.clock.advance(max(client.engine.step(), 0.001))
    return desk.calls.count("changes") - before


def in_circle(cursor: str, page: Page) -> Page:
    return replace(page, cursor="1001" if cursor != "1001" else "1002", more=True)


def empty_for_ever(cursor: str, page: Page) -> Page:
    return Page(str(int(cursor or 0) + 1), True)


def same_for_ever(cursor: str, page: Page) -> Page:
    records = (UnreadableRecord(RecordKind.WALLET, "5"),)
    return Page(str(int(cursor or 0) + 1), True, unreadable=records)


def malformed(cursor: str, page: Page) -> Page:
    raise OtetError(Problem(ErrorCode.SERVER_ERROR, reason="malformed"))


def goes_back(cursor: str, page: Page) -> Page:
    raise OtetError(Problem(ErrorCode.SERVER_ERROR, reason="cursor"))


@pytest.mark.parametrize("how", [in_circle, empty_for_ever, same_for_ever, malformed, goes_back])
def test_it_is_not_up_to_date_and_not_hammered(
    client: Client, desk: FakeDesk, twisted: Callable[[Twist | None], None], how: Twist
) -> None:
    desk.open_ticket("Another", "And this?")
    synced_ms = accounts.synced_ms(client.database.read_connection(), client.account.id)
    twisted(how)
    assert hours(client, desk, 3600) < 300
    assert client.status.state is LinkState.BUSY
    assert accounts.synced_ms(client.database.read_connection(), client.account.id) == synced_ms
    twisted(None)
    client.engine.wake(at_once=True)
    client.settle()
    assert link_of(client) is LinkState.UP_TO_DATE
    assert cursors.get(client.database.read_connection(), client.account.id) == str(len(desk.log))


@pytest.mark.parametrize("how", [empty_for_ever, malformed])
def test_the_cursor_stays_where_something_came_last(
    client: Client, desk: FakeDesk, twisted: Callable[[Twist | None], None], how: Twist
) -> None:
    before = cursors.get(client.database.read_connection(), client.account.id)
    twisted(how)
    for _ in range(100):
        client.engine.wake()
        client.engine.step()
        if client.status.state is LinkState.BUSY:
            break
    assert client.status.state is LinkState.BUSY
    assert cursors.get(client.database.read_connection(), client.account.id) == before


def test_an_answer_that_comes_meanwhile_is_there_in_the_end(
    client: Client, desk: FakeDesk, twisted: Callable[[Twist | None], None]
) -> None:
    twisted(in_circle)
    hours(client, desk, 600)
    answer = desk.answer("1", "Here it is.")
    twisted(None)
    client.engine.wake(at_once=True)
    client.settle()
    found = (
        client.database.read_connection()
        .execute("SELECT body FROM message WHERE remote_id = ?", (answer.id,))
        .fetchone()
    )
    assert found["body"] == "Here it is."


def test_a_cursor_that_is_refused_for_long_is_given_up(
    client: Client, desk: FakeDesk, twisted: Callable[[Twist | None], None]
) -> None:
    asked: list[str] = []

    def refuses_all_but_none(cursor: str, page: Page) -> Page:
        asked.append(cursor)
        return page if not cursor else goes_back(cursor, page)

    twisted(refuses_all_but_none)
    desk.answer("1", "Here it is.")
    hours(client, desk, 600)
    assert asked[-1] == "" or client.status.state is LinkState.BUSY
    assert "" in asked
    twisted(None)
    client.engine.wake(at_once=True)
    client.settle()
    assert client.status.state is LinkState.UP_TO_DATE


def test_what_is_sent_goes_out_while_the_pages_make_no_sense(
    client: Client, desk: FakeDesk, twisted: Callable[[Twist | None], None]
) -> None:
    twisted(malformed)
    hours(client, desk, 600)
    client.send("urgent")
    hours(client, desk, 60)
    assert "urgent" in desk.own_bodies()


def test_a_page_that_comes_again_is_applied_again(
    client: Client, desk: FakeDesk, twisted: Callable[[Twist | None], None]
) -> None:
    ticket, changed = desk.tickets["1"], replace(desk.tickets["1"], status="2")
    pages = iter(
        [
            Page("101", True, tickets=(ticket,)),
            Page("102", True, tickets=(changed,)),
            Page("103", True, tickets=(ticket,)),
            Page("104", False),
        ]
    )
    twisted(lambda cursor, page: next(pages))
    for _ in range(4):
        client.engine.wake()
        client.engine.step()
    assert client.database.read_connection().execute("SELECT status FROM ticket").fetchone()[0] == ticket.status
    assert cursors.get(client.database.read_connection(), client.account.id) == "104"


def test_a_help_desk_that_promises_news_and_has_none_is_left_in_peace(client: Client, desk: FakeDesk) -> None:
    client.settle()
    desk.promises_news = True
    calls = desk.calls.count("changes")
    until_s = client.clock.monotonic_s() + 3600
    turns = 0
    while client.clock.monotonic_s() < until_s and turns < 5000:
        turns += 1
        rest_s = client.engine.step()
        if client.engine._may_long_poll(rest_s):
            client.engine.rest(rest_s)
        else:
            client.clock.advance(max(rest_s, 0.001))
    assert desk.calls.count("changes") - calls < 500
    desk.promises_news = False
    desk.open_ticket("News", "after all")
    client.settle()
    assert client.status.state is LinkState.UP_TO_DATE
