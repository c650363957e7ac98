"""Wallets as a trader uses it: sort, narrow, choose, ask, save; by mouse and keys, left to right and right to left."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QPersistentModelIndex, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.domain.money.wallets import Rates, Verification
from desktop.domain.remote import Page, RemoteTransaction, RemoteWallet
from desktop.ui.money.transaction_cells import AMOUNT, DATE
from desktop.ui.wallets.advanced_filters import typed_amount
from desktop.ui.wallets.export import offered_name
from desktop.ui.wallets.page import WalletsPage
from desktop.ui.wallets.transaction_pane import StatementPane
from tests.ui.frame import DAY_MS, NOON_MS, Frame, money_page
from tests.ui.test_account_pages import many
from tests.ui.test_formats import formats


@pytest.fixture
def shown(frame: Frame, qtbot: QtBot) -> Iterator[Frame]:
    frame.window.resize(1280, 900)
    with qtbot.waitExposed(frame.window):
        frame.window.show()
    frame.mirror(money_page())
    frame.window.show_page("wallets")
    qtbot.waitUntil(lambda: pane(frame).model.rowCount() == 5)
    yield frame


def page(frame: Frame) -> WalletsPage:
    found = frame.window.findChild(WalletsPage)
    assert found is not None
    return found


def pane(frame: Frame) -> StatementPane:
    return page(frame).statement


def references(frame: Frame) -> list[str]:
    model = pane(frame).model
    return [found.reference for row in range(model.rowCount()) if (found := model.booking(row)) is not None]


def choose(frame: Frame, row: int) -> None:
    pane(frame).table.setCurrentIndex(pane(frame).model.index(row, 0))


def speak(frame: Frame, language: str) -> None:
    frame.change_settings(replace(frame.session.settings, language=language))
    QApplication.processEvents()


def test_sorting_by_heading_and_by_keys(shown: Frame, qtbot: QtBot) -> None:
    assert references(shown) == ["TX5", "TX4", "TX3", "TX2", "TX1"]
    pane(shown).table.sortByColumn(AMOUNT, Qt.SortOrder.DescendingOrder)
    qtbot.waitUntil(lambda: references(shown) == ["TX3", "TX1", "TX4", "TX2", "TX5"])
    order = pane(shown).filters.more.order
    qtbot.waitUntil(lambda: order.currentText() == "Amount, high to low")
    shown.find("wallets.filter.more").setFocus()
    QTest.keyClick(shown.find("wallets.filter.more"), Qt.Key.Key_Space)
    assert order.isVisible()
    order.setFocus()
    QTest.keyClick(order, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: references(shown) == ["TX5", "TX2", "TX4", "TX1", "TX3"])
    heading = pane(shown).table.horizontalHeader()
    assert (heading.sortIndicatorSection(), heading.sortIndicatorOrder()) == (AMOUNT, Qt.SortOrder.AscendingOrder)


def test_narrowing_by_words_kind_days_and_amounts(shown: Frame, qtbot: QtBot) -> None:
    filters = pane(shown).filters
    filters.text.setText("trc20")
    qtbot.waitUntil(lambda: references(shown) == ["TX5", "TX1"])
    filters.more.first.set_date(QDate(2026, 11, 1))
    filters.more.changed.emit()
    qtbot.waitUntil(lambda: references(shown) == ["TX5"])
    QTest.keyClick(filters.text, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: pane(shown).model.rowCount() == 5)
    filters.more.least.setText("۹۹٫۰۱")
    filters.more.most.setText("150.00")
    qtbot.waitUntil(lambda: references(shown) == ["TX5", "TX1"])
    filters.more.most.setText("lots")
    qtbot.waitUntil(lambda: references(shown) == ["TX5", "TX3", "TX1"])
    assert filters.more.most.property("wrong") is True
    filters.text.setText("no such thing")
    qtbot.waitUntil(lambda: not pane(shown).table.isVisible())
    said = {label.text() for label in pane(shown).findChildren(QLabel) if label.isVisible()}
    assert "No transactions match." in said
    clear = shown.find("wallets.filter.clear")
    assert isinstance(clear, QAbstractButton)
    clear.click()
    qtbot.waitUntil(lambda: pane(shown).model.rowCount() == 5)
    assert not clear.isVisible()


@pytest.mark.parametrize(
    ("typed", "language", "amount"),
    [
        ("1,028.50", "en", "1028.50"),
        ("۱٬۰۲۸٫۵۰", "fa", "1028.50"),
        ("1.028,50", "es", "1028.50"),
        ("-99.01", "en", "99.01"),
        ("\u221299", "en", "99"),
        ("1e3", "en", None),
        ("NaN", "en", None),
        ("", "en", None),
    ],
)
def test_amounts_as_people_type_them(typed: str, language: str, amount: str | None) -> None:
    assert typed_amount(typed, formats(language)) == (None if amount is None else Decimal(amount))


def test_the_chosen_row_stays_chosen(shown: Frame, qtbot: QtBot) -> None:
    choose(shown, 2)
    assert pane(shown).strip.isVisible()
    pane(shown).table.sortByColumn(AMOUNT, Qt.SortOrder.AscendingOrder)
    qtbot.waitUntil(lambda: references(shown)[0] == "TX5")
    assert pane(shown).table.currentIndex().row() == 4, "the same transaction at another place"
    pane(shown).filters.text.setText("MT5")
    qtbot.waitUntil(lambda: references(shown) == ["TX2"])
    assert not pane(shown).strip.isVisible(), "nothing is said of a row that is not there"
    pane(shown).filters.take_off()
    qtbot.waitUntil(lambda: pane(shown).strip.isVisible())
    row = pane(shown).strip.row
    assert row is not None and row.reference == "TX3"


@pytest.mark.parametrize("way", ["button", "keys"])
def test_ask_about_this_transaction(shown: Frame, qtbot: QtBot, way: str) -> None:
    choose(shown, 4)
    ask = shown.find("wallets.ask")
    assert isinstance(ask, QAbstractButton) and ask.isVisible()
    if way == "button":
        ask.click()
    else:
        pane(shown).table.setFocus()
        modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        QTest.keyClick(pane(shown).table, Qt.Key.Key_A, modifiers)
    assert shown.find("composer.description").isVisible()
    draft = shown.window.pages.helpdesk.composer.draft
    assert draft is not None and "TX1" in draft.subject


def test_tickets_that_mention_it(shown: Frame, qtbot: QtBot) -> None:
    choose(shown, 4)
    mentions = shown.find("wallets.mentions")
    assert isinstance(mentions, QAbstractButton)
    assert not mentions.isVisible()
    pane(shown).ask()
    assert shown.window.save_now()
    shown.window.show_page("wallets")
    qtbot.waitUntil(mentions.isVisible)
    assert mentions.text() == "1 ticket mentions this transaction"
    mentions.click()
    assert shown.find("composer.description").isVisible(), "the draft that mentions it"


def test_a_transaction_is_found_again_from_elsewhere(shown: Frame, qtbot: QtBot) -> None:
    shown.mirror(many(300))
    qtbot.waitUntil(lambda: pane(shown).model.rowCount() == 305)
    pane(shown).filters.text.setText("MT5")
    qtbot.waitUntil(lambda: pane(shown).model.rowCount() == 1)
    shown.window.show_page("dashboard")
    shown.session.navigator.show_transaction("w250")
    qtbot.waitUntil(lambda: (found := pane(shown).strip.row) is not None and found.reference == "R250")
    row = pane(shown).strip.row
    table = pane(shown).table
    assert table.viewport().rect().intersects(table.visualRect(table.currentIndex()))
    shown.session.navigator.show_transaction("nothing of ours")
    assert pane(shown).strip.row == row


def test_a_row_of_the_dashboard_leads_to_it(shown: Frame, qtbot: QtBot) -> None:
    shown.window.show_page("dashboard")
    table = shown.window.pages.dashboard.findChild(type(pane(shown).table), "dashboard.transactions")
    assert table is not None
    table.activated.emit(table.model().index(4, 0))
    qtbot.waitUntil(lambda: pane(shown).strip.isVisible())
    row = pane(shown).strip.row
    assert row is not None and row.reference == "TX1"


def test_what_is_shown_is_saved(shown: Frame, qtbot: QtBot, tmp_path: Path) -> None:
    pane(shown).filters.text.setText("trc20")
    qtbot.waitUntil(lambda: references(shown) == ["TX5", "TX1"])
    target = tmp_path / "out.csv"
    pane(shown).exporting.save(target, pane(shown).model.order)
    assert not shown.find("wallets.export").isEnabled() or pane(shown).exporting.is_busy
    qtbot.waitUntil(lambda: not pane(shown).exporting.is_busy)
    lines = target.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "Date (UTC),Account,Method,Kind,Amount,Currency,Transaction Fee,State,Reference"
    assert lines[2] == "2023-06-23 18:04:00,Wallet USD 122,USD - trc20,Deposit,99.01,USD,,Done,TX1"
    assert [toast.action for toast in shown.toasts] == ["Show in folder"]
    assert shown.find("wallets.export").isEnabled()


def test_a_save_can_be_cancelled(shown: Frame, qtbot: QtBot, tmp_path: Path) -> None:
    shown.mirror(many(2500))
    qtbot.waitUntil(lambda: pane(shown).model.rowCount() == 2505)
    pane(shown).exporting.save(tmp_path / "out.csv", pane(shown).model.order)
    cancel = shown.find("wallets.export.cancel")
    assert isinstance(cancel, QAbstractButton) and cancel.isVisible()
    cancel.click()
    qtbot.waitUntil(lambda: not pane(shown).exporting.is_busy)
    assert [toast.text for toast in shown.toasts] == ["The export was cancelled."]
    assert not list(tmp_path.glob("*out.csv*")) and not list(tmp_path.glob(".*part"))


def test_a_refused_save_says_so(shown: Frame, qtbot: QtBot, tmp_path: Path) -> None:
    pane(shown).exporting.save(tmp_path / "nowhere" / "out.csv", pane(shown).model.order)
    qtbot.waitUntil(lambda: bool(shown.toasts))
    assert "was not saved" in shown.toasts[0].text


@pytest.mark.parametrize("name", ["Wallet USD 122", "\u2068../../etc\u2069", "کیف پول/۱", "CON", ""])
def test_the_offered_name_is_a_file_s(name: str) -> None:
    offered = offered_name(name)
    assert offered.endswith("csv") and "/" not in offered and "\u2068" not in offered


def test_in_persian_amounts_keep_their_form(shown: Frame, qtbot: QtBot) -> None:
    speak(shown, "fa")
    model = pane(shown).model
    assert model.index(4, AMOUNT).data() == "\u2066+99.01\u00a0USD\u2069"
    assert model.index(4, DATE).data() == "۲ تیر ۱۴۰۲، ۱۸:۰۴"
    assert model.index(0, AMOUNT).data() == "\u2066\u2212150.00\u00a0USD\u2069"
    assert model.index(4, AMOUNT).data(Qt.ItemDataRole.AccessibleTextRole) == "مبلغ: \u2066+99.01\u00a0USD\u2069"
    choose(shown, 3)
    assert pane(shown).table.selectionModel().isRowSelected(3)
    pane(shown).table.sortByColumn(AMOUNT, Qt.SortOrder.AscendingOrder)
    qtbot.waitUntil(lambda: references(shown)[0] == "TX5")
    assert pane(shown).table.currentIndex().row() == 1


def test_a_screen_reader_reads_cells(shown: Frame) -> None:
    table = QAccessible.queryAccessibleInterface(pane(shown).table)
    cells = [table.child(at) for at in range(table.childCount())]
    names = [cell.text(QAccessible.Text.Name) for cell in cells if cell is not None]
    assert "Amount: \u2066+99.01\u00a0USD\u2069" in names
    assert table.text(QAccessible.Text.Name) == "Transactions of \u2068All wallets\u2069"


def test_each_face_of_wallets(shown: Frame, qtbot: QtBot) -> None:
    """Nothing in this wallet; a disk that cannot be read is told with a way to try again."""
    with shown.client.database.write() as tx:
        tx.execute("DELETE FROM booking")
    page(shown).read_all()
    qtbot.waitUntil(lambda: not pane(shown).table.isVisible())
    said = {label.text() for label in pane(shown).findChildren(QLabel) if label.isVisible()}
    assert "No transactions in this wallet yet." in said
    assert not shown.find("wallets.export").isEnabled()


def test_rates_make_one_total_that_names_them(shown: Frame, qtbot: QtBot) -> None:
    rates = Rates("USD", NOON_MS - DAY_MS, (("USDT", Decimal("1.0002")),))
    shown.mirror(Page("5", False, rates=rates))
    shown.window.show_page("dashboard")
    total = shown.find("dashboard.total_balance")
    assert isinstance(total, QLabel)
    # 1028.50 + 524.03 × 1.0002 = 1552.634806
    qtbot.waitUntil(lambda: total.text() == "\u2066\u2248\u00a01,552.63\u00a0USD\u2069")
    card = shown.find("dashboard.wallets")
    said = {label.text() for label in card.findChildren(QLabel) if label.isVisible()}
    assert "At your broker's rates of 21 Nov 2026, rounded." in said
    line = shown.find("dashboard.balance_line")
    qtbot.waitUntil(line.isVisible)
    assert line.accessibleName().startswith("Balance over the last 30 days: from ")
    shown.mirror(
        Page("6", False, wallets=(RemoteWallet("x", "Wallet XAU 1", "XAU", "", Decimal("2")),)),
    )
    qtbot.waitUntil(lambda: "XAU" in total.text() and "\u2248" not in total.text())
    said = {label.text() for label in card.findChildren(QLabel) if label.isVisible()}
    assert "Not added up: there is no rate for \u2066XAU\u2069." in said
    qtbot.waitUntil(lambda: not line.isVisible())


def test_send_documents_begins_a_ticket(shown: Frame, qtbot: QtBot) -> None:
    shown.mirror(Page("7", False, verification=Verification(1, 60, ("address",))))
    shown.window.show_page("dashboard")
    send = shown.find("dashboard.send_documents")
    assert isinstance(send, QAbstractButton) and send.isVisible()
    send.click()
    draft = shown.window.pages.helpdesk.composer.draft
    assert draft is not None
    assert (draft.subject, draft.body) == ("Documents for my verification", "I attach: Proof of address")
    shown.client.services.drafts.keep(draft)
    shown.window.show_page("dashboard")
    send.click()
    again = shown.window.pages.helpdesk.composer.draft
    assert again is not None and again.id == draft.id, "one that was begun is gone on with"


def test_news_among_many_keep_the_rules_and_what_was_chosen(shown: Frame, qtbot: QtBot) -> None:
    shown.mirror(many(1500))
    model = pane(shown).model
    qtbot.waitUntil(lambda: model.rowCount() == 1505)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    kept = QPersistentModelIndex(model.index(700, 0))
    chosen = model.booking(700)
    news = RemoteTransaction(
        "new", "w", "NEW", NOON_MS + 1, "Wallet EUR 1", "SEPA", "deposit", Decimal(1), "EUR", None, "done"
    )
    changed = RemoteTransaction(
        "w3", "w", "R3", NOON_MS - 3 * DAY_MS, "Wallet EUR 1", "SEPA", "deposit", Decimal(77), "EUR", None, "done"
    )
    shown.mirror(Page("8", False, transactions=(news, changed)))
    qtbot.waitUntil(lambda: model.rowCount() == 1506)
    assert kept.row() == 701
    assert model.booking(kept.row()) == chosen
    assert not resets and tester.model() is model
    assert any("77.00" in str(model.index(row, AMOUNT).data()) for row in range(12))


def test_the_window_reads_pages_only(shown: Frame, qtbot: QtBot) -> None:
    """Whatever the length, what the window's thread asks for is one page of fifty at a time."""
    shown.mirror(many(3000))
    model = pane(shown).model
    qtbot.waitUntil(lambda: model.rowCount() == 3005)
    connection = shown.client.database.read_connection()
    asked: list[str] = []
    connection.set_trace_callback(asked.append)

    def pages() -> int:
        found = len([query for query in asked if "FROM json_each" in query and "booking" in query])
        asked.clear()
        return found

    try:
        pane(shown).table.scrollToBottom()
        QGuiApplication.processEvents()
        pane(shown).table.viewport().grab()
        assert 1 <= pages() <= 3
        choose(shown, 1500)
        QGuiApplication.processEvents()
        assert 1 <= pages() <= 3, "no row is read to find out how wide a column is, but those in view"
        with qtbot.waitSignal(model.loaded):
            pane(shown).table.sortByColumn(AMOUNT, Qt.SortOrder.DescendingOrder)
        pane(shown).table.viewport().grab()
        assert 1 <= pages() <= 6
    finally:
        connection.set_trace_callback(None)
