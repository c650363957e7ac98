"""Who may speak to the running app: the same person, one short line in one grammar."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import QDeadlineTimer
from PySide6.QtNetwork import QLocalServer
from pytestqt.qtbot import QtBot

from desktop.running_app import LIMIT_BYTES
from desktop.ui.platform.single_instance import SingleInstance
from tests.simulation import counters
from tests.simulation.test_names_and_links import is_a_ticket, links
from tests.waiting import let_pass

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a named pipe has no path, and its rights are Qt's own")

ROOT = Path(__file__).resolve().parents[2]
AS_NOBODY = ("/usr/bin/env", "setpriv", "--reuid=65534", "--clear-groups")
KNOCK = """
import socket, sys
try:
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(10)
        line.connect(sys.argv[1])
        line.sendall(b"otet://ticket/7\\n")
        print("answered" if line.recv(10) else "hung up")
except PermissionError:
    print("refused")
"""
SQUATTER = """
import sys
from PySide6.QtCore import QCoreApplication
from PySide6.QtNetwork import QLocalServer
app = QCoreApplication([])
server = QLocalServer()
server.setSocketOptions(QLocalServer.SocketOption.WorldAccessOption)
def guest():
    line = server.nextPendingConnection()
    line.write(b"ok\\n")
    line.flush()
server.newConnection.connect(guest)
print(server.listen(sys.argv[1]), flush=True)
app.exec()
"""

needs_root = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0 or shutil.which("setpriv") is None,
    reason="only root can become somebody else",
)


@pytest.fixture
def first(qtbot: QtBot, tmp_path: Path) -> Iterator[SingleInstance]:
    made = SingleInstance(tmp_path / "running.lock")
    assert made.claim()
    yield made
    made.close()


@needs_root
@pytest.mark.parametrize("place", ["profile", "temporary folder"])
def test_another_account_cannot_speak_to_it(qtbot: QtBot, tmp_path: Path, place: str) -> None:
    """Also where every folder on the way is open: the socket itself is the owner's."""
    folder = tmp_path / ("p" if place == "profile" else "p" * 100)
    folder.mkdir()
    for open_folder in (folder, *folder.parents[:4]):
        open_folder.chmod(open_folder.stat().st_mode | 0o055)
    one = SingleInstance(folder / "running.lock")
    assert one.claim()
    said: list[str] = []
    one.received.connect(said.append)
    knock = subprocess.Popen(
        [*AS_NOBODY, "/usr/bin/python3", "-c", KNOCK, one.address],
        cwd="/", stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    while knock.poll() is None:
        let_pass(10)
    assert knock.communicate()[0].strip() == "refused"
    assert said == []
    one.close()


@needs_root
def test_a_name_that_another_account_took_is_not_spoken_to(qtbot: QtBot, tmp_path: Path) -> None:
    """In a folder for everybody somebody else can listen first; what a link names is not for them."""
    one = SingleInstance(tmp_path / ("p" * 100) / "running.lock")
    name = f"/tmp/{one.address}"
    squatter = subprocess.Popen(
        [*AS_NOBODY, sys.executable, "-c", SQUATTER, name],
        cwd="/", stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert squatter.stdout is not None
    try:
        if squatter.stdout.readline().strip() != "True":
            pytest.skip("another account cannot run this Python here")
        assert not one.hand_over("otet://ticket/12")
    finally:
        squatter.kill()
        squatter.wait()
        squatter.stdout.close()
        QLocalServer.removeServer(name)


def test_nothing_but_a_ticket_comes_through(first: SingleInstance, qtbot: QtBot) -> None:
    """Bytes of every kind, from many callers who hang up, dawdle or go on for ever."""
    said: list[str] = []
    first.received.connect(said.append)
    rng = Random(5)
    asked: list[str] = []
    messages = [link.encode("utf-8", "surrogatepass")[:2000] for link in links(400, 6)]
    messages += [rng.randbytes(rng.randrange(1, 600)) for _ in range(200)] + [b"", b"\n", b"x" * LIMIT_BYTES + b"\n"]
    for message in messages:
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(first.address)
            line.setblocking(False)
            line.sendall(message + b"\n")
            text = (message + b"\n").split(b"\n")[0].decode("ascii", "replace")
            if text == "" or is_a_ticket(text):
                asked.append(text.removeprefix("otet://ticket/"))
            wait = QDeadlineTimer(5000)
            while not wait.hasExpired() and not _ended(line):
                let_pass(1)
    counters.add("messages to the running app", len(messages), believed=len(said) - len(asked))
    assert said == asked


def _ended(line: socket.socket) -> bool:
    try:
        return line.recv(10) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


def test_a_caller_who_says_nothing_keeps_nobody_out(first: SingleInstance, qtbot: QtBot) -> None:
    silent = [socket.socket(socket.AF_UNIX) for _ in range(3)]
    for line in silent:
        line.connect(first.address)
    let_pass(20)
    with socket.socket(socket.AF_UNIX) as line, qtbot.waitSignal(first.received) as received:
        line.connect(first.address)
        line.sendall(b"otet://ticket/5\n")
    assert received.args == ["5"]
    for line in silent:
        line.close()


def test_it_listens_inside_the_profile(first: SingleInstance, tmp_path: Path) -> None:
    if len(os.fsencode(tmp_path)) < 60:
        assert Path(first.address) == tmp_path / "running.socket"
