"""Rows of the history list in pixels: what is heavier while a ticket is unread, and what a search has found."""

from dataclasses import replace

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStyleOptionViewItem

from desktop.domain.tickets import HistoryRow, RowKey, RowKind, Side
from desktop.ui.kit import theme
from desktop.ui.tickets.history.delegate import DOT, SIDE, RowDelegate, row_height
from desktop.ui.tickets.history.rows import ROW_ROLE
from tests.ui.frame import NOON_MS
from tests.ui.helpdesk_client import HelpdeskClient, client

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


def painted(client: HelpdeskClient, row: HistoryRow) -> QImage:
    """The row as its delegate paints it."""
    item, model = QStandardItem(), QStandardItemModel()
    item.setData(row, ROW_ROLE)
    model.appendRow(item)
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, WIDTH, row_height())
    picture = QImage(WIDTH, row_height(), QImage.Format.Format_RGB32)
    picture.fill(theme.current().color("window"))
    painter = QPainter(picture)
    RowDelegate(client.session, client.page).paint(painter, option, model.index(0, 0))
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
