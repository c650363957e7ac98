"""Full-text search for tickets, in any spelling; the index is a separate file that can be rebuilt at any time."""

import contextlib
import heapq
import itertools
import re
import sqlite3
import threading
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path

from desktop.background import Cancellation
from desktop.domain.errors import ErrorCode, OtetError
from desktop.domain.language.normalisation import Term, contains, indexed, terms
from desktop.store.changes import Kind
from desktop.store.database import Database, atomic, connect, make_private
from desktop.store.disk_errors import disk_errors
from desktop.store.rows import Queryable, placeholders
from desktop.store.sqlite_errors import translated

FILE_NAME = "search.sqlite"
SHARD_IDS = 100_000
LAYOUT = "2"
"""Says what is indexed and how it is folded: an index of another layout is rebuilt."""
_FIRST_BATCH, _BATCH = 64, 500
"""The number of messages looked up at a time: few at first, since the screen shows few."""
_TAIL = 1000
_NEWEST = 500
_STEPS = 10_000
"""Steps of SQLite, about a millisecond, between two checks whether the read was cancelled."""
_LONG = 4
"""Letters of a beginning that no prefix index of `_OPTIONS` knows."""
_MOST_WORDS = 32
"""The most words that a beginning is replaced by; each costs about 10 µs a shard to find."""
_PLAIN = re.compile("[0-9a-z\u0620-\u064a\u066e-\u06d3]+")
"""Words that the tokenizer leaves as they are."""
_OPTIONS = "tokenize = 'unicode61 remove_diacritics 2', detail = none, prefix = '1 2 3'"


class _UnusableError(Exception):
    """The index cannot answer; the messages themselves must."""


