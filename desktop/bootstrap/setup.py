"""Turns a fresh checkout into something that runs: `.venv`, locked packages, Qt's system libraries."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from desktop.bootstrap import libraries

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
LOCK = ROOT / "requirements.lock"
DECLARED = ROOT / "pyproject.toml"
OLDEST = (3, 10)
PIP = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-warn-script-location")


def say(text: str) -> None:
    """Print to standard error, each line marked, so that it stands apart from what the app prints."""
    for line in text.splitlines():
        print("[set-up] " + line, file=sys.stderr, flush=True)


class SetupError(Exception):
    """Set-up cannot go on; the text says what to do."""


def is_checkout() -> bool:
    """Whether this is a checkout; an installed or frozen app has no project file beside it."""
    return DECLARED.is_file() and not getattr(sys, "frozen", False)


def is_ready_python() -> bool:
    """Whether this interpreter is the checkout's own."""
    return Path(sys.prefix).resolve() == VENV.resolve()


def ensure(sections: tuple[str, ...], *, agreed: bool = False) -> None:
    """Make `.venv` hold those sections of the lock, and see to Qt's system libraries; no network when both are there.

    `agreed`: the user has allowed sudo beforehand. Raises SetupError, and does so again at the next start, until the
    app can load Qt: only then is the checkout marked as ready.
    """
    if sys.version_info < OLDEST:
        raise SetupError("Otet Desk needs Python 3.10 or newer; this is Python " + sys.version.split()[0] + ".")
    installed, ready = (VENV / (word + sections[-1]) for word in ("installed-", "ready-"))
    wanted = _fingerprint()
    if _holds(ready, wanted):
        return
    if not _holds(installed, wanted):
        say("preparing .venv; the first time takes about a minute and downloads about 150 MB")
        if not PYTHON.exists():
            _make_venv()
        _install(sections)
        installed.write_text(wanted, encoding="utf-8")
    trouble = libraries.ensure(PYTHON, say, agreed=agreed)
    if trouble:
        raise SetupError(trouble)
    if "test" in sections:
        libraries.ensure_test_tools(say, agreed=agreed)
    ready.write_text(wanted, encoding="utf-8")


def _holds(stamp: Path, wanted: str) -> bool:
    return PYTHON.exists() and stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted


def _make_venv() -> None:
    try:
        venv.EnvBuilder(with_pip=True, symlinks=not WINDOWS, clear=VENV.exists()).create(VENV)
    except (OSError, subprocess.CalledProcessError) as error:
        shutil.rmtree(VENV, ignore_errors=True)
        hint = "" if WINDOWS else " On Debian or Ubuntu: sudo apt install python3-venv python3-pip"
        raise SetupError("Could not make " + str(VENV) + ": " + str(error) + "." + hint) from error
    for folder in VENV.glob("Lib/site-packages" if WINDOWS else "lib/python*/site-packages"):
        (folder / "otet-desk-checkout.pth").write_text(str(ROOT) + "\n", encoding="utf-8")


def _fingerprint() -> str:
    parts = [LOCK.read_bytes() if LOCK.exists() else b"", DECLARED.read_bytes(), sys.version.encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def lock_section(name: str) -> str:
    """The requirements of one section of the lock, as pip reads them."""
    text = LOCK.read_text(encoding="utf-8")
    for part in text.split("# section: ")[1:]:
        title, _, body = part.partition("\n")
        if title.strip() == name:
            return body
    raise SetupError("requirements.lock has no section " + name + ".")


def _install(sections: tuple[str, ...]) -> None:
    for section in ("build", *sections):
        done = _pip(lock_section(section), "--require-hashes", "--no-build-isolation")
        if done.returncode == 0:
            continue
        if "DO NOT MATCH THE HASHES" in done.stderr:
            raise SetupError(
                "A downloaded package is not the one that was locked; nothing was installed.\n" + done.stderr
            )
        say("the locked packages do not fit this computer; trying the declared ranges")
        _install_declared(sections, done.stderr)
        return


def _install_declared(sections: tuple[str, ...], why: str) -> None:
    done = _pip("\n".join(declared(sections)))
    if done.returncode != 0:
        raise SetupError("Could not install what Otet Desk needs. Is there a network?\n" + why + done.stderr)


def _pip(requirements: str, *options: str) -> subprocess.CompletedProcess[str]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "requirements.txt"
        file.write_text(requirements, encoding="utf-8")
        command = [str(PYTHON), *PIP, *options, "-r", str(file)]
        return subprocess.run(command, stderr=subprocess.PIPE, stdout=sys.stderr, text=True, check=False)


def declared(sections: tuple[str, ...]) -> list[str]:
    """The ranges of pyproject.toml: `dependencies`, and the group `test` where it is asked for.

    Read by hand, because Python 3.10 has no TOML reader: the two lists hold one quoted requirement a line.
    """
    found: dict[str, list[str]] = {}
    current = ""
    for line in DECLARED.read_text(encoding="utf-8").splitlines():
        text = line.strip()
        if text in ("dependencies = [", "test = ["):
            current = text.split(" ")[0]
            found[current] = []
        elif text == "]":
            current = ""
        elif current and text.startswith('"'):
            found[current].append(text.strip('",'))
    lists = {"app": "dependencies", "test": "test"}
    return [requirement for section in sections for requirement in found[lists[section]]]
