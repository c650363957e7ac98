"""Search as one types, against one FTS5 index with prefix = '2 3', over the same messages in the same run.

python -m tests.benchmarks.search_bench [messages] [folder]

The words are invented, with the frequencies of a language (Zipf): phrases and real co-occurrence are missing.
"""

import itertools
import random
import sqlite3
import sys
import tempfile
from functools import partial
from pathlib import Path

from desktop.domain.clock import SystemClock
from desktop.domain.filters import HistoryFilter
from desktop.domain.language.normalisation import fold
from desktop.store import accounts
from desktop.store.database import Database
from desktop.store.read import queries
from desktop.store.read.search import SearchIndex
from tests.benchmarks.figures import line, say, timed

PERSIAN = "ابپتجچحخدرزسشصطعغفقکگلمنوهی"
LATIN = "abcdefghiklmnoprstuvwxyz"
MESSAGES_A_TICKET = 10
WORDS = 60_000
SHOWN = 50


def vocabulary(dice: random.Random) -> tuple[list[str], list[float]]:
    """Words, nine of ten Persian, and how much of the text each and those before it make up."""
    words = {
        "".join(dice.choices(PERSIAN if dice.random() < 0.9 else LATIN, k=dice.randint(2, 9))) for _ in range(WORDS)
    }
    # a set's own order is another one in each process
    ordered = sorted(sorted(words), key=lambda word: (len(word) * dice.random(), word))
    return ordered, list(itertools.accumulate(1 / (rank + 3) for rank in range(len(ordered))))