class SearchIndex:
    """Full-text index in shards of message ids: the newest shard answers first, old ones are never written again.

    `index_pending` is called by sync's thread only, `search` by any. Without FTS5, or while the file is damaged,
    the messages themselves are read through: slower, but with the same answers.
    """

    def __init__(self, folder: Path, database: Database) -> None:
        self._path = folder / FILE_NAME
        self._database = database
        self._writer: sqlite3.Connection | None = None
        self._is_damaged = False
        self._has_fts = _has_fts()
        self._lock = threading.Lock()
        self._readers: dict[threading.Thread, tuple[threading.Lock, sqlite3.Connection]] = {}

    def index_pending(self, budget: int = 2000) -> int:
        """Index up to `budget` messages that are new or have changed.

        Returns how many are left at most (ids that were never used count), 0 only when there are none.
        """
        if not self._has_fts or self._database.read_only:
            return 0
        try:
            writer = self._open()
            count = self._renew(writer, budget)
            count += self._add(writer, budget)
            left = self._left(_high_water(writer))
        except (OtetError, sqlite3.Error) as error:
            if not self._is_own(error) or not _is_damage(error):
                raise
            self._reset()
            return self._left(0)
        if count:
            with self._database.write() as tx:
                tx.changed(Kind.SEARCH)
        return left

    def search(self, account_id: int, text: str, limit: int = 500) -> list[int]:
        """Ids of tickets in which one message (with the ticket's subject) has every word of `text`, newest first."""
        with contextlib.closing(self.matches(account_id, text)) as found:
            return list(itertools.islice(found, limit))

    def matches(
        self, account_id: int, text: str, cancellation: Cancellation | None = None
    ) -> Generator[int, None, None]:
        """As `search`, without end and read as they are asked for. To be closed; raises `Cancelled`."""
        if not text.strip():
            return
        cancellation = cancellation or Cancellation()
        told: set[int] = set()

        def new(message_ids: Iterator[int]) -> Iterator[int]:
            """Their tickets that were not told yet."""
            for id in self._tickets(account_id, message_ids):
                if id not in told:
                    told.add(id)
                    yield id

        try:
            wanted = terms(text)
            if not wanted:
                raise _UnusableError
            with self._reading() as connection, cancellable(connection, cancellation):
                # what came in since the last indexing is read through, so that nothing is missed
                newest = self._scan(account_id, text, cancellation, above=_high_water(connection), count=_TAIL)
                yield from new(itertools.chain(newest, _hits(connection, wanted)))
                return
        except _UnusableError:
            pass
        except (OtetError, sqlite3.Error) as error:
            if not self._is_own(error):
                raise
            self._is_damaged = self._is_damaged or _is_damage(error)
        yield from new(self._scan(account_id, text, cancellation))

    def holds(self, ticket_id: int, text: str) -> bool:
        """Whether one of a ticket's `_NEWEST` latest messages has every word of `text`; they are read through."""
        condition = "m.ticket_id = ? ORDER BY m.id DESC LIMIT ?"
        found = _texts(self._database.read_connection(), condition, (ticket_id, _NEWEST))
        return any(contains(words, text) for _, words in found)

    def close(self) -> None:
        """Close every connection; searches that are under way end first."""
        with self._lock:
            for busy, connection in self._readers.values():
                with busy:
                    connection.close()
            self._readers.clear()
            if self._writer is not None:
                self._writer.close()
                self._writer = None

    def _is_own(self, error: OtetError | sqlite3.Error) -> bool:
        """Whether it was the index that failed, and not the messages' database."""
        return isinstance(error, sqlite3.Error) or Path(error.problem.path).name == FILE_NAME

    def _open(self) -> sqlite3.Connection:
        """The writer of an index that belongs to this very database; another one is thrown away."""
        connection = self._database.read_connection()
        if self._is_damaged:
            self._reset()
        if self._writer is None:
            self._writer = self._connect_writer()
        if not _belongs(self._writer, connection):
            self._reset()
            self._writer = self._connect_writer()
            _make(self._writer, connection)
        return self._writer

    def _connect_writer(self) -> sqlite3.Connection:
        make_private(self._path)
        writer = connect(self._path, synchronous="NORMAL")
        try:
            writer.execute("PRAGMA journal_mode = WAL")
        except BaseException:
            writer.close()
            raise
        return writer

    def _reset(self) -> None:
        self.close()
        with disk_errors(self._path.parent):
            for tail in ("", "-wal", "-shm"):
                self._path.with_name(self._path.name + tail).unlink(missing_ok=True)
        self._is_damaged = False

    def _left(self, high_water: int) -> int:
        # counting the messages after each batch would read all of them as often as there are batches
        query = "SELECT max(0, (SELECT coalesce(max(id), 0) FROM message) - ?) + (SELECT count(*) FROM reindex)"
        return int(self._database.read_connection().execute(query, (high_water,)).fetchone()[0])

    def _add(self, writer: sqlite3.Connection, budget: int) -> int:
        """Index the oldest messages that are newer than the high-water mark."""
        found = list(
            _texts(self._database.read_connection(), "m.id > ? ORDER BY m.id LIMIT ?", (_high_water(writer), budget))
        )
        if not found:
            return 0
        with atomic(writer):
            for shard, rows in itertools.groupby(found, key=lambda row: row[0] // SHARD_IDS):
                _make_shard(writer, shard)
                writer.executemany(
                    f"INSERT INTO shard_{shard} (rowid, text) VALUES (?, ?)", ((id, indexed(text)) for id, text in rows)
                )
            writer.execute("UPDATE state SET value = ? WHERE key = 'high_water'", (found[-1][0],))
        return len(found)

    def _renew(self, writer: sqlite3.Connection, budget: int) -> int:
        """Reindex tickets whose words have changed; the old words of their messages no longer count."""
        if self._database.read_connection().execute("SELECT 1 FROM reindex LIMIT 1").fetchone() is None:
            return 0
        count = 0
        # the index commits first: interrupted in between, the same tickets are simply done again
        with self._database.write() as tx, atomic(writer):
            for row in tx.execute("SELECT ticket_id FROM reindex ORDER BY ticket_id").fetchall():
                if count >= budget:
                    break
                found = list(_texts(tx, "m.ticket_id = ? AND m.id <= ?", (row["ticket_id"], _high_water(writer))))
                for id, text in found:
                    writer.execute("INSERT OR IGNORE INTO edited (id) VALUES (?)", (id,))
                    writer.execute(
                        "INSERT OR REPLACE INTO shard_edited (rowid, text) VALUES (?, ?)", (id, indexed(text))
                    )
                tx.execute("DELETE FROM reindex WHERE ticket_id = ?", (row["ticket_id"],))
                count += max(len(found), 1)
        return count

    @contextlib.contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """The calling thread's connection, which nobody closes meanwhile."""
        if not self._has_fts or self._is_damaged or not self._path.exists():
            raise _UnusableError
        thread = threading.current_thread()
        with self._lock:
            for gone in [other for other in self._readers if not other.is_alive()]:
                self._readers.pop(gone)[1].close()
            if thread not in self._readers:
                flags = "mode=ro" if self._database.read_only else ""
                self._readers[thread] = (threading.Lock(), connect(self._path, flags=flags))
            busy, connection = self._readers[thread]
            busy.acquire()
        try:
            if not _belongs(connection, self._database.read_connection()):
                raise _UnusableError
            yield connection
        finally:
            busy.release()

    def _scan(
        self, account_id: int, text: str, cancellation: Cancellation, *, above: int = 0, count: int = -1
    ) -> Iterator[int]:
        """Ids of messages that hold `text`, found by reading them, newest first."""
        # the plus keeps SQLite from going by account, which would read every message for the newest few
        for id, words in _texts(
            self._database.read_connection(),
            "m.id > ? AND +m.account_id = ? ORDER BY m.id DESC LIMIT ?",
            (above, account_id, count),
        ):
            cancellation.check()
            if contains(words, text):
                yield id

    def _tickets(self, account_id: int, message_ids: Iterator[int]) -> Iterator[int]:
        """The tickets of some messages, as they come."""
        connection = self._database.read_connection()
        size = _FIRST_BATCH
        while batch := list(itertools.islice(message_ids, size)):
            size = _BATCH
            tickets = dict(
                connection.execute(
                    f"SELECT id, ticket_id FROM message WHERE id IN ({placeholders(batch)}) AND +account_id = ? "
                    "AND ticket_id IS NOT NULL",
                    (*batch, account_id),
                ).fetchall()
            )
            yield from (tickets[id] for id in batch if id in tickets)


@contextlib.contextmanager
def cancellable(connection: sqlite3.Connection, cancellation: Cancellation) -> Iterator[None]:
    """End the statements of `connection`, which is the calling thread's, once cancelled. Raises `Cancelled`.

    Errors of a read that was cancelled are no errors of the database.
    """
    with cancellation.interrupting(connection.interrupt):
        # an interrupt ends only the statement that runs just then
        connection.set_progress_handler(lambda: cancellation.is_cancelled, _STEPS)
        try:
            yield
        except (OtetError, sqlite3.Error, _UnusableError):
            cancellation.check()
            raise
        finally:
            connection.set_progress_handler(None, 0)


def _is_damage(error: OtetError | sqlite3.Error) -> bool:
    """Whether the error means a damaged index: with a damaged schema SQLite reports a missing table or column."""
    return isinstance(error, sqlite3.Error) or error.code is ErrorCode.DATABASE_DAMAGED


def _has_fts() -> bool:
    return any("ENABLE_FTS5" in option for option in _compile_options())


def _compile_options() -> list[str]:
    with contextlib.closing(connect(Path("/nowhere"), flags="mode=memory")) as connection:
        return [row[0] for row in connection.execute("PRAGMA compile_options")]


def _texts(connection: Queryable, where: str, values: Sequence[object]) -> Iterator[tuple[int, str]]:
    """Id and words of messages: the ticket's subject, the body, the names of files."""
    names = "SELECT group_concat(a.name, ' ') FROM attachment AS a WHERE a.message_id = m.id"
    for id, *words in connection.execute(
        f"SELECT m.id, t.subject, m.body, ({names}) FROM message AS m LEFT JOIN ticket AS t ON t.id = m.ticket_id "
        f"WHERE {where}",
        values,
    ):
        yield id, "\n".join(filter(None, words))


def _make(index: sqlite3.Connection, connection: Queryable) -> None:
    """Lay out an empty index for the database that `connection` reads."""
    with atomic(index):
        index.execute("CREATE TABLE state (key TEXT PRIMARY KEY, value) WITHOUT ROWID")
        index.execute("CREATE TABLE shard (id INTEGER PRIMARY KEY)")
        index.execute("CREATE TABLE edited (id INTEGER PRIMARY KEY)")
        index.execute(f"CREATE VIRTUAL TABLE shard_edited USING fts5 (text, {_OPTIONS})")
        index.executemany(
            "INSERT INTO state (key, value) VALUES (?, ?)",
            [("layout", LAYOUT), ("identity", _identity(connection)), ("high_water", 0)],
        )


def _make_shard(index: sqlite3.Connection, shard: int) -> None:
    """Begin a shard; the one before it is written no more and gets compact."""
    if index.execute("INSERT OR IGNORE INTO shard (id) VALUES (?)", (shard,)).rowcount == 0:
        return
    index.execute(f"CREATE VIRTUAL TABLE shard_{shard} USING fts5 (text, content = '', columnsize = 0, {_OPTIONS})")
    before = index.execute("SELECT max(id) FROM shard WHERE id < ?", (shard,)).fetchone()[0]
    if before is not None:
        index.execute(f"INSERT INTO shard_{before} (shard_{before}) VALUES ('optimize')")


def _identity(connection: Queryable) -> str:
    return str(connection.execute("SELECT value FROM meta WHERE key = 'identity'").fetchone()[0])


def _belongs(index: sqlite3.Connection, connection: Queryable) -> bool:
    """Whether the index has our layout and was made from this database, in no later state than it is now."""
    if index.execute("SELECT 1 FROM sqlite_master WHERE name = 'state'").fetchone() is None:
        return False
    state = dict(index.execute("SELECT key, value FROM state").fetchall())
    newest = connection.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'message'").fetchone()[
        0
    ]
    high_water = state.get("high_water")
    return (
        state.get("layout") == LAYOUT
        and state.get("identity") == _identity(connection)
        and isinstance(high_water, int)
        and high_water <= newest
    )


