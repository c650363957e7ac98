"""Turns rows into values and back; what several files of this room need."""

import contextlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any, Protocol

from desktop.domain.drafts import Draft
from desktop.domain.errors import DraftField, ErrorCode, Problem
from desktop.domain.language.surrogates import encodable
from desktop.domain.operations import File, Operation, OperationKind, OperationState
from desktop.domain.references.evidence import loaded
from desktop.domain.tickets import Delivery

SNIPPET_LENGTH = 160

DELIVERY = {
    OperationState.QUEUED: Delivery.WAITING,
    OperationState.INTENT: Delivery.SENDING,
    OperationState.UNKNOWN: Delivery.CHECKING,
    OperationState.NEEDS_USER: Delivery.NEEDS_YOU,
    OperationState.DONE: Delivery.SENT,
}
"""The delivery state that is shown for each state."""

_STORED_NAMES = {
    "could_duplicate": "twice",
    "is_copy": "copy",
    "is_outside_validity": "dates",
    "proxy": "kind",
    "server_errors": "errors",
}
"""Fields of a problem with another name in the database, where earlier versions look for it too."""
_READ_AS: Mapping[str, Callable[[Any], object]] = {
    "cause": ErrorCode,
    "draft_field": DraftField,
    "retry_after_s": int,
}
"""What makes a value of a field whose default does not tell its type."""


class Queryable(Protocol):
    """A connection or a transaction: whatever rows can be read through."""

    def execute(self, sql: str, parameters: Sequence[Any] = (), /) -> sqlite3.Cursor:
        """Run one statement."""


def snippet(body: str) -> str:
    """The beginning of a text on one line."""
    return " ".join(body[: SNIPPET_LENGTH * 3].split())[:SNIPPET_LENGTH]


def placeholders(values: Sequence[object]) -> str:
    """As many question marks as there are values."""
    return ",".join("?" * len(values))


def problem_json(problem: Problem | None) -> str | None:
    """A problem as it is stored."""
    if problem is None:
        return None
    facts = {
        _STORED_NAMES.get(name, name): encodable(value) if isinstance(value, str) else value
        for name, value in problem.known().items()
    }
    return json.dumps({"code": problem.code.value, "facts": facts}, ensure_ascii=False)


def problem(stored: str | None) -> Problem | None:
    """A stored problem; one that a later version wrote and this one does not know is `INTERNAL`."""
    if stored is None:
        return None
    try:
        value = json.loads(stored)
        code = {code.value: code for code in ErrorCode}.get(value["code"], ErrorCode.INTERNAL)
        if value["facts"].get("unconfirmed"):
            # as earlier versions wrote it
            return Problem(ErrorCode.UNCONFIRMED, cause=code, could_duplicate=True)
        return Problem(code, **_known_fields(value["facts"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        return Problem(ErrorCode.INTERNAL)


def _known_fields(facts: Mapping[str, object]) -> dict[str, Any]:
    """The fields of a stored problem; one that this version does not know, or cannot read, is left out."""
    found = {}
    for one in fields(Problem)[1:]:
        value = facts.get(_STORED_NAMES.get(one.name, one.name))
        with contextlib.suppress(ValueError, TypeError, OverflowError):
            if value is not None:
                found[one.name] = _READ_AS.get(one.name, type(one.default))(value)
    return found


def keep_files(tx: Queryable, table: str, id: str, files: Iterable[File]) -> None:
    """Write the files of a draft or an operation, in order, in place of what was there."""
    owner = f"{table.removesuffix('_file')}_id"
    tx.execute(f"DELETE FROM {table} WHERE {owner} = ?", (id,))
    for position, file in enumerate(files):
        tx.execute(
            f"INSERT INTO {table} ({owner}, position, name, media_type, size, sha256) VALUES (?, ?, ?, ?, ?, ?)",
            (id, position, encodable(file.name), encodable(file.media_type), file.size, file.sha256),
        )


def files(connection: Queryable, table: str, ids: Sequence[str]) -> dict[str, tuple[File, ...]]:
    """The files of several drafts or operations."""
    if not ids:
        return {}
    owner = f"{table.removesuffix('_file')}_id"
    found: dict[str, list[File]] = {}
    for row in connection.execute(
        f"SELECT {owner}, name, media_type, size, sha256 FROM {table} WHERE {owner} IN ({placeholders(ids)}) "
        f"ORDER BY {owner}, position",
        ids,
    ):
        found.setdefault(row[0], []).append(File(*row[1:]))
    return {id: tuple(values) for id, values in found.items()}


def drafts(connection: Queryable, where: str, parameters: Sequence[object]) -> tuple[Draft, ...]:
    """The drafts that fit, newest first."""
    rows = connection.execute(
        f"SELECT * FROM draft WHERE {where} ORDER BY updated_ms DESC, created_ms DESC, id DESC", parameters
    ).fetchall()
    attached = files(connection, "draft_file", [row["id"] for row in rows])
    return tuple(
        Draft(
            id=row["id"],
            account_id=row["account_id"],
            ticket_id=row["ticket_id"],
            parent_id=row["parent_id"],
            department=row["department"],
            subject=row["subject"],
            body=row["body"],
            caret=row["caret"],
            files=attached.get(row["id"], ()),
            created_ms=row["created_ms"],
            updated_ms=row["updated_ms"],
            evidence=loaded(row["evidence"]),
        )
        for row in rows
    )


def unfinished_counts(connection: Queryable, account_id: int) -> tuple[int, int]:
    """How many operations go out by themselves, and how many wait for the user's decision."""
    query = "SELECT count(*), coalesce(sum(state = ?), 0) FROM operation WHERE account_id = ? AND state <> 'done'"
    unfinished, needs_user = connection.execute(query, (OperationState.NEEDS_USER.value, account_id)).fetchone()
    return int(unfinished - needs_user), int(needs_user)


def operations(connection: Queryable, where: str, parameters: Sequence[object]) -> tuple[Operation, ...]:
    """The operations that fit, oldest first."""
    rows = connection.execute(f"SELECT * FROM operation WHERE {where} ORDER BY seq", parameters).fetchall()
    attached = files(connection, "operation_file", [row["id"] for row in rows])
    return tuple(
        Operation(
            id=row["id"],
            account_id=row["account_id"],
            seq=row["seq"],
            kind=OperationKind(row["kind"]),
            state=OperationState(row["state"]),
            ticket_id=row["ticket_id"],
            parent_id=row["parent_id"],
            department=row["department"],
            subject=row["subject"],
            body=row["body"],
            files=attached.get(row["id"], ()),
            created_ms=row["created_ms"],
            not_before_ms=row["not_before_ms"],
            attempts=row["attempts"],
            problem=problem(row["problem"]),
            evidence=loaded(row["evidence"]),
        )
        for row in rows
    )
