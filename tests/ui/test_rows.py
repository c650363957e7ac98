"""The keyed list model reaches any order by differences, and views keep their place."""

import random

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop.ui.kit.list_difference import MANY_STEPS
from desktop.ui.kit.row_model import Index, KeyedRows


class Numbers(KeyedRows[int]):
    """The smallest real model: a row shows its key."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return self.key(index.row()) if role == Qt.ItemDataRole.DisplayRole else None


FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def rows(qtbot: QtBot) -> Numbers:
    model = Numbers()
    model.tester = QAbstractItemModelTester(model, FATAL, model)  # type: ignore[attr-defined]
    return model


@pytest.mark.parametrize("seed", range(60))
def test_any_order_is_reached_and_rows_are_followed(rows: Numbers, seed: int) -> None:
    chance = random.Random(seed)
    universe = range(chance.choice([3, 8, 40, 300]))
    for _ in range(12):
        wanted = chance.sample(universe, chance.randint(0, len(universe)))
        followed = [(key, QPersistentModelIndex(rows.index_of(key))) for key in rows.keys]
        many = len(wanted) + len(rows.keys) > MANY_STEPS
        rows.arrange(wanted)
        assert list(rows.keys) == wanted
        for key, index in followed:
            if key not in wanted:
                assert not index.isValid()
            elif not many:
                assert index.isValid() and rows.key(index.row()) == key
        assert [rows.row_of(key) for key in wanted] == list(range(len(wanted)))


@pytest.mark.parametrize(
    ("old", "new", "steps"),
    [
        ("abcde", "eabcd", ["move"]),
        ("abcde", "bcdea", ["move"]),
        ("abcde", "abxcde", ["insert"]),
        ("abcde", "ae", ["remove"]),
        ("abcde", "xyzabcde", ["insert"]),
        ("", "abc", ["insert"]),
        ("abc", "abc", []),
        ("abcd", "xabd", ["remove", "insert"]),
    ],
)
def test_a_difference_is_told_in_the_fewest_steps(qtbot: QtBot, old: str, new: str, steps: list[str]) -> None:
    model: KeyedRows[str] = KeyedRows()
    model.arrange(old)
    told: list[str] = []
    model.rowsInserted.connect(lambda *_: told.append("insert"))
    model.rowsRemoved.connect(lambda *_: told.append("remove"))
    model.rowsMoved.connect(lambda *_: told.append("move"))
    model.modelReset.connect(lambda *_: told.append("reset"))
    model.arrange(new)
    assert told == steps
    assert "".join(model.keys) == new


def test_a_wholly_new_list_is_two_steps_not_thousands(rows: Numbers) -> None:
    rows.arrange(list(range(5000)))
    told: list[str] = []
    rows.rowsInserted.connect(lambda *_: told.append("insert"))
    rows.rowsRemoved.connect(lambda *_: told.append("remove"))
    rows.arrange(list(range(0, 5000, 3)))
    assert told == ["remove", "insert"]
    assert rows.rowCount() == len(range(0, 5000, 3))


def test_rows_have_no_children_and_unknown_keys_no_index(rows: Numbers) -> None:
    rows.arrange([1, 2])
    assert rows.rowCount(rows.index(0, 0)) == 0
    assert rows.row_of(9) == -1
    assert rows.index_of(9) == QModelIndex()
