"""A Maildir: a mail appears in it whole or not at all, and is on the disk when it appears."""

import hashlib
import os
import re
from pathlib import Path

PARTS = ("tmp", "new", "cur")
_SAFE = re.compile(r"[A-Za-z0-9_@+=,-][A-Za-z0-9_.@+=,-]{0,120}")


class Folder:
    """Mails as files, in `new` until somebody has dealt with them."""

    def __init__(self, path):
        self.path = Path(path)

    def send(self, mail, name):
        """Put one mail there; the same name again replaces it."""
        self.put(mail.as_bytes(), name)

    def put(self, content, name):
        """Put the bytes of one mail there, under the name or, where a file cannot be called so, under its digest."""
        name = safe_name(name)
        for part in PARTS:
            _make(self.path / part)
        half = self.path / "tmp" / name
        try:
            with half.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        except BaseException:
            half.unlink(missing_ok=True)  # what a full disk cut must not stay and take its place
            raise
        half.replace(self.path / "new" / name)
        _flush(self.path / "new")

    def check(self):
        """Raise OSError where no mail could be put or found."""
        for part in PARTS:
            _make(self.path / part)
        os.scandir(self.path / "new").close()  # a folder that cannot be listed looks like an empty one
        probe = self.path / "tmp" / ".probe"
        probe.write_bytes(b"")
        probe.unlink()

    def waiting(self):
        """The mails that nobody has dealt with, oldest first."""
        found = []
        for path in (self.path / "new").glob("[!.]*"):
            try:
                if path.is_file():
                    found.append((path.stat().st_mtime_ns, path.name, path))
            except FileNotFoundError:
                continue
        return [path for _, _, path in sorted(found)]

    def move(self, path, part):
        """Put a mail among those that were dealt with (`cur`), or elsewhere."""
        _make(self.path / part)
        path.replace(self.path / part / path.name)
        _flush(self.path / part)

    def forget(self, part, before_s):
        """Remove the mails that came before that moment."""
        for path in (self.path / part).glob("*"):
            try:
                if path.is_file() and path.stat().st_mtime < before_s:
                    path.unlink(missing_ok=True)
            except FileNotFoundError:
                continue


def safe_name(name):
    """The name itself, or a digest of it where it is hidden, too long, or could lead out of the folder."""
    return name if _SAFE.fullmatch(name) else f"mail-{hashlib.sha256(name.encode('utf-8', 'replace')).hexdigest()}"


def write_durably(path, content):
    """Replace a small file; its bytes and its name are on the disk afterwards."""
    fresh = path.with_name(f"{path.name}.new")
    with fresh.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    _flush(path.parent)


def _make(folder):
    """Make a folder and those above it, each of them on the disk before anything lies in it."""
    if folder.is_dir():
        return
    if folder.parent != folder and not folder.parent.is_dir():
        _make(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    _flush(folder.parent)


def _flush(folder):
    if os.name != "posix":
        return  # Windows keeps folder entries by its journal and opens no folder for this
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
