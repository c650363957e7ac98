"""System libraries that Qt's wheel needs on Linux: finds the missing ones and installs them once the user agrees."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

DESKTOP = Path(__file__).resolve().parents[1]
PLUGINS = ("platforms/libqxcb.so", "platforms/libqoffscreen.so", "xcbglintegrations/*.so", "iconengines/*.so")
"""Plugins that the app cannot do without; the others (other databases, GTK, Wayland) only run where their parts are."""

UNUSUAL_PACKAGES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libbrotlidec.so.1": "libbrotli1",
    "libbrotlicommon.so.1": "libbrotli1",
    "libxcb-util.so.1": "libxcb-util1",
    "libz.so.1": "zlib1g",
    "libgcc_s.so.1": "libgcc-s1",
    "libk5crypto.so.3": "libk5crypto3",
    "libresolv.so.2": "libc6",
}
"""Debian packages that are not named after their library by Debian's rule (see `package_of`)."""

_SCREEN_READERS = "/usr/libexec/at-spi-bus-launcher"
TEST_TOOLS = {"Xvfb": "xvfb", "dbus-daemon": "dbus", "dunst": "dunst", _SCREEN_READERS: "at-spi2-core"}
"""Debian's package for each program that the tests use on Linux: a screen, two buses, and a notification daemon."""

APT_INSTALL = ("apt-get", "install", "-y", "--no-install-recommends")

_LOCATE = "import importlib.util as u; print(u.find_spec('PySide6').submodule_search_locations[0])"
_NOT_FOUND = re.compile(r"^\s*(\S+) => not found", re.MULTILINE)
_SONAME = re.compile(r"([\w.+-]+?)\.so\.(\d+)[\d.]*$")
_IMPORT_ERROR = re.compile(r"ImportError: ([^\s:]+\.so[\d.]*): cannot open shared object file")


def package_of(library: str) -> str:
    """The Debian package that holds a library, such as `libxcb-icccm4` for `libxcb-icccm.so.4`.

    Debian names the package after the library and its version, with a hyphen where two digits would meet.
    """
    if library in UNUSUAL_PACKAGES:
        return UNUSUAL_PACKAGES[library]
    match = _SONAME.match(library)
    if match is None:
        return library
    name = match[1].lower().replace("_", "-")
    return f"{name}-{match[2]}" if name[-1].isdigit() else name + match[2]


def qt_modules() -> list[str]:
    """The modules of PySide6 that the app imports, read from its source."""
    pattern = re.compile(r"^\s*(?:from PySide6\.(Qt\w+) import|import PySide6\.(Qt\w+))", re.MULTILINE)
    found = {one or other for file in DESKTOP.rglob("*.py") for one, other in pattern.findall(_text(file))}
    return sorted(found)


def missing(python: Path) -> list[str]:
    """The libraries without which `python` cannot load what the app loads; [] where everything is there.

    Asks the loader what each file of Qt needs, then imports the modules in a child process: a text that begins with
    "import" names what still fails there.
    """
    if not sys.platform.startswith("linux"):
        return []
    found = _not_found(_files(python))
    return found or _import_failures(python)


def problem(python: Path) -> str:
    """What is missing and how to get it, in one or two lines; "" where the app can load Qt."""
    absent = missing(python)
    if not absent:
        return ""
    if absent[0].startswith("import"):
        return "Qt cannot be loaded: " + "; ".join(absent)
    packages = sorted({package_of(name) for name in absent})
    return f"Qt needs system libraries that are not here: {', '.join(absent)}\n" + how_to_install(packages)


def how_to_install(packages: Iterable[str]) -> str:
    """The line that installs these packages on Debian and its relatives."""
    prefix = "" if os.geteuid() == 0 else "sudo "
    return "on Debian or Ubuntu: " + prefix + " ".join([*APT_INSTALL, *packages])


def ensure(python: Path, say: Callable[[str], None], *, agreed: bool) -> str:
    """Install what is missing where that is allowed; what still stands in the way, "" where nothing does."""
    trouble = problem(python)
    if not trouble:
        return ""
    packages = sorted({package_of(name) for name in missing(python) if not name.startswith("import")})
    if packages and install(packages, trouble.partition("\n")[0], say, agreed=agreed):
        return problem(python)
    return trouble


def ensure_test_tools(say: Callable[[str], None], *, agreed: bool) -> None:
    """Install the programs that some tests need, in the same way; without them those tests are skipped."""
    if not sys.platform.startswith("linux"):
        return
    packages = sorted(package for program, package in TEST_TOOLS.items() if not shutil.which(program))
    if packages and not install(packages, "some tests need programs that are not here", say, agreed=agreed):
        say("some tests will be skipped; they need: " + " ".join(packages))
        say(how_to_install(packages))


def install(packages: list[str], why: str, say: Callable[[str], None], *, agreed: bool) -> bool:
    """Install Debian packages as root, or with sudo once the user has agreed; whether apt was asked."""
    if not shutil.which("apt-get"):
        return False
    prefix: list[str] = []
    if os.geteuid() != 0:
        if not shutil.which("sudo"):
            return False
        say(why)
        if not (agreed or _asks(" ".join(["sudo", *APT_INSTALL, *packages]))):
            return False
        # without a terminal nobody can type a password
        prefix = ["sudo"] if _has_terminal() else ["sudo", "-n"]
    say("installing " + " ".join(packages))
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    for command in ([*prefix, "apt-get", "update", "-qq"], [*prefix, *APT_INSTALL, "-qq", *packages]):
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
    return True


def _asks(command: str) -> bool:
    """Whether the user agrees to run this command; no where nobody can be asked."""
    if not _has_terminal():
        return False
    sys.stderr.write(f"[set-up] run `{command}` now? [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _has_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def _files(python: Path) -> list[Path]:
    """The files of Qt for Python that the app loads: its modules, and the plugins they need."""
    located = subprocess.run([str(python), "-c", _LOCATE], capture_output=True, text=True, check=False)
    root = Path(located.stdout.strip() or os.devnull)
    patterns = [f"{name}.abi3.so" for name in qt_modules()] + [f"Qt/plugins/{name}" for name in PLUGINS]
    return [file for pattern in patterns for file in sorted(root.glob(pattern))]


def _not_found(files: list[Path]) -> list[str]:
    """Every library that the loader does not find for these files; [] where there is no `ldd` to ask."""
    tool = shutil.which("ldd")
    if tool is None or not files:
        return []
    result = subprocess.run([tool, *map(str, files)], capture_output=True, text=True, check=False)
    return sorted(set(_NOT_FOUND.findall(result.stdout)))


def _import_failures(python: Path) -> list[str]:
    """The first library or error in the way of importing the modules; [] where all can be imported."""
    program = "import " + ", ".join(f"PySide6.{name}" for name in qt_modules())
    done = subprocess.run([str(python), "-c", program], capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return []
    match = _IMPORT_ERROR.search(done.stderr)
    if match:
        return [match[1]]
    lines = done.stderr.strip().splitlines()
    return ["import failed: " + (lines[-1] if lines else f"exit code {done.returncode}")]


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace")
