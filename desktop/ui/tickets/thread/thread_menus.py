"""The context menus of a thread's messages and files, by the mouse and by the keyboard."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.domain.folds import unfolded
from desktop.domain.tickets import Message
from desktop.ui.kit.menus import Menu
from desktop.ui.session import Session
from desktop.ui.signals import Toast, retranslatable
from desktop.ui.tickets.thread.attachment_tile import AttachmentTile
from desktop.ui.tickets.thread.body import MessageBody
from desktop.ui.tickets.thread.delivery import Act, act_names, acts
from desktop.ui.tickets.thread.link_opener import LinkOpener
from desktop.ui.tickets.thread.links import links
from desktop.ui.tickets.thread.message_item import MessageItem
from desktop.ui.tickets.thread.pictures import may_be_picture

LONGEST_QUOTE = 1000


class ThreadMenus(QObject):
    """Shows a menu wherever one is asked for within `column`, which holds the messages.

    Signals: `acted` carries a `Message` and the `Act` that is wanted for it; `quoted` the lines to reply to, each
    with its mark.
    """

    acted = Signal(object, object)
    quoted = Signal(str)

    def __init__(self, session: Session, column: QWidget, follower: LinkOpener, can_reply: Callable[[], bool]) -> None:
        super().__init__(column)
        self._session = session
        self._column = column
        self._follower = follower
        self._can_reply = can_reply
        column.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what the messages have left: by the mouse what is under it, by the keyboard what has the focus."""
        if event.type() != QEvent.Type.ContextMenu or not isinstance(event, QContextMenuEvent):
            return False
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        target = self._column.childAt(event.pos()) if by_mouse else self._column.window().focusWidget()
        tile, item = _around(target, AttachmentTile), _around(target, MessageItem)
        if isinstance(tile, AttachmentTile):
            menu = self.file_menu(tile)
        elif isinstance(item, MessageItem):
            place = event.globalPos() if by_mouse else None
            menu = self.message_menu(item, place)
        else:
            return False
        menu.open_at(event.globalPos() if by_mouse or target is None else target.mapToGlobal(target.rect().center()))
        return True

    def message_menu(self, item: MessageItem, place: QPoint | None = None) -> Menu:
        """What can be done with a message, and with the link at `place` on the screen, or else its only one."""
        menu, message, body = self._menu(), item.message, item.body
        if body.textCursor().hasSelection():
            menu.addAction(self.tr("Copy selection")).triggered.connect(body.copy)
        text = message.raw if message.is_placeholder else message.body
        if text:
            menu.addAction(self.tr("Copy text")).triggered.connect(partial(self._copy, text))
        if address := _link(body, place):
            menu.addAction(self.tr("Open link")).triggered.connect(partial(self._follower.follow, address))
            menu.addAction(self.tr("Copy link")).triggered.connect(partial(self._copy, address))
        if self._can_reply() and message.body and not message.is_placeholder:
            menu.addAction(self.tr("Quote in reply")).triggered.connect(partial(self.quoted.emit, quotation(message)))
        offered = acts(message, self._session.formats.now_ms())
        if offered:
            menu.addSeparator()
            names = act_names(message)
            for act in offered:
                menu.addAction(names[act]).triggered.connect(partial(self._act, message, act))
        return menu

    def file_menu(self, tile: AttachmentTile) -> Menu:
        """What can be done with a file."""
        menu = self._menu()
        entry = menu.addAction(self.tr("Save as…") if tile.is_here else self.tr("Download"))
        entry.setEnabled(tile.button.isEnabled())
        entry.triggered.connect(tile.act)
        if may_be_picture(tile.attachment):
            menu.addAction(self.tr("Show picture")).triggered.connect(tile.view)
        menu.addAction(self.tr("Copy name")).triggered.connect(partial(self._copy, tile.attachment.name))
        return menu

    def _menu(self) -> Menu:
        menu = Menu(self._column.window())
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _act(self, message: Message, act: Act) -> None:
        self.acted.emit(message, act)

    def _copy(self, text: str) -> None:
        QApplication.clipboard().setText(text)
        self._session.signals.toast.emit(retranslatable(lambda: Toast(self.tr("Copied"))))


def quotation(message: Message) -> str:
    """The text of a message with a mark before each line, as mail has it."""
    text = unfolded(message.body, message.folds).strip()
    if len(text) > LONGEST_QUOTE:
        text = f"{text[:LONGEST_QUOTE].rstrip()}…"
    return "".join(f"> {line}\n" for line in text.split("\n"))


def _link(body: MessageBody, place: QPoint | None) -> str:
    if place is not None:
        return body.anchorAt(body.viewport().mapFromGlobal(place))
    addresses = {link.address for link in links(body.toPlainText())}
    return addresses.pop() if len(addresses) == 1 else ""


def _around(widget: QWidget | None, kind: type[QWidget]) -> QWidget | None:
    while widget is not None and not isinstance(widget, kind):
        widget = widget.parentWidget()
    return widget
