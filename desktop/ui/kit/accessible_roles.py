"""Roles, names and actions for screen readers, where those that Qt gives by default are wrong."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget, QLabel, QWidget

TAB = "tab"
"""Value of a button's property "accessible": it shows a page, and the page in view is the one that is checked."""
ITEMS, ITEM = "items", "item"
"""Values of the same property of any widget: it is a list, or an item of one."""
_HEADINGS = frozenset({"title", "section"})
_PRESS = "Press"
_Role = QAccessible.Role


def install() -> None:
    """Answer from now on for what has no accessible object yet; to be called before a screen reader looks."""
    QAccessible.installFactory(_create)


class _Heading(QAccessibleWidget):
    """A title or the name of a section: a screen reader goes from heading to heading."""

    def __init__(self, label: QLabel) -> None:
        super().__init__(label, _Role.Heading)
        self._label = label

    def text(self, kind: QAccessible.Text) -> str:
        if kind is QAccessible.Text.Name:
            return self._label.accessibleName() or self._label.text()
        return super().text(kind)


class _CheckableButton(QAccessibleWidget):
    """A button that stays down. Qt's own only checks it when it is told to toggle, and the app hears of no click."""

    def __init__(self, button: QAbstractButton) -> None:
        super().__init__(button, _role_of(button))
        self._button = button

    def text(self, kind: QAccessible.Text) -> str:
        if kind is QAccessible.Text.Name:
            return self._button.accessibleName() or self._button.text()
        return super().text(kind)

    def state(self) -> QAccessible.State:
        state = super().state()
        is_checked = self._button.isChecked()
        if self.role() is _Role.PageTab:
            state.selectable = True
            state.selected = is_checked
        else:
            state.checkable = True
            state.checked = is_checked
        return state

    def actionNames(self) -> list[str]:
        return [_PRESS, *super().actionNames()] if self._button.isEnabled() else []

    def doAction(self, name: str) -> None:
        if name == _PRESS:
            self._button.click()
        else:
            super().doAction(name)


def _role_of(button: QAbstractButton) -> QAccessible.Role:
    if button.property("accessible") == TAB:
        return _Role.PageTab
    group = button.group()
    return _Role.RadioButton if group is not None and group.exclusive() else _Role.CheckBox


def _create(_class_name: str, thing: QObject) -> QAccessibleInterface | None:
    if isinstance(thing, QAbstractButton) and thing.isCheckable():
        return _CheckableButton(thing)
    if isinstance(thing, QLabel) and thing.property("role") in _HEADINGS:
        return _Heading(thing)
    if isinstance(thing, QWidget) and (kind := thing.property("accessible")) in (ITEMS, ITEM):
        return QAccessibleWidget(thing, _Role.List if kind == ITEMS else _Role.ListItem)
    return None
