"""A run of the tests ends, and says what failed, also when the processes that run them die."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CONFTEST = """
import pytest

@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    from tests.scheduler import FileScheduling
    return FileScheduling(config, log)
"""
GOOD = "import pytest\n@pytest.mark.parametrize('number', range(5))\ndef test_one(number): pass\n"
DIES = "import os, signal\ndef test_before(): pass\ndef test_dies(): os.kill(os.getpid(), signal.SIGKILL)\n"


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
@pytest.mark.parametrize("processes", [1, 2, 3])
def test_a_run_ends_after_its_processes_died(tmp_path: Path, processes: int) -> None:
    (tmp_path / "conftest.py").write_text(CONFTEST)
    for number in range(4):
        (tmp_path / f"test_good_{number}.py").write_text(GOOD)
    for number in range(2):
        (tmp_path / f"test_dies_{number}.py").write_text(DIES + "def test_after(): pass\n")
    words = [
        "-n",
        str(processes),
        "--dist",
        "loadfile",
        "-p",
        "no:cacheprovider",
        "-q",
        "-c",
        os.devnull,
        "--rootdir",
        ".",
    ]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *words, "."], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 1, done.stdout
    assert "2 failed, 24 passed" in done.stdout, "every other test ran once"
    assert done.stdout.count("crashed while running") >= 2
