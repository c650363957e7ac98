"""Mail out and in: an answer is mailed once, a dead server loses nothing, a reply finds its ticket."""

import email
import email.policy
import os
import shutil
import smtplib
import socket
import sys
import threading
from collections.abc import Iterator
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from roundup import date, instance

from desktop.desk import home as homes
from tests.desk.patience import until
from tests.desk.smtp_server import SmtpServer

TICKET = "8"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    mask = os.umask(0o077)  # opening a tracker changes it
    home = tmp_path_factory.mktemp("mail") / "tracker"
    homes.ready(home)
    os.umask(mask)
    return home


@pytest.fixture
def desk(original: Path, tmp_path: Path) -> Iterator["Desk"]:
    mask = os.umask(0o077)
    shutil.copytree(original, tmp_path / "tracker")
    desk = Desk(tmp_path)
    yield desk
    desk.db.close()
    os.umask(mask)


class Desk:
    """One tracker, opened in this process, whose queue the tests work off by hand."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.tracker = instance.open(str(place / "tracker"))
        self.db = self.tracker.open("admin")
        self.now = datetime(2030, 1, 1, 12, 0)
        self.lib = sys.modules
        self.worker = self.new_worker()

    def new_worker(self) -> Any:
        return self.lib["deskmail"].Worker(self.tracker, self.place, now=lambda: date.Date(self.now))

    def answer(self, text: str = "واریز شد.", **facts: Any) -> str:
        self.db.setCurrentUser("rachel")
        files = [self.db.file.create(name=name, type="text/plain", content="x") for name in facts.pop("files", ())]
        msg: str = self.db.msg.create(content=text, files=files, **facts)
        self.db.issue.set(TICKET, messages=[*self.db.issue.get(TICKET, "messages"), msg])
        self.db.commit()
        self.db.setCurrentUser("admin")
        return msg

    def customer(self, **facts: Any) -> None:
        self.db.user.set(self.db.user.lookup("demo"), **facts)
        self.db.commit()

    def jobs(self) -> list[tuple[str, int]]:
        self.db.rollback()
        nodes = [self.db.mailjob.getnode(item) for item in self.db.mailjob.list()]
        return [(node.state, node.tries) for node in nodes]

    def work_off(self) -> int:
        return int(self.worker.work_off(self.db))

    def mails(self) -> list[EmailMessage]:
        found = sorted((self.place / "outbox-mail" / "new").glob("*"))
        return [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in found]

    def settings(self, **values: object) -> None:
        lines = "".join(f"{name} = {value}\n" for name, value in values.items())
        (self.place / "mail.ini").write_text(f"[smtp]\n{lines}", encoding="utf-8")

    def receive(self, mail: EmailMessage, name: str = "1") -> None:
        (self.place / "inbox-mail" / "new").mkdir(parents=True, exist_ok=True)
        (self.place / "inbox-mail" / "new" / name).write_bytes(mail.as_bytes())
        way = self.lib["deskmail"].road(self.place)
        assert self.lib["deskinbox"].Inbox(self.tracker, self.place, lambda: way).take_in(self.db) == 1

    def bodies(self) -> list[str]:
        self.db.rollback()
        self.db.clearCache()
        return [self.db.msg.get(item, "content") for item in sorted(self.db.issue.get(TICKET, "messages"), key=int)]


def closed_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def plain(mail: EmailMessage, kind: str = "plain") -> str:
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def test_answer_is_mailed_in_the_customers_language(desk: Desk) -> None:
    msg = desk.answer("سلام، <b>واریز</b> شد.", files=["رسید.txt"])
    assert desk.work_off() == 1
    (mail,) = desk.mails()
    assert mail["Subject"] == "Re: [issue8] برداشت 150 دلار در انتظار است"
    assert mail["To"].addresses[0].addr_spec == "sara.ahmadi@otet.example"
    assert mail["To"].addresses[0].display_name == "سارا احمدی"
    assert mail["From"].addresses[0].display_name.startswith("Rachel")
    assert mail["Reply-To"] == desk.db.config.TRACKER_EMAIL
    assert mail["Message-ID"] == desk.db.msg.get(msg, "messageid")
    assert mail["In-Reply-To"] in mail["References"]
    text = plain(mail)
    for words in ("تیکت شما پاسخ داده شده است", "روی همان پیام دوباره", "رسید.txt", "سلام، <b>واریز</b> شد."):
        assert words in text
    assert "otet://ticket/8" in text
    assert f"{desk.db.config.TRACKER_WEB}issue8" in text
    html = plain(mail, "html")
    assert 'lang="fa" dir="rtl"' in html
    assert "&lt;b&gt;واریز" in html
    assert '<a dir="ltr" href="otet://ticket/8">' in html
    assert desk.jobs() == [("sent", 0)]


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Your ticket 8 has been answered."), ("ar", "تم الرد على تذكرتك"), ("es", "ha sido respondido"), ("", "8")],
)
def test_every_language_has_its_mail(desk: Desk, language: str, words: str) -> None:
    desk.customer(language=language)
    desk.answer()
    desk.work_off()
    (mail,) = desk.mails()
    assert words in plain(mail)
    assert "{" not in plain(mail)
    assert mail["Content-Language"] == (language or "en")


def test_only_who_wants_mail_gets_it(desk: Desk) -> None:
    desk.customer(email_alerts=False)
    desk.answer()
    assert desk.work_off() == 0
    assert desk.jobs() == [("skipped", 0)]
    desk.customer(email_alerts=True)
    desk.answer("یادداشت", internal=True)
    assert desk.work_off() == 0
    desk.answer()
    assert desk.work_off() == 1
    assert len(desk.mails()) == 1


def test_dead_server_loses_nothing_and_is_asked_again_later(desk: Desk) -> None:
    desk.settings(host="127.0.0.1", port=closed_port(), security="none")
    desk.answer("پاسخ من")
    assert desk.work_off() == 0
    assert desk.jobs() == [("new", 1)]
    assert desk.bodies()[-1] == "پاسخ من"
    assert desk.work_off() == 0
    assert desk.jobs() == [("new", 1)]  # not due yet
    desk.now = datetime(2030, 1, 1, 12, 1)
    desk.work_off()
    assert desk.jobs() == [("new", 2)]
    with SmtpServer() as server:
        desk.settings(host="127.0.0.1", port=server.port, security="none")
        desk.now = datetime(2030, 1, 1, 13, 0)
        assert desk.work_off() == 1
        assert desk.work_off() == 0
    (sent,) = server.mails
    assert sent["Subject"].startswith("Re: [issue8]")
    assert "پاسخ من" in plain(sent)
    assert server.recipients == ["sara.ahmadi@otet.example"]
    assert desk.jobs() == [("sent", 2)]


def test_final_refusal_ends_after_a_few_tries(desk: Desk) -> None:
    with SmtpServer(refuse=b"550 no such person") as server:
        desk.settings(host="127.0.0.1", port=server.port, security="none")
        desk.answer()
        for hour in range(5):
            desk.now = datetime(2030, 1, 1, 12 + hour, 0)
            desk.work_off()
    assert desk.jobs() == [("failed", 3)]
    assert server.mails == []


def test_temporary_refusal_is_tried_for_days(desk: Desk) -> None:
    with SmtpServer(refuse=b"450 greylisted") as server:
        desk.settings(host="127.0.0.1", port=server.port, security="none")
        desk.answer()
        for hour in range(5):
            desk.now = datetime(2030, 1, 1, 12 + hour, 0)
            desk.work_off()
    assert desk.jobs() == [("new", 5)]


def test_mail_that_could_not_be_noted_is_not_sent_again(desk: Desk) -> None:
    """The computer's disk is full just after sending: this process knows that the mail went out."""
    desk.answer()
    desk.db.sql("create temp trigger full before update on _mailjob begin select raise(abort, 'disk full'); end")
    with pytest.raises(desk.lib["deskmail"].sqlite3.Error):
        desk.work_off()
    assert len(desk.mails()) == 1
    sent = desk.place / "outbox-mail" / "new"
    shutil.rmtree(sent)
    desk.db.sql("drop trigger full")
    desk.db.commit()
    assert desk.work_off() == 1
    assert not sent.exists()
    assert desk.jobs() == [("sent", 0)]


