"""Set-up of a fresh checkout: what it reads, what it refuses, what it says."""

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


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux system libraries")
def test_a_library_that_is_absent_is_found_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    python = Path(sys.executable)
    assert libraries.missing(python) == []
    monkeypatch.setitem(libraries.PACKAGES, "libnot-there.so.9", "libnot-there9")
    assert libraries.missing(python) == ["libnot-there.so.9"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Debian's packages")
@pytest.mark.parametrize("may_install", [True, False])
def test_the_desktop_that_tests_run_against_is_fetched_or_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, may_install: bool
) -> None:
    asked = tmp_path / "asked"
    for program, script in (
        ("apt-get", f'echo "$@" >> {asked}'),
        ("sudo", "exit 1"),
        *((name, "") for name in ("Xvfb", "dunst")),
    ):
        (tmp_path / program).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (tmp_path / program).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(libraries.os, "geteuid", lambda: 0 if may_install else 1000)
    said: list[str] = []
    libraries.ensure_test_tools(said.append)
    if may_install:
        assert asked.read_text(encoding="utf-8").splitlines()[-1].endswith("--no-install-recommends dbus")
    else:
        assert not asked.exists()
        assert said == ["some tests will be skipped; they need: dbus"]


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
