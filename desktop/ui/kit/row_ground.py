"""The ground of a list's row: filled while it is chosen or under the mouse."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle

from desktop.ui.kit import theme


def paint_row_ground(painter: QPainter, rect: QRect, state: QStyle.StateFlag, air: int) -> bool:
    """Paint it with `air` pixels above and below; returns whether the row is chosen."""
    is_chosen = bool(state & QStyle.StateFlag.State_Selected)
    if is_chosen or state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.current().color("selection" if is_chosen else "hover"))
        painter.drawRoundedRect(rect.adjusted(0, air, 0, -air), theme.RADIUS_BUTTON, theme.RADIUS_BUTTON)
    return is_chosen
