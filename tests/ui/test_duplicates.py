"""What reached support twice: said in the thread, and offered for closing; nothing is sent by itself."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from desktop.domain.accounts import Guarantee, Status, StatusKind
from desktop.domain.errors import ErrorCode
from desktop.domain.remote import Page, RemoteMessage, RemoteTicket
from desktop.domain.tickets import RowKey, RowKind, Side
from desktop.settings import Settings
from desktop.sync.delivery.in_doubt import QUARANTINE_S
from desktop.ui.tickets.page import HelpdeskPage
from desktop.ui.tickets.thread.duplicates import TwinNotice
from desktop.ui.tickets.thread.view import ThreadView
from tests.client_harness import at_level
from tests.fakes import Fault, fails
from tests.ui.frame import NOON_MS, Frame

CLOSED = "3"


def page_of(frame: Frame) -> HelpdeskPage:
    found = frame.window.findChild(HelpdeskPage)
    assert found is not None
    return found


def thread(frame: Frame) -> ThreadView:
    return page_of(frame).thread_view


def notice(frame: Frame) -> TwinNotice:
    QApplication.processEvents()
    return thread(frame).twins


def words(row: TwinNotice) -> list[str]:
    """What it says, and what its buttons are called; nothing where it is not seen."""
    if not row.isVisible():
        return []
    said = [label.text() for label in row.findChildren(QLabel) if label.text()]
    return [text.replace("\u2066", "").replace("\u2069", "") for text in (*said, row.ask.text(), row.show_other.text())]


def listed(frame: Frame) -> list[str]:
    model = page_of(frame).history.model
    model.reload()
    found = [model.row(key) for key in model.keys]
    return [row.number for row in found if row is not None]


def open_ticket(frame: Frame, number: int) -> None:
    frame.window.navigation.open_row(RowKey(RowKind.TICKET, str(number)))
    QApplication.processEvents()


def settle(frame: Frame) -> None:
    frame.client.engine.wake()
    frame.client.settle()
    QApplication.processEvents()
    thread(frame).refresh()
    QApplication.processEvents()


def twice(frame: Frame, count: int = 2) -> None:
    """The help desk tells of a ticket and its twins."""
    tickets = [
        RemoteTicket(str(n), str(122 + n), "Fee", "", "1", NOON_MS + n, NOON_MS, "ref") for n in range(1, count + 1)
    ]
    texts = [RemoteMessage(f"m{one.id}", one.id, Side.OWN, "T", NOON_MS, "Why?", ref="ref") for one in tickets]
    frame.window.resize(1280, 800)
    frame.window.show()
    frame.mirror(Page("c", False, tickets=tuple(tickets), messages=tuple(texts)))


def test_from_a_request_that_came_too_late_to_a_closed_twin(frame: Frame) -> None:
    desk, client = at_level(frame.client.desk, Guarantee.C, can_look_up=True), frame.client
    closed = Status(CLOSED, "Closed", kind=StatusKind.CLOSED)
    desk.info = replace(desk.info, statuses=(*desk.info.statuses, closed))
    frame.window.show()
    desk.next("deliver", Fault(fails(ErrorCode.TIMED_OUT).error, delay_s=QUARANTINE_S + 300))
    client.send("Where is my money?")
    settle(frame)
    client.clock.advance(600)
    settle(frame)
    assert [ticket.ref for ticket in desk.tickets.values()] == [desk.tickets["1"].ref] * 2
    assert listed(frame) == ["1"]
    open_ticket(frame, 1)
    row = notice(frame)
    assert words(row) == ["This reached support twice, also as ticket #2.", "Ask to close #2", "Show #2"]
    row.ask.click()
    assert thread(frame).ticket_id == 2
    assert thread(frame).reply.text.text() == "This ticket is the same as #1. Please close it."
    assert thread(frame).reply.text.hasFocus()
    settle(frame)
    assert len(desk.messages) == 2, "nothing is sent by itself"
    assert sorted(listed(frame)) == ["1", "2"], "a twin that is written to is shown"
    thread(frame).reply.submit()
    client.clock.advance(60)
    settle(frame)
    assert desk.own_bodies("2")[1:] == ["This ticket is the same as #1. Please close it."]
    desk.tickets["2"] = replace(desk.tickets["2"], status=CLOSED)
    desk.log.append(("ticket", "2"))
    settle(frame)
    assert words(notice(frame)) == []
    open_ticket(frame, 1)
    assert words(notice(frame)) == []


def test_a_twin_says_what_it_is_the_same_as(frame: Frame) -> None:
    twice(frame)
    open_ticket(frame, 2)
    row = notice(frame)
    assert words(row) == ["This is the same as ticket #123.", "Ask to close this one", "Show #123"]
    assert {row.ask.accessibleDescription(), row.show_other.accessibleDescription()} == {
        row.findChildren(QLabel)[1].text()
    }
    row.ask.click()
    assert thread(frame).ticket_id == 2
    assert thread(frame).reply.text.text() == "This ticket is the same as #123. Please close it."
    frame.mirror(Page("d", False, removed_tickets=("2",)))
    thread(frame).refresh()
    assert words(notice(frame)) == []


@pytest.mark.parametrize("shown", [1, 2])
def test_a_reply_that_was_begun_stays_as_it_is(frame: Frame, shown: int) -> None:
    twice(frame)
    open_ticket(frame, 2)
    thread(frame).reply.text.show_text("Half a sent", 3)
    open_ticket(frame, shown)
    notice(frame).ask.click()
    assert thread(frame).ticket_id == 2
    assert thread(frame).reply.text.text() == "Half a sent"
    begun = frame.client.services.drafts.all(frame.client.account.id)
    assert [draft.body for draft in begun] == ["Half a sent"]


def test_what_is_typed_to_the_original_is_kept(frame: Frame) -> None:
    twice(frame)
    open_ticket(frame, 1)
    thread(frame).reply.text.show_text("One more thing", 3)
    notice(frame).ask.click()
    assert thread(frame).ticket_id == 2
    open_ticket(frame, 1)
    assert thread(frame).reply.text.text() == "One more thing"


def test_the_keyboard_goes_from_one_to_the_other_and_back(frame: Frame) -> None:
    twice(frame)
    open_ticket(frame, 1)
    row = notice(frame)
    thread(frame).header.more.setFocus()
    for button in (row.ask, row.show_other):
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_Tab)
        assert button.hasFocus()
    QTest.keyClick(row.show_other, Qt.Key.Key_Space)
    QApplication.processEvents()
    assert thread(frame).ticket_id == 2 and row.show_other.hasFocus()
    QTest.keyClick(row.show_other, Qt.Key.Key_Space)
    QApplication.processEvents()
    assert thread(frame).ticket_id == 1
    row.ask.setFocus()
    QTest.keyClick(row.ask, Qt.Key.Key_Space)
    assert thread(frame).reply.text.hasFocus()


SPOKEN = {
    "fa": (
        "این تیکت دو بار به پشتیبانی رسیده است؛ بار دیگر با شمارهٔ #124.",
        "این تیکت همان تیکت #123 است. لطفاً آن را ببندید.",
    ),
    "ar": (
        "وصلت هذه التذكرة إلى الدعم مرتين، مرة أخرى بالرقم #124.",
        "هذه التذكرة هي نفسها التذكرة #123. يُرجى إغلاقها.",
    ),
    "es": (
        "Llegó dos veces a soporte; la otra, como ticket #124.",
        "Este ticket es el mismo que el #123. Por favor, ciérrenlo.",
    ),
}


@pytest.mark.parametrize("language", list(SPOKEN))
def test_it_speaks_the_readers_language_from_their_side(frame: Frame, language: str) -> None:
    said, written = SPOKEN[language]
    twice(frame)
    open_ticket(frame, 1)
    frame.change_settings(Settings(language=language, theme="dark"))
    row = notice(frame)
    assert words(row)[0] == said
    places = [part.mapTo(row, QPoint(0, 0)).x() for part in (row.findChildren(QLabel)[0], row.ask, row.show_other)]
    assert places == sorted(places, reverse=language in ("fa", "ar"))
    row.ask.click()
    assert thread(frame).reply.text.text() == written, "without marks: support reads it"


def test_many_twins_are_offered_one_after_the_other(frame: Frame) -> None:
    twice(frame, 3)
    assert listed(frame) == ["123"]
    open_ticket(frame, 1)
    said = "This reached support several times, also as ticket #{}."
    assert words(notice(frame))[0] == said.format(124)
    notice(frame).ask.click()
    open_ticket(frame, 1)
    assert words(notice(frame))[0] == said.format(125), "the one that is asked about is in the list now"
    assert sorted(listed(frame)) == ["123", "124"]
    frame.mirror(Page("d", False, removed_tickets=("2",)))
    thread(frame).refresh()
    assert words(notice(frame))[0] == "This reached support twice, also as ticket #125."
    open_ticket(frame, 3)
    assert words(notice(frame))[0] == "This is the same as ticket #123."


@pytest.mark.parametrize(("count", "said"), [(2, "Support received this twice"), (3, "Support received this 3 times")])
def test_a_message_that_arrived_more_than_once_says_so(frame: Frame, count: int, said: str) -> None:
    frame.window.show()
    sent = tuple(RemoteMessage(f"m{n}", "1", Side.OWN, "T", NOON_MS + n, "Why?", ref="ref") for n in range(count))
    frame.mirror(Page("c", False, tickets=(RemoteTicket("1", "1", "Fee", "", "1", NOON_MS, NOON_MS),), messages=sent))
    open_ticket(frame, 1)
    (item,) = thread(frame).list.items
    assert item.delivery.words == said
    assert said in item.accessibleName()
    frame.mirror(Page("d", False, removed_messages=tuple(f"m{n}" for n in range(1, count))))
    thread(frame).refresh()
    assert thread(frame).list.items[0].delivery.words == "Support has it"
