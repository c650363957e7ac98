"""What fails is seen: on the agents' pages, in the log and by the health check; and it is gone when it works again."""

import errno
import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import requests
from roundup import date

from desktop.desk.tracker import health, texts, wakeups
from desktop.desk.tracker.mail import monitor
from tests.desk.browser import Browser
from tests.desk.imap_server import ImapServer
from tests.desk.local_tracker import TRADER, Desk, opened
from tests.desk.polling import until
from tests.desk.running import Person, address_of, running_desk
from tests.desk.scripted_smtp import ScriptedSmtp

SECRET = "the secret word of the tests"


@pytest.fixture
def local_desk(new_tracker: Path, tmp_path: Path) -> Iterator[Desk]:
    with opened(new_tracker, tmp_path) as desk:
        yield desk


class Running:
    """A running help desk, seen by a stranger, a trader and an agent."""

    def __init__(self, stack: ExitStack, home: Path) -> None:
        self.home = home
        self.address = address_of(stack.enter_context(running_desk(home)))
        self.browser = Browser(self.address.agent_url)
        stack.callback(self.browser.close)
        self.browser.sign_in(self.address.agent_user, self.address.agent_password)

    def check(self) -> Any:
        answer = requests.get(f"{self.address.url}/rest/desk/health", timeout=20)
        assert answer.status_code == 200
        return answer.json()

    def page(self) -> str:
        return self.browser.get("issue").text

    def log(self) -> str:
        return (self.home / "desk.log").read_text(encoding="utf-8")

    def answer(self, text: str) -> None:
        page = self.browser.get("issue8")
        self.browser.send(page, page.form("reply"), at_note=text)

    def degrades(self, on_page: str, in_log: str) -> None:
        """It is said everywhere."""
        assert until(lambda: self.check()["status"] == "degraded"), self.log()
        assert until(lambda: on_page in self.page()), self.page()
        assert in_log in self.log()

    def recovers(self, on_page: str) -> None:
        """It is gone everywhere."""
        assert until(lambda: self.check() == {"status": "ok"}), self.page()
        assert on_page not in self.page()
        assert "works again" in self.log()


def settings(home: Path, section: str, port: int, **more: str) -> None:
    secret = home / f"{section}.secret"
    if not secret.exists():
        secret.write_text(SECRET)
        secret.chmod(0o600)
    lines = {"host": "127.0.0.1", "port": port, "security": "none", "user": "u", "password_file": secret.name, **more}
    words = "".join(f"{name}={value}\n" for name, value in lines.items())
    (home / "mail.ini").write_text(f"[{section}]\n{words}")


