"""Mail out: an answer is mailed once, in the customer's language; a dead server loses nothing."""

import shutil
import sqlite3
import ssl
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desktop.desk.tracker import wakeups
from desktop.desk.tracker.mail import mail_settings, maildir, send
from tests.connectors.certificates import LOOPBACK, Authority, der
from tests.desk.local_tracker import TRADER, Desk, opened, plain
from tests.desk.polling import until
from tests.desk.smtp_server import SmtpServer, closed_port


@pytest.fixture
def desk(new_tracker: Path, tmp_path: Path) -> Iterator[Desk]:
    with opened(new_tracker, tmp_path) as desk:
        yield desk


def test_answer_is_mailed_in_the_customers_language(desk: Desk) -> None:
    msg = desk.answer("سلام، <b>واریز</b> شد.", files={"رسید.txt": "x"})
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
    [
        ("en", "Your ticket 8 has been answered."),
        ("ar", "تم الرد على تذكرتك"),
        ("es", "ha recibido"),
        ("", "8"),
    ],
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
    for minute in range(0, 600, 5):
        desk.now = datetime(2030, 1, 1, 12, 0) + timedelta(minutes=minute)
        assert desk.work_off() == 0
    assert desk.jobs() == [("new", 0)], "a server that is down says nothing about a mail"
    assert desk.bodies()[-1] == "پاسخ من"
    with SmtpServer() as server:
        desk.settings(host="127.0.0.1", port=server.port, security="none")
        assert desk.work_off() == 1, "at once, since the settings are other ones"
        assert desk.work_off() == 0
    (sent,) = server.mails
    assert sent["Subject"].startswith("Re: [issue8]")
    assert "پاسخ من" in plain(sent)
    assert server.recipients == ["sara.ahmadi@otet.example"]
    assert desk.jobs() == [("sent", 0)]


def test_final_refusal_ends_after_a_few_tries(desk: Desk) -> None:
    with SmtpServer(refuse="550 no such person") as server:
        desk.settings(host="127.0.0.1", port=server.port, security="none")
        desk.answer()
        for hour in range(5):
            desk.now = datetime(2030, 1, 1, 12 + hour, 0)
            desk.work_off()
    assert desk.jobs() == [("failed", 3)]
    assert server.mails == []


def test_temporary_refusal_is_tried_for_days(desk: Desk) -> None:
    with SmtpServer(refuse="450 greylisted") as server:
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
    with pytest.raises(sqlite3.Error):
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
    stop = wakeups.Stop()
    thread = threading.Thread(target=desk.worker.run, args=(stop,))
    thread.start()
    arrived = desk.place / "outbox-mail" / "new" / "000000001.eml"
    assert until(lambda: arrived.exists() and desk.jobs() == [("sent", 0)])
    stop.set()
    thread.join(10)
    assert not thread.is_alive()


def test_small_files_go_with_the_mail_and_large_ones_are_named(desk: Desk) -> None:
    desk.answer(files={"رسید.txt": "واریز شد", "large.bin": "x" * (2 * 1024 * 1024 + 1)})
    desk.work_off()
    (mail,) = desk.mails()
    (attached,) = mail.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == ("رسید.txt", "واریز شد".encode())
    lines = plain(mail).splitlines()
    assert [line.split(": ")[1] for line in lines if line.startswith("پیوست")] == ["رسید.txt", "large.bin"]


def test_names_and_titles_cannot_add_headers(desk: Desk) -> None:
    desk.customer(realname="Sara\nBcc: evil@example.org")
    desk.customer("rachel", realname="Rachel\r\nX-Evil: 1")
    desk.db.issue.set("8", title="Help\r\nBcc: evil@example.org\n\nbody")
    desk.db.commit()
    desk.answer("text \x00\x1b end")
    desk.work_off()
    (mail,) = desk.mails()
    assert mail["Bcc"] is None
    assert mail["X-Evil"] is None
    assert mail["Subject"] == "Re: [issue8] Help Bcc: evil@example.org body"
    assert [one.addr_spec for one in mail["To"].addresses] == [TRADER]
    assert "text  end" in plain(mail)


def test_a_mail_that_cannot_be_written_keeps_no_other_waiting(desk: Desk) -> None:
    message = desk.answer("First", files={"a.txt": "x"})
    desk.answer("Second")
    (file,) = desk.db.msg.get(message, "files")
    Path(desk.db.filename("file", file)).unlink()
    assert desk.work_off() == 1
    (mail,) = desk.mails()
    assert "Second" in plain(mail)
    assert desk.jobs() == [("new", 1), ("sent", 0)]


def test_a_server_that_says_no_good_bye_gets_no_second_mail(desk: Desk) -> None:
    with SmtpServer(bye="421 busy") as server:
        desk.settings(host="127.0.0.1", port=server.port, security="none")
        desk.answer()
        assert desk.work_off() == 1
        assert desk.work_off() == 0
    assert len(server.mails) == 1
    assert desk.jobs() == [("sent", 0)]


def test_provider_with_starttls_and_a_password_from_a_file(desk: Desk, tmp_path: Path) -> None:
    authority = Authority("mail")
    trusted = tmp_path / "ca.pem"
    trusted.write_text(ssl.DER_cert_to_PEM_cert(der(authority.certificate)))
    secret = tmp_path / "smtp.secret"
    secret.write_text("a password of the tests\n", encoding="utf-8")
    secret.chmod(0o644)
    with SmtpServer(tls=authority.context(tmp_path, LOOPBACK), password="a password of the tests") as server:
        here = {"host": "127.0.0.1", "port": server.port, "user": "support", "password_file": "smtp.secret"}
        desk.answer()
        desk.settings(**here, ca=trusted)
        with pytest.raises(ValueError, match="chmod 600"):
            desk.work_off()
        secret.chmod(0o600)
        desk.settings(**here)
        assert desk.work_off() == 0, "a certificate that nobody vouches for"
        assert server.mails == []
        desk.settings(**here, ca=trusted)
        desk.now = datetime(2030, 1, 1, 13, 0)
        assert desk.work_off() == 1
    assert len(server.mails) == 1


def test_a_password_may_stand_in_a_variable(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.settings(host="mail.example.org", user="support", password_env="DESK_TEST_PASSWORD")
    with pytest.raises(ValueError, match="not set"):
        mail_settings.server(desk.place, "smtp", {"starttls": 587})
    monkeypatch.setenv("DESK_TEST_PASSWORD", "word")
    found = mail_settings.server(desk.place, "smtp", {"starttls": 587})
    assert found is not None
    assert (found.password, found.port, found.security) == ("word", 587, "starttls")


def test_no_password_travels_unencrypted(desk: Desk) -> None:
    desk.settings(host="mail.example.org", user="support", password="word", security="none")
    with pytest.raises(ValueError, match="unencrypted"):
        send.transport_of(desk.place)


def test_settings_say_how_mail_leaves(desk: Desk) -> None:
    assert isinstance(send.transport_of(desk.place), maildir.Folder)
    desk.settings(host="mail.example.org", security="loud")
    with pytest.raises(ValueError, match="security"):
        send.transport_of(desk.place)
    desk.settings(host="mail.example.org", user="support", password="word")
    (desk.place / "mail.ini").chmod(0o644)
    with pytest.raises(ValueError, match="chmod 600"):
        send.transport_of(desk.place)
