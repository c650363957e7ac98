"""Values below HKEY_CURRENT_USER; no administrator is needed."""

import contextlib
import subprocess
import sys

from desktop.registration import MINIMIZED

RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
CLASS = r"Software\Classes\otet"
NAME = "OtetDesk"


def start_value(command: tuple[str, ...]) -> str:
    """What the Run key holds."""
    return subprocess.list2cmdline([*command, MINIMIZED])


def link_values(command: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """Keys and values that make `otet://` open this app; "" names a key's own value."""
    return {
        CLASS: {"": "URL:Otet Desk", "URL Protocol": ""},
        CLASS + r"\DefaultIcon": {"": f"{subprocess.list2cmdline(command[:1])},0"},
        CLASS + r"\shell\open\command": {"": f'{subprocess.list2cmdline(command)} "%1"'},
    }


if sys.platform == "win32":
    import winreg

    class WindowsRegistration:
        """The registry of the person who is logged in."""

        def __init__(self, command: tuple[str, ...]) -> None:
            self._command = command

        def starts(self) -> bool:
            """Whether the Run key starts this installation."""
            return _value(RUN, NAME) == start_value(self._command)

        def set_starts(self, wanted: bool) -> None:
            """Write or remove the Run value."""
            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, RUN) as key:
                if wanted:
                    winreg.SetValueEx(key, NAME, 0, winreg.REG_SZ, start_value(self._command))
                    return
                with contextlib.suppress(FileNotFoundError):
                    winreg.DeleteValue(key, NAME)

        def opens_links(self) -> bool | None:
            """Whether the links' command is this app's."""
            return all(
                _value(path, name) == value
                for path, values in link_values(self._command).items()
                for name, value in values.items()
            )

        def set_opens_links(self, wanted: bool) -> None:
            """Write or remove the class of the links."""
            values = link_values(self._command)
            if wanted:
                for path, pairs in values.items():
                    with winreg.CreateKey(winreg.HKEY_CURRENT_USER, path) as key:
                        for name, value in pairs.items():
                            winreg.SetValueEx(key, name, 0, winreg.REG_SZ, value)
                return
            deepest_first = (CLASS + r"\shell\open\command", CLASS + r"\shell\open", CLASS + r"\shell")
            for path in (*deepest_first, CLASS + r"\DefaultIcon", CLASS):
                with contextlib.suppress(FileNotFoundError):
                    winreg.DeleteKey(winreg.HKEY_CURRENT_USER, path)

    def _value(path: str, name: str) -> object:
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, path) as key:
                return winreg.QueryValueEx(key, name)[0]
        except FileNotFoundError:
            return None
