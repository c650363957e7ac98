"""Capitals, icons and placeholders of controls: in the middle, and dark enough to read."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QRegion
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.kit import theme
from desktop.ui.kit.buttons import Button, IconButton
from desktop.ui.kit.combo import Combo
from desktop.ui.kit.labels import Label
from desktop.ui.kit.menus import Menu
from desktop.ui.kit.multi_line_label import MultiLineElidedLabel
from desktop.ui.kit.styled_parts import style
from desktop.ui.kit.text_area import TextArea
from desktop.ui.kit.text_field import TextField
from tests.ui.test_theme import contrast

KINDS = ("", "primary", "danger", "quiet", "toggle")
MIXED = (
    "لم يقبل الدعم هذه الرسالة. نصك محفوظ: Ticket is closed for replies",
    "سلام، مبلغ 250.00 USD از Wallet USD 122 هنوز نرسیده است و چیزی نمی‌گویند OTM-417030 را ببینید",
)


@pytest.fixture(autouse=True)
def plain_theme(qapp: QApplication) -> Iterator[None]:
    """The light theme, at the usual size."""
    theme.apply(qapp, theme.load("light"))
    yield
    theme.apply(qapp, theme.load("light"))


def control(kind: str) -> QWidget:
    """A control that shows two capitals."""
    if kind == "combo":
        combo = Combo()
        combo.addItem("HH")
        return combo
    if kind == "field":
        return TextField("HH")
    return Button("HH", kind=kind)


def painted(widget: QWidget) -> QImage:
    image = QImage(widget.size(), QImage.Format.Format_RGB32)
    image.fill(theme.current().color("window"))
    widget.render(image, QPoint(0, 0), QRegion(), QWidget.RenderFlag.DrawChildren)
    return image


def ink(image: QImage, area: QRect) -> QRect:
    """The box of all that is not the ground within `area`, which begins on the ground."""
    ground = image.pixelColor(area.topLeft())
    places = [
        QPoint(x, y)
        for x in range(area.left(), area.right() + 1)
        for y in range(area.top(), area.bottom() + 1)
        if contrast(image.pixelColor(x, y), ground) > 1.6
    ]
    xs, ys = [place.x() for place in places], [place.y() for place in places]
    return QRect(QPoint(min(xs), min(ys)), QPoint(max(xs), max(ys)))


def shown(widget: QWidget, qtbot: QtBot, width: int = 160) -> QImage:
    qtbot.addWidget(widget)
    style(widget)
    # or else its caret would be taken for a letter
    widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    widget.resize(width, widget.sizeHint().height())
    widget.show()
    QApplication.processEvents()
    return painted(widget)


def off_middle(image: QImage, area: QRect) -> float:
    box = ink(image, area)
    return (box.top() + box.bottom() + 1) / 2 - image.height() / 2


@pytest.mark.parametrize("kind", [*KINDS, "combo", "field"])
@pytest.mark.parametrize("text_size", [100, 150, 200])
def test_capitals_stand_in_the_middle(qapp: QApplication, qtbot: QtBot, kind: str, text_size: int) -> None:
    theme.apply(qapp, theme.load("light", text_size))
    image = shown(control(kind), qtbot)
    assert text_size != 100 or image.height() == 36
    # without the arrow of a drop-down
    area = QRect(9, 4, image.width() - 60, image.height() - 8)
    assert abs(off_middle(image, area)) <= 0.5 * text_size / 100


@pytest.mark.parametrize("text_size", [100, 150, 200])
@pytest.mark.parametrize("kind", KINDS)
def test_an_icon_stands_in_the_middle_too_and_apart(
    qapp: QApplication, qtbot: QtBot, kind: str, text_size: int
) -> None:
    theme.apply(qapp, theme.load("light", text_size))
    image = shown(Button("HH", "x", kind=kind), qtbot, 300)
    both = ink(image, QRect(9, 4, image.width() - 18, image.height() - 8))
    # the icon comes first, and is a cross of half its edge
    edge = theme.current().px(theme.ICON)
    icon = ink(image, QRect(9, 4, both.left() + 3 * edge // 4 - 9, image.height() - 8))
    assert abs((icon.top() + icon.bottom() + 1) / 2 - image.height() / 2) <= 0.5 * text_size / 100
    letters = ink(image, QRect(icon.right() + 2, 4, image.width() - icon.right() - 12, image.height() - 8))
    # a quarter of the edge is air in the icon itself
    gap = letters.left() - icon.right() - 1 - edge / 4
    assert gap >= 6


def test_an_icon_alone_stands_in_the_middle(qtbot: QtBot) -> None:
    image = shown(IconButton("x"), qtbot, 36)
    assert image.height() == 36
    assert abs(off_middle(image, QRect(2, 2, 32, 32))) <= 0.5


def test_entries_of_a_menu_have_their_capitals_in_the_middle(qtbot: QtBot) -> None:
    menu = Menu()
    qtbot.addWidget(menu)
    style(menu)
    action = menu.addAction("HH")
    menu.open_at(QPoint(60, 60))
    box = menu.actionGeometry(action)
    letters = ink(painted(menu), box.adjusted(8, 2, -8, -2))
    assert box.height() == 36
    assert abs((letters.top() + letters.bottom() + 1) / 2 - (box.top() + box.bottom() + 1) / 2) <= 0.5
    menu.close()


@pytest.mark.parametrize("name", theme.THEMES)
@pytest.mark.parametrize("kind", ["field", "area"])
def test_a_placeholder_can_be_read(qapp: QApplication, qtbot: QtBot, name: str, kind: str) -> None:
    theme.apply(qapp, theme.load(name))
    field = TextField() if kind == "field" else TextArea()
    # a full block: the darkest pixel of thin letters is lighter than their ink
    field.setPlaceholderText("\u2588\u2588 HHHH")
    image = shown(field, qtbot, 240)
    ground = image.pixelColor(200, image.height() // 2)
    inks = [image.pixelColor(x, y) for x in range(9, 120) for y in range(8, min(36, image.height()) - 8)]
    best = max(contrast(one, ground) for one in inks)
    assert best >= 4.5
    assert best < contrast(theme.current().color("text"), ground) * 0.8, "what was typed is darker"


@pytest.mark.parametrize("text", MIXED)
@pytest.mark.parametrize("kind", ["label", "elided", "selectable"])
def test_wrapped_words_begin_at_the_edge_and_lose_no_letter(qtbot: QtBot, text: str, kind: str) -> None:
    margin = 30
    for width in range(120, 420, 23):
        label = MultiLineElidedLabel("body", (9, 9, 9)) if kind == "elided" else Label(wrap=True)
        label.setText(text)
        if kind == "selectable":
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        qtbot.addWidget(label)
        label.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        label.setContentsMargins(margin, 0, margin, 0)
        style(label)
        label.resize(width + 2 * margin, label.heightForWidth(width + 2 * margin))
        image, step = painted(label), label.fontMetrics().lineSpacing()
        whole = ink(image, image.rect())
        assert whole.left() >= margin - 1, "a letter is pushed out of the label"
        for row in range(image.height() // step):
            box = ink(image, QRect(0, row * step, image.width(), step))
            assert abs(image.width() - margin - 1 - box.right()) <= 3, f"line {row} at {width} px"
