"""Garbage collection of attachment bytes, and of unfinished copies and downloads."""

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from desktop.store.database import FILE_NAME, Database
from desktop.store.files.blobs import CHUNK_BYTES, Blobs
from desktop.store.read import queries

BATCH = 50
"""How many blobs are deleted under one write lock, so that nobody who types waits for it."""
QUARANTINE_MS = 30 * 24 * 3600 * 1000
"""How long bytes stay that only a quarantined database refers to."""
_SHA256 = re.compile(rb"[0-9a-f]{64}")
_QUARANTINED_FILE = re.compile(re.escape(FILE_NAME) + r"\.damaged-(\d+)(-.*)?")


def sweep(database: Database, blobs: Blobs) -> int:
    """Delete what neither a draft, an outbox item, a message of any account nor a hold names; return how many blobs.

    Runs in any thread, in the process that holds undo offers (`Blobs.hold`), beside other processes that attach files:
    a blob is deleted under the database's write lock only, and whoever names one checks under that lock that it is
    there. Deletes nothing where the database can only be read.
    """
    if database.read_only:
        return 0
    unnamed = blobs.stored() - queries.blobs_in_use(database.read_connection()) - blobs.held()
    if unnamed:
        unnamed -= _quarantined(database)
    waiting = iter(sorted(unnamed))
    removed = 0
    while batch := set(islice(waiting, BATCH)):
        with database.write() as tx:
            removed += blobs.remove(batch - queries.blobs_in_use(tx) - blobs.held())
    with database.write() as tx:
        blobs.remove_leftovers(queries.download_keys(tx))
    return removed


def _quarantined(database: Database) -> set[str]:
    """Everything that looks like a blob's name in recently quarantined databases, which may still be salvaged."""
    found: set[str] = set()
    for path in database.path.parent.glob(f"{FILE_NAME}.damaged-*"):
        match = _QUARANTINED_FILE.fullmatch(path.name)
        if match and database.clock.now_ms() - int(match[1]) < QUARANTINE_MS:
            found |= {name.decode() for name in _names_in(path)}
    return found


def _names_in(path: Path) -> Iterator[bytes]:
    tail = b""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            yield from _SHA256.findall(tail + chunk)
            tail = chunk[-63:]
