"""Paints a history row: subject and time, whose words last, number, department and state."""

from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.domain.tickets import HistoryRow, RemoteState
from desktop.ui.kit import icons, theme
from desktop.ui.kit.theme import Theme
from desktop.ui.language.bidi import mend_ellipsis
from desktop.ui.session import Session
from desktop.ui.tickets.history.model import ROW_ROLE
from desktop.ui.tickets.history.row_texts import RowWords, row_words

Index = QModelIndex | QPersistentModelIndex
SIDE, DOT, RING, ICON = 20, 8, 2, 14
_PILL_COLORS = {
    "info": ("info_text", "info_soft"),
    "good": ("accent_text", "own_message"),
    "neutral": ("text_secondary", "sunken"),
    "waiting": ("warning_text", "warning_soft"),
    "bad": ("danger_text", "danger_soft"),
}


@lru_cache(maxsize=4096)
def _elided(text: str, font_key: str, width: int) -> str:
    # eliding shapes the text twice, which is a third of a row's whole cost
    font = QFont()
    font.fromString(font_key)
    return mend_ellipsis(QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width))


class RowDelegate(QStyledItemDelegate):
    """Rows are separated by space; selection fills, focus rings, unread has a dot and a heavier subject."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.shows_focus = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One height for all, which follows the text size."""
        return QSize(option.rect.width(), row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row = index.data(ROW_ROLE)
        self._ground(painter, option)
        if not isinstance(row, HistoryRow):
            return
        painter.save()
        _Sheet(painter, option).write(row_words(row, self._session), row)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        look = theme.current()
        box = QRectF(option.rect).adjusted(4, 1, -4, -1)
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(look.color("selection"))
            painter.drawRoundedRect(box, theme.RADIUS_BUTTON, theme.RADIUS_BUTTON)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(look.color("hover"))
            painter.drawRoundedRect(box, theme.RADIUS_BUTTON, theme.RADIUS_BUTTON)
        if self.shows_focus and state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.color("focus"), RING))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), theme.RADIUS_BUTTON, theme.RADIUS_BUTTON)
        painter.restore()


def row_height() -> int:
    """Three lines and their air."""
    return theme.current().px(theme.LIST_ROW_HEIGHT) + 4


class _Sheet:
    """One row's area: places are given as in a left-to-right window and turned by the style where it is not."""

    def __init__(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        self._painter = painter
        self._area = option.rect
        self._direction = option.direction
        self._look: Theme = theme.current()
        self._selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setLayoutDirection(option.direction)

    def write(self, words: RowWords, row: HistoryRow) -> None:
        """Write the three lines."""
        look, area = self._look, self._area
        title = look.font("row", medium=True) if row.unread else _regular(look)
        small = look.font("caption", medium=bool(row.unread))
        plain = look.font("caption")
        left, right = area.left() + SIDE, area.right() - theme.SPACE_3
        small_icon = look.px(ICON)
        line = (area.height() - 2 * theme.SPACE_1) // 3
        tops = [area.top() + theme.SPACE_1 + line * at for at in range(3)]
        # greyed where support does not have it any more
        ink = "text" if row.remote_state is RemoteState.PRESENT else "text_secondary"
        if row.unread:
            self._dot(QRect(area.left() + 8, tops[0] + (line - DOT) // 2, DOT, DOT))
        edge = self._trailing(words.time, small, right, tops[0], line)
        self._text(words.subject, title, QRect(left, tops[0], edge - theme.SPACE_2 - left, line), self._ink(ink))
        edge = right
        for shown, name in ((row.has_attachments, "paperclip"), (row.has_draft, "pencil")):
            if shown:
                edge -= small_icon + 4
                self._icon(
                    name, QRect(edge, tops[1] + (line - small_icon) // 2, small_icon, small_icon), "text_secondary"
                )
        snippet = QRect(left, tops[1], edge - theme.SPACE_1 - left, line)
        self._text(words.snippet, small, snippet, self._ink("text_secondary"))
        edge = self._state(words, plain, right, tops[2], line)
        dot = " · " if words.number and words.department else ""
        facts = f"{words.number}{dot}{words.department}"
        self._text(facts, plain, QRect(left, tops[2], edge - theme.SPACE_2 - left, line), self._ink("text_secondary"))

    def _ink(self, token: str) -> str:
        return "on_selection" if self._selected else token

    def _place(self, rect: QRect) -> QRect:
        return QStyle.visualRect(self._direction, self._area, rect)

    def _trailing(self, text: str, font: QFont, right: int, top: int, height: int) -> int:
        width = QFontMetrics(font).horizontalAdvance(text)
        self._text(text, font, QRect(right - width, top, width + 1, height), self._ink("text_secondary"))
        return right - width

    def _state(self, words: RowWords, font: QFont, right: int, top: int, height: int) -> int:
        """The pill, or icon and word; returns where what stands before it must end."""
        if not words.state:
            return right
        ink, ground = _PILL_COLORS[words.pill]
        width = QFontMetrics(font).horizontalAdvance(words.state)
        if words.icon:
            self._text(words.state, font, QRect(right - width, top, width + 1, height), ink)
            size = self._look.px(ICON)
            edge = right - width - 6 - size
            self._icon(words.icon, QRect(edge, top + (height - size) // 2, size, size), ink)
            return edge
        tall = min(height, QFontMetrics(font).height() + 2)
        box = QRect(right - width - 16, top + (height - tall) // 2, width + 16, tall)
        self._painter.save()
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self._look.color("surface" if self._selected else ground))
        self._painter.drawRoundedRect(self._place(box), tall / 2, tall / 2)
        self._painter.restore()
        self._text(words.state, font, box.adjusted(8, 0, -7, 0), ink)
        return box.left()

    def _text(self, text: str, font: QFont, rect: QRect, token: str) -> None:
        self._painter.setFont(font)
        self._painter.setPen(self._look.color(token))
        shown = _elided(text, font.toString(), rect.width())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading | Qt.TextFlag.TextSingleLine
        self._painter.drawText(self._place(rect), int(flags), shown)

    def _icon(self, name: str, rect: QRect, token: str) -> None:
        icons.paint(self._painter, name, QRectF(self._place(rect)), token)

    def _dot(self, rect: QRect) -> None:
        self._painter.save()
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self._look.color("accent"))
        self._painter.drawEllipse(self._place(rect))
        self._painter.restore()


def _regular(look: Theme) -> QFont:
    font = look.font("row")
    font.setWeight(QFont.Weight.Normal)
    return font
