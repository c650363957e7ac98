"""What is loaded into the app: nothing that the environment, the command line or the current folder offers."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QLibraryInfo

from desktop import command_line
from tests.simulation import counters

ROOT = Path(__file__).resolve().parents[1]
SHOW_LOADED = """
import os, sys
sys.path.insert(0, {root!r})
{start}
from PySide6.QtGui import QImage, QImageReader
QImageReader.supportedImageFormats()
print("platform", app.platformName())
print("style", app.style().objectName())
print("arguments", app.arguments())
print(*sorted({{line.split()[-1] for line in open("/proc/self/maps") if ".so" in line}}), sep="\\n")
"""
OURS = "from desktop.ui.kit import appearance; app = appearance.create()"
PLAIN = "from PySide6.QtWidgets import QApplication; app = QApplication([])"
VARIABLES = ("QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH", "QT_STYLE_OVERRIDE")

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    """A folder of plugins that look right; they are copies of real ones, so that a careless program does load them."""
    real = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    for kind in ("platforms", "imageformats", "styles"):
        if (real / kind).is_dir():
            shutil.copytree(real / kind, tmp_path / "evil" / kind)
            shutil.copytree(real / kind, tmp_path / kind)
    for library in (tmp_path / "evil" / "platforms").iterdir():
        shutil.copy(library, tmp_path / "evil" / library.name)
    (tmp_path / "qt.conf").write_text(f"[Paths]\nPlugins = {tmp_path / 'evil'}\n")
    return tmp_path


def loaded(start: str, folder: Path, *arguments: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", SHOW_LOADED.format(root=str(ROOT), start=start), *arguments],
        cwd=folder, env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def evil(planted: Path) -> dict[str, str]:
    return dict(zip(VARIABLES, (str(planted / "evil"), str(planted / "evil" / "platforms"), "windows"), strict=True))


def test_plugins_of_the_environment_are_not_loaded(planted: Path) -> None:
    shown = loaded(OURS, planted, **evil(planted))
    taken = [line for line in shown.splitlines() if line.startswith(str(planted))]
    counters.add("planted plugins", len(list(planted.rglob("*.so"))), loaded=len(taken))
    assert taken == []
    assert "style fusion" in shown.lower()
    # what is asserted can be seen: a program that does not clear its environment loads them
    assert str(planted / "evil") in loaded(PLAIN, planted, **evil(planted))


@pytest.mark.parametrize(
    "words",
    [
        ("-platformpluginpath", "{evil}/platforms"), ("-platform", "minimal"), ("-style", "windows"),
        ("-plugin", "evil"),
        ("-stylesheet", "/etc/passwd"), ("-qwindowtitle", "x"), ("-reverse",), ("-qmljsdebugger=port:1",),
        ("otet://ticket/1", "-platform", "minimal"), ("--", "-platform", "minimal"),
    ],
)  # fmt: skip
def test_no_word_of_the_command_line_is_an_option_of_qt(planted: Path, words: tuple[str, ...]) -> None:
    shown = loaded(OURS, planted, *(word.format(evil=planted / "evil") for word in words))
    assert "platform offscreen" in shown
    assert "style fusion" in shown.lower()
    assert str(planted) not in shown.split("arguments")[1]
    assert all(word not in shown.splitlines()[2] for word in words if word != "--")


@pytest.mark.parametrize(
    "words",
    [
        ["otet://ticket/1", "--data-dir", "/etc"], ["otet://ticket/1 --data-dir /etc"], ["--no-sandbox"],
        ["-platformpluginpath", "/tmp"], ["--gpu-launcher=sh"], ["otet://ticket/1", "otet://ticket/2"],
        ["--renderer-cmd-prefix"],
    ],
)  # fmt: skip
def test_after_two_dashes_everything_is_only_a_link(words: list[str]) -> None:
    """As the desktop starts the app for a link: `otet-desk -- %u`. What is no link to a ticket is a wrong use."""
    with pytest.raises(SystemExit) as ended:
        command_line.parse(["--", *words])
    assert ended.value.code == 2


@pytest.mark.parametrize("command", command_line.COMMANDS)
def test_after_two_dashes_no_command_is_carried_out(command: str) -> None:
    with pytest.raises(SystemExit) as ended:
        command_line.parse(["--", command])
    assert ended.value.code == 2
