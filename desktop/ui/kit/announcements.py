"""What a screen reader is told of an open thread without being asked."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

LONGEST = 300


def announce(widget: QWidget, words: str) -> None:
    """Have a screen reader that is at work say something without a change of the focus."""
    if QAccessible.isActive() and widget.isVisible():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words[:LONGEST]))
