"""Starts the app: one profile, one window, and an orderly end."""

import argparse
import gc
import logging
import os
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import running_app
from desktop.app import logs
from desktop.app.crash_reports import CrashReports
from desktop.paths import Paths, keep_private
from desktop.running_app import Reply

if TYPE_CHECKING:
    from desktop.app.desktop_app import DesktopApp

_log = logging.getLogger(__name__)
DONE, FAILED = 0, 1
_PICTURE_MS = 400


def say(words: str) -> None:
    """One line on standard error."""
    sys.stderr.write(f"otet-desk: {words}\n")


def main(chosen: argparse.Namespace) -> int:
    """Run the app until it is quit, with what `command_line.parse` read; returns its exit code.

    One line on standard error says why it failed.
    """
    if chosen.check_window:
        from desktop.app import self_check

        return self_check.load_window()
    keep_private()
    paths = Paths(chosen.data_dir.absolute()) if chosen.data_dir else Paths.default()
    if chosen.self_check:
        from desktop.app import self_check

        return self_check.run(paths)
    # told first, before anything of the window is loaded: most starts for a link find the app running
    reply = running_app.tell(paths.lock, chosen.link)
    if reply is not Reply.NOBODY:
        return _handed_over(reply is Reply.ANSWERED)
    _find_display()
    try:
        paths.make()
    except OSError as error:
        say(f"{paths.home} cannot be used ({error.strerror}); name another folder with --data-dir")
        return FAILED
    logs.start(paths.logs)
    try:
        return _run(chosen, paths)
    except Exception as error:  # noqa: BLE001 - the edge of the program: the reason in a line, the rest in the log
        _log.critical("could not start\n%s", traceback.format_exc())
        say(f"could not start: {_reason(error)} (details in {paths.logs})")
        return FAILED
    finally:
        logs.stop()


def _reason(error: Exception) -> str:
    """Why it could not start, in one line; a missing system library with the line that installs it."""
    if isinstance(error, ImportError) and not getattr(sys, "frozen", False):
        from desktop.bootstrap import libraries

        trouble = libraries.problem(Path(sys.executable))
        if trouble:
            return " ".join(trouble.split())
    return " ".join(f"{type(error).__name__}: {error}".split())


def _find_display() -> None:
    wanted = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    if sys.platform.startswith("linux") and not wanted:
        say("no display here; the window is drawn off screen (--screenshot FILE writes a picture)")
        os.environ["QT_QPA_PLATFORM"] = "offscreen"


def _handed_over(answered: bool) -> int:
    if not answered:
        say("it is running already but did not answer; end it first")
    return DONE if answered else FAILED


def _run(chosen: argparse.Namespace, paths: Paths) -> int:
    # for good: `GarbageCollector` collects in the window's thread; here it would go through every new module and class
    gc.disable()
    from desktop.ui.platform.single_instance import SingleInstance

    instance = SingleInstance(paths.lock)
    if not instance.take_lock():
        return _handed_over(instance.hand_over(chosen.link))
    from PySide6.QtCore import QTimer

    from desktop.app.desktop_app import DesktopApp
    from desktop.ui.kit import appearance

    crashes = CrashReports(paths.logs)
    report = crashes.take_last()
    crashes.watch()
    qt = appearance.create()
    faults = appearance.Faults()
    faults.install()
    app = DesktopApp.built(qt, paths)
    try:
        faults.happened.connect(app.window.show_fault)
        app.begun.connect(instance.listen)
        instance.received.connect(app.window.navigation.open_number)
        instance.operation_queued.connect(app.operation_queued)
        appearance.Interrupts(qt, app.window.quit)
        if sys.platform == "darwin":
            appearance.OpenedLinks(qt).asked.connect(app.open_link)
        app.show(minimized=chosen.minimized, link=chosen.link, crash_report=report)
        if chosen.screenshot:
            QTimer.singleShot(_PICTURE_MS, app, lambda: _picture(app, chosen.screenshot))
        return int(qt.exec())
    finally:
        app.stop()
        crashes.end()
        instance.close()


def _picture(app: "DesktopApp", file: Path | None) -> None:
    if not app.window.grab().save(str(file)):
        say(f"the picture could not be written to {file}")
        app.quit(FAILED)
        return
    app.quit()
