"""Downloads requested attachments part by part, resuming where an earlier try stopped."""

import logging
from collections.abc import Callable
from pathlib import Path

from desktop.connectors.base import Connector
from desktop.domain.clock import Clock
from desktop.domain.errors import ErrorCode, OtetError, Problem
from desktop.store import mirror
from desktop.store.database import Database
from desktop.store.files.blobs import Blobs
from desktop.store.read import queries
from desktop.sync.failures import LOCAL_CODES, NETWORK_CODES
from desktop.sync.part_size import PartSize
from desktop.sync.progress import ProgressThrottle

_TRIES = 3
_FIRST_PART_BYTES = 128 * 1024
_VOUCHED_GROWTH = 1.25
_ACCOUNT_CODES = NETWORK_CODES | LOCAL_CODES | {ErrorCode.SIGN_IN_AGAIN, ErrorCode.SERVER_BUSY}

_log = logging.getLogger(__name__)


class Downloads:
    """Downloads one part of a requested attachment at a time; engine's thread only.

    `is_busy` says whether there was one the last time.
    """

    def __init__(
        self,
        database: Database,
        blobs: Blobs,
        account_id: int,
        *,
        clock: Clock,
        is_interrupted: Callable[[], bool],
        on_progress: Callable[[str, int, int], None],
    ) -> None:
        """`is_interrupted` tells that something more urgent waits; the bytes so far are kept."""
        self._database = database
        self._blobs = blobs
        self._account_id = account_id
        self._clock = clock
        self._is_interrupted = is_interrupted
        self._on_progress = on_progress
        self._failures: dict[int, int] = {}
        self._part_size = PartSize(_FIRST_PART_BYTES)
        self._vouched: dict[int, int] = {}
        self.is_busy = False

    def fetch_next(self, connector: Connector) -> bool:
        """Download a part of the next requested attachment; return whether there was one.

        Raises what concerns the account.
        """
        wanted = queries.wanted_attachments(self._database.read_connection(), self._account_id)
        self.is_busy = bool(wanted)
        if not wanted:
            return False
        # one that failed does not stand in the way of the others
        id, remote_id, name = min(wanted, key=lambda item: self._failures.get(item[0], 0))
        try:
            self._fetch(connector, id, remote_id, name)
        except OtetError as error:
            if error.code is ErrorCode.CANCELLED and self._is_interrupted():
                return True
            if error.code in _ACCOUNT_CODES:
                raise
            self._failed(id, error.problem)
        return True

    def _fetch(self, connector: Connector, id: int, remote_id: str, name: str) -> None:
        partial = self._blobs.partial(queries.download_key(self._account_id, remote_id))
        throttle = ProgressThrottle(self._clock, lambda done, total: self._on_progress(f"attachment:{id}", done, total))

        def progress(done: int, total: int) -> None:
            throttle(done, total)
            if done < total and self._is_interrupted():
                raise OtetError(ErrorCode.CANCELLED)

        began_s, before = self._clock.monotonic_s(), _size(partial)
        try:
            connector.download(remote_id, name, partial, progress, self._part_size.bytes)
        except OtetError:
            self._blobs.keep_partial(partial)
            raise
        attachment = queries.attachment(self._database.read_connection(), id)
        if attachment is None:
            self._blobs.discard_partial(partial)
            return
        size = _size(partial)
        if before < size < attachment.size:
            self._part_size.came(size - before, self._clock.monotonic_s() - began_s)
            self._vouch(id, partial, size)
            return
        self._vouched.pop(id, None)
        if size != attachment.size:
            # not what was announced: going on from these bytes could never end well
            self._blobs.discard_partial(partial)
            raise OtetError(Problem(ErrorCode.SERVER_ERROR, reason="size"))
        file = self._blobs.adopt(partial, attachment.name, attachment.media_type)
        with self._database.write() as tx:
            # nothing named the bytes until here, so a sweep may have taken them: then they are fetched again
            if self._blobs.has(file.sha256):
                mirror.attachment_here(tx, id, file.sha256)
        self._failures.pop(id, None)

    def _vouch(self, id: int, partial: Path, size: int) -> None:
        """Have what came outlive the program now and then: all of it is read for that."""
        if size >= self._vouched.get(id, 0) * _VOUCHED_GROWTH + _FIRST_PART_BYTES:
            self._blobs.keep_partial(partial)
            self._vouched[id] = size

    def _failed(self, id: int, problem: Problem) -> None:
        failures = self._failures.get(id, 0) + 1
        if problem.code is ErrorCode.SERVER_ERROR and failures < _TRIES:
            self._failures[id] = failures
            return
        self._failures.pop(id, None)
        _log.warning("attachment %d not downloaded: %s", id, problem.for_log())
        with self._database.write() as tx:
            mirror.attachment_failed(tx, id, problem)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
