"""A launch agent of the person's own; links are the bundle's matter, which names them in its Info.plist."""

import plistlib
from pathlib import Path

from desktop.registration import MINIMIZED

LABEL = "com.otet.desk"
LINKS = {"CFBundleURLTypes": [{"CFBundleURLName": LABEL, "CFBundleURLSchemes": ["otet"]}]}
"""For the bundle's Info.plist: macOS reads no other place."""


class MacRegistration:
    """Writes below the person's `home`."""

    def __init__(self, command: tuple[str, ...], home: Path) -> None:
        self._command = command
        self._agent = home / "Library" / "LaunchAgents" / f"{LABEL}.plist"

    def starts(self) -> bool:
        """Whether the agent starts this installation."""
        try:
            kept = plistlib.loads(self._agent.read_bytes())
        except (OSError, ValueError, plistlib.InvalidFileException):
            return False
        return isinstance(kept, dict) and kept.get("ProgramArguments") == self._arguments()

    def set_starts(self, wanted: bool) -> None:
        """Write or remove the agent; it counts from the next log-in on."""
        if not wanted:
            self._agent.unlink(missing_ok=True)
            return
        agent = {
            "Label": LABEL,
            "ProgramArguments": self._arguments(),
            "RunAtLoad": True,
            "ProcessType": "Interactive",
        }
        self._agent.parent.mkdir(parents=True, exist_ok=True)
        self._agent.write_bytes(plistlib.dumps(agent))

    def _arguments(self) -> list[str]:
        return [*self._command, MINIMIZED]

    def opens_links(self) -> bool | None:
        """The bundle's matter."""
        return None

    def set_opens_links(self, wanted: bool) -> None:
        """The bundle's matter."""
