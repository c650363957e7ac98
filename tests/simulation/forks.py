"""Runs something in a process of its own that shares what this one has loaded, and hears what it says."""

import os
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

Tell = Callable[[str], None]
MEMORY = Path("/dev/shm")


def run(work: Callable[[Tell], None]) -> tuple[int, list[str]]:
    """Fork, work, and return the exit status (negative: the signal it died of, 3: it raised) and the lines it said."""
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(out)
        status = 3
        try:
            work(lambda line: _say(into, line))
            status = 0
        except BaseException as error:
            _say(into, f"failed {type(error).__name__}: {error}")
        finally:
            os._exit(status)
    os.close(into)
    with os.fdopen(out, encoding="utf-8") as lines:
        said = lines.read().splitlines()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said


def _say(pipe: int, line: str) -> None:
    rest = f"{line}\n".encode()
    while rest:
        rest = rest[os.write(pipe, rest) :]


def room(*, on_disk: bool = False) -> TemporaryDirectory[str]:
    """A folder for many small files: in memory where that is possible."""
    return TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() and not on_disk else None, prefix="otet-faults-")
