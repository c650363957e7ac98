"""Runs something in a process of its own that shares what this one has loaded, and hears what it says."""

import os
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

Tell = Callable[[str], None]
MEMORY = Path("/dev/shm")


def run(work: Callable[[Tell], None], watch: Callable[[int], None] | None = None) -> tuple[int, list[str]]:
    """Fork, work, and return the exit status (negative: the signal it died of, 3: it raised) and the lines it said.

    The work begins once `watch` has returned, which gets the number of the process.
    """
    ours, theirs = socket.socketpair()
    child = os.fork()
    if child == 0:
        ours.close()
        _live(work, theirs, is_traced=watch is not None)
    theirs.close()
    with ours:
        if watch is not None:
            watch(child)
            ours.sendall(b"go")
        with ours.makefile(encoding="utf-8") as lines:
            said = lines.read().splitlines()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said


def here(work: Callable[[Tell], None]) -> tuple[int, list[str]]:
    """The same without a process of its own, for work that nobody kills. Its threads have ended when this returns."""
    said: list[str] = []
    status = 3
    try:
        work(said.append)
        status = 0
    except Exception as error:
        said.append(_failed(error))
    # a copy of a process with threads would inherit their locks
    for thread in threading.enumerate():
        if thread is not threading.main_thread():
            thread.join()
    return status, said


def _failed(error: BaseException) -> str:
    return f"failed {type(error).__name__}: {error}"


def _live(work: Callable[[Tell], None], line: socket.socket, *, is_traced: bool) -> None:
    status = 3
    try:
        if is_traced:
            line.recv(2)
        # a socket, because a write to a pipe would count as a write to a file
        work(lambda text: line.sendall(f"{text}\n".encode()))
        status = 0
    except BaseException as error:
        line.sendall(f"{_failed(error)}\n".encode())
    finally:
        os._exit(status)


def room(*, on_disk: bool = False) -> TemporaryDirectory[str]:
    """A folder for many small files: in memory where that is possible."""
    return TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() and not on_disk else None, prefix="otet-faults-")
