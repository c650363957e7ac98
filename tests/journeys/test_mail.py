"""Mail and the open app: an answer's mail opens its ticket here, and what is answered by mail shows up here."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.desk.process import DeskAddress
from desktop.domain.folds import unfolded
from desktop.domain.tickets import Side
from desktop.paths import Paths
from desktop.ui.tickets.thread.message_list import MessageList
from tests.desk.local_tracker import TRADER, new_mail, plain, reply_to
from tests.desk.running import Person
from tests.desk.smtp_server import SmtpServer
from tests.journeys.conftest import RachelAtHerDesk
from tests.journeys.robot import Robot, running
from tests.journeys.test_round_trip import messages_of, sign_in_to_demo, the_ticket

pytestmark = pytest.mark.journey


def thread(robot: Robot) -> list[tuple[Side, str]]:
    """The open thread, message by message, without what starts folded."""
    shown = robot.find("thread.list")
    assert isinstance(shown, MessageList)
    return [(message.side, unfolded(message.body, message.folds)) for message in shown.rows.messages]


@pytest.mark.parametrize("language", ["en", "fa"])
def test_answered_by_mail(
    qapp: QApplication,
    home: Path,
    language: str,
    agent: Callable[[DeskAddress], RachelAtHerDesk],
    reader: Callable[[DeskAddress], Person],
) -> None:
    place = Paths(home).desk
    place.mkdir(parents=True)
    new = place / "inbox-mail" / "new"
    new.mkdir(parents=True)
    with SmtpServer() as server, running(qapp, home, language=language) as robot:
        (place / "mail.ini").write_text(f"[smtp]\nhost = 127.0.0.1\nport = {server.port}\nsecurity = none\n")
        desk = sign_in_to_demo(robot)
        person = reader(desk)
        (new / "1").write_bytes(new_mail("کیف‌پول من کجاست؟", Subject="Where is my wallet?", From=TRADER).as_bytes())
        robot.click("sidebar.helpdesk")
        robot.until(lambda: any("Where is my wallet?" in row for row in robot.rows()), "the ticket that came by mail")
        ticket = the_ticket(person, "Where is my wallet?")
        agent(desk).answer(str(ticket["number"]), "Under Wallets, in the list at the left.")
        robot.until(lambda: len(server.mails) == 1, "the mail of the answer")
        (mail,) = server.mails
        (link,) = set(re.findall(r"otet://\S+", plain(mail)))

        robot.click("sidebar.dashboard")
        robot.app.open_link(link)
        robot.until(lambda: len(thread(robot)) == 2, "the ticket of the link")
        assert thread(robot)[-1] == (Side.SUPPORT, "Under Wallets, in the list at the left.")

        reply = reply_to(mail, "Found it.\n\n> " + plain(mail).replace("\n", "\n> "), From=TRADER).as_bytes()
        for name in ("2", "3"):
            (new / name).write_bytes(reply)
        robot.until(lambda: (Side.OWN, "Found it.") in thread(robot), "the answer by mail in the open thread")
        robot.until(lambda: not list(new.iterdir()), "both copies dealt with")
        robot.type("thread.reply", "And from the app.")
        robot.click("thread.send")
        robot.until(lambda: len(messages_of(person, ticket)) == 4, "the reply at the help desk")
        robot.until(lambda: len(thread(robot)) == 4, "four messages")
        assert [body for side, body in thread(robot) if side is Side.OWN][1:] == ["Found it.", "And from the app."]
        assert len(robot.desktop.shown) <= 1, "nobody is told of own words"
        assert len(server.mails) == 1
