"""A test that never ends is named, and the tests after it run."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import watchdog

ROOT = Path(__file__).resolve().parents[1]
CONFTEST = """
import pytest
from tests import watchdog

watchdog.GRACE_S = 1

def pytest_configure(config):
    config.dog = watchdog.create()

@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item):
    item.config.dog.watch(item)

@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    from tests.scheduler import FileScheduling
    return FileScheduling(config, log)
"""
HANGS = {
    "an event loop": "from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer\n"
    "app = QCoreApplication([])\n"
    "def hang():\n"
    "    timer = QTimer()\n"
    "    timer.timeout.connect(lambda: None)\n"
    "    timer.start(50)\n"
    "    QEventLoop().exec()\n",
    "a lock that is never released, waited for with Python's own": "import ctypes\n"
    "def hang():\n"
    "    mutex = ctypes.create_string_buffer(64)\n"
    "    for _ in range(2):\n"
    "        ctypes.PyDLL(None).pthread_mutex_lock(mutex)\n",
}


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX threads")
@pytest.mark.parametrize("kind", HANGS)
def test_a_run_ends_although_a_test_does_not(tmp_path: Path, kind: str) -> None:
    (tmp_path / "conftest.py").write_text(CONFTEST)
    (tmp_path / "test_hangs.py").write_text(
        f"import pytest\n{HANGS[kind]}"
        "def test_before(): pass\n@pytest.mark.timeout(1)\ndef test_hangs(): hang()\ndef test_after(): pass\n"
    )
    words = ["-n", "2", "--dist", "loadfile", "-p", "no:cacheprovider", "-q", "-c", os.devnull, "--rootdir", "."]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *words, "-p", "no:randomly", "."], cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False, timeout=100,
    )  # fmt: skip
    assert "1 failed, 2 passed" in done.stdout, done.stdout + done.stderr
    assert "crashed while running 'test_hangs.py::test_hangs'" in done.stdout
    assert 'test_hangs.py", line' in done.stderr, "where it was"


@pytest.mark.parametrize(("mark", "expected_s"), [(None, 180), (0, watchdog.LONGEST_S), (900, 900)])
def test_every_test_has_a_time_limit(request: pytest.FixtureRequest, mark: int | None, expected_s: int) -> None:
    if mark is not None:
        request.node.add_marker(pytest.mark.timeout(mark), append=False)
    assert watchdog.limit_s(request.node) == expected_s
