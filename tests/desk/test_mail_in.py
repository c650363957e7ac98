"""Mail to the help desk: a customer's words reach the ticket once, and nobody else's reach anything."""

import email.message
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from desktop.desk.tracker.mail import inbox
from tests.desk.local_tracker import SUPPORT, TICKET, TRADER, Desk, folder, new_mail, opened, plain, reply_to

PNG = b"\x89PNG\r\n\x1a\n\x00\xff"


@pytest.fixture
def desk(new_tracker: Path, tmp_path: Path) -> Iterator[Desk]:
    with opened(new_tracker, tmp_path) as desk:
        yield desk


@pytest.fixture
def answered(desk: Desk) -> email.message.EmailMessage:
    """The mail that tells the trader of an answer on ticket 8."""
    desk.answer("سلام سارا،\nواریز شد.")
    desk.work_off()
    (mail,) = desk.mails()
    return mail


def test_an_answer_is_appended_once_and_opens_the_ticket(desk: Desk, answered: email.message.EmailMessage) -> None:
    desk.set_status("solved")
    reply = reply_to(answered, "هنوز نرسیده است.\n")
    reply.add_attachment(PNG, maintype="image", subtype="png", filename="عکس.png")
    desk.receive(reply)
    message = desk.messages()[-1]
    assert message.content == "هنوز نرسیده است."
    assert desk.files(message) == [("عکس.png", "image/png", PNG)]
    assert desk.db.user.get(message.author, "username") == "demo"
    assert desk.status() == "open"
    before = desk.bodies()
    desk.receive(reply, reply)
    assert desk.bodies() == before
    assert len(desk.mails_to(TRADER)) == 1, "nobody was told of an error"
    assert len(folder(desk, "cur")) == 3


def test_a_reply_is_known_by_its_thread_when_the_subject_was_lost(
    desk: Desk, answered: email.message.EmailMessage
) -> None:
    desk.receive(reply_to(answered, "Same thread", Subject="question [urgent]"))
    desk.receive(reply_to(answered, "By an earlier mail", Subject="x", In_Reply_To="<unknown@example.org>"))
    assert desk.bodies()[-2:] == ["question [urgent]\n\nSame thread", "By an earlier mail"]


def test_trap_8_no_mail_changes_a_title(desk: Desk, answered: email.message.EmailMessage) -> None:
    title = desk.db.issue.get(TICKET, "title")
    desk.receive(reply_to(answered, "x", Subject="Re: [issue8] Another title [status=closed]"))
    desk.db.rollback()
    assert desk.db.issue.get(TICKET, "title") == title
    assert desk.status() == "open"


def test_a_mail_of_its_own_is_a_ticket_of_the_sender(desk: Desk) -> None:
    mail = new_mail("When does it come?", Subject="Re: Withdrawal", From=f"S <{TRADER.upper()}>")
    mail.add_attachment(b"a,b", maintype="text", subtype="csv", filename="../../etc/book.csv")
    count = len(desk.tickets())
    desk.receive(mail, mail)
    assert len(desk.tickets()) == count + 1
    ticket = desk.db.issue.getnode(desk.newest())
    assert (ticket.title, desk.db.user.get(ticket.requester, "username")) == ("Withdrawal", "demo")
    (message,) = desk.messages(ticket.id)
    assert message.content == "When does it come?"
    assert desk.files(message) == [(".._.._etc_book.csv", "text/csv", b"a,b")]
    desk.receive(reply_to(mail, "One more thing", Subject="Re: Withdrawal"))
    assert desk.bodies(ticket.id) == ["When does it come?", "One more thing"]


def test_a_second_address_is_the_same_customer(desk: Desk) -> None:
    desk.customer(alternate_addresses="old@example.org\nSara@work.example")
    desk.receive(new_mail("From work", From="sara@work.example"))
    assert desk.bodies(desk.newest()) == ["From work"]


def test_another_customers_ticket_stays_shut_and_the_words_are_kept(
    desk: Desk, answered: email.message.EmailMessage
) -> None:
    desk.new_person("other", address="other@example.org")
    before = desk.bodies()
    desk.receive(reply_to(answered, "Let me in", From="other@example.org"))
    assert desk.bodies() == before
    assert desk.bodies(desk.newest()) == ["Let me in"]
    assert desk.db.user.get(desk.db.issue.get(desk.newest(), "requester"), "username") == "other"
    assert "[" not in desk.db.issue.get(desk.newest(), "title")


def test_a_closed_ticket_says_so_and_gives_the_words_back(desk: Desk, answered: email.message.EmailMessage) -> None:
    desk.set_status("closed")
    before = desk.bodies()
    reply = reply_to(answered, "یک سؤال دیگر دارم.")
    desk.receive(reply, reply)
    assert desk.bodies() == before
    (refusal,) = (mail for mail in desk.mails_to(TRADER) if mail["Message-ID"] != answered["Message-ID"])
    assert refusal["Subject"] == "تیکت 8 بسته شده است"
    assert refusal["In-Reply-To"] == reply["Message-ID"]
    assert refusal["Auto-Submitted"] == "auto-generated"
    assert "> یک سؤال دیگر دارم." in plain(refusal)
    assert SUPPORT in plain(refusal)
    desk.receive(reply_to(refusal, "پس اینجا می‌پرسم."))
    assert desk.bodies(desk.newest())[0].startswith("پس اینجا می‌پرسم."), "as the refusal says"
    assert desk.newest() != TICKET


