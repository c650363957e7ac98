"""Since when a customer waits: the date of the first message that nobody has answered."""

from collections.abc import Iterable
from typing import Any

from desktop.desk.tracker.roundup_types import Database, Date


def since(messages: Iterable[tuple[Any, Any, Date]], requester: object) -> Date | None:
    """Return the date of the first unanswered message, None where nobody waits.

    `messages` are (author, internal, date) of one ticket, oldest first; notes among agents do not count.
    """
    waiting = None
    for author, internal, moment in messages:
        if not internal:
            waiting = (waiting or moment) if author == requester else None
    return waiting


def prepare(db: Database) -> None:
    """Create the index by which the list is sorted; where it is missing, also fill the column of an older home."""
    if db.sql_index_exists("_issue", "issue_waiting_idx"):
        return
    _fill(db)
    db.sql("create index issue_waiting_idx on _issue(_waiting)")
    db.clearCache()


def _fill(db: Database) -> None:
    db.sql("select id from _status where _kind in ('solved', 'closed')")
    done = {row[0] for row in db.cursor.fetchall()}
    db.sql("select id, _requester, _status from _issue where _waiting is null and __retired__=0")
    tickets = {number: requester for number, requester, status in db.cursor.fetchall() if status not in done}
    # one pass over all messages: one query for each ticket would read them again and again
    db.sql("select _issue, _author, _internal, _date from _msg where __retired__=0 order by _date, id")
    messages: dict[int, list[tuple[Any, ...]]] = {}
    for number, author, internal, moment in db.cursor.fetchall():
        if number in tickets:
            messages.setdefault(number, []).append((author, internal, moment))
    for number, rows in messages.items():
        waiting = since(rows, tickets[number])
        if waiting is not None:
            db.sql(f"update _issue set _waiting={db.arg} where id={db.arg}", (waiting, number))
