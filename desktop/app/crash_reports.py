"""What the app leaves behind when it dies of a fault such as SIGSEGV: the stacks of all threads.

`faulthandler` writes them into one file. An app that is killed, or loses its power, writes nothing, and an orderly end
removes the file: what the next start finds in it is a crash.
"""

import contextlib
import faulthandler
import os
from datetime import datetime
from io import FileIO
from pathlib import Path

from desktop import durable_files

FILE = "crash.log"
MOST_KEPT = 5
_LONGEST = 200_000


class CrashReports:
    """The reports in one folder. Only the one running app of a profile may have it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: FileIO | None = None
        self._was_enabled = False

    def take_last(self) -> Path | None:
        """Set the report of a crash of the last run aside under the time of that crash; None where there was none.

        At most `MOST_KEPT` are kept.
        """
        report = self._folder / FILE
        try:
            written = report.stat()
            if not written.st_size:
                return None
            when = datetime.fromtimestamp(written.st_mtime)
            kept = _free_name(self._folder, f"crash-{when:%Y-%m-%d-%H%M%S}")
            report.rename(kept)
        except OSError:
            return None
        for old in sorted(self._folder.glob("crash-*.log"))[:-MOST_KEPT]:
            with contextlib.suppress(OSError):
                old.unlink()
        return kept

    def watch(self) -> None:
        """From here on write a crash down; a folder that cannot be written leaves it to standard error."""
        self._was_enabled = faulthandler.is_enabled()
        try:
            durable_files.make_folder(self._folder)
            self._file = FileIO(str(self._folder / FILE), "w", opener=_private)
        except OSError:
            return
        faulthandler.enable(self._file, all_threads=True)

    def end(self) -> None:
        """The app ends in good order: nothing that was written is a crash."""
        if self._file is None:
            return
        faulthandler.disable()
        if self._was_enabled:
            faulthandler.enable()
        self._file.close()
        self._file = None
        with contextlib.suppress(OSError):
            (self._folder / FILE).unlink()


def read(report: Path) -> str:
    """The words of a report, as far as anybody reads."""
    try:
        with report.open(encoding="utf-8", errors="replace") as file:
            return file.read(_LONGEST)
    except OSError:
        return ""


def _free_name(folder: Path, stem: str) -> Path:
    names = (folder / f"{stem}{'' if number == 1 else f'-{number}'}.log" for number in range(1, 1000))
    return next(name for name in names if not name.exists())


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)
