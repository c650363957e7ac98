"""Set-up of a fresh checkout: what it reads, what it refuses, what it says."""

import os
import re
import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from desktop.bootstrap import libraries, setup


def names(requirements: str) -> set[str]:
    return {name.lower().replace("_", "-") for name in re.findall(r"^([A-Za-z0-9._-]+)==", requirements, re.MULTILINE)}


def test_every_declared_package_is_locked_in_its_section() -> None:
    for section in ("app", "test"):
        wanted = {re.split(r"[<>=!; ]", one)[0].lower() for one in setup.declared((section,))}
        assert wanted
        assert wanted <= names(setup.lock_section(section)), section


def test_the_declared_ranges_are_those_of_the_project_file() -> None:
    tomllib = pytest.importorskip("tomllib", reason="Python 3.10 has no TOML reader")
    project = tomllib.loads(setup.DECLARED.read_text(encoding="utf-8"))
    assert setup.declared(("app",)) == project["project"]["dependencies"]
    assert setup.declared(("app", "test")) == project["project"]["dependencies"] + project["dependency-groups"]["test"]


def test_the_lock_pins_a_qt_that_python_3_11_survives() -> None:
    assert "pyside6-essentials==6.11.3" in setup.lock_section("app")
    assert any("!=6.12.0" in one for one in setup.declared(("app",)) if one.startswith("PySide6"))


def test_every_locked_version_has_a_hash_and_no_index_is_named() -> None:
    text = setup.LOCK.read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=[a-z0-9])", text)
    assert all("--hash=sha256:" in block for block in blocks if "==" in block)
    assert "://" not in text


def test_a_missing_section_says_which() -> None:
    with pytest.raises(setup.SetupError, match="no section nightly"):
        setup.lock_section("nightly")


