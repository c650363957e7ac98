"""Tickets as files that can be read without the app: a folder for each, with its JSON, its text and its attachments."""

import hashlib
import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from desktop import durable_files
from desktop.domain.accounts import Account, DeskInfo
from desktop.domain.drafts import Draft
from desktop.domain.file_names import clean_name
from desktop.domain.filters import HistoryFilter
from desktop.domain.tickets import Attachment, DownloadState, Message, RemoteState, RowKey, RowKind, Side, Ticket
from desktop.services.part_files import part_of
from desktop.store import accounts, drafts
from desktop.store.database import Database
from desktop.store.disk_errors import disk_errors
from desktop.store.files.blobs import Blobs
from desktop.store.read import queries
from desktop.values import dataclass

INDEX = "export.json"
TICKETS = "tickets"
DRAFTS = "drafts"
_FORMAT = {"format": "otet-desk export", "version": 1}
_HERE = DownloadState.DOWNLOADED
_CHUNK_BYTES = 1024 * 1024
_RULE = "-" * 72


@dataclass(frozen=True)
class Exported:
    """How much was exported; `missing` attachments are named in the files, but their bytes are not on this computer."""

    tickets: int = 0
    drafts: int = 0
    attachments: int = 0
    missing: int = 0


class FolderTakenError(Exception):
    """The folder holds something that the export would have to delete."""


class UnknownTicketError(Exception):
    """There is no ticket with that number on this computer; the text is the number."""


def check_target(target: Path, *, replace: bool) -> None:
    """Raise FolderTakenError unless `target` is missing, an empty folder, or an earlier export to `replace`."""
    if os.path.lexists(target) and not target.is_dir():
        raise FolderTakenError
    with disk_errors(target.parent):
        found = {path.name for path in target.iterdir()} if target.is_dir() else set()
    # a folder that holds anything else stays as it is, whatever was asked for
    is_export = INDEX in found and found <= {INDEX, TICKETS, DRAFTS}
    if found and not (replace and is_export):
        raise FolderTakenError


