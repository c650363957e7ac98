"""Attachments of messages: ask for the bytes, find them, save a copy."""

import os
import shutil
from pathlib import Path

from desktop.domain.errors import ErrorCode, OtetError, Problem, disk_code
from desktop.domain.file_names import clean_name
from desktop.domain.operations import File
from desktop.domain.tickets import Attachment
from desktop.services.context import Context
from desktop.services.part_files import part_of
from desktop.store import read_state
from desktop.store.files.blobs import Blobs

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class Attachments:
    """Files that came with messages."""

    def __init__(self, context: Context) -> None:
        self._context = context

    head = staticmethod(Blobs.head)
    """The first bytes of a file that the user chose: see `Blobs.head`."""

    def request(self, attachment_id: int) -> None:
        """Have the bytes fetched as soon as the help desk can be reached."""
        with self._context.database.write() as tx:
            read_state.request_download(tx, attachment_id)
        self._context.wake()

    def path(self, attachment: Attachment) -> Path | None:
        """Where the bytes lie on this computer, None while they are not here."""
        blobs = self._context.blobs
        return blobs.path(attachment.sha256) if attachment.sha256 and blobs.has(attachment.sha256) else None

    def path_of(self, file: File) -> Path:
        """Where the bytes of a draft's file lie."""
        return self._context.blobs.path(file.sha256)

    def save_as(self, attachment: Attachment, target: Path, *, replace: bool = False) -> Path:
        """Copy the bytes to `target` (a file, or a folder that gets the cleaned name); returns the file made.

        Raises FILE_EXISTS(name) unless `replace`, which is for a person who has just said so; FILE_GONE when the
        bytes are not here; DISK_FULL or DISK_ERROR. A failed copy leaves neither half a file nor a changed old one.
        """
        source = self.path(attachment)
        if source is None:
            raise OtetError(Problem(ErrorCode.FILE_GONE, name=attachment.name))
        wanted = target / clean_name(attachment.name) if target.is_dir() else target
        try:
            _copy(source, wanted, replace=replace)
        except FileExistsError:
            raise OtetError(Problem(ErrorCode.FILE_EXISTS, name=wanted.name)) from None
        except OSError as error:
            raise OtetError(Problem(disk_code(error), reason=error.strerror or "", path=str(wanted.parent))) from error
        return wanted


def _copy(source: Path, wanted: Path, *, replace: bool) -> None:
    # an existing file is only ever exchanged whole, by a rename; a new one is made exclusively, so that a file or
    # link that appears in between is never written through
    place = part_of(wanted) if replace else wanted
    made = os.open(place, _NEW_FILE, 0o600)
    try:
        with os.fdopen(made, "wb") as out, source.open("rb") as bytes_in:
            shutil.copyfileobj(bytes_in, out, 1024 * 1024)
        if replace:
            place.replace(wanted)
    except BaseException:
        place.unlink(missing_ok=True)
        raise
