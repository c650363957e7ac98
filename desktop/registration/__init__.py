"""Tells the computer about the app, on a person's wish: to start with it, and to open `otet://` links."""

import os
import sys
from pathlib import Path
from typing import Protocol

import appdirs

from desktop.paths import APP_NAME

MINIMIZED = "--minimized"


class Registration(Protocol):
    """What the computer knows of the app. Writing may block for a moment, and raises `OSError`."""

    def starts(self) -> bool:
        """Whether the computer starts just this installation, on this profile."""

    def set_starts(self, wanted: bool) -> None:
        """Start with the computer, in the tray, or not any more."""

    def opens_links(self) -> bool | None:
        """Whether `otet://` links open just this installation; None where only its installer can see to that."""

    def set_opens_links(self, wanted: bool) -> None:
        """Have `otet://` links open this app, or not any more."""


def own_command(home: Path) -> tuple[str, ...]:
    """What starts this app on the profile at `home`, from anywhere.

    Never `python -m desktop` alone: that puts the current folder first among the places where modules are looked for,
    and a `random.py` in the user's home folder would be run inside the app.
    """
    if image := os.environ.get("APPIMAGE"):
        # the program within an AppImage lies in a folder that is gone after this run
        command: tuple[str, ...] = (image,)
    elif getattr(sys, "frozen", False):
        command = (sys.executable,)
    else:
        command = _installed() or (_windowless(Path(sys.executable)), "-I", "-m", "desktop")
    usual = Path(appdirs.user_data_dir(APP_NAME, appauthor=False))
    return command if home == usual else (*command, "--data-dir", str(home))


def _installed() -> tuple[str, ...]:
    """The command that an installed package brings, () in a checkout; on Windows it would open a console."""
    script = Path(sys.executable).with_name("otet-desk")
    is_there = os.name == "posix" and script.is_file() and os.access(script, os.X_OK)
    return (str(script),) if is_there else ()


def here(home: Path) -> Registration:
    """What this computer offers, for the profile at `home`."""
    command = own_command(home)
    if sys.platform == "win32":
        from desktop.registration.windows import WindowsRegistration

        return WindowsRegistration(command)
    if sys.platform == "darwin":
        from desktop.registration.macos import MacRegistration

        return MacRegistration(command, Path.home())
    from desktop.registration.linux import LinuxRegistration

    config = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return LinuxRegistration(command, config, data)


def _windowless(python: Path) -> str:
    # on Windows, python.exe would open a console beside the window
    quiet = python.with_name("pythonw.exe")
    return str(quiet if quiet.exists() else python)
