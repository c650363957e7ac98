"""Dashboard and Wallets: real figures from the mirror, never added across currencies, honest about their age."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QListView, QTableView
from pytestqt.qtbot import QtBot

from desktop.domain.money.wallets import Transaction, Verification
from desktop.domain.remote import Page, RemoteTransaction, RemoteWallet
from desktop.domain.sync_status import LinkState, SyncStatus
from desktop.store import accounts
from desktop.ui.dashboard.recent_transactions import TransactionsModel
from desktop.ui.money.transaction_cells import AMOUNT, FEE, STATUS
from tests.ui.frame import DAY_MS, NOON_MS, Frame, answered_page, money_page
from tests.ui.test_formats import formats


@pytest.fixture
def shown(frame: Frame, qtbot: QtBot) -> Iterator[Frame]:
    frame.window.resize(1200, 900)
    with qtbot.waitExposed(frame.window):
        frame.window.show()
    yield frame


def text(frame: Frame, name: str) -> str:
    label = frame.find(name)
    assert isinstance(label, QLabel)
    return label.text()


def table(frame: Frame, name: str) -> QTableView:
    found = frame.find(name)
    assert isinstance(found, QTableView)
    return found


def cells(view: QTableView, row: int) -> list[str]:
    model = view.model()
    return [str(model.index(row, column).data()).strip("\u2066\u2068\u2069") for column in range(model.columnCount())]


def visible_words(frame: Frame, name: str) -> list[str]:
    return [label.text() for label in frame.find(name).findChildren(QLabel) if label.isVisible() and label.text()]


def test_two_currencies_are_never_added(shown: Frame) -> None:
    shown.mirror(money_page())
    assert text(shown, "dashboard.total_balance") == "\u20661,028.50\u00a0USD\u2069\n\u2066524.03\u00a0USDT\u2069"
    assert "Not added up: these are different currencies." in visible_words(shown, "dashboard.wallets")


def test_the_guide_s_transaction(shown: Frame) -> None:
    shown.mirror(money_page())
    view = table(shown, "dashboard.transactions")
    headings = [view.model().headerData(at, Qt.Orientation.Horizontal) for at in range(5)]
    assert headings == ["Date", "Account", "Method", "Amount", "Transaction Fee"]
    assert cells(view, 4) == ["23.06.2023 18:04", "Wallet USD 122", "USD - trc20", "+99.01\u00a0USD", "-", "Done"]
    assert view.model().index(0, STATUS).data() == "In progress", "money that is not there yet says so"
    for row in range(view.model().rowCount()):
        for column in (AMOUNT, FEE):
            side = Qt.AlignmentFlag(view.model().index(row, column).data(Qt.ItemDataRole.TextAlignmentRole))
            assert side & Qt.AlignmentFlag.AlignRight


def test_verification(shown: Frame) -> None:
    shown.mirror(money_page())
    assert visible_words(shown, "dashboard.verification") == ["Verified: level 1, 100%"], "one row: nothing to do"
    QApplication.processEvents()
    whole = shown.find("dashboard.verification").height()
    shown.mirror(Page("2", False, verification=Verification(1, 60, ("address", "video-call"))))
    words = visible_words(shown, "dashboard.verification")[-1]
    assert words == "Still missing: Proof of address and \u2066video-call\u2069"
    QApplication.processEvents()
    assert shown.find("dashboard.verification").height() > 2 * whole


def test_counts_open_their_lists(shown: Frame, qtbot: QtBot) -> None:
    shown.mirror(answered_page(1))
    second = answered_page(2)
    shown.mirror(replace(second, tickets=(replace(second.tickets[0], status="1"),)))
    shown.client.write("A draft")
    shown.client.send("Where is it?")
    figures = {}
    for kind in ("unread", "open", "drafts", "waiting"):
        button = shown.find(f"dashboard.support.{kind}")
        assert isinstance(button, QAbstractButton)
        figures[kind] = button.accessibleName()
        with qtbot.waitSignal(shown.window.pages.dashboard.list_asked) as asked:
            button.click()
        assert asked.args == [kind]
        assert shown.find("history.list").isVisible()
        shown.window.show_page("dashboard")
    assert figures == {
        "unread": "Unread answers: 2",
        "open": "Open tickets: 1",
        "drafts": "Drafts: 1",
        "waiting": "Waiting to send: 1",
    }


def test_who_answers_when(shown: Frame) -> None:
    words = visible_words(shown, "dashboard.availability")
    assert words.count("open now") == 3
    assert "Sunday 19:45–23:59" in words
    assert "opens in 8 h" in words
    shown.client.clock.advance(8 * 3600)
    shown.window.pages.dashboard.refresh_time()
    QApplication.processEvents()
    assert visible_words(shown, "dashboard.availability").count("open now") == 4


def test_it_says_how_old_it_is(shown: Frame) -> None:
    page = shown.window.pages.dashboard

    def said() -> set[str]:
        return {label.text() for label in page.findChildren(QLabel) if label.isVisible()}

    assert "As of 12:03" in said()
    assert not any("days old" in words for words in said())
    shown.client.clock.advance(2 * 86_400)
    shown.session.signals.status.emit(SyncStatus(LinkState.OFFLINE, NOON_MS))
    assert "As of 22 Nov, 12:03" in said()
    assert "2 days old" in said()


def test_empty_faces(shown: Frame) -> None:
    assert visible_words(shown, "dashboard.wallets")[-1].startswith("No wallets yet.")
    shown.window.show_page("wallets")
    assert not shown.find("wallets.list").isVisible()
    with shown.client.database.write() as tx:
        accounts.keep_synced(tx, shown.client.account.id, 0)
    shown.window.show_page("dashboard")
    shown.window.pages.dashboard.read_all()
    assert visible_words(shown, "dashboard.wallets") == ["Wallets Overview"], "bars, not a claim that there are none"


def many(count: int) -> Page:
    """A wallet with that many bookings."""
    return Page(
        "1",
        False,
        wallets=(RemoteWallet("w", "Wallet EUR 1", "EUR", "", Decimal("5.00")),),
        transactions=tuple(
            RemoteTransaction(
                f"w{at}",
                "w",
                f"R{at}",
                NOON_MS - at * DAY_MS,
                "Wallet EUR 1",
                "SEPA",
                "deposit",
                Decimal(at),
                "EUR",
                None,
                "done",
            )
            for at in range(count)
        ),
    )


def test_wallets_and_their_transactions(shown: Frame, qtbot: QtBot) -> None:
    shown.mirror(money_page())
    shown.mirror(many(120))
    shown.window.show_page("wallets")
    view, rows = shown.find("wallets.list"), table(shown, "wallets.transactions")
    assert isinstance(view, QListView)
    assert [str(view.model().index(at, 0).data()).strip("\u2068\u2069") for at in range(view.model().rowCount())] == [
        "All wallets",
        "Wallet USD 122",
        "Wallet USDT 245",
        "Wallet EUR 1",
    ]
    qtbot.waitUntil(lambda: rows.model().rowCount() == 125)
    view.setCurrentIndex(view.model().index(1, 0))
    qtbot.waitUntil(lambda: rows.model().rowCount() == 5)
    view.setCurrentIndex(view.model().index(3, 0))
    assert rows.model().rowCount() == 100, "the first rows are there at once"
    qtbot.waitUntil(lambda: rows.model().rowCount() == 120)
    view.setCurrentIndex(view.model().index(2, 0))
    qtbot.waitUntil(lambda: not rows.isVisible())  # no table without rows


def test_news_keep_what_was_chosen(shown: Frame, qtbot: QtBot) -> None:
    shown.mirror(money_page())
    shown.window.show_page("wallets")
    view, rows = shown.find("wallets.list"), table(shown, "wallets.transactions")
    assert isinstance(view, QListView)
    view.setCurrentIndex(view.model().index(1, 0))
    qtbot.waitUntil(lambda: rows.model().rowCount() == 5)
    rows.selectRow(2)
    before = cells(rows, 2)
    shown.mirror(
        Page(
            "9",
            False,
            wallets=(RemoteWallet("w1", "Wallet USD 122", "USD", "", Decimal("7.77")),),
            transactions=(
                RemoteTransaction(
                    "9", "w1", "TX9", NOON_MS, "Wallet USD 122", "Visa", "deposit", Decimal(1), "USD", None, "done"
                ),
            ),
        )
    )
    qtbot.waitUntil(lambda: rows.model().rowCount() == 6)
    assert rows.selectionModel().selectedRows()[0].row() == 3, "the same booking, one row further down"
    assert cells(rows, 3) == before
    assert view.currentIndex().row() == 1


def test_the_transactions_model_keeps_the_rules_and_never_resets(qtbot: QtBot) -> None:
    model = TransactionsModel(formats())
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    resets = []
    model.modelReset.connect(lambda: resets.append(1))

    def rows(*ids: int, amount: int = 1) -> list[Transaction]:
        return [Transaction(at, 1, f"R{at}", at, "a", "m", "k", Decimal(amount), "USD", None, "") for at in ids]

    model.show(rows(5, 4, 3, 2, 1))
    kept = QPersistentModelIndex(model.index(2, 0))
    for ids in ([6, 5, 4, 3, 2, 1], [6, 3, 1], [3], [9, 8, 3, 7], [8, 9, 3], [3, 8]):
        model.show(rows(*ids, amount=len(ids)))
        assert [model.booking(row).id for row in range(model.rowCount())] == ids
        assert model.booking(kept.row()).id == 3
        assert model.booking(0).amount == len(ids)
    model.show([])
    assert not kept.isValid()
    assert not resets
    assert tester.model() is model