def test_a_package_that_is_not_the_locked_one_is_refused(tmp_path: Path) -> None:
    wheel = tmp_path / "thing-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("thing.py", "")
        archive.writestr("thing-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: thing\nVersion: 1.0\n")
        archive.writestr("thing-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr("thing-1.0.dist-info/RECORD", "")
    requirement = tmp_path / "requirements.txt"
    target = tmp_path / "target"

    def install(digest: str) -> subprocess.CompletedProcess[str]:
        requirement.write_text(f"thing @ {wheel.as_uri()} --hash=sha256:{digest}\n", encoding="utf-8")
        command = [sys.executable, *setup.PIP, "--require-hashes", "--no-index", "--target", str(target), "-r"]
        return subprocess.run([*command, str(requirement)], capture_output=True, text=True, check=False)

    assert install(sha256(wheel.read_bytes()).hexdigest()).returncode == 0
    refused = install("0" * 64)
    assert refused.returncode != 0
    assert "DO NOT MATCH THE HASHES" in refused.stderr, "set-up tells a wrong package from an unfit one by these words"


linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux system libraries")


def put_program(folder: Path, name: str, script: str) -> None:
    """A program of the system, replaced by a shell script."""
    (folder / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    (folder / name).chmod(0o755)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is looked into first for programs."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return folder


@linux_only
def test_here_nothing_is_missing_and_every_module_of_the_app_is_asked_about() -> None:
    assert libraries.problem(Path(sys.executable)) == ""
    assert {"QtCore", "QtGui", "QtNetwork", "QtSvg", "QtWidgets"} <= set(libraries.qt_modules())


@linux_only
def test_a_library_that_the_loader_does_not_find_is_named_with_its_package(programs: Path) -> None:
    found = "echo '\tlibc.so.6 => /lib/libc.so.6 (0x1)'; echo '\tlibgssapi_krb5.so.2 => not found'"
    put_program(programs, "ldd", found)
    assert libraries.missing(Path(sys.executable)) == ["libgssapi_krb5.so.2"]
    told = libraries.problem(Path(sys.executable))
    assert "libgssapi_krb5.so.2" in told
    assert told.endswith("apt-get install -y --no-install-recommends libgssapi-krb5-2")


@linux_only
def test_without_a_loader_to_ask_the_import_itself_names_the_library(tmp_path: Path) -> None:
    python = tmp_path / "python"
    put_program(
        tmp_path, "python", "echo 'ImportError: libEGL.so.1: cannot open shared object file: No such' >&2; exit 1"
    )
    assert libraries.missing(python) == ["libEGL.so.1"]
    put_program(tmp_path, "python", "echo 'ImportError: bad magic' >&2; exit 1")
    assert "bad magic" in libraries.problem(python)


@pytest.mark.parametrize(
    ("library", "package"),
    [
        ("libGL.so.1", "libgl1"),
        ("libX11-xcb.so.1", "libx11-xcb1"),
        ("libxcb-cursor.so.0", "libxcb-cursor0"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
        ("libdbus-1.so.3", "libdbus-1-3"),
        ("libgssapi_krb5.so.2", "libgssapi-krb5-2"),
        ("libbrotlidec.so.1", "libbrotli1"),
        ("libglib-2.0.so.0", "libglib2.0-0"),
    ],
)
def test_debian_packages_are_named_after_their_library(library: str, package: str) -> None:
    assert libraries.package_of(library) == package


@linux_only
def test_a_checkout_is_ready_only_once_the_libraries_are_there_and_says_the_same_until_then(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup, "VENV", tmp_path)
    monkeypatch.setattr(setup, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    put_program(programs, "ldd", "echo 'libEGL.so.1 => not found'")
    put_program(programs, "sudo", "exit 1")
    (tmp_path / "installed-app").write_text(setup._fingerprint(), encoding="utf-8")
    told = []
    for _ in range(2):
        with pytest.raises(setup.SetupError) as caught:
            setup.ensure(("app",))
        told.append(str(caught.value))
        assert not (tmp_path / "ready-app").exists()
    assert told[0] == told[1]
    assert "libegl1" in told[0]
    (programs / "ldd").unlink()
    setup.ensure(("app",))
    assert (tmp_path / "ready-app").exists()


@linux_only
@pytest.mark.parametrize("case", ["root", "agreed", "not asked"])
def test_packages_are_installed_by_root_or_once_the_user_agreed(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    asked = tmp_path / "asked"
    put_program(programs, "apt-get", f'echo "apt-get $@" >> {asked}')
    put_program(programs, "sudo", f'echo "sudo $@" >> {asked}')
    for name in ("Xvfb", "dunst"):
        put_program(programs, name, "")
    monkeypatch.setenv("PATH", str(programs))
    monkeypatch.setattr(os, "geteuid", lambda: 0 if case == "root" else 1000)
    said: list[str] = []
    libraries.ensure_test_tools(said.append, agreed=case == "agreed")
    if case == "not asked":
        assert not asked.exists()
        assert "some tests will be skipped; they need: dbus" in said
        assert said[-1].endswith("sudo apt-get install -y --no-install-recommends dbus")
    else:
        started_by = "apt-get" if case == "root" else "sudo -n apt-get"
        assert asked.read_text(encoding="utf-8").splitlines()[-1].startswith(f"{started_by} install")


def test_an_old_python_reaches_a_sentence_instead_of_a_syntax_error() -> None:
    """What runs before the version check must be readable to Python 3.9."""
    import ast

    files = [setup.ROOT / "desktop" / name for name in ("__init__.py", "__main__.py")]
    files += (setup.ROOT / "desktop" / "bootstrap").glob("*.py")
    for file in files:
        tree = ast.parse(file.read_text(encoding="utf-8"), feature_version=(3, 9))
        annotated = any(isinstance(node, ast.FunctionDef) for node in ast.walk(tree))
        assert not annotated or "from __future__ import annotations" in file.read_text(encoding="utf-8")
        assert not any(isinstance(node, ast.Match) for node in ast.walk(tree))
