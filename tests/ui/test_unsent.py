"""What has not arrived yet: it can be changed as long as it waits, and nothing is said better than it is."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.domain.errors import ErrorCode, Problem
from desktop.domain.filters import HistoryFilter, QuickFilter
from desktop.domain.operations import OperationState
from desktop.domain.sync_status import LinkState, SyncStatus
from desktop.domain.tickets import RowKey, RowKind
from desktop.store import outbox
from desktop.store.read import queries
from desktop.ui.kit.dialog import Dialog
from desktop.ui.tickets.history.view import HistoryView
from desktop.ui.tickets.row_actions import RowActs
from tests.fakes import fails
from tests.ui.frame import NOON_MS, Frame, answered_page
from tests.ui.helpdesk_client import HelpdeskClient, client, type_text
from tests.ui.test_thread import actions, items, opened, press, reply, send

__all__ = ["client"]
OFFLINE = fails(Problem(ErrorCode.OFFLINE, nothing_sent=True, reason="NameResolutionError"))


def submitted(client: HelpdeskClient, subject: str = "Withdrawal", body: str = "pay to the old IBAN") -> str:
    client.session.settings = replace(client.session.settings, undo_s=0)
    client.page.compose(None)
    type_text(client.find("composer.subject"), subject)
    type_text(client.find("composer.description"), body)
    client.find("composer.submit").click()  # type: ignore[attr-defined]
    client.settle()
    return client.services.tickets.unfinished(client.account.id)[-1].id


def offline_for_hours(client: HelpdeskClient) -> None:
    client.desk.policy = lambda call, out: OFFLINE
    for _ in range(20):
        client.engine.wake()
        client.engine.step()
        client.clock.advance(600)
    client.settle()


def given_up(client: HelpdeskClient) -> None:
    """The help desk fails at every try, until the app stops trying."""
    client.desk.policy = lambda call, out: fails(ErrorCode.SERVER_ERROR) if call == "deliver" else None
    for _ in range(40):
        client.engine.wake()
        client.clock.advance(max(client.engine.step(), 60))
    client.settle()


def the_list(client: HelpdeskClient) -> HistoryView:
    found = client.find("history.list")
    assert isinstance(found, HistoryView)
    return found


def test_a_ticket_that_waited_for_hours_goes_back_into_the_composer(client: HelpdeskClient) -> None:
    client.sync()
    submitted(client)
    offline_for_hours(client)
    (item,) = items(client)
    assert actions(item) == ["Try now", "Edit", "Discard"]
    press(item, "Edit")
    client.settle()
    assert client.page.composer.isVisible()
    assert client.find("composer.description").text() == "pay to the old IBAN"  # type: ignore[attr-defined]
    assert client.services.tickets.unfinished(client.account.id) == ()
    client.desk.policy = lambda call, out: None
    client.sync()
    assert client.desk.refs() == []


def test_a_reply_that_waited_for_hours_goes_back_into_its_box(client: HelpdeskClient) -> None:
    opened(client)
    client.session.settings = replace(client.session.settings, undo_s=0)
    type_text(reply(client), "Later")
    send(client).click()
    offline_for_hours(client)
    press(items(client)[1], "Edit")
    client.settle()
    assert reply(client).text() == "Later"
    assert len(items(client)) == 1


@pytest.mark.parametrize("key", [Qt.Key.Key_F2, Qt.Key.Key_Delete])
def test_the_list_edits_and_discards_what_waits_by_keyboard(client: HelpdeskClient, key: Qt.Key) -> None:
    client.sync()
    submitted(client)
    offline_for_hours(client)
    client.page.open_row(RowKey(RowKind.TICKET, "0"))  # nothing is open
    the_list(client).setFocus()
    the_list(client).selectionModel().setCurrentIndex(
        client.page.history.model.index(0, 0), the_list(client).selectionModel().SelectionFlag.NoUpdate
    )
    QTest.keyClick(the_list(client), key)
    if key == Qt.Key.Key_Delete:
        box = client.page.findChild(Dialog)
        assert isinstance(box, Dialog)
        next(button for button in box.buttons if button.text() == "Discard").click()
    client.settle()
    assert client.services.tickets.unfinished(client.account.id) == ()
    assert [draft.body for draft in client.drafts()] == (["pay to the old IBAN"] if key == Qt.Key.Key_F2 else [])


def test_the_lists_menu_offers_what_the_thread_offers(client: HelpdeskClient) -> None:
    client.sync()
    id = submitted(client)
    offline_for_hours(client)
    asked: list[RowKey] = []
    the_list(client).menu_asked.connect(lambda key, place: asked.append(key))
    QTest.keyClick(the_list(client), Qt.Key.Key_Menu)
    acts = RowActs(client.session, client.page.thread_view.outgoing)
    menu = acts.menu(RowKey(RowKind.OUTBOX, id))
    assert [action.text() for action in menu.actions() if action.text()] == ["Open", "Try now", "Edit", "Discard"]
    next(action for action in menu.actions() if action.text() == "Edit").trigger()
    menu.close()
    client.settle()
    assert [draft.body for draft in client.drafts()] == ["pay to the old IBAN"]


def test_what_was_given_up_says_so_everywhere_and_offers_the_way_on(client: HelpdeskClient) -> None:
    client.sync()
    statuses: list[SyncStatus] = []
    client.session.signals.status.connect(statuses.append)
    id = submitted(client)
    given_up(client)
    (item,) = items(client)
    assert "We could not confirm delivery" in item.accessibleName()
    assert "keep trying" not in item.accessibleName() and "by itself" not in item.accessibleName()
    assert actions(item) == ["Check", "Send again", "Keep as a draft", "Discard"]
    assert "Needs you" in str(client.page.history.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole))
    assert (statuses[-1].waiting, statuses[-1].needs_you) == (0, 1)
    client.desk.policy = lambda call, out: None
    press(item, "Send again")
    client.clock.advance(60)
    client.sync()
    assert client.desk.refs() == [id]


@pytest.mark.parametrize(
    "filter",
    [
        HistoryFilter(only=QuickFilter.DRAFTS),
        HistoryFilter(only=QuickFilter.WAITING),
        HistoryFilter(only=QuickFilter.UNREAD),
        HistoryFilter(content="nowhere"),
        HistoryFilter(department="4"),
        HistoryFilter(ticket_id="77"),
        HistoryFilter(status="3"),
        HistoryFilter(has_attachments=True),
    ],
)
def test_the_row_of_what_was_submitted_is_in_view(client: HelpdeskClient, filter: HistoryFilter) -> None:
    client.sync()
    client.page.filters.show_filter(filter)
    submitted(client)
    client.settle()
    assert client.subjects() == ["Withdrawal"]
    client.clock.advance(60)
    client.sync()
    assert client.subjects() == ["Withdrawal"], "as a ticket too"


def test_a_filter_that_the_new_row_meets_stays(client: HelpdeskClient) -> None:
    client.sync()
    client.page.filters.show_filter(HistoryFilter(content="iban", only=QuickFilter.DRAFTS))
    submitted(client)
    assert client.page.filters.filter == HistoryFilter(content="iban")
    assert client.subjects() == ["Withdrawal"]


def test_the_new_row_is_scrolled_to(client: HelpdeskClient, qtbot: QtBot) -> None:
    for number in range(40):
        client.desk.open_ticket(f"Ticket {number}", "text")
        client.clock.advance(60)
    client.sync()
    rows = the_list(client)
    rows.scrollToBottom()
    submitted(client)
    client.settle()
    index = client.page.history.model.index(0, 0)
    assert index.data() == "Withdrawal"
    assert rows.viewport().rect().contains(rows.visualRect(index).center())
    client.clock.advance(60)
    rows.scrollToBottom()
    client.open("Ticket 0")
    type_text(reply(client), "and this")
    send(client).click()
    qtbot.waitUntil(lambda: client.page.history.model.index(0, 0).data() == "Ticket 0")
    assert (
        rows.viewport().rect().contains(QPoint(5, rows.visualRect(client.page.history.model.index(0, 0)).center().y()))
    )


def test_open_means_one_thing(client: HelpdeskClient) -> None:
    for number, status in enumerate(("1", "1", "2", "3", "4")):
        client.desk.open_ticket(f"Ticket {number}", "text")
        client.desk.tickets[str(number + 1)] = replace(client.desk.tickets[str(number + 1)], status=status)
    client.sync()
    counted = queries.counts(client.database.read_connection(), client.account.id).open
    client.page.show_filter("open")
    by_chip = client.subjects()
    client.page.filters.show_filter(HistoryFilter(status="1"))
    assert (counted, by_chip) == (2, client.subjects())


def test_the_sidebar_counts_at_once_what_waits(frame: Frame) -> None:
    """The engine is in the middle of a try that takes its time, and says nothing."""
    state = frame.find("sidebar.sync_state")
    frame.session.signals.status.emit(SyncStatus(LinkState.OFFLINE, NOON_MS))
    first = frame.client.send("one")
    assert state.text() == "Offline, 1 waiting to send"  # type: ignore[attr-defined]
    frame.client.send("two")
    assert state.text() == "Offline, 2 waiting to send"  # type: ignore[attr-defined]
    frame.client.services.tickets.discard(first)
    assert state.text() == "Offline, 1 waiting to send"  # type: ignore[attr-defined]


def test_a_refusal_is_told_in_the_notice_with_its_own_words(frame: Frame) -> None:
    frame.mirror(answered_page(1))
    id = frame.client.send("please add this", key=RowKey(RowKind.TICKET, "1"))
    with frame.client.database.write() as tx:
        outbox.begin(tx, id, 10**15)
        error = fails(Problem(ErrorCode.REFUSED, said="Attachments of this kind are not taken.")).error
        outbox.refused(tx, id, error.problem)  # type: ignore[union-attr]
    assert frame.client.operation(id).state is OperationState.NEEDS_USER  # type: ignore[union-attr]
    bar = frame.find("notice_bar")
    assert "please add this" in bar.accessibleName()
    assert "Attachments of this kind are not taken." in bar.accessibleName()
    assert frame.find("sidebar.sync_state").text().endswith("1 message needs you")  # type: ignore[attr-defined]
    notice = frame.notices[-1]
    assert notice.action == "Show" and notice.run is not None
    notice.run()
    assert frame.window.helpdesk.thread_view.ticket_id == 1
    assert not bar.isVisible()
