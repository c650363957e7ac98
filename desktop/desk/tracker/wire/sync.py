"""Tells an app what changed for its user since a cursor, and lets it wait for the next change."""

import contextlib
import hashlib
import json
from typing import Any

from desktop.desk.tracker import fields, json_answers
from desktop.desk.tracker.roundup_types import Database, Form, Klass, Request
from desktop.desk.tracker.routing import route
from desktop.desk.tracker.wire import api

MOST_ROWS = 2000
MOST_BYTES = 4_000_000
"""An app refuses answers above 8 MiB, so a page ends early when its texts are long."""
USUAL_WAIT_S = 25
MOST_RECALLED = 200
BUSY_RETRY_S = 5
MARKED_ROWS = 50
SINGLE = {"verification": "user", "rates": "rates"}
"""What a page holds one of, or none."""


@route("/desk/sync", "GET")
@api.answers
def sync(self: Request, input_payload: Form) -> tuple[int, dict[str, Any]]:
    """Answer what changed for the caller since a cursor."""
    db = self.db
    since = api.number(input_payload, "since", 0)
    limit = max(1, min(MOST_ROWS, api.number(input_payload, "limit", MOST_ROWS)))
    # what is for all has no owner; one of the two at a time, so that each goes by the index
    columns = "select id, _kind, _item from _change where"
    db.sql(
        f"{columns} _owner={db.arg} and id>{db.arg} union all {columns} _owner is null and id>{db.arg} "
        f"order by 1 limit {limit + 1}",
        (int(db.getuid()), since, since),
    )
    rows = db.cursor.fetchall()
    page = Page(db)
    cursor = since
    taken = 0
    for change, kind, item in rows[:limit]:
        page.add(kind, str(item))
        cursor = change
        taken += 1
        if page.size >= MOST_BYTES:
            break
    answer = {"cursor": str(cursor), "more": taken < len(rows), **page.data()}
    return 200, answer if answer["more"] else {**answer, "mark": _mark(db, cursor)}


