"""Any course of pages against the plainest model of what arrived twice."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.remote import Page, RemoteMessage, RemoteTicket
from desktop.domain.tickets import Message, RowKind, Side
from desktop.store import accounts, mirror
from desktop.store.read import queries
from tests.store.store_harness import NOON, StoreHarness, a_ticket, head, listed

pytestmark = pytest.mark.slow


@dataclass
class Model:
    """What was told, in the plainest way."""

    tickets: dict[str, RemoteTicket] = field(default_factory=dict)
    messages: dict[str, RemoteMessage] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    read: set[str] = field(default_factory=set)
    """Answers above a message that the user wrote elsewhere."""

    def apply(self, page: Page) -> None:
        self.tickets |= {one.id: one for one in page.tickets}
        for one in page.messages:
            if one.side is Side.OWN and one.id not in self.messages and one.ticket in self.tickets:
                self.read |= {
                    other.id
                    for other in self.messages.values()
                    if other.ticket == one.ticket and other.created_ms <= one.created_ms
                }
            self.messages.setdefault(one.id, one)
        self.messages |= {one.id: one for one in page.messages}
        self.gone -= {ticket.id for ticket in page.tickets} | {message.id for message in page.messages}
        self.gone |= {*page.removed_tickets, *page.removed_messages} & {*self.tickets, *self.messages}

    def ordered(self, ref: str) -> list[RemoteTicket]:
        found = [one for one in self.tickets.values() if one.ref == ref]
        return sorted(found, key=lambda one: (one.id in self.gone, one.created_ms, len(one.id), one.id))

    def on(self, ticket: RemoteTicket) -> list[RemoteMessage]:
        return [one for one in self.messages.values() if one.ticket == ticket.id]

    def is_listed(self, ticket: RemoteTicket) -> bool:
        first = self.ordered(ticket.ref)[0] if ticket.ref else ticket
        if first is ticket:
            return True
        has = [one for one in self.on(first) if one.side is Side.OWN and one.ref]
        there, here = {one.ref for one in has if one.id not in self.gone}, {one.ref for one in has}
        known = (one.ref in (here if one.id in self.gone else there) for one in self.on(ticket) if one.side is Side.OWN)
        return not all(known) or any(one.side is Side.SUPPORT for one in self.on(ticket))

    def thread(self, ticket: RemoteTicket) -> list[tuple[RemoteMessage, int]]:
        groups: dict[str, list[RemoteMessage]] = {}
        for one in self.on(ticket):
            groups.setdefault(one.ref if one.side is Side.OWN and one.ref else f"only {one.id}", []).append(one)
        shown = []
        for group in groups.values():
            group.sort(key=lambda one: (one.id in self.gone, one.created_ms, len(one.id), one.id))
            there = [one for one in group if not {one.id, ticket.id} & self.gone]
            shown.append((group[0], max(len(there), 1)))
        return shown


TICKET_REFS = st.sampled_from(["r", "r", "r", "s", ""])
MESSAGE_REFS = st.sampled_from(["r", "r", "s", ""])
SIDES = st.sampled_from([Side.OWN, Side.OWN, Side.OWN, Side.OWN, Side.SUPPORT])
IDS = [str(number) for number in (7, 8, 9, 10)]


@st.composite
def courses(draw: st.DrawFn) -> list[Page]:
    """Pages that tell of a few tickets and messages in any order, some of it again, otherwise, or taken away."""
    when = st.integers(0, 3)
    tickets = [
        a_ticket(id, ref=draw(TICKET_REFS), created_ms=NOON + draw(when)) for id in IDS[: draw(st.integers(2, 4))]
    ]
    some = st.sampled_from([one.id for one in tickets])
    messages = [
        RemoteMessage(f"m{n}", draw(some), draw(SIDES), "", NOON + draw(when), f"m{n}", ref=draw(MESSAGE_REFS))
        for n in range(draw(st.integers(0, 7)))
    ]
    ticket = st.sampled_from(tickets)
    any: st.SearchStrategy[RemoteTicket | RemoteMessage] = st.sampled_from([*tickets, *messages])
    otherwise = st.builds(lambda one, ref: replace(one, ref=ref), ticket, TICKET_REFS)
    gone: st.SearchStrategy[str] = st.one_of(ticket, any).map(lambda one: one.id)
    more: st.SearchStrategy[RemoteTicket | RemoteMessage | str]
    items: list[RemoteTicket | RemoteMessage | str] = [*tickets, *messages]
    for more in (otherwise, any, gone, ticket):
        items += draw(st.lists(more, max_size=3))
    items = draw(st.permutations(items))
    pages = []
    while items:
        count = draw(st.integers(1, len(items)))
        part, items = items[:count], items[count:]
        removed = [item for item in part if isinstance(item, str)]
        pages.append(
            Page(
                "c",
                False,
                tickets=tuple(item for item in part if isinstance(item, RemoteTicket)),
                messages=tuple(item for item in part if isinstance(item, RemoteMessage)),
                removed_tickets=tuple(id for id in removed if not id.startswith("m")),
                removed_messages=tuple(id for id in removed if id.startswith("m")),
            )
        )
    return pages


def compare(harness: StoreHarness, model: Model) -> None:
    assert listed(harness) == {one.number for one in model.tickets.values() if model.is_listed(one)}
    assert queries.counts(harness.reader, harness.account).open == len(listed(harness))
    unread = [
        one
        for one in model.messages.values()
        if one.side is Side.SUPPORT and one.ticket in model.tickets and one.id not in model.read
    ]
    assert queries.unread_total(harness.reader, harness.account) == len(unread)
    for one in model.tickets.values():
        group = [other.number for other in model.ordered(one.ref)] if one.ref else [one.number]
        here = [number for number in group if number not in model.gone]
        found, is_first = head(harness, one.number), group[0] == one.number
        offered = sorted(twin.number for twin in found.duplicates)
        assert offered == sorted(number for number in here if is_first and number != one.number)
        is_offered = not is_first and one.number in here
        assert (found.original.number if found.original else None) == (group[0] if is_offered else None)
        compare_thread(harness, model, one)


def compare_thread(harness: StoreHarness, model: Model, one: RemoteTicket) -> None:
    shown: tuple[Message, ...] = harness.thread(RowKind.TICKET, harness.ticket_id(one.number))
    wanted = model.thread(one)
    assert sorted((message.body, message.arrivals) for message in shown) == sorted((m.body, n) for m, n in wanted)
    row = harness.row(RowKind.TICKET, harness.ticket_id(one.number))
    newest_ms = max((message.created_ms for message, _ in wanted), default=one.created_ms)
    assert row.activity_ms == newest_ms
    assert not wanted or row.snippet in {message.body for message, _ in wanted if message.created_ms == newest_ms}


def test_any_course_of_pages_leads_to_what_the_model_says(tmp_path: Path) -> None:
    harness = StoreHarness(tmp_path / "profile")
    names = iter(range(10**6))

    @settings(max_examples=150, deadline=None)
    @given(courses())
    def play(pages: list[Page]) -> None:
        # an account of its own for each course: to open a database for each takes longer than all the rest
        harness.account = harness.do(lambda tx: accounts.add(tx, "fake", "x", str(next(names)), ""))
        harness.is_synced()
        model = Model()
        for page in pages:
            harness.do(lambda tx, page=page: mirror.apply(tx, harness.account, page, NOON))  # type: ignore[misc]
            model.apply(page)
            compare(harness, model)

    play()
    harness.reopen()
    harness.close()