def test_killed_between_sending_and_noting_repeats_the_same_mail(desk: Desk) -> None:
    desk.answer()
    desk.work_off()
    (first,) = desk.mails()
    desk.db.mailjob.set("1", state="new")
    desk.db.commit()
    desk.worker = desk.new_worker()
    desk.work_off()
    (again,) = desk.mails()  # the folder's mail was replaced, not doubled
    assert again["Message-ID"] == first["Message-ID"]


def test_worker_runs_until_told_to_stop(desk: Desk) -> None:
    desk.answer()
    stop = threading.Event()
    thread = threading.Thread(target=desk.worker.run, args=(stop,))
    thread.start()
    arrived = desk.place / "outbox-mail" / "new" / "000000001.eml"
    assert until(lambda: arrived.exists() and desk.jobs() == [("sent", 0)])
    stop.set()
    thread.join(10)
    assert not thread.is_alive()


def reply_to(mail: EmailMessage, text: str, **changed: str) -> EmailMessage:
    answer = EmailMessage()
    headers = {
        "From": "sara.ahmadi@otet.example",
        "To": "support@otet.example",
        "Subject": str(mail["Subject"]),
        "Message-ID": "<reply-1@example.org>",
        "In-Reply-To": str(mail["Message-ID"]),
        **changed,
    }
    for name, value in headers.items():
        answer[name] = value
    answer.set_content(text)
    return answer


