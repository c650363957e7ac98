"""The list: one order for tickets, drafts and waiting sends, filters that combine, a selection that stays."""

import random
from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from desktop.domain.accounts import StatusKind
from desktop.domain.filters import HistoryFilter, QuickFilter
from desktop.domain.tickets import RowKind
from desktop.ui.tickets.history import model as tickets
from desktop.ui.tickets.history.row_texts import row_sentence, row_words
from tests.ui.desk_room import Room, room, type_text

__all__ = ["room"]


def view(room: Room) -> QTableView:
    found = room.find("history.list")
    assert isinstance(found, QTableView)
    return found


def selected(room: Room) -> list[str]:
    rows = view(room).selectionModel().selectedRows()
    return [str(index.data()) for index in rows]


def three_tickets(room: Room) -> None:
    for subject, body, department in (
        ("برداشت از کیف پول", "پول من كجاست", "4"),
        ("Cannot log in", "password of my wallet", "3"),
        ("Invoice", "wallet fee", "4"),
    ):
        ticket = room.desk.open_ticket(subject, body)
        room.desk.tickets[ticket.id] = replace(room.desk.tickets[ticket.id], department=department)
        room.clock.advance(60)
    room.sync()


def keep_draft(room: Room, subject: str, body: str, department: str = "") -> None:
    drafts = room.services.drafts
    drafts.keep(replace(drafts.new(room.account.id, department=department), subject=subject, body=body))


def test_tickets_drafts_and_waiting_sends_stand_in_one_order(room: Room) -> None:
    three_tickets(room)
    room.session.settings = replace(room.session.settings, undo_s=3600)
    keep_draft(room, "Draft", "text")
    room.clock.advance(60)
    room.page.compose(None)
    type_text(room.find("composer.subject"), "Sending")
    type_text(room.find("composer.description"), "text")
    room.page.composer.submit()
    room.clock.advance(60)
    room.desk.answer("1", "پاسخ")
    room.sync()
    assert room.subjects() == ["برداشت از کیف پول", "Sending", "Draft", "Invoice", "Cannot log in"]
    answered = room.rows()[0]
    assert answered.unread == 1
    said = row_sentence(answered, room.session)
    for part in ("unread", "برداشت", "Support:", "پاسخ", "#1", "Financial", "Answered"):
        assert part in said
    assert row_words(room.rows()[1], room.session).state == "Waiting to send"
    assert row_words(room.rows()[2], room.session).state == "Draft"


@pytest.mark.parametrize(
    ("department", "content", "number", "found"),
    [
        ("", "", "", {"برداشت از کیف پول", "Cannot log in", "Invoice", "Draft of mine"}),
        ("4", "", "", {"برداشت از کیف پول", "Invoice", "Draft of mine"}),
        ("", "wallet", "", {"Cannot log in", "Invoice"}),
        ("4", "wallet", "", {"Invoice"}),
        ("4", "wallet", "1", set()),
        ("", "", "۲", {"Cannot log in"}),
        ("", "کجاست", "", {"برداشت از کیف پول"}),
        ("", "mine", "", {"Draft of mine"}),
        ("3", "fee", "", set()),
    ],
)
def test_filters_combine(room: Room, department: str, content: str, number: str, found: set[str]) -> None:
    three_tickets(room)
    keep_draft(room, "Draft of mine", "text", "4")
    room.settle()
    combo, text, ticket_id = (room.find(f"helpdesk.filter.{name}") for name in ("department", "content", "ticket_id"))
    assert isinstance(combo, QComboBox)
    if department:
        place = combo.findData(department)
        combo.setCurrentIndex(place)
        combo.activated.emit(place)
    type_text(text, content)
    type_text(ticket_id, number)
    assert set(room.subjects()) == found


def test_chips_take_a_filter_off_and_escape_takes_all(room: Room, qtbot: QtBot) -> None:
    three_tickets(room)
    content, number = room.find("helpdesk.filter.content"), room.find("helpdesk.filter.ticket_id")
    assert isinstance(content, QLineEdit) and isinstance(number, QLineEdit)
    type_text(content, "wallet")
    type_text(number, "3")
    assert room.subjects() == ["Invoice"]
    QApplication.processEvents()
    buttons = room.page.filters.findChildren(QPushButton)
    chips = [chip for chip in buttons if chip.isVisible() and chip.property("chip")]
    assert len(chips) == 2 and all("Remove" in chip.accessibleName() for chip in chips)
    chips[0].click()
    assert (content.text(), number.text()) == ("", "3")
    type_text(content, "nowhere")
    assert room.subjects() == []
    content.setFocus()
    QTest.keyClick(content, Qt.Key.Key_Escape)
    assert (content.text(), number.text()) == ("", "")
    assert len(room.subjects()) == 3


def test_nothing_found_offers_one_way_out(room: Room, qtbot: QtBot) -> None:
    pane = room.page.history
    offers = [item for item in pane.findChildren(QPushButton) if item.isVisible()]
    assert [offer.text() for offer in offers] == ["Create Ticket"]
    three_tickets(room)
    assert view(room).isVisible()
    type_text(room.find("helpdesk.filter.content"), "nowhere")
    offers = [item for item in pane.findChildren(QPushButton) if item.isVisible()]
    assert [offer.text() for offer in offers] == ["Clear filters"]
    offers[0].click()
    assert len(room.subjects()) == 3


