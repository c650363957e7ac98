"""The main job, all the way round, in both languages: app, help desk, agent's page and back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.desk.process import DeskAddress
from tests.desk.running import Person
from tests.journeys.conftest import RachelAtHerDesk
from tests.journeys.robot import Robot, running

pytestmark = pytest.mark.journey

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40
WORDS = {
    "en": {
        "department": "Financial",
        "subject": "My withdrawal is stuck",
        "text": "Hello,\nI asked for 250 USD three days ago.",
        "answer": "Hello Sara, the bank has released it today.",
        "again": "It is here. Thank you!",
        "found_by": "three days",
    },
    "fa": {
        "department": "مسائل مالی",
        "subject": "برداشت من گیر کرده است",
        "text": "سلام،\nسه روز است که برداشت 250 USD من انجام نشده؛ کیف‌پول ۱۲۲.",
        "answer": "سلام سارا جان، بانک امروز آن را آزاد کرد.",
        "again": "رسید. خیلی ممنون!",
        "found_by": "كيف پول 122",
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
    robot.choose("composer.type", words["department"])
    robot.type("composer.subject", words["subject"])
    robot.type("composer.description", " \n‌\t")
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


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_ticket_goes_all_the_way_round(
    qapp: QApplication,
    home: Path,
    tmp_path: Path,
    language: str,
    agent: Callable[[DeskAddress], RachelAtHerDesk],
    reader: Callable[[DeskAddress], Person],
) -> None:
    words = WORDS[language]
    file = tmp_path / ("رسید.png" if language == "fa" else "receipt.png")
    file.write_bytes(PICTURE)
    with running(qapp, home, language=language) as robot:
        rtl = Qt.LayoutDirection.RightToLeft
        assert (robot.app.window.layoutDirection() is rtl) == (language == "fa")
        desk = sign_in_to_demo(robot)
        robot.until(lambda: "99.01" in robot.words("dashboard.transactions") or bool(wallet_rows(robot)), "the figures")
        robot.until(lambda: "122" in robot.words("dashboard.wallets"), "the wallets")
        write_ticket(robot, words, file)

        # it arrives, once, with its bytes
        robot.until(lambda: any(words["subject"] in row and "#" in row for row in robot.rows()), "a ticket number")
        person = reader(desk)
        ticket = the_ticket(person, words["subject"])
        (message,) = messages_of(person, ticket)
        assert message["body"] == words["text"] or str(message["body"]).endswith(words["text"])
        (sent,) = message["files"]  # type: ignore[misc]
        assert sent["name"] == file.name
        assert person.call("GET", f"/file{sent['id']}/x").content == PICTURE

        # an agent answers in the web page; one alert, unread until it is read
        robot.click("sidebar.dashboard")
        number = str(ticket["number"])
        agent(desk).answer(number, words["answer"], (("slip.txt", b"released", "text/plain"),))
        robot.until(lambda: len(robot.desktop.shown) == 1, "one alert")
        assert number in robot.desktop.shown[0].title
        robot.until(lambda: robot.app.window.windowTitle().startswith("("), "the unread count")
        robot.click("sidebar.helpdesk")
        robot.open_row(words["subject"])
        robot.until(lambda: words["answer"] in robot.words("thread.list"), "the answer in the thread")
        assert "slip.txt" in robot.words("thread.list")
        robot.until(lambda: not robot.app.window.windowTitle().startswith("("), "nothing unread")

        # the person writes again on the same ticket
        robot.type("thread.reply", words["again"])
        robot.click("thread.send")
        robot.until(lambda: len(messages_of(person, ticket)) == 3, "the reply at the help desk")
        assert str(messages_of(person, ticket)[-1]["body"]) == words["again"]
        statuses = {row["id"]: row["kind"] for row in person.get("/rest/desk/about")["statuses"]}
        assert statuses[the_ticket(person, words["subject"])["status"]] == "open"

        # and finds it again, however it is spelt
        robot.type("helpdesk.filter.content", words["found_by"])
        robot.until(lambda: [words["subject"] in row for row in robot.rows()][:1] == [True], "the ticket found")
        robot.clear("helpdesk.filter.content")
        robot.type("helpdesk.filter.ticket_id", "".join(chr(0x6F0 + int(digit)) for digit in number))
        robot.until(lambda: len(robot.rows()) == 1 and words["subject"] in robot.rows()[0], "the ticket by its number")
        assert len(robot.desktop.shown) == 1, "one alert an answer, ever"


def wallet_rows(robot: Robot) -> list[str]:
    """What the dashboard's table of transactions holds."""
    from PySide6.QtWidgets import QAbstractItemView

    view = robot.find("dashboard.transactions").findChild(QAbstractItemView)
    assert view is not None
    model = view.model()
    cells = [model.index(row, column).data() for row in range(model.rowCount()) for column in range(5)]
    return [str(cell) for cell in cells]
