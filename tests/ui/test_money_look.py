"""Where is my money: what Dashboard and Wallets show first, how amounts look, what can be copied."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QListView, QMenu, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.money.wallets import Rates, Verification
from desktop.domain.remote import Page, RemoteTransaction, RemoteWallet
from desktop.store import accounts
from desktop.ui.dashboard.count_tile import Tile
from desktop.ui.dashboard.money_rows import PendingRow, WalletRow
from desktop.ui.kit import theme
from desktop.ui.kit.card import Card
from desktop.ui.money.transaction_cells import AMOUNT, STATUS
from desktop.ui.money.transaction_view import TransactionView
from tests.ui.frame import DAY_MS, NOON_MS, Frame, money_page
from tests.ui.test_account_pages import many, visible_words
from tests.ui.test_theme import contrast

RATES = Page("2", False, rates=Rates("USD", NOON_MS, (("USDT", Decimal(1)),)))


@pytest.fixture
def shown(frame: Frame, qtbot: QtBot) -> Iterator[Frame]:
    frame.window.resize(1280, 900)
    with qtbot.waitExposed(frame.window):
        frame.window.show()
    frame.mirror(money_page())
    yield frame


def speak(frame: Frame, **settings: object) -> None:
    frame.change_settings(replace(frame.session.settings, **settings))  # type: ignore[arg-type]
    QApplication.processEvents()


def place(frame: Frame, widget: QWidget) -> QRect:
    """Where it stands in the window."""
    return QRect(widget.mapTo(frame.window, QPoint(0, 0)), widget.size())


def pending(frame: Frame) -> list[PendingRow]:
    return [row for row in frame.find("dashboard.pending").findChildren(PendingRow) if row.isVisible()]


def in_progress(count: int, *, first_day: int = 40) -> Page:
    """Old withdrawals that are not among the latest transactions."""
    return Page(
        "8",
        False,
        transactions=tuple(
            RemoteTransaction(
                f"p{at}", "w1", f"P{at}", NOON_MS - (first_day + at) * DAY_MS, "Wallet USD 122", "SEPA", "withdrawal",
                Decimal(-at - 1), "USD", None, "pending",
            )
            for at in range(count)
        ),
    )  # fmt: skip


def test_what_is_on_its_way_stands_first_with_its_age(shown: Frame, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: len(pending(shown)) == 1)
    card = shown.find("dashboard.pending")
    others = [one for one in shown.window.pages.dashboard.findChildren(Card) if one.isVisible()]
    assert all(place(shown, card).bottom() < place(shown, other).top() for other in others)
    row = pending(shown)[0]
    assert row.accessibleName() == (
        "Deposit, \u2066\u2212150.00\u00a0USD\u2069, in progress for 24 h, \u2068Wallet USD 122 · USD - trc20\u2069"
    )
    shown.client.clock.advance(3 * 86_400)
    shown.window.pages.dashboard.refresh_time()
    assert "in progress for 4 days" in row.accessibleName()
    ground = card.grab().toImage().pixelColor(card.width() // 2, 4)
    assert ground == theme.current().color("warning_soft")
    row.click()
    strip = shown.window.pages.wallets.statement.strip
    qtbot.waitUntil(strip.isVisible)
    assert strip.row is not None and strip.row.reference == "TX5"


def test_old_ones_are_not_forgotten(shown: Frame, qtbot: QtBot) -> None:
    shown.mirror(many(30))
    shown.mirror(in_progress(7))
    qtbot.waitUntil(lambda: len(pending(shown)) == 4)
    more = [one for one in shown.find("dashboard.pending").findChildren(QAbstractButton) if one.text() == "Show all 8"]
    assert len(more) == 1 and more[0].isVisible()
    done = tuple(replace(one, state="done") for one in in_progress(7).transactions)
    shown.mirror(Page("9", False, transactions=done))
    shown.mirror(Page("10", False, transactions=(replace(money_page().transactions[4], state="done"),)))
    qtbot.waitUntil(lambda: not shown.find("dashboard.pending").isVisible())


def test_a_wallet_s_row_leads_to_it(shown: Frame, qtbot: QtBot) -> None:
    rows = shown.find("dashboard.wallets").findChildren(WalletRow)
    assert [row.accessibleName() for row in rows] == [
        "\u2068Wallet USD 122\u2069: \u20661,028.50\u00a0USD\u2069",
        "\u2068Wallet USDT 245 · trc20\u2069: \u2066524.03\u00a0USDT\u2069",
    ]
    rows[1].setFocus()
    shown.mirror(Page("3", False, wallets=(RemoteWallet("w2", "Wallet USDT 245", "USDT", "trc20", Decimal(1)),)))
    assert QApplication.focusWidget() is rows[1], "news do not take the focus away"
    assert "\u20661.00\u00a0USDT\u2069" in rows[1].accessibleName()
    QTest.keyClick(rows[1], Qt.Key.Key_Return)
    wallets = shown.find("wallets.list", QListView)
    assert wallets.isVisible() and wallets.currentIndex().row() == 2


@pytest.mark.parametrize(("width", "content"), [(1024, 0), (1280, 0), (1920, 1200)])
def test_no_card_is_blank_and_the_content_no_wider_than_can_be_read(
    shown: Frame, qtbot: QtBot, width: int, content: int
) -> None:
    shown.window.resize(width, 1000)
    qtbot.waitUntil(lambda: len(pending(shown)) == 1)
    QApplication.processEvents()
    page = shown.window.pages.dashboard
    cards = [place(shown, card) for card in page.findChildren(Card) if card.isVisible()]
    cards.append(place(shown, shown.find("dashboard.pending")))
    left, right = min(card.left() for card in cards), max(card.right() for card in cards)
    view = place(shown, page.viewport())
    assert left - view.left() == view.right() - right, "the same is left over on both sides"
    assert right - left + 1 <= 1200
    if content:
        assert right - left + 1 == content
    for card in page.findChildren(Card):
        if card.isVisible():
            assert card.height() <= max(card.sizeHint().height(), card.heightForWidth(card.width())), card.objectName()


@pytest.mark.parametrize("width", [900, 1280])
def test_tab_goes_through_the_dashboard_as_one_reads(shown: Frame, qtbot: QtBot, width: int) -> None:
    shown.mirror(RATES)
    shown.mirror(Page("7", False, verification=Verification(1, 60, ("address",))))
    shown.window.resize(width, 1000)
    shown.window.activateWindow()
    qtbot.waitUntil(lambda: len(pending(shown)) == 1 and shown.find("dashboard.balance_line").isVisible())
    QApplication.processEvents()
    page = shown.window.pages.dashboard
    pending(shown)[0].setFocus()
    stops = []
    while (at := QApplication.focusWidget()) is not None and page.isAncestorOf(at):
        stops.append(at)
        QTest.keyClick(at, Qt.Key.Key_Tab)
    assert len(stops) == 1 + 1 + 2 + 2 + 4 + 1, "of the two spans the chosen one"
    corners = [place(shown, stop).topLeft() for stop in stops]
    edge = shown.find("dashboard.support").mapTo(shown.window, QPoint(0, 0)).x() if width == 1280 else width
    columns = [[at.y() for at in corners if at.x() < edge], [at.y() for at in corners if at.x() >= edge]]
    assert columns == [sorted(column) for column in columns]
    places = [at.x() >= edge for at in corners]
    assert places == sorted(places), "the first column, then the second"


def test_faces_before_the_first_sync(shown: Frame) -> None:
    with shown.client.database.write() as tx:
        accounts.keep_synced(tx, shown.client.account.id, 0)
    dashboard = shown.window.pages.dashboard
    dashboard.read_all()
    QApplication.processEvents()
    assert not shown.find("dashboard.pending").isVisible(), "it may be done: nobody knows yet"
    assert visible_words(shown, "dashboard.wallets") == ["Wallets Overview"]
    assert visible_words(shown, "dashboard.verification") == ["Verification"]
    figures = {tile.objectName().rsplit(".", 1)[-1]: tile.figure for tile in dashboard.findChildren(Tile)}
    assert (figures["unread"], figures["open"]) == ("—", "—")
    assert not any(row.isVisible() for row in dashboard.findChildren(WalletRow))
    spans = [one for one in dashboard.findChildren(QAbstractButton) if one.text() in ("30 days", "90 days")]
    assert len(spans) == 2 and not any(one.isVisible() for one in spans)


def test_lowest_and_highest_are_named(shown: Frame, qtbot: QtBot) -> None:
    shown.mirror(RATES)
    qtbot.waitUntil(lambda: any("Lowest" in words for words in visible_words(shown, "dashboard.wallets")))
    words = visible_words(shown, "dashboard.wallets")
    # all but the last 18.66 and 250.00 less 6.25 of the 1,552.53
    assert "Lowest: \u20661,290.12\u00a0USD\u2069, 24 Oct" in words
    assert "Highest: \u20661,552.53\u00a0USD\u2069, 19 Nov" in words
    assert "Highest" in shown.find("dashboard.balance_line").accessibleName()


def view(frame: Frame, qtbot: QtBot) -> TransactionView:
    frame.window.show_page("wallets")
    table = frame.find("wallets.transactions", TransactionView)
    qtbot.waitUntil(lambda: table.model().rowCount() >= 5)
    QApplication.processEvents()
    return table


def looks(table: TransactionView, row: int, column: int) -> tuple[str, str, bool]:
    """A cell's words, the token of their colour, and whether they are struck through."""
    index = table.model().index(row, column)
    ink = index.data(Qt.ItemDataRole.ForegroundRole)
    tokens = ("text", "text_secondary", "accent_text", "warning_text")
    token = next(name for name in tokens if theme.current().color(name) == ink)
    return str(index.data()).strip("\u2066\u2069"), token, index.data(Qt.ItemDataRole.FontRole).strikeOut()


