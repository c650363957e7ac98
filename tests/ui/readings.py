"""Reads a window: every text that it says or paints, and the texts that have less room than they need."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QBuffer, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QTextEdit,
    QToolButton,
    QWidget,
)

from desktop.ui.kit.labels import ElidedLabel

ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
    Qt.ItemDataRole.StatusTipRole,
)
_TEXT = re.compile(r"<text[^>]*>(.*?)</text>", re.DOTALL)
_AIR = 2
"""Pixels by which rounding may differ."""


@dataclass(frozen=True)
class Reading:
    """A text and where it was read."""

    place: str
    text: str


def place_of(widget: QWidget) -> str:
    """Enough of a name to find the widget by."""
    parent = widget.parentWidget()
    around = f" in {type(parent).__name__} {parent.objectName()}".rstrip() if parent is not None else ""
    return f"{type(widget).__name__} {widget.objectName()}".rstrip() + around


def family(windows: Iterable[QWidget]) -> Iterator[QWidget]:
    """The widgets that can be seen, each once; menus are read whether they are open or not."""
    known: set[int] = set()
    for window in windows:
        for widget in (window, *window.findChildren(QWidget)):
            # an address that is used again can still have the Python object of a deleted layout's item
            if not isinstance(widget, QWidget):
                continue
            seen = widget.isVisible() or isinstance(window, QMenu)
            if seen and id(widget) not in known:
                known.add(id(widget))
                yield widget


def said(windows: Iterable[QWidget], *, within: bool = True) -> Iterator[Reading]:
    """What widgets, menus and models hold as text: shown, as a hint, and for a screen reader.

    Of all that is in them, or of these alone.
    """
    for widget in family(windows) if within else windows:
        for text in _own_texts(widget):
            if text:
                yield Reading(place_of(widget), text)


def _own_texts(widget: QWidget) -> Iterator[str]:
    yield widget.toolTip()
    yield widget.statusTip()
    yield widget.whatsThis()
    yield widget.accessibleName()
    yield widget.accessibleDescription()
    if widget.isWindow():
        yield widget.windowTitle()
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    if isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    if isinstance(widget, QTextEdit):
        yield widget.placeholderText()
    if isinstance(widget, QMenu):
        yield widget.title()
    if isinstance(widget, QComboBox):
        yield from _cells(widget.model())
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from _cells(widget.model())
    for action in widget.actions():
        yield from _action_texts(action)


def _action_texts(action: QAction) -> Iterator[str]:
    # what stands behind the tab is the shortcut, which the system names
    yield action.text().split("\t")[0]
    yield action.statusTip()


def _cells(model: QAbstractItemModel) -> Iterator[str]:
    root = QModelIndex()
    # a list's count of columns is private
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(root)
    for column in range(columns):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(model.rowCount(root)):
            for role in ROLES:
                yield str(model.index(row, column, root).data(role) or "")


def painted(widget: QWidget) -> list[str]:
    """Every text that is drawn, whoever draws it, in the order of drawing: the picture is taken as SVG."""
    out = QBuffer()
    out.open(QBuffer.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(out)
    generator.setSize(widget.size())
    widget.render(generator)
    return _TEXT.findall(bytes(out.data().data()).decode())


def cut(windows: Iterable[QWidget]) -> Iterator[Reading]:
    """Texts with less room than they need, and what reaches beyond the side of what holds it."""
    for widget in family(windows):
        text = next(iter(_shown_texts(widget)), "")
        if text and (_is_cramped(widget, text) or _reaches_out(widget)):
            yield Reading(place_of(widget), text)
        if isinstance(widget, QHeaderView):
            yield from _cramped_headings(widget)
        if isinstance(widget, QScrollArea) and _is_too_wide(widget):
            yield Reading(place_of(widget), "scrolls sideways")


def _shown_texts(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel | QAbstractButton) and widget.text():
        yield widget.text()
    elif isinstance(widget, QLineEdit) and not widget.text() and widget.placeholderText():
        yield widget.placeholderText()
    elif isinstance(widget, QComboBox) and widget.currentText():
        yield widget.currentText()


def _is_cramped(widget: QWidget, text: str) -> bool:
    if isinstance(widget, ElidedLabel):
        return widget.fontMetrics().horizontalAdvance(text) > widget.contentsRect().width() + _AIR
    if isinstance(widget, QLabel):
        if widget.wordWrap():
            return widget.heightForWidth(widget.width()) > widget.height() + _AIR
        wish = widget.sizeHint()
        return wish.width() > widget.width() + _AIR or wish.height() > widget.height() + _AIR
    if isinstance(widget, QPushButton | QToolButton | QCheckBox):
        return widget.sizeHint().width() > widget.width() + _AIR
    if isinstance(widget, QLineEdit):
        return widget.fontMetrics().horizontalAdvance(text) > _line_room(widget) + _AIR
    if isinstance(widget, QComboBox):
        return widget.fontMetrics().horizontalAdvance(text) > _combo_room(widget) + _AIR
    return False


def _line_room(editor: QLineEdit) -> int:
    option = QStyleOptionFrame()
    editor.initStyleOption(option)
    inside = editor.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, editor)
    margins = editor.textMargins()
    pictures = sum(button.width() for button in editor.findChildren(QToolButton) if button.isVisible())
    return inside.width() - margins.left() - margins.right() - pictures


def _combo_room(combo: QComboBox) -> int:
    option = QStyleOptionComboBox()
    combo.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    return combo.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, combo).width()


def _reaches_out(widget: QWidget) -> bool:
    """Whether its side is hidden; above and below one can scroll."""
    seen = widget.visibleRegion().boundingRect()
    return not seen.isEmpty() and seen.width() + _AIR < widget.width()


def _is_too_wide(area: QScrollArea) -> bool:
    inside = area.widget()
    return inside is not None and inside.minimumSizeHint().width() > area.viewport().width() + _AIR


def _cramped_headings(header: QHeaderView) -> Iterator[Reading]:
    if header.orientation() is not Qt.Orientation.Horizontal or header.model() is None:
        return
    for section in range(header.count()):
        text = str(header.model().headerData(section, Qt.Orientation.Horizontal) or "")
        if header.fontMetrics().horizontalAdvance(text) > header.sectionSize(section):
            yield Reading(place_of(header), text)
