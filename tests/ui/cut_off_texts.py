"""Finds words on a window that are cut off, so that a reader misses some of them."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStyle,
    QStyleOptionComboBox,
    QTableView,
    QTextEdit,
    QWidget,
)

from desktop.ui.kit.labels import ElidedLabel
from desktop.ui.kit.multi_line_label import MultiLineElidedLabel
from desktop.ui.tickets.thread.body import MessageBody

SLACK = 1
"""Pixels that rounding may take."""
AIR = 0.05
"""How much of a line of the font is air in which no letter stands."""


def cut_off(window: QWidget) -> set[str]:
    """What is cut, each with how much is there and how much would be needed."""
    found = set()
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and widget.window() is window:
            found |= {f"{_name(widget)}: {fault}" for fault in (*_inside(widget), *_outside(widget))}
    return found


def _name(widget: QWidget) -> str:
    text = getattr(widget, "text", lambda: "")()
    return f"{type(widget).__name__} {widget.objectName()} {str(text)[:40]!r}"


def _inside(widget: QWidget) -> Iterator[str]:
    """Words for which their own control is too small."""
    if isinstance(widget, ElidedLabel):
        is_seen = not widget.visibleRegion().isEmpty()
        if is_seen and widget.fitting(widget.contentsRect().width()) != widget.text() and not widget.toolTip():
            yield "elided without a tooltip"
        yield from _shorter(widget, widget.fontMetrics().height())
    elif isinstance(widget, MultiLineElidedLabel):
        is_whole = widget.height() >= widget.fontMetrics().lineSpacing()
        if not is_whole:
            yield f"{widget.height()} high"
    elif isinstance(widget, QLabel):
        yield from _label(widget)
    elif isinstance(widget, QPushButton | QCheckBox):
        if widget.text() and widget.width() + SLACK < widget.sizeHint().width():
            yield f"{widget.width()} wide, {widget.sizeHint().width()} needed"
        yield from _shorter(widget, widget.fontMetrics().height())
    elif isinstance(widget, QAbstractButton):
        # the app's own buttons end words in an ellipsis, so that something else must say them all
        if widget.text() and widget.text() not in f"{widget.accessibleName()} {widget.toolTip()}":
            yield "no name that holds its words"
    elif isinstance(widget, QComboBox):
        yield from _combo(widget)
    elif isinstance(widget, QLineEdit):
        yield from _line(widget)
    elif isinstance(widget, QTableView):
        yield from _headings(widget)
    elif isinstance(widget, QTextEdit) and not isinstance(widget, MessageBody):
        yield from _shorter(widget.viewport(), widget.fontMetrics().height())
    elif isinstance(widget, MessageBody) and widget.document().size().height() > widget.height() + SLACK:
        yield f"{widget.height()} high, {widget.document().size().height()} needed"


def _label(label: QLabel) -> Iterator[str]:
    if not label.text():
        return
    client = label.contentsRect()
    metrics = label.fontMetrics()
    pad = label.sizeHint().width() - metrics.size(0, label.text()).width() if not label.wordWrap() else 0
    if not label.wordWrap():
        if label.width() + SLACK < label.sizeHint().width() and label.text() not in label.toolTip():
            yield f"{label.width()} wide, {label.sizeHint().width()} needed"
        yield from _shorter(label, label.sizeHint().height() if pad < 0 else metrics.height())
        return
    flags = int(Qt.TextFlag.TextWordWrap | label.alignment())
    needed = metrics.boundingRect(QRect(0, 0, client.width(), 10_000), flags, label.text())
    if needed.width() > client.width() + SLACK:
        yield f"a word of {needed.width()} in {client.width()}"
    if label.heightForWidth(label.width()) > label.height() + SLACK:
        yield f"{label.height()} high, {label.heightForWidth(label.width())} needed"


def _shorter(widget: QWidget, needed: int) -> Iterator[str]:
    if widget.contentsRect().height() + SLACK < needed * (1 - AIR):
        yield f"{widget.contentsRect().height()} high, {needed} needed"


def _combo(combo: QComboBox) -> Iterator[str]:
    option = QStyleOptionComboBox()
    combo.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    client = combo.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, combo)
    needed = QFontMetrics(combo.font()).horizontalAdvance(combo.currentText())
    if needed > client.width() + SLACK and combo.currentText() not in combo.toolTip():
        yield f"{combo.currentText()!r} needs {needed}, {client.width()} there"
    yield from _shorter(combo, combo.fontMetrics().height())


def _line(line: QLineEdit) -> Iterator[str]:
    yield from _shorter(line, line.fontMetrics().height())
    margins = line.textMargins()
    shown = line.width() - margins.left() - margins.right() - 26
    needed = line.fontMetrics().horizontalAdvance(line.placeholderText())
    spoken = f"{line.accessibleName()} {line.toolTip()}"
    if not line.text() and needed > shown + SLACK and line.placeholderText() not in spoken:
        yield f"placeholder {line.placeholderText()!r} needs {needed}, {shown} there"


def _headings(table: QTableView) -> Iterator[str]:
    heading = table.horizontalHeader()
    if not heading.isVisible():
        return
    for at in range(heading.count()):
        if heading.sectionSize(at) + SLACK < heading.sectionSizeHint(at):
            yield f"column {at}: {heading.sectionSize(at)} wide, {heading.sectionSizeHint(at)} needed"
    rows = table.verticalHeader().defaultSectionSize()
    if rows < table.fontMetrics().height():
        yield f"rows {rows} high"


def _outside(widget: QWidget) -> Iterator[str]:
    """A control that reaches beyond what holds it, where nothing scrolls to the rest."""
    if not _speaks(widget):
        return
    place = QRect(QPoint(0, 0), widget.size())
    inner: QWidget = widget
    while (holder := inner.parentWidget()) is not None and not inner.isWindow():
        place.translate(inner.pos())
        inner = holder
        area = inner.parentWidget()
        scrolls = isinstance(area, QAbstractScrollArea) and area.viewport() is inner
        sides = place.left() < -SLACK or place.right() > inner.width() - 1 + SLACK
        if sides and not (scrolls and _scrolls(area, Qt.Orientation.Horizontal)):
            yield f"from {place.left()} to {place.right()} in {_name(inner)}, {inner.width()} wide"
            return
        ends = place.top() < -SLACK or place.bottom() > inner.height() - 1 + SLACK
        if ends and not scrolls:
            yield f"down to {place.bottom()} in {_name(inner)}, {inner.height()} high"
            return
        if scrolls:
            place = place.intersected(QRect(QPoint(0, 0), inner.size()))


def _scrolls(area: QWidget | None, way: Qt.Orientation) -> bool:
    if isinstance(area, QAbstractItemView):
        return True
    if not isinstance(area, QScrollArea) or way is Qt.Orientation.Vertical:
        return isinstance(area, QScrollArea)
    return area.horizontalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff


def _speaks(widget: QWidget) -> bool:
    kinds = QLabel | QAbstractButton | QComboBox | QLineEdit | QTextEdit
    return isinstance(widget, kinds) and not isinstance(widget.parent(), QLineEdit | QComboBox)
