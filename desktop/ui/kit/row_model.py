"""Models whose rows have keys: a new order is applied as removals, moves and insertions, never as a reset."""

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, QPersistentModelIndex

from desktop.ui.kit.list_difference import Move, Removal, Step, difference

K = TypeVar("K", bound=Hashable)
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()

if TYPE_CHECKING:
    _Base = QAbstractItemModel
else:

    class _Base:
        """Nothing: the Qt class stands right of the mixin."""


class ArrangedRows(_Base, Generic[K]):
    """Mixin for an item model: holds the order of its rows as unique keys; what a key stands for is the model's.

    It stands left of the Qt class. Needs the model's thread; only `difference` may be worked out elsewhere.
    """

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._order: list[K] = []

    @property
    def order(self) -> Sequence[K]:
        """The keys in order. Not to be changed, and no snapshot: it changes with the model."""
        return self._order

    def place(self, key: K) -> int:
        """The row of a key, -1 where it is not there; searches all rows."""
        try:
            return self._order.index(key)
        except ValueError:
            return -1

    def rowCount(self, parent: Index = ROOT) -> int:
        """How many rows there are; rows have no children."""
        return 0 if parent.isValid() else len(self._order)

    def arrange(self, keys: Sequence[K], steps: Sequence[Step] | None = None) -> None:
        """Make `keys`, which are unique, the order; `steps` lead there from the present one, if they are known."""
        if not isinstance(keys, list):
            keys = list(keys)
        for step in difference(self._order, keys) if steps is None else steps:
            if isinstance(step, Removal):
                self.beginRemoveRows(ROOT, step.first, step.last)
                del self._order[step.first : step.last + 1]
                self.endRemoveRows()
            elif isinstance(step, Move):
                self.beginMoveRows(ROOT, step.start, step.start, ROOT, step.to)
                key = self._order.pop(step.start)
                self._order.insert(step.to - (step.start < step.to), key)
                self.endMoveRows()
            else:
                self.beginInsertRows(ROOT, step.first, step.last)
                self._order[step.first : step.first] = keys[step.first : step.last + 1]
                self.endInsertRows()


class KeyedRows(ArrangedRows[K], QAbstractListModel):
    """A list model that is asked for its rows by their keys."""

    @property
    def keys(self) -> Sequence[K]:
        """The keys in order."""
        return self._order

    def key(self, row: int) -> K:
        """The key of a row."""
        return self._order[row]

    def row_of(self, key: K) -> int:
        """The row of a key, -1 where it is not there."""
        return self.place(key)

    def index_of(self, key: K) -> QModelIndex:
        """The index of a key, invalid where it is not there."""
        row = self.place(key)
        return self.index(row, 0) if row >= 0 else QModelIndex()
