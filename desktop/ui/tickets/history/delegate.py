"""Paints a history row: subject and time, whose words last, number, department and state."""

from collections import OrderedDict

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.domain.accounts import DeskInfo
from desktop.domain.language.highlights import Highlighter
from desktop.domain.tickets import HistoryRow, RemoteState, RowKey
from desktop.ui.kit import icons, theme
from desktop.ui.kit.state_pill import paint_ground, word_margins
from desktop.ui.kit.text_line import PlacedLine, TextLine, TextLines
from desktop.ui.kit.theme import Theme
from desktop.ui.session import Session
from desktop.ui.tickets.history.row_texts import RowWords, row_words
from desktop.ui.tickets.history.rows import ROW_ROLE, HistoryRows
from desktop.ui.tickets.hit_marks import hit_marks
from desktop.values import dataclass

Index = QModelIndex | QPersistentModelIndex
SIDE, DOT, RING, ICON = 20, 8, 2, 14
LAID_OUT = 128
"""The most rows whose layouts are kept: several windows full."""
LINES = 256
"""The most texts whose layouts are kept, such as states and dates, which many rows share."""
_ICON_INKS = {"waiting": "warning_text", "bad": "danger_text"}
"""Colours of states that have an icon and no ground."""
# plain numbers: to combine or test Qt's flags costs as much as to paint a word
_SELECTED = QStyle.StateFlag.State_Selected.value
_HOVERED = QStyle.StateFlag.State_MouseOver.value
_FOCUSED = QStyle.StateFlag.State_HasFocus.value
_AGE_MS = 15_000
"""A row that was laid out longer ago has its time written again: "5 min" grows old by itself."""


class RowDelegate(QStyledItemDelegate):
    """Rows are separated by space; selection fills, focus rings, unread has a dot and a heavier subject.

    A row is laid out once and painted from that until its values, its size, the theme or the language change.
    """

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._lines = TextLines(LINES)
        self._sheets: OrderedDict[RowKey, _Sheet] = OrderedDict()
        self._fonts: _Fonts | None = None
        self._words = ""
        self._highlighter: Highlighter | None = None
        self.shows_focus = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One height for all, which follows the text size."""
        return QSize(option.rect.width(), row_height())

    def forget(self) -> None:
        """Lay every row out again when it is painted next: the language or the theme is another one."""
        self._sheets.clear()
        self._lines.clear()
        self._fonts = None

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        model, area, state = index.model(), option.rect, option.state.value
        row = model.row_at(index.row()) if isinstance(model, HistoryRows) else index.data(ROW_ROLE)
        self._ground(painter, area, state)
        if isinstance(row, HistoryRow):
            words = model.words if isinstance(model, HistoryRows) else ""
            sheet = self._sheet(row, area.width(), area.height(), option.direction, words)
            sheet.paint(painter, area.x(), area.y(), is_selected=bool(state & _SELECTED))

    def prepare(self, row: HistoryRow, width: int, height: int, direction: Qt.LayoutDirection, words: str) -> None:
        """Lay a row out that is likely to be painted soon; `words` are marked in it."""
        self._sheet(row, width, height, direction, words)

    def _sheet(self, row: HistoryRow, width: int, height: int, direction: Qt.LayoutDirection, words: str) -> "_Sheet":
        now_ms = self._session.formats.now_ms()
        if words != self._words:
            self._words, self._highlighter = words, Highlighter(words) if words else None
        place = _Place(width, height, direction, theme.current(), self._session.info, words)
        found = self._sheets.get(row.key)
        if found is not None and found.holds(row, place, now_ms):
            self._sheets.move_to_end(row.key)
            return found
        if self._fonts is None or self._fonts.look is not place.look:
            self._fonts = _Fonts(place.look)
        made = _Sheet(
            row,
            place,
            now_ms,
            _Writer(self._lines, self._fonts, place, self._highlighter),
            row_words(row, self._session),
        )
        self._sheets[row.key] = made
        if len(self._sheets) > LAID_OUT:
            self._sheets.popitem(last=False)
        return made

    def _ground(self, painter: QPainter, area: QRect, state: int) -> None:
        has_focus = self.shows_focus and state & _FOCUSED
        if not state & (_SELECTED | _HOVERED) and not has_focus:
            return
        look = theme.current()
        box = QRectF(area).adjusted(4, 1, -4, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if state & (_SELECTED | _HOVERED):
            painter.setBrush(look.color("selection" if state & _SELECTED else "hover"))
            painter.drawRoundedRect(box, theme.RADIUS_BUTTON, theme.RADIUS_BUTTON)
        if has_focus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.color("focus"), RING))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), theme.RADIUS_BUTTON, theme.RADIUS_BUTTON)
        painter.restore()


def row_height() -> int:
    """Three lines and their air."""
    return theme.current().px(theme.LIST_ROW_HEIGHT) + 4


@dataclass(frozen=True, eq=False)
class _Place:
    """What a row is laid out for."""

    width: int
    height: int
    direction: Qt.LayoutDirection
    look: Theme
    info: DeskInfo
    words: str

    def is_like(self, other: "_Place") -> bool:
        """Whether a row laid out for one looks the same in the other."""
        return (
            self.width == other.width
            and self.height == other.height
            and self.direction is other.direction
            and self.look is other.look
            and self.info is other.info
            and self.words == other.words
        )


class _Fonts:
    """The fonts of a theme's rows, by the names that they have here."""

    def __init__(self, look: Theme) -> None:
        self.look = look
        regular = look.font("row")
        regular.setWeight(QFont.Weight.Normal)
        self.fonts = {
            "title": regular,
            "unread title": look.font("row", medium=True),
            "plain": look.font("caption"),
        }
        self.plain_height = QFontMetrics(self.fonts["plain"]).height()
        self._advances: dict[tuple[str, str], int] = {}

    def advance(self, text: str, font: str) -> int:
        """The width of a short text that many rows have."""
        key = (text, font)
        if key not in self._advances:
            if len(self._advances) > LINES:
                self._advances.clear()
            self._advances[key] = QFontMetrics(self.fonts[font]).horizontalAdvance(text)
        return self._advances[key]


