"""What a killed app left beside a file that it was saving goes with the next try."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.services.part_files import part_of


@pytest.mark.skipif(os.name != "posix", reason="asks for processes by signal 0")
def test_only_leftovers_of_ended_processes_go(tmp_path: Path) -> None:
    target = tmp_path / "کیف پول.csv"
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left, running, own = (
        tmp_path / f".{target.name}.{process}.part" for process in (ended.pid, os.getppid(), os.getpid())
    )
    other, linked = tmp_path / f".other.csv.{ended.pid}.part", tmp_path / f".{target.name}.{ended.pid}1.part"
    for path in (left, running, own, other):
        path.write_bytes(b"half")
    linked.symlink_to(other)
    assert part_of(target) == own
    assert not left.exists()
    assert running.exists() and own.exists() and other.exists() and linked.is_symlink()
