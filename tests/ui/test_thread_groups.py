"""How a thread is laid out: its column and edges, groups of one author, days, and what is new in it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.remote import Page, RemoteMessage, RemoteTicket
from desktop.domain.tickets import RowKey, RowKind, Side
from desktop.settings import Settings
from desktop.ui.kit import theme
from desktop.ui.tickets.thread.bubble import Bubble
from desktop.ui.tickets.thread.day_pill import DayPill, NewLine
from desktop.ui.tickets.thread.delivery import DeliveryLine
from desktop.ui.tickets.thread.message_item import MessageItem
from desktop.ui.tickets.thread.message_list import MessageList
from desktop.ui.tickets.thread.sticky_day import StickyDay
from desktop.ui.tickets.thread.view import ThreadView
from tests.ui.frame import DAY_MS, NOON_MS, Frame, child_of, open_frame
from tests.ui.walker import settle

MINUTE_MS = 60_000
LINE = "On its way, please wait for the bank. "
TALK = (
    (Side.OWN, "Trader", 0, "Where is it?"),
    (Side.OWN, "Trader", 1, "I sent the receipt, " + LINE * 6),
    (Side.SUPPORT, "Sara Karimi", 3, LINE * 8),
    (Side.SUPPORT, "Sara Karimi", 5, "Ok"),
    (Side.SUPPORT, "Sara Karimi", 11, "Six minutes later"),
    (Side.SUPPORT, "Omid", 12, "Somebody else"),
    (Side.OWN, "Trader", 13, "Thanks"),
)


def talk(rows: tuple[tuple[Side, str, int, str], ...] = TALK, id: str = "1") -> Page:
    """A ticket with these messages: side, author, minutes after the first, text."""
    start = NOON_MS - DAY_MS
    messages = tuple(
        RemoteMessage(f"{id}.{at}", id, side, author, start + minute * MINUTE_MS, text)
        for at, (side, author, minute, text) in enumerate(rows)
    )
    return Page("9", False, tickets=(RemoteTicket(id, id, f"Ticket {id}", "", "2", start, NOON_MS),), messages=messages)


@pytest.fixture(params=["en", "fa"])
def speaking(request: pytest.FixtureRequest, qtbot: QtBot, tmp_path: Path) -> Iterator[Frame]:
    with open_frame(tmp_path, Settings(language=request.param, theme="light")) as frame:
        yield frame


def opened(frame: Frame, width: int, height: int, page: Page | None = None, *, read: bool = True) -> ThreadView:
    frame.window.resize(width, height)
    frame.window.show()
    frame.window.activateWindow()
    frame.mirror(page or talk())
    if read:
        frame.client.services.tickets.mark_read(1)
    frame.window.navigation.open_row(RowKey(RowKind.TICKET, "1"))
    settle(frame)
    return frame.window.pages.helpdesk.thread_view


def item(view: ThreadView, at: int) -> MessageItem:
    found = view.list.lay_out_now(at)
    assert found.is_built
    return found


def edges(widget: QWidget, view: ThreadView) -> tuple[int, int]:
    """Where a widget begins and ends in the view, from the reader's own beginning."""
    left = widget.mapTo(view, QPoint(0, 0)).x()
    right = left + widget.width()
    return (view.width() - right, view.width() - left) if view.isRightToLeft() else (left, right)


def bubble(found: MessageItem) -> Bubble:
    return child_of(found, Bubble)


def words(found: MessageItem) -> list[str]:
    labels = [label for label in found.findChildren(QLabel) if label.isVisible() and label.text()]
    return [label.text() for label in labels if not isinstance(label.parent(), DeliveryLine)]


@pytest.mark.parametrize("size", [(720, 520), (1024, 600), (1280, 800), (1920, 1080)])
def test_everything_of_a_thread_shares_the_edges_of_a_narrow_column(speaking: Frame, size: tuple[int, int]) -> None:
    view = opened(speaking, *size)
    frame = next(one for one in view.reply.findChildren(QFrame) if one.property("role") == "editor")
    start, end = edges(frame, view)
    assert start == view.width() - end, "in the middle of the room"
    assert start >= theme.SPACE_6 and end - start <= 760
    if view.width() - 2 * theme.SPACE_6 >= 760:
        assert 760 - (end - start) == view.width() % 2
    assert edges(view.header.copy, view)[0] >= start
    for at, (side, *_) in enumerate(TALK):
        ground = bubble(item(view, at))
        assert ground.width() <= 560
        assert edges(ground, view)[side is Side.OWN] == (end if side is Side.OWN else start + 36), at
    longest = bubble(item(view, 2)).width()
    assert longest == min(560, end - start - 36 - 48), "a long one takes what it may"


