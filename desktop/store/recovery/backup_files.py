"""Small files beside the database, one for each record that must outlive it, each with a checksum."""

import contextlib
import json
import logging
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from desktop import durable_files
from desktop.digests import sha256_hex

FOLDER = "spool"
_FORMAT = 1
_PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]{0,79}")
_LOOSE_WRITES = 50
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_log = logging.getLogger(__name__)

Record = Mapping[str, Any]


class BackupFolder:
    """A folder of records by name. Never raises for the disk: the database is the first copy, this the backup.

    A durable record is on the disk when `write` returns. Another one is flushed with every fiftieth write, at `flush`,
    or by the operating system; a killed process loses neither.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sums: dict[str, str] = {}
        self._loose: dict[str, int] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._sums

    def names(self) -> tuple[str, ...]:
        """The names of all records."""
        return tuple(self._sums)

    def load(self) -> dict[str, Record]:
        """Every intact record; damaged files stay where they are."""
        self._sums.clear()
        found: dict[str, Record] = {}
        with contextlib.suppress(OSError):
            for path in sorted(self._folder.iterdir()):
                if path.name.endswith(".new"):
                    path.unlink()
                elif path.suffix == ".json" and (read := _read(path)) is not None:
                    name, record, total = read
                    found[name] = record
                    self._sums[name] = total
        return found

    def write(self, name: str, record: Record, *, durable: bool) -> bool:
        """Replace a record; return whether it is there now. An unchanged record costs nothing."""
        text = _canonical(record)
        total = _sum(name, text)
        if self._sums.get(name) == total and not (durable and name in self._loose):
            return True
        writes = self._loose.get(name, 0) + 1
        durable = durable or writes >= _LOOSE_WRITES
        data = f'{{"format":{_FORMAT},"name":{json.dumps(name)},"sum":"{total}","record":{text}}}\n'
        path = self._path(name)
        try:
            durable_files.make_folder(self._folder)
            if durable:
                durable_files.replace(path, data.encode())
            else:
                _overwrite(path, data.encode())
        except OSError as error:
            _log.warning("no backup of %s: %s", name, error.strerror)
            # an old copy of something else would be worse than none
            self.remove(name)
            return False
        self._sums[name] = total
        if durable:
            self._loose.pop(name, None)
        else:
            self._loose[name] = writes
        return True

    def remove(self, name: str, *, durable: bool = False) -> None:
        """Remove a record."""
        self._sums.pop(name, None)
        self._loose.pop(name, None)
        with contextlib.suppress(OSError):
            self._path(name).unlink(missing_ok=True)
            if durable:
                durable_files.flush_folder(self._folder)

    def flush(self) -> None:
        """Flush what the operating system still buffers."""
        loose = tuple(self._loose)
        self._loose.clear()
        for name in loose:
            with contextlib.suppress(OSError):
                durable_files.flush_file(self._path(name))
        if loose:
            with contextlib.suppress(OSError):
                durable_files.flush_folder(self._folder)

    def _path(self, name: str) -> Path:
        plain = name if _PLAIN.fullmatch(name) else sha256_hex(name.encode())
        return self._folder / f"{plain}.json"


def _overwrite(path: Path, data: bytes) -> None:
    # in place and never shorter: a new name or a new length would be flushed with the database's own next commit,
    # and typing would wait for two flushes; half-written, its sum says so, and the row is there
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | _NO_LINK, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data.ljust(os.fstat(handle).st_size))


def _read(path: Path) -> tuple[str, Record, str] | None:
    try:
        value = json.loads(path.read_bytes())
        name, record, total = value["name"], value["record"], value["sum"]
        if value["format"] == _FORMAT and _sum(name, _canonical(record)) == total:
            return name, record, total
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        pass
    _log.warning("a backup cannot be read: %s", path.name)
    return None


def _canonical(record: Record) -> str:
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _sum(name: str, text: str) -> str:
    return sha256_hex(f"{name}\n{text}".encode())


def each(records: Mapping[str, Record], kind: str) -> Iterator[Record]:
    """The records of one kind, oldest name first."""
    return (record for record in records.values() if record["kind"] == kind)
