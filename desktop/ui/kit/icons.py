"""Lucide icons, coloured from the theme at every paint and mirrored where a right-to-left reader expects it."""

import re
from functools import lru_cache

from PySide6.QtCore import QByteArray, QPointF, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop import assets
from desktop.ui.kit import theme

TURNING = frozenset(
    {
        "arrow-left",
        "arrow-right",
        "chevron-left",
        "chevron-right",
        "external-link",
        "log-out",
        "send",
        "undo-2",
    }
)
"""Icons that show a direction of reading or of leaving; a clock, a tick or a wallet never turns."""

_GAP, _RISE = 4, 3
"""Room beside an icon that stands before text, and below it: the style sheet moves text down to centre its capitals."""
_CLONES: list[QIconEngine] = []
"""Engines that belong to Qt alone, never let go; Qt copies one only when an icon is changed after it was shared."""


@lru_cache(maxsize=256)
def _drawing(name: str, color: str) -> QSvgRenderer:
    text = assets.path("icons", f"{name}.svg").read_text(encoding="utf-8")
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL).replace("currentColor", color)
    return QSvgRenderer(QByteArray(text.encode()))


def paint(painter: QPainter, name: str, rect: QRectF, color: str = "text") -> None:
    """Draw icon `name` into `rect` in the colour token `color`."""
    painter.save()
    if name in TURNING and QGuiApplication.isRightToLeft():
        center = rect.center()
        painter.translate(center)
        painter.scale(-1, 1)
        painter.translate(-center)
    _drawing(name, theme.current().color(color).name()).render(painter, rect)
    painter.restore()


def icon(name: str, color: str = "text", *, beside_text: bool = False) -> QIcon:
    """An icon in the colour token `color`, also after the theme changed.

    `beside_text` adds air on the text's side, as Fusion leaves 4 px and 8 are wanted, and below. Show it at
    `size(beside_text=True)`.
    """
    return QIcon(_Engine(name, color, beside_text))


def size(*, beside_text: bool = False) -> QSize:
    """The size to give `setIconSize`, following the text-size setting."""
    px = theme.current().px
    edge = px(theme.ICON)
    return QSize(edge + px(_GAP), edge + px(_RISE)) if beside_text else QSize(edge, edge)


def pixmap(name: str, color: str = "text", edge: int = theme.ICON, ratio: float = 1.0) -> QPixmap:
    """A picture of the icon, `edge` logical pixels wide."""
    picture = QPixmap(round(edge * ratio), round(edge * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    picture.setDevicePixelRatio(ratio)
    painter = QPainter(picture)
    paint(painter, name, QRectF(0, 0, edge, edge), color)
    painter.end()
    return picture


class _Engine(QIconEngine):
    def __init__(self, name: str, color: str, beside_text: bool) -> None:
        super().__init__()
        self._name = name
        self._color = color
        self._beside_text = beside_text

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        area = QRectF(rect)
        edge = min(area.height(), area.width())
        if self._beside_text and area.width() > edge:
            # as wide as `size` has it, at the text's far side and at the top
            edge = area.width() * size().width() / size(beside_text=True).width()
            left = area.left() if not QGuiApplication.isRightToLeft() else area.right() - edge
            place = QRectF(QPointF(left, area.top()), QSizeF(edge, edge))
        else:
            place = QRectF(0, 0, edge, edge)
            place.moveCenter(area.center())
        paint(painter, self._name, place, "text_disabled" if mode is QIcon.Mode.Disabled else self._color)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        # `size` is in device pixels already, Qt sets the ratio on what comes back
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return picture

    def clone(self) -> "_Engine":
        copy = _Engine(self._name, self._color, self._beside_text)
        # Qt keeps the copy but takes no part in Python's ownership of it: dropped here, it would be a dangling pointer
        _CLONES.append(copy)
        return copy