class TicketExport:
    """Writes an account's tickets and drafts into a folder that appears whole or not at all."""

    def __init__(self, database: Database, blobs: Blobs, account: Account) -> None:
        self._connection = database.read_connection()
        self._now_ms = database.clock.now_ms()
        self._blobs = blobs
        self._account = account
        self._info = accounts.info(self._connection, account.id) or DeskInfo(account.address)
        self._done = Exported()

    def keys(self, numbers: Sequence[str]) -> list[RowKey]:
        """The tickets with these numbers, all where none is given; raises UnknownTicketError."""
        if not numbers:
            keys = queries.history_keys(self._connection, self._account.id, HistoryFilter())
            return [key for key in keys if key.kind is not RowKind.DRAFT]
        found = {number: queries.ticket_by_number(self._connection, self._account.id, number) for number in numbers}
        for number, id in found.items():
            if id is None:
                raise UnknownTicketError(number)
        return [RowKey(RowKind.TICKET, str(id)) for id in dict.fromkeys(found.values())]

    def write(self, target: Path, numbers: Sequence[str] = (), *, replace: bool = False) -> Exported:
        """Export to `target`, an absolute path; without `numbers` everything, drafts included.

        `replace` exchanges an earlier export as a whole. Raises FolderTakenError, UnknownTicketError, DISK_FULL,
        DISK_ERROR and READ_ONLY, and then leaves everything as it was.
        """
        check_target(target, replace=replace)
        keys = self.keys(numbers)
        with disk_errors(target.parent, writing=True):
            durable_files.make_folder(target.parent)
            part = part_of(target)
            part.mkdir(mode=0o700)
            try:
                self._fill(part, keys, with_drafts=not numbers)
                _publish(part, target)
            finally:
                shutil.rmtree(part, ignore_errors=True)
        return self._done

    def _fill(self, part: Path, keys: list[RowKey], *, with_drafts: bool) -> None:
        entries = {
            TICKETS: [entry for key in keys if (entry := self._ticket(part, key)) is not None],
            DRAFTS: [
                self._draft(part, draft)
                for draft in (drafts.all(self._connection, self._account.id) if with_drafts else ())
            ],
        }
        _write_json(part / INDEX, {**self._head(), **entries})

    def _head(self) -> dict[str, Any]:
        return {
            **_FORMAT,
            "exported": _moment(self._now_ms),
            "help_desk": {"name": self._info.name, "address": self._account.address},
            "account": {"user": self._account.username, "name": self._account.display_name},
        }

    def _ticket(self, part: Path, key: RowKey) -> dict[str, Any] | None:
        ticket = queries.ticket(self._connection, self._account.id, key)
        if ticket is None:
            return None
        folder = _new_folder(part / TICKETS, ticket.number or f"not sent yet {key.id[:8]}")
        thread = queries.messages(self._connection, self._account.id, key)
        saved = [self._save(folder, message.attachments) for message in thread]
        head = self._ticket_head(ticket)
        messages = [_message(message, files) for message, files in zip(thread, saved, strict=True)]
        _write_json(folder / "ticket.json", {**self._head(), **head, "messages": messages})
        title = f"{ticket.number or 'Not sent yet'}  {ticket.subject}".strip()
        facts = [f"{name}: {head[name]}" for name in ("department", "status", "created", "last_activity") if head[name]]
        _write_text(
            folder / "ticket.txt", [title, *facts, *(line for message in messages for line in _message_lines(message))]
        )
        self._done = replace(self._done, tickets=self._done.tickets + 1)
        return {"number": ticket.number, "subject": ticket.subject, "folder": f"{TICKETS}/{folder.name}"}

    def _ticket_head(self, ticket: Ticket) -> dict[str, Any]:
        department, status = self._info.department(ticket.department), self._info.status(ticket.status)
        return {
            "number": ticket.number,
            "subject": ticket.subject,
            "department": department.name if department else ticket.department,
            "status": status.name if status else ticket.status,
            "created": _moment(ticket.created_ms),
            "last_activity": _moment(ticket.activity_ms),
            "at_the_help_desk": _at_the_help_desk(ticket.remote_state) if ticket.number else "not sent yet",
        }

    def _draft(self, part: Path, draft: Draft) -> dict[str, Any]:
        folder = _new_folder(part / DRAFTS, draft.subject or draft.id[:8])
        files = [Attachment(0, file.name, file.media_type, file.size, _HERE, file.sha256) for file in draft.files]
        content: dict[str, Any] = {
            "subject": draft.subject,
            "reply_to": self._number_of(draft),
            "last_change": _moment(draft.updated_ms),
            "text": draft.message,
            "attachments": self._save(folder, files),
        }
        _write_json(folder / "draft.json", {**self._head(), **content})
        title = f"Draft: {draft.subject or content['reply_to']}"
        _write_text(folder / "draft.txt", [title, content["text"], *_attachment_lines(content["attachments"])])
        self._done = replace(self._done, drafts=self._done.drafts + 1)
        return {"subject": draft.subject, "folder": f"{DRAFTS}/{folder.name}"}

    def _number_of(self, draft: Draft) -> str:
        if not draft.is_reply:
            return ""
        key = RowKey(RowKind.TICKET, str(draft.ticket_id)) if draft.ticket_id is not None else None
        ticket = key and queries.ticket(self._connection, self._account.id, key)
        return ticket.number if ticket else "a ticket that is not sent yet"

    def _save(self, folder: Path, attachments: Sequence[Attachment]) -> list[dict[str, Any]]:
        """Copy what is here into the folder; returns what JSON says of each."""
        saved = []
        for attachment in attachments:
            path = self._copy(folder / "attachments", attachment)
            self._done = replace(
                self._done,
                attachments=self._done.attachments + (path is not None),
                missing=self._done.missing + (path is None),
            )
            saved.append({
                "name": attachment.name,
                "media_type": attachment.media_type,
                "size_bytes": attachment.size,
                "sha256": attachment.sha256 if path else "",
                "file": path.relative_to(folder).as_posix() if path else None,
            })  # fmt: skip
        return saved

    def _copy(self, folder: Path, attachment: Attachment) -> Path | None:
        """Copy the bytes, None where they are not here or are not those that were attached."""
        if not attachment.sha256 or not self._blobs.has(attachment.sha256):
            return None
        folder.mkdir(exist_ok=True)
        target = _free_name(folder, attachment.name)
        digest = hashlib.sha256()
        with self._blobs.path(attachment.sha256).open("rb") as source, target.open("xb") as out:
            while chunk := source.read(_CHUNK_BYTES):
                digest.update(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        if digest.hexdigest() != attachment.sha256:
            target.unlink()
            return None
        return target


def _message(message: Message, files: list[dict[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "from": "you" if message.side is Side.OWN else "support",
        "author": message.author,
        "written": _moment(message.created_ms),
        "text": message.body,
        "attachments": files,
    }
    if message.side is Side.OWN:
        found["delivery"] = message.delivery.value if message.delivery else "unknown"
    if message.remote_state is not RemoteState.PRESENT:
        found["at_the_help_desk"] = _at_the_help_desk(message.remote_state)
    if message.raw:
        # a message, or files of it, that this version cannot read: as the help desk sent it
        found["as_received"] = message.raw
    return found


def _at_the_help_desk(state: RemoteState) -> str:
    return {
        RemoteState.PRESENT: "present",
        RemoteState.REMOVED: "removed by the help desk",
        RemoteState.ROLLED_BACK: "missing since the help desk was restored from an older copy",
    }[state]


def _message_lines(message: dict[str, Any]) -> list[str]:
    who = "You" if message["from"] == "you" else "Support"
    delivery = message.get("delivery", "sent")
    states = [] if delivery == "sent" else [f"delivery: {delivery.replace('_', ' ')}"]
    states += [message["at_the_help_desk"]] if "at_the_help_desk" in message else []
    head = "  ".join([who, message["author"], message["written"], *(f"({state})" for state in states)])
    return [_RULE, head, "", message["text"], *_attachment_lines(message["attachments"])]


def _attachment_lines(attachments: list[dict[str, Any]]) -> list[str]:
    return [
        f"[attachment: {file['name']}, {file['size_bytes']} bytes, {file['file'] or 'not on this computer'}]"
        for file in attachments
    ]


def _moment(ms: int) -> str:
    """A moment in UTC, as ISO 8601 writes it, to the second."""
    return f"{datetime.fromtimestamp(ms // 1000, tz=timezone.utc):%Y-%m-%dT%H:%M:%SZ}"


def _free_name(folder: Path, name: str) -> Path:
    """A path in `folder` that nothing has, whatever case the file system ignores; `name` with a number where needed."""
    clean = Path(clean_name(name))
    taken = {path.name.casefold() for path in folder.iterdir()}
    number, free = 1, clean.name
    while free.casefold() in taken:
        number += 1
        free = f"{clean.stem} ({number}){clean.suffix}"
    return folder / free


def _new_folder(parent: Path, name: str) -> Path:
    parent.mkdir(exist_ok=True)
    folder = _free_name(parent, name)
    folder.mkdir()
    return folder


def _write_json(path: Path, value: dict[str, Any]) -> None:
    _write(path, json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def _write_text(path: Path, lines: Sequence[str]) -> None:
    _write(path, "\n".join(lines) + "\n")


def _write(path: Path, text: str) -> None:
    with path.open("xb") as file:
        # a lone surrogate, which a damaged database may hold, must not keep the rest from being exported
        file.write(text.encode("utf-8", "replace"))
        file.flush()
        os.fsync(file.fileno())


def _publish(part: Path, target: Path) -> None:
    """Give the finished folder its name; what an earlier export left there is deleted after that."""
    for folder in [part, *(path for path in part.rglob("*") if path.is_dir())]:
        durable_files.flush_folder(folder)
    old = part.with_name(f"{part.name}.old")
    if target.exists():
        target.replace(old)
    try:
        durable_files.move(part, target)
    except BaseException:
        if old.exists():
            old.replace(target)
        raise
    shutil.rmtree(old, ignore_errors=True)
