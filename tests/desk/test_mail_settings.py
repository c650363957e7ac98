"""What is wrong with the mail settings or the server: the queue waits and says why; no mail is ever given up for it."""

import threading
import time
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from desktop.desk.tracker import wakeups
from desktop.desk.tracker.mail import mail_settings, send, smtp
from tests.connectors.certificates import LOOPBACK, Authority
from tests.desk.local_tracker import Desk, opened
from tests.desk.mail_faults import problems, use, work_for_days
from tests.desk.polling import until
from tests.desk.scripted_smtp import DROP, SILENT, ScriptedSmtp
from tests.desk.smtp_server import SmtpServer, closed_port


def _answer(refusal: str, words: str) -> str:
    """The refusal for one recipient; every other one is accepted."""
    return refusal if "bad@" in words else "250 fine"


PASSWORD = "contraseña گذرواژه 密码"


@pytest.fixture
def desk(new_tracker: Path, tmp_path: Path) -> Iterator[Desk]:
    with opened(new_tracker, tmp_path) as desk:
        yield desk


@pytest.mark.parametrize("mechanisms", ["PLAIN LOGIN", "LOGIN", "PLAIN"])
def test_user_and_password_may_have_any_letters(desk: Desk, mechanisms: str) -> None:
    with ScriptedSmtp(offers=(f"AUTH {mechanisms}",), user="peña@example.org", password=PASSWORD) as server:
        use(desk, server, user="peña@example.org", password=PASSWORD)
        desk.answer()
        assert desk.work_off() == 1
        assert len(server.mails) == 1
        assert "mail_out" not in problems(desk)


@pytest.mark.parametrize(
    ("replies", "offers", "code"),
    [
        ({"AUTH": "535 5.7.8 wrong"}, ("AUTH PLAIN",), "auth_refused"),
        ({"AUTH": "454 4.7.0 later"}, ("AUTH PLAIN",), "busy"),
        ({}, (), "auth_missing"),
        ({}, ("AUTH GSSAPI",), "auth_missing"),
        ({"greeting": "421 too many"}, (), "busy"),
        ({"greeting": "554 not you"}, (), "busy"),
        ({"greeting": DROP}, (), "dropped"),
        ({"EHLO": DROP}, (), "dropped"),
        ({"greeting": "SSH-2.0 hello"}, (), "busy"),
        ({"MAIL": "550 5.7.1 sender rejected"}, ("AUTH PLAIN",), "relay_refused"),
        ({"MAIL": "553 not your address"}, ("AUTH PLAIN",), "sender_refused"),
        ({"RCPT": "554 5.7.1 Relay access denied"}, ("AUTH PLAIN",), "relay_refused"),
        ({"RCPT": "530 5.7.0 Authentication required"}, ("AUTH PLAIN",), "relay_refused"),
        ({"RCPT": DROP}, ("AUTH PLAIN",), "dropped"),
        ({"DATA": "421 4.3.2 shutting down"}, ("AUTH PLAIN",), "busy"),
    ],
)
def test_what_is_no_fault_of_the_mail_waits_for_ever(
    desk: Desk, replies: dict[str, Any], offers: tuple[str, ...], code: str
) -> None:
    for text in ("one", "two"):
        desk.answer(text)
    with ScriptedSmtp(offers=offers, user="u", password="p", **replies) as server:
        use(desk, server, user="u", password="p")
        assert work_for_days(desk) == 0
        assert desk.jobs() == [("new", 0), ("new", 0)]
        assert problems(desk)["mail_out"] == code
        server.replies.clear()
        server.offers = ("AUTH PLAIN",)
        assert work_for_days(desk, 1) == 2
        assert "mail_out" not in problems(desk)


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"host": "127.0.0.1", "port": "smtp", "security": "none"}, "settings"),
        ({"host": "127.0.0.1", "port": 70000, "security": "none"}, "settings"),
        ({"host": "", "security": "none"}, "settings"),
        ({"hsot": "127.0.0.1"}, "settings"),
        ({"host": "127.0.0.1", "security": "none", "user": "u"}, "secret"),
        ({"host": "127.0.0.1", "security": "none", "user": "u", "password_file": "nowhere"}, "secret"),
        ({"host": "127.0.0.1", "security": "none", "user": "u", "password_file": "."}, "secret_open"),
        ({"host": "127.0.0.1", "security": "tls", "ca": "/nowhere"}, "settings"),
        ({"host": "no.such.host.invalid", "security": "none"}, "unknown_host"),
        ({"host": "a..b", "security": "none"}, "settings"),
    ],
)
def test_settings_that_cannot_work_are_said_and_cost_no_mail(desk: Desk, settings: dict[str, Any], code: str) -> None:
    desk.answer()
    (desk.place).chmod(0o755)
    desk.settings(**settings)
    assert work_for_days(desk, 1) == 0
    assert desk.jobs() == [("new", 0)]
    assert problems(desk)["mail_out"] == code
    assert desk.mails() == [], "not put into the folder either, where nobody would look for it"
    with SmtpServer() as server:
        use(desk, server)
        assert desk.work_off() == 1
        assert "mail_out" not in problems(desk)


