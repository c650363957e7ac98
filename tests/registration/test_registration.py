"""What the computer is told about the app: read back as the desktop itself reads it, and taken back without a trace."""

import os
import plistlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.registration import own_command, windows
from desktop.registration.linux import FILE_NAME, LinuxRegistration, quoted, with_default
from desktop.registration.macos import LINKS, MacRegistration

COMMAND = ("/opt/Otet Desk/otet-desk", "--data-dir", '/home/a b/50% $HOME `x` "q" \\')


@pytest.fixture
def linux(tmp_path: Path) -> LinuxRegistration:
    return LinuxRegistration(COMMAND, tmp_path / "config", tmp_path / "data")


def entry(path: Path) -> dict[str, str]:
    return dict(line.split("=", 1) for line in path.read_text(encoding="utf-8").splitlines() if "=" in line)


def words(line: str) -> list[str]:
    """How a desktop reads an `Exec` line: the string's escapes first, then the quotes, then the field codes."""
    found = re.findall(r'"((?:\\.|[^"\\])*)"|(\S+)', line.replace("\\\\", "\\"))
    quoted_or_bare = (re.sub(r"\\(.)", r"\1", inside) if inside else bare for inside, bare in found)
    return [word.replace("%%", "%") for word in quoted_or_bare]


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1))
def test_any_path_survives_an_exec_line(argument: str) -> None:
    assert words(quoted(argument)) == [argument]


def test_starting_with_the_computer(linux: LinuxRegistration, tmp_path: Path) -> None:
    assert not linux.starts()
    linux.set_starts(True)
    assert linux.starts()
    file = tmp_path / "config" / "autostart" / FILE_NAME
    assert words(entry(file)["Exec"]) == [*COMMAND, "--minimized"]
    # the desktop's own settings switch it off in place
    file.write_text(file.read_text(encoding="utf-8") + "Hidden=true\n", encoding="utf-8")
    assert not linux.starts()
    linux.set_starts(False)
    assert not file.exists()
    linux.set_starts(False)


def test_links_and_back(linux: LinuxRegistration, tmp_path: Path) -> None:
    defaults = tmp_path / "config" / "mimeapps.list"
    defaults.parent.mkdir()
    before = "[Added Associations]\nx/y=z.desktop;\n\n[Default Applications]\ntext/html=browser.desktop\n"
    defaults.write_text(before, encoding="utf-8")
    assert linux.opens_links() is False
    linux.set_opens_links(True)
    linux.set_opens_links(True)
    assert linux.opens_links()
    found = entry(tmp_path / "data" / "applications" / FILE_NAME)
    assert words(found["Exec"]) == [*COMMAND, "%u"]
    assert found["MimeType"] == "x-scheme-handler/otet;"
    assert Path(found["Icon"]).is_file()
    linux.set_opens_links(False)
    assert defaults.read_text(encoding="utf-8") == before, "nothing else was touched"
    assert not (tmp_path / "data" / "applications" / FILE_NAME).exists()


def test_entries_of_another_installation_are_not_taken_for_this_one(tmp_path: Path) -> None:
    moved = LinuxRegistration(("/old/place/otet-desk",), tmp_path / "config", tmp_path / "data")
    moved.set_starts(True)
    moved.set_opens_links(True)
    here = LinuxRegistration(("/new/place/otet-desk",), tmp_path / "config", tmp_path / "data")
    assert not here.starts()
    assert here.opens_links() is False
    here.set_starts(True)
    here.set_opens_links(True)
    assert here.starts()
    assert here.opens_links()
    assert not moved.starts()
    mac, other = (MacRegistration((program,), tmp_path) for program in ("/new/otet-desk", "/old/otet-desk"))
    other.set_starts(True)
    assert not mac.starts()
    mac.set_starts(True)
    assert mac.starts()


def test_plain_words_need_no_quotes_and_a_removed_program_no_start(tmp_path: Path) -> None:
    """As a window manager does that splits the line at its blanks."""
    linux = LinuxRegistration(("/usr/bin/otet-desk",), tmp_path / "config", tmp_path / "data")
    linux.set_starts(True)
    found = entry(tmp_path / "config" / "autostart" / FILE_NAME)
    assert found["Exec"].split() == ["/usr/bin/otet-desk", "--minimized"]
    assert found["TryExec"] == "/usr/bin/otet-desk"


