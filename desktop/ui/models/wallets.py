"""The account's wallets as a list."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.domain.wallets import Wallet
from desktop.ui.formats import Formats, isolate, tip
from desktop.ui.models.rows import KeyedRows
from desktop.ui.widgets.wallet_rows import WALLET

Index = QModelIndex | QPersistentModelIndex


class WalletsModel(KeyedRows[int]):
    """Wallets by their local ids; the delegate asks for the whole value."""

    def __init__(self, formats: Formats, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._formats = formats
        self._wallets: dict[int, Wallet] = {}

    def show(self, wallets: Sequence[Wallet]) -> None:
        """Make these the content."""
        before = self._wallets
        self._wallets = {wallet.id: wallet for wallet in wallets}
        self.arrange([wallet.id for wallet in wallets])
        for wallet in wallets:
            if before.get(wallet.id) != wallet:
                self.dataChanged.emit(self.index_of(wallet.id), self.index_of(wallet.id))

    def wallet(self, row: int) -> Wallet:
        """What a row shows."""
        return self._wallets[self.key(row)]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        wallet = self.wallet(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return isolate(wallet.number)
        if role == WALLET:
            return wallet
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            words = f"{isolate(wallet.number)}: {self._formats.money(wallet.balance, wallet.currency)}"
            return tip(words) if role == Qt.ItemDataRole.ToolTipRole else words
        return None