def test_amounts_say_by_sign_and_colour_which_way_they_go(shown: Frame, qtbot: QtBot) -> None:
    states = {"4": "rejected", "3": "completed"}
    changed = tuple(replace(one, state=states[one.id]) for one in money_page().transactions if one.id in states)
    shown.mirror(Page("4", False, transactions=changed))
    table = view(shown, qtbot)
    assert [looks(table, row, AMOUNT) for row in range(4)] == [
        ("\u2212150.00\u00a0USD", "warning_text", False),
        ("+18.66\u00a0USD", "text_secondary", True),
        ("+250.00\u00a0USD", "accent_text", False),
        ("\u221290.00\u00a0USD", "text", False),
    ]
    words = [table.model().index(row, STATUS).data() for row in range(4)]
    assert words == ["In progress", "Rejected", "Done", "Done"]


def grounds(table: TransactionView, row: int) -> QImage:
    index = table.model().index(row, STATUS)
    return table.viewport().grab(table.visualRect(index)).toImage()


@pytest.mark.parametrize("name", theme.THEMES)
def test_a_pending_withdrawal_is_seen_in_its_row(shown: Frame, qtbot: QtBot, name: str) -> None:
    speak(shown, theme=name)
    table = view(shown, qtbot)
    fill = theme.current().color("pill_waiting")
    cell = grounds(table, 0)
    amber = sum(cell.pixelColor(x, y) == fill for x in range(cell.width()) for y in range(cell.height()))
    assert amber > 500
    assert contrast(fill, cell.pixelColor(2, 2)) >= 1.25


