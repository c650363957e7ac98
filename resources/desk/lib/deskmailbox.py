"""A Maildir: a mail appears in it whole or not at all, and is on the disk when it appears."""

from pathlib import Path

import deskdurable


class Folder:
    """Mails as files, in `new` until somebody has dealt with them."""

    def __init__(self, path):
        self.path = Path(path)

    def send(self, mail, name):
        """Put one mail there; the same name again replaces it."""
        self.put(mail.as_bytes(), name)

    def put(self, content, name):
        """Put the bytes of one mail there."""
        for part in ("tmp", "new", "cur"):
            deskdurable.make_folder(self.path / part)
        deskdurable.replace(self.path / "new" / name, content, fresh=self.path / "tmp" / name)

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
        deskdurable.make_folder(self.path / part)
        deskdurable.move(path, self.path / part / path.name)

    def forget(self, part, before_s):
        """Remove the mails that came before that moment."""
        for path in (self.path / part).glob("*"):
            if path.is_file() and path.stat().st_mtime < before_s:
                path.unlink(missing_ok=True)
