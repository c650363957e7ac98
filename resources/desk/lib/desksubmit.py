"""Takes in a ticket or a reply exactly once: one reference, one transaction, the same answer ever after."""

import json
import re
import sqlite3

import deskapi
from roundup.rest import Routing

REFERENCE = re.compile(r"[A-Za-z0-9._:-]{8,100}")
MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9.+-]{0,63}/[a-z0-9][a-z0-9.+-]{0,63}")
NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f/\\]")
NAME_LIMIT = 200


@Routing.route("/desk/submit", "POST")
@deskapi.answers
def submit(self, input_payload):
    db = self.db
    ref = deskapi.text(input_payload, "ref")
    if not REFERENCE.fullmatch(ref):
        raise deskapi.Refusal(400, "bad_ref", "A send needs a reference of its own.")
    key = f"{db.getuid()}:{ref}"
    # asked before anything is checked: what was taken in once stays taken in, also when the ticket closed since
    first = _first_answer(db, key)
    if first:
        return 200, first
    letter = _read(db, input_payload)
    try:
        return 201, _take_in(db, key, ref, letter)
    except (ValueError, sqlite3.IntegrityError):
        # another process took the same reference in between; the unique index stopped this one
        db.rollback()
        first = _first_answer(db, key)
        if not first:
            raise
        return 200, first


def _first_answer(db, key):
    try:
        kept = db.submission.get(db.submission.lookup(key), "answer")
    except KeyError:
        return None
    return {**json.loads(kept), "repeat": True}


def _read(db, payload):
    issue = deskapi.text(payload, "issue")
    letter = {
        "issue": issue,
        "title": " ".join(deskapi.text(payload, "title").split()),
        "department": deskapi.text(payload, "department"),
        "content": deskapi.text(payload, "content"),
        "files": deskapi.parts(payload, "file"),
    }
    if issue:
        _check_reply(db, issue)
    elif letter["department"] and not _is_row(db.department, letter["department"]):
        raise deskapi.Refusal(400, "unknown_department", "There is no such department.")
    if not letter["content"].strip() or not (issue or letter["title"]):
        raise deskapi.Refusal(400, "blank", "A message needs its text, a new ticket its subject too.")
    if len(letter["content"]) > deskapi.TEXT_LIMIT or len(letter["title"]) > deskapi.SUBJECT_LIMIT:
        raise deskapi.Refusal(400, "text_too_long", "The text is too long.")
    _check_files(letter["files"])
    return letter


def _check_reply(db, issue):
    if not _is_row(db.issue, issue):
        raise deskapi.Refusal(404, "gone", "There is no such ticket.")
    if db.issue.get(issue, "requester") != db.getuid():
        raise deskapi.Refusal(403, "not_yours", "This is not your ticket.")
    if db.status.get(db.issue.get(issue, "status"), "kind") == "closed":
        raise deskapi.Refusal(403, "closed", "This ticket is closed.")


def _is_row(klass, item):
    is_id = item.isascii() and item.isdigit() and len(item) <= 9
    return is_id and klass.hasnode(item) and not klass.is_retired(item)


def _check_files(files):
    if len(files) > deskapi.ATTACHMENTS_PER_MESSAGE:
        raise deskapi.Refusal(413, "too_large", "Too many attachments.")
    for part in files:
        if not part.filename:
            raise deskapi.bad_request("An attachment needs a name.")
        if part.file.seek(0, 2) > deskapi.ATTACHMENT_LIMIT_BYTES:
            raise deskapi.Refusal(413, "too_large", "An attachment is too large.")


def _take_in(db, key, ref, letter):
    # first of all the row with the unique key: whoever comes second stops here, before anything else exists
    submission = db.submission.create(key=key)
    files = [_keep_file(db, part) for part in letter["files"]]
    message = db.msg.create(content=letter["content"], files=files, ref=ref)
    issue = letter["issue"]
    if issue:
        held = {name: db.issue.get(issue, name) for name in ("messages", "files")}
        db.issue.set(issue, messages=[*held["messages"], message], files=held["files"] + files)
    else:
        department = letter["department"] or None
        issue = db.issue.create(title=letter["title"], department=department, messages=[message], files=files, ref=ref)
    answer = {"issue": issue, "message": message, "files": files}
    db.submission.set(submission, answer=json.dumps(answer))
    db.commit()
    return {**answer, "repeat": False}


def _keep_file(db, part):
    part.file.seek(0)
    media_type = (part.type or "").lower()
    if not MEDIA_TYPE.fullmatch(media_type):
        media_type = "application/octet-stream"
    return db.file.create(name=_name(part), type=media_type, content=part.file.read())


def _name(part):
    # HTML's way of writing a quotation mark or a line break inside a quoted file name
    name = part.filename.replace("%22", '"').replace("%0D", " ").replace("%0A", " ")
    return NOT_IN_NAMES.sub("_", name).strip()[:NAME_LIMIT] or "unnamed"
