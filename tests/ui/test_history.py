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
from tests.ui.helpdesk_client import HelpdeskClient, client, type_text

__all__ = ["client"]


def view(client: HelpdeskClient) -> QTableView:
    found = client.find("history.list")
    assert isinstance(found, QTableView)
    return found


def selected(client: HelpdeskClient) -> list[str]:
    rows = view(client).selectionModel().selectedRows()
    return [str(index.data()) for index in rows]


def three_tickets(client: HelpdeskClient) -> None:
    for subject, body, department in (
        ("برداشت از کیف پول", "پول من كجاست", "4"),
        ("Cannot log in", "password of my wallet", "3"),
        ("Invoice", "wallet fee", "4"),
    ):
        ticket = client.desk.open_ticket(subject, body)
        client.desk.tickets[ticket.id] = replace(client.desk.tickets[ticket.id], department=department)
        client.clock.advance(60)
    client.sync()


def keep_draft(client: HelpdeskClient, subject: str, body: str, department: str = "") -> None:
    drafts = client.services.drafts
    drafts.keep(replace(drafts.new(client.account.id, department=department), subject=subject, body=body))


def test_tickets_drafts_and_waiting_sends_stand_in_one_order(client: HelpdeskClient) -> None:
    three_tickets(client)
    client.session.settings = replace(client.session.settings, undo_s=3600)
    keep_draft(client, "Draft", "text")
    client.clock.advance(60)
    client.page.compose(None)
    type_text(client.find("composer.subject"), "Sending")
    type_text(client.find("composer.description"), "text")
    client.page.composer.submit()
    client.clock.advance(60)
    client.desk.answer("1", "پاسخ")
    client.sync()
    assert client.subjects() == ["برداشت از کیف پول", "Sending", "Draft", "Invoice", "Cannot log in"]
    answered = client.rows()[0]
    assert answered.unread == 1
    said = row_sentence(answered, client.session)
    for part in ("unread", "برداشت", "Support:", "پاسخ", "#1", "Financial", "Answered"):
        assert part in said
    assert row_words(client.rows()[1], client.session).state == "Waiting to send"
    assert row_words(client.rows()[2], client.session).state == "Draft"


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
def test_filters_combine(client: HelpdeskClient, department: str, content: str, number: str, found: set[str]) -> None:
    three_tickets(client)
    keep_draft(client, "Draft of mine", "text", "4")
    client.settle()
    combo, text, ticket_id = (client.find(f"helpdesk.filter.{name}") for name in ("department", "content", "ticket_id"))
    assert isinstance(combo, QComboBox)
    if department:
        place = combo.findData(department)
        combo.setCurrentIndex(place)
        combo.activated.emit(place)
    type_text(text, content)
    type_text(ticket_id, number)
    assert set(client.subjects()) == found


def test_chips_take_a_filter_off_and_escape_takes_all(client: HelpdeskClient, qtbot: QtBot) -> None:
    three_tickets(client)
    content, number = client.find("helpdesk.filter.content"), client.find("helpdesk.filter.ticket_id")
    assert isinstance(content, QLineEdit) and isinstance(number, QLineEdit)
    type_text(content, "wallet")
    type_text(number, "3")
    assert client.subjects() == ["Invoice"]
    QApplication.processEvents()

    def chips() -> list[QPushButton]:
        buttons = client.page.filters.findChildren(QPushButton)
        return [chip for chip in buttons if chip.isVisible() and chip.property("chip")]

    assert chips() == [], "the fields in sight say it themselves"
    client.page.filters.show_filter(replace(client.page.filters.filter, status="1", only=QuickFilter.OPEN))
    QApplication.processEvents()
    assert len(chips()) == 2 and all("Remove" in chip.accessibleName() for chip in chips())
    chips()[0].click()
    QApplication.processEvents()
    assert [chip.text() for chip in chips()] == ["\u2068Open\u2069"] and content.text() == "wallet"
    more = client.find("helpdesk.filter.more")
    assert isinstance(more, QPushButton)
    more.click()
    QApplication.processEvents()
    assert chips() == [], "nor do those behind More while they are in sight"
    type_text(content, "nowhere")
    assert client.subjects() == []
    content.setFocus()
    QTest.keyClick(content, Qt.Key.Key_Escape)
    assert (content.text(), number.text()) == ("", "")
    assert len(client.subjects()) == 3


def test_nothing_found_offers_one_way_out(client: HelpdeskClient, qtbot: QtBot) -> None:
    pane = client.page.history
    offers = [item for item in pane.findChildren(QPushButton) if item.isVisible()]
    assert [(offer.text(), offer.property("kind")) for offer in offers] == [("Create Ticket", "primary")]
    three_tickets(client)
    assert view(client).isVisible()
    type_text(client.find("helpdesk.filter.content"), "nowhere")
    client.await_rows()
    offers = [item for item in pane.findChildren(QPushButton) if item.isVisible()]
    assert [(offer.text(), offer.property("kind")) for offer in offers] == [("Clear filters", "")]
    offers[0].click()
    assert len(client.subjects()) == 3


