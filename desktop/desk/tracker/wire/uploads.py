"""Keeps the parts of files that apps send piece by piece, until the message comes that they belong to.

A file is named by its sender, the reference of its message and its digest. Its bytes are kept from the start on, in the
order in which they come, so that a broken upload goes on where it ended. They belong to no ticket, nobody can read
them, and they are bounded: in size and number for each user, in bytes for all, and in time.
"""

import hashlib
import json
import os
import re
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from desktop.desk.tracker import durable_files, form_keys
from desktop.desk.tracker.roundup_types import Database, Form, Request
from desktop.desk.tracker.routing import route
from desktop.desk.tracker.wire import api

REFERENCE = re.compile(r"[A-Za-z0-9._:-]{8,100}")
SHA256 = re.compile(r"[0-9a-f]{64}")
FILES_PER_USER = 2 * api.ATTACHMENTS_PER_MESSAGE
"""Unfinished files of one user; a further one takes the place of the one that has waited longest."""
BYTES_IN_ALL = 2 * 1024 * 1024 * 1024
"""Unfinished files of all users: where there are more, those go that have waited longest."""
KEPT_S = 24 * 3600.0
"""How long a file waits for its next part, or for its message."""
NAME_CHARACTERS = 1000
FOLDER = "unfinished"
SWEEP_EVERY_S = 3600.0


@route("/desk/upload", "GET")
@api.answers
def kept(self: Request, input_payload: Form) -> tuple[int, dict[str, Any]]:
    """Answer how many bytes of a file are kept, from its start on."""
    return 200, {"kept": _size(_path(self.db, *_named(input_payload)))}


@route("/desk/upload", "POST")
@api.answers
def keep(self: Request, input_payload: Form) -> tuple[int, dict[str, Any]]:
    """Keep the next part of a file, and answer how many bytes are kept now, from its start on.

    A part that begins beyond what is kept is left out, and of one that begins before its end only the rest is added:
    so a part that comes twice, or late, does no harm.
    """
    path = _path(self.db, *_named(input_payload))
    size, offset = api.number(input_payload, "size", 0), api.number(input_payload, "offset", 0)
    parts = api.parts(input_payload, "part")
    if len(parts) != 1 or getattr(parts[0], "file", None) is None:
        raise api.bad_request("An upload has one part.")
    data = _bytes_of(parts[0].file)
    if not 0 < size <= api.ATTACHMENT_LIMIT_BYTES:
        raise api.RefusedError(413, "too_large", "An attachment is too large.")
    if offset + len(data) > size:
        raise api.bad_request("A part lies beyond the end of its file.")
    # the caller holds the help desk's write lock: two parts of one file never come at once
    here = _size(path)
    if not here:
        _make_room(self.db, path.parent)
    if offset <= here < offset + len(data):
        _append(path, data[here - offset :])
        here = offset + len(data)
    return 200, {"kept": here}


@dataclass(frozen=True)
class UploadedFile:
    """A file of a message whose bytes came in parts; has what a part of a form has."""

    filename: str
    type: str
    digest: str
    file: IO[bytes] | None = None


def named_in(payload: Any) -> list[UploadedFile]:
    """The files that a message names in its field `kept`, without their bytes."""
    text = api.text(payload, "kept")
    if not text:
        return []
    try:
        listed = json.loads(text)
        files = [UploadedFile(one["name"], one["type"], one["sha256"]) for one in listed]
        if not isinstance(listed, list):
            raise TypeError
    except (ValueError, KeyError, TypeError, RecursionError):
        raise api.bad_request("kept has to be a list of files.") from None
    words = [word for file in files for word in (file.filename, file.type, file.digest)]
    if not all(isinstance(word, str) and len(word) <= NAME_CHARACTERS for word in words):
        raise api.bad_request("kept has to be a list of files.")
    if not all(SHA256.fullmatch(file.digest) for file in files):
        raise api.bad_request("A file has a digest.")
    return files


