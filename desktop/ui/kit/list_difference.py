"""The difference of two orders of unique keys, as the few steps by which a list on the screen gets there.

Nothing here knows Qt: `difference` may run in any thread, on copies of the two orders. Every key is hashed and
compared a few times, so the keys of long lists should be integers.
"""

from bisect import bisect_left
from collections.abc import Hashable, Iterator, Sequence
from itertools import groupby
from typing import TypeVar

from desktop.values import dataclass

K = TypeVar("K", bound=Hashable)
MANY_STEPS = 64
"""Past this many single steps the whole changed stretch is replaced: each step costs a view a layout."""


@dataclass(frozen=True)
class Removal:
    """Rows `first` to `last` go."""

    first: int
    last: int


@dataclass(frozen=True)
class Move:
    """Row `start` goes in front of row `to`; both are counted before the move, as Qt counts them."""

    start: int
    to: int


@dataclass(frozen=True)
class Insertion:
    """Rows `first` to `last` of the new order come, and have these numbers from now on."""

    first: int
    last: int


Step = Removal | Move | Insertion


def difference(old: Sequence[K], new: Sequence[K], most: int = MANY_STEPS) -> tuple[Step, ...]:
    """The steps from `old` to `new`, to be taken in turn: removals from below, moves, insertions from above.

    As few rows as possible move; a row that stays in both orders is never removed. Where that takes more than `most`
    steps, the stretch between what both begin and end with is replaced as a whole (see `replacement`).
    """
    # slices of a list never equal those of a tuple
    old, new = list(old), list(new)
    head = _common_head(old, new)
    before, after = old[head:], new[head:]
    if before and after:
        tail = _common_head(before[::-1], after[::-1])
        before, after = before[: len(before) - tail], after[: len(after) - tail]
    wanted, present = set(after), set(before)
    gone = list(_runs([row for row, key in enumerate(before) if key not in wanted]))
    come = list(_runs([row for row, key in enumerate(after) if key not in present]))
    kept = [key for key in after if key in present]
    places = {key: place for place, key in enumerate(kept)}
    order = [key for key in before if key in wanted]
    staying = _longest_rising([places[key] for key in order])
    if len(gone) + len(come) + len(kept) - len(staying) > most:
        return _replaced(head, len(before), len(after))
    return (
        *(Removal(head + first, head + last) for first, last in reversed(gone)),
        *_moves(head, order, kept, staying),
        *(Insertion(head + first, head + last) for first, last in come),
    )


def replacement(old: Sequence[K], new: Sequence[K]) -> tuple[Step, ...]:
    """The steps from `old` to `new` that need no look at the single rows: all that follows their common head."""
    old, new = list(old), list(new)
    head = _common_head(old, new)
    return _replaced(head, len(old) - head, len(new) - head)


def _replaced(head: int, removed: int, inserted: int) -> tuple[Step, ...]:
    steps: list[Step] = []
    if removed:
        steps.append(Removal(head, head + removed - 1))
    if inserted:
        steps.append(Insertion(head, head + inserted - 1))
    return tuple(steps)


def _moves(head: int, order: list[K], kept: Sequence[K], staying: set[int]) -> Iterator[Move]:
    """What takes `order` to `kept`, which hold the same keys; places in `staying` need not move."""
    if len(staying) == len(kept):
        return
    for place, key in enumerate(kept):
        if place in staying:
            continue
        start = order.index(key)
        to = order.index(kept[place - 1]) + 1 if place else 0
        if to not in (start, start + 1):
            del order[start]
            order.insert(to - (start < to), key)
            yield Move(head + start, head + to)


def _common_head(old: Sequence[K], new: Sequence[K]) -> int:
    """How many keys both begin with; slices are compared, not keys in a loop: lists can be very long."""
    low, high = 0, min(len(old), len(new))
    while low < high:
        middle = (low + high + 1) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The unbroken stretches in ascending row numbers, each as (first, last)."""
    for _, group in groupby(enumerate(rows), lambda pair: pair[1] - pair[0]):
        stretch = [row for _, row in group]
        yield stretch[0], stretch[-1]


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """The members of one longest rising subsequence: what may stay where it is while the rest moves."""
    tails: list[int] = []
    tail_places: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        # most rows follow the one before them
        at = len(tails) if not tails or number > tails[-1] else bisect_left(tails, number)
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