def test_closed_and_nobody_may_be_told_so_it_becomes_a_ticket(desk: Desk, answered: email.message.EmailMessage) -> None:
    desk.set_status("closed")
    desk.receive(reply_to(answered, "Through a list", Precedence="list"))
    assert desk.bodies(desk.newest()) == ["Through a list"]


def test_a_stranger_is_told_once_a_day_and_gets_no_word_back(desk: Desk, answered: email.message.EmailMessage) -> None:
    before, tickets = desk.bodies(), desk.tickets()
    desk.receive(*(reply_to(answered, "BUY NOW", From="Evil <evil@example.org>") for _ in range(3)))
    assert (desk.bodies(), desk.tickets()) == (before, tickets)
    (refusal,) = desk.mails_to("evil@example.org")
    assert "does not know the address" in plain(refusal)
    assert "نشانی فرستنده" in plain(refusal)
    assert "BUY NOW" not in refusal.as_string()
    assert "8" not in str(refusal["Subject"])


def test_a_flood_of_strangers_is_not_answered(desk: Desk) -> None:
    desk.receive(*(new_mail("x", From=f"s{number}@example.org") for number in range(40)))
    desk.work_off()
    assert len(desk.mails()) == 30


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Return_Path": "<>"},
        {"X_Autoreply": "yes"},
        {"X_Loop": SUPPORT},
        {"Precedence": "auto_reply"},
        {"Content_Type": 'multipart/report; boundary="x"'},
        {"From": SUPPORT},
        {"From": "MAILER-DAEMON@example.org"},
    ],
)
@pytest.mark.parametrize("sender", [TRADER, "stranger@example.org"])
def test_robots_are_neither_heard_nor_answered(desk: Desk, headers: dict[str, str], sender: str) -> None:
    tickets = desk.tickets()
    desk.receive(new_mail(**{"From": sender, **headers}))
    desk.work_off()
    assert desk.tickets() == tickets
    assert desk.mails() == []


@pytest.mark.parametrize(
    "headers",
    [{"Precedence": "bulk"}, {"List_Id": "<list.example.org>"}, {"From": "no-reply@example.org"}, {"From": "nobody"}],
)
def test_lists_and_mailers_of_strangers_are_not_answered(desk: Desk, headers: dict[str, str]) -> None:
    desk.receive(new_mail("x", **{"From": "stranger@example.org", **headers}))
    desk.work_off()
    assert desk.mails() == []


def test_a_customers_mail_through_a_group_address_is_heard(desk: Desk) -> None:
    desk.receive(new_mail("Through the group", Precedence="list", List_Id="<support.example.org>"))
    assert desk.bodies(desk.newest()) == ["Through the group"]


def test_nobody_speaks_for_an_agent(desk: Desk, answered: email.message.EmailMessage) -> None:
    before, tickets = desk.bodies(), desk.tickets()
    agent = desk.db.user.get(desk.db.user.lookup("rachel"), "address")
    desk.receive(reply_to(answered, "Send your money to me", From=agent))
    assert (desk.bodies(), desk.tickets()) == (before, tickets)
    (refusal,) = desk.mails_to(agent)
    assert desk.db.config.TRACKER_WEB in plain(refusal)


def test_a_retired_customer_is_a_stranger(desk: Desk) -> None:
    person = desk.new_person("gone", address="gone@example.org")
    desk.db.user.retire(person)
    desk.db.commit()
    tickets = desk.tickets()
    desk.receive(new_mail("x", From="gone@example.org"))
    assert desk.tickets() == tickets


def test_a_full_disk_loses_no_mail(desk: Desk) -> None:
    incoming = inbox.Inbox(desk.place)
    pages = desk.db.conn.execute("pragma page_count").fetchone()[0]
    desk.db.sql(f"pragma max_page_count={pages}")
    desk.db.commit()
    desk.put(new_mail("Kept " * 20_000))
    tickets = desk.tickets()
    incoming.take_in(desk.db)
    assert desk.tickets() == tickets
    assert len(folder(desk, "new")) == 1
    assert incoming.take_in(desk.db) == 0, "it is not tried again at once"
    desk.db.sql("pragma max_page_count=1000000")
    desk.db.commit()
    assert desk.take_in() == 1
    assert desk.bodies(desk.newest())[0].startswith("Kept Kept")


def test_a_locked_database_keeps_the_mail_waiting(desk: Desk) -> None:
    other = desk.tracker.open("admin")
    desk.put(new_mail("Kept"))
    tickets = desk.tickets()
    other.sql("begin immediate")
    desk.db.sql("pragma busy_timeout=50")
    assert desk.take_in() == 1
    assert len(folder(desk, "new")) == 1
    other.rollback()
    other.close()
    assert desk.tickets() == tickets
    assert desk.take_in() == 1
    assert desk.bodies(desk.newest()) == ["Kept"]


def test_roundups_own_command_fills_the_same_inbox(desk: Desk) -> None:
    gateway = desk.tracker.MailGW(desk.tracker, SimpleNamespace(default_class="issue", set_value=[]))
    gateway.handle_Message(new_mail("By pipe"))
    assert desk.take_in() == 1
    assert desk.bodies(desk.newest()) == ["By pipe"]
