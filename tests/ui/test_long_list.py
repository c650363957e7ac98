"""A list of many tickets: what changes in it is found in the background and shown in one step."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.filters import HistoryFilter
from desktop.domain.tickets import RowKey, RowKind
from tests.benchmarks.list_bench import fill
from tests.ui.frame import NOON_MS, Frame, answered_page, open_frame

COUNT = 1500


@pytest.fixture
def many(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> Iterator[Frame]:
    with open_frame(tmp_path) as frame:
        fill(frame, COUNT)
        with qtbot.waitExposed(frame.window):
            frame.window.show()
        frame.window.show_page("helpdesk")
        model = frame.window.pages.helpdesk.history.model
        model.reload()
        qtbot.waitUntil(lambda: model.rowCount() == COUNT)
        yield frame


def test_an_answer_to_an_old_ticket_is_one_move_found_in_the_background(many: Frame, qtbot: QtBot) -> None:
    model = many.window.pages.helpdesk.history.model
    number = COUNT - 200
    key = model.key(number - 1)
    many.window.pages.helpdesk.open_row(key)
    steps: list[str] = []
    model.rowsMoved.connect(lambda *_: steps.append("move"))
    model.rowsInserted.connect(lambda *_: steps.append("insert"))
    model.rowsRemoved.connect(lambda *_: steps.append("remove"))
    many.mirror(answered_page(number, at_ms=NOON_MS + 60_000))
    model.reload()
    assert model.row_of(key) == number - 1, "nothing of the order is read in the window's thread"
    qtbot.waitUntil(lambda: model.row_of(key) == 0)
    assert steps == ["move"]
    assert model.rowCount() == COUNT
    assert many.window.pages.helpdesk.history.list.currentIndex().row() == 0, "the open ticket stays the chosen one"


def test_another_account_or_none_shows_nothing_of_the_long_list(many: Frame) -> None:
    many.session.account = None
    many.session.signals.account_changed.emit(None)
    assert many.window.pages.helpdesk.history.model.rowCount() == 0


def test_news_during_a_read_are_read_afterwards(many: Frame, qtbot: QtBot) -> None:
    model = many.window.pages.helpdesk.history.model
    for number in (900, 901, 902):
        many.mirror(answered_page(number, at_ms=NOON_MS + 60_000 * number))
        model.reload()
    newest = RowKey(RowKind.TICKET, str(many.session.services.reads.tickets.by_number(many.client.account.id, "902")))
    qtbot.waitUntil(lambda: model.key(0) == newest)
    assert list(model.keys) == many.session.services.history.keys(many.client.account.id, HistoryFilter())


def test_a_hidden_dashboard_counts_when_it_is_shown(many: Frame) -> None:
    tile = many.find("dashboard.support.unread")
    many.mirror(answered_page(7, at_ms=NOON_MS + 60_000))
    assert tile.accessibleName() == "Unread answers: 0"
    many.window.show_page("dashboard")
    assert tile.accessibleName() == "Unread answers: 1"