@pytest.mark.parametrize(
    "content", [b"[smtp\nhost=x", b"\xff\xfe[smtp]", b"[SMTP]\nhost=x\n", b"host = secret-word\n", None]
)
def test_settings_that_cannot_be_read_are_not_taken_for_none(desk: Desk, content: bytes | None) -> None:
    path = desk.place / "mail.ini"
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    desk.answer()
    with pytest.raises(ValueError, match=r"mail\.ini") as raised:
        desk.work_off()
    assert "secret-word" not in str(raised.value)
    assert desk.mails() == []
    assert desk.jobs() == [("new", 0)]
    assert problems(desk)["mail_out"].startswith("settings")


def test_settings_with_a_byte_order_mark_are_read(desk: Desk) -> None:
    with ScriptedSmtp(offers=("AUTH PLAIN",), user="u", password=PASSWORD) as server:
        (desk.place / "smtp.secret").write_bytes(b"\xef\xbb\xbf" + PASSWORD.encode() + b"\r\n")
        (desk.place / "smtp.secret").chmod(0o600)
        words = f"[smtp]\nhost=127.0.0.1\nport={server.port}\nsecurity=none\nuser=u\npassword_file=smtp.secret\n"
        (desk.place / "mail.ini").write_bytes(b"\xef\xbb\xbf" + words.encode())
        desk.answer()
        assert desk.work_off() == 1


def test_a_secret_that_is_no_text_is_a_fault_of_the_settings(desk: Desk) -> None:
    with ScriptedSmtp(offers=("AUTH PLAIN",)) as server:
        use(desk, server, user="u", password="x")
        (desk.place / "smtp.secret").write_bytes("contraseña".encode("latin-1"))
        desk.answer()
        assert work_for_days(desk, 1) == 0
        assert desk.jobs() == [("new", 0)]
        assert problems(desk)["mail_out"] == "secret"


def test_no_starttls_and_no_trust_are_faults_of_the_server(desk: Desk, tmp_path: Path) -> None:
    desk.answer()
    with ScriptedSmtp() as server:
        desk.settings(host="127.0.0.1", port=server.port, security="starttls")
        assert desk.work_off() == 0
        assert problems(desk)["mail_out"] == "starttls_missing"
        assert server.recipients == []
    with SmtpServer(tls=Authority("x").context(tmp_path, LOOPBACK)) as encrypted:
        desk.settings(host="127.0.0.1", port=encrypted.port, security="starttls")
        assert desk.work_off() == 0
        assert problems(desk)["mail_out"] == "certificate"
    assert desk.jobs() == [("new", 0)]


