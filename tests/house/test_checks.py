"""The house's machine-read rules: import contracts, ruff, mypy --strict over the program and its tests."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent


@pytest.mark.parametrize(
    "command",
    [
        [BIN / "lint-imports", "--no-cache"],
        [BIN / "ruff", "check", "--no-cache", "."],
        [BIN / "ruff", "format", "--no-cache", "--check", "."],
        [sys.executable, "-m", "mypy"],
    ],
    ids=["import contracts", "ruff", "ruff format", "mypy"],
)
def test_check(command: list[str | Path]) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        ("import time\n\ntime.time()\n", "TID251"),
        ("from datetime import datetime\n\ndatetime.now()\n", "TID251"),
        ("from uuid import uuid4\n\nuuid4()\n", "TID251"),
        ("import sqlite3\n\nsqlite3.connect('x')\n", "TID251"),
        ("from PySide6.QtWidgets import QApplication\n\nQApplication.processEvents()\n", "TID251"),
        ("from PySide6.QtGui import QDesktopServices\n\nQDesktopServices.openUrl('x')\n", "TID251"),
        ("from PySide6.QtWidgets import QGraphicsOpacityEffect\n\nQGraphicsOpacityEffect()\n", "TID251"),
        ("import subprocess\n\nsubprocess.run(command)\n", "TID251"),
        ("import subprocess\n\nsubprocess.run(['ls'])\n", "S607"),
        ("import subprocess\n\nsubprocess.run(command, shell=True)\n", "S602"),
        ("eval(text)\n", "S307"),
        ("exec(text)\n", "S102"),
        ("import pickle\n\npickle.loads(data)\n", "S301"),
        ("try:\n    run()\nexcept Exception:\n    told = True\n", "BLE001"),
    ],
)  # fmt: skip
def test_ruff_refuses(code: str, rule: str) -> None:
    command: list[str | Path] = [BIN / "ruff", "check", "--no-cache", "--output-format", "concise", "--stdin-filename",
               "desktop/domain/some.py", "-"]  # fmt: skip
    done = subprocess.run(command, cwd=ROOT, input=code, capture_output=True, text=True, check=False)
    assert f" {rule} " in done.stdout, done.stdout + done.stderr