def test_faults_of_mail_are_seen_everywhere_and_go_away(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with ExitStack() as stack:
        desk = Running(stack, home)
        smtp = stack.enter_context(ScriptedSmtp(offers=("AUTH PLAIN",), user="u", password=SECRET))
        imap = stack.enter_context(ImapServer("u", "another word"))
        assert until(lambda: desk.check() == {"status": "ok"})
        settings(home, "imap", imap.port, every_s="1")
        desk.degrades("Mail is not coming in: the mail server refused the user name or the password.", "auth_refused")
        (home / "imap.secret").write_text("another word")
        desk.recovers("Mail is not coming in")

        settings(home, "smtp", smtp.port)
        (home / "smtp.secret").chmod(0o644)
        desk.degrades("Mail is not going out: other people can read the file", "secret_open")
        (home / "smtp.secret").chmod(0o600)
        desk.recovers("Mail is not going out")

        smtp.replies["RCPT"] = f"550 5.1.1 <{TRADER}> no such person"
        desk.answer("The words of this answer")
        desk.degrades("The mail of an answer did not go out; the ticket says why. Tickets: 8", "550 5.1.1")
        assert "no such person" in desk.browser.get("issue8").text
        smtp.replies.clear()
        (home / "smtp.secret").write_text(SECRET + "!")
        smtp.password = SECRET + "!"
        desk.recovers("did not go out")
        assert len(smtp.mails) == 1

        log = desk.log()
        assert SECRET not in log
        assert "another word" not in log
        assert TRADER not in log
        assert "The words of this answer" not in log


def test_only_agents_see_what_is_wrong(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "mail.ini").write_text("[smpt]\nhost=127.0.0.1\n")
    with ExitStack() as stack:
        (home / "mail.ini").rename(home / "later.ini")
        desk = Running(stack, home)
        (home / "later.ini").rename(home / "mail.ini")
        assert until(lambda: desk.check()["status"] == "degraded")
        assert desk.check() == {"status": "degraded"}
        trader = Person(desk.address.url, desk.address.demo_user, desk.address.demo_password)
        assert trader.call("GET", "/rest/desk/health").json() == {"status": "degraded"}
        agent = Person(desk.address.url, desk.address.agent_user, desk.address.agent_password)
        told = agent.call("GET", "/rest/desk/health").json()
        assert [problem["code"] for problem in told["problems"]] == ["settings", "settings"]
        assert "smpt" in told["problems"][0]["text"]
        browser = Browser(desk.address.agent_url)
        stack.callback(browser.close)
        assert "Mail is not" not in browser.get("issue").text
        browser.sign_in(desk.address.demo_user, desk.address.demo_password)
        assert "smpt" not in browser.get("issue").html
        assert "Mail is not going out" in desk.page()


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def test_a_problem_is_logged_once_and_then_rarely(local_desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    clock = Clock()
    faults = health.Health(clock)

    def lines() -> int:
        return len(caplog.records)

    for _ in range(100):
        faults.report("mail_out", f"id {clock.now}", "auth_refused")
        clock.now += 1
    assert lines() == 1
    clock.now += 3600
    faults.report("mail_out", "x", "auth_refused")
    assert lines() == 2
    faults.report("mail_out", "x", "certificate")
    assert lines() == 3
    for _ in range(50):
        faults.clear("mail_out")
        faults.report("mail_out", "x", "certificate")
    assert lines() <= 5, "one that comes and goes"
    clock.now += 100
    (problem,) = faults.problems()
    assert problem["part"] == "mail_out"
    faults.clear("mail_out")
    assert faults.problems() == []


def test_since_is_kept_while_the_reason_changes(local_desk: Desk) -> None:
    clock = Clock()
    faults = health.Health(clock)
    faults.report("mail_in", "x", "dropped")
    clock.now += 500
    faults.report("mail_in", "y", "timed_out")
    assert [problem["since"] for problem in faults.problems()] == [1_000_000.0]


def test_a_thread_that_ends_is_started_again_and_reported(local_desk: Desk) -> None:
    stop, runs = threading.Event(), []

    def work() -> None:
        runs.append(health.problems())
        if len(runs) == 3:
            stop.set()
        if len(runs) == 1:
            raise SystemExit

    health.keep_running("mail_worker", work, stop, pause_s=0.01)
    assert [[problem["code"] for problem in seen] for seen in runs] == [[], ["restarted"], ["restarted"]]
    assert health.problems() == []


def test_a_thread_without_a_sign_of_life_is_reported(local_desk: Desk) -> None:
    clock = Clock()
    faults = health.Health(clock)
    faults.beat("mail_fetch")
    clock.now += 14 * 60
    assert faults.problems() == []
    clock.now += 2 * 60
    assert [problem["code"] for problem in faults.problems()] == ["stuck"]
    faults.beat("mail_fetch")
    assert faults.problems() == []


def test_a_nearly_full_disk_and_a_folder_that_cannot_be_written_are_reported(
    local_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:

    def codes() -> list[str]:
        monitor.survey(local_desk.db, local_desk.place, date.Date("."))
        return sorted(problem["code"] for problem in health.problems())

    assert codes() == []
    monkeypatch.setattr(monitor, "LOW_BYTES", 10**18)
    assert codes() == ["storage_low"]
    monkeypatch.setattr(monitor, "FULL_BYTES", 10**18)
    assert codes() == ["storage_full"]
    monkeypatch.undo()
    inbox = local_desk.place / "inbox-mail"
    if inbox.exists():
        inbox.rename(local_desk.place / "elsewhere")
    inbox.write_text("no folder")
    assert codes() == ["inbox_unwritable"]
    inbox.unlink()
    assert codes() == []


def test_a_mail_that_stays_in_the_inbox_is_reported(local_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(monitor, "LATE_S", -1)
    local_desk.put(b"From: x@example.org\n\nx")
    monitor.survey(local_desk.db, local_desk.place, date.Date("."))
    assert [problem["code"] for problem in health.problems()] == ["inbox_late"]
    (local_desk.place / "inbox-mail" / "new").rename(local_desk.place / "elsewhere")
    monitor.survey(local_desk.db, local_desk.place, date.Date("."))
    assert health.problems() == []


def test_a_write_that_failed_is_shown_until_writing_works_for_a_while(local_desk: Desk) -> None:
    health.note_failed_write(sqlite3.OperationalError("database is locked"))
    health.note_failed_write(TimeoutError("slow"))
    assert health.problems() == []
    for error in (sqlite3.OperationalError("database or disk is full"), OSError(errno.ENOSPC, "No space left")):
        health.note_failed_write(error)
        assert [problem["code"] for problem in health.problems()] == ["writing_failed"]
        health.HEALTH.clear_after(health.WRITING, 60)
        assert health.status() == "degraded"
        health.HEALTH.clear_after(health.WRITING, -1)
        assert health.status() == "ok"


def test_held_mails_are_shown_but_are_no_fault(local_desk: Desk) -> None:
    held = local_desk.db.heldmail.create(state="waiting")
    local_desk.db.commit()
    monitor.survey(local_desk.db, local_desk.place, date.Date("."))
    assert [problem["code"] for problem in health.problems()] == ["held"]
    assert health.status() == "ok"
    local_desk.db.heldmail.set(held, state="dismissed")
    local_desk.db.commit()
    monitor.survey(local_desk.db, local_desk.place, date.Date("."))
    assert health.problems() == []


def test_every_problem_has_a_sentence_in_every_language(local_desk: Desk) -> None:
    words = json.loads((texts.FOLDER / "health.json").read_text(encoding="utf-8"))
    facts = dict.fromkeys(("tickets", "count", "numbers", "free", "name", "reason"), "7")
    for key in words:
        for part in ("mail_out", "other"):
            problem = {"part": part, "code": key.removeprefix("health_"), "facts": facts, "text": ""}
            if key.startswith("health_"):
                assert all("{" not in health.sentence(problem, language) for language in ("en", "fa", "ar", "es"))


def test_a_worker_whose_database_fails_says_so(local_desk: Desk) -> None:
    stop = wakeups.Stop()
    real, local_desk.tracker.open = (
        local_desk.tracker.open,
        lambda *_: (_ for _ in ()).throw(OSError(errno.EIO, "Input/output error")),
    )
    thread = threading.Thread(target=local_desk.worker.run, args=(stop,))
    thread.start()
    try:
        assert until(lambda: [problem["part"] for problem in health.problems()] == ["mail_work"])
        local_desk.tracker.open = real
        assert until(lambda: health.problems() == [])
    finally:
        stop.set()
        thread.join(10)
