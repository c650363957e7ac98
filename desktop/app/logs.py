"""Log files of the profile: small, rotated, readable by their owner only, never with message texts or tokens."""

import logging
import os
from logging.handlers import RotatingFileHandler
from pathlib import Path

from desktop import durable_files


class _PrivateHandler(RotatingFileHandler):
    def _open(self):  # type: ignore[no-untyped-def]
        return open(self.baseFilename, self.mode, encoding=self.encoding, opener=_private)


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


def start(folder: Path) -> None:
    """Log into `folder`; a folder that cannot be written leaves only standard error."""
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    try:
        durable_files.make_folder(folder)
        handler = _PrivateHandler(folder / "otet-desk.log", maxBytes=1_000_000, backupCount=3, encoding="utf-8")
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"))
    root.addHandler(handler)


def stop() -> None:
    """Close the files."""
    root = logging.getLogger()
    for handler in [item for item in root.handlers if isinstance(item, _PrivateHandler)]:
        root.removeHandler(handler)
        handler.close()
