"""Scroll bars lie over what they scroll, on the side where reading ends, and rest unseen without a timer."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QAbstractAnimation, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLabel, QScrollBar
from pytestqt.qtbot import QtBot

from desktop.ui.kit import motion, theme
from desktop.ui.kit.scroll_bars import AT_REST, IN_USE, MARGIN, REST_MS, THICKNESS, OverlayScrollBar
from desktop.ui.kit.scrolling import ScrollArea
from desktop.ui.kit.styled_parts import style
from tests.ui.frame import Frame
from tests.ui.views import views

OFF = Qt.ScrollBarPolicy.ScrollBarAlwaysOff


@pytest.fixture(params=[Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def area(qtbot: QtBot, qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[ScrollArea]:
    """200 lines, of which a few are seen."""
    theme.apply(qapp, theme.load("light"))
    made = ScrollArea()
    made.setLayoutDirection(request.param)
    made.setWidgetResizable(True)
    lines = QLabel("\n" * 200)
    lines.setProperty("role", "page")
    made.setWidget(lines)
    style(made)
    qtbot.addWidget(made)
    # away from where the pointer is at first: what it is over does not fade
    made.setGeometry(200, 200, 300, 200)
    with qtbot.waitExposed(made):
        made.show()
    QTest.mouseMove(made, QPoint(100, 100))
    motion.reduce(False)
    yield made
    motion.reduce(True)


def bar_of(area: QAbstractScrollArea) -> OverlayScrollBar:
    bar = area.verticalScrollBar()
    assert isinstance(bar, OverlayScrollBar)
    return bar


def wheel(area: QAbstractScrollArea) -> None:
    middle = QPointF(area.viewport().rect().center())
    event = QWheelEvent(
        middle, area.mapToGlobal(middle), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(area.viewport(), event)


def ink(area: ScrollArea, place: QPoint) -> QColor:
    return area.grab().toImage().pixelColor(place)


def mixed(share: float, ground: QColor) -> QColor:
    text = theme.current().color("text")
    parts = zip(text.getRgb()[:3], ground.getRgb()[:3], strict=True)  # type: ignore[index] # a tuple
    return QColor(*(round(over * share + under * (1 - share)) for over, under in parts))


def near(one: QColor, other: QColor) -> bool:
    return all(abs(a - b) <= 3 for a, b in zip(one.getRgb()[:3], other.getRgb()[:3], strict=True))  # type: ignore[index]


def test_the_layout_gives_it_no_room(area: ScrollArea) -> None:
    assert area.viewport().geometry() == area.rect()
    bar = bar_of(area)
    assert bar.maximum() > 0 and bar.isVisible()


def test_it_stands_4_px_from_the_edge_where_lines_end_6_px_wide(area: ScrollArea) -> None:
    bar = bar_of(area)
    bar.reveal()
    handle = bar.handle().toRect().translated(bar.pos())
    assert handle.width() == THICKNESS == 6
    before = handle.left() if area.isRightToLeft() else area.width() - handle.right() - 1
    assert before == MARGIN == 4
    ground = ink(area, QPoint(150, 190))
    assert near(ink(area, handle.center()), mixed(AT_REST, ground))
    assert ink(area, handle.center() - QPoint(THICKNESS, 0)) == ground
    # round ends
    assert not near(ink(area, handle.topLeft()), mixed(AT_REST, ground))
    QTest.mouseMove(bar, bar.handle().toRect().center())
    assert near(ink(area, handle.center()), mixed(IN_USE, ground))


def test_what_scrolls_shows_it_and_then_nothing_runs(area: ScrollArea, qtbot: QtBot) -> None:
    bar = bar_of(area)
    qtbot.waitUntil(lambda: bar.opacity == 0, timeout=REST_MS + 2000)
    wheel(area)
    assert bar.value() > 0 and bar.opacity == 1
    qtbot.waitUntil(lambda: bar.opacity == 0, timeout=REST_MS + 2000)
    assert not any(timer.isActive() for timer in area.findChildren(QTimer))
    running = QAbstractAnimation.State.Running
    assert not any(one.state() is running for one in area.findChildren(QAbstractAnimation))


def test_less_motion_means_no_fade(area: ScrollArea, qtbot: QtBot) -> None:
    motion.reduce(True)
    bar = bar_of(area)
    bar.reveal()
    seen: list[float] = []
    fade = bar.findChild(QAbstractAnimation)
    assert fade is not None
    fade.valueChanged.connect(seen.append)  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: bar.opacity == 0, timeout=REST_MS + 2000)
    assert set(seen) <= {0.0, 1.0}


def test_the_handle_is_dragged_and_a_press_beside_it_pages(area: ScrollArea) -> None:
    bar = bar_of(area)
    start = bar.handle().toRect().center()
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(bar, start + QPoint(0, 40))
    dragged = bar.value()
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start + QPoint(0, 40))
    assert dragged > 0
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(7, bar.height() - 3))
    assert bar.value() == dragged + bar.pageStep()


def test_nothing_to_scroll_has_no_bar(area: ScrollArea) -> None:
    label = area.widget()
    assert isinstance(label, QLabel)
    label.setText("one line")
    QApplication.processEvents()
    QApplication.processEvents()
    assert not bar_of(area).isVisible()


def stock_bars(areas: list[QAbstractScrollArea]) -> set[str]:
    """The areas that could show a bar that is not ours."""
    found = set()
    for area in areas:
        bars: list[tuple[QScrollBar, Qt.ScrollBarPolicy]] = [
            (area.verticalScrollBar(), area.verticalScrollBarPolicy()),
            (area.horizontalScrollBar(), area.horizontalScrollBarPolicy()),
        ]
        if any(not isinstance(bar, OverlayScrollBar) and policy is not OFF for bar, policy in bars):
            found.add(area.objectName() or type(area).__name__)
    return found


@pytest.mark.parametrize("language", ["en", "fa"])
def test_every_area_of_the_window_has_ours(frame: Frame, qtbot: QtBot, language: str) -> None:
    frame.change_settings(replace(frame.session.settings, language=language))
    frame.window.resize(720, 520)
    with qtbot.waitExposed(frame.window):
        frame.window.show()
    for name, place in views(frame):
        QApplication.processEvents()
        areas = place.findChildren(QAbstractScrollArea)
        assert stock_bars(areas) == set(), name
        for area in areas:
            bar = area.verticalScrollBar()
            if isinstance(bar, OverlayScrollBar) and bar.isVisible():
                # the frame and padding of a field are alike on both sides; a bar would not be
                view = area.viewport().geometry()
                assert view.left() == area.width() - view.right() - 1, f"{name}: {area.objectName()}"