def _high_water(index: sqlite3.Connection) -> int:
    return int(index.execute("SELECT value FROM state WHERE key = 'high_water'").fetchone()[0])


def _hits(index: sqlite3.Connection, wanted: Sequence[frozenset[Term]]) -> Iterator[int]:
    """Ids of messages that hold all of `wanted`, newest first."""
    # with the full text of a message changed, its old words may still be in its shard
    edited = {row[0] for row in index.execute("SELECT id FROM edited")}
    renewed = _rows_of(index, "edited", wanted)
    shards = index.execute("SELECT id FROM shard ORDER BY id DESC").fetchall()
    originals = (id for row in shards for id in _rows_of(index, row[0], wanted) if id not in edited)
    return heapq.merge(renewed, originals, reverse=True)


def _rows_of(index: sqlite3.Connection, shard: object, wanted: Sequence[frozenset[Term]]) -> Iterator[int]:
    try:
        words = [_words(index, shard, forms) for forms in wanted]
        if not all(words):
            return
        match = " AND ".join(f"({' OR '.join(sorted(forms))})" for forms in words)
        cursor = index.execute(
            f"SELECT rowid FROM shard_{shard} WHERE shard_{shard} MATCH ? ORDER BY rowid DESC", (match,)
        )
        for row in cursor:
            yield row[0]
    except sqlite3.Error as error:
        # a word that the tokenizer takes for two cannot be asked for in this kind of index
        raise translated(error, Path(FILE_NAME)) or _UnusableError from error


