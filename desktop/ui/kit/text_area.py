"""A field for plain text of any length and direction, which hands files and pictures on instead of taking them in."""

import re
import sys
from collections.abc import Callable
from itertools import islice
from math import ceil
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QFontMetricsF, QImage, QKeyEvent, QShowEvent, QTextCursor
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget

from desktop.ui.kit import theme
from desktop.ui.kit.menus import open_context_menu
from desktop.ui.kit.scroll_bars import overlay_scroll_bars
from desktop.ui.kit.text_in_page import TextInPage

ENTER_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
STILL_HERE = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
LOW = 300
"""Height of a window, at the usual size of text, in which one line must do to begin with."""
LARGEST_SHARE = 0.35
"""Of the window's height: at large text the lines above must not be pushed out of sight."""
SHORT_PASTE = 1000
"""Pastes up to this many characters are always inserted: shortening them is easier than attaching them."""
MOST_LINES, LONGEST_WORD = 2000, 5000
"""What is laid out at once without holding the window up: 25,000 lines of a letter take half a second."""
AIR = 18
"""Pixels that frame and padding take, above and below the lines."""
_LINE_END = re.compile("\r\n|[\n\r\u2028\u2029]")
_WORD = re.compile(r"\S+")


class TextArea(QTextEdit):
    """A QTextEdit, because a QPlainTextEdit does not give each paragraph its own direction.

    `files_given` carries the paths dropped or pasted, `image_given` a QImage, `submitted` Ctrl+Enter (or Enter),
    `left` that the person went elsewhere, `long_text_pasted` a text for which there is no room: nothing was inserted.
    `most_pasted` gives how many characters the field may hold after pasting.
    """

    files_given = Signal(object)
    image_given = Signal(object)
    submitted = Signal()
    left = Signal()
    long_text_pasted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        overlay_scroll_bars(self)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.enter_submits = False
        self.most_pasted: Callable[[], int] = lambda: sys.maxsize
        self._lines: tuple[int, int | None] | None = None
        self._in_page: TextInPage | None = None

    def grow(self, least: int, most: int | None) -> None:
        """Be as high as the text, from `least` to `most` lines.

        Without a `most` the field never scrolls: the page that it stands in follows the caret.
        """
        self._lines = (least, most)
        if most is None:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self._in_page = TextInPage(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def text(self) -> str:
        """What was typed, exactly: `toPlainText` would turn no-break spaces into spaces."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def show_text(self, text: str, caret: int) -> None:
        """Show another text, with the caret where it was (in UTF-16 units)."""
        if text != self.text():
            self.setPlainText(text)
        cursor = self.textCursor()
        cursor.setPosition(max(0, min(caret, self.document().characterCount() - 1)))
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def caret(self) -> int:
        """Where the caret stands, in UTF-16 units."""
        return self.textCursor().position()

    def move_to_end(self) -> None:
        """Put the caret behind the last letter."""
        self.moveCursor(QTextCursor.MoveOperation.End)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter submits and Enter makes a line, or the other way round."""
        if event.key() in ENTER_KEYS and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            with_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if with_control != self.enter_submits:
                self.submitted.emit()
            else:
                self.textCursor().insertBlock()
                self.ensureCursorVisible()
            return
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
            return
        if self._in_page is not None and self._in_page.moves(event):
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        open_context_menu(self, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the field is when its faults may be told; a menu or another window is not leaving it."""
        super().focusOutEvent(event)
        if event.reason() not in STILL_HERE:
            self.left.emit()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Text, files and pictures are welcome."""
        return source.hasText() or source.hasUrls() or source.hasImage()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Files and pictures become attachments; everything else comes in as plain text."""
        paths = [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
        if paths:
            self.files_given.emit(paths)
        elif source.hasImage() and not source.text().strip():
            # it is packed elsewhere: a large picture takes a second
            self.image_given.emit(QImage(source.imageData()))
        elif source.hasText():
            text = source.text()
            if len(text) > max(self.fitting(text), SHORT_PASTE):
                self.long_text_pasted.emit(text)
            else:
                self.insert_text(text)

    def insert_text(self, text: str) -> None:
        """Put plain text in place of the selection; one step for undo."""
        self.textCursor().insertText(text)
        self.ensureCursorVisible()

    def room(self) -> int:
        """How many characters may be pasted."""
        kept = len(self.text()) - len(self.textCursor().selectedText())
        return max(0, self.most_pasted() - kept)

    def fitting(self, text: str) -> int:
        """How many characters of a text may be pasted: for which there is room, and that are laid out in no time."""
        if self.most_pasted() == sys.maxsize:
            return len(text)
        start = text[: self.room()]
        ends = islice(_LINE_END.finditer(start), MOST_LINES - 1, None)
        words = (word for word in _WORD.finditer(start) if word.end() - word.start() > LONGEST_WORD)
        line, word = next(ends, None), next(words, None)
        bounds = [len(start), line.end() if line else len(start), word.start() + LONGEST_WORD if word else len(start)]
        return min(bounds)

    def minimumSizeHint(self) -> QSize:
        """Two lines."""
        return QSize(super().minimumSizeHint().width(), self._height(2))

    def showEvent(self, event: QShowEvent) -> None:
        """The height goes by the window's, from now on."""
        super().showEvent(event)
        self.window().removeEventFilter(self)
        self.window().installEventFilter(self)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit anew with the window."""
        if event.type() == QEvent.Type.Resize and watched is self.window():
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        if self._lines is None:
            return
        least, most = self._lines
        margins = 2 * self.document().documentMargin()
        needed = ceil(self.document().size().height() - margins) + AIR
        if most is None:
            self.setFixedHeight(max(self._height(least), needed) + ceil(margins))
            return
        if self.window().height() <= theme.current().px(LOW):
            least = 1
        room = min(self._height(most), int(self.window().height() * LARGEST_SHARE))
        self.setFixedHeight(max(self._height(least), min(needed, room)))

    def _height(self, lines: int) -> int:
        # what the document lays out, fractions and all
        return ceil(QFontMetricsF(self.document().defaultFont(), self).height() * lines) + AIR
