"""A Maildir: a mail appears in it whole or not at all, and is on the disk when it appears."""

import hashlib
import os
import re
from email.message import EmailMessage
from pathlib import Path

from desktop.desk.tracker import durable_files

PARTS = ("tmp", "new", "cur")
_SAFE = re.compile(r"[A-Za-z0-9_@+=,-][A-Za-z0-9_.@+=,-]{0,120}")


class Folder:
    """Mails as files, in `new` until somebody has dealt with them."""

    def __init__(self, path: Path) -> None:
        self.path = Path(path)

    def send(self, mail: EmailMessage, name: str) -> None:
        """Put one mail there; the same name again replaces it."""
        self.put(mail.as_bytes(), name)

    def put(self, content: bytes, name: str) -> None:
        """Put the bytes of one mail there, under the name or, where a file cannot be called so, under its digest."""
        name = safe_name(name)
        for part in PARTS:
            durable_files.make_folder(self.path / part)
        durable_files.replace(self.path / "new" / name, content, fresh=self.path / "tmp" / name)

    def check(self) -> None:
        """Raise OSError where no mail could be put or found."""
        for part in PARTS:
            durable_files.make_folder(self.path / part)
        os.scandir(self.path / "new").close()  # a folder that cannot be listed looks like an empty one
        probe = self.path / "tmp" / ".probe"
        probe.write_bytes(b"")
        probe.unlink()

    def waiting(self) -> list[Path]:
        """The mails that nobody has dealt with, oldest first."""
        found = []
        for path in (self.path / "new").glob("[!.]*"):
            try:
                if path.is_file():
                    found.append((path.stat().st_mtime_ns, path.name, path))
            except FileNotFoundError:
                continue
        return [path for _, _, path in sorted(found)]

    def move(self, path: Path, part: str) -> None:
        """Put a mail among those that were dealt with (`cur`), or elsewhere."""
        durable_files.make_folder(self.path / part)
        durable_files.move(path, self.path / part / path.name)

    def forget(self, part: str, before_s: float) -> None:
        """Remove the mails that came before that moment."""
        for path in (self.path / part).glob("*"):
            try:
                if path.is_file() and path.stat().st_mtime < before_s:
                    path.unlink(missing_ok=True)
            except FileNotFoundError:
                continue


def safe_name(name: str) -> str:
    """The name itself, or a digest of it where it is hidden, too long, or could lead out of the folder."""
    return name if _SAFE.fullmatch(name) else f"mail-{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()}"
