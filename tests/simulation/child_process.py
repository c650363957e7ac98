"""Runs something in a process of its own that shares what this one has loaded, and hears what it says."""

import faulthandler
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

Tell = Callable[[str], None]
LONGEST_S = 300
"""For one piece of work, which takes seconds: a copy of a process may inherit a lock that nobody releases."""
ENDING_S = 60
"""For all threads of a piece of work, once it is done."""
MEMORY = Path("/dev/shm")


def run(work: Callable[[Tell], None], watch: Callable[[int], None] | None = None) -> tuple[int, list[str]]:
    """Fork, work, and return the exit status (negative: the signal it died of, 3: it raised) and the lines it said.

    The work begins once `watch` has returned, which gets the number of the process. After `LONGEST_S` it is killed, and
    the stacks of its threads are on standard error.
    """
    # not `faulthandler.dump_traceback_later` in the child: it waits for the thread of one that its parent has begun
    faulthandler.register(signal.SIGUSR2, file=sys.__stderr__ or 2)
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
        said = _hear(ours, child)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said


def _hear(line: socket.socket, child: int) -> list[str]:
    """All that the child says until it ends."""
    until = time.monotonic() + LONGEST_S
    said = bytearray()
    try:
        while True:
            line.settimeout(max(0.001, until - time.monotonic()))
            if not (part := line.recv(65536)):
                return said.decode().splitlines()
            said += part
    except TimeoutError:
        os.kill(child, signal.SIGUSR2)
        time.sleep(1)
        os.kill(child, signal.SIGKILL)
        return [*said.decode().splitlines(), f"failed: not done after {LONGEST_S} s"]


def here(work: Callable[[Tell], None]) -> tuple[int, list[str]]:
    """The same without a process of its own, for work that nobody kills. Its threads have ended when this returns.

    One that goes on, as after an error that kept the work from closing what it had opened, makes it a failure.
    """
    said: list[str] = []
    status = 3
    try:
        work(said.append)
        status = 0
    except Exception as error:
        said.append(_failed(error))
    # a copy of a process with threads would inherit their locks
    until = time.monotonic() + ENDING_S
    for thread in threading.enumerate():
        if thread is not threading.main_thread():
            thread.join(max(0.0, until - time.monotonic()))
            if thread.is_alive():
                status = 3
                said.append(f"failed: thread {thread.name} goes on")
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
