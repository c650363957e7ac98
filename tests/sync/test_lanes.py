"""What a person sends does not wait for a page of history, and a line of text not for the files of another ticket."""

from threading import Thread

import pytest

from desktop.domain.sync_status import LinkState
from tests.client_harness import Client, link_of, sending_key
from tests.fakes import FakeDesk
from tests.sync.rounds import until_still

PICTURE = bytes(200_000)


@pytest.fixture
def page_under_way(client: Client, desk: FakeDesk) -> Thread:
    """The engine fetches a page that does not come."""
    until_still(client)
    desk.open_ticket("Withdrawal", "Where is it?")
    desk.hangs_on = "changes"
    client.engine.wake()
    thread = Thread(target=client.engine.step)
    thread.start()
    assert desk.hung.wait(10)
    return thread


def send_file(client: Client, body: str, data: bytes) -> str:
    """Submit a text with a file; the operation's id."""
    draft = client.services.drafts.attach_bytes(client.write(body=body), "a.png", data, client.desk.info)
    return client.services.tickets.submit(draft, limits=client.desk.info)


def go_on(client: Client, desk: FakeDesk, thread: Thread) -> None:
    thread.join(10)
    assert not thread.is_alive()
    desk.hangs_on = ""
    until_still(client)


def test_a_send_ends_the_page_that_is_under_way(client: Client, desk: FakeDesk, page_under_way: Thread) -> None:
    client.send("two lines\nof text")
    client.engine.wake()
    go_on(client, desk, page_under_way)
    assert desk.calls.index("deliver") < len(desk.calls) - 1 - desk.calls[::-1].index("changes")
    assert desk.own_bodies() == ["Where is it?", "two lines\nof text"]
    assert {ticket.subject for ticket in desk.tickets.values()} >= {"Withdrawal"}
    assert link_of(client) is LinkState.UP_TO_DATE
    assert [one for one in client.statuses if one.problem is not None] == [], "it is no failure"


def test_a_send_that_becomes_due_ends_it_too(client: Client, desk: FakeDesk) -> None:
    until_still(client)
    client.send("may be undone for a moment", undo_s=0.3)
    desk.hangs_on = "changes"
    client.engine.wake()
    thread = Thread(target=client.engine.step)
    thread.start()
    assert desk.hung.wait(10)
    thread.join(10)
    assert not thread.is_alive()
    client.clock.advance(0.3)
    desk.hangs_on = ""
    until_still(client)
    assert desk.own_bodies() == ["may be undone for a moment"]


def test_a_page_that_came_is_kept_although_something_waits(client: Client, desk: FakeDesk) -> None:
    until_still(client)
    desk.open_ticket("Withdrawal", "Where is it?")
    page = desk.page

    def come_and_wake(cursor: str, limit: int) -> object:
        client.engine.wake()
        desk.page = page  # type: ignore[method-assign]
        return page(cursor, limit)

    desk.page = come_and_wake  # type: ignore[method-assign, assignment]
    client.engine.wake()
    client.engine.step()
    found = client.database.read_connection().execute("SELECT body FROM message").fetchall()
    assert [row["body"] for row in found] == ["Where is it?"]


def test_a_line_of_text_goes_before_the_files_of_another_ticket(client: Client, desk: FakeDesk) -> None:
    send_file(client, "with a large file", PICTURE)
    client.send("a line of text")
    send_file(client, "with a small file", b"x")
    client.settle()
    assert desk.own_bodies() == ["a line of text", "with a small file", "with a large file"]


def test_messages_of_one_ticket_stay_in_their_order(client: Client, desk: FakeDesk) -> None:
    create = send_file(client, "the ticket, with a large file", PICTURE)
    client.send("and a line more", key=sending_key(create))
    client.settle()
    assert desk.own_bodies() == ["the ticket, with a large file", "and a line more"]
