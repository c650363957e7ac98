"""An agent books a deposit on the web page: every figure of the open app follows, and the trader asks about it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication

from desktop.desk.process import DeskAddress
from tests.desk.running import Person
from tests.journeys.conftest import RachelAtHerDesk
from tests.journeys.robot import UNSEEN, Robot, running
from tests.journeys.test_round_trip import messages_of, sign_in_to_demo, the_ticket

pytestmark = pytest.mark.journey

QUESTION = "Which deposit is this?"
COLUMNS = 5


def book(rachel: RachelAtHerDesk, person: Person, **values: str) -> None:
    """Fill in the form of the customer's page and press Book."""
    wallet = next(row["id"] for row in person.sync()["wallets"].values() if row["number"] == "Wallet USD 122")
    page = rachel.browser.get(f"user{person.id}")
    booked = rachel.browser.send(page, page.form("book"), wallet=wallet, **values)
    assert "Booked." in booked.text


def first_row(robot: Robot, name: str) -> list[str]:
    """The cells of a table's first row."""
    model = robot.find(name, QAbstractItemView).model()
    if not model.rowCount():
        return []
    cells = [model.index(0, column).data() for column in range(model.columnCount())]
    return [str(cell).translate(UNSEEN) for cell in cells]


def choose(robot: Robot, name: str, words: str) -> None:
    """Click the first row of a list that says these words."""
    view = robot.find(name, QAbstractItemView)

    def places() -> list[QModelIndex]:
        model, shown, aloud = view.model(), Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole
        cells = [model.index(row, at) for row in range(model.rowCount()) for at in range(COLUMNS)]
        return [cell for cell in cells if cell.isValid() and words in f"{cell.data(shown)} {cell.data(aloud)}"]

    robot.until(lambda: bool(places()), f"{words!r} in {name}")
    place = view.visualRect(places()[0]).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def test_a_booking_reaches_every_figure_and_is_asked_about(
    qapp: QApplication,
    home: Path,
    agent: Callable[[DeskAddress], RachelAtHerDesk],
    reader: Callable[[DeskAddress], Person],
) -> None:
    with running(qapp, home, language="en", undo_s=0.0) as robot:
        desk = sign_in_to_demo(robot)
        rachel, person = agent(desk), reader(desk)
        robot.until(lambda: "1,028.50" in robot.words("dashboard.wallets"), "the wallet as it was")
        total = robot.text("dashboard.total_balance")
        robot.until(lambda: bool(robot.find("dashboard.balance_line").accessibleName()), "the line")
        line = robot.find("dashboard.balance_line").accessibleName()

        book(rachel, person, kind="deposit", amount="250.25", fee="0.25", method="SEPA", reference="BANK-77")
        robot.until(lambda: "1,278.50" in robot.words("dashboard.wallets"), "the new balance")
        robot.until(lambda: robot.text("dashboard.total_balance") != total, "the new total")
        robot.until(lambda: "SEPA" in first_row(robot, "dashboard.transactions"), "the booking among the latest")
        assert first_row(robot, "dashboard.transactions")[3:] == ["+250.25\u00a0USD", "0.25\u00a0USD", "Done"]
        robot.until(lambda: robot.find("dashboard.balance_line").accessibleName() != line, "the new line")

        robot.click("sidebar.wallets")
        choose(robot, "wallets.list", "Wallet USD 122")
        robot.until(lambda: "1,278.50" in robot.find("wallets.balance_chart").accessibleName(), "the chart's last step")
        robot.until(lambda: "SEPA" in first_row(robot, "wallets.transactions"), "the booking in its wallet")
        # while Wallets stands open: the next booking comes by itself too
        book(rachel, person, kind="withdrawal", amount="78.50", method="USD - trc20", state="done")
        robot.until(lambda: "1,200.00" in robot.find("wallets.balance_chart").accessibleName(), "the chart follows")

        choose(robot, "wallets.transactions", "SEPA")
        robot.click("wallets.ask")
        robot.until(lambda: robot.sees("composer.evidence"), "the composer with the facts")
        robot.type("composer.description", QUESTION)
        robot.click("composer.submit")
        robot.until(lambda: any("BANK-77" in row and "#" in row for row in robot.rows()), "a ticket number")

        ticket = the_ticket(person, "Question about transaction BANK-77")
        (message,) = messages_of(person, ticket)
        page = rachel.ticket(str(ticket["number"]))
        for fact in (QUESTION, "BANK-77", "Amount: 250.25", "Fee: 0.25", "Currency: USD", "Method: SEPA"):
            assert fact in str(message["body"])
            assert fact in page.html