def test_no_file_of_the_current_folder_is_run_inside_the_app(tmp_path: Path) -> None:
    for name in ("random", "keyring", "desktop", "sqlite3"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('run from the current folder')\n")
    command = [*own_command(tmp_path / "profile"), "--version"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Otet Desk ")


@pytest.mark.parametrize(
    "text", ["", "[Default Applications]\n", "x-scheme-handler/otet = other.desktop\n", "\n\n[A]\nb=c"]
)
def test_the_list_of_defaults_names_us_once(text: str) -> None:
    lines = with_default(with_default(text, FILE_NAME), FILE_NAME).splitlines()
    ours = f"x-scheme-handler/otet={FILE_NAME}"
    assert lines.count(ours) == 1
    assert "[Default Applications]" in lines[: lines.index(ours)]
    assert "x-scheme-handler" not in with_default("\n".join(lines), "")


@pytest.mark.skipif(shutil.which("gio") is None, reason="no gio here, the desktop's own reader of these files")
def test_the_desktop_starts_the_app_with_the_link(tmp_path: Path) -> None:
    seen = tmp_path / "seen 50%"
    program = tmp_path / "a program"
    program.write_text(
        f"#!/bin/sh\nprintf '%s\\n' \"$@\" > '{seen}.new' && mv '{seen}.new' '{seen}'\n", encoding="utf-8"
    )
    program.chmod(0o755)
    linux = LinuxRegistration((str(program), "--data-dir", "a $b"), tmp_path / "config", tmp_path / "data")
    linux.set_opens_links(True)
    environment = {
        **os.environ, "XDG_CONFIG_HOME": str(tmp_path / "config"), "XDG_DATA_HOME": str(tmp_path / "data"),
        "HOME": str(tmp_path), "DBUS_SESSION_BUS_ADDRESS": "disabled:",
    }  # fmt: skip
    subprocess.run(["gio", "open", "otet://ticket/12"], env=environment, check=True, timeout=30)
    for _ in range(2000):
        if seen.exists():
            break
        os.sched_yield()
        subprocess.run([sys.executable, "-c", ""], check=True)
    assert seen.read_text(encoding="utf-8").splitlines() == ["--data-dir", "a $b", "otet://ticket/12"]


def test_macos_has_an_agent(tmp_path: Path) -> None:
    mac = MacRegistration(COMMAND, tmp_path)
    mac.set_starts(True)
    assert mac.starts()
    (file,) = (tmp_path / "Library" / "LaunchAgents").iterdir()
    agent = plistlib.loads(file.read_bytes())
    assert agent["ProgramArguments"] == [*COMMAND, "--minimized"]
    assert agent["RunAtLoad"] is True
    assert mac.opens_links() is None, "the bundle says so, nobody else can"
    assert LINKS["CFBundleURLTypes"][0]["CFBundleURLSchemes"] == ["otet"]
    mac.set_starts(False)
    assert not mac.starts()


def test_windows_values() -> None:
    command = (r"C:\Program Files\Otet Desk\otet-desk.exe",)
    assert windows.start_value(command) == r'"C:\Program Files\Otet Desk\otet-desk.exe" --minimized'
    values = windows.link_values(command)
    assert values[windows.CLASS]["URL Protocol"] == ""
    opened = values[windows.CLASS + r"\shell\open\command"][""]
    assert opened == r'"C:\Program Files\Otet Desk\otet-desk.exe" "%1"'


def test_the_command_names_the_profile_that_is_not_the_usual_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("APPIMAGE", raising=False)
    command = own_command(tmp_path)
    assert command[-2:] == ("--data-dir", str(tmp_path))
    assert Path(command[0]).is_file()
    monkeypatch.setenv("APPIMAGE", "/opt/Otet.AppImage")
    assert own_command(tmp_path)[0] == "/opt/Otet.AppImage"
