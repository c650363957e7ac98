"""The ground of what opens over a window: a rounded card with a soft shadow, in a window that is transparent around it.

Shadow and radius are painted, because a desktop's own shadow has other corners, and none on some.
"""

from functools import lru_cache
from math import erf, sqrt

from PySide6.QtCore import QMargins, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.ui.kit import theme

RADIUS = 8
ITEM_HEIGHT = 36
BLUR, DROP, DENSITY = 24, 8, 0.16
"""The shadow: how far it is blurred and how far below the card it lies, in pixels, and its alpha at the densest."""
AROUND = QMargins(BLUR, BLUR - DROP, BLUR, BLUR + DROP)
"""What the window has more than the card on each side."""
GAP = 4
"""Between a field and the card that opens under it."""


def make_window_clear(widget: QWidget) -> None:
    """Have a pop-up window show nothing but what is painted on it."""
    flags = widget.windowFlags()
    widget.setWindowFlags(flags | Qt.WindowType.FramelessWindowHint | Qt.WindowType.NoDropShadowWindowHint)
    widget.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)


def card_of(widget: QWidget) -> QRect:
    """Where the card lies in such a window."""
    return widget.rect().marginsRemoved(AROUND)


def paint_card(widget: QWidget, event: QPaintEvent) -> None:
    """Paint shadow and card; to be called while `widget` is painted."""
    card = card_of(widget)
    scheme = theme.current()
    painter = QPainter(widget)
    painter.setClipRegion(event.region())
    painter.drawImage(card.topLeft() - QPoint(BLUR, BLUR - DROP), _shadow(card.width(), card.height()))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(scheme.color("separator"), 1))
    painter.setBrush(scheme.color("surface"))
    painter.drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
    painter.end()


def place_under(widget: QWidget, card: QSize, field: QWidget) -> QRect:
    """Where a window with a card of that size opens: under `field`, flush with where it begins, on its screen.

    Above the field where there is more room; no higher than that room.
    """
    box = QRect(field.mapToGlobal(QPoint(0, 0)), field.size())
    screen = field.screen().availableGeometry()
    below, above = screen.bottom() - box.bottom() - 2 * GAP, box.top() - screen.top() - 2 * GAP
    is_below = card.height() <= below or below >= above
    place = QRect(QPoint(0, 0), QSize(card.width(), min(card.height(), below if is_below else above)))
    place.moveLeft(box.left())
    if field.isRightToLeft():
        place.moveRight(box.right())
    place.moveLeft(max(screen.left(), min(place.left(), screen.right() - place.width() + 1)))
    if is_below:
        place.moveTop(box.bottom() + 1 + GAP)
    else:
        place.moveBottom(box.top() - 1 - GAP)
    return place.marginsAdded(AROUND)


@lru_cache(maxsize=4)
def _shadow(width: int, height: int) -> QImage:
    """The shadow of a card of that size, with the blur around it."""
    image = QImage(width + 2 * BLUR, height + 2 * BLUR, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    painter.setPen(Qt.PenStyle.NoPen)
    card = QRectF(BLUR, BLUR, width, height)
    for step in range(BLUR, -BLUR, -1):
        # a blurred edge is the integral of the bell curve
        alpha = DENSITY * (1 - erf((step - 0.5) / (BLUR / 2) / sqrt(2))) / 2
        painter.setBrush(QColor.fromRgbF(0.0, 0.0, 0.0, alpha))
        edge = max(RADIUS + step, 0)
        painter.drawRoundedRect(card.adjusted(-step, -step, step, step), edge, edge)
    painter.end()
    return image
