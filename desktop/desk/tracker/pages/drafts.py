"""Drafts: what an agent has written and not sent, kept by the help desk so that browsers need to keep nothing.

A draft belongs to one agent, one ticket, and one of two modes, "reply" and "note"; nothing turns one into the other.
A page saves its draft under the key of its form. Two pages of one ticket have a draft each: the newest is shown, and
the other one comes up when that one is sent. Callers commit.
"""

import json
from typing import Any

from roundup import date

from desktop.desk.tracker.fields import text_of
from desktop.desk.tracker.pages import collisions
from desktop.desk.tracker.roundup_types import Database, Form, Node

MODES = ("reply", "note")
MOST = 20
"""Drafts of one agent on one ticket in one mode; the oldest give way."""
MOST_NAMES = 50


def rows(db: Database, issue: str, userid: str, states: tuple[str, str] = ("draft", "held")) -> list[Node]:
    """The drafts of this person on a ticket, the newest first; those that wait for a decision before all others."""
    found = [db.draft.getnode(item) for item in db.draft.find(author=userid, issue=issue)]
    kept = [row for row in found if row.state in states]
    return sorted(kept, key=lambda row: (row.state == "held", row.activity, int(row.id)), reverse=True)


def newest(db: Database, issue: str, userid: str, mode: str) -> Node | None:
    """The draft that a page shows in this mode, None where there is none."""
    return next((row for row in rows(db, issue, userid) if row.mode == mode), None)


def waiting(db: Database, issue: str) -> list[Node]:
    """Answers that are about to go out, of all agents, the oldest first."""
    found = [db.draft.getnode(item) for item in db.draft.find(issue=issue)]
    return sorted((row for row in found if row.state == "waiting"), key=lambda row: int(row.id))


def held(db: Database, userid: str) -> list[Node]:
    """The answers of this person that were held back while nobody looked."""
    found = [db.draft.getnode(item) for item in db.draft.find(author=userid)]
    return [row for row in found if row.state == "held" and row.due]


def save(db: Database, issue: str, userid: str, mode: str, keys: tuple[str, str], **facts: Any) -> str:
    """Keep what a form holds; `keys` are its own and that of the draft it showed. The draft's id."""
    own = [row for row in rows(db, issue, userid) if row.mode == mode]
    mine = [row for row in own if row.key in keys]
    facts = {**facts, "key": keys[0]}
    if mine:
        db.draft.set(mine[0].id, **facts)
        return str(mine[0].id)
    for old in own[MOST - 1 :]:
        remove(db, old.id)
    found: str = db.draft.create(author=userid, issue=issue, mode=mode, **{"state": "draft", **facts})
    return found


def forget(db: Database, issue: str, userid: str, mode: str, keys: tuple[str, str], text: str) -> None:
    """Remove the draft that was just sent: the form's own, or one of the same words; what else is kept stays."""
    for row in rows(db, issue, userid):
        if row.mode == mode and (row.key in keys or (row.text or "").strip() == text.strip()):
            remove(db, row.id)


def remove(db: Database, draft: str) -> None:
    """Remove a draft for good; its files stay where a message has them."""
    db.draft.destroy(draft)


def hides(db: Database, file: str, userid: str) -> bool:
    """Whether a file belongs to no message or ticket and to no draft of this person: only who brought it reads it."""
    if db.msg.find(files=file) or db.issue.find(files=file):
        return False
    return userid not in {db.draft.get(item, "author") for item in db.draft.find(files=file)}


def names(row: Node) -> list[str]:
    """Names of files that were chosen in the browser and have to be chosen again."""
    try:
        kept = json.loads(row.names or "[]")
    except ValueError:
        kept = []
    return [str(name)[:200] for name in kept if name][:MOST_NAMES] if isinstance(kept, list) else []


def asked(form: Form) -> set[Any]:
    """Ids of files that an earlier send has brought and that this form still wants."""
    left_out = {str(part.value) for part in form.list or () if part.name == "@drop"}
    return set(text_of(form, "@kept").split(",")) - left_out - {""}


def shown(row: Node) -> dict[str, Any]:
    """What the page showed when the draft was written."""
    return collisions.read(row.shown)


def seconds_left(row: Node) -> int:
    """How long until a waiting answer goes out."""
    return max(0, round((row.due - date.Date(".")).as_seconds())) if row.due else 0
