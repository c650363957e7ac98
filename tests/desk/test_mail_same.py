"""When two mails are the same, which files a message has, and what a delivery report marks."""

import json
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from desktop.desk.tracker.mail import accept, parse
from tests.desk.local_tracker import TICKET, TRADER, Desk, new_mail, opened, reply_to

TEXT = "first mail"


@pytest.fixture
def desk(new_tracker: Path, tmp_path: Path) -> Iterator[Desk]:
    with opened(new_tracker, tmp_path) as desk:
        yield desk


def test_same_id_and_same_words_are_one_mail_whichever_way_it_came(desk: Desk) -> None:
    mail = new_mail(TEXT)
    mail.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="a.png")
    count = len(desk.tickets())
    again = b"Received: from elsewhere\r\nX-Spam: no\r\n" + mail.as_bytes().replace(b"\n", b"\r\n")
    desk.receive(mail, again)
    assert len(desk.tickets()) == count + 1


@pytest.mark.parametrize(
    "changes",
    [{"text": "my card was stolen"}, {"Subject": "Device mail 2"}, {"From": "other@example.org"}, {"file": "b"}],
    ids=str,
)
def test_same_id_and_anything_else_different_is_another_mail(desk: Desk, changes: dict[str, str]) -> None:
    desk.new_person("other", address="other@example.org")
    count = len(desk.tickets())
    for facts in ({}, changes):
        given = {"text": TEXT, "Message_ID": "<0@localhost>", **facts}
        mail = new_mail(given.pop("text"), **{name: value for name, value in given.items() if name != "file"})
        mail.add_attachment(facts.get("file", "a").encode(), maintype="text", subtype="csv", filename="a.csv")
        desk.receive(mail)
    assert len(desk.tickets()) == count + 2


def test_without_an_id_the_same_bytes_are_one_mail(desk: Desk) -> None:
    mail = new_mail(TEXT)
    del mail["Message-ID"]
    count = len(desk.tickets())
    desk.receive(mail, mail, mail.as_bytes() + b"\n")
    assert len(desk.tickets()) == count + 2
    (message,) = desk.messages(desk.newest())
    assert message.messageid, "agents see that it came by mail"


def test_what_an_earlier_version_took_in_is_known_and_another_text_under_its_id_is_not(desk: Desk) -> None:
    mail = new_mail(TEXT, Message_ID="<old@example.org>")
    older = accept._older_key(parse.read(mail.as_bytes()))
    desk.receive(mail)
    (key,) = [item for item in desk.db.submission.list() if desk.db.submission.get(item, "key").startswith("mail:")]
    desk.db.submission.destroy(key)
    desk.db.submission.create(key=older)
    desk.db.commit()
    count = len(desk.tickets())
    desk.receive(mail)
    assert len(desk.tickets()) == count
    desk.receive(new_mail("my card was stolen", Message_ID="<old@example.org>"))
    assert len(desk.tickets()) == count + 1


def test_an_answer_in_the_subject_alone_is_the_text(desk: Desk) -> None:
    desk.answer("Hello Sara, which bank was it?\n\nAnd on which day?")
    desk.work_off()
    (mail,) = desk.mails()
    quote = "> Hello Sara, which bank was it?"
    desk.receive(reply_to(mail, f"\n{quote}\n", Subject=f"Re: [issue{TICKET}] yes, please close my account"))
    message = desk.messages()[-1]
    assert message.content == f"yes, please close my account\n\n{quote}"
    ((start, end),) = json.loads(message.folds)
    assert message.content[start:end] == quote
    desk.receive(reply_to(mail, "", Subject=f"RE: [issue{TICKET}] and my card"))
    assert desk.bodies()[-1] == "and my card"
    for below in ("Sent from my iPhone", "-- \nSara Ahmadi", "> which bank? (cut)"):
        desk.receive(reply_to(mail, below, Subject=f"پاسخ: [issue{TICKET}] {below[:2]} it is Mellat"))
        assert desk.bodies()[-1] == f"{below[:2]} it is Mellat\n\n{below}".replace("  ", " ")
    title = desk.db.issue.get(TICKET, "title")
    desk.receive(reply_to(mail, f"{quote}\n>", Subject=f"Re: [issue{TICKET}] {title}"))
    assert desk.bodies()[-1] == f"{quote}\n>", "a subject that only repeats the title is no answer"
    desk.receive(reply_to(mail, "My words", Subject=f"Re: [issue{TICKET}] another subject"))
    assert desk.bodies()[-1] == "another subject\n\nMy words"


def with_files(*contents: bytes) -> bytes:
    """A mail with these files, in bytes as they are; every 25th name is used again."""
    parts = [f"From: {TRADER}\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n".encode()]
    parts.append(b"--b\r\nContent-Type: text/plain\r\n\r\nSee")
    for number, content in enumerate(contents):
        head = (
            f"--b\r\nContent-Type: application/pdf; name={number % 25}.pdf\r\nContent-Transfer-Encoding: binary\r\n\r\n"
        )
        parts.append(head.encode() + content)
    return b"\r\n".join([*parts, b"--b--\r\n"])


