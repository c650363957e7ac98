"""Rows of the history list in pixels: what is heavier while a ticket is unread, and what a search has found."""

from dataclasses import replace

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStyleOptionViewItem

from desktop.domain.tickets import HistoryRow, RowKey, RowKind, Side, row_id
from desktop.ui.kit import theme
from desktop.ui.tickets.history.delegate import DOT, SIDE, RowDelegate, row_height
from desktop.ui.tickets.history.rows import ROW_ROLE, HistoryRows
from tests.ui.frame import NOON_MS
from tests.ui.helpdesk_client import HelpdeskClient, client, type_text

__all__ = ["client"]
WIDTH = 340
ROW = HistoryRow(
    key=RowKey(RowKind.TICKET, "1"),
    number="17",
    subject="Withdrawal",
    snippet="On its way, please wait for the bank.",
    snippet_side=Side.SUPPORT,
    department="4",
    status="2",
    activity_ms=NOON_MS,
)


def painted(client: HelpdeskClient, row: HistoryRow, found: HistoryRows | None = None) -> QImage:
    """The row as its delegate paints it, alone or as the first of what was `found`."""
    item, model = QStandardItem(), QStandardItemModel()
    item.setData(row, ROW_ROLE)
    model.appendRow(item)
    index = model.index(0, 0) if found is None else found.index(0, 0)
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, WIDTH, row_height())
    picture = QImage(WIDTH, row_height(), QImage.Format.Format_RGB32)
    picture.fill(theme.current().color("window"))
    painter = QPainter(picture)
    RowDelegate(client.session, client.page).paint(painter, option, index)
    painter.end()
    return picture


def ink(picture: QImage, area: QRect) -> int:
    """How much darker than the ground an area is, over all its pixels."""
    ground = theme.current().color("window").lightness()
    across, down = range(area.left(), area.right() + 1), range(area.top(), area.bottom() + 1)
    return sum(abs(ground - picture.pixelColor(x, y).lightness()) for x in across for y in down)


def test_only_the_subject_of_an_unread_row_is_heavier(client: HelpdeskClient) -> None:
    read, unread = painted(client, ROW), painted(client, replace(ROW, unread=2))
    line = row_height() // 3
    subject = QRect(SIDE, 0, WIDTH // 2, line)
    assert ink(unread, subject) > 1.1 * ink(read, subject)
    dot = QRect(0, 0, SIDE - 2, line)
    assert ink(read, dot) == 0 and ink(unread, dot) > DOT * DOT
    for other in (QRect(WIDTH // 2 + SIDE, 0, WIDTH // 2 - SIDE, line), QRect(0, line, WIDTH, row_height() - line)):
        assert read.copy(other) == unread.copy(other), "time, snippet and facts are as they were"


class FoundRows(HistoryRows):
    """A list of one row that a search for words has found."""

    words = "bank"

    def __init__(self, client: HelpdeskClient, row: HistoryRow) -> None:
        super().__init__(client.session, lambda _: "")
        self.arrange([row_id(row.key)])
        self._remember({row.key: row})


def test_a_hit_is_marked_in_its_row(client: HelpdeskClient) -> None:
    marked, plain = painted(client, ROW, FoundRows(client, ROW)), painted(client, ROW)
    hit, line = theme.current().color("hit").rgb(), row_height() // 3

    def lines(picture: QImage) -> set[int]:
        """The lines of the row that have the mark's colour somewhere."""
        across = range(WIDTH)
        return {y // line for y in range(row_height()) if any(picture.pixel(x, y) == hit for x in across)}

    assert lines(plain) == set()
    assert lines(marked) == {1}, "the snippet has the word, and its neighbours have not"
    subject = replace(ROW, subject="Bank")
    assert lines(painted(client, subject, FoundRows(client, subject))) == {0, 1}


def test_a_row_quotes_the_place_that_was_found(client: HelpdeskClient) -> None:
    client.desk.open_ticket("برداشت", "پول من " + "به حساب نرسیده است. " * 20 + "شمارهٔ تراکنش ۴۱۷۰۳۰ است.")
    client.clock.advance(60)
    client.desk.answer("1", "We look into it.")
    client.sync()
    before = client.rows()[0]
    assert (before.snippet, before.snippet_side) == ("We look into it.", Side.SUPPORT)
    keep = client.services.drafts
    keep.keep(replace(keep.new(client.account.id), subject="Draft", body="word " * 60 + "417030"))
    type_text(client.find("helpdesk.filter.content"), "417030")
    found = {row.subject: row for row in client.rows()}
    assert "۴۱۷۰۳۰" in found["برداشت"].snippet and found["برداشت"].snippet_side is Side.OWN
    assert "417030" in found["Draft"].snippet
    assert all(row.snippet.index("…") == 1 and len(row.snippet) < 170 for row in found.values())
    client.settle()
    assert {row.snippet for row in client.rows()} == {row.snippet for row in found.values()}, "news keep the quotation"
    type_text(client.find("helpdesk.filter.content"), "0")
    client.page.filters.clear()
    assert {row.subject: row.snippet for row in client.rows()}["برداشت"] == before.snippet