def test_the_status_has_no_order_of_its_own(shown: Frame, qtbot: QtBot) -> None:
    table = view(shown, qtbot)
    before = [table.model().index(row, AMOUNT).data() for row in range(5)]
    table.sortByColumn(STATUS, Qt.SortOrder.AscendingOrder)
    QApplication.processEvents()
    assert table.horizontalHeader().sortIndicatorSection() == 0
    assert [table.model().index(row, AMOUNT).data() for row in range(5)] == before


def test_the_row_under_the_mouse_is_lit(shown: Frame, qtbot: QtBot) -> None:
    table = view(shown, qtbot)
    cell = table.visualRect(table.model().index(3, 0))
    hover = theme.current().color("hover")

    def ground(column: int) -> bool:
        place = table.visualRect(table.model().index(3, column)).topLeft() + QPoint(3, 3)
        return table.viewport().grab().toImage().pixelColor(place) == hover

    assert not ground(0)
    QTest.mouseMove(table.viewport(), cell.center() - QPoint(5, 0))
    QTest.mouseMove(table.viewport(), cell.center())
    qtbot.waitUntil(lambda: table.lit == 3)
    assert ground(0) and ground(AMOUNT)


@pytest.mark.parametrize("language", ["en", "fa"])
def test_rows_are_copied_with_tabs_and_without_marks(shown: Frame, qtbot: QtBot, language: str) -> None:
    speak(shown, language=language)
    table = view(shown, qtbot)
    table.setFocus()
    table.choose(table.model().index(4, 0))
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    done, date = {"en": ("Done", "23.06.2023 18:04"), "fa": ("انجام‌شده", "۲ تیر ۱۴۰۲، ۱۸:۰۴")}[language]
    assert copied.split("\t") == [date, "Wallet USD 122", "USD - trc20", done, "+99.01 USD", "-", "TX1"]
    table.choose(table.model().index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert [line.rsplit("\t", 1)[1] for line in lines] == ["TX5", "TX4"]


@pytest.mark.parametrize("page", ["wallets", "dashboard"])
def test_the_menu_of_a_transaction(shown: Frame, qtbot: QtBot, page: str) -> None:
    shown.window.show_page(page)
    table = shown.find(f"{page}.transactions", TransactionView)
    qtbot.waitUntil(lambda: table.model().rowCount() == 5)
    table.selectRow(1)
    at = table.visualRect(table.model().index(1, 0)).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, table.viewport().mapToGlobal(at))
    QApplication.sendEvent(table.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    actions = {action.text(): action for action in menu.actions() if action.text()}
    assert list(actions) == ["Ask about this transaction", "Copy the reference", "Copy 1 row", "Copy the amount"]
    for words, copied in (("Copy the reference", "TX4"), ("Copy the amount", "18.66")):
        actions[words].trigger()
        assert QGuiApplication.clipboard().text() == copied
    actions["Copy 1 row"].trigger()
    assert QGuiApplication.clipboard().text().endswith("\tTX4")
    actions["Ask about this transaction"].trigger()
    menu.close()
    draft = shown.window.pages.helpdesk.composer.draft
    assert draft is not None and "TX4" in draft.subject


@pytest.mark.parametrize(("width", "text_size"), [(1024, 100), (1280, 100), (760, 100), (1280, 200)])
def test_the_reference_is_whole_however_long(shown: Frame, qtbot: QtBot, width: int, text_size: int) -> None:
    long = "OTM-" + "4170309921" * 12
    shown.mirror(Page("5", False, transactions=(replace(money_page().transactions[0], reference=long),)))
    shown.window.resize(width, 900)
    speak(shown, text_size=text_size)
    table = view(shown, qtbot)
    table.selectRow(4)
    label = shown.find("wallets.reference", QLabel)
    qtbot.waitUntil(lambda: long in label.text())
    strip = shown.window.pages.wallets.statement.strip
    copy = shown.find("wallets.copy_reference", QAbstractButton)

    def is_seen() -> bool:
        """All lines of it, and the button beside it."""
        inside = all(place(shown, strip).contains(place(shown, one)) for one in (label, copy))
        return inside and label.heightForWidth(label.width()) <= label.height()

    qtbot.waitUntil(is_seen)
    copy.click()
    assert QGuiApplication.clipboard().text() == long


@pytest.mark.parametrize("language", ["en", "fa"])
@pytest.mark.parametrize("width", [720, 860, 1024, 1120])
def test_no_wallet_is_cut_where_they_stand_side_by_side(shown: Frame, qtbot: QtBot, language: str, width: int) -> None:
    speak(shown, language=language)
    shown.mirror(many(3))
    shown.window.resize(width, 640)
    view(shown, qtbot)
    wallets = shown.find("wallets.list", QListView)
    QApplication.processEvents()
    assert wallets.flow() is QListView.Flow.LeftToRight
    room = wallets.viewport().rect()
    model = wallets.model()
    for current in range(model.rowCount()):
        wallets.setCurrentIndex(model.index(current, 0))
        boxes = [wallets.visualRect(model.index(row, 0)) for row in range(model.rowCount())]
        seen = [box for box in boxes if box.intersects(room)]
        assert seen and all(room.contains(box) for box in seen), "none is cut"
        assert room.contains(boxes[current])
