"""Opens a link of a message, after the person has seen where it really leads."""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.ui.kit.confirm import ask
from desktop.ui.language.formats import ltr
from desktop.ui.platform.external_links import open_web
from desktop.ui.tickets.thread.links import destination


class LinkOpener(QObject):
    """One for a thread."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window

    def follow(self, address: str) -> None:
        """Ask, showing the real host, then hand the address to the system. Other schemes do nothing."""
        host = destination(address)
        if not host:
            return
        words = self.tr("This link opens {host} outside of the app. Support never asks for your password there.")
        ask(self._window, words.format(host=ltr(host)), self.tr("Open link"), partial(open_web, address))
