"""A first sync without the network: pages as the help desk sends them, read, written to the mirror and indexed.

python -m tests.benchmarks.sync_bench [messages] [folder]

Processor time of each step. The pages are made before, 2,000 changes each, newest first, ten messages to a ticket. The
floor inserts the same texts with plain SQLite in transactions of 50 rows, into a table and into an FTS5 index.
"""

import json
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from desktop.connectors import roundup_pages
from desktop.connectors.http.json import JsonObject, read_json
from desktop.domain.remote import Page
from desktop.store import accounts
from desktop.store.database import Database
from desktop.store.mirror import PART_ROWS
from desktop.store.read.search import SearchIndex
from desktop.sync.pull import PAGE_CHANGES, Pull
from tests.benchmarks.figures import say
from tests.benchmarks.search_bench import MESSAGES_A_TICKET, vocabulary
from tests.fakes import FakeClock

_GOAL_S = 15
_GOAL_MESSAGES = 100_000


def bodies(count: int) -> list[bytes]:
    """The answers of a help desk with that many messages."""
    dice = random.Random(5)
    words, weights = vocabulary(dice)
    changes: list[tuple[str, dict[str, object]]] = []
    for place in range(count):
        # the newest ticket first, as the help desk sends its history
        number = count - count % MESSAGES_A_TICKET - place // MESSAGES_A_TICKET * MESSAGES_A_TICKET
        number += place % MESSAGES_A_TICKET
        ticket = f"{number // MESSAGES_A_TICKET}"
        if number % MESSAGES_A_TICKET == 0:
            about = {"id": ticket, "number": ticket, "title": " ".join(dice.choices(words, cum_weights=weights, k=5))}
            times = {"created": 1_700_000_000_000 + number * 1000, "updated": 1_700_000_000_000 + number * 1000}
            changes.append(("tickets", {**about, "department": str(number % 5), "status": "1", **times}))
        text = " ".join(dice.choices(words, cum_weights=weights, k=dice.randint(4, 80)))
        side = "support" if number % 2 else "own"
        message = {"id": str(number), "ticket": ticket, "side": side, "author": "Nasrin", "body": text}
        changes.append(("messages", {**message, "created": 1_700_000_000_000 + number * 1000}))
    pages = [changes[at : at + PAGE_CHANGES] for at in range(0, len(changes), PAGE_CHANGES)]
    return [
        json.dumps(
            {
                "cursor": str(number),
                "more": number < len(pages),
                "tickets": [item for kind, item in page if kind == "tickets"],
                "messages": [item for kind, item in page if kind == "messages"],
            },
            ensure_ascii=False,
        ).encode()
        for number, page in enumerate(pages, 1)
    ]


class Parts:
    """Processor time by what it was spent on."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def of(self, name: str, work: Callable[[], object]) -> object:
        """Do `work` for the account of `name`."""
        began = time.process_time()
        try:
            return work()
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.process_time() - began


def sync(folder: Path, answers: Sequence[bytes]) -> Parts:
    """Pull all pages and index them."""
    parts, clock = Parts(), FakeClock()
    clock.advance(len(answers) * PAGE_CHANGES)
    database = Database.open(folder, clock)
    with database.write() as tx:
        account_id = accounts.add(tx, "roundup", "built-in", "nasrin", "Nasrin")
    index = SearchIndex(folder, database)
    left = iter(answers)

    def read(cursor: str, _limit: int) -> Page:
        value = parts.of("bound and parse JSON", lambda: read_json(next(left)))
        page = parts.of("make records", lambda: roundup_pages.page(JsonObject(value), cursor))
        assert isinstance(page, Page)
        return page

    pull = Pull(database, account_id, clock)
    began = time.process_time()
    while pull.page(read):
        pass
    parts.seconds["write to the mirror"] = time.process_time() - began - sum(parts.seconds.values())

    def index_all() -> None:
        while index.index_pending():
            pass

    parts.of("index", index_all)
    index.close()
    database.close()
    return parts


def floor(folder: Path, answers: Sequence[bytes]) -> tuple[float, float]:
    """Seconds for plain inserts of the same messages, and for an FTS5 index of the same options over them."""
    rows = [(one["id"], one["ticket"], one["body"]) for body in answers for one in json.loads(body)["messages"]]
    one = sqlite3.connect(folder / "floor.sqlite", isolation_level=None)
    one.execute("PRAGMA journal_mode = WAL")
    one.execute("CREATE TABLE message (id INTEGER PRIMARY KEY, remote TEXT UNIQUE, ticket TEXT, body TEXT)")
    one.execute("CREATE INDEX by_ticket ON message (ticket)")
    one.execute("CREATE VIRTUAL TABLE words USING fts5 (text, content = '', detail = none, prefix = '1 2 3')")
    began = time.process_time()
    for at in range(0, len(rows), PART_ROWS):
        one.execute("BEGIN")
        one.executemany("INSERT INTO message (remote, ticket, body) VALUES (?, ?, ?)", rows[at : at + PART_ROWS])
        one.execute("COMMIT")
    inserted = time.process_time()
    one.execute("BEGIN")
    one.execute("INSERT INTO words (rowid, text) SELECT id, body FROM message")
    one.execute("COMMIT")
    indexed = time.process_time()
    one.close()
    return inserted - began, indexed - inserted


def main(count: int, folder: Path) -> None:
    """Print what each step takes."""
    answers = bodies(count)
    with tempfile.TemporaryDirectory(dir=folder) as home:
        parts = sync(Path(home) / "profile", answers)
        inserts, words = floor(Path(home), answers)
    total = sum(parts.seconds.values())
    say(f"{count:,} messages in {len(answers)} pages, {sum(map(len, answers)) / 1e6:.0f} MB; processor time")
    for name, seconds in parts.seconds.items():
        say(f"{name:28} {seconds:7.2f} s  {seconds / count * 1e6:6.0f} µs a message")
    goal = _GOAL_S * count / _GOAL_MESSAGES
    say(f"{'all':28} {total:7.2f} s, goal {goal:.1f} s {'met' if total <= goal else 'not met'}")
    say(f"floor: inserts {inserts:.2f} s, FTS5 {words:.2f} s; all is x{total / (inserts + words):.1f}")


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else _GOAL_MESSAGES,
        Path(sys.argv[2]) if len(sys.argv) > 2 else Path(tempfile.gettempdir()),
    )
