"""An app that begins gets the newest first: open tickets, then everything backwards, each thing once, none missing."""

import itertools
from collections.abc import Callable
from typing import Any

import pytest

from desktop.connectors.registry import connect
from tests.desk.running import Agent, Person, new_ref

KINDS = ("tickets", "messages", "wallets", "transactions")
FIRST = "o0"


def pages_of(person: Person, limit: int, meanwhile: Callable[[int], None] = lambda page: None) -> list[Any]:
    """Every page of a first synchronisation; `meanwhile` is called after each with its number."""
    since, before, found = "", FIRST, []
    while True:
        query = {"since": since, "before": before, "limit": str(limit)}
        found.append(person.get("/rest/desk/sync", params=query))
        since = found[-1]["cursor"]
        if not found[-1]["more"]:
            return found
        before = found[-1].get("history", {"before": ""})["before"]
        meanwhile(len(found))


def ids(pages: list[Any], kind: str) -> list[str]:
    return [item["id"] for page in pages for item in page[kind]]


@pytest.fixture(scope="module")
def customer(make_customer: Callable[[str], Person], agent: Agent) -> Person:
    """Twelve tickets of two messages, every third of them closed; the oldest has the newest answer."""
    person = make_customer("history")
    made = [person.new_ticket(title=f"Ticket {number}")["issue"] for number in range(12)]
    for ticket in made:
        person.submit(ref=new_ref(), issue=ticket, content="And?")
    for ticket in made[::3]:
        agent.change(ticket, status="Closed")
    agent.answer(made[1], "An answer to an old one.")
    return person


def test_the_newest_activity_of_every_open_ticket_comes_first(customer: Person) -> None:
    whole = customer.sync()
    pages = pages_of(customer, 4)
    by_activity = sorted(whole["tickets"].values(), key=lambda one: (one["updated"], int(one["id"])), reverse=True)
    kinds = {one["id"]: one["kind"] for one in customer.get("/rest/desk/about")["statuses"]}
    opened = [one["id"] for one in by_activity if kinds[one["status"]] != "closed"]
    assert len(opened) >= 8
    assert ids(pages, "tickets")[: len(opened)] == opened
    newest = {one["ticket"]: one["id"] for one in sorted(whole["messages"].values(), key=lambda one: int(one["id"]))}
    assert ids(pages, "messages")[: len(opened)] == [newest[ticket] for ticket in opened]


@pytest.mark.parametrize("limit", [1, 5, 12, 13, 500])
def test_everything_comes_and_the_history_goes_backwards(customer: Person, limit: int) -> None:
    whole, pages = customer.sync(), pages_of(customer, limit)
    for kind in KINDS:
        assert set(ids(pages, kind)) == set(whole[kind])
    assert pages[-1]["cursor"] == whole["cursor"]
    histories = [page["history"] for page in pages[:-1]]
    assert {one["total"] for one in histories} <= {len(whole["tickets"]) + len(whole["messages"])}
    left = [one["left"] for one in histories]
    assert left == sorted(left, reverse=True)
    reached = [one["since"] for one in histories if one["since"]]
    # a ticket is told of a moment before its message
    assert all(later <= earlier + 1000 for earlier, later in itertools.pairwise(reached))
    tickets_left = [one["tickets_left"] for one in histories]
    assert tickets_left == sorted(tickets_left, reverse=True)


def test_nothing_comes_more_often_than_twice(customer: Person) -> None:
    pages = pages_of(customer, 7)
    for kind in ("tickets", "messages"):
        found = ids(pages, kind)
        assert max(found.count(one) for one in set(found)) <= 2
        # the open ones at first, and again in their turn
        assert len(found) - len(set(found)) <= len(set(found)) - 4


def test_what_changes_meanwhile_comes_at_once_and_nothing_is_missing(customer: Person, agent: Agent) -> None:
    oldest = min(customer.sync()["tickets"], key=int)
    made: dict[int, str] = {}

    def meanwhile(page: int) -> None:
        if page == 2:
            made[page] = customer.new_ticket(title="While it goes on")["issue"]
        if page == 4:
            made[page] = agent.answer(oldest, "To the oldest, which has not come yet.")

    pages = pages_of(customer, 5, meanwhile)
    assert made[2] in ids(pages[2:3], "tickets")
    assert made[4] in ids(pages[4:5], "messages")
    whole = customer.sync()
    for kind in KINDS:
        assert set(ids(pages, kind)) == set(whole[kind])
    assert pages[-1]["cursor"] == whole["cursor"]


def test_wallets_transactions_and_verification_come_too(trader: Person) -> None:
    pages, whole = pages_of(trader, 20), trader.sync()
    assert set(ids(pages[:1], "wallets")) == set(whole["wallets"])
    assert pages[0]["verification"] == whole["verification"]
    assert pages[0]["rates"] is not None
    found = ids(pages, "transactions")
    assert sorted(found) == sorted(whole["transactions"])


def test_somebody_without_a_history_is_done_at_once(make_customer: Callable[[str], Person]) -> None:
    person = make_customer("history.none")
    (page,) = pages_of(person, 100)
    assert (page["tickets"], page["more"], page.get("history")) == ([], False, None)


@pytest.mark.parametrize("place", ["x", "o", "-1", "1.5", "o1o", "o" + "9" * 10, "9" * 19, " 1"])
def test_a_place_that_is_none_is_refused(trader: Person, place: str) -> None:
    answer = trader.call("GET", "/rest/desk/sync", params={"before": place})
    assert answer.status_code == 400


def test_nobody_gets_the_history_of_another(customer: Person, other_customer: Person) -> None:
    newest = customer.cursor()
    query = {"since": newest, "before": newest, "limit": "500"}
    found = other_customer.get("/rest/desk/sync", params=query)
    assert not set(ids([found], "tickets")) & set(customer.sync()["tickets"])


def test_the_connector_goes_through_it_with_one_cursor(customer: Person) -> None:
    connector = connect("roundup", customer.url, customer.token)
    cursor, found, lefts = "", [], []
    while True:
        page = connector.changes(cursor, 6)
        found += [one.id for one in page.tickets]
        cursor = page.cursor
        if not page.more:
            break
        assert page.history is not None
        lefts.append(page.history.left)
        assert not connector.wait(cursor, 0).changed
    assert set(found) == set(customer.sync()["tickets"])
    assert lefts == sorted(lefts, reverse=True)
    assert (page.history, cursor.isdecimal()) == (None, True)
    assert connector.is_same_history(cursor, page.mark)
    connector.close()