def test_a_mail_given_up_is_taken_up_again_once_for_each_change(desk: Desk) -> None:
    with ScriptedSmtp(RCPT="550 5.1.1 no such person") as server:
        use(desk, server)
        desk.answer()
        work_for_days(desk)
        assert desk.jobs() == [("failed", 3)]
        assert len(server.recipients) == 3
        (desk.place / "mail.ini").touch()
        work_for_days(desk)
        assert len(server.recipients) == 3, "the same settings"
        desk.worker = desk.new_worker()
        work_for_days(desk)
        assert len(server.recipients) == 3, "nor after a restart"
        assert problems(desk) == {"mail_refused": "mails_refused"}
        use(desk, server, user="u", password="p")
        server.offers, server.user, server.password = ("AUTH PLAIN",), "u", "p"
        work_for_days(desk)
        assert len(server.recipients) == 6, "other settings: once more"
        use(desk, server, user="u", password="q")
        server.password = "q"
        server.replies.clear()
        assert work_for_days(desk, 1) == 1
        assert desk.jobs() == [("sent", 0)]
        assert problems(desk) == {}


def test_a_mail_given_up_before_the_update_is_taken_up_again(desk: Desk) -> None:
    desk.answer()
    desk.db.mailjob.set("1", state="failed", tries=3, error="'ascii' codec can't encode character '\\xf1'")
    desk.db.commit()
    assert desk.work_off() + desk.work_off() == 1
    assert desk.jobs() == [("sent", 0)]


def test_another_address_of_the_customer_is_tried(desk: Desk) -> None:
    with ScriptedSmtp(RCPT=lambda words: "250 fine" if "new@" in words else "550 no") as server:
        use(desk, server)
        desk.answer()
        work_for_days(desk)
        assert desk.jobs() == [("failed", 3)]
        desk.customer(address="new@otet.example")
        desk.worker = desk.new_worker()
        assert work_for_days(desk, 1) == 1
        assert server.recipients[-1] == "new@otet.example"


def test_no_secret_can_be_read_from_what_is_kept_of_the_settings(desk: Desk) -> None:
    one = mail_settings.Server("h", 25, "none", "u", PASSWORD, "")
    other = mail_settings.Server("h", 25, "none", "u", PASSWORD + "x", "")
    assert one.digest() != other.digest()
    assert PASSWORD not in repr(one) + one.digest()


def test_one_bad_mail_holds_up_no_other(desk: Desk) -> None:
    """Each of these could be the fault of the settings, until another mail goes out with the same ones."""
    bad = desk.new_person("bad", address="bad@otet.example")
    ticket = desk.db.issue.create(title="x", requester=bad)
    desk.db.commit()
    for reply in ("554 5.7.1 Relay access denied", "421 4.7.0 not this one", DROP):
        with ScriptedSmtp(RCPT=partial(_answer, reply)) as server:
            use(desk, server)
            before = len(desk.jobs())
            desk.answer("bad", ticket)
            for number in range(3):
                desk.answer(f"good {number}")
            assert desk.work_off() == 3
            assert desk.jobs()[before:] == [("new", 0), ("sent", 0), ("sent", 0), ("sent", 0)]
            assert "mail_out" not in problems(desk)
            work_for_days(desk, 1)
            assert desk.jobs()[before][1] > 0, "now it counts: others went out"
            job = str(before + 1)
            desk.db.mailjob.set(job, state="skipped")
            desk.db.commit()


def test_a_long_queue_goes_in_order_and_lets_others_have_their_turn(desk: Desk) -> None:
    with ScriptedSmtp() as server:
        use(desk, server)
        for number in range(60):
            desk.answer(f"text {number}")
        most = send.MOST_AT_ONCE
        assert desk.work_off() == most
        assert desk.work_off() == 60 - most
        assert [b"In-Reply-To" in mail for mail in server.mails] == [True] * 60
        sent = [desk.db.mailjob.get(str(number), "messageid").encode() for number in range(1, 61)]
        assert all(name in mail for name, mail in zip(sent, server.mails, strict=True)), (
            "the order they were written in"
        )