def fill(database: Database, count: int, dice: random.Random, words: list[str], weights: list[float]) -> int:
    """Write messages and their tickets; returns the size of the text in bytes."""
    size = 0
    with database.write() as tx:
        accounts.add(tx, "roundup", "built-in", "nasrin", "Nasrin")
        for ticket in range(1, count // MESSAGES_A_TICKET + 1):
            subject = " ".join(dice.choices(words, cum_weights=weights, k=5))
            tx.execute(
                "INSERT INTO ticket (account_id, remote_id, number, number_key, subject, department, status, "
                "created_ms, updated_ms, activity_ms, snippet) VALUES (1, ?1, ?1, ?1, ?2, ?3, '1', ?4, ?4, ?4, ?2)",
                (str(ticket), subject, str(ticket % 5), ticket * 1000),
            )
        for message in range(1, count + 1):
            body = " ".join(dice.choices(words, cum_weights=weights, k=dice.randint(4, 80)))
            size += len(body.encode())
            ticket = dice.randint(1, count // MESSAGES_A_TICKET)
            tx.execute(
                "INSERT INTO message (account_id, remote_id, ticket_remote, ticket_id, side, author, created_ms, body) "
                "VALUES (1, ?, ?, ?, 'own', 'Nasrin', ?, ?)",
                (str(message), str(ticket), ticket, message * 100, body),
            )
    return size


def build_one(database: Database, path: Path) -> sqlite3.Connection:
    """The index that one would make first."""
    one = sqlite3.connect(path, isolation_level=None)
    one.execute("PRAGMA journal_mode = WAL")
    one.execute(
        "CREATE VIRTUAL TABLE one USING fts5 (text, content = '', prefix = '2 3', "
        "tokenize = 'unicode61 remove_diacritics 2')"
    )
    one.execute("BEGIN")
    rows = database.read_connection().execute(
        "SELECT m.id, t.subject || ' ' || m.body FROM message AS m JOIN ticket AS t ON t.id = m.ticket_id ORDER BY m.id"
    )
    one.executemany("INSERT INTO one (rowid, text) VALUES (?, ?)", ((id, fold(text)) for id, text in rows))
    one.execute("INSERT INTO one (one) VALUES ('optimize')")
    one.execute("COMMIT")
    return one


def keystrokes(dice: random.Random, words: list[str], weights: list[float]) -> list[str]:
    """Fifty queries of one to three words, after each key."""
    typed: list[str] = []
    for _ in range(50):
        query = " ".join(dice.choices(words, cum_weights=weights, k=dice.randint(1, 3)))
        typed += [query[:end] for end in range(1, len(query) + 1) if query[end - 1] != " "]
    return typed


class Contest:
    """Both indexes over one database, and the rows that an answer ends in."""

    def __init__(self, database: Database, index: SearchIndex, one: sqlite3.Connection) -> None:
        self.reader = database.read_connection()
        self.index = index
        self.one = one

    def floor(self, text: str) -> None:
        """Fifty rows that need no search."""
        self.reader.execute(f"{FETCH} ORDER BY m.id DESC LIMIT ?", (SHOWN,)).fetchall()

    def peer(self, text: str) -> None:
        """Match, newest fifty, their rows."""
        match = " AND ".join(f'"{word}"' for word in fold(text).split()) + "*"
        query = "SELECT rowid FROM one WHERE one MATCH ? ORDER BY rowid DESC LIMIT ?"
        for row in self.one.execute(query, (match, SHOWN)).fetchall():
            self.reader.execute(f"{FETCH} WHERE m.id = ?", row).fetchone()

    def app(self, text: str) -> None:
        """The newest fifty tickets."""
        self.index.search(1, text, limit=SHOWN)

    def screen(self, text: str) -> None:
        """All that the list asks for at a key: the matches, the order, the first rows."""
        matches = self.index.search(1, text)
        keys = queries.history_keys(self.reader, 1, HistoryFilter(content=text), matches=matches)
        queries.history_rows(self.reader, 1, keys[:SHOWN])


FETCH = "SELECT m.id, t.subject, substr(m.body, 1, 120) FROM message AS m JOIN ticket AS t ON t.id = m.ticket_id"


def drain(index: SearchIndex) -> None:
    """Index everything, as sync does while it rests."""
    while index.index_pending():
        pass


def main(count: int, folder: Path) -> None:
    """Build both, ask both the same, print what each took."""
    dice = random.Random(5)
    words, weights = vocabulary(dice)
    database = Database.open(folder, SystemClock())
    text_bytes = fill(database, count, dice, words, weights)
    index = SearchIndex(folder, database)
    app_s = timed(lambda: drain(index)) / 1000
    built: list[sqlite3.Connection] = []
    one_s = timed(lambda: built.append(build_one(database, folder / "one.sqlite"))) / 1000
    contest = Contest(database, index, built[0])
    ways = {"floor": contest.floor, "peer": contest.peer, "app": contest.app, "screen": contest.screen}
    samples: dict[str, list[float]] = {name: [] for name in ways}
    typed = keystrokes(dice, words, weights)
    for text in typed * 3:
        for name, way in ways.items():
            samples[name].append(timed(partial(way, text)))
    say(f"{count} messages, {text_bytes / 1e6:.0f} MB of text, {len(typed)} keystrokes, 3 times")
    say(line("floor: newest 50 rows", samples["floor"]))
    say(line("peer: one index, prefix 2 3, 50 rows", samples["peer"]))
    say(line("app: search(limit=50)", samples["app"], samples["peer"]))
    say(line("app: search(500), keys and 50 rows", samples["screen"], samples["peer"]))
    everything = [timed(lambda: queries.history_keys(contest.reader, 1, HistoryFilter())) for _ in range(20)]
    say(line(f"history_keys of {count // MESSAGES_A_TICKET} tickets", everything))
    index.close()
    built[0].close()
    database.close()
    app_size, one_size = ((folder / name).stat().st_size for name in ("search.sqlite", "one.sqlite"))
    say(f"size / text: app {app_size / text_bytes:.2f}, peer {one_size / text_bytes:.2f}")
    say(f"build, messages/s: app {count / app_s:.0f}, peer in one transaction {count / one_s:.0f}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(dir=sys.argv[2] if len(sys.argv) > 2 else None) as name:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, Path(name))
