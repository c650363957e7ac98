"""Menus, drop-down lists and tooltips are the app's own: a card with round corners and a shadow, under its field."""

import ast
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QImage, QPainter, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.kit import theme
from desktop.ui.kit.choice_list import ChoiceList
from desktop.ui.kit.combo import Combo
from desktop.ui.kit.menus import Menu
from desktop.ui.kit.pop_up import GAP, ITEM_HEIGHT, card_of
from desktop.ui.kit.styled_parts import style
from desktop.ui.window.tooltips import Tooltips
from tests.house.sources import FILES, all_calls, name_of, place, tree
from tests.ui.frame import Frame

BOTH = [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft]
COLORS = ("light", "dark")


@pytest.fixture(params=BOTH)
def ground(qtbot: QtBot, qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[QWidget]:
    """A styled window with room for a list."""
    theme.apply(qapp, theme.load("light"))
    window = QWidget()
    qtbot.addWidget(window)
    window.setLayoutDirection(request.param)
    window.setGeometry(100, 50, 600, 400)
    yield window
    theme.apply(qapp, theme.load("light"))


def combo_on(window: QWidget, qtbot: QtBot) -> Combo:
    combo = Combo(window)
    combo.addItems(["All", "Finance", "Technical"])
    combo.setGeometry(200, 40, 240, 36)
    style(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    return combo


def opened(combo: Combo) -> ChoiceList:
    QTest.mouseClick(combo, Qt.MouseButton.LeftButton)
    found = combo.open_list
    assert found is not None
    return found


def on_screen(widget: QWidget, rect: QRect) -> QRect:
    return QRect(widget.mapToGlobal(rect.topLeft()), rect.size())


def painted(window: QWidget, ground: QColor) -> QImage:
    """A pop-up as it is seen over a ground."""
    image = QImage(window.size(), QImage.Format.Format_RGB32)
    image.fill(ground)
    painter = QPainter(image)
    window.render(painter, QPoint(0, 0), QRegion(), QWidget.RenderFlag.DrawChildren)
    painter.end()
    return image


def assert_is_card(window: QWidget) -> None:
    """Round corners of 8 px, a shadow that is strongest below, nothing at the window's own edge."""
    white = QColor("#ffffff")
    picture, card = painted(window, white), card_of(window)
    surface = theme.current().color("surface").name()
    assert picture.pixelColor(card.left() + 4, card.center().y()).name() == surface
    corner = picture.pixelColor(card.topLeft())
    assert corner.lightness() > 0.8 * 255
    below = 255 - picture.pixelColor(card.center().x(), card.bottom() + 4).lightness()
    above = 255 - picture.pixelColor(card.center().x(), card.top() - 4).lightness()
    # 16 % at the densest, and about a third less a few pixels beyond the edge
    assert 15 <= below <= 41
    assert above < below
    assert picture.pixelColor(0, 0).lightness() >= 253


def test_a_list_opens_under_its_field(ground: QWidget, qtbot: QtBot) -> None:
    combo = combo_on(ground, qtbot)
    shown = opened(combo)
    field, card = on_screen(combo, combo.rect()), on_screen(shown, card_of(shown))
    assert card.top() == field.bottom() + 1 + GAP
    assert (card.left(), card.width()) == (field.left(), field.width())
    first = shown.list.visualRect(shown.list.model().index(0, 0))
    assert first.height() == ITEM_HEIGHT == 36
    assert_is_card(shown)


def test_the_choice_in_force_has_a_check_mark(ground: QWidget, qtbot: QtBot) -> None:
    combo = combo_on(ground, qtbot)
    combo.setCurrentIndex(1)
    shown = opened(combo)
    picture = painted(shown, QColor("#ffffff"))
    ink = theme.current().color("accent_text").name()

    def has_mark(row: int) -> bool:
        box = shown.list.visualRect(shown.list.model().index(row, 0))
        box.translate(shown.list.viewport().mapTo(shown, QPoint(0, 0)))
        return any(
            picture.pixelColor(x, y).name() == ink
            for x in range(box.left(), box.right())
            for y in range(box.top(), box.bottom())
        )

    assert [has_mark(row) for row in range(3)] == [False, True, False]


def test_a_click_takes_a_choice(ground: QWidget, qtbot: QtBot) -> None:
    combo = combo_on(ground, qtbot)
    taken: list[int] = []
    combo.activated.connect(taken.append)
    shown = opened(combo)
    box = shown.list.visualRect(shown.list.model().index(2, 0))
    QTest.mouseClick(shown.list.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, box.center())
    assert combo.currentText() == "Technical" and taken == [2]
    assert combo.open_list is None


@pytest.mark.parametrize("opening", [Qt.Key.Key_Space, Qt.Key.Key_F4])
def test_keys_open_move_take_and_leave(ground: QWidget, qtbot: QtBot, opening: Qt.Key) -> None:
    combo = combo_on(ground, qtbot)
    combo.setFocus()
    QTest.keyClick(combo, opening)
    shown = combo.open_list
    assert shown is not None
    QTest.keyClick(shown.list, Qt.Key.Key_Down)
    QTest.keyClick(shown.list, Qt.Key.Key_Return)
    assert combo.currentText() == "Finance"
    QTest.keyClick(combo, opening)
    shown = combo.open_list
    assert shown is not None
    QTest.keyClicks(shown.list, "T")
    QTest.keyClick(shown.list, Qt.Key.Key_Escape)
    assert combo.currentText() == "Finance" and combo.open_list is None


def test_a_press_beside_the_card_closes_the_list(ground: QWidget, qtbot: QtBot) -> None:
    combo = combo_on(ground, qtbot)
    for beside in (QPoint(2, 2), QPoint(-40, -40)):
        shown = opened(combo)
        QTest.mouseClick(shown, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, beside)
        assert combo.open_list is None
    assert combo.currentIndex() == 0


def test_a_long_list_scrolls_within_the_screen(ground: QWidget, qtbot: QtBot) -> None:
    combo = combo_on(ground, qtbot)
    combo.addItems([str(number) for number in range(100)])
    combo.setCurrentIndex(80)
    shown = opened(combo)
    card = on_screen(shown, card_of(shown))
    assert shown.screen().availableGeometry().contains(card)
    index = shown.list.model().index(80, 0)
    assert shown.list.viewport().rect().contains(shown.list.visualRect(index))


def test_a_menu_is_a_card_with_entries_of_36_px(ground: QWidget, qtbot: QtBot) -> None:
    style(ground)
    field = QWidget(ground)
    field.setGeometry(200, 40, 100, 36)
    with qtbot.waitExposed(ground):
        ground.show()
    menu = Menu(ground)
    actions = [menu.addAction(words) for words in ("Open", "Sign out", "A longer entry than the others")]
    menu.open_under(field)
    assert [menu.actionGeometry(one).height() for one in actions] == [36, 36, 36]
    card, box = on_screen(menu, card_of(menu)), on_screen(field, field.rect())
    assert card.top() == box.bottom() + 1 + GAP
    is_rtl = ground.isRightToLeft()
    assert (card.right() if is_rtl else card.left()) == (box.right() if is_rtl else box.left())
    assert_is_card(menu)
    menu.close()


@pytest.mark.parametrize("name", ["composer.subject", "composer.description"])
def test_the_menu_of_a_text_field_is_ours(frame: Frame, qtbot: QtBot, name: str) -> None:
    with qtbot.waitExposed(frame.window):
        frame.window.show()
    frame.window.navigation.new_ticket()
    QApplication.processEvents()
    field = frame.find(name)
    inner = field if isinstance(field, QLineEdit) else field.viewport()  # type: ignore[attr-defined]
    middle = inner.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, middle, inner.mapToGlobal(middle))
    QApplication.sendEvent(inner, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.testAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
    assert_is_card(menu)
    menu.close()


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_tooltip_is_ours(frame: Frame, qtbot: QtBot, language: str) -> None:
    frame.change_settings(replace(frame.session.settings, language=language))
    with qtbot.waitExposed(frame.window):
        frame.window.show()
    frame.window.activateWindow()
    # Qt shows tooltips in the active window only
    qtbot.waitUntil(frame.window.isActiveWindow)
    frame.window.show_page("helpdesk")
    QApplication.processEvents()
    tooltips = frame.window.findChild(Tooltips)
    assert tooltips is not None
    button = frame.find("helpdesk.create")
    handle = frame.window.windowHandle()
    place = button.mapTo(frame.window, button.rect().center())
    QTest.mouseMove(handle, place - QPoint(1, 0))
    QTest.mouseMove(handle, place)
    qtbot.waitUntil(lambda: tooltips.shown is not None, timeout=5000)
    shown = tooltips.shown
    assert shown is not None and shown.text() == button.toolTip()
    assert not any(one.inherits("QTipLabel") for one in QApplication.topLevelWidgets() if one.isVisible())
    assert shown.font().pixelSize() == 12
    picture = painted(shown, QColor("#ff0000"))
    assert picture.pixelColor(0, 0).name() == "#ff0000"
    assert picture.pixelColor(shown.width() // 2, 2).name() == theme.current().color("toast").name()
    # the next one comes at once, and is ours too
    bell = frame.find("helpdesk.bell")
    QTest.mouseMove(handle, bell.mapTo(frame.window, bell.rect().center()))
    qtbot.waitUntil(lambda: tooltips.shown is not None and tooltips.shown.text() == bell.toolTip(), timeout=5000)
    assert not any(one.inherits("QTipLabel") for one in QApplication.topLevelWidgets() if one.isVisible())
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(400, 300))
    assert tooltips.shown is None


def test_no_stock_pop_up_is_made() -> None:
    """Of Qt's menus, drop-downs and text fields there are only those that the kit dresses."""
    ours = {
        "QMenu": "desktop/ui/kit/menus.py",
        "QComboBox": "desktop/ui/kit/combo.py",
        "QLineEdit": "desktop/ui/kit/text_field.py",
        "QSpinBox": "",
        "QToolTip": "",
    }
    made = [place(path, call) for path, called, call in all_calls() if called in ours and name_of(path) != ours[called]]
    for path in FILES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef):
                bases = {ast.unparse(base) for base in node.bases} & set(ours)
                made += [place(path, node) for base in bases if name_of(path) != ours[base]]
    assert made == []
