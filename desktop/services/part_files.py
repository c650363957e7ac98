"""Temporary files and folders beside what is being saved, and what a process that was killed left of them."""

import contextlib
import os
import re
import shutil
import sys
from pathlib import Path

_NAME_LENGTH = 40


def part_of(target: Path) -> Path:
    """The temporary path of this process for `target`, in the same folder; those of ended processes are deleted."""
    stem = f".{target.name[:_NAME_LENGTH]}."
    _remove_abandoned(target.parent, stem)
    return target.with_name(f"{stem}{os.getpid()}.part")


def _remove_abandoned(folder: Path, stem: str) -> None:
    pattern = re.compile(re.escape(stem) + r"(\d{1,9})\.part")
    with contextlib.suppress(OSError):
        for path in folder.iterdir():
            found = pattern.fullmatch(path.name)
            if not found or path.is_symlink() or _is_running(int(found[1])):
                continue
            if path.is_file():
                path.unlink()
            elif path.is_dir():
                shutil.rmtree(path)


def _is_running(process: int) -> bool:
    if sys.platform == "win32":
        # there a signal ends the process; but a file that is open cannot be deleted
        return process == os.getpid()
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
