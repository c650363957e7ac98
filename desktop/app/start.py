"""Starts the app: one profile, one window, and an orderly end."""

import logging
import os
import sys
import traceback
from pathlib import Path

from desktop.app import logs, options
from desktop.app.options import Options
from desktop.paths import Paths

_log = logging.getLogger(__name__)
DONE, FAILED = 0, 1
_PICTURE_MS = 400


def main(arguments: list[str]) -> int:
    """Run the app until it is quit; returns its exit code. One line on standard error says why it failed."""
    chosen = options.parse(arguments)
    paths = Paths(chosen.data_dir.absolute()) if chosen.data_dir else Paths.default()
    if chosen.self_check:
        from desktop.app import self_check

        return self_check.run(paths)
    _find_display()
    try:
        paths.make()
    except OSError as error:
        print(f"otet-desk: {paths.home} cannot be used ({error.strerror}); name another with --data-dir", file=sys.stderr)
        return FAILED
    logs.start(paths.logs)
    try:
        return _run(chosen, paths)
    except Exception:  # noqa: BLE001 - the edge of the program: one line for the person, the rest for the log
        _log.critical("could not start\n%s", traceback.format_exc())
        print(f"otet-desk: could not start; see {paths.logs}", file=sys.stderr)
        return FAILED
    finally:
        logs.stop()


def _find_display() -> None:
    wanted = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    if sys.platform.startswith("linux") and not wanted:
        print(
            "otet-desk: no display here; the window is drawn off screen (--screenshot FILE writes a picture)",
            file=sys.stderr,
        )
        os.environ["QT_QPA_PLATFORM"] = "offscreen"


def _run(chosen: Options, paths: Paths) -> int:
    from PySide6.QtCore import QTimer

    from desktop.app.desktop_app import DesktopApp
    from desktop.ui import application
    from desktop.ui.single_instance import SingleInstance

    qt = application.create()
    instance = SingleInstance(paths.lock)
    if not instance.claim():
        told = instance.hand_over(chosen.link)
        if not told:
            print("otet-desk: it is running already but did not answer; end it first", file=sys.stderr)
        return DONE if told else FAILED
    faults = application.Faults()
    faults.install()
    app = DesktopApp(qt, paths)
    try:
        faults.happened.connect(app.tell_fault)
        instance.received.connect(app.open_number)
        application.Interrupts(qt, app.quit)
        app.show(minimized=chosen.minimized, link=chosen.link)
        if chosen.screenshot:
            QTimer.singleShot(_PICTURE_MS, app, lambda: _picture(app, chosen.screenshot))
        return int(qt.exec())
    finally:
        app.stop()
        instance.close()


def _picture(app: "DesktopApp", file: Path | None) -> None:  # noqa: F821
    if not app.window.grab().save(str(file)):
        print(f"otet-desk: the picture could not be written to {file}", file=sys.stderr)
        app.quit(FAILED)
        return
    app.quit()