class _Writer:
    """Lays lines of text out; places are given as in a left-to-right window and turned where it is not."""

    def __init__(self, lines: TextLines, fonts: _Fonts, place: _Place, highlighter: Highlighter | None) -> None:
        self._lines = lines
        self._look = place.look
        self._highlighter = highlighter
        self.fonts = fonts
        self._direction = place.direction
        self._width = place.width
        self._is_rtl = place.direction is Qt.LayoutDirection.RightToLeft
        self.texts: list[tuple[PlacedLine, str, str]] = []

    def turned(self, rect: QRect) -> QRect:
        """Where something stands in this window."""
        if self._is_rtl:
            rect.moveLeft(self._width - rect.x() - rect.width())
        return rect

    def write(
        self,
        text: str,
        font: str,
        rect: QRect,
        ink: str,
        selected_ink: str = "on_selection",
        *,
        is_searched: bool = False,
    ) -> None:
        """A line that begins where `rect` does, and is cut where that ends; hits are marked in one `is_searched`."""
        if not text:
            return
        line: TextLine = self._lines.line(text, self.fonts.fonts[font], font, self._direction, rect.width())
        marks = hit_marks(self._highlighter, line.text, self._look) if is_searched and self._highlighter else ()
        self.texts.append((line.placed(self.turned(rect), is_rtl=self._is_rtl, marks=marks), ink, selected_ink))


