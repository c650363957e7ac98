"""What has not arrived yet: it can be changed as long as it waits, and nothing is said better than it is."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from desktop.domain.errors import ErrorCode, Problem
from desktop.domain.filters import HistoryFilter, QuickFilter
from desktop.domain.operations import OperationState
from desktop.domain.sync_status import LinkState, SyncStatus
from desktop.domain.tickets import RowKey, RowKind
from desktop.store import outbox
from desktop.store.read import queries
from desktop.ui.tickets.history.view import HistoryView
from desktop.ui.tickets.row_actions import RowActs
from tests.fakes import fails
from tests.ui.desk_room import Room, room, type_text
from tests.ui.frame import NOON_MS, Frame, answered_page
from tests.ui.test_thread import actions, items, opened, press, reply, send

__all__ = ["room"]
OFFLINE = fails(Problem(ErrorCode.OFFLINE, nothing_sent=True, reason="NameResolutionError"))


def submitted(room: Room, subject: str = "Withdrawal", body: str = "pay to the old IBAN") -> str:
    room.session.settings = replace(room.session.settings, undo_s=0)
    room.page.compose(None)
    type_text(room.find("composer.subject"), subject)
    type_text(room.find("composer.description"), body)
    room.find("composer.submit").click()  # type: ignore[attr-defined]
    room.settle()
    return room.services.tickets.unfinished(room.account.id)[-1].id


def offline_for_hours(room: Room) -> None:
    room.desk.policy = lambda call, out: OFFLINE
    for _ in range(20):
        room.engine.wake()
        room.engine.step()
        room.clock.advance(600)
    room.settle()


def given_up(room: Room) -> None:
    """The help desk fails at every try, until the app stops trying."""
    room.desk.policy = lambda call, out: fails(ErrorCode.SERVER_ERROR) if call == "deliver" else None
    for _ in range(40):
        room.engine.wake()
        room.clock.advance(max(room.engine.step(), 60))
    room.settle()


def the_list(room: Room) -> HistoryView:
    found = room.find("history.list")
    assert isinstance(found, HistoryView)
    return found


def test_a_ticket_that_waited_for_hours_goes_back_into_the_composer(room: Room) -> None:
    room.sync()
    submitted(room)
    offline_for_hours(room)
    (item,) = items(room)
    assert actions(item) == ["Try now", "Edit", "Discard"]
    press(item, "Edit")
    room.settle()
    assert room.page.composer.isVisible()
    assert room.find("composer.description").text() == "pay to the old IBAN"  # type: ignore[attr-defined]
    assert room.services.tickets.unfinished(room.account.id) == ()
    room.desk.policy = lambda call, out: None
    room.sync()
    assert room.desk.refs() == []


def test_a_reply_that_waited_for_hours_goes_back_into_its_box(room: Room) -> None:
    opened(room)
    room.session.settings = replace(room.session.settings, undo_s=0)
    type_text(reply(room), "Later")
    send(room).click()
    offline_for_hours(room)
    press(items(room)[1], "Edit")
    room.settle()
    assert reply(room).text() == "Later"
    assert len(items(room)) == 1


@pytest.mark.parametrize("key", [Qt.Key.Key_F2, Qt.Key.Key_Delete])
def test_the_list_edits_and_discards_what_waits_by_keyboard(room: Room, key: Qt.Key) -> None:
    room.sync()
    submitted(room)
    offline_for_hours(room)
    room.page.open_row(RowKey(RowKind.TICKET, "0"))  # nothing is open
    the_list(room).setFocus()
    the_list(room).selectionModel().setCurrentIndex(
        room.page.history.model.index(0, 0), the_list(room).selectionModel().SelectionFlag.NoUpdate
    )
    QTest.keyClick(the_list(room), key)
    if key == Qt.Key.Key_Delete:
        box = room.page.findChild(QMessageBox)
        assert isinstance(box, QMessageBox)
        next(button for button in box.buttons() if button.text() == "Discard").click()
    room.settle()
    assert room.services.tickets.unfinished(room.account.id) == ()
    assert [draft.body for draft in room.drafts()] == (["pay to the old IBAN"] if key == Qt.Key.Key_F2 else [])


def test_the_lists_menu_offers_what_the_thread_offers(room: Room) -> None:
    room.sync()
    id = submitted(room)
    offline_for_hours(room)
    asked: list[RowKey] = []
    the_list(room).menu_asked.connect(lambda key, place: asked.append(key))
    QTest.keyClick(the_list(room), Qt.Key.Key_Menu)
    acts = RowActs(room.session, room.page.thread_view.outgoing)
    menu = acts.menu(RowKey(RowKind.OUTBOX, id))
    assert [action.text() for action in menu.actions() if action.text()] == ["Open", "Try now", "Edit", "Discard"]
    next(action for action in menu.actions() if action.text() == "Edit").trigger()
    menu.close()
    room.settle()
    assert [draft.body for draft in room.drafts()] == ["pay to the old IBAN"]


def test_what_was_given_up_says_so_everywhere_and_offers_the_way_on(room: Room) -> None:
    room.sync()
    statuses: list[SyncStatus] = []
    room.session.signals.status.connect(statuses.append)
    id = submitted(room)
    given_up(room)
    (item,) = items(room)
    assert "We could not confirm delivery" in item.accessibleName()
    assert "keep trying" not in item.accessibleName() and "by itself" not in item.accessibleName()
    assert actions(item) == ["Check", "Send again", "Keep as a draft", "Discard"]
    assert "Needs you" in str(room.page.history.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole))
    assert (statuses[-1].waiting, statuses[-1].needs_you) == (0, 1)
    room.desk.policy = lambda call, out: None
    press(item, "Send again")
    room.clock.advance(60)
    room.sync()
    assert room.desk.refs() == [id]


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
def test_the_row_of_what_was_submitted_is_in_view(room: Room, filter: HistoryFilter) -> None:
    room.sync()
    room.page.filters.show_filter(filter)
    submitted(room)
    room.settle()
    assert room.subjects() == ["Withdrawal"]
    room.clock.advance(60)
    room.sync()
    assert room.subjects() == ["Withdrawal"], "as a ticket too"


def test_a_filter_that_the_new_row_meets_stays(room: Room) -> None:
    room.sync()
    room.page.filters.show_filter(HistoryFilter(content="iban", only=QuickFilter.DRAFTS))
    submitted(room)
    assert room.page.filters.filter == HistoryFilter(content="iban")
    assert room.subjects() == ["Withdrawal"]


def test_the_new_row_is_scrolled_to(room: Room, qtbot: QtBot) -> None:
    for number in range(40):
        room.desk.open_ticket(f"Ticket {number}", "text")
        room.clock.advance(60)
    room.sync()
    rows = the_list(room)
    rows.scrollToBottom()
    submitted(room)
    room.settle()
    index = room.page.history.model.index(0, 0)
    assert index.data() == "Withdrawal"
    assert rows.viewport().rect().contains(rows.visualRect(index).center())
    room.clock.advance(60)
    rows.scrollToBottom()
    room.open("Ticket 0")
    type_text(reply(room), "and this")
    send(room).click()
    qtbot.waitUntil(lambda: room.page.history.model.index(0, 0).data() == "Ticket 0")
    assert rows.viewport().rect().contains(QPoint(5, rows.visualRect(room.page.history.model.index(0, 0)).center().y()))


def test_open_means_one_thing(room: Room) -> None:
    for number, status in enumerate(("1", "1", "2", "3", "4")):
        room.desk.open_ticket(f"Ticket {number}", "text")
        room.desk.tickets[str(number + 1)] = replace(room.desk.tickets[str(number + 1)], status=status)
    room.sync()
    counted = queries.counts(room.database.read_connection(), room.account.id).open
    room.page.show_filter("open")
    by_chip = room.subjects()
    room.page.filters.show_filter(HistoryFilter(status="1"))
    assert (counted, by_chip) == (2, room.subjects())


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