def test_a_mail_that_kills_the_connection_is_tried_rarely_and_ends(desk: Desk) -> None:
    with ScriptedSmtp(body=DROP) as server:
        use(desk, server)
        desk.answer()
        work_for_days(desk, 20)
        assert desk.jobs() == [("failed", 30)]
        ids = {mail.partition(b"Message-ID: ")[2].partition(b"\r\n")[0] for mail in server.mails}
        assert len(ids) == 1, "copies that arrive are known as one mail"


@pytest.mark.parametrize("step", ["greeting", "EHLO", "AUTH", "RCPT", "body"])
def test_a_server_that_never_answers_is_left_when_the_help_desk_stops(desk: Desk, step: str) -> None:
    with ScriptedSmtp(offers=("AUTH PLAIN",), user="u", password="p", **{step: SILENT}) as server:
        use(desk, server, user="u", password="p")
        desk.answer()
        stop = wakeups.Stop()
        thread = threading.Thread(target=desk.worker.run, args=(stop,))
        thread.start()
        seen = {"greeting": "", "body": "DATA"}.get(step, step)
        assert until(lambda: server.connections > 0)
        assert until(lambda: any(words.upper().startswith(seen) for words in [*server.commands, ""]))
        stop.set()
        thread.join(5)
        assert not thread.is_alive()
        assert desk.jobs() == [("new", 0)]


def test_a_server_that_answers_byte_by_byte_ends_in_time(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "LIMIT_S", 1)
    with ScriptedSmtp(greeting=SILENT) as server:
        use(desk, server)
        desk.answer()
        started_s = time.monotonic()
        assert desk.work_off() == 0
        assert time.monotonic() - started_s < 10
        assert problems(desk)["mail_out"] == "timed_out"
        assert desk.jobs() == [("new", 0)]


def test_a_full_disk_under_the_outbox_costs_no_mail(desk: Desk) -> None:
    (desk.place / "outbox-mail").write_text("no folder")
    desk.answer()
    assert work_for_days(desk) == 0
    assert desk.jobs() == [("new", 0)]
    assert problems(desk)["mail_out"] == "storage"
    (desk.place / "outbox-mail").unlink()
    assert work_for_days(desk, 1) == 1
    assert "mail_out" not in problems(desk)


def test_mails_that_wait_too_long_are_reported(desk: Desk) -> None:
    desk.now = datetime(2030, 1, 1, 12, 0)
    with ScriptedSmtp(RCPT="450 4.2.0 greylisted") as server:
        use(desk, server)
        desk.answer()
        desk.work_off()
        assert problems(desk)["mail_late"] == "late"
        server.replies.clear()
        work_for_days(desk, 1)
    assert problems(desk) == {}


def test_a_port_where_nobody_listens_is_unreachable(desk: Desk) -> None:
    desk.settings(host="127.0.0.1", port=closed_port(), security="none")
    desk.answer()
    assert desk.work_off() == 0
    assert problems(desk)["mail_out"] == "unreachable"


@pytest.mark.parametrize("words", ["", "[desk]\nname = x\n", None])
def test_settings_that_vanish_send_no_mail_into_a_folder_that_nobody_reads(desk: Desk, words: str | None) -> None:
    """An editor empties a file before it writes it again."""
    with ScriptedSmtp() as server:
        use(desk, server)
        desk.answer("one")
        assert desk.work_off() == 1
        path = desk.place / "mail.ini"
        kept = path.read_text()
        path.unlink() if words is None else path.write_text(words)
        desk.answer("two")
        assert work_for_days(desk, 1) == 0
        assert problems(desk)["mail_out"] == "settings"
        assert desk.mails() == []
        path.write_text(kept)
        assert desk.work_off() == 1
        assert "mail_out" not in problems(desk)
