"""Folded parts of a message: what is believed of a help desk's ranges, and what is left to read."""

import pytest

from desktop.domain import folds

BODY = "Thanks!\n\n> Where is my money?\n> Please answer.\n\nSee you 🙏\n-- \nAli"
QUOTE = (BODY.index(">"), BODY.index("\n\nSee"))
SIGNATURE = (BODY.index("-- "), len(BODY))


@pytest.mark.parametrize(
    ("ranges", "expected"),
    [
        ([list(QUOTE)], (QUOTE,)),
        ([list(SIGNATURE), list(QUOTE)], (QUOTE, SIGNATURE)),
        ([[9, 20], [15, 30], [30, 31]], ((9, 31),)),
        ([[9, 20], [9, 20]], ((9, 20),)),
        ([], ()),
        ([[5, 5], [7, 3], [-1, 4], [0, len(BODY) + 1], [len(BODY), len(BODY) + 2]], ()),
        (["x", None, 5, [], [1], [1, 2, 3], {"start": 1}, [1.0, 2.0], ["1", "2"], [True, 5], [None, 4]], ()),
        ([["bad"], list(QUOTE), [10**18, 10**18 + 1]], (QUOTE,)),
    ],
)
def test_bad_ranges_are_ignored(ranges: list[object], expected: tuple[folds.Fold, ...]) -> None:
    assert folds.sound(BODY, ranges) == expected


@pytest.mark.parametrize(
    ("body", "ranges"),
    [
        ("> all of it", [[0, 11]]),
        ("  \n> all of it\n\u200c\u200f ", [[3, 14]]),
        ("> one\n\n> two", [[0, 5], [7, 12]]),
    ],
)
def test_a_message_is_never_folded_away_as_a_whole(body: str, ranges: list[object]) -> None:
    assert folds.sound(body, ranges) == ()


def test_what_is_left_to_read() -> None:
    found = folds.sound(BODY, [list(QUOTE), list(SIGNATURE)])
    assert folds.unfolded(BODY, found) == "Thanks!\n[…]\nSee you 🙏"
    assert folds.unfolded_line(BODY, found) == "Thanks! See you 🙏"
    assert folds.unfolded("> quote\nanswer", ((0, 8),)) == "[…]\nanswer"
    assert folds.unfolded(BODY, ()) == BODY


def test_ranges_count_code_points() -> None:
    body = "🙏🙏 ok\n> quoted"
    assert folds.unfolded(body, folds.sound(body, [[body.index(">"), len(body)]])) == "🙏🙏 ok"


def test_stored_folds_are_read_again_and_junk_is_none() -> None:
    found = folds.sound(BODY, [list(QUOTE)])
    assert folds.loaded(folds.dumped(found), BODY) == found
    assert folds.dumped(()) == ""
    for junk in ("", "x", "{}", "5", "[[1]]", "[" * 100_000):
        assert folds.loaded(junk, BODY) == ()