def _words(index: sqlite3.Connection, shard: object, forms: frozenset[Term]) -> set[str]:
    """What a shard is asked for: one of these words. Empty where it holds no word that begins so."""
    found: set[str] = set()
    for term in forms:
        whole = _beginning_with(index, shard, term.word) if term.is_prefix else [term.word]
        # there is no quotation mark in a word
        found.update([f'"{term.word}"*'] if whole is None else (f'"{word}"' for word in whole))
    return found


def _beginning_with(index: sqlite3.Connection, shard: object, start: str) -> list[str] | None:
    """The words of a shard that begin so; None where there are many, or SQLite may spell them in another way.

    Asked for `start*`, SQLite first copies the ids of all messages with these words into one list, 5–25 ms a shard for
    a common word. Asked for whole words it reads only as far as it is asked. Beginnings of up to three letters have an
    index of their own.
    """
    if len(start) < _LONG or not _PLAIN.fullmatch(start):
        return None
    index.execute(
        f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.words_{shard} USING fts5vocab (main, shard_{shard}, instance)"
    )
    query = f"SELECT term FROM temp.words_{shard} WHERE term >= ? LIMIT 1"
    found: list[str] = []
    at = start
    while (row := index.execute(query, (at,)).fetchone()) is not None and row[0].startswith(start):
        found.append(row[0])
        if len(found) > _MOST_WORDS or not _PLAIN.fullmatch(row[0]):
            return None
        # a word has one row for each message that holds it: this is before the next word's first
        at = f"{row[0]}\0"
    return found
