"""A line of text that is laid out once and painted often, pixel for pixel as `QPainter.drawText` paints it."""

from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextLayout, QTextOption

from desktop.ui.language.bidi import close_isolates, mend_ellipsis

_ENDLESS = 0x01000000
"""The width that Qt gives a line which is not wrapped."""
_NARROW = 0.33
"""Letters of a text that fills a line are on average wider than this share of the font's size; where not, no harm."""
_BLANKS = str.maketrans(dict.fromkeys("\r\n\t", " "))


class TextLine:
    """Text without line ends, in a font and a direction; `advance` is its width in pixels."""

    __slots__ = ("_layout", "advance", "height", "text")

    def __init__(self, text: str, font: QFont, direction: Qt.LayoutDirection) -> None:
        option = QTextOption()
        option.setTextDirection(direction)
        layout = QTextLayout(text, font)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(_ENDLESS)
        layout.endLayout()
        self._layout = layout
        self.text = text
        self.advance = line.horizontalAdvance()
        self.height = line.ascent() + line.descent()

    def placed(self, rect: QRect, *, is_rtl: bool, marks: Sequence[QTextLayout.FormatRange] = ()) -> "PlacedLine":
        """The line at the beginning of `rect`, in its middle; `marks` are painted over it in other formats."""
        left = rect.x() + (rect.width() - self.advance if is_rtl else 0.0)
        top = rect.y() + (rect.height() - self.height) / 2
        bounds = QRectF(left, top, self.advance, self.height)
        return PlacedLine(self._layout, left, top, None if QRectF(rect).contains(bounds) else rect, marks)


class PlacedLine:
    """A line with its place in a row, and what it is clipped to where it does not fit."""

    __slots__ = ("_clip", "_layout", "_left", "_marks", "_top")

    def __init__(
        self,
        layout: QTextLayout,
        left: float,
        top: float,
        clip: QRect | None,
        marks: Sequence[QTextLayout.FormatRange] = (),
    ) -> None:
        self._layout = layout
        self._left = left
        self._top = top
        self._clip = clip
        self._marks = marks

    def paint(self, painter: QPainter, x: int, y: int) -> None:
        """Paint it with the painter's pen, the row's own corner being at `x`, `y`."""
        place = QPointF(self._left + x, self._top + y)
        if self._clip is None:
            self._layout.draw(painter, place, self._marks)
            return
        painter.save()
        painter.setClipRect(self._clip.translated(x, y), Qt.ClipOperation.IntersectClip)
        self._layout.draw(painter, place, self._marks)
        painter.restore()


class TextLines:
    """The lines that were used last, at most `most` of them. Window's thread."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lines: OrderedDict[tuple[str, str, int, Qt.LayoutDirection], TextLine] = OrderedDict()

    def line(self, text: str, font: QFont, font_key: str, direction: Qt.LayoutDirection, width: int = -1) -> TextLine:
        """A text that ends with an ellipsis where it is wider than `width`; `font_key` is the font's name here."""
        key = (text, font_key, width, direction)
        found = self._lines.get(key)
        if found is None:
            found = self._lines[key] = _fitting(text, font, direction, width)
            if len(self._lines) > self._most:
                self._lines.popitem(last=False)
        else:
            self._lines.move_to_end(key)
        return found

    def clear(self) -> None:
        """Forget them all."""
        self._lines.clear()


def _fitting(text: str, font: QFont, direction: Qt.LayoutDirection, width: int) -> TextLine:
    # one line: `drawText` has blanks there too
    text = text.translate(_BLANKS)
    if width < 0:
        return TextLine(text, font, direction)
    metrics = QFontMetrics(font)
    # a text is shaped as a whole to be cut: of one far too long only as much as may be seen
    most = int(width / (font.pixelSize() * _NARROW)) + 1
    if len(text) > most:
        begun = close_isolates(text[:most])
        shown = metrics.elidedText(begun, Qt.TextElideMode.ElideRight, width)
        if shown != begun:
            return TextLine(mend_ellipsis(shown), font, direction)
    line = TextLine(text, font, direction)
    # whether it fits by a fraction of a pixel is Qt's to say
    if line.advance <= width - 1:
        return line
    shown = mend_ellipsis(metrics.elidedText(text, Qt.TextElideMode.ElideRight, width))
    return line if shown == text else TextLine(shown, font, direction)
