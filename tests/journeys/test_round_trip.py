"""The main job, all the way round, in each language: app, help desk, agent's page and back."""

from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QPushButton

from desktop.desk.process import DeskAddress
from tests.desk.running import Person
from tests.journeys.conftest import RachelAtHerDesk
from tests.journeys.robot import Robot, running

pytestmark = pytest.mark.journey

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40
BLANKS = " \n\u200c\t"
WORDS = {
    "en": {
        "department": "Financial",
        "subject": "My withdrawal is stuck",
        "text": "Hello,\nI asked for 250 USD three days ago.",
        "answer": "Hello Sara, the bank has released it today.",
        "again": "It is here. Thank you!",
        "found_by": "three days",
        "title": "Dashboard – Otet Desk",
        "delivered": "Support has it",
        "zero": "۰",
        "amount": "99.01",
        "file": "receipt.png",
    },
    "fa": {
        "department": "مسائل مالی",
        "subject": "برداشت من گیر کرده است",
        "text": "سلام،\nسه روز است که برداشت 250 USD من انجام نشده؛ کیف‌پول ۱۲۲.",
        "answer": "سلام سارا جان، بانک امروز آن را آزاد کرد.",
        "again": "رسید. خیلی ممنون!",
        "found_by": "كيف پول 122",
        "title": "داشبورد – اوتت دسک",
        "delivered": "به پشتیبانی رسید",
        "zero": "۰",
        "amount": "99.01",
        "file": "رسید.png",
    },
    "ar": {
        "department": "المالية",
        "subject": "سحبي لم يصل بعد",
        "text": "مرحبًا،\nطلبت قبل ثلاثة أيام سحب 250 USD إلى محفظتي الإلكترونية ١٢٢ ولم يصل شيء.",
        "answer": "مرحبًا سارة، أفرج البنك عن المبلغ اليوم.",
        "again": "وصل. شكرًا جزيلًا!",
        "found_by": "محفظتى الالكترونيه 122",
        "title": "لوحة المعلومات – أوتت ديسك",
        "delivered": "وصلت إلى الدعم",
        "zero": "٠",
        "amount": "99.01",
        "file": "إيصال.png",
    },
    "es": {
        "department": "Financiero",
        "subject": "Mi retiro está detenido",
        "text": "Buenos días:\nhace tres días pedí retirar 250 USD y aún no llegó la operación.",
        "answer": "Hola, Sara: el banco lo liberó hoy.",
        "again": "Ya llegó. ¡Muchas gracias!",
        "found_by": "tres dias pedi",
        "title": "Panel – Otet Desk",
        "delivered": "Soporte lo recibió",
        "zero": "0",
        "amount": "99,01",
        "file": "recibo señal.png",
    },
}


def sign_in_to_demo(robot: Robot) -> DeskAddress:
    robot.click("welcome.try")
    robot.until(lambda: robot.sees("dashboard.total_balance"), "the dashboard")
    robot.until(lambda: robot.app.connection.running_desk is not None, "the help desk's address")
    desk = robot.app.connection.running_desk
    assert desk is not None
    return desk


def write_ticket(robot: Robot, words: dict[str, str], file: Path) -> None:
    robot.click("sidebar.helpdesk")
    robot.click("helpdesk.create")
    submit = robot.find("composer.submit", QPushButton)
    robot.until(submit.isVisible, "the composer")
    assert not submit.isEnabled()
    limits = robot.app.session.formats.number(robot.app.session.info.attachments_per_message)
    assert limits in robot.find("composer.attach").accessibleDescription(), "the limits of this help desk"
    robot.choose("composer.type", words["department"])
    robot.type("composer.subject", words["subject"])
    robot.type("composer.description", BLANKS)
    assert not submit.isEnabled(), "blanks are not a text"
    robot.type("composer.description", words["text"])
    robot.until(submit.isEnabled, "Submit enabled")
    robot.drop("composer.description", file)
    robot.until(lambda: file.name in robot.words("composer.attachments"), "the attachment")
    robot.click("composer.submit")


def the_ticket(person: Person, subject: str) -> dict[str, object]:
    """The one ticket with that subject, as the help desk has it."""
    found = [ticket for ticket in person.sync()["tickets"].values() if ticket["title"] == subject]
    assert len(found) == 1, found
    ticket: dict[str, object] = found[0]
    return ticket


def messages_of(person: Person, ticket: dict[str, object]) -> list[dict[str, object]]:
    rows = person.sync()["messages"].values()
    return sorted((row for row in rows if row["ticket"] == ticket["id"]), key=lambda row: int(row["id"]))


