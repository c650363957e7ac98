"""What a screen reader takes a thread for: a list whose items are the messages."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget
from shiboken6 import isValid

from desktop.ui.tickets.thread.message_item import MessageItem

LONGEST_ANNOUNCEMENT = 300


class MessageColumn(QWidget):
    """Holds the messages of a thread, as a list does its items."""


_ROLES: tuple[tuple[type[QWidget], QAccessible.Role], ...] = (
    (MessageItem, QAccessible.Role.ListItem),
    (MessageColumn, QAccessible.Role.List),
)


class _Interfaces:
    """The interfaces made here. They belong to Qt, which deletes them with their widgets; Python must not before."""

    kept: list[QAccessibleInterface] = []
    is_installed = False


def install() -> None:
    """Give messages and their column the roles of a list. Only the first call does something."""
    if not _Interfaces.is_installed:
        _Interfaces.is_installed = True
        QAccessible.installFactory(_interface)


def announce(widget: QWidget, words: str) -> None:
    """Have a screen reader that is at work say something without a change of the focus."""
    if QAccessible.isActive() and widget.isVisible():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words[:LONGEST_ANNOUNCEMENT]))


def _interface(_name: str, made_for: QObject) -> QAccessibleInterface | None:
    for kind, role in _ROLES:
        if isinstance(made_for, kind):
            _Interfaces.kept = [one for one in _Interfaces.kept if isValid(one)]
            _Interfaces.kept.append(QAccessibleWidget(made_for, role))
            return _Interfaces.kept[-1]
    return None
