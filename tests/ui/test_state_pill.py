"""States: one table for tickets and transactions, in the app and on the help desk's pages; readable in both themes."""

import json
import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import assets
from desktop.domain.accounts import StatusKind
from desktop.ui.kit import theme
from desktop.ui.kit.labels import Pill
from desktop.ui.kit.state_pill import KINDS, paint_pill, pill_size, ticket_pill, transaction_pill
from desktop.ui.money.transaction_cells import state_word
from tests.tools import state_styles
from tests.ui.frame import Frame
from tests.ui.test_statement import speak
from tests.ui.test_theme import contrast

ROWS = ("window", "surface", "hover")
"""What a pill stands on at rest and under the mouse."""


@pytest.fixture(params=theme.THEMES)
def look(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[theme.Theme]:
    before = theme.current()
    theme.apply(qapp, theme.load(request.param))
    yield theme.current()
    theme.apply(qapp, before)


def painted(kind: str, row: str, *, rtl: bool = False, is_selected: bool = False) -> QImage:
    """A pill in the middle of a row of that colour."""
    size = pill_size("Word")
    picture = QImage(size.width() + 20, size.height() + 20, QImage.Format.Format_RGB32)
    picture.fill(theme.current().color(row))
    painter = QPainter(picture)
    paint_pill(painter, QRect(10, 10, size.width(), size.height()), kind, "Word", rtl=rtl, is_selected=is_selected)
    painter.end()
    return picture


def column(picture: QImage, x: int) -> list[QColor]:
    return [picture.pixelColor(x, y) for y in range(picture.height())]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("row", ROWS)
def test_a_pill_stands_out_from_its_row_with_fill_border_and_word(look: theme.Theme, kind: str, row: str) -> None:
    picture = painted(kind, row)
    # between the dot and the word, over the whole height
    across = column(picture, 10 + 8 + 6 + 3)
    ground, border, fill = across[5], across[10], across[13]
    assert ground == look.color(row)
    assert contrast(fill, ground) >= 1.25
    assert contrast(border, ground) >= 1.5 and contrast(border, fill) >= 1.5
    assert across[11] == fill and across[9] == ground, "the border is one pixel"
    ink = look.color(f"pill_{kind}_ink")
    assert contrast(ink, fill) >= 4.5
    dot = picture.pixelColor(10 + 8 + 3, picture.height() // 2)
    assert dot == ink


@pytest.mark.parametrize("kind", KINDS)
def test_a_pill_stands_out_from_a_selected_row(look: theme.Theme, kind: str) -> None:
    picture = painted(kind, "selection", is_selected=True)
    fill = picture.pixelColor(10 + 8 + 6 + 3, 13)
    assert contrast(fill, look.color("selection")) >= 1.25
    assert contrast(look.color(f"pill_{kind}_ink"), fill) >= 4.5


def test_what_is_in_progress_is_the_loudest(look: theme.Theme) -> None:
    fills = {kind: look.color(f"pill_{kind}") for kind in KINDS}
    away = {kind: contrast(fill, look.color("surface")) for kind, fill in fills.items() if kind != "bad"}
    assert max(away, key=lambda kind: away[kind]) == transaction_pill("pending")
    saturation = {kind: fill.hslSaturationF() for kind, fill in fills.items()}
    assert saturation[transaction_pill("pending")] == max(saturation.values())


def test_the_dot_stands_before_the_word_in_both_directions(look: theme.Theme) -> None:
    ink = look.color("pill_good_ink")
    picture = painted("good", "surface", rtl=True)
    assert picture.pixelColor(picture.width() - 10 - 8 - 3, picture.height() // 2) == ink
    assert picture.pixelColor(10 + 8 + 3, 13) != ink


def test_a_label_shows_its_words_whole(look: theme.Theme, qtbot: QtBot) -> None:
    pill = Pill("In progress", "waiting")
    qtbot.addWidget(pill)
    size = pill.sizeHint()
    ends = []
    for more in (0, 40):
        pill.resize(size.width() + more, size.height())
        picture = pill.grab().toImage()
        fill = look.color("pill_waiting")
        inside = [x for x in range(8, size.width() + more - 8) if picture.pixelColor(x, size.height() // 2) != fill]
        ends.append(max(inside))
    assert ends[0] == ends[1], "more room shows no more of the words"


def test_every_state_is_in_the_table() -> None:
    assert {ticket_pill(kind.value) for kind in StatusKind} <= set(KINDS)
    table = json.loads(assets.path("themes", "states.json").read_text(encoding="utf-8"))
    assert set(table["ticket"]) == {kind.value for kind in StatusKind}
    assert set(table["transaction"]) == {"pending", "done", "rejected", "cancelled"}
    assert transaction_pill("under review") == "neutral", "a broker's own state"


def test_the_help_desk_s_pages_have_the_same_colours() -> None:
    sheet = state_styles.SHEET.read_text(encoding="utf-8")
    assert sheet == state_styles.written(sheet), "run `python -m tests.tools.state_styles`"
    named = re.findall(r"\.pill\.([a-z]+)", sheet)
    assert set(named) == {"open", "answered", "solved", "closed", "pending", "done", "rejected", "cancelled"}
    outside = sheet.replace(sheet[sheet.index(state_styles.BEGIN) : sheet.index(state_styles.END)], "")
    assert not re.search(r"\.pill\.", outside), "no state has a colour elsewhere"


@pytest.mark.parametrize("language", ["en", "fa", "ar", "es"])
def test_the_help_desk_s_pages_have_the_same_words(frame: Frame, language: str) -> None:
    path = assets.path("desk").parent.parent / "desktop" / "desk" / "tracker" / "texts" / "books.json"
    words = json.loads(path.read_text(encoding="utf-8"))
    speak(frame, language)
    for state in ("pending", "done", "rejected"):
        assert state_word(state) == words[f"state_{state}"][language]