def test_files_over_the_count_are_in_a_zip(desk: Desk) -> None:
    desk.receive(with_files(*(b"%d" % number for number in range(30))))
    (message,) = desk.messages(desk.newest())
    *first, (name, kind, content) = desk.files(message)
    assert [name for name, _, _ in first] == [f"{number}.pdf" for number in range(20)]
    assert (name, kind) == ("more-files.zip", "application/zip")
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert [archive.read(one) for one in archive.namelist()] == [b"%d" % number for number in range(20, 30)]
        assert len(set(archive.namelist())) == 10
    assert "24.pdf" in message.content


def test_files_too_large_for_a_zip_are_in_further_messages(desk: Desk) -> None:
    contents = [b"%d" % number * (2_750_000 if number >= 20 else 1) for number in range(25)]
    desk.receive(with_files(*contents))
    messages = desk.messages(desk.newest())
    assert [len(desk.files(message)) for message in messages] == [20, 5]
    assert [content for message in messages for _, _, content in desk.files(message)] == contents
    assert desk.db.issue.get(desk.newest(), "files") == [item for message in messages for item in message.files]


def test_a_file_larger_than_usual_is_kept_and_named(desk: Desk) -> None:
    content = b"%PDF" + b"\0" * (25 * 1024 * 1024)
    desk.receive(with_files(content))
    (message,) = desk.messages(desk.newest())
    ((name, _, kept),) = desk.files(message)
    assert (name, len(kept)) == ("0.pdf", len(content))
    assert "0.pdf" in message.content


def report(message_id: str, status: str = "5.2.2", action: str = "failed", **headers: str) -> bytes:
    """What a mail server says of a mail that it could not deliver."""
    return f"""From: Mail Delivery System <MAILER-DAEMON@mx.example>
To: support@otet.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <dsn.{status}.{action}@mx.example>
Content-Type: multipart/report; report-type=delivery-status; boundary=d60
Auto-Submitted: auto-replied
Return-Path: <>
MIME-Version: 1.0

--d60
Content-Type: text/plain

{TRADER}: mailbox is full
--d60
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; {TRADER}
Action: {action}
Status: {status}
--d60
Content-Type: message/rfc822

Message-ID: {message_id}
Subject: Re: [issue{TICKET}] x

x
--d60--
""".encode()


@pytest.mark.parametrize(
    ("status", "error"),
    [
        ("5.2.2", "mailbox full (5.2.2)"),
        ("5.1.1", "no such mailbox (5.1.1)"),
        ("5.7.1", "refused as unwanted (5.7.1)"),
        ("4.4.7", "no answer from the mail server (4.4.7)"),
    ],
)
def test_a_delivery_report_marks_the_answer(desk: Desk, status: str, error: str) -> None:
    desk.answer("واریز شد.")
    desk.work_off()
    (mail,) = desk.mails()
    before = desk.bodies(), desk.status()
    desk.receive(report(str(mail["Message-ID"]), status))
    assert desk.jobs() == [("bounced", 0)]
    assert desk.db.mailjob.get("1", "error") == error
    assert (desk.bodies(), desk.status()) == before
    assert desk.db.heldmail.list() == []
    desk.work_off()
    assert len(desk.mails()) == 1, "it is not sent again"


def test_a_report_before_the_help_desk_noted_that_it_sent_marks_it_too(desk: Desk) -> None:
    desk.answer("واریز شد.")
    desk.work_off()
    (mail,) = desk.mails()
    desk.db.mailjob.set("1", state="new", messageid="")
    desk.db.commit()
    desk.receive(report(str(mail["Message-ID"])))
    assert desk.jobs() == [("bounced", 0)]


def test_an_absence_notice_is_no_report(desk: Desk) -> None:
    desk.answer("واریز شد.")
    desk.work_off()
    (mail,) = desk.mails()
    desk.receive(reply_to(mail, "I am away.", Auto_Submitted="auto-replied", Return_Path="<>", X_Failed_Recipients="x"))
    assert desk.jobs() == [("sent", 0)]
    assert "I am away." in desk.bodies()[-1]


def test_a_delay_is_no_failure(desk: Desk) -> None:
    desk.answer("واریز شد.")
    desk.work_off()
    (mail,) = desk.mails()
    desk.receive(report(str(mail["Message-ID"]), "4.2.2", "delayed"))
    assert desk.jobs() == [("sent", 0)]


@pytest.mark.parametrize("message_id", ["<unknown@example.org>", "<1.issue8.msg2@otet.example>", "", "x"])
def test_a_forged_report_changes_nothing_and_is_listed(desk: Desk, message_id: str) -> None:
    desk.answer("واریز شد.")
    desk.work_off()
    desk.receive(report(message_id))
    assert desk.jobs() == [("sent", 0)]
    (item,) = desk.db.heldmail.list()
    assert desk.db.heldmail.get(item, "reason") == "bounce"
