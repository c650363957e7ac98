"""Has a screen reader say something without a change of the focus."""

from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, words: str) -> None:
    """Have a screen reader that is at work say `words`, which are about `widget`."""
    # PySide makes all of QAccessible's enumerations at its first use
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))
