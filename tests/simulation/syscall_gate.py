"""Stands between a process and the kernel: is asked at each of some calls what becomes of it.

Linux itself hands the calls over (`seccomp_unotify(2)`): the one that asks waits until it is told to go on, is refused
with an error, or is gone.
"""

import ctypes
import errno
import os
import platform
import select
import signal
import socket
import struct
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.simulation import child_process

if sys.platform != "win32":
    import fcntl

NUMBERS = {
    "write": 1, "pwrite64": 18, "fsync": 74, "fdatasync": 75, "ftruncate": 77, "rename": 82, "mkdir": 83, "unlink": 87,
    "openat": 257,
}  # fmt: skip
"""The calls that can be handed over, with their numbers on x86-64."""
_CALLS = {number: call for call, number in NUMBERS.items()}
_PLACE_OF_NAME = {"openat": 1, "mkdir": 0, "rename": 0, "unlink": 0}
_LONGEST_PATH = 4096

_SECCOMP, _SET_FILTER, _IS_AVAILABLE, _NEW_LISTENER = 317, 1, 2, 8
_NO_NEW_PRIVILEGES = 38
_ASK, _ALLOW = 0x7FC00000, 0x7FFF0000
_LOAD, _IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_INSTRUCTION = "HBBI"
_REQUEST, _ANSWER = "QIIiIQ6Q", "QqiI"
_RECEIVE, _SEND = 0xC0502100, 0xC0182101
_GO_ON = 1

_libc = ctypes.CDLL(None, use_errno=True) if sys.platform.startswith("linux") else None


@dataclass(frozen=True)
class Request:
    """One call that waits."""

    call: str
    thread: int
    arguments: tuple[int, ...]

    def path(self) -> str:
        """The file that it is about; of two, the first."""
        place = _PLACE_OF_NAME.get(self.call)
        if place is None:
            return str(Path(f"/proc/{self.thread}/fd/{self.arguments[0]}").readlink())
        with Path(f"/proc/{self.thread}/mem").open("rb", buffering=0) as memory:
            memory.seek(self.arguments[place])
            return os.fsdecode(memory.read(_LONGEST_PATH).partition(b"\0")[0])


Decide = Callable[[Request], int]
"""0 lets the call go on, an `errno` refuses it, a signal's number below zero ends the process."""


def is_possible() -> bool:
    """Whether this system hands calls over."""
    if _libc is None or platform.machine() != "x86_64":
        return False
    action = ctypes.c_uint32(_ASK)
    return bool(_libc.syscall(_SECCOMP, _IS_AVAILABLE, 0, ctypes.byref(action)) == 0)


def run(work: Callable[[child_process.Tell], None], calls: Sequence[str], decide: Decide) -> tuple[int, list[str]]:
    """Work in a process of its own, as `forks.run` does; `decide` is asked at each of its first thread's `calls`."""
    ours, theirs = socket.socketpair()
    keepers: list[threading.Thread] = []

    def keep(process: int) -> None:
        # not before the fork: a copy of a process with threads would inherit their locks
        theirs.close()
        keepers.append(threading.Thread(target=_keep, args=(ours, process, decide)))
        keepers[0].start()

    def asking(tell: child_process.Tell) -> None:
        listener = _hand_over(calls)
        socket.send_fds(theirs, [b"."], [listener])
        os.close(listener)
        work(tell)

    with ours:
        status, said = child_process.run(asking, keep)
        keepers[0].join()
    return status, said


def _hand_over(calls: Sequence[str]) -> int:
    """From here on this process asks before each of those calls; what it asks arrives at the descriptor."""
    assert _libc is not None
    steps = [(_LOAD, 0, 0, 0)]
    for call in calls:
        steps += [(_IF_EQUAL, 0, 1, NUMBERS[call]), (_RETURN, 0, 0, _ASK)]
    steps.append((_RETURN, 0, 0, _ALLOW))
    code = ctypes.create_string_buffer(b"".join(struct.pack(_INSTRUCTION, *step) for step in steps))
    program = struct.pack("HxxxxxxP", len(steps), ctypes.addressof(code))
    _libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    listener: int = _libc.syscall(_SECCOMP, _SET_FILTER, _NEW_LISTENER, program)
    if listener < 0:
        raise OSError(ctypes.get_errno(), "seccomp")
    return listener


def _keep(line: socket.socket, process: int, decide: Decide) -> None:
    _, listeners, _, _ = socket.recv_fds(line, 1, 1)
    if not listeners:
        # it has ended before it asked anything
        return
    (listener,) = listeners
    waiting = select.poll()
    waiting.register(listener, select.POLLIN)
    try:
        while waiting.poll()[0][1] & select.POLLIN:
            _answer_one(listener, process, decide)
    except BaseException:
        # nobody answers it any more
        os.kill(process, signal.SIGKILL)
        raise
    finally:
        os.close(listener)


def _answer_one(listener: int, process: int, decide: Decide) -> None:
    asked = bytearray(struct.calcsize(_REQUEST))
    try:
        fcntl.ioctl(listener, _RECEIVE, asked)
        id, thread, _, number, _, _, *arguments = struct.unpack(_REQUEST, asked)
        # the others' calls come now here, now there
        verdict = decide(Request(_CALLS[number], thread, tuple(arguments))) if thread == process else 0
        if verdict < 0:
            os.kill(process, -verdict)
        fcntl.ioctl(listener, _SEND, struct.pack(_ANSWER, id, 0, -max(0, verdict), 0 if verdict else _GO_ON))
    except OSError as error:
        # the one that asked has gone
        if error.errno not in (errno.ENOENT, errno.ESRCH):
            raise
