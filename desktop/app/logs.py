"""Log files of the profile: small, rotated, readable by their owner only, never with message texts or tokens."""

import contextlib
import logging
import os
from io import TextIOWrapper
from itertools import pairwise
from pathlib import Path

from desktop import durable_files

_FULL_BYTES, _OLDER = 1_000_000, 3


class _PrivateFile(logging.FileHandler):
    """A log file that only its owner can read; full, it becomes the first of `_OLDER` older ones.

    `logging.handlers` has one too, and loads pickles, queues and sockets with it.
    """

    def _open(self) -> TextIOWrapper:
        return open(self.baseFilename, "a", encoding="utf-8", opener=_private)

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record, in a new file where this one is full."""
        stream: TextIOWrapper | None = self.stream
        try:
            if stream is not None and stream.tell() > _FULL_BYTES:
                self.close()
                self._put_aside()
                stream = None
            if stream is None:
                self.stream = self._open()
        except OSError:
            # who logs must not fail for it
            self.handleError(record)
            return
        super().emit(record)

    def _put_aside(self) -> None:
        file = Path(self.baseFilename)
        files = [file, *(file.with_name(f"{file.name}.{number}") for number in range(1, _OLDER + 1))]
        for newer, older in reversed([*pairwise(files)]):
            # such as one that another program has open on Windows: the next record tries again
            with contextlib.suppress(OSError):
                newer.replace(older)


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


def start(folder: Path) -> None:
    """Log into `folder`; a folder that cannot be written leaves only standard error."""
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    try:
        durable_files.make_folder(folder)
        handler = _PrivateFile(folder / "otet-desk.log")
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"))
    root.addHandler(handler)


def stop() -> None:
    """Close the files."""
    root = logging.getLogger()
    for handler in [item for item in root.handlers if isinstance(item, _PrivateFile)]:
        root.removeHandler(handler)
        handler.close()
