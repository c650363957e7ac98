"""Notices what other programs change in a home: commits, mails put into the inbox, and the settings for mail.

On Linux the kernel says when to look (inotify); elsewhere, and where it cannot, the watch looks every two seconds.
"""

import contextlib
import ctypes
import errno
import logging
import os
import select
import sqlite3
import sys
import threading
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

from desktop.desk.tracker import health, wakeups
from desktop.desk.tracker.mail import inbox, mail_settings

LOOK_EVERY_S = 2.0
"""Without inotify."""
RENEW_EVERY_S = 60.0
"""With inotify: a folder that is created later is watched within this time."""
SETTLE_S = 0.25
"""A commit is dozens of writes; they are looked at together."""
_EVENTS_BYTES = 64 * 1024
_MODIFY, _ATTRIB, _CLOSE_WRITE, _MOVED_TO, _CREATE, _DELETE = 0x2, 0x4, 0x8, 0x80, 0x100, 0x200
_ALL = _MODIFY | _ATTRIB | _CLOSE_WRITE | _MOVED_TO | _CREATE | _DELETE

_LOG = logging.getLogger("roundup.desk")


class FolderEvents:
    """The kernel's news of changes in folders, not in those below them. Linux only; elsewhere an OSError."""

    def __init__(self) -> None:
        if sys.platform != "linux":
            raise OSError(errno.ENOSYS, "no inotify")
        libc = ctypes.CDLL(None, use_errno=True)
        self._add = libc.inotify_add_watch
        self._add.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_uint32)
        self._handle = int(libc.inotify_init1(os.O_CLOEXEC | os.O_NONBLOCK))
        if self._handle < 0:
            raise OSError(ctypes.get_errno(), "inotify")
        self._poller = select.poll()
        self._poller.register(self._handle, select.POLLIN)

    def watch(self, folders: Iterable[Path]) -> None:
        """Watch these folders too; those that are not there are left out, those that are watched stay so."""
        for folder in folders:
            if self._add(self._handle, os.fsencode(folder), _ALL) < 0 and ctypes.get_errno() == errno.ENOSPC:
                raise OSError(errno.ENOSPC, "too many inotify watches")

    def wait(self, seconds: float) -> bool:
        """Return when something was changed, or after that time; whether something was."""
        return bool(self._poller.poll(seconds * 1000))

    def forget(self) -> None:
        """Forget what was changed so far."""
        with contextlib.suppress(BlockingIOError):
            while os.read(self._handle, _EVENTS_BYTES):
                pass

    def close(self) -> None:
        """Free the handle."""
        os.close(self._handle)


class Watch:
    """Compares a home with what it was at the last look, and notifies those who wait for it. For one thread."""

    def __init__(self, place: Path) -> None:
        database = place / "tracker" / "db"
        incoming = inbox.folder(place).path
        self._settings = place / mail_settings.SETTINGS
        self._new = incoming / "new"
        self._folders = (place, database, incoming, self._new)
        self._connection = sqlite3.connect(  # noqa: TID251 - a database of the help desk's own
            f"file:{quote(str(database / 'db'))}?mode=rw", uri=True, check_same_thread=False, isolation_level=None
        )
        self._version = self._data_version()
        self._mail = self._mail_state()

    def run(self, stop: threading.Event) -> None:
        """Notify until told to stop, which is noticed at the next look."""
        try:
            events = FolderEvents()
            with contextlib.closing(events):
                self._run_with(events, stop)
        except OSError as error:
            if error.errno not in (errno.ENOSYS, errno.EMFILE, errno.ENFILE, errno.ENOSPC):
                raise
            _LOG.warning("changes of other programs are looked for every %d s: %s", LOOK_EVERY_S, error)
        while not stop.wait(LOOK_EVERY_S):
            self.look()

    def _run_with(self, events: FolderEvents, stop: threading.Event) -> None:
        while not stop.is_set():
            events.watch(self._folders)
            # what came before the folders were watched has no event
            self.look()
            if events.wait(RENEW_EVERY_S):
                stop.wait(SETTLE_S)
                # before the look: what comes meanwhile is an event for the next one
                events.forget()

    def look(self) -> None:
        """Give a sign of life, and notify those whom the changes since the last look concern."""
        health.beat("watch")
        version, mail = self._data_version(), self._mail_state()
        if version != self._version:
            wakeups.COMMITS.notify()
        if mail != self._mail:
            wakeups.MAIL.notify()
        self._version, self._mail = version, mail

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _data_version(self) -> int:
        # another number after each commit of another connection, of this process too; reads no page of the file
        return int(self._connection.execute("pragma data_version").fetchone()[0])

    def _mail_state(self) -> list[object]:
        return [_stamp(self._settings), _stamp(self._new)]


def _stamp(path: Path) -> object:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_ctime_ns, found.st_size


def run(place: Path, stop: threading.Event) -> None:
    """Watch this home until told to stop; a failure is reported, and the watch begins again."""

    def work() -> None:
        with contextlib.closing(Watch(place)) as watch:
            wakeups.COMMITS.notify()
            wakeups.MAIL.notify()
            watch.run(stop)

    health.keep_running("watch", work, stop)