def test_customers_reply_is_appended_once(desk: Desk) -> None:
    desk.answer()
    desk.work_off()
    (mail,) = desk.mails()
    reply = reply_to(mail, "هنوز نرسیده است.\n")
    reply.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="عکس.png")
    desk.receive(reply)
    assert desk.bodies()[-1] == "هنوز نرسیده است."
    assert desk.db.status.get(desk.db.issue.get(TICKET, "status"), "kind") == "open"
    before = desk.bodies()
    desk.receive(reply, name="2")
    assert desk.bodies() == before
    assert len(desk.mails()) == 1  # nobody was bounced
    assert len(list((desk.place / "inbox-mail" / "cur").iterdir())) == 2


def test_reply_is_known_by_its_thread_when_the_subject_was_lost(desk: Desk) -> None:
    desk.answer()
    desk.work_off()
    (mail,) = desk.mails()
    desk.receive(reply_to(mail, "Same thread", **{"Subject": "question [urgent]"}))
    assert desk.bodies()[-1] == "Same thread"


def test_strangers_mail_is_refused_and_kept_out(desk: Desk) -> None:
    desk.answer()
    desk.work_off()
    (mail,) = desk.mails()
    before = desk.bodies()
    desk.receive(reply_to(mail, "Let me in", **{"From": "evil@example.org"}))
    assert desk.bodies() == before
    bounce = next(mail for mail in desk.mails() if "evil@example.org" in str(mail["To"]))
    assert "not a registered user" in bounce.as_string()


def test_settings_say_how_mail_leaves(desk: Desk) -> None:
    deskmail = desk.lib["deskmail"]
    assert isinstance(deskmail.road(desk.place), deskmail.Folder)
    desk.settings(host="mail.example.org", security="loud")
    with pytest.raises(ValueError, match="security"):
        deskmail.road(desk.place)
    assert deskmail._is_final(smtplib.SMTPRecipientsRefused({"a": (550, b"no")}))
    assert not deskmail._is_final(smtplib.SMTPAuthenticationError(535, b"no"))
    assert not deskmail._is_final(ConnectionRefusedError())
