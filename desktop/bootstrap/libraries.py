"""The system libraries that Qt's wheel expects on Linux: finds what is missing and installs it where it may."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

PACKAGES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libbrotlidec.so.1": "libbrotli1",
    "libX11.so.6": "libx11-6",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""Debian's package for each library (the names that Debian 12 and 13 and Ubuntu accept)."""

TEST_TOOLS = {"Xvfb": "xvfb", "dbus-daemon": "dbus", "dunst": "dunst"}
"""Debian's package for each program that the tests use on Linux: a screen, a bus, and a daemon."""

_PROBE = """
import ctypes, sys
for name in sys.argv[1:]:
    try:
        ctypes.CDLL(name)
    except OSError:
        print(name)
"""


def missing(python: Path) -> list[str]:
    """The libraries that cannot be loaded; a child looks, so that nothing half-loaded stays in this process."""
    if not sys.platform.startswith("linux"):
        return []
    command = [str(python), "-c", _PROBE, *PACKAGES]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()


def ensure(python: Path, say: Callable[[str], None]) -> None:
    """Install what is missing through apt as root or by sudo without a password; else print the line that does."""
    absent = missing(python)
    if not absent:
        return
    packages = sorted({PACKAGES[name] for name in absent})
    if _install(packages, "Qt needs system libraries that are not here", say):
        absent = missing(python)
    if absent:
        say("these system libraries are missing: " + ", ".join(absent))
        say("on Debian or Ubuntu: sudo apt-get install -y --no-install-recommends " + " ".join(packages))


def ensure_test_tools(say: Callable[[str], None]) -> None:
    """Install the programs that some tests need, in the same way; without them those tests are skipped."""
    if not sys.platform.startswith("linux"):
        return
    packages = sorted(package for program, package in TEST_TOOLS.items() if not shutil.which(program))
    if packages and not _install(packages, "some tests need programs that are not here", say):
        say("some tests will be skipped; they need: " + " ".join(packages))


def _install(packages: list[str], why: str, say: Callable[[str], None]) -> bool:
    """Whether apt could be asked at all."""
    prefix = _root_prefix()
    if prefix is None or not shutil.which("apt-get"):
        return False
    say(why + "; installing " + " ".join(packages))
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    update = [*prefix, "apt-get", "update", "-qq"]
    install = [*prefix, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    for command in (update, install):
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
    return True


def _root_prefix() -> list[str] | None:
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    quiet = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n"] if quiet.returncode == 0 else None
