"""Keeps two help desks from serving one home: a lock the system lets go of when its holder dies, however it dies."""

import os
import sys
import time
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _try(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


LOOK_EVERY_S = 0.05


def take(path: Path, patience_s: float) -> int | None:
    """Hold the lock until this process ends; None when another still holds it after `patience_s`.

    The patience is for the help desk of an app that was killed a moment ago and is about to notice.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    deadline = time.monotonic() + patience_s
    while not _try(handle):
        if time.monotonic() >= deadline:
            os.close(handle)
            return None
        time.sleep(LOOK_EVERY_S)  # noqa: TID251 - a child waits for the one before it, before anything runs
    return handle
