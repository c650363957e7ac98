"""Tells an app what changed for its user since a cursor, and lets it wait for the next change."""

import hashlib
import json
from typing import Any

from desktop.desk.tracker.roundup_types import Database, Form, Klass, Request
from desktop.desk.tracker.routing import route
from desktop.desk.tracker.wire import api, history
from desktop.desk.tracker.wire.page import Page

MOST_ROWS = 2000
USUAL_WAIT_S = 25
MOST_RECALLED = 200
BUSY_RETRY_S = 5
MARKED_ROWS = 50


@route("/desk/sync", "GET")
@api.answers
def sync(self: Request, input_payload: Form) -> tuple[int, dict[str, Any]]:
    """Answer what changed for the caller since a cursor, and with `before` what is older, newest first.

    The first call of an app names no cursor, and the first place in the history: the answer's cursor is the present.
    The app sends both with each further call until no history is left; new changes come before older history.
    """
    db = self.db
    before = api.text(input_payload, "before")
    since = api.number(input_payload, "since", _newest(db) if before else 0)
    limit = max(1, min(MOST_ROWS, api.number(input_payload, "limit", MOST_ROWS)))
    page = Page(db)
    cursor, more, taken = _add_changes(page, since, limit)
    answer: dict[str, Any] = {"cursor": str(cursor)}
    if before:
        found = history.add(page, before, cursor, 0 if more else limit - taken)
        if found is not None:
            answer["history"], more = found, True
    return 200, {**answer, "more": more, "mark": _mark(db, cursor), **page.data()}


def _add_changes(page: Page, since: int, limit: int) -> tuple[int, bool, int]:
    """Add what changed since a cursor; the new cursor, whether there is more, and how many changes were taken."""
    db = page.db
    # what is for all has no owner; one of the two at a time, so that each goes by the index
    columns = "select id, _kind, _item from _change where"
    db.sql(
        f"{columns} _owner={db.arg} and id>{db.arg} union all {columns} _owner is null and id>{db.arg} "
        f"order by 1 limit {limit + 1}",
        (int(db.getuid()), since, since),
    )
    rows = db.cursor.fetchall()
    cursor, taken = since, 0
    for change, kind, item in rows[:limit]:
        page.add(kind, str(item))
        cursor = change
        taken += 1
        if page.is_full:
            break
    return cursor, taken < len(rows), taken


@route("/desk/recall", "GET")
@api.answers
def recall(self: Request, input_payload: Form) -> tuple[int, dict[str, Any]]:
    """What is here of the things that an app remembers; an id that was never given to its user is left out.

    With the mark of an earlier page and its cursor, the answer is only whether it is still true: then this history and
    the app's are the same up to there.
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
