"""Desktop files as the freedesktop.org specifications want them."""

import re
from pathlib import Path

from desktop import assets
from desktop.registration import MINIMIZED

FILE_NAME = "otet-desk.desktop"
"""The same as the window's own id, so that the desktop knows whose window and whose notification it sees."""

_LINK = "x-scheme-handler/otet"
_PLAIN = re.compile(r"[A-Za-z0-9@+=:,./_-]+", re.ASCII)
_SECTION = "[Default Applications]"
_ENTRY = """[Desktop Entry]
Type=Application
Name=Otet Desk
Name[fa]=اوتت دسک
Comment=Write to support and read its answers
Comment[fa]=نوشتن به پشتیبانی و خواندن پاسخ‌ها
Icon={icon}
TryExec={program}
{exec_line}
Terminal=false
Categories=Office;
"""


class LinuxRegistration:
    """Writes below the person's own folders `config` and `data`."""

    def __init__(self, command: tuple[str, ...], config: Path, data: Path) -> None:
        self._command = command
        self._autostart = config / "autostart" / FILE_NAME
        self._defaults = config / "mimeapps.list"
        self._application = data / "applications" / FILE_NAME

    def starts(self) -> bool:
        """Whether the desktop starts this installation; it may have been hidden in the desktop's own settings."""
        lines = _read(self._autostart).splitlines()
        is_hidden = "Hidden=true" in lines or "X-GNOME-Autostart-enabled=false" in lines
        return self._start_line() in lines and not is_hidden

    def set_starts(self, wanted: bool) -> None:
        """Write or remove the autostart entry."""
        if wanted:
            text = _entry(self._command, self._start_line()) + "X-GNOME-Autostart-enabled=true\n"
            _write(self._autostart, text)
        else:
            self._autostart.unlink(missing_ok=True)

    def opens_links(self) -> bool | None:
        """Whether the desktop file starts this installation and is the links' default."""
        is_ours = self._link_line() in _read(self._application).splitlines()
        return is_ours and f"{_LINK}={FILE_NAME}" in _read(self._defaults).splitlines()

    def set_opens_links(self, wanted: bool) -> None:
        """Write or remove the application's entry and its place as default."""
        if wanted:
            text = _entry(self._command, self._link_line()) + f"MimeType={_LINK};\nStartupNotify=true\n"
            _write(self._application, text)
        else:
            self._application.unlink(missing_ok=True)
        before = _read(self._defaults)
        after = with_default(before, FILE_NAME if wanted else "")
        if after != before:
            _write(self._defaults.resolve(), after)

    def _start_line(self) -> str:
        return _exec(*self._command, MINIMIZED)

    def _link_line(self) -> str:
        return _exec(*self._command) + " %u"


def with_default(text: str, desktop_file: str) -> str:
    """The list of default applications with that one for our links, "" for none; all else stays as it is."""
    lines = [line for line in text.splitlines() if not line.replace(" ", "").startswith(f"{_LINK}=")]
    if desktop_file:
        if _SECTION not in lines:
            lines += ["", _SECTION] if lines else [_SECTION]
        lines.insert(lines.index(_SECTION) + 1, f"{_LINK}={desktop_file}")
    return "\n".join(lines) + "\n" if lines else ""


def quoted(argument: str) -> str:
    """One argument of an `Exec` line: quoted, then escaped once more as every string of a desktop file is.

    Plain words stay as they are: small window managers take an `Exec` line apart at its blanks and know no quotes.
    """
    if _PLAIN.fullmatch(argument):
        return argument
    inside = "".join(f"\\{sign}" if sign in '"`$\\' else sign for sign in argument).replace("%", "%%")
    return f'"{inside}"'.replace("\\", "\\\\")


def _exec(*words: str) -> str:
    return "Exec=" + " ".join(map(quoted, words))


def _entry(command: tuple[str, ...], exec_line: str) -> str:
    icon = str(assets.path("icons", "app.svg").absolute()).replace("\\", "\\\\")
    # without its program an entry is ignored, so that a package that was removed leaves nothing that fails
    program = command[0].replace("\\", "\\\\")
    return _ENTRY.format(icon=icon, program=program, exec_line=exec_line)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.new")
    temporary.write_text(text, encoding="utf-8", errors="surrogateescape")
    temporary.replace(path)
