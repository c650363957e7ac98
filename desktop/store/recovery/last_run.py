"""Recognises a profile that is not the one that last ran: put back from a backup, or copied from another place.

Such a profile knows nothing of what was written and sent since the copy was made, though the help desk does. An id is
renewed at every start and kept in the database and in a file beside it, together with the time at which that file came
to be there (its change time, which no program can set): a copied file has another time, and a database that was put
back alone has another id.
"""

import contextlib
import json
import logging
import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

from desktop import durable_files
from desktop.domain.errors import ErrorCode, OtetError, Problem
from desktop.domain.ids import random_id
from desktop.store.changes import Kind
from desktop.store.rows import Queryable, problem_json

FILE_NAME = "last-run"
_RUN, _COPIED = "last_run", "profile_copied"
# memory sticks have file systems that round times to this
_COARSE_NS = 2_000_000_000
_log = logging.getLogger(__name__)


class Writable(Queryable, Protocol):
    """A transaction of the database."""

    def changed(self, kind: Kind, id: object = "") -> None:
        """Record a change that listeners get after the commit."""


def begin(
    writer: Queryable, write: Callable[[], AbstractContextManager[Writable]], folder: Path, *, has_stamps: bool
) -> None:
    """Retire the keys of a copied profile, and renew the id. Never raises for the disk: the next start tries again.

    `writer` is the connection for writing, outside of a transaction. `has_stamps` is False for drives whose times
    cannot be relied on. The new id is noted as the next one before the file has it, so that a process killed between
    the two is not taken for a copy.
    """
    path, fresh = folder / FILE_NAME, random_id()
    try:
        known = _value(writer, _RUN)
        if _is_copy(known, path, has_stamps=has_stamps):
            with write() as tx:
                _keep(tx, _COPIED, _settle(tx))
                _keep(tx, _RUN, {"run": fresh, "next": fresh})
        else:
            _keep(writer, _RUN, {**known, "next": fresh})
        durable_files.replace(path, fresh.encode())
        # another process may have been here meanwhile
        _keep(writer, _RUN, {"run": _id_in(path), "next": "", "stamp": path.stat().st_ctime_ns})
    except (OtetError, OSError) as error:
        _log.warning("the id of this run could not be kept: %s", error)


def told_copy(connection: Queryable) -> tuple[int, int] | None:
    """How many drafts and waiting messages a copied profile had when it was opened, None where that is settled."""
    found = _value(connection, _COPIED)
    return (int(found.get("drafts", 0)), int(found.get("sends", 0))) if found else None


def forget_copy(tx: Queryable) -> None:
    """The user has read that the profile is a copy."""
    tx.execute("DELETE FROM meta WHERE key = ?", (_COPIED,))


def _is_copy(known: dict[str, Any], path: Path, *, has_stamps: bool) -> bool:
    if not known:
        # a new profile, or the first start of a version that keeps such an id
        return False
    here = _id_in(path)
    if here and here == known.get("next"):
        return False
    if not here or here != known.get("run"):
        return True
    stamp = known.get("stamp")
    return has_stamps and isinstance(stamp, int) and not _is_same_time(stamp, path.stat().st_ctime_ns)


def _is_same_time(kept_ns: int, found_ns: int) -> bool:
    is_coarse = found_ns % 1_000_000_000 == 0
    return abs(found_ns - kept_ns) <= _COARSE_NS if is_coarse else found_ns == kept_ns


def _settle(tx: Writable) -> dict[str, int]:
    """Retire the keys of a copied profile; returns how many drafts and waiting messages it has.

    A draft may have been sent since under its id, so it gets another one. What waits may have been sent too, or may yet
    be by the profile that this one was copied from: it is sent under the same reference where that makes no second
    message of it. Elsewhere it is looked up, and the user decides over what is not there (see `Problem.is_copy`).
    """
    drafts = [row["id"] for row in tx.execute("SELECT id FROM draft").fetchall()]
    for id in drafts:
        _rename(tx, id, random_id())
    sends = tx.execute(
        "UPDATE operation SET state = 'unknown', attempts = max(attempts, 1), not_before_ms = 0, problem = ? "
        "WHERE state IN ('queued', 'intent', 'unknown') RETURNING id",
        (problem_json(Problem(ErrorCode.UNCONFIRMED, is_copy=True)),),
    ).fetchall()
    for row in sends:
        tx.changed(Kind.OPERATION, row["id"])
    unfinished = tx.execute("SELECT count(*) FROM operation WHERE state <> 'done'").fetchone()[0]
    return {"drafts": len(drafts), "sends": int(unfinished)}


def _rename(tx: Writable, id: str, new_id: str) -> None:
    columns = [row["name"] for row in tx.execute("SELECT name FROM pragma_table_info('draft')")]
    values = ", ".join("?" if name == "id" else name for name in columns)
    tx.execute(f"INSERT INTO draft ({', '.join(columns)}) SELECT {values} FROM draft WHERE id = ?", (new_id, id))
    tx.execute("UPDATE draft_file SET draft_id = ? WHERE draft_id = ?", (new_id, id))
    tx.execute("DELETE FROM draft WHERE id = ?", (id,))
    tx.execute("INSERT OR IGNORE INTO spent (id) VALUES (?)", (id,))
    tx.changed(Kind.DRAFT, id)
    tx.changed(Kind.DRAFT, new_id)


def _id_in(path: Path) -> str:
    with contextlib.suppress(OSError, UnicodeDecodeError):
        # of a regular file only: a pipe would hold up the start
        if path.is_file():
            with path.open("rb") as file:
                return os.read(file.fileno(), 64).decode("ascii")
    return ""


def _value(connection: Queryable, key: str) -> dict[str, Any]:
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    with contextlib.suppress(ValueError):
        value = json.loads(row["value"]) if row is not None else {}
        return value if isinstance(value, dict) else {}
    return {}


def _keep(tx: Queryable, key: str, value: dict[str, Any]) -> None:
    tx.execute(
        "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, json.dumps(value)),
    )
