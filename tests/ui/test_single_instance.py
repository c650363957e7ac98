"""One window per profile: the second start speaks to the first, strangers and nonsense are turned away."""

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from desktop.command_line import ticket_number
from desktop.running_app import LIMIT_BYTES
from desktop.ui.platform.single_instance import SingleInstance

ROOT = Path(__file__).resolve().parents[2]
SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from desktop.ui.platform.single_instance import SingleInstance
app = QCoreApplication([])
one = SingleInstance(Path(sys.argv[1]))
print(one.claim(), one.hand_over(sys.argv[2]))
"""
HOLDER = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from desktop.ui.platform.single_instance import SingleInstance
app = QCoreApplication([])
one = SingleInstance(Path(sys.argv[1]))
print(one.claim(), flush=True)
app.exec()
"""


@pytest.fixture
def first(qtbot: QtBot, tmp_path: Path) -> Iterator[SingleInstance]:
    made = SingleInstance(tmp_path / "running.lock")
    assert made.claim()
    yield made
    made.close()


@pytest.mark.parametrize(("link", "wish"), [("otet://ticket/123", "123"), ("", ""), ("--no-sandbox", "")])
def test_a_second_start_hands_its_wish_over(
    first: SingleInstance, qtbot: QtBot, tmp_path: Path, link: str, wish: str
) -> None:
    command = [sys.executable, "-c", SECOND, str(tmp_path / "running.lock"), link]
    with qtbot.waitSignal(first.received) as received:
        second = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    output, _ = second.communicate(timeout=30)
    assert received.args == [wish]
    assert output.strip() == "False True"


@pytest.mark.parametrize(
    "message",
    [
        b"otet://ticket/1\x00\n",
        b"otet://ticket/1/delete\n",
        b"otet://ticket/" + "۱۲".encode() + b"\n",
        b"otet://ticket/1234567890123\n",
        b"otet://server/evil.example\n",
        b"OTET://TICKET/1\n",
        b"x" * (LIMIT_BYTES + 1),
        b"\xff\xfe\n",
        b"otet://ticket/1 --platformpluginpath /tmp\n",
    ],
)
def test_nonsense_is_turned_away(first: SingleInstance, qtbot: QtBot, message: bytes) -> None:
    said: list[str] = []
    first.received.connect(said.append)
    socket = QLocalSocket()
    socket.connectToServer(first.address)
    assert socket.waitForConnected(2000)
    with qtbot.waitSignal(socket.disconnected):
        socket.write(message)
        socket.flush()
    assert said == []
    assert bytes(socket.readAll().data()) == b""


@pytest.mark.skipif(sys.platform == "win32", reason="a named pipe has no mode")
def test_other_people_cannot_reach_it(first: SingleInstance) -> None:
    mode = Path(first.address).stat().st_mode
    assert stat.S_ISSOCK(mode)
    assert mode & 0o077 == 0


def test_a_killed_one_leaves_no_lock_behind(qtbot: QtBot, tmp_path: Path) -> None:
    lock = tmp_path / "running.lock"
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(lock)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline().strip() == "True"
    late = SingleInstance(lock)
    assert not late.claim()
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    holder.stdout.close()
    assert late.claim()
    late.close()


def test_two_profiles_are_two_apps(first: SingleInstance, tmp_path: Path) -> None:
    other = SingleInstance(tmp_path / "other.lock")
    assert other.claim()
    other.close()


@settings(deadline=None)
@given(st.text(max_size=80))
def test_only_one_form_of_link_is_a_link(text: str) -> None:
    number = ticket_number(text)
    assert number is None or text == f"otet://ticket/{number}"
    assert ticket_number("otet://ticket/" + text) in (None, text)


STARTED = """
import sys
import time
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from desktop.ui.platform.single_instance import SingleInstance
app = QCoreApplication([])
one = SingleInstance(Path(sys.argv[1]))
if not one.claim():
    sys.exit(0 if one.hand_over(sys.argv[2]) else 1)
heard = []
one.received.connect(heard.append)
one.received.connect(lambda number: len(heard) == int(sys.argv[3]) and app.quit())
time.sleep(1)  # a window is being built; nothing is answered meanwhile
app.exec()
print(*heard)
"""


def test_twenty_starts_at_once_are_one_app(tmp_path: Path) -> None:
    for life in range(2):
        holder = subprocess.Popen(
            [sys.executable, "-c", HOLDER, tmp_path / "lock"], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert holder.stdout is not None
        assert holder.stdout.readline() == "True\n"
        holder.send_signal(signal.SIGKILL)
        holder.communicate()
        # the killed one left its lock and its socket behind; now twenty want to be the next one
        starts = [
            subprocess.Popen(
                [sys.executable, "-c", STARTED, tmp_path / "lock", f"otet://ticket/{number}", "19"],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                text=True,
            )
            for number in range(20)
        ]
        said = [start.communicate(timeout=120)[0].split() for start in starts]
        assert [start.returncode for start in starts] == [0] * 20, life
        owners = [number for number, words in enumerate(said) if words]
        assert len(owners) == 1, "one lives"
        assert sorted(map(int, said[owners[0]])) == sorted(set(range(20)) - set(owners))
