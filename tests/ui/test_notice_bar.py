"""The notice bar lies over the page, 44 px high, on one centre line, and goes when it is put away."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.errors import ErrorCode, Problem
from desktop.ui.kit.multi_line_label import MultiLineElidedLabel
from desktop.ui.signals import Notice
from tests.ui.frame import Frame, child_of
from tests.ui.test_centring import ink


def tell(frame: Frame, code: ErrorCode | None, words: str = "HHHH") -> QWidget:
    """Emit a notice under the key "world" and return the bar."""
    problem = Problem(code) if code is not None else None
    frame.session.signals.notice.emit(Notice("world", problem, "HH", frame.try_now, text=words))
    QApplication.processEvents()
    return frame.find("notice_bar")


@pytest.mark.parametrize("language", ["en", "fa"])
def test_it_is_44_px_high_on_one_centre_line(frame: Frame, qtbot: QtBot, language: str) -> None:
    frame.change_settings(replace(frame.session.settings, language=language))
    frame.window.resize(1280, 800)
    with qtbot.waitExposed(frame.window):
        frame.window.show()
    bar, pages = tell(frame, ErrorCode.OFFLINE), frame.window.pages
    assert bar.geometry() == QRect(pages.x(), 0, pages.width(), 44)
    middle = bar.height() / 2
    for part in (*bar.findChildren(QAbstractButton), bar.findChildren(QLabel)[0]):
        assert abs(part.y() + part.height() / 2 - middle) <= 0.5, part.objectName()
    words = child_of(bar, MultiLineElidedLabel)
    letters = ink(bar.grab().toImage(), words.geometry())
    assert abs((letters.top() + letters.bottom() + 1) / 2 - middle) <= 0.5
    frame.window.resize(900, 600)
    QApplication.processEvents()
    assert bar.width() == pages.width()


def test_nothing_moves_away_from_under_the_pointer(frame: Frame, qtbot: QtBot) -> None:
    frame.window.resize(1280, 800)
    with qtbot.waitExposed(frame.window):
        frame.window.show()
    frame.window.show_page("helpdesk")
    QApplication.processEvents()
    pages, rows, sidebar = frame.window.pages, frame.window.pages.helpdesk.panes, frame.window.sidebar

    def point(widget: QWidget) -> None:
        place = widget.mapTo(frame.window, widget.rect().center())
        # where Qt looks for the pointer when something appears
        QCursor.setPos(frame.window.mapToGlobal(place))
        QTest.mouseMove(frame.window.windowHandle(), place - QPoint(1, 1))
        QTest.mouseMove(frame.window.windowHandle(), place)
        QApplication.processEvents()

    whole = pages.geometry()
    below = whole.adjusted(0, 44, 0, 0)
    point(rows)
    bar = tell(frame, ErrorCode.OFFLINE)
    assert bar.isVisible() and pages.geometry() == whole
    assert bar.geometry() == QRect(whole.x(), whole.y(), whole.width(), 44)
    point(sidebar)
    assert pages.geometry() == below, "nothing stays covered once the pointer is elsewhere"
    assert bar.geometry() == QRect(whole.x(), whole.y(), whole.width(), 44)
    point(rows)
    tell(frame, None)
    assert not bar.isVisible() and pages.geometry() == below
    point(sidebar)
    assert pages.geometry() == whole
    tell(frame, ErrorCode.OFFLINE)
    assert pages.geometry() == below


@pytest.mark.parametrize(("size", "text_size"), [((720, 520), 100), ((1280, 800), 200)])
def test_long_words_are_whole(frame: Frame, qtbot: QtBot, size: tuple[int, int], text_size: int) -> None:
    frame.change_settings(replace(frame.session.settings, text_size=text_size))
    frame.window.resize(*size)
    with qtbot.waitExposed(frame.window):
        frame.window.show()
    bar = tell(frame, ErrorCode.DISK_FULL, "What you wrote is not saved, because the disk is full. " * 2)
    words = child_of(bar, MultiLineElidedLabel)
    bar.grab()
    assert words.toolTip() == "", "nothing is cut"
    assert words.height() >= words.heightForWidth(words.width())
    assert bar.rect().contains(words.geometry())


def test_one_that_was_put_away_stays_away_until_something_else_is_wrong(frame: Frame, qtbot: QtBot) -> None:
    with qtbot.waitExposed(frame.window):
        frame.window.show()
    bar = tell(frame, ErrorCode.OFFLINE)
    away = frame.find("notice_bar.hide", QAbstractButton)
    assert away.accessibleName()
    away.click()
    assert not bar.isVisible()
    tell(frame, ErrorCode.OFFLINE)
    assert not bar.isVisible()
    tell(frame, ErrorCode.DISK_FULL)
    assert bar.isVisible()
    away.click()
    tell(frame, None)
    tell(frame, ErrorCode.DISK_FULL)
    assert bar.isVisible(), "it was right in between"
