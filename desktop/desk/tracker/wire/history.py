"""A customer's history from its newest end: first the open tickets, each with its last message, then everything.

A place in it is `o` and a number of open tickets, or the number of the change before which things come next. A thing
comes where its latest change is, so it comes once; what has changed since the app's cursor comes as a change instead.
"""

import re
from typing import Any

from desktop.desk.tracker.roundup_types import Database
from desktop.desk.tracker.wire import api
from desktop.desk.tracker.wire.page import Page

PLACE = re.compile(r"o([0-9]{1,9})|([0-9]{1,18})")
MOST_OPEN = 200
"""More open tickets than anybody follows; the others come in their turn."""
FIRST = "o0"
AT_ONCE = ("wallet", "user")
"""Kinds of which there are few; they come with the first page."""


def add(page: Page, place: str, cursor: int, limit: int) -> dict[str, Any] | None:
    """Add about `limit` things from `place` on, none for 0; where to go on and how much is left, None at the end."""
    match = PLACE.fullmatch(place)
    if match is None:
        raise api.bad_request("before has to be a place in the history.")
    opened = _open_tickets(page.db)
    things = _things(page.db, cursor)
    before = cursor + 1 if match[2] is None else int(match[2])
    offset = min(int(match[1] or len(opened)), len(opened))
    if place == FIRST:
        _add_at_once(page)
    while offset < len(opened) and limit > 0 and not page.is_full:
        limit -= _add_open(page, opened[offset])
        offset += 1
    reached = 0
    is_among_open = offset < len(opened) or (match[2] is None and limit <= 0)
    if not is_among_open:
        before, reached = _add_older(page, things, before, limit)
    left = [(kind, item) for change, kind, item in things if change < before]
    if not left and not is_among_open:
        return None
    tickets = {item for kind, item in left if kind == "ticket"}
    return {
        "before": f"o{offset}" if is_among_open else str(before),
        "total": len(things),
        "left": len(left),
        "tickets_left": len(tickets.difference(opened[:offset])),
        "since": reached,
    }


def _open_tickets(db: Database) -> list[str]:
    """The caller's open tickets, the newest activity first."""
    db.sql(
        "select i.id from _issue i join _status s on s.id=i._status "
        f"where i._requester={db.arg} and i.__retired__=0 and s._kind not in ('solved', 'closed') "
        f"order by i._updated desc, i.id desc limit {MOST_OPEN}",
        (int(db.getuid()),),
    )
    return [str(row[0]) for row in db.cursor.fetchall()]


def _add_open(page: Page, ticket: str) -> int:
    """Add a ticket and its last message; how many things that was."""
    page.add("ticket", ticket)
    db = page.db
    is_said = "_internal is not true" if db.dbtype == "postgres" else "coalesce(_internal, 0)=0"
    db.sql(f"select max(id) from _msg where _issue={db.arg} and __retired__=0 and {is_said}", (int(ticket),))
    last = db.cursor.fetchone()[0]
    if last is None:
        return 1
    page.add("message", str(last))
    return 2


def _add_at_once(page: Page) -> None:
    db = page.db
    kinds = ", ".join(f"'{kind}'" for kind in AT_ONCE)
    columns = "select distinct _kind, _item from _change where"
    db.sql(f"{columns} _owner={db.arg} and _kind in ({kinds}) union {columns} _owner is null", (int(db.getuid()),))
    for kind, item in db.cursor.fetchall():
        page.add(kind, str(item))


def _add_older(page: Page, things: list[tuple[int, str, str]], before: int, limit: int) -> tuple[int, int]:
    """Add things whose latest change is before this one; the change to go on before, and how far back that is."""
    reached = 0
    for change, kind, item in [thing for thing in things if thing[0] < before][:limit]:
        page.add(kind, item)
        before = change
        reached = page.moment(kind, item) or reached
        if page.is_full:
            break
    return before, reached


def _things(db: Database, cursor: int) -> list[tuple[int, str, str]]:
    """All that has not changed since the cursor, by its latest change, the newest first."""
    kinds = ", ".join(f"'{kind}'" for kind in AT_ONCE)
    db.sql(
        f"select max(id), _kind, _item from _change where _owner={db.arg} and _kind not in ({kinds}) "
        f"group by _kind, _item having max(id)<={db.arg} order by 1 desc",
        (int(db.getuid()), cursor),
    )
    return [(change, kind, str(item)) for change, kind, item in db.cursor.fetchall()]
