"""Takes in a ticket or a reply exactly once: one reference, one content, one transaction, one answer for ever."""

import json
import re
import sqlite3
from typing import Any

from desktop.desk.tracker import form_keys
from desktop.desk.tracker.roundup_types import Database, Form, Klass, Request
from desktop.desk.tracker.routing import route
from desktop.desk.tracker.wire import api, uploads

REFERENCE = re.compile(r"[A-Za-z0-9._:-]{8,100}")
DIGEST = re.compile(r"[0-9a-f]{32}")
"""The beginning of a `_digest`, which an app makes in the same way."""
MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9.+-]{0,63}/[a-z0-9][a-z0-9.+-]{0,63}")
NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f/\\]")
NAME_LIMIT = 200


@route("/desk/submit", "POST")
@api.answers
def submit(self: Request, input_payload: Form) -> tuple[int, dict[str, Any]]:
    """Take a ticket or a reply in, once."""
    db = self.db
    ref = api.text(input_payload, "ref")
    if not REFERENCE.fullmatch(ref):
        raise api.RefusedError(400, "bad_ref", "A send needs a reference of its own.")
    key = f"{db.getuid()}:{ref}"
    message = _read(input_payload)
    if message["kept"] and message["files"]:
        raise api.bad_request("Files come in parts, or with their message.")
    digest = _digest(message)
    # asked before anything is checked: what was taken in once stays taken in, also when the ticket closed since
    first = _first_answer(db, key, digest)
    if first:
        return 200, first
    files = message["files"]
    if message["kept"]:
        message["files"] = files = uploads.opened(db, ref, message["kept"])
    try:
        return _take_in_once(db, key, digest, ref, message)
    finally:
        uploads.close(files)


def _take_in_once(db: Database, key: str, digest: str, ref: str, message: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    _check(db, message)
    try:
        return 201, _take_in(db, key, digest, ref, message)
    except (ValueError, sqlite3.IntegrityError):
        # another process took the same reference in between; the unique index stopped this one
        db.rollback()
        first = _first_answer(db, key, digest)
        if not first:
            raise
        return 200, first


@route("/desk/receipt", "GET")
@api.answers
def receipt(self: Request, input_payload: Form) -> tuple[int, dict[str, Any]]:
    """Answer what a submit of this reference and content was answered; null where it has to be sent to find out."""
    db = self.db
    ref, digest = api.text(input_payload, "ref"), api.text(input_payload, "digest")
    if not REFERENCE.fullmatch(ref) or not DIGEST.fullmatch(digest):
        raise api.bad_request("A receipt has a reference and a digest.")
    try:
        row = db.submission.getnode(db.submission.lookup(f"{db.getuid()}:{ref}"))
    except KeyError:
        return 200, {"receipt": None}
    is_same = bool(row.digest) and row.digest.startswith(digest)
    return 200, {"receipt": json.loads(row.answer) if is_same else None}


def _first_answer(db: Database, key: str, digest: str) -> dict[str, Any] | None:
    """The answer to the same content under this reference, None where it is new; other content is a conflict."""
    try:
        row = db.submission.getnode(db.submission.lookup(key))
    except KeyError:
        return None
    # rows of older versions have no digest
    if row.digest and row.digest != digest:
        raise api.RefusedError(409, "ref_conflict", "This reference was used for another message; nothing was stored.")
    return {**json.loads(row.answer), "repeat": True}


def _read(payload: Any) -> dict[str, Any]:
    return {
        "issue": api.text(payload, "issue"),
        "title": " ".join(api.text(payload, "title").split()),
        "department": api.text(payload, "department"),
        "content": api.text(payload, "content"),
        "files": api.parts(payload, "file"),
        "kept": uploads.named_in(payload),
    }


def _digest(message: dict[str, Any]) -> str:
    """One name for all that a reference carried: the words, and the files' names, types and bytes."""
    files = [
        (part.filename or "", part.type or "", form_keys.digest_of_bytes(part.file))
        for part in message["files"]
        if getattr(part, "file", None)
    ]
    files += [(part.filename, part.type, part.digest) for part in message["kept"]]
    return form_keys.digest_of(*(message[name] for name in ("issue", "title", "department", "content")), files)


def _check(db: Database, message: dict[str, Any]) -> None:
    issue = message["issue"]
    if issue:
        _check_reply(db, issue)
    elif message["department"] and not _is_row(db.department, message["department"]):
        raise api.RefusedError(400, "unknown_department", "There is no such department.")
    if not message["content"].strip() or not (issue or message["title"]):
        raise api.RefusedError(400, "blank", "A message needs its text, a new ticket its subject too.")
    if len(message["content"]) > api.TEXT_LIMIT or len(message["title"]) > api.SUBJECT_LIMIT:
        raise api.RefusedError(400, "text_too_long", "The text is too long.")
    _check_files(message["files"])


def _check_reply(db: Database, issue: str) -> None:
    if not _is_row(db.issue, issue):
        raise api.RefusedError(404, "gone", "There is no such ticket.")
    if db.issue.get(issue, "requester") != db.getuid():
        raise api.RefusedError(403, "not_yours", "This is not your ticket.")
    if db.status.get(db.issue.get(issue, "status"), "kind") == "closed":
        raise api.RefusedError(403, "closed", "This ticket is closed.")


def _is_row(klass: Klass, item: str) -> bool:
    is_id = item.isascii() and item.isdigit() and len(item) <= 9
    return is_id and klass.hasnode(item) and not klass.is_retired(item)


def _check_files(files: list[Any]) -> None:
    if len(files) > api.ATTACHMENTS_PER_MESSAGE:
        raise api.RefusedError(413, "too_large", "Too many attachments.")
    for part in files:
        if not part.filename:
            raise api.bad_request("An attachment needs a name.")
        if part.file.seek(0, 2) > api.ATTACHMENT_LIMIT_BYTES:
            raise api.RefusedError(413, "too_large", "An attachment is too large.")


def _take_in(db: Database, key: str, digest: str, ref: str, message: dict[str, Any]) -> dict[str, Any]:
    # first of all the row with the unique key: whoever comes second stops here, before anything else exists
    submission = db.submission.create(key=key, digest=digest)
    files = [_keep_file(db, part) for part in message["files"]]
    made = db.msg.create(content=message["content"], files=files, ref=ref)
    issue = message["issue"]
    if issue:
        held = {name: db.issue.get(issue, name) for name in ("messages", "files")}
        db.issue.set(issue, messages=[*held["messages"], made], files=held["files"] + files)
    else:
        department = message["department"] or None
        issue = db.issue.create(title=message["title"], department=department, messages=[made], files=files, ref=ref)
    answer = {"issue": issue, "message": made, "files": files}
    db.submission.set(submission, answer=json.dumps(answer))
    db.commit()
    uploads.forget(db, ref, message["kept"])
    return {**answer, "repeat": False}


def _keep_file(db: Database, part: Any) -> str:
    part.file.seek(0)
    media_type = (part.type or "").lower()
    if not MEDIA_TYPE.fullmatch(media_type):
        media_type = "application/octet-stream"
    found: str = db.file.create(name=_name(part), type=media_type, content=part.file.read())
    return found


def _name(part: Any) -> str:
    # HTML's way of writing a quotation mark or a line break inside a quoted file name
    name = part.filename.replace("%22", '"').replace("%0D", " ").replace("%0A", " ")
    return NOT_IN_NAMES.sub("_", name).strip()[:NAME_LIMIT] or "unnamed"
