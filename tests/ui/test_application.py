"""Setting up: languages, directions, exceptions of every thread, Ctrl-C."""

import logging
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.settings import Settings
from desktop.ui.kit import theme
from desktop.ui.kit.appearance import LANGUAGES, Appearance, Faults, OpenedLinks, first_spoken, system_language
from desktop.ui.language.formats import Formats
from tests.fakes import FakeClock
from tests.waiting import let_pass

ROOT = Path(__file__).resolve().parents[2]
RUNS = """
from desktop.ui.kit import appearance
app = appearance.create()
appearance.Interrupts(app, app.quit)
print("ready", flush=True)
app.exec()
print("ended in order", flush=True)
"""


def test_an_unknown_language_and_theme_fall_back(qapp: QApplication) -> None:
    formats = Formats(FakeClock())
    appearance = Appearance(qapp, formats)
    appearance.apply(Settings(language="tlh", theme="purple"))
    assert formats.language == "en"
    assert theme.current().name in theme.THEMES
    assert not qapp.isRightToLeft()
    appearance.deleteLater()


@pytest.mark.parametrize(
    ("language", "cancel", "locale"),
    [
        ("fa", "انصراف", QLocale.Language.Persian),
        ("ar", "ألغِ", QLocale.Language.Arabic),
        ("es", "Cancelar", QLocale.Language.Spanish),
    ],
)
def test_standard_buttons_and_menus_speak_the_language(
    qapp: QApplication, qtbot: QtBot, language: str, cancel: str, locale: QLocale.Language
) -> None:
    appearance = Appearance(qapp, Formats(FakeClock()))
    appearance.apply(Settings(language=language, theme="light"))
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text().replace("&", "") == cancel
    menu = QLineEdit(box).createStandardContextMenu()
    assert not any("Undo" in action.text() or "Paste" in action.text() for action in menu.actions())
    rtl = language in ("fa", "ar")
    assert qapp.layoutDirection() is (Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    assert QLocale().language() is locale
    appearance.apply(Settings(language="en", theme="light"))
    assert qapp.layoutDirection() is Qt.LayoutDirection.LeftToRight
    appearance.deleteLater()


@pytest.mark.parametrize(
    ("wished", "spoken"),
    [
        (["ar-EG", "ar-Arab-EG", "ar"], "ar"),
        (["es-419", "es"], "es"),
        (["fa_IR"], "fa"),
        (["de-DE", "de", "es-MX"], "es"),
        (["ur-PK", "de"], "en"),
        ([], "en"),
    ],
)
def test_the_system_s_first_language_that_we_have_is_spoken(wished: list[str], spoken: str) -> None:
    assert first_spoken(wished) == spoken
    assert system_language() in LANGUAGES


def test_exceptions_of_every_thread_reach_one_handler(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    faults = Faults()
    faults.install()
    told: list[tuple[str, bool]] = []
    faults.happened.connect(lambda words: told.append((words, threading.current_thread() is threading.main_thread())))

    def fail() -> None:
        raise ZeroDivisionError("of the worker")

    with caplog.at_level(logging.CRITICAL):
        worker = threading.Thread(target=fail)
        worker.start()
        worker.join()
        sys.excepthook(ValueError, ValueError("of the main thread"), None)
        qtbot.waitUntil(lambda: len(told) == 2)
    assert all(main for _, main in told), "only the main thread may touch a window"
    assert {"of the worker" in words or "of the main thread" in words for words, _ in told} == {True}


@pytest.mark.skipif(sys.platform == "win32", reason="signals of another kind")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_in_order(number: signal.Signals) -> None:
    app = subprocess.Popen([sys.executable, "-c", RUNS], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert app.stdout is not None
    assert app.stdout.readline().strip() == "ready"
    app.send_signal(number)
    output, _ = app.communicate(timeout=30)
    assert output.strip() == "ended in order"
    assert app.returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="signals of another kind")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_before_the_first_event_is_not_forgotten(number: signal.Signals) -> None:
    early = RUNS.replace("app.exec()", f"import signal; signal.raise_signal({int(number)}); app.exec()")
    command = [sys.executable, "-c", early]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, timeout=30, check=True)
    assert done.stdout.split("\n")[1:] == ["ended in order", ""]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads the kernel's own count")
def test_waiting_for_ctrl_c_wakes_nobody() -> None:
    """While nothing happens the app sleeps: the kernel counts how often it gave up its turn."""
    app = subprocess.Popen([sys.executable, "-c", RUNS], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert app.stdout is not None
    app.stdout.readline()

    def turns() -> int:
        status = Path(f"/proc/{app.pid}/status").read_text(encoding="ascii")
        return int(re.search(r"^voluntary_ctxt_switches:\s+(\d+)", status, re.MULTILINE)[1])  # type: ignore[index]

    # what starting left to do is done by then; each look takes a hundredth of a second
    last, still = turns(), 0
    while still < 60:
        let_pass(10)
        now = turns()
        last, still = now, still + 1 if now == last else 0
    app.send_signal(signal.SIGTERM)
    app.communicate(timeout=30)
    assert app.returncode == 0


def test_a_link_that_macos_opens_is_heard(qapp: QApplication, qtbot: QtBot) -> None:
    links = OpenedLinks(qapp)
    with qtbot.waitSignal(links.asked) as asked:
        QApplication.sendEvent(qapp, QFileOpenEvent(QUrl("otet://ticket/12")))
    assert asked.args == ["otet://ticket/12"]
    qapp.removeEventFilter(links)
    links.deleteLater()
