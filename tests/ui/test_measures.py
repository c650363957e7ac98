"""Pages keep a measure on wide windows, gutters of 24 px on both sides, and one edge for all that ends a line."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.kit.card import Card
from tests.ui.frame import Frame, money_page

SIZES = [(720, 520), (1280, 800), (1920, 1080)]
MOST = {"dashboard": 1200, "settings": 720}


def boxes_of(kind: type[QWidget], page: QWidget) -> list[QRect]:
    """Where the widgets of that kind lie on the page."""
    found = [one for one in page.findChildren(kind) if one.isVisible()]
    return [QRect(one.mapTo(page, QPoint(0, 0)), one.size()) for one in found]


@pytest.mark.parametrize("language", ["en", "fa"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", MOST)
def test_cards_keep_the_measure_in_the_middle(
    frame: Frame, qtbot: QtBot, name: str, size: tuple[int, int], language: str
) -> None:
    frame.change_settings(replace(frame.session.settings, language=language))
    frame.mirror(money_page())
    frame.window.resize(*size)
    with qtbot.waitExposed(frame.window):
        frame.window.show()
    frame.window.show_page(name)
    QApplication.processEvents()
    page = frame.window.pages.currentWidget()
    assert page is not None
    cards = boxes_of(Card, page)
    left, right = min(box.left() for box in cards), max(box.right() for box in cards)
    width = right - left + 1
    assert width == min(MOST[name], page.width() - 2 * 24)
    # to the pixel that an odd rest leaves over
    assert abs(left - (page.width() - 1 - right)) <= 1


@pytest.mark.parametrize("language", ["en", "fa"])
def test_fields_end_at_one_edge(frame: Frame, qtbot: QtBot, language: str) -> None:
    frame.change_settings(replace(frame.session.settings, language=language))
    frame.window.resize(1280, 800)
    with qtbot.waitExposed(frame.window):
        frame.window.show()
    frame.window.show_page("settings")
    QApplication.processEvents()
    page = frame.window.pages.settings
    is_rtl = page.isRightToLeft()
    for kind in (Card, QComboBox):
        boxes = boxes_of(kind, page)
        assert len(boxes) > 4
        assert len({box.left() if is_rtl else box.right() for box in boxes}) == 1


def test_a_column_becomes_narrow_again(frame: Frame, qtbot: QtBot) -> None:
    frame.window.resize(1920, 1080)
    with qtbot.waitExposed(frame.window):
        frame.window.show()
    page = frame.window.pages.settings
    frame.window.show_page("settings")
    for width in (1920, 720):
        frame.window.resize(width, 700)
        QApplication.processEvents()
        QApplication.processEvents()
        assert page.horizontalScrollBar().maximum() == 0
        inside = page.widget()
        assert inside is not None
        least = inside.heightForWidth(inside.width())
        assert inside.height() == max(least, page.viewport().height())
