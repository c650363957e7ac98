"""The ring of the keyboard is whole on all four sides of every Tab stop of every page."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.tickets import RowKey, RowKind
from desktop.ui.kit import theme
from desktop.ui.window.focus_ring import FocusRing
from tests.ui.frame import Frame, answered_page, money_page

PAGES = ("dashboard", "wallets", "settings", "thread", "composer", "welcome")
MOST_STOPS = 80


def show(frame: Frame, page: str) -> None:
    if page == "thread":
        frame.window.navigation.open_row(RowKey(RowKind.TICKET, "1"))
    elif page == "composer":
        frame.window.navigation.new_ticket()
    elif page == "welcome":
        frame.session.account = None
        frame.session.signals.account_changed.emit(None)
    else:
        frame.window.show_page(page)
    QApplication.processEvents()


def stops(frame: Frame) -> Iterator[QWidget]:
    """Every Tab stop once, each with the focus and the ring."""
    seen: list[QWidget] = []
    for _ in range(MOST_STOPS):
        QTest.keyClick(frame.window.windowHandle(), Qt.Key.Key_Tab)
        QApplication.processEvents()
        widget = QApplication.focusWidget()
        assert widget is not None
        if any(widget is one for one in seen):
            return
        seen.append(widget)
        yield widget
    raise AssertionError("Tab does not come round")


def cut_sides(picture: QImage, ring: QRect) -> list[str]:
    """The sides in whose middle the ring cannot be seen."""
    ink = theme.current().color("focus")
    middle = ring.center()
    sides = {
        "left": QPoint(ring.left() + 1, middle.y()),
        "right": QPoint(ring.right() - 1, middle.y()),
        "top": QPoint(middle.x(), ring.top() + 1),
        "bottom": QPoint(middle.x(), ring.bottom() - 1),
    }

    def is_seen(place: QPoint) -> bool:
        near = (QPoint(dx, dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1))
        colors = (picture.pixelColor(place + step) for step in near if picture.rect().contains(place + step))
        return any(
            abs(color.red() - ink.red()) + abs(color.green() - ink.green()) + abs(color.blue() - ink.blue()) < 24
            for color in colors
        )

    return [name for name, place in sides.items() if not is_seen(place)]


@pytest.mark.parametrize("language", ["en", "fa"])
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("size", [(720, 520), (1280, 800)])
def test_the_ring_is_whole(frame: Frame, qtbot: QtBot, page: str, language: str, size: tuple[int, int]) -> None:
    frame.change_settings(replace(frame.session.settings, language=language))
    frame.mirror(money_page())
    frame.mirror(answered_page(1))
    frame.window.resize(*size)
    with qtbot.waitExposed(frame.window):
        frame.window.show()
    frame.window.activateWindow()
    show(frame, page)
    ring = frame.window.findChild(FocusRing)
    assert ring is not None
    cut: dict[str, list[str]] = {}
    count = 0
    for widget in stops(frame):
        count += 1
        assert ring.target is widget, widget.objectName()
        assert frame.window.rect().contains(ring.geometry())
        name = widget.objectName() or type(widget).__name__
        if sides := cut_sides(frame.window.grab().toImage(), ring.geometry()):
            cut[name] = sides
    assert count > 3
    assert cut == {}


def test_the_ring_follows_what_scrolls(frame: Frame, qtbot: QtBot) -> None:
    frame.window.resize(720, 520)
    with qtbot.waitExposed(frame.window):
        frame.window.show()
    frame.window.activateWindow()
    show(frame, "settings")
    ring = frame.window.findChild(FocusRing)
    page = frame.window.pages.settings
    assert ring is not None and isinstance(page, QScrollArea)
    inside = page.widget()
    assert inside is not None
    widget = next(one for one in stops(frame) if inside.isAncestorOf(one))
    bar, before = page.verticalScrollBar(), ring.geometry().center().y()
    there = widget.mapTo(frame.window, QPoint(0, 0)).y()
    bar.setValue(bar.value() + 10 if bar.value() < bar.maximum() else bar.value() - 10)
    QApplication.processEvents()
    moved = widget.mapTo(frame.window, QPoint(0, 0)).y() - there
    assert moved != 0 and ring.geometry().center().y() == before + moved
