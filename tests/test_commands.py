"""The commands that need no window, as a person types them."""

import json
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from desktop.app.connection import Connection
from desktop.connectors import registry
from desktop.domain.clock import SystemClock
from desktop.domain.ids import random_id
from desktop.paths import Paths
from desktop.secrets import Secrets
from desktop.services.accounts import Accounts
from desktop.services.context import Context
from desktop.store.blobs import Blobs
from desktop.store.database import Database
from desktop.store.search import SearchIndex

ROOT = Path(__file__).resolve().parents[1]
COMMAND = [sys.executable, "-c", "import sys; from desktop import commands; sys.exit(commands.main(sys.argv[1:]))"]


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
        assert label == "Sign-in words"
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
    assert "queued  From a script" in listed.stdout
    assert listed.stdout.split()[0] == done.stdout.split(":")[0]


def test_what_is_wrong_is_said_in_one_line(signed_in: Path) -> None:
    for words, reason in (
        (("--type", "Horoscopes", "--subject", "A", "--text", "B"), "there are: "),
        (("--subject", " ", "--text", "B"), "blank field"),
        (("--subject", "A", "--text", "B", "--attach", "/nowhere/x"), "file gone"),
    ):
        done = run("new", "--data-dir", str(signed_in), *words)
        assert done.returncode == 1
        assert reason in done.stderr
        assert done.stderr.count("\n") == 1
    assert run("new").returncode == 2
