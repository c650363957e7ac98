"""A thread is read in pages that together are the whole thread; a page reads its own rows and no others."""

import sqlite3

import pytest

from desktop.domain.tickets import Message, MessagePage, RowKey, RowKind
from desktop.store import read_state
from desktop.store.database import WriteTransaction, connect
from desktop.store.read import queries
from tests.store.store_harness import NOON, BodiesRead, StoreHarness, a_ticket, an_answer, own

KEY = RowKey(RowKind.TICKET, "1")


def filled(harness: StoreHarness, count: int, unread_from: int = 10**9) -> None:
    """A ticket with that many answers, of which those from a number on are unread."""
    harness.page(a_ticket(), *(an_answer(str(at), body=f"{at}") for at in range(1, count + 1)))
    harness.do(lambda tx: tx.execute("UPDATE message SET unread = created_ms >= ?", (NOON + unread_from,)))


def newest(harness: StoreHarness, limit: int, most: int = 1000) -> MessagePage:
    return queries.newest_messages(harness.reader, harness.account, KEY, limit=limit, most=most)


def whole(harness: StoreHarness) -> tuple[Message, ...]:
    return queries.messages(harness.reader, harness.account, KEY)


def by_pages(harness: StoreHarness, limit: int) -> tuple[Message, ...]:
    """The thread, put together from its pages; what a page says of the ones before it is true."""
    page = newest(harness, limit)
    found = page.messages
    everything = whole(harness)
    while page.hidden:
        assert page.hidden == len(everything) - len(found) and page.start is not None
        page = queries.earlier_messages(harness.reader, harness.account, KEY, page.start, limit=limit)
        assert 0 < len(page.messages) <= limit
        found = (*page.messages, *found)
    return found


def plans(connection: sqlite3.Connection, statements: list[str]) -> list[str]:
    """How SQLite goes about each of these."""
    return [
        " ".join(row["detail"] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}"))
        for statement in statements
    ]


@pytest.mark.parametrize("limit", [1, 3, 7, 100])
def test_pages_together_are_the_thread(harness: StoreHarness, limit: int) -> None:
    filled(harness, 20)
    harness.send("s1", ticket_id=1)
    assert len(whole(harness)) == 21
    assert by_pages(harness, limit) == whole(harness)


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_what_arrived_several_times_is_on_one_page(harness: StoreHarness, limit: int) -> None:
    filled(harness, 6)
    # the first, the middle and the last of these are one reply
    copies = (own(str(id), ref="r", body="reply") for id in (11, 30, 50))
    answers = (an_answer(str(id), body=f"{id}") for id in (20, 40, 60))
    harness.page(*copies, *answers)
    found = by_pages(harness, limit)
    assert found == whole(harness) and len(found) == 10
    assert [message.arrivals for message in found if message.body == "reply"] == [3]


@pytest.mark.parametrize("count", [20, 200])
def test_a_page_reads_its_own_rows(harness: StoreHarness, count: int) -> None:
    filled(harness, count)
    read = BodiesRead(harness.reader)
    page = newest(harness, 5)
    assert page.start is not None and read.count == 5
    queries.earlier_messages(harness.reader, harness.account, KEY, page.start, limit=5)
    queries.messages_from(harness.reader, harness.account, KEY, page.start, limit=100)
    assert read.count == 15


def test_no_page_searches_the_thread(harness: StoreHarness) -> None:
    filled(harness, 5)
    statements: list[str] = []
    harness.reader.set_trace_callback(statements.append)
    page = newest(harness, 2)
    assert page.start is not None
    queries.earlier_messages(harness.reader, harness.account, KEY, page.start, limit=2)
    harness.reader.set_trace_callback(None)
    by_index = [plan for plan in plans(harness.reader, statements) if "message_" in plan]
    assert len(by_index) > 5 and [plan for plan in by_index if "SCAN" in plan] == []
    unread = plans(harness.reader, [statement for statement in statements if "unread > 0" in statement])
    assert len(unread) == 3 and all("message_unread" in plan for plan in unread)


def test_marking_as_read_looks_at_what_is_unread(harness: StoreHarness) -> None:
    filled(harness, 20, unread_from=19)
    statements: list[str] = []
    connection = connect(harness.database.path)
    connection.execute("BEGIN IMMEDIATE")
    connection.set_trace_callback(statements.append)
    read_state.mark_read(WriteTransaction(connection), 1, NOON + 19)
    connection.set_trace_callback(None)
    connection.execute("COMMIT")
    found = plans(connection, [one for one in statements if one.startswith(("UPDATE message", "SELECT"))])
    connection.close()
    assert len(found) >= 2 and [plan for plan in found if "message_thread" in plan] == []
    assert [message.unread for message in whole(harness)][-2:] == [False, True]


@pytest.mark.parametrize(("unread_from", "most", "shown"), [(15, 100, 6), (19, 100, 4), (2, 100, 19), (2, 10, 10)])
def test_a_thread_opens_from_its_first_unread_message(
    harness: StoreHarness, unread_from: int, most: int, shown: int
) -> None:
    filled(harness, 20, unread_from)
    page = newest(harness, 4, most)
    assert len(page.messages) == shown
    is_all_shown = 20 - shown < unread_from
    newest_hidden = 20 - shown
    assert page.hidden_unread_ms == (0 if is_all_shown else NOON + newest_hidden)


def test_what_comes_is_added_and_what_is_shown_stays(harness: StoreHarness) -> None:
    filled(harness, 20)
    start = newest(harness, 4).start
    harness.page(*(an_answer(str(id), body=f"{id}") for id in (30, 31, 32)))
    page = queries.messages_from(harness.reader, harness.account, KEY, start, limit=100)
    assert [message.body for message in page.messages] == ["17", "18", "19", "20", "30", "31", "32"]
    assert page.hidden == 16
    page = queries.messages_from(harness.reader, harness.account, KEY, start, limit=2)
    assert [message.body for message in page.messages] == ["31", "32"] and page.hidden == 21
    page = queries.messages_from(harness.reader, harness.account, KEY, None, limit=100)
    assert page.messages == whole(harness) and (page.hidden, page.hidden_unread_ms) == (0, 0)


def test_nothing_of_another_account_is_read(harness: StoreHarness) -> None:
    filled(harness, 3)
    page = queries.newest_messages(harness.reader, harness.account + 1, KEY, limit=2, most=5)
    assert page == MessagePage()
