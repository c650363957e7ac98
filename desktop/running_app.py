"""The running app of a profile, as other starts and commands reach it: one short line to its socket, one answer."""

from __future__ import annotations

import os
import re
import socket
import tempfile
import time
from enum import Enum
from pathlib import Path

from desktop.digests import sha256_hex

LIMIT_BYTES = 256
ANSWER = b"ok\n"
CONNECT_S = 2.0
ANSWER_S = 10.0
"""The app may still be building its window, or be busy."""
_QUEUED = re.compile(r"queued ([A-Za-z0-9-]{1,64})", re.ASCII)
_LONGEST_PATH = 80
"""Less than the 104 bytes of macOS: Qt listens under a longer name first, and renames it."""


class Reply(Enum):
    """What became of a line."""

    ANSWERED = "answered"
    SILENT = "silent"
    NOBODY = "nobody"
    """No app runs on this profile, or it cannot be reached without Qt (Windows)."""


def address(lock: Path) -> str:
    """Where the app that holds this lock listens: a path inside the profile, where nobody else can listen first.

    Only a name, derived from the path, where a socket's path may not be so long and on Windows.
    """
    beside = str(lock.absolute().with_suffix(".socket"))
    if os.name == "posix" and len(os.fsencode(beside)) <= _LONGEST_PATH:
        return beside
    return "otet-desk-" + sha256_hex(str(lock.absolute()).encode())[:24]


def queued(operation_id: str) -> str:
    """The line that says: another process has put this operation in the outbox."""
    return f"queued {operation_id}"


def queued_operation(line: str) -> str | None:
    """The operation that such a line names; None for any other line."""
    found = _QUEUED.fullmatch(line)
    return found[1] if found else None


def tell(lock: Path, line: str) -> Reply:
    """Send one line (a link to a ticket, "" to come forward, or `queued(…)`) to the app that holds this lock.

    Takes up to 12 s where the app is busy, no time where none runs. Writes nothing to a socket of another user.
    """
    if os.name != "posix":
        return Reply.NOBODY
    # where the address is only a name, Qt listens under it in the folder for temporary files
    place = Path(tempfile.gettempdir(), address(lock))
    try:
        if place.stat().st_uid != os.getuid():
            return Reply.NOBODY
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.settimeout(CONNECT_S)
            connection.connect(str(place))
            connection.sendall(f"{line}\n".encode("ascii"))
            return Reply.ANSWERED if _answers(connection) else Reply.SILENT
    except (TimeoutError, ConnectionResetError, BrokenPipeError):
        return Reply.SILENT
    except OSError:
        return Reply.NOBODY  # no socket, or one that a killed app left behind


def _answers(connection: socket.socket) -> bool:
    deadline = time.monotonic() + ANSWER_S
    heard = b""
    while len(heard) < len(ANSWER) and (left := deadline - time.monotonic()) > 0:
        connection.settimeout(left)
        piece = connection.recv(len(ANSWER) - len(heard))
        if not piece:
            break
        heard += piece
    return heard == ANSWER
