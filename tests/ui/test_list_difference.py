"""The steps between two orders lead from one to the other, are as few as can be, and are held against naive ones."""

from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.ui.kit.list_difference import Insertion, Move, Removal, Step, difference, replacement

IDS = st.lists(st.integers(1, 40), unique=True, max_size=40)
FEW = st.lists(st.integers(1, 9), unique=True, max_size=7)


def taken(old: Sequence[int], new: Sequence[int], steps: Sequence[Step]) -> list[int]:
    """What a model shows after the steps; each has to name rows that are there."""
    rows = list(old)
    for step in steps:
        if isinstance(step, Removal):
            assert 0 <= step.first <= step.last < len(rows)
            del rows[step.first : step.last + 1]
        elif isinstance(step, Move):
            assert 0 <= step.start < len(rows) and 0 <= step.to <= len(rows)
            assert step.to not in (step.start, step.start + 1), "Qt refuses a move to the same place"
            key = rows.pop(step.start)
            rows.insert(step.to - (step.start < step.to), key)
        else:
            assert 0 <= step.first <= len(rows) and step.first <= step.last
            rows[step.first : step.first] = new[step.first : step.last + 1]
    return rows


def naive(old: Sequence[int], new: Sequence[int]) -> tuple[int, int, int]:
    """The least runs of rows that go, rows that move and runs of rows that come, found by trying."""
    kept = [key for key in new if key in old]
    before = [key for key in old if key in new]
    stay = max(n for n in range(len(kept) + 1) for some in combinations(before, n) if is_part(some, kept))
    gone = [key not in new for key in old]
    come = [key not in old for key in new]
    return runs(gone), len(kept) - stay, runs(come)


def is_part(some: Sequence[int], order: Sequence[int]) -> bool:
    """Whether `some` stand in `order` in their order."""
    return [key for key in order if key in some] == list(some)


def runs(marks: Sequence[bool]) -> int:
    """How many unbroken stretches are marked."""
    return sum(mark and not (at and marks[at - 1]) for at, mark in enumerate(marks))


@given(IDS, IDS, st.sampled_from([0, 3, 64]))
@example(list(range(1, 41)), list(range(40, 0, -1)), 64)
def test_the_steps_lead_from_one_order_to_the_other(old: list[int], new: list[int], most: int) -> None:
    steps = difference(old, new, most)
    assert taken(old, new, steps) == new
    assert len(steps) <= max(most, 2)
    assert taken(old, new, replacement(old, new)) == new


@given(FEW, FEW)
def test_there_are_as_few_steps_as_the_naive_way_finds(old: list[int], new: list[int]) -> None:
    steps = difference(old, new)
    counts = tuple(sum(isinstance(step, kind) for step in steps) for kind in (Removal, Move, Insertion))
    assert counts == naive(old, new)


@given(IDS, IDS)
def test_what_stays_is_never_taken_away(old: list[int], new: list[int]) -> None:
    rows = list(old)
    for step in difference(old, new, 100):
        if isinstance(step, Removal):
            assert not set(rows[step.first : step.last + 1]) & set(new)
            del rows[step.first : step.last + 1]


@pytest.mark.parametrize("kind", [list, tuple])
def test_orders_of_any_kind_are_compared(kind: type[list[int]] | type[tuple[int, ...]]) -> None:
    assert difference([1, 2, 3], kind([1, 2, 3])) == ()
    assert replacement([1, 2, 3], kind([1, 2, 4])) == (Removal(2, 2), Insertion(2, 2))


def test_a_moved_row_among_a_hundred_thousand_is_one_move() -> None:
    old = list(range(100_000))
    new = [50_000, *old[:50_000], *old[50_001:]]
    assert difference(old, new) == (Move(50_000, 0),)
    assert difference(new, old) == (Move(0, 50_001),)


def test_past_many_steps_the_changed_stretch_is_replaced_and_its_surroundings_stay() -> None:
    old = list(range(1000))
    new = [*old[:101], *old[102:500:2], *old[500:]]
    assert difference(old, new) == (Removal(101, 499), Insertion(101, 299))
