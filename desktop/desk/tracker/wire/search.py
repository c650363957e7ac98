"""Finds a customer's own tickets by words, department and number; Roundup's stock search finds nothing or too much."""

from typing import Any

from desktop.desk.tracker.roundup_types import Database, Form, Request
from desktop.desk.tracker.routing import route
from desktop.desk.tracker.rules import roles
from desktop.desk.tracker.wire import api

MOST_WORDS = 20
MOST_IDS = 500


@route("/desk/search", "GET")
@api.answers
def search(self: Request, input_payload: Form) -> tuple[int, dict[str, Any]]:
    """Answer the caller's own tickets that match."""
    db = self.db
    words = api.text(input_payload, "q").replace("\0", " ").split()[:MOST_WORDS]
    department = api.text(input_payload, "department")
    number = api.text(input_payload, "id")
    own = set(db.issue.find(requester=db.getuid()))
    if number:
        own &= {number}
    if department:
        own = {item for item in own if db.issue.get(item, "department") == department}
    if words and own:
        own &= _holding(db, words)
    return 200, {"ids": sorted(own, key=int, reverse=True)[:MOST_IDS]}


def _holding(db: Database, words: list[str]) -> set[str]:
    # every word in quotation marks: what people type is never read as the index's query language
    query = " ".join('"{}"*'.format(word.replace('"', '""')) for word in words)
    found: set[str] = set()
    for klass, item, _ in db.indexer.find([query]):
        if klass == "issue":
            found.add(str(item))
        elif klass == "msg" and roles.may_read_message(db, db.getuid(), str(item)):
            found.add(db.msg.get(str(item), "issue"))
    return found
