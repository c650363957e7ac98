"""The cursor that leads through changes and history at once, and help desks that know of no history."""

import pytest

from desktop.connectors.http.json import JsonObject, Malformed
from desktop.connectors.roundup_pages import Place, page
from desktop.domain.sync_status import HistoryProgress

HISTORY = {"before": "80", "total": 100, "left": 60, "tickets_left": 20, "since": 1000}


def answer(cursor: str, *, more: bool = True, **fields: object) -> JsonObject:
    return JsonObject({"cursor": cursor, "more": more, **fields})


@pytest.mark.parametrize(
    ("cursor", "place"),
    [("", Place("", "o0")), ("12", Place("12")), ("12.o50", Place("12", "o50")), ("12.8", Place("12", "8"))],
)
def test_a_cursor_names_a_place(cursor: str, place: Place) -> None:
    assert Place.parse(cursor) == place
    assert str(place) == (cursor or ".o0")


def test_it_goes_on_through_the_history_and_ends_without_one() -> None:
    first = page(answer("100", history=HISTORY), "")
    assert (first.cursor, first.more, first.history) == ("100.80", True, HistoryProgress(100, 60, 20, 1000))
    last = page(answer("101", more=False, mark="ab12"), first.cursor)
    assert (last.cursor, last.more, last.history, last.mark) == ("101", False, None, "ab12")


def test_a_help_desk_without_histories_begins_with_the_oldest() -> None:
    first = page(answer("25"), "")
    assert (first.cursor, first.history) == ("25", None)
    assert page(answer("40", more=False), first.cursor).cursor == "40"


@pytest.mark.parametrize(
    ("fields", "cursor"),
    [
        ({"cursor": "99", "history": HISTORY}, "100.90"),
        ({"cursor": "100", "history": {**HISTORY, "before": "90"}}, "100.90"),
        ({"cursor": "100", "history": {}}, "100.90"),
        ({"cursor": "", "history": HISTORY}, "100.90"),
        ({"cursor": "100", "history": "80"}, "100.90"),
    ],
    ids=["back", "stays", "no place", "lost", "no object"],
)
def test_a_page_that_leads_nowhere_is_refused(fields: dict[str, object], cursor: str) -> None:
    with pytest.raises(Malformed):
        page(JsonObject({"more": True, **fields}), cursor)


@pytest.mark.parametrize("wrong", [{"left": 101}, {"total": -1}, {"since": "x"}, {"tickets_left": None}])
def test_counts_that_make_no_sense_are_left_out(wrong: dict[str, object]) -> None:
    found = page(answer("100", history={**HISTORY, **wrong}), "")
    assert (found.cursor, found.history) == ("100.80", None)