class Page:
    """What a page holds, each thing once, in the order of its first change."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.size = 0
        self._found: dict[str, dict[str, Any]] = {
            "ticket": {},
            "message": {},
            "wallet": {},
            "txn": {},
            "user": {},
            "rates": {},
        }
        self._removed: dict[str, set[str]] = {"ticket": set(), "message": set()}
        self._names: dict[str, str] = {}

    def add(self, kind: str, item: str) -> None:
        """Read one changed thing as it is now."""
        if item in self._found[kind] or item in self._removed.get(kind, ()):
            return
        if kind in self._removed and self._is_removed(kind, item):
            self._removed[kind].add(item)
            return
        value = getattr(self, "_" + kind)(item)
        if value is not None:
            self._found[kind][item] = value
            self.size += len(json_answers.encoded(value))

    def data(self) -> dict[str, Any]:
        """The page as the wire wants it."""
        lists = {"tickets": "ticket", "messages": "message", "wallets": "wallet", "transactions": "txn"}
        data = {name: list(self._found[kind].values()) for name, kind in lists.items()}
        single = {name: next(iter(self._found[kind].values()), None) for name, kind in SINGLE.items()}
        removed = {kind + "s": sorted(items, key=int) for kind, items in self._removed.items()}
        return {**data, **single, "removed": removed}

    def _is_removed(self, kind: str, item: str) -> bool:
        klass = self.db.issue if kind == "ticket" else self.db.msg
        return not klass.hasnode(item) or klass.is_retired(item)

    def _ticket(self, item: str) -> dict[str, Any]:
        row = self.db.issue.getnode(item)
        return {
            "id": item,
            "number": item,
            "title": row.title or "",
            "department": row.department or "",
            "status": row.status,
            "created": api.milliseconds(row.opened),
            "updated": api.milliseconds(row.updated),
            "ref": row.ref or "",
        }

    def _message(self, item: str) -> dict[str, Any] | None:
        row = self.db.msg.getnode(item)
        if row.internal:
            return None
        return {
            "id": item,
            "ticket": row.issue,
            "side": "own" if row.author == self.db.getuid() else "support",
            "author": self._display_name(row.author),
            "created": api.milliseconds(row.date),
            "body": row.content,
            "folds": fields.folds(row.folds, row.content),
            "ref": row.ref or "",
            "files": [self._file(name) for name in sorted(row.files, key=int)],
        }

    def _file(self, item: str) -> dict[str, Any]:
        size = 0
        with contextlib.suppress(OSError):
            size = self.db.filesize("file", item)
        row = self.db.file.getnode(item)
        return {"id": item, "name": row.name, "type": row.type or "application/octet-stream", "size": size}

    def _display_name(self, user: str) -> str:
        if user not in self._names:
            self._names[user] = self.db.user.get(user, "realname") or self.db.user.get(user, "username")
        found: str = self._names[user]
        return found

    def _wallet(self, item: str) -> dict[str, str]:
        row = self.db.wallet.getnode(item)
        names = ("number", "currency", "network", "balance")
        return {"id": item, **{name: row[name] or "" for name in names}}

    def _txn(self, item: str) -> dict[str, Any]:
        row = self.db.txn.getnode(item)
        names = ("wallet", "reference", "account", "method", "kind", "amount", "currency", "state")
        date = api.milliseconds(row.date)
        return {"id": item, **{name: row[name] or "" for name in names}, "fee": row.fee or None, "date": date}

    def _user(self, item: str) -> dict[str, Any] | None:
        row = self.db.user.getnode(item)
        if row.verification_level is None:
            return None
        missing = (row.verification_missing or "").split()
        return {"level": row.verification_level, "percent": row.verification_percent or 0, "missing": missing}

    def _rates(self, item: str) -> dict[str, Any]:
        row = self.db.rates.getnode(item)
        return {"base": row.base, "date": api.milliseconds(row.date), "rates": json.loads(row.quotes)}


@route("/desk/recall", "GET")
@api.answers
def recall(self: Request, input_payload: Form) -> tuple[int, dict[str, Any]]:
    """What is here of the things that an app remembers; an id that was never given to its user is left out.

    With the mark of a page that said that there was no more, and with its cursor, the answer is only whether it is
    still true: then this history and the app's are the same up to there.
    """
    mark = api.text(input_payload, "mark")
    if mark:
        return 200, {"same": mark == _mark(self.db, api.number(input_payload, "since", 0))}
    page = Page(self.db)
    for kind, klass in (("ticket", self.db.issue), ("message", self.db.msg)):
        ids = [item for item in api.text(input_payload, kind + "s").split(",") if item]
        if len(ids) > MOST_RECALLED:
            raise api.bad_request("Too many at once.")
        for item in ids:
            if _is_own(self.db, klass, item):
                page.add(kind, item)
    return 200, {"cursor": "", "more": False, **page.data()}


def _mark(db: Database, cursor: int) -> str:
    """A fingerprint of the caller's newest changes up to a cursor; "" where there are none.

    It holds when they were made: a copy restored from a backup gives the same ids again, but at other times.
    """
    db.sql(
        f"select id, _kind, _item, _creation from _change where _owner={db.arg} and id<={db.arg} "
        f"order by id desc limit {MARKED_ROWS}",
        (int(db.getuid()), cursor),
    )
    rows = [[str(value) for value in row] for row in db.cursor.fetchall()]
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()[:16] if rows else ""


def _is_own(db: Database, klass: Klass, item: str) -> bool:
    if not (item.isascii() and item.isdigit() and len(item) <= 9 and klass.hasnode(item)):
        return False
    issue = item if klass is db.issue else klass.get(item, "issue")
    return bool(issue) and db.issue.get(issue, "requester") == db.getuid()


@route("/desk/wait", "GET")
@api.answers
def wait(self: Request, input_payload: Form) -> tuple[int, dict[str, Any]]:
    """Say at once whether anything changed; the server parks those who may wait before they get here.

    Gets here: who waits no time, what has changed already, and a user whose places are all taken.
    """
    since = api.number(input_payload, "since", 0)
    timeout = api.number(input_payload, "timeout", USUAL_WAIT_S)
    newest = _newest(self.db)
    answer = {"cursor": str(max(newest, since)), "changed": newest > since}
    if timeout and newest <= since:
        answer["retry_after_s"] = BUSY_RETRY_S
    return 200, answer


def _newest(db: Database) -> int:
    newest = "select max(id) from _change where _owner"
    db.sql(f"{newest}={db.arg} union all {newest} is null", (int(db.getuid()),))
    return max(row[0] or 0 for row in db.cursor.fetchall())
