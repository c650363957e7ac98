"""A question that begins at a transaction: the agent reads its facts, Undo brings the chip back, both lead on."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.desk.process import DeskAddress
from desktop.domain.money.wallets import Transaction
from desktop.domain.tickets import RowKind
from desktop.store.read import money
from desktop.ui.tickets.thread.evidence import MessageEvidence
from tests.desk.running import Person
from tests.journeys.conftest import RachelAtHerDesk
from tests.journeys.robot import Robot, running
from tests.journeys.test_round_trip import messages_of, sign_in_to_demo, the_ticket

pytestmark = pytest.mark.journey

WORDS = {
    "en": ("Question about transaction {}", "Where is this? I see it on no statement.", "Undo"),
    "fa": ("پرسش دربارهٔ تراکنش {}", "این کجاست؟ در صورت‌حساب نیست.", "برگرداندن"),
}


def the_transaction(robot: Robot) -> Transaction:
    """The one that the guide shows."""
    session = robot.app.session
    connection = session.services.context.database.read_connection()
    account = session.account
    assert account is not None
    robot.until(lambda: money.transaction_count(connection, account.id) > 3, "the bookings")
    found = [row for row in money.transactions(connection, account.id, limit=500) if str(row.amount) == "99.01"]
    assert found
    return found[0]


def press(robot: Robot, words: str) -> None:
    """Press the first button that says so."""

    def seen() -> list[QPushButton]:
        buttons = robot.app.window.findChildren(QPushButton)
        return [button for button in buttons if button.text() == words and button.isVisible()]

    robot.until(lambda: bool(seen()), words)
    seen()[0].click()


def tiles(robot: Robot, name: str) -> str:
    return "\n".join(
        tile.sentence
        for shown in robot.find(name).findChildren(MessageEvidence)
        for tile in shown.tiles
        if shown.isVisible()
    )


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_question_about_a_transaction(
    qapp: QApplication,
    home: Path,
    language: str,
    agent: Callable[[DeskAddress], RachelAtHerDesk],
    reader: Callable[[DeskAddress], Person],
) -> None:
    subject, text, undo = WORDS[language]
    with running(qapp, home, language=language, undo_s=60.0) as robot:
        desk = sign_in_to_demo(robot)
        session = robot.app.session
        booked = the_transaction(robot)
        subject = subject.format(booked.reference.removeprefix("OTM-"))
        session.navigator.ask_about(booked)
        robot.until(lambda: robot.sees("composer.evidence"), "the chip")
        assert robot.text("composer.subject") == subject
        submit = robot.find("composer.submit", QPushButton)
        assert not submit.isEnabled()
        robot.type("composer.description", text)
        robot.click("composer.submit")
        robot.until(lambda: booked.reference in tiles(robot, "thread.list"), "the chip in the thread")
        press(robot, undo)
        robot.until(lambda: robot.sees("composer.evidence"), "the chip again")
        assert (robot.text("composer.description"), robot.text("composer.subject")) == (text, subject)
        session.actions.change_settings(replace(session.settings, undo_s=0.0))
        robot.click("composer.submit")
        robot.until(lambda: any(subject in row and "#" in row for row in robot.rows()), "a ticket number")

        person = reader(desk)
        ticket = the_ticket(person, subject)
        (message,) = messages_of(person, ticket)
        body = str(message["body"])
        assert body.startswith(f"{text}\n\n[Transaction]\nReference: {booked.reference}\nDate: ")
        page = agent(desk).ticket(str(ticket["number"]))
        for fact in (text, booked.reference, "Amount: 99.01", "Currency: USD", f"Method: {booked.method}", "Jalali"):
            assert fact in page.html

        account = session.account
        assert account is not None
        robot.until(lambda: bool(_mirrored(robot, booked)), "the ticket among those that mention it")
        robot.type("helpdesk.filter.content", booked.reference)
        robot.until(lambda: len(robot.rows()) == 1 and subject in robot.rows()[0], "the ticket by the reference")
        robot.open_row(subject)
        robot.until(lambda: booked.reference in tiles(robot, "thread.list"), "the chip of the mirrored message")
        assert "[Transaction]" not in robot.words("thread.list")
        shown = robot.find("thread.list").findChildren(MessageEvidence)[0]
        shown.tiles[0].button.click()
        robot.until(lambda: robot.sees("wallets.transactions"), "Wallets")


def _mirrored(robot: Robot, booked: Transaction) -> bool:
    account = robot.app.session.account
    assert account is not None
    found = robot.app.session.services.history.mentioning(account.id, booked)
    return [key.kind for key in found] == [RowKind.TICKET]