def opened(db: Database, ref: str, files: list[UploadedFile]) -> list[UploadedFile]:
    """The files with their bytes, to be closed by the caller.

    Raises RefusedError 409 where one is not whole: its parts have to be sent (again).
    """
    found: list[UploadedFile] = []
    try:
        for file in files:
            path = _path(db, ref, file.digest)
            try:
                stream = path.open("rb")
            except FileNotFoundError:
                raise _missing() from None
            found.append(UploadedFile(file.filename, file.type, file.digest, stream))
            if form_keys.digest_of_bytes(stream) != file.digest:
                # the machine may have lost bytes that it had taken: only from the start can it become right
                path.unlink(missing_ok=True)
                raise _missing()
    except BaseException:
        close(found)
        raise
    return found


def close(files: list[Any]) -> None:
    """Close what `opened` has opened."""
    for file in files:
        if isinstance(file, UploadedFile) and file.file is not None:
            file.file.close()


def forget(db: Database, ref: str, files: list[UploadedFile]) -> None:
    """Remove the parts of a message that was taken in."""
    for file in files:
        with suppress(OSError):
            _path(db, ref, file.digest).unlink()


def sweep(home: Path) -> None:
    """Remove what has waited too long, and what is too much."""
    now_s = time.time()  # noqa: TID251 - files keep their times by this clock
    total = 0
    for path, size, changed_s in sorted(_unfinished(home / FOLDER), key=lambda one: -one[2]):
        total += size
        if total > BYTES_IN_ALL or not -KEPT_S <= now_s - changed_s <= KEPT_S:
            with suppress(OSError):
                path.unlink()


class _Sweeper:
    """Sweeps not more often than every `SWEEP_EVERY_S`: looking at all files is work."""

    def __init__(self) -> None:
        self._next_s = 0.0

    def run(self, home: Path) -> None:
        """Sweep if it is time to."""
        if time.monotonic() >= self._next_s:
            self._next_s = time.monotonic() + SWEEP_EVERY_S
            sweep(home)


_SWEEPER = _Sweeper()


def _missing() -> api.RefusedError:
    return api.RefusedError(409, "parts_missing", "A file of this message is not here as a whole.")


def _named(payload: Any) -> tuple[str, str]:
    ref, digest = api.text(payload, "ref"), api.text(payload, "sha256")
    if not REFERENCE.fullmatch(ref) or not SHA256.fullmatch(digest):
        raise api.bad_request("A part has the reference of its message and the digest of its file.")
    return ref, digest


def _path(db: Database, ref: str, digest: str) -> Path:
    """Where the bytes lie: in a folder of the caller's own, under a name that nobody chooses."""
    name = hashlib.sha256(f"{ref}\n{digest}".encode()).hexdigest()
    return Path(db.config.HOME) / FOLDER / str(int(db.getuid())) / name


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _bytes_of(file: IO[bytes]) -> bytes:
    if file.seek(0, os.SEEK_END) > api.UPLOAD_PART_BYTES:
        raise api.RefusedError(413, "too_large", "A part is too large.")
    file.seek(0)
    data: bytes = file.read()
    if not data:
        raise api.bad_request("A part is empty.")
    return data


def _make_room(db: Database, folder: Path) -> None:
    """Have the caller's folder hold one file less than it may, and sweep all folders now and then."""
    durable_files.make_folder(folder)
    _SWEEPER.run(Path(db.config.HOME))
    own = sorted((one.stat().st_mtime, one) for one in folder.iterdir())
    for _, path in own[: max(0, len(own) + 1 - FILES_PER_USER)]:
        path.unlink(missing_ok=True)


def _append(path: Path, data: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    before = _size(path)
    handle = os.open(path, flags, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
    except OSError:
        # what a full disk cut short counts as not taken
        with suppress(OSError):
            os.truncate(path, before)
        raise


def _unfinished(folder: Path) -> list[tuple[Path, int, float]]:
    """Every unfinished file, its size, and when it last grew (seconds since 1970)."""
    found = []
    for path in folder.glob("*/*"):
        with suppress(FileNotFoundError):
            seen = path.stat()
            found.append((path, seen.st_size, seen.st_mtime))
    return found
