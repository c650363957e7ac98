"""Menus with the app's look: a card with a shadow, entries of 36 px."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QPaintEvent
from PySide6.QtWidgets import QMenu, QWidget

from desktop.ui.kit import motion
from desktop.ui.kit.pop_up import AROUND, GAP, make_window_clear, paint_card

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit


class Menu(QMenu):
    """A menu that opens at a point or along a widget. `open_at` and its like return at once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self)

    def open_at(self, place: QPoint) -> None:
        """Open with the card's corner at `place` on the screen, where reading begins."""
        open_at(self, place)

    def open_under(self, widget: QWidget) -> None:
        """Open under `widget`, flush with where it begins."""
        corner = QPoint(widget.width() if widget.isRightToLeft() else 0, widget.height() + GAP)
        open_at(self, widget.mapToGlobal(corner))

    def open_above(self, widget: QWidget) -> None:
        """Open above `widget`, flush with where it begins."""
        height = self.sizeHint().height() - AROUND.top() - AROUND.bottom()
        corner = QPoint(widget.width() if widget.isRightToLeft() else 0, -height - GAP)
        open_at(self, widget.mapToGlobal(corner))


class _Look(QObject):
    """Paints the card under the entries of one menu, and lets it appear."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QMenu):
            if event.type() == QEvent.Type.Paint and isinstance(event, QPaintEvent):
                paint_card(watched, event)
            elif event.type() == QEvent.Type.Show:
                motion.fade_in(watched)
        return False


def dress(menu: QMenu) -> None:
    """Give a menu the app's look; for those that Qt makes, such as that of a text field."""
    make_window_clear(menu)
    menu.setContentsMargins(AROUND)
    menu.installEventFilter(_Look(menu))


def open_at(menu: QMenu, place: QPoint) -> None:
    """Open a dressed menu with the card's corner at `place` on the screen, where reading begins."""
    size = menu.sizeHint()
    left = place.x() - size.width() + AROUND.right() if menu.isRightToLeft() else place.x() - AROUND.left()
    window = QRect(QPoint(left, place.y() - AROUND.top()), size)
    # the shadow may leave the screen, the card may not
    card, owner = window.marginsRemoved(AROUND), menu.parentWidget()
    screen = (owner or menu).screen().availableGeometry()
    card.moveLeft(max(screen.left(), min(card.left(), screen.right() - card.width() + 1)))
    card.moveTop(max(screen.top(), min(card.top(), screen.bottom() - card.height() + 1)))
    window = card.marginsAdded(AROUND)
    menu.popup(window.topLeft())
    if menu.pos() != window.topLeft():
        # Qt keeps windows on the screen, shadows included, and opens to the left in right-to-left layouts
        menu.move(window.topLeft())


def open_context_menu(field: "QLineEdit | QTextEdit | QPlainTextEdit", event: QContextMenuEvent) -> None:
    """Show a text field's own menu (cut, copy, paste, …) with the app's look."""
    menu = field.createStandardContextMenu()
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dress(menu)
    open_at(menu, event.globalPos())
    event.accept()
