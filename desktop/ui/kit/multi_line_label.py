"""Words that take a few lines, and fewer in a low window, so that what one writes below them keeps its room."""

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QWidget

from desktop.ui.kit import theme
from desktop.ui.kit.labels import Label
from desktop.ui.language.bidi import mend_ellipsis, reopen_isolates
from desktop.ui.language.formats import tip

_LOW, _HIGH = 300, 600
"""Heights of a window, at the usual size of text, up to which it is very low, and low."""


class MultiLineElidedLabel(Label):
    """Wraps; where it must end early the last line has an ellipsis, and the tooltip all of it."""

    def __init__(self, role: str, lines: tuple[int, int, int], parent: QWidget | None = None) -> None:
        """At most so many `lines` in a window that is very low, low and high."""
        super().__init__("", role, wrap=True, parent=parent)
        self._most = lines

    def heightForWidth(self, width: int) -> int:
        """As many lines as the words take and the window allows."""
        around = self.contentsMargins()
        lines = min(self.laid_out(width - around.left() - around.right()).lineCount(), self._allowed())
        return lines * self.fontMetrics().lineSpacing() + around.top() + around.bottom()

    def sizeHint(self) -> QSize:
        """One line, as a layout asks that does not go by the width."""
        return QSize(super().sizeHint().width(), self.fontMetrics().lineSpacing())

    def minimumSizeHint(self) -> QSize:
        """One line, which may be all ellipsis."""
        around = self.contentsMargins()
        return QSize(0, self.fontMetrics().lineSpacing() + around.top() + around.bottom())

    def paintEvent(self, event: QPaintEvent) -> None:
        room, step = self.contentsRect(), self.fontMetrics().lineSpacing()
        laid_out = self.laid_out(room.width())
        count = max(1, min(laid_out.lineCount(), self._allowed(), room.height() // step))
        is_cut = count < laid_out.lineCount()
        self.setToolTip(tip(self.text() if is_cut else ""))
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        top = room.top() + max(0, room.height() - count * step) // 2
        for at in range(count - is_cut):
            laid_out.lineAt(at).draw(painter, QPointF(room.left(), top + at * step))
        if is_cut:
            rest = reopen_isolates(self.text(), laid_out.lineAt(count - 1).textStart())
            rest = mend_ellipsis(self.fontMetrics().elidedText(rest, Qt.TextElideMode.ElideRight, room.width()))
            last = QRect(room.left(), top + (count - 1) * step, room.width(), step)
            painter.drawText(last, self.alignment() | Qt.TextFlag.TextSingleLine, rest)

    def _allowed(self) -> int:
        high, px = self.window().height(), theme.current().px
        return self._most[0 if high <= px(_LOW) else 1 if high <= px(_HIGH) else 2]
