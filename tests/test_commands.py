"""The commands that need no window, as a person types them."""

import json
import signal
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
import requests
from PySide6.QtWidgets import QApplication

from desktop import commands
from desktop.app.connection import Connection
from desktop.connectors import registry
from desktop.domain.clock import SystemClock
from desktop.domain.errors import ErrorCode
from desktop.domain.ids import random_id
from desktop.paths import Paths
from desktop.secrets import Secrets
from desktop.services.accounts import Accounts
from desktop.services.context import Context
from desktop.services.tickets import Tickets
from desktop.store.database import Database
from desktop.store.files.blobs import Blobs
from desktop.store.read.search import SearchIndex
from tests.journeys.robot import running

ROOT = Path(__file__).resolve().parents[1]
COMMAND = [
    sys.executable, "-c",
    "import sys; from desktop import command_line, commands; sys.exit(commands.main(command_line.parse(sys.argv[1:])))",
]  # fmt: skip


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *words], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)


@pytest.fixture(scope="module")
def signed_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile that the demo trader has signed in to."""
    home = tmp_path_factory.mktemp("profile")
    database = Database.open(home, SystemClock())
    search = SearchIndex(home, database)
    connection = Connection(Paths(home), lambda status: None, lambda *progress: None)
    context = Context(database, Blobs(home / "blobs"), search, SystemClock(), random_id, connection.wake)
    secrets = Secrets(str(home), use_key_store=False)
    connection.sign_in_to_demo(Accounts(context, secrets, registry.connect, connection.resolve))
    connection.stop()
    search.close()
    database.close()
    return home


def test_desk_says_where_it_is_and_stops_in_order(tmp_path: Path) -> None:
    words = [*COMMAND, "desk", "--data-dir", str(tmp_path)]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) as desk:
        assert desk.stdout is not None
        said = dict(desk.stdout.readline().strip().split(":", 1) for _ in range(2))
        page = requests.get(said["Agents' page"].strip(), timeout=20)
        assert page.status_code == 200
        label, _, rest = desk.stdout.readline().partition(":")
        words_file = Path(rest.partition("(")[0].strip())
        assert label == "Passwords"
        assert stat.S_IMODE(words_file.stat().st_mode) == 0o600
        keys = json.loads(words_file.read_text())
        desk.send_signal(signal.SIGINT)
        assert desk.wait(20) == 0
        printed = " ".join([*said.values(), rest, desk.stdout.read()])
    assert {keys["admin"], keys["demo"], *keys["agents"].values()}
    assert not any(word in printed for word in (keys["admin"], keys["demo"], *keys["agents"].values()))
    with pytest.raises(requests.ConnectionError):
        requests.get(said["Help desk"].strip(), timeout=5)


def test_new_needs_someone_signed_in(tmp_path: Path) -> None:
    done = run("new", "--data-dir", str(tmp_path), "--subject", "A", "--text", "B")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "sign in" in done.stderr


def test_new_puts_a_ticket_with_its_file_in_the_outbox(signed_in: Path, tmp_path: Path) -> None:
    file = tmp_path / "receipt.txt"
    file.write_text("paid")
    done = run("--data-dir", str(signed_in), "new", "--type", "financial", "--subject", "From a script", "--text", "Hi",
               "--attach", str(file))  # fmt: skip
    assert done.returncode == 0, done.stderr
    listed = run("outbox", "--data-dir", str(signed_in))
    assert f"{done.stdout.split(':')[0]}  queued  From a script" in listed.stdout.splitlines()


def test_what_is_wrong_is_said_in_one_line(signed_in: Path, tmp_path: Path) -> None:
    large = tmp_path / "large.bin"
    with large.open("wb") as file:
        file.truncate(30 * 1024 * 1024)
    for words, reason in (
        (("--type", "Horoscopes", "--subject", "A", "--text", "B"), "there are: "),
        (("--subject", " ", "--text", "B"), "the subject is blank; write a few words"),
        (("--subject", "A", "--text", "x" * 60_000), "the body is too long by 10000 characters; support accepts 50000"),
        (("--subject", "A", "--text", "B", "--attach", "/nowhere/x"), "there is no file x"),
        (("--subject", "A", "--text", "B", "--attach", str(large)), "support accepts files up to 25 MB"),
    ):
        done = run("new", "--data-dir", str(signed_in), *words)
        assert done.returncode == 1
        assert reason in done.stderr
        assert done.stderr.count("\n") == 1
        assert drafts_of(signed_in) == [], "a failed command leaves nothing behind"
    assert run("new").returncode == 2


def test_export_writes_a_folder_and_says_in_one_line_why_it_cannot(signed_in: Path, tmp_path: Path) -> None:
    assert run("new", "--data-dir", str(signed_in), "--subject", "Mine", "--text", "سلام").returncode == 0
    before = {path: path.stat().st_mtime_ns for path in signed_in.rglob("*")}
    target = tmp_path / "tickets"
    done = run("export", "--data-dir", str(signed_in), str(target))
    assert done.returncode == 0, done.stderr
    assert "tickets" in done.stdout
    texts = [path.read_text(encoding="utf-8") for path in target.glob("tickets/*/ticket.txt")]
    assert any("Mine" in text and "سلام" in text for text in texts)
    assert {path: path.stat().st_mtime_ns for path in signed_in.rglob("*")} == before
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    for words, reason in (
        ((str(target),), "--force"),
        ((str(tmp_path / "full"), "--force"), "holds other things than an export"),
        ((str(signed_in / "export"),), "is part of the profile"),
        ((str(tmp_path / "none"), "--ticket", "999999"), "there is no ticket 999999"),
    ):
        refused = run("export", "--data-dir", str(signed_in), *words)
        assert (refused.returncode, refused.stdout) == (1, "")
        assert reason in refused.stderr
        assert refused.stderr.count("\n") == 1
    assert run("export", "--data-dir", str(signed_in), str(target), "--force").returncode == 0


def drafts_of(home: Path) -> list[str]:
    """The drafts of a profile, by their subject."""
    with closing(sqlite3.connect(home / "otet.sqlite")) as database:
        return [row[0] for row in database.execute("SELECT subject FROM draft")]


def test_every_failure_of_a_command_has_a_sentence() -> None:
    for code, sentence in commands.SENTENCES.items():
        assert code.value not in sentence
    for code in ErrorCode:
        if code.value.startswith(("file_", "disk_")) and code is not ErrorCode.FILE_EXISTS:
            assert code in commands.SENTENCES


def test_what_only_reads_makes_no_profile(tmp_path: Path) -> None:
    home = tmp_path / "profile"
    listed = run("outbox", "--data-dir", str(home))
    assert (listed.returncode, listed.stdout) == (0, "")
    exported = run("export", "--data-dir", str(home), str(tmp_path / "export"))
    assert (exported.returncode, exported.stderr.count("\n")) == (1, 1)
    assert "sign in first" in exported.stderr
    assert run("new", "--data-dir", str(home), "--subject", "A", "--text", "B").returncode == 1
    assert not home.exists()


def test_a_running_app_sends_and_shows_at_once_what_new_puts_in_the_outbox(qapp: QApplication, tmp_path: Path) -> None:
    from desktop.ui.platform.single_instance import SingleInstance

    with running(qapp, tmp_path / "profile") as robot:
        instance = SingleInstance(Paths(tmp_path / "profile").lock)
        assert instance.claim()
        instance.operation_queued.connect(robot.app.operation_queued)
        try:
            robot.click("welcome.try")
            robot.until(lambda: robot.app.session.account is not None, "signed in")
            robot.click("sidebar.helpdesk")
            words = ["new", "--data-dir", str(tmp_path / "profile"), "--subject", "From a script", "--text", "Hello"]
            with subprocess.Popen([*COMMAND, *words], cwd=ROOT, stdout=subprocess.PIPE, text=True) as command:
                robot.until(lambda: any("From a script" in row for row in robot.rows()), "the row")
                assert command.stdout is not None
                assert "the app is sending it" in command.stdout.read()
            robot.until(lambda: not Tickets(robot.app.session.services.context).unfinished(1), "that it was sent")
        finally:
            instance.close()
