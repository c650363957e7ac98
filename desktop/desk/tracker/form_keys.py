"""Form keys: what a page's form said is carried out once, and other content under the same key is never taken for it.

A rendered form carries a key of its own. The first send under a key is kept with a digest of its content; the same
key with the same content is the same send (a double click, a retry, F5), the same key with other content is not.
"""

import hashlib
import json
import re
import secrets
from typing import IO, Any

from desktop.desk.tracker.roundup_types import Database, Form

KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")
NOT_CONTENT = ("@key", "@csrf")
"""Fields that differ between two sends of the same content."""


def new() -> str:
    """Make a key for a form that is about to be shown."""
    return secrets.token_urlsafe(16)


def is_key(text: str) -> bool:
    """Return whether a text has the shape of a form key."""
    return bool(KEY.fullmatch(text))


def name(db: Database, key: str, user: str | None = None) -> str:
    """Return the `submission.key` of a form key; it holds the user, so that keys of two users never clash."""
    return f"form:{user or db.getuid()}:{key}"


def find(db: Database, key: str) -> dict[str, Any] | None:
    """Return what this user sent under the key: {"id", "digest", "answer"}; None where nothing was sent."""
    try:
        row = db.submission.getnode(db.submission.lookup(name(db, key)))
    except KeyError:
        return None
    return {"id": row.id, "digest": row.digest or "", "answer": read(row.answer)}


def read(answer: str | None) -> dict[str, Any]:
    """Parse a row's `answer`; {} for rows of older versions, which have none."""
    try:
        kept = json.loads(answer or "{}")
    except ValueError:
        kept = {}
    return kept if isinstance(kept, dict) else {}


def use(db: Database, key: str, digest: str = "", **answer: Any) -> str:
    """Claim the key before anything else is written, and return the row's id.

    The unique index raises in whoever comes second. The caller holds the write lock and commits.
    """
    made = db.submission.create(key=name(db, key), digest=digest, answer=json.dumps(answer))
    # what was read before the write lock may be old by now
    db.clearCache()
    found: str = made
    return found


def record(db: Database, key: str, digest: str = "", user: str | None = None, **answer: Any) -> None:
    """Record the outcome of a send whose key was claimed; the caller commits."""
    row = db.submission.lookup(name(db, key, user))
    db.submission.set(row, answer=json.dumps(answer), **({"digest": digest} if digest else {}))


def digest_of(*content: object) -> str:
    """Return the SHA-256 (hex) of content that can be written as JSON."""
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


def digest_of_bytes(file: IO[bytes]) -> str:
    """Return the SHA-256 (hex) of an open file's bytes, and rewind it."""
    summed = hashlib.sha256()
    file.seek(0)
    while piece := file.read(1 << 20):
        summed.update(piece)
    file.seek(0)
    return summed.hexdigest()


def form_digest(form: Form) -> str:
    """Return the digest of all fields of a form but `NOT_CONTENT`."""
    fields = [(part.name, _text(part.value)) for part in form.list or () if part.name not in NOT_CONTENT]
    return digest_of(sorted(fields))


def repeats(db: Database, form: Form) -> bool:
    """Return whether this form was carried out before; forms of older versions kept no digest."""
    key = _first(form, "@key")
    sent = find(db, key) if key else None
    return sent is not None and sent["digest"] in ("", form_digest(form))


def _first(form: Form, field: str) -> str:
    return next((_text(part.value) for part in form.list or () if part.name == field), "")


def _text(value: str) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value or "")
