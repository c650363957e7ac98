"""Mail to the help desk: a customer's words reach the ticket once, and change nothing else."""

import email.message
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from roundup import instance
from roundup.mailgw import IgnoreMessage, MailUsageError, RoundupMessage, Unauthorized

from tests.desk.running import Agent, Person


@pytest.fixture
def gateway(desk_home: Path, umask: None) -> Iterator[Any]:
    tracker = instance.open(str(desk_home / "tracker"), optimize=1)
    gateway = tracker.MailGW(tracker, SimpleNamespace(default_class="issue", set_value=[]))
    gateway.trapExceptions = 0
    yield gateway


def mail(person: Person, subject: str, text: str, message_id: str, attached: bytes = b"") -> RoundupMessage:
    letter = email.message.EmailMessage()
    letter["From"] = f"{person.name}@otet.example"
    letter["To"] = "support@otet.example"
    letter["Subject"] = subject
    letter["Message-ID"] = message_id
    letter.set_content(text)
    if attached:
        letter.add_attachment(attached, maintype="image", subtype="png", filename="a.png")
    parsed: RoundupMessage = email.message_from_bytes(letter.as_bytes(), RoundupMessage)
    return parsed


def test_trap_8_an_answer_by_mail_is_appended_and_keeps_the_title(gateway: Any, stranger: Person, agent: Agent) -> None:
    ticket = stranger.new_ticket(title="The first title")["issue"]
    agent.change("issue", ticket, status="solved")
    since = stranger.cursor()
    gateway.instance.config["MAILGW_SUBJECT_UPDATES_TITLE"] = "yes"  # the rule holds whatever the setting is
    gateway.handle_Message(mail(stranger, f"Re: [issue{ticket}] Another title", "از ایمیل", "<1@x>", b"png"))
    synced = stranger.sync(since)
    assert synced["tickets"][ticket]["title"] == "The first title"
    kinds = {row["id"]: row["kind"] for row in stranger.get("/rest/desk/about")["statuses"]}
    assert kinds[synced["tickets"][ticket]["status"]] == "open"
    (message,) = synced["messages"].values()
    assert (message["body"], message["side"], message["ticket"]) == ("از ایمیل", "own", ticket)
    assert [(file["name"], file["size"]) for file in message["files"]] == [("a.png", 3)]


def test_trap_8_the_same_mail_twice_is_one_message(gateway: Any, stranger: Person) -> None:
    ticket = stranger.new_ticket()["issue"]
    since = stranger.cursor()
    again = mail(stranger, f"Re: [issue{ticket}] x", "Once only", "<twice@x>", b"png")
    gateway.handle_Message(again)
    with pytest.raises(IgnoreMessage):
        gateway.handle_Message(again)
    assert [row["body"] for row in stranger.sync(since)["messages"].values()] == ["Once only"]


def test_trap_8_a_mail_of_its_own_is_a_ticket_of_the_sender(gateway: Any, stranger: Person) -> None:
    since = stranger.cursor()
    gateway.handle_Message(mail(stranger, "Withdrawal", "When does it come?", "<new@x>"))
    synced = stranger.sync(since)
    assert [row["title"] for row in synced["tickets"].values()] == ["Withdrawal"]
    assert [row["body"] for row in synced["messages"].values()] == ["When does it come?"]


def test_trap_8_mail_opens_no_other_doors(gateway: Any, stranger: Person, trader: Person) -> None:
    foreign = trader.new_ticket()["issue"]
    with pytest.raises(Unauthorized):
        gateway.handle_Message(mail(stranger, f"Re: [issue{foreign}] x", "Let me in", "<foreign@x>"))
    assert stranger.call("POST", "/rest/data/msg", json={"content": "x"}).status_code == 403


def test_trap_8_a_closed_ticket_takes_no_mail(gateway: Any, stranger: Person, agent: Agent) -> None:
    ticket = stranger.new_ticket()["issue"]
    agent.change("issue", ticket, status="closed")
    since = stranger.cursor()
    with pytest.raises(MailUsageError, match="no longer takes messages"):
        gateway.handle_Message(mail(stranger, f"Re: [issue{ticket}] x", "One more thing", "<late@x>"))
    assert stranger.sync(since)["messages"] == {}
