"""A first synchronisation says how far it has come, and goes on after a restart where it was."""

from dataclasses import replace

import pytest

from desktop.domain.remote import Page
from desktop.domain.sync_status import HistoryProgress, LinkState
from desktop.store import cursors
from tests.client_harness import Client, link_of
from tests.fakes import FakeDesk
from tests.sync.rounds import in_pages_of

TICKETS = 6


@pytest.fixture(autouse=True)
def _history(client: Client, desk: FakeDesk) -> None:
    """Six tickets, two to a page, and what is left told with each."""
    for number in range(TICKETS):
        desk.open_ticket(f"Ticket {number}", "question")
    in_pages_of(desk, 4)
    plain = desk.page

    def page(cursor: str, limit: int) -> Page:
        found = plain(cursor, limit)
        left = len(desk.log) - int(found.cursor)
        progress = HistoryProgress(len(desk.log), left, left // 2, 1000 - int(found.cursor))
        return replace(found, history=progress if found.more else None)

    desk.page = page  # type: ignore[method-assign]


def test_the_state_says_what_is_still_to_come(client: Client) -> None:
    client.engine.step()
    assert client.status.history == HistoryProgress(12, 8, 4, 996)
    assert client.status.history.done == 4
    assert link_of(client) is LinkState.SYNCING
    client.engine.step()
    assert client.status.history == HistoryProgress(12, 4, 2, 992)
    client.settle()
    assert client.status.history is None
    assert link_of(client) is LinkState.UP_TO_DATE


def test_it_is_never_up_to_date_before_the_history_has_ended(client: Client, desk: FakeDesk) -> None:
    client.settle()
    with client.database.write() as tx:
        cursors.keep(tx, client.account.id, "")
    client.engine.wake()
    client.statuses.clear()
    client.engine.step()
    assert [one.state for one in client.statuses if one.history is not None] == [LinkState.SYNCING]


def test_a_restart_knows_it_at_once_and_goes_on(client: Client, desk: FakeDesk) -> None:
    client.engine.step()
    client.restart()
    tokens = set(desk.tokens)
    desk.tokens.clear()
    client.engine.step()
    assert client.status.history == HistoryProgress(12, 8, 4, 996)
    desk.tokens |= tokens
    client.restart()
    client.settle()
    assert client.status.history is None
    assert cursors.history(client.database.read_connection(), client.account.id) is None
