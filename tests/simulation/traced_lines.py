"""Which lines of the app count as points to be killed at, and the trace function that counts them."""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import desktop

ROOT = Path(desktop.__file__).parent
STORE = (
    "outbox",
    "drafts",
    "mirror",
    "cursors",
    "files/blobs",
    "reconcile",
    "read_state",
    "accounts",
    "recovery/backup_files",
    "recovery/backups",
    "recovery/restore",
)
# the rest of these files only reads, or runs inside every single statement
FUNCTIONS = {
    "store/database": {"open", "_prepare", "write", "atomic", "_backed_up", "_opened", "_take_stock"},
    "store/rows": {"keep_files"},
    "connectors/roundup_sending": {"deliver", "send_part", "find_receipt"},
    "connectors/http/upload": {"upload", "_opened"},
}


def is_traced(code: CodeType) -> bool:
    """Whether the lines of a function count."""
    file = Path(code.co_filename)
    if ROOT not in file.parents:
        return False
    if code.co_name.startswith("<"):
        # the inside of a comprehension or a lambda is a part of its line
        return False
    module = file.relative_to(ROOT).with_suffix("").as_posix()
    if module.startswith(("services/", "sync/")) or module.removeprefix("store/") in STORE:
        return True
    return code.co_name in FUNCTIONS.get(module, ())


class Lines:
    """Counts executed lines of the calling thread; at the line `kill_at` this process is gone."""

    def __init__(self, kill_at: int = 0, watches: Callable[[CodeType], bool] = is_traced) -> None:
        self._watches = watches
        self.count = 0
        self.kill_at = kill_at
        self.places: list[str] = []
        self._known: dict[CodeType, bool] = {}

    def start(self) -> None:
        """Watch from here on."""
        sys.settrace(self._call)

    def stop(self) -> None:
        """Watch no longer."""
        sys.settrace(None)

    def _call(self, frame: FrameType, event: str, argument: Any) -> Any:
        code = frame.f_code
        known = self._known.get(code)
        if known is None:
            known = self._known[code] = self._watches(code)
        return self._line if known else None

    def _line(self, frame: FrameType, event: str, argument: Any) -> Any:
        if event == "line":
            self.count += 1
            if self.count == self.kill_at:
                os.kill(os.getpid(), signal.SIGKILL)
            if not self.kill_at:
                file = Path(frame.f_code.co_filename).relative_to(ROOT.parent)
                self.places.append(f"{file}:{frame.f_lineno}")
        return self._line