class _Sheet:
    """One row, laid out, with its upper left corner at 0, 0."""

    def __init__(self, row: HistoryRow, place: _Place, now_ms: int, writer: _Writer, words: RowWords) -> None:
        self._row = row
        self._place = place
        self._laid_out_ms = now_ms
        self._icons: list[tuple[str, QRectF, str]] = []
        self._pill: tuple[QRect, str] | None = None
        self._dot: QRect | None = None
        self._writer = writer
        self._texts = writer.texts
        self._lay_out(words)
        del self._writer

    def holds(self, row: HistoryRow, place: _Place, now_ms: int) -> bool:
        """Whether these values would be laid out just so again."""
        return (
            (row is self._row or row == self._row)
            and self._place.is_like(place)
            and 0 <= now_ms - self._laid_out_ms < _AGE_MS
        )

    def paint(self, painter: QPainter, x: int, y: int, *, is_selected: bool) -> None:
        """Paint it with its corner there."""
        painter.save()
        look = self._place.look
        if self._dot is not None:
            self._shape(painter, look.color("accent"))
            painter.drawEllipse(self._dot.translated(x, y))
            painter.restore()
        if self._pill is not None:
            box, kind = self._pill
            is_rtl = self._place.direction is Qt.LayoutDirection.RightToLeft
            paint_ground(painter, box.translated(x, y), kind, rtl=is_rtl, is_selected=is_selected)
        pen = ""
        for line, plain_ink, selected_ink in self._texts:
            ink = selected_ink if is_selected else plain_ink
            if ink != pen:
                painter.setPen(look.color(ink))
                pen = ink
            line.paint(painter, x, y)
        for name, rect, token in self._icons:
            icons.paint(painter, name, rect.translated(x, y), token)
        painter.restore()

    @staticmethod
    def _shape(painter: QPainter, color: QColor) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)

    def _lay_out(self, words: RowWords) -> None:
        """The three lines."""
        row, look, writer = self._row, self._place.look, self._writer
        title = "unread title" if row.unread else "title"
        left, right = SIDE, self._place.width - 1 - theme.SPACE_3
        small_icon = look.px(ICON)
        line = (self._place.height - 2 * theme.SPACE_1) // 3
        tops = [theme.SPACE_1 + line * at for at in range(3)]
        # greyed where support does not have it any more
        ink = "text" if row.remote_state is RemoteState.PRESENT else "text_secondary"
        if row.unread:
            self._dot = writer.turned(QRect(8, tops[0] + (line - DOT) // 2, DOT, DOT))
        width = writer.fonts.advance(words.time, "plain")
        writer.write(words.time, "plain", QRect(right - width, tops[0], width + 1, line), "text_secondary")
        edge = right - width
        writer.write(
            words.subject, title, QRect(left, tops[0], edge - theme.SPACE_2 - left, line), ink, is_searched=True
        )
        edge = right
        for shown, name in ((row.has_attachments, "paperclip"), (row.has_draft, "pencil")):
            if shown:
                edge -= small_icon + 4
                place = QRect(edge, tops[1] + (line - small_icon) // 2, small_icon, small_icon)
                self._icons.append((name, QRectF(writer.turned(place)), "text_secondary"))
        snippet = QRect(left, tops[1], edge - theme.SPACE_1 - left, line)
        writer.write(words.snippet, "plain", snippet, "text_secondary", is_searched=True)
        edge = self._lay_out_state(words, right, tops[2], line)
        dot = " · " if words.number and words.department else ""
        facts = f"{words.number}{dot}{words.department}"
        writer.write(facts, "plain", QRect(left, tops[2], edge - theme.SPACE_2 - left, line), "text_secondary")

    def _lay_out_state(self, words: RowWords, right: int, top: int, height: int) -> int:
        """The pill, or icon and word; returns where what stands before it must end."""
        if not words.state:
            return right
        writer = self._writer
        width = writer.fonts.advance(words.state, "plain")
        if words.icon:
            ink = _ICON_INKS[words.pill]
            writer.write(words.state, "plain", QRect(right - width, top, width + 1, height), ink, ink)
            size = self._place.look.px(ICON)
            edge = right - width - 6 - size
            place = writer.turned(QRect(edge, top + (height - size) // 2, size, size))
            self._icons.append((words.icon, QRectF(place), ink))
            return edge
        tall = min(height, writer.fonts.plain_height + 2)
        before, behind = word_margins()
        wide = before + width + behind
        box = QRect(right - wide, top + (height - tall) // 2, wide, tall)
        left = box.left()
        ink = f"pill_{words.pill}_ink"
        writer.write(words.state, "plain", box.adjusted(before, 0, 1 - behind, 0), ink, ink)
        self._pill = writer.turned(box), words.pill
        return left
