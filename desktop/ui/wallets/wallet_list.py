"""The wallets to choose from: a column, or side by side where the window is narrow."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from desktop.ui.kit import theme
from desktop.ui.kit.scroll_bars import overlay_scroll_bars
from desktop.ui.wallets.delegate import LINES, WalletRows
from desktop.ui.wallets.model import WalletsModel

_WIDTH, _ROW = 240, 64
_UNBOUND = 16_777_215


class WalletList(QListView):
    """Where wallets stand side by side none is cut: as many as fit share the width, the others follow in turn."""

    def __init__(self, model: WalletsModel, delegate: WalletRows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        overlay_scroll_bars(self)
        self._wallets = model
        self._delegate = delegate
        self._is_narrow = False
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setUniformItemSizes(True)
        self.set_narrow(False)

    def set_narrow(self, narrow: bool) -> None:
        """Stand side by side, or in a column."""
        self._is_narrow = narrow
        modes, flows = self.ScrollMode, self.Flow
        self.setFlow(flows.LeftToRight if narrow else flows.TopToBottom)
        self.setHorizontalScrollMode(modes.ScrollPerItem if narrow else modes.ScrollPerPixel)
        self.fit()

    def fit(self) -> None:
        """Divide the width: it, the wallets, the size of text or their figures are others."""
        before, self._delegate.width = self._delegate.width, 0 if self._is_narrow else None
        px, rows, bar = theme.current().px, self._wallets.rowCount(), 0
        if self._is_narrow and rows:
            least = max(self._delegate.least_width(self._wallets.index(row, 0).data(LINES)) for row in range(rows))
            shown = min(max(self.width() // least, 1), rows)
            self._delegate.width = self.width() // shown
            bar = self.horizontalScrollBar().sizeHint().height() if shown < rows else 0
        if self._is_narrow:
            self.setMinimumSize(0, px(_ROW) + bar)
            self.setMaximumSize(_UNBOUND, px(_ROW) + bar)
        else:
            self.setMinimumSize(px(_WIDTH), 0)
            self.setMaximumSize(px(_WIDTH), _UNBOUND)
        if before != self._delegate.width:
            self.doItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()
