"""What a gate decides is what happens to the calls of a process."""

import errno
import os
import signal
import threading
from pathlib import Path

import pytest

from tests.simulation import child_process, syscall_gate

pytestmark = pytest.mark.skipif(not syscall_gate.is_possible(), reason="the kernel does not hand calls over")


def write(folder: Path, tell: child_process.Tell) -> None:
    descriptor = os.open(folder / "file", os.O_CREAT | os.O_WRONLY)
    for part in (b"1", b"2", b"3"):
        try:
            os.write(descriptor, part)
        except OSError as error:
            tell(errno.errorcode[error.errno or 0])


@pytest.mark.parametrize(
    ("verdict", "ends", "says", "leaves"),
    [
        (0, 0, [], "123"),
        (errno.ENOSPC, 0, ["ENOSPC"], "13"),
        (errno.EIO, 0, ["EIO"], "13"),
        (-signal.SIGKILL, -signal.SIGKILL, [], "1"),
    ],
)
def test_one_call(verdict: int, ends: int, says: list[str], leaves: str, tmp_path: Path) -> None:
    asked: list[str] = []

    def decide(request: syscall_gate.Request) -> int:
        asked.append(f"{request.call} {Path(request.path()).relative_to(tmp_path)}")
        return verdict if len(asked) == 3 else 0

    status, said = syscall_gate.run(lambda tell: write(tmp_path, tell), ["openat", "write"], decide)
    assert (status, said) == (ends, says)
    assert (tmp_path / "file").read_text(encoding="ascii") == leaves
    assert asked == ["openat file", *["write file"] * (2 if ends else 3)]


def test_calls_of_other_threads_are_not_asked_about(tmp_path: Path) -> None:
    def work(tell: child_process.Tell) -> None:
        thread = threading.Thread(target=write, args=(tmp_path, tell))
        thread.start()
        thread.join()

    status, said = syscall_gate.run(work, ["write"], lambda request: errno.EIO)
    assert (status, said, (tmp_path / "file").read_text(encoding="ascii")) == (0, [], "123")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_process_that_nobody_answers_any_more_is_ended(tmp_path: Path) -> None:
    status, _ = syscall_gate.run(lambda tell: write(tmp_path, tell), ["write"], lambda request: 1 // 0)
    assert status == -signal.SIGKILL