@pytest.mark.parametrize(
    ("only", "found"),
    [
        (QuickFilter.UNREAD, ["Invoice"]),
        (QuickFilter.OPEN, ["برداشت از کیف پول"]),
        (QuickFilter.DRAFTS, ["Draft"]),
        (QuickFilter.WAITING, ["Waiting"]),
    ],
)
def test_the_dashboards_sets_can_be_shown_alone(client: HelpdeskClient, only: QuickFilter, found: list[str]) -> None:
    three_tickets(client)
    solved = next(status.id for status in client.session.info.statuses if status.kind is StatusKind.SOLVED)
    client.desk.tickets["2"] = replace(client.desk.tickets["2"], status=solved)
    client.desk.log.append(("ticket", "2"))
    client.desk.answer("3", "Here it is")
    client.sync()
    keep_draft(client, "Draft", "text")
    drafts, held = client.services.drafts, client.services.tickets
    held.submit(
        replace(drafts.new(client.account.id), subject="Waiting", body="x"), limits=client.session.info, undo_s=60
    )
    client.page.show_filter(only.value)
    client.settle()
    assert client.subjects() == found
    client.page.filters.clear()
    assert len(client.subjects()) == 5


def test_selection_and_open_thread_survive_every_change(client: HelpdeskClient) -> None:
    three_tickets(client)
    client.open("Cannot log in")
    assert selected(client) == ["Cannot log in"]
    told: list[str] = []
    client.page.history.model.modelReset.connect(lambda: told.append("reset"))
    chance = random.Random(4)
    for step in range(25):
        client.clock.advance(30)
        client.desk.answer(str(chance.randint(1, 3)), f"answer {step}")
        if step % 5 == 0:
            keep_draft(client, f"Draft {step}", "text")
        client.sync()
        assert selected(client) == ["Cannot log in"]
    type_text(client.find("helpdesk.filter.content"), "nowhere")
    assert client.subjects() == []
    assert selected(client) == []
    assert client.page.thread_view.ticket_id is not None
    client.page.filters.clear()
    assert selected(client) == ["Cannot log in"]
    assert told == []


def test_the_selected_draft_becomes_the_selected_ticket(client: HelpdeskClient) -> None:
    three_tickets(client)
    client.page.compose(None)
    type_text(client.find("composer.subject"), "New")
    type_text(client.find("composer.description"), "text")
    client.page.save_now()
    client.settle()
    assert selected(client) == ["New"]
    client.page.composer.submit()
    client.settle()
    assert selected(client) == ["New"]
    client.clock.advance(10)
    client.sync()
    assert selected(client) == ["New"]
    assert client.page.history.list.chosen == client.page.thread_view.key
    assert client.page.thread_view.key is not None and client.page.thread_view.key.kind is RowKind.TICKET


def test_the_model_keeps_qts_rules_through_random_changes(client: HelpdeskClient) -> None:
    tester = QAbstractItemModelTester(
        client.page.history.model, QAbstractItemModelTester.FailureReportingMode.Fatal, client.page
    )
    chance = random.Random(7)
    contents = ["", "wallet", "answer", "text"]
    three_tickets(client)
    for step in range(60):
        client.clock.advance(chance.randint(1, 90))
        what = chance.randint(0, 4)
        if what == 0:
            keep_draft(client, f"Draft {step}", "text")
        elif what == 1 and client.drafts():
            client.services.drafts.discard(chance.choice(client.drafts()).id)
        elif what == 2:
            client.desk.answer(str(chance.randint(1, 3)), f"answer {step}")
        elif what == 3:
            client.page.history.show_filter(HistoryFilter(content=chance.choice(contents)))
        client.sync()
        fresh = client.services.history.keys(client.account.id, client.page.history.model.filter)
        assert list(client.page.history.model.keys) == fresh
    assert tester.model() is client.page.history.model


def test_long_lists_show_their_head_at_once_and_the_rest_soon(
    client: HelpdeskClient, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tickets, "FIRST_KEYS", 10)
    for number in range(40):
        client.desk.open_ticket(f"Ticket {number}", "text")
        client.clock.advance(1)
    for _ in range(5):
        client.engine.wake()
        client.engine.step()
    client.page.history.model.reload()
    assert client.page.history.model.rowCount() >= 10
    qtbot.waitUntil(lambda: client.page.history.model.rowCount() == 40)
    assert client.subjects() == [f"Ticket {number}" for number in reversed(range(40))]
    client.desk.answer("1", "newest now")
    client.clock.advance(1)
    client.engine.wake()
    client.engine.step()
    qtbot.waitUntil(lambda: client.page.history.model.key(0).id == "1" and client.page.history.model.rowCount() == 40)


def test_a_click_and_the_arrow_keys_open(client: HelpdeskClient, qtbot: QtBot) -> None:
    three_tickets(client)
    table = view(client)
    place = table.visualRect(table.model().index(2, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(place))
    assert client.page.thread_view.ticket_id == int(client.key("برداشت از کیف پول").id)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: client.page.thread_view.ticket_id == int(client.key("Cannot log in").id))
    QTest.keyClick(table, Qt.Key.Key_Up)
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert client.page.thread_view.ticket_id == int(client.key("Invoice").id)
    assert table.hasFocus()


def test_a_row_that_goes_away_opens_none_of_its_neighbours(client: HelpdeskClient, qtbot: QtBot) -> None:
    three_tickets(client)
    keep_draft(client, "Draft", "text")
    client.settle()
    client.open("Draft")
    opened: list[object] = []
    client.page.history.list.opened.connect(opened.append)
    client.services.drafts.discard(client.drafts()[0].id)
    client.settle()
    qtbot.wait(250)
    assert opened == []
    assert selected(client) == []
    assert client.page.history.model.index_of(client.key("Invoice")) != QModelIndex()