@pytest.mark.parametrize(
    ("only", "found"),
    [
        (QuickFilter.UNREAD, ["Invoice"]),
        (QuickFilter.OPEN, ["برداشت از کیف پول"]),
        (QuickFilter.DRAFTS, ["Draft"]),
        (QuickFilter.WAITING, ["Waiting"]),
    ],
)
def test_the_dashboards_sets_can_be_shown_alone(room: Room, only: QuickFilter, found: list[str]) -> None:
    three_tickets(room)
    solved = next(status.id for status in room.session.info.statuses if status.kind is StatusKind.SOLVED)
    room.desk.tickets["2"] = replace(room.desk.tickets["2"], status=solved)
    room.desk.log.append(("ticket", "2"))
    room.desk.answer("3", "Here it is")
    room.sync()
    keep_draft(room, "Draft", "text")
    drafts, held = room.services.drafts, room.services.tickets
    held.submit(replace(drafts.new(room.account.id), subject="Waiting", body="x"), limits=room.session.info, undo_s=60)
    room.page.show_filter(only.value)
    room.settle()
    assert room.subjects() == found
    room.page.filters.clear()
    assert len(room.subjects()) == 5


def test_selection_and_open_thread_survive_every_change(room: Room) -> None:
    three_tickets(room)
    room.open("Cannot log in")
    assert selected(room) == ["Cannot log in"]
    told: list[str] = []
    room.page.history.model.modelReset.connect(lambda: told.append("reset"))
    chance = random.Random(4)
    for step in range(25):
        room.clock.advance(30)
        room.desk.answer(str(chance.randint(1, 3)), f"answer {step}")
        if step % 5 == 0:
            keep_draft(room, f"Draft {step}", "text")
        room.sync()
        assert selected(room) == ["Cannot log in"]
    type_text(room.find("helpdesk.filter.content"), "nowhere")
    assert selected(room) == []
    assert room.page.thread_view.ticket_id is not None
    room.page.filters.clear()
    assert selected(room) == ["Cannot log in"]
    assert told == []


def test_the_selected_draft_becomes_the_selected_ticket(room: Room) -> None:
    three_tickets(room)
    room.page.compose(None)
    type_text(room.find("composer.subject"), "New")
    type_text(room.find("composer.description"), "text")
    room.page.save_now()
    room.settle()
    assert selected(room) == ["New"]
    room.page.composer.submit()
    room.settle()
    assert selected(room) == ["New"]
    room.clock.advance(10)
    room.sync()
    assert selected(room) == ["New"]
    assert room.page.history.list.chosen == room.page.thread_view.key
    assert room.page.thread_view.key is not None and room.page.thread_view.key.kind is RowKind.TICKET


def test_the_model_keeps_qts_rules_through_random_changes(room: Room) -> None:
    tester = QAbstractItemModelTester(
        room.page.history.model, QAbstractItemModelTester.FailureReportingMode.Fatal, room.page
    )
    chance = random.Random(7)
    contents = ["", "wallet", "answer", "text"]
    three_tickets(room)
    for step in range(60):
        room.clock.advance(chance.randint(1, 90))
        what = chance.randint(0, 4)
        if what == 0:
            keep_draft(room, f"Draft {step}", "text")
        elif what == 1 and room.drafts():
            room.services.drafts.discard(chance.choice(room.drafts()).id)
        elif what == 2:
            room.desk.answer(str(chance.randint(1, 3)), f"answer {step}")
        elif what == 3:
            room.page.history.show_filter(HistoryFilter(content=chance.choice(contents)))
        room.sync()
        fresh = room.services.tickets.history(room.account.id, room.page.history.model.filter)
        assert list(room.page.history.model.keys) == fresh
    assert tester.model() is room.page.history.model


def test_long_lists_show_their_head_at_once_and_the_rest_soon(
    room: Room, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tickets, "FIRST_KEYS", 10)
    for number in range(40):
        room.desk.open_ticket(f"Ticket {number}", "text")
        room.clock.advance(1)
    for _ in range(5):
        room.engine.wake()
        room.engine.step()
    room.page.history.model.reload()
    assert room.page.history.model.rowCount() >= 10
    qtbot.waitUntil(lambda: room.page.history.model.rowCount() == 40)
    assert room.subjects() == [f"Ticket {number}" for number in reversed(range(40))]
    room.desk.answer("1", "newest now")
    room.clock.advance(1)
    room.engine.wake()
    room.engine.step()
    qtbot.waitUntil(lambda: room.page.history.model.key(0).id == "1" and room.page.history.model.rowCount() == 40)


def test_a_click_and_the_arrow_keys_open(room: Room, qtbot: QtBot) -> None:
    three_tickets(room)
    table = view(room)
    place = table.visualRect(table.model().index(2, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(place))
    assert room.page.thread_view.ticket_id == int(room.key("برداشت از کیف پول").id)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: room.page.thread_view.ticket_id == int(room.key("Cannot log in").id))
    QTest.keyClick(table, Qt.Key.Key_Up)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert room.page.thread_view.ticket_id == int(room.key("Invoice").id)
    assert table.hasFocus()


def test_a_row_that_goes_away_opens_none_of_its_neighbours(room: Room, qtbot: QtBot) -> None:
    three_tickets(room)
    keep_draft(room, "Draft", "text")
    room.settle()
    room.open("Draft")
    opened: list[object] = []
    room.page.history.list.opened.connect(opened.append)
    room.services.drafts.discard(room.drafts()[0].id)
    room.settle()
    qtbot.wait(250)
    assert opened == []
    assert selected(room) == []
    assert room.page.history.model.index_of(room.key("Invoice")) != QModelIndex()