def test_messages_of_one_author_that_follow_each_other_are_one_group(speaking: Frame) -> None:
    view = opened(speaking, 1280, 800)
    tops = [bubble(item(view, at)).mapTo(view.list.inside, QPoint(0, 0)).y() for at in range(len(TALK))]
    ends = [top + bubble(item(view, at)).height() for at, top in enumerate(tops)]
    gaps = [below - end for below, end in zip(tops[1:], ends[:-1], strict=True)]
    assert [gap == 4 for gap in gaps] == [True, False, True, False, False, False]
    assert min(gap for gap in gaps if gap != 4) >= 16
    named = [any("Sara" in text or "Omid" in text for text in words(item(view, at))) for at in range(len(TALK))]
    assert named == [False, False, True, False, True, True, False]
    time = speaking.session.formats.time
    start = NOON_MS - DAY_MS
    timed = [time(start + minute * MINUTE_MS) in words(item(view, at)) for at, (_, _, minute, _) in enumerate(TALK)]
    assert timed == [True, False, True, False, True, True, True]


def test_own_messages_are_not_signed_and_say_once_that_they_arrived(speaking: Frame) -> None:
    view = opened(speaking, 1280, 800)
    own = [item(view, at) for at, (side, *_) in enumerate(TALK) if side is Side.OWN]
    you = own[0].accessibleName().partition(",")[0].partition("،")[0]
    assert all(you not in words(one) for one in own)
    assert [one.delivery.isVisible() for one in own] == [False, True, True]
    assert all(one.delivery.words and one.delivery.words in one.accessibleName() for one in own)


def test_a_group_has_initials_once(speaking: Frame) -> None:
    view = opened(speaking, 1280, 800)
    ground = theme.current().color("selection").rgb()
    for at, (side, *_) in enumerate(TALK):
        found = item(view, at)
        picture = found.grab().toImage()
        columns = range(found.width() - 28, found.width()) if view.isRightToLeft() else range(28)
        circle = sum(picture.pixel(x, y) == ground for x in columns for y in range(picture.height()))
        starts = side is Side.SUPPORT and at in (2, 4, 5)
        assert (circle > 300) == starts, at
        assert (circle == 0) == (not starts), at


def test_the_day_lies_over_a_thread_that_scrolls_and_fades(frame: Frame, qtbot: QtBot) -> None:
    rows = tuple((Side.SUPPORT, "Sara", at, f"{at}: {LINE * 4}") for at in range(30))
    view = opened(frame, 1280, 700, talk(rows))
    sticky, bar = child_of(view.list, StickyDay), view.list.verticalScrollBar()
    assert not sticky.isVisible()
    bar.setValue(bar.maximum() // 2)
    assert sticky.isVisible() and sticky.text() == "Yesterday"
    middle = sticky.geometry().center().x()
    assert abs(middle - view.list.width() // 2) <= 1 and sticky.y() == theme.SPACE_2
    assert view.list.childAt(sticky.geometry().center()) is not sticky, "it takes no click"
    qtbot.waitUntil(lambda: not sticky.isVisible(), timeout=3000)
    bar.setValue(0)
    heading = child_of(item(view, 0), DayPill)
    assert heading.isVisible() and not sticky.isVisible(), "a day that has its heading in view is not said twice"


def new_lines(found: MessageList) -> dict[str, int]:
    """The words of the lines in view, with their heights."""
    return {line.text(): line.height() for line in found.findChildren(NewLine) if line.isVisible()}


def test_a_line_stands_above_what_was_unread_until_the_ticket_is_left(frame: Frame, qtbot: QtBot) -> None:
    view = opened(frame, 1280, 800, talk(TALK[:4]))
    frame.mirror(talk(TALK[:2], "2"))
    assert new_lines(view.list) == {}
    frame.window.navigation.open_row(RowKey(RowKind.TICKET, "2"))
    settle(frame)
    frame.mirror(talk(TALK[:6]))
    settle(frame)
    frame.window.navigation.open_row(RowKey(RowKind.TICKET, "1"))
    settle(frame)
    assert new_lines(view.list) == {"New": 32}
    first_new = item(view, 4)
    assert first_new.accessibleName().startswith("New\n") and child_of(first_new, NewLine).isVisible()
    frame.client.services.tickets.mark_read(1)
    qtbot.waitUntil(lambda: not first_new.message.unread)
    settle(frame)
    assert new_lines(view.list) == {"New": 32} and child_of(item(view, 4), NewLine).isVisible()
    frame.change_settings(replace(frame.session.settings, text_size=200))
    settle(frame)
    assert new_lines(view.list) == {"New": 64}
    for id in ("2", "1"):
        frame.window.navigation.open_row(RowKey(RowKind.TICKET, id))
        settle(frame)
    assert new_lines(view.list) == {}
    assert not any(found.accessibleName().startswith("New") for found in view.list.items)


def test_what_comes_while_nobody_looks_is_new(frame: Frame, qtbot: QtBot) -> None:
    view = opened(frame, 1280, 800, talk(TALK[:4]))
    other = QWidget()
    qtbot.addWidget(other)
    with qtbot.waitActive(other):
        other.show()
        other.activateWindow()
    frame.mirror(talk(TALK[:6]))
    qtbot.waitUntil(lambda: len(view.list.rows) == 6)
    settle(frame)
    assert new_lines(view.list) == {"New": 32} and child_of(item(view, 4), NewLine).isVisible()
    assert QApplication.focusWidget() is not view and view.list.focusPolicy() == Qt.FocusPolicy.NoFocus