class Journey:
    """One ticket's way, step by step."""

    def __init__(self, robot: Robot, words: dict[str, str], file: Path) -> None:
        self.robot = robot
        self.words = words
        self.file = file
        self.desk = sign_in_to_demo(robot)

    def see_the_figures(self) -> None:
        """Both account pages show what the broker has booked."""
        self.robot.until(lambda: "Wallet USD 122" in self.robot.words("dashboard.wallets"), "the wallets")
        self.robot.until(lambda: bool(cells(self.robot, "dashboard.transactions")), "the last transactions")
        assert self.robot.app.window.windowTitle() == self.words["title"]
        self.robot.click("sidebar.wallets")
        amount = self.words["amount"]
        self.robot.until(lambda: any(amount in cell for cell in cells(self.robot, "wallets.transactions")), "a row")

    def arrive(self, person: Person) -> dict[str, object]:
        """The ticket gets its number here, and is at the help desk once, with its bytes."""
        subject = self.words["subject"]
        self.robot.until(lambda: any(subject in row and "#" in row for row in self.robot.rows()), "a ticket number")
        ticket = the_ticket(person, subject)
        (message,) = messages_of(person, ticket)
        assert str(message["body"]).strip(BLANKS) == self.words["text"]
        (sent,) = cast("list[dict[str, str]]", message["files"])
        assert sent["name"] == self.file.name
        assert person.call("GET", f"/file{sent['id']}/x").content == PICTURE
        return ticket

    def be_answered(self, agent: RachelAtHerDesk, number: str) -> None:
        """An agent answers in the web page: one alert, and unread until it is read."""
        robot = self.robot
        robot.click("sidebar.dashboard")
        agent.answer(number, self.words["answer"], (("slip.txt", b"released", "text/plain"),))
        robot.until(lambda: len(robot.desktop.shown) == 1, "one alert")
        assert number in robot.desktop.shown[0].title
        robot.until(lambda: robot.app.window.windowTitle().startswith("("), "the unread count")
        robot.click("sidebar.helpdesk")
        robot.open_row(self.words["subject"])
        robot.until(lambda: self.words["answer"] in robot.words("thread.list"), "the answer in the thread")
        assert "slip.txt" in robot.words("thread.list")
        robot.until(lambda: not robot.app.window.windowTitle().startswith("("), "nothing unread")

    def write_again(self, person: Person, ticket: dict[str, object]) -> None:
        """A reply goes to the same ticket and opens it again."""
        self.robot.type("thread.reply", self.words["again"])
        self.robot.click("thread.send")
        self.robot.until(lambda: len(messages_of(person, ticket)) == 3, "the reply at the help desk")
        assert str(messages_of(person, ticket)[-1]["body"]) == self.words["again"]
        delivered = self.words["delivered"]
        self.robot.until(lambda: self.robot.words("thread.list").count(delivered) >= 2, "that both were delivered")
        kinds = {row["id"]: row["kind"] for row in person.get("/rest/desk/about")["statuses"]}
        assert kinds[the_ticket(person, self.words["subject"])["status"]] == "open"

    def find_it(self, number: str) -> None:
        """However it is spelt, and by its number in the digits that one types."""
        robot, subject = self.robot, self.words["subject"]
        all_rows = robot.rows()
        robot.type("helpdesk.filter.content", self.words["found_by"])

        def is_found() -> bool:
            rows = robot.rows()
            return len(rows) < len(all_rows) and [subject in row for row in rows][:1] == [True]

        robot.until(is_found, "the ticket by its words, and fewer rows")
        robot.clear("helpdesk.filter.content")
        robot.type("helpdesk.filter.ticket_id", "".join(chr(ord(self.words["zero"]) + int(digit)) for digit in number))
        robot.until(lambda: [subject in row for row in robot.rows()] == [True], "the ticket by its number")


@pytest.mark.parametrize("language", WORDS)
def test_a_ticket_goes_all_the_way_round(
    qapp: QApplication,
    home: Path,
    tmp_path: Path,
    language: str,
    agent: Callable[[DeskAddress], RachelAtHerDesk],
    reader: Callable[[DeskAddress], Person],
) -> None:
    file = tmp_path / WORDS[language]["file"]
    file.write_bytes(PICTURE)
    with running(qapp, home, language=language) as robot:
        is_rtl = robot.app.window.layoutDirection() is Qt.LayoutDirection.RightToLeft
        assert is_rtl == (language in ("fa", "ar"))
        journey = Journey(robot, WORDS[language], file)
        journey.see_the_figures()
        write_ticket(robot, journey.words, file)
        person = reader(journey.desk)
        ticket = journey.arrive(person)
        journey.be_answered(agent(journey.desk), str(ticket["number"]))
        journey.write_again(person, ticket)
        journey.find_it(str(ticket["number"]))
        assert len(robot.desktop.shown) == 1, "one alert an answer, ever"


def cells(robot: Robot, name: str) -> list[str]:
    """What a table says, row by row."""
    place = robot.find(name)
    view = place if isinstance(place, QAbstractItemView) else place.findChild(QAbstractItemView)
    assert view is not None
    model = view.model()
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
    columns = range(model.columnCount())
    return [str(model.index(row, column).data()) for row in range(model.rowCount()) for column in columns]
