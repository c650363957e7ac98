"""Where the app keeps things: one folder per person, or the one named by `--data-dir` or `OTET_HOME`."""

import os
from pathlib import Path

import appdirs

from desktop import durable_files
from desktop.values import dataclass

APP_NAME = "OtetDesk"


@dataclass(frozen=True)
class Paths:
    """Everything of one profile lies under `home`."""

    home: Path

    @classmethod
    def default(cls) -> "Paths":
        """The profile of this person on this computer; `OTET_HOME` names another."""
        return cls(Path(os.environ.get("OTET_HOME") or appdirs.user_data_dir(APP_NAME, appauthor=False)).absolute())

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.home / "settings.json"

    @property
    def blobs(self) -> Path:
        """Attachment bytes by their SHA-256."""
        return self.home / "blobs"

    @property
    def logs(self) -> Path:
        """Log files."""
        return self.home / "logs"

    @property
    def lock(self) -> Path:
        """Held by the one running app."""
        return self.home / "running.lock"

    @property
    def desk(self) -> Path:
        """The built-in help desk's own home."""
        return self.home / "desk"

    def make(self) -> None:
        """Create the profile folder, readable by its owner only. One that is there stays as it is: it may be shared,
        and everything in it is private by itself.
        """
        durable_files.make_folder(self.home)


def keep_private() -> None:
    """From here on, whatever this process makes is its owner's alone, also what libraries make."""
    os.umask(0o077)
