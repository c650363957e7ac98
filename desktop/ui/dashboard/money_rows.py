"""Rows of the dashboard that are one button each: a wallet, and a transaction that is in progress."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.domain.money.wallets import Transaction, Wallet
from desktop.ui.kit import icons, theme
from desktop.ui.kit.buttons import PaintedButton
from desktop.ui.language.bidi import mend_ellipsis
from desktop.ui.language.formats import Formats, isolate, tip
from desktop.ui.money.transaction_cells import kind_word, signed_money

_CHEVRON, _CLOSER, _LIT = 16, 4, 70
"""The chevron's edge, how much nearer than the row's halves its two lines stand, and how strong a lit row is."""
_MINUTE_MS = 60_000


class _Row(PaintedButton):
    """Words at the reading side, a figure and a chevron at the other; lit under the mouse."""

    inset = theme.SPACE_2
    """Pixels between its edges and its words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def _paint_ground(self, painter: QPainter, color: QColor) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            painter.drawRoundedRect(self.rect(), theme.RADIUS_BUTTON, theme.RADIUS_BUTTON)

    def _inside(self) -> QRect:
        """Where words may stand, as if it were read from left to right."""
        return self.rect().adjusted(self.inset, 0, -self.inset, 0)

    def _paint_chevron(self, painter: QPainter, ink: str) -> int:
        """Paint it; returns how much room it takes."""
        edge = theme.current().px(_CHEVRON)
        inside = self._inside()
        place = QRect(inside.right() - edge, inside.center().y() - edge // 2, edge, edge)
        icons.paint(painter, "chevron-right", QRectF(self._turned(place)), ink)
        return edge + theme.SPACE_2

    def _turned(self, box: QRect) -> QRect:
        if not self.isRightToLeft():
            return box
        return QRect(self.width() - box.left() - box.width(), box.top(), box.width(), box.height())

    def _paint_words(self, painter: QPainter, box: QRect, words: str, *, at_end: bool = False) -> None:
        """Paint words that are cut where `box` ends; `box` is as if it were read from left to right."""
        right = self.isRightToLeft() != at_end
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        cut = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(self._turned(box), flags, mend_ellipsis(cut))


class WalletRow(_Row):
    """A wallet's number, network and balance, above a hairline as a table's row."""

    inset = 11
    wallet_id = 0

    def show_wallet(self, wallet: Wallet, formats: Formats) -> None:
        """Be about this wallet."""
        self.wallet_id = wallet.id
        self.setObjectName(f"dashboard.wallet.{wallet.id}")
        name = f"{wallet.number} · {wallet.network}" if wallet.network else wallet.number
        self._name, self._figure = isolate(name), formats.money(wallet.balance, wallet.currency)
        self.setText(self._name)
        self.setAccessibleName(f"{self._name}: {self._figure}")
        self.updateGeometry()
        self.update()

    _name = _figure = ""

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(240), theme.current().px(40))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(120), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        self._paint_ground(painter, now.color("hover"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, now.color("separator"))
        inside = self._inside()
        inside.setRight(inside.right() - self._paint_chevron(painter, "text_secondary"))
        font = now.font("body", tabular=True, medium=True)
        wide = QFontMetrics(font).horizontalAdvance(self._figure) + 1
        painter.setPen(now.color("text"))
        painter.setFont(font)
        self._paint_words(painter, inside, self._figure, at_end=True)
        painter.setPen(now.color("text_secondary"))
        painter.setFont(now.font("body"))
        self._paint_words(painter, inside.adjusted(0, 0, -wide - theme.SPACE_3, 0), self._name)


class PendingRow(_Row):
    """What is on its way, with how long it has been; the words are amber on amber ground."""

    remote_id = ""
    _lines = ("", "", "", "")

    def show_transaction(self, row: Transaction, age: str, formats: Formats) -> None:
        """Be about this transaction, which has been in progress for `age`, a whole sentence."""
        self.remote_id = row.remote_id
        self.setObjectName(f"dashboard.pending.{row.id}")
        place = isolate(" · ".join(part for part in (row.account, row.method) if part))
        kind = kind_word(row.kind) if row.kind else place
        self._lines = (kind, signed_money(row, formats), place if row.kind else "", age)
        self.setText(self._lines[0])
        self.setAccessibleName(", ".join(line for line in (*self._lines[:2], age, place) if line))
        self.setToolTip(tip(place))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.current().px(240), theme.current().px(52))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.current().px(120), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        now = theme.current()
        kind, amount, place, age = self._lines
        painter = QPainter(self)
        lit = now.color("pill_waiting")
        lit.setAlpha(_LIT)
        self._paint_ground(painter, lit)
        inside = self._inside()
        inside.setRight(inside.right() - self._paint_chevron(painter, "warning_text"))
        half = inside.height() // 2
        upper = QRect(inside.left(), inside.top() + _CLOSER, inside.width(), half - _CLOSER)
        lower = QRect(inside.left(), inside.top() + half, inside.width(), half - _CLOSER)
        large, small = now.font("row"), now.font("caption")
        self._paint_line(painter, upper, (kind, "text", large), (amount, "text", now.font("row", tabular=True)))
        aged = (age, "warning_text", now.font("caption", medium=True))
        self._paint_line(painter, lower, (place, "text", small), aged)

    def _paint_line(
        self, painter: QPainter, box: QRect, first: tuple[str, str, QFont], last: tuple[str, str, QFont]
    ) -> None:
        """What stands at the end is whole; what stands before it is cut."""
        for (words, ink, font), room, at_end in (
            (last, box, True),
            (first, box.adjusted(0, 0, -QFontMetrics(last[2]).horizontalAdvance(last[0]) - theme.SPACE_3, 0), False),
        ):
            painter.setPen(theme.current().color(ink))
            painter.setFont(font)
            self._paint_words(painter, room, words, at_end=at_end)


def minutes_since(moment_ms: int, now_ms: int) -> int:
    """Whole minutes, at least 1; a broker's clock may be ahead."""
    return max((now_ms - moment_ms) // _MINUTE_MS, 1)
