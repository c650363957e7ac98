"""A message's text: selectable, each paragraph in its own direction, as wide as it needs and as high as it is."""

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QMimeData, QRect, QSize, Qt, QUrl
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QKeyEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QTextEdit, QWidget

from desktop.domain.language.highlights import Highlighter
from desktop.ui.kit import theme
from desktop.ui.language.bidi import is_rtl
from desktop.ui.language.formats import Formats
from desktop.ui.tickets.hit_marks import hit_format, units
from desktop.ui.tickets.thread.bidi_marks import BidiMarks
from desktop.ui.tickets.thread.links import links
from desktop.ui.tickets.thread.reading_column import BUBBLE


class MessageBody(QTextBrowser):
    """Plain text only: nothing in a message is ever read as markup, so nothing in it can fetch or run anything."""

    def __init__(self, formats: Formats, follow: Callable[[str], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._formats = formats
        self._follow = follow
        self._text = ""
        self._marking = BidiMarks("")
        self._ideal = 0
        self._heights: dict[int, int] = {}
        self._highlighter: Highlighter | None = None
        self._is_current = False
        self.setProperty("role", "bare")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.document().setDocumentMargin(0)
        self.viewport().setAutoFillBackground(False)
        self.anchorClicked.connect(self._clicked)

    def show_text(self, text: str) -> None:
        """Show another text."""
        self._text = text
        self._write()

    def show_hits(self, highlighter: Highlighter | None, *, is_current: bool) -> None:
        """Mark what is searched for; more strongly in the message that was gone to."""
        if highlighter is not self._highlighter or is_current != self._is_current:
            self._highlighter, self._is_current = highlighter, is_current
            self._mark_hits()

    def first_hit(self) -> QRect | None:
        """Where the first hit stands in the widget, None if what is shown holds none."""
        marked = self.extraSelections()
        return self.cursorRect(marked[0].cursor) if marked else None

    def sizeHint(self) -> QSize:
        """As wide as the longest paragraph, within reason."""
        width = min(self._ideal, theme.current().px(BUBBLE) - 2 * theme.SPACE_4)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """A few words wide."""
        return QSize(min(self._ideal, 80), self.fontMetrics().height())

    def hasHeightForWidth(self) -> bool:
        """Text wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high the text is when it is so wide."""
        # more room than its longest paragraph needs changes nothing
        width = max(1, min(width, self._ideal))
        if width not in self._heights:
            if len(self._heights) > 8:
                self._heights.clear()
            measured = self.document().clone()
            measured.setTextWidth(width)
            self._heights[width] = ceil(measured.size().height())
            measured.deleteLater()
        return self._heights[width]

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The thread has one menu for the whole message."""
        event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The thread scrolls, not the message."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Selecting and copying stay here, moving on belongs to the thread."""
        plain = not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Escape) and plain:
            event.ignore()
            return
        super().keyPressEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy the text as it was written, without the breaks that only the painter needs."""
        data = QMimeData()
        text = self.textCursor().selectedText().replace("\u2029", "\n").replace("\u2028", "\n")
        data.setText(self._marking.take_out(text))
        return data

    def loadResource(self, type: int, name: QUrl | str) -> object:
        """Nothing is ever loaded."""
        return ""

    def _write(self) -> None:
        self._heights.clear()
        self.clear()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        block = QTextBlockFormat()
        high = 160.0 if self._formats.is_rtl else 150.0
        # the font's own line is about 1.5 of its size already
        block.setLineHeight(high / 1.45, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setBlockFormat(block)
        plain, linked = QTextCharFormat(), QTextCharFormat()
        linked.setAnchor(True)
        linked.setForeground(theme.current().color("accent_text"))
        linked.setFontUnderline(True)
        self._marking = BidiMarks(self._text)
        for number, paragraph in enumerate(self._text.split("\n")):
            if number:
                cursor.insertBlock(block, plain)
            self._write_paragraph(cursor, paragraph, plain, linked)
        cursor.endEditBlock()
        self.document().setDefaultFont(self._font())
        measured = self.document().clone()
        measured.setTextWidth(-1)
        self._ideal = ceil(measured.idealWidth()) + 2
        measured.deleteLater()
        self._mark_hits()
        self.updateGeometry()

    def _mark_hits(self) -> None:
        marks = []
        text = self.toPlainText() if self._highlighter is not None else ""
        for start, end in self._highlighter.spans(text) if self._highlighter is not None else ():
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(self.document())
            mark.cursor.setPosition(units(text, start))
            mark.cursor.setPosition(units(text, end), QTextCursor.MoveMode.KeepAnchor)
            mark.format = hit_format(theme.current(), is_current=self._is_current)
            marks.append(mark)
        if marks or self.extraSelections():
            self.setExtraSelections(marks)

    def _write_paragraph(
        self, cursor: QTextCursor, paragraph: str, plain: QTextCharFormat, linked: QTextCharFormat
    ) -> None:
        put, rtl, done = self._marking.put, is_rtl(paragraph), 0
        for link in links(paragraph):
            cursor.insertText(put(paragraph[done : link.start], rtl=rtl), plain)
            linked.setAnchorHref(link.address)
            cursor.insertText(put(link.address, rtl=rtl, whole=True), linked)
            done = link.end
        cursor.insertText(put(paragraph[done:], rtl=rtl), plain)

    def _font(self) -> QFont:
        return theme.current().font("body")

    def _clicked(self, url: QUrl) -> None:
        self._follow(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))
