"""A list model whose rows have keys: a new order is applied as removals, moves and insertions, never as a reset."""

from bisect import bisect_left
from collections.abc import Hashable, Iterator, Sequence
from itertools import groupby
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex

K = TypeVar("K", bound=Hashable)
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
MANY_STEPS = 64
"""Past this many single steps, views are told of the whole changed stretch at once: each step costs them a layout."""


def runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The unbroken stretches in ascending row numbers, each as (first, last)."""
    for _, group in groupby(enumerate(rows), lambda pair: pair[1] - pair[0]):
        stretch = [row for _, row in group]
        yield stretch[0], stretch[-1]


def longest_rising(numbers: Sequence[int]) -> set[int]:
    """The members of one longest rising subsequence: what may stay where it is while the rest moves."""
    tails: list[int] = []
    tail_places: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        at = bisect_left(tails, number)
        before.append(tail_places[at - 1] if at else -1)
        if at == len(tails):
            tails.append(number)
            tail_places.append(place)
        else:
            tails[at] = number
            tail_places[at] = place
    rising: set[int] = set()
    place = tail_places[-1] if tail_places else -1
    while place >= 0:
        rising.add(numbers[place])
        place = before[place]
    return rising


class KeyedRows(QAbstractListModel, Generic[K]):
    """Holds an order of unique keys; what stands behind a key is the subclass's business."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keys: list[K] = []
        self._places: dict[K, int] | None = {}

    @property
    def keys(self) -> Sequence[K]:
        """The keys in order."""
        return self._keys

    def key(self, row: int) -> K:
        """The key of a row."""
        return self._keys[row]

    def row_of(self, key: K) -> int:
        """The row of a key, -1 where it is not there."""
        if self._places is None:
            self._places = {item: row for row, item in enumerate(self._keys)}
        return self._places.get(key, -1)

    def index_of(self, key: K) -> QModelIndex:
        """The index of a key, invalid where it is not there."""
        row = self.row_of(key)
        return self.index(row, 0) if row >= 0 else QModelIndex()

    def rowCount(self, parent: Index = ROOT) -> int:
        """How many rows there are; rows have no children."""
        return 0 if parent.isValid() else len(self._keys)

    def arrange(self, keys: Sequence[K]) -> None:
        """Make `keys`, which are unique, the order, with as few steps as the views can take."""
        if self._keys == list(keys):
            return
        pairs = zip(self._keys, keys, strict=False)
        same = min(len(self._keys), len(keys))
        head = next((row for row, (old, new) in enumerate(pairs) if old != new), same)
        wanted, present = set(keys[head:]), set(self._keys[head:])
        gone = list(runs([row for row in range(head, len(self._keys)) if self._keys[row] not in wanted]))
        new = list(runs([row for row in range(head, len(keys)) if keys[row] not in present]))
        kept = [key for key in keys[head:] if key in present]
        place = {key: at for at, key in enumerate(kept)}
        rising = longest_rising([place[key] for key in self._keys[head:] if key in wanted])
        if len(gone) + len(new) + len(kept) - len(rising) > MANY_STEPS:
            self._remove(head, len(self._keys) - 1)
            self._insert(head, keys[head:])
            return
        for first, last in reversed(gone):
            self._remove(first, last)
        for at, key in enumerate(kept):
            if at not in rising:
                self._move(key, self._keys.index(kept[at - 1], head) + 1 if at else head)
        for first, last in new:
            self._insert(first, keys[first : last + 1])

    def _remove(self, first: int, last: int) -> None:
        if last < first:
            return
        self.beginRemoveRows(ROOT, first, last)
        del self._keys[first : last + 1]
        self._places = None
        self.endRemoveRows()

    def _insert(self, first: int, keys: Sequence[K]) -> None:
        if not keys:
            return
        self.beginInsertRows(ROOT, first, first + len(keys) - 1)
        self._keys[first:first] = keys
        self._places = None
        self.endInsertRows()

    def _move(self, key: K, to: int) -> None:
        start = self._keys.index(key)
        if to in (start, start + 1):
            return
        self.beginMoveRows(ROOT, start, start, ROOT, to)
        del self._keys[start]
        self._keys.insert(to - (start < to), key)
        self._places = None
        self.endMoveRows()
