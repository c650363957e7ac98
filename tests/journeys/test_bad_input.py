"""What people get wrong and what goes wrong for them: a clear sentence each time, and nothing lost."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QTextEdit

from tests.journeys.robot import Robot, running
from tests.journeys.test_offline import broker, sign_in

pytestmark = pytest.mark.journey


class AWebSite(BaseHTTPRequestHandler):
    """Answers everything with a page, as a router's sign-in page or any web site does."""

    def answer(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        page = b"<!doctype html><title>Hello</title>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    do_GET = do_POST = answer

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@contextmanager
def a_web_site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), AWebSite) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/desk"
        server.shutdown()


def try_to_sign_in(robot: Robot, address: str, user: str = "sara", password: str = "a password") -> None:
    for name, text in (("address", address), ("user", user), ("password", password)):
        robot.find(f"welcome.{name}", QLineEdit).clear()
        robot.type(f"welcome.{name}", text)
    robot.click("welcome.sign_in")


def test_wrong_addresses_are_told_apart_and_keep_the_form(qapp: QApplication, home: Path) -> None:
    with a_web_site() as site, running(qapp, home) as robot:
        robot.click("welcome.connect")
        for address, words in (
            ("not an address", "Enter one like https://help.example.com"),
            ("ftp://help.example.com", "Enter one like https://help.example.com"),
            ("https://sara:secret@help.example.com", "Enter one like https://help.example.com"),
            ("http://help.example.com", "https://"),
            (site, "help desk"),
            ("http://127.0.0.1:9/desk", "connection"),
        ):
            try_to_sign_in(robot, address)
            robot.until(lambda words=words: words in robot.words("main_window"), f"{address}: {words}")  # type: ignore[misc]
            robot.until(lambda: robot.find("welcome.sign_in", QPushButton).isEnabled(), "it can be tried again")
            assert robot.text("welcome.address") == address
            assert robot.text("welcome.user") == "sara"
            assert robot.app.session.account is None


def test_wrong_passwords_and_too_many_of_them(qapp: QApplication, home: Path, tmp_path: Path) -> None:
    with broker(tmp_path / "broker") as desk, running(qapp, home) as robot:
        robot.click("welcome.connect")
        try_to_sign_in(robot, desk.url, desk.demo_user, "wrong")
        robot.until(lambda: "password" in robot.words("main_window").lower(), "the wrong password")
        for _ in range(12):
            robot.until(lambda: robot.find("welcome.sign_in", QPushButton).isEnabled(), "it can be tried again")
            if "Too many" in robot.words("main_window"):
                break
            robot.click("welcome.sign_in")
        robot.until(lambda: "Too many" in robot.words("main_window"), "too many tries")
        assert robot.text("welcome.user") == desk.demo_user


def test_attachments_that_cannot_be_taken(qapp: QApplication, home: Path, tmp_path: Path) -> None:
    files = {
        "empty.txt": "empty",
        "folder": "not a normal file",
        "gone.txt": "gone.txt",
        "large.bin": "25",
        "pipe": "not normal files",
    }
    (tmp_path / "empty.txt").touch()
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    with (tmp_path / "large.bin").open("wb") as large:
        large.truncate(26 * 1024 * 1024)
    good = tmp_path / "good.txt"
    good.write_text("good")
    with broker(tmp_path / "broker") as desk, running(qapp, home) as robot:
        sign_in(robot, desk)
        robot.click("sidebar.helpdesk")
        robot.click("helpdesk.create")
        robot.type("composer.subject", "Attachments")
        robot.type("composer.description", "Several")
        robot.drop("composer.description", good)
        robot.until(lambda: "good.txt" in robot.words("composer.attachments"), "the good one")
        for name, words in files.items():
            robot.drop("composer.description", tmp_path / name)
            robot.until(
                lambda name=name, words=words: any(  # type: ignore[misc]
                    name in line and words in line for line in robot.words("main_window").splitlines()
                ),
                f"{name}: {words}",
            )
            assert "good.txt" in robot.words("composer.attachments")
            assert robot.text("composer.description") == "Several"
        assert robot.find("composer.submit", QPushButton).isEnabled()


def test_a_text_of_100_000_letters_is_kept_and_told(qapp: QApplication, home: Path, tmp_path: Path) -> None:
    text = "سلام دنیا. " * 9_091
    with broker(tmp_path / "broker") as desk, running(qapp, home) as robot:
        sign_in(robot, desk)
        robot.click("sidebar.helpdesk")
        robot.click("helpdesk.create")
        robot.type("composer.subject", "Long")
        robot.paste("composer.description", text)
        limit = robot.app.session.info.text_limit
        robot.find("composer.subject").setFocus()  # errors stand at a field once it has been left
        over = robot.app.session.formats.number(len(text) - limit)
        robot.until(lambda: over in robot.words("main_window"), f"too long by {over}")
        assert not robot.find("composer.submit", QPushButton).isEnabled()
        robot.until(lambda: "Saved" in robot.text("composer.saved"), "saved all the same")
        account = robot.app.session.account
        assert account is not None
        (draft,) = robot.app.session.services.drafts.all(account.id)
        assert draft.body == text
        # what fits is sent whole
        robot.find("composer.description", QTextEdit).clear()
        robot.paste("composer.description", text[: limit - 1].strip())
        robot.until(lambda: robot.find("composer.submit", QPushButton).isEnabled(), "it fits")
        robot.click("composer.submit")
        robot.until(lambda: any("Long" in row and "#" in row for row in robot.rows()), "its number")
