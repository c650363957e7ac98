"""Paints a wallet's row: its number and network, and its balance."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.domain.wallets import Wallet
from desktop.ui import theme
from desktop.ui.formats import Formats, isolate

Index = QModelIndex | QPersistentModelIndex
WALLET = Qt.ItemDataRole.UserRole


class WalletRows(QStyledItemDelegate):
    """The row's value comes under the role `WALLET`."""

    def __init__(self, formats: Formats) -> None:
        super().__init__()
        self._formats = formats

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, theme.current().px(64))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        wallet = index.data(WALLET)
        if not isinstance(wallet, Wallet):
            return
        now = theme.current()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.color("selection" if chosen else "hover"))
            painter.drawRoundedRect(rect.adjusted(0, 2, 0, -2), theme.RADIUS_BUTTON, theme.RADIUS_BUTTON)
        inside = rect.adjusted(theme.SPACE_3, theme.SPACE_3, -theme.SPACE_3, -theme.SPACE_3)
        side = Qt.AlignmentFlag.AlignAbsolute
        side |= Qt.AlignmentFlag.AlignRight if self._formats.is_rtl else Qt.AlignmentFlag.AlignLeft
        painter.setFont(now.font("body", medium=chosen))
        painter.setPen(now.color("on_selection" if chosen else "text"))
        name = isolate(f"{wallet.number} · {wallet.network}" if wallet.network else wallet.number)
        elided = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, side | Qt.AlignmentFlag.AlignTop, elided)
        painter.setFont(now.font("body", tabular=True))
        painter.setPen(now.color("on_selection" if chosen else "text_secondary"))
        money = self._formats.money(wallet.balance, wallet.currency)
        painter.drawText(inside, side | Qt.AlignmentFlag.AlignBottom, money)
        painter.restore()
