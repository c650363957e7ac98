"""The account's wallets as a list, and all of them as its first row."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.domain.money.wallets import Wallet
from desktop.ui.kit.row_model import KeyedRows
from desktop.ui.language.formats import Formats, isolate, tip
from desktop.ui.wallets.delegate import LINES

Index = QModelIndex | QPersistentModelIndex
ALL = 0


class WalletsModel(KeyedRows[int]):
    """Wallets by their local ids, after `ALL`; the delegate asks for a row's lines."""

    def __init__(self, formats: Formats, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._formats = formats
        self._wallets: dict[int, Wallet] = {}
        self._all = ("", "")

    def show(self, wallets: Sequence[Wallet], name: str, figure: str) -> None:
        """Make these the content; all of them together are called `name` and come to `figure`."""
        before = {id: self._lines(id) for id in self.keys}
        self._all = (name, figure)
        self._wallets = {wallet.id: wallet for wallet in wallets}
        self.arrange([ALL, *self._wallets] if wallets else [])
        for id, lines in before.items():
            if self.row_of(id) >= 0 and self._lines(id) != lines:
                self.dataChanged.emit(self.index_of(id), self.index_of(id))

    def retranslate(self) -> None:
        """Have the views read every row again: language or formats changed."""
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, 0))

    def wallet(self, row: int) -> Wallet | None:
        """What a row shows, None for all of them."""
        return self._wallets.get(self.key(row))

    def _lines(self, id: int) -> tuple[str, str, str]:
        wallet = self._wallets.get(id)
        if wallet is None:
            return (self._all[0], "", self._all[1])
        return (isolate(wallet.number), isolate(wallet.network), self._formats.money(wallet.balance, wallet.currency))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        name, network, figure = self._lines(self.key(index.row()))
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        if role == LINES:
            return name, network, figure
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            words = f"{name}{' · ' if network else ''}{network}: {figure}"
            return tip(words) if role == Qt.ItemDataRole.ToolTipRole else words
        return None
