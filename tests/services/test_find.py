"""Rows that meet a filter come in parts: the newest first, then all of them."""

from dataclasses import replace

import pytest

from desktop.background import Cancellation, Cancelled
from desktop.domain.filters import HistoryFilter
from desktop.domain.tickets import RowKey, RowKind, row_key
from desktop.services import history
from tests.client_harness import Client
from tests.fakes import FakeDesk


def open_tickets(client: Client, desk: FakeDesk, departments: list[str]) -> None:
    """One ticket for each department, oldest first, all with the same word."""
    for number, department in enumerate(departments):
        ticket = desk.open_ticket(f"Ticket {number}", "my wallet")
        desk.tickets[ticket.id] = replace(desk.tickets[ticket.id], department=department)
        client.clock.advance(60)
    client.settle()


def parts(client: Client, filter: HistoryFilter, first: int | None) -> list[tuple[int, bool]]:
    found = client.services.history.find(client.account.id, filter, Cancellation(), first=first)
    return [(len(part.order), part.is_complete) for part in found]


def test_the_newest_come_first_with_their_values(client: Client, desk: FakeDesk) -> None:
    open_tickets(client, desk, ["1"] * 9)
    filter = HistoryFilter(content="wallet")
    assert parts(client, filter, 4) == [(4, False), (9, True)]
    assert parts(client, filter, None) == [(9, True)]
    assert parts(client, filter, 20) == [(9, True)]
    first, *_ = client.services.history.find(client.account.id, filter, Cancellation(), first=4)
    assert [first.rows[row_key(id)].subject for id in first.order] == [f"Ticket {number}" for number in (8, 7, 6, 5)]


def test_without_words_too(client: Client, desk: FakeDesk) -> None:
    open_tickets(client, desk, ["1", "2"] * 4)
    assert parts(client, HistoryFilter(department="2"), 3) == [(3, False), (4, True)]
    assert parts(client, HistoryFilter(department="9"), 3) == [(0, True)]


def test_a_search_does_not_end_with_tickets_that_do_not_meet_the_rest(
    client: Client, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The only fitting ticket is the oldest of many that hold the word; an empty part says nothing and is left out."""
    monkeypatch.setattr(history, "MOST_FOUND", 3)
    open_tickets(client, desk, ["2"] + ["1"] * 9)
    wanted = HistoryFilter(content="wallet", department="2")
    assert parts(client, wanted, 2) == [(1, True)]
    assert len(client.services.history.keys(client.account.id, wanted)) == 1


def test_what_is_cancelled_finds_nothing_more(client: Client, desk: FakeDesk) -> None:
    open_tickets(client, desk, ["1"] * 9)
    cancellation = Cancellation()
    found = client.services.history.find(client.account.id, HistoryFilter(content="wallet"), cancellation, first=4)
    assert not next(found).is_complete
    cancellation.cancel()
    with pytest.raises(Cancelled):
        next(found)
    assert parts(client, HistoryFilter(content="wallet"), None) == [(9, True)], "only what was cancelled ends"


def test_a_row_is_known_to_meet_a_filter_however_old_it_is(
    client: Client, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "MOST_FOUND", 3)
    open_tickets(client, desk, ["2"] + ["1"] * 9)
    *_, oldest = client.services.history.keys(client.account.id, HistoryFilter())
    meets = client.services.history.meets
    for filter in (HistoryFilter(content="WALL"), HistoryFilter(department="2"), HistoryFilter("2", "ticket 0 wallet")):
        assert meets(client.account.id, filter, oldest)
        assert meets(client.account.id, replace(filter, ticket_id="1"), oldest)
    for filter in (HistoryFilter(content="wallets"), HistoryFilter(department="1"), HistoryFilter("1", "wallet")):
        assert not meets(client.account.id, filter, oldest)
    assert not meets(client.account.id, HistoryFilter(content="wallet"), RowKey(RowKind.TICKET, "99"))


def test_drafts_and_what_waits_meet_a_filter_as_tickets_do(client: Client, desk: FakeDesk) -> None:
    open_tickets(client, desk, ["1"])
    (ticket,) = client.services.history.keys(client.account.id, HistoryFilter())
    client.send("my new card", key=ticket)
    draft = client.write("Cards", "two of them")
    meets, key = client.services.history.meets, RowKey(RowKind.DRAFT, draft.id)
    assert meets(client.account.id, HistoryFilter(content="card"), ticket)
    assert meets(client.account.id, HistoryFilter(content="card"), key)
    assert not meets(client.account.id, HistoryFilter(content="new"), key)
    assert not meets(client.account.id, HistoryFilter(content="two"), ticket)
