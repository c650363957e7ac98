"""Content-addressed storage of attachment bytes: a file that has its SHA-256 as name is complete and flushed."""

import contextlib
import os
import re
import stat
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Set
from pathlib import Path

from desktop import digests, durable_files
from desktop.domain.errors import ErrorCode, OtetError, Problem
from desktop.domain.file_names import clean_name
from desktop.domain.operations import File
from desktop.store.disk_errors import disk_errors

if sys.platform == "win32":

    def _lock_copy(_descriptor: int) -> int | None:
        """Do nothing: Windows deletes no file that is open, and renames none."""
        return None

    def _remove_abandoned(copy: Path) -> None:
        """Delete a temporary file unless a process is writing it."""
        with contextlib.suppress(OSError):
            copy.unlink()

else:
    import fcntl

    def _lock_copy(descriptor: int) -> int | None:
        """Lock the file of a descriptor; the lock lasts until the returned descriptor is closed too."""
        lock = os.dup(descriptor)
        with contextlib.suppress(OSError):  # some network drives know no locks
            fcntl.flock(lock, fcntl.LOCK_EX)
        return lock

    def _remove_abandoned(copy: Path) -> None:
        """Delete a temporary file unless a process is writing it."""
        with contextlib.suppress(OSError):
            descriptor = os.open(copy, os.O_RDWR | os.O_NOFOLLOW)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                copy.unlink()
            finally:
                os.close(descriptor)


CHUNK_BYTES = 1024 * 1024
UNKNOWN_TYPE = "application/octet-stream"
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Blobs:
    """A folder of blobs: written to a temporary file, flushed, then renamed to their hash. Raises the disk's errors."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._partial = folder / "partial"
        self._begun: set[Path] = set()
        self._open: set[Path] = set()
        self._held: Counter[str] = Counter()
        self._held_lock = threading.Lock()

    def keep(self, source: Path, *, limit_bytes: int, on_read: Callable[[bool], None] = lambda is_all: None) -> File:
        """Copy a file the user chose; a link is followed, but it must end in a regular file of at least a byte.

        `on_read` is called after each part that was read, with True after the last; what it raises ends the copying.
        """
        name = clean_name(source.name)
        with _reading(source, name) as (descriptor, size):
            if size > limit_bytes:
                raise OtetError(Problem(ErrorCode.FILE_TOO_LARGE, name=name, size_bytes=size, limit_bytes=limit_bytes))
            return self._store(name, _told(_chunks(descriptor, name), on_read), limit_bytes)

    @staticmethod
    def head(source: Path, limit_bytes: int) -> bytes:
        """The first bytes of a file the user chose. Raises FILE_GONE, FILE_NOT_REGULAR or FILE_UNREADABLE."""
        name = clean_name(source.name)
        with _reading(source, name) as (descriptor, _):
            head = b""
            for chunk in _chunks(descriptor, name):
                head += chunk
                if len(head) >= limit_bytes:
                    break
            return head[:limit_bytes]

    def keep_bytes(self, name: str, data: bytes, *, limit_bytes: int) -> File:
        """Store bytes that never were a file, such as a pasted picture."""
        return self._store(clean_name(name), iter([data]), limit_bytes)

    def adopt(self, path: Path, name: str, media_type: str) -> File:
        """Make a finished download a blob; it is moved, not copied."""
        name = clean_name(name)
        digest = digests.sha256()
        size = 0
        with _reading(path, name) as (descriptor, _):
            for chunk in _chunks(descriptor, name):
                digest.update(chunk)
                size += len(chunk)
        with disk_errors(self.folder, writing=True):
            path.chmod(0o600)
            durable_files.flush_file(path)
            self._name(path, digest.hexdigest())
            _length_file(path).unlink(missing_ok=True)
        self._open.discard(path)
        return File(name, media_type or _media_type(name), size, digest.hexdigest())

    def partial(self, key: str) -> Path:
        """Where a download that can be resumed lies until it is whole.

        Of what an earlier process left there only as much stays as `keep_partial` has vouched for: after a power cut
        a file may be as long as it was and have other bytes.
        """
        path = self._partial / _key_name(key)
        self._open.add(path)
        with disk_errors(self.folder, writing=True):
            durable_files.make_folder(self._partial)
            if path not in self._begun and path.exists():
                os.truncate(path, _sound_length(path))
        self._begun.add(path)
        return path

    def keep_partial(self, path: Path) -> None:
        """Flush and record the length and digest of an interrupted download, so that a later process resumes it.

        Where the disk refuses that, the download begins again.
        """
        with contextlib.suppress(OSError):
            length = path.stat().st_size
            durable_files.replace(_length_file(path), f"{length} {_digest(path, length)}".encode())
        self._open.discard(path)

    def discard_partial(self, path: Path) -> None:
        """Delete a partial download that is no longer wanted or cannot be resumed."""
        for unwanted in (path, _length_file(path)):
            unwanted.unlink(missing_ok=True)
        self._open.discard(path)

    def path(self, sha256: str) -> Path:
        """Where the bytes with that hash lie, whether they are there or not."""
        if len(sha256) != 64 or not all(char in "0123456789abcdef" for char in sha256):
            raise ValueError(f"not a SHA-256: {sha256!r}")
        return self.folder / sha256[:2] / sha256

    def has(self, sha256: str) -> bool:
        """Whether the bytes with that hash are here."""
        return bool(sha256) and self.path(sha256).is_file()

    def is_intact(self, sha256: str) -> bool:
        """Whether the bytes with that hash are here and still have it; reads all of them.

        Raises OSError where they are here and cannot be read.
        """
        path = self.path(sha256)
        try:
            return _digest(path, path.stat().st_size) == sha256
        except FileNotFoundError:
            return False

    def hold(self, files: Iterable[File]) -> None:
        """Keep the bytes of these files, named by nothing on disk, until `release`; holds are counted."""
        with self._held_lock:
            self._held.update(file.sha256 for file in files)

    def release(self, files: Iterable[File]) -> None:
        """End one `hold` of these files."""
        with self._held_lock:
            self._held.subtract(file.sha256 for file in files)
            self._held = +self._held

    def held(self) -> set[str]:
        """The hashes that `hold` keeps."""
        with self._held_lock:
            return set(self._held)

    def stored(self) -> set[str]:
        """The hashes of all blobs in the folder."""
        found = (path.name for path in self.folder.glob("[0-9a-f][0-9a-f]/*"))
        return {name for name in found if _SHA256.fullmatch(name)}

    def remove(self, hashes: Iterable[str]) -> int:
        """Delete these blobs; return how many went. One that another program has open on Windows stays."""
        removed = 0
        for sha256 in hashes:
            with contextlib.suppress(OSError):
                self.path(sha256).unlink()
                removed += 1
        return removed

    def remove_leftovers(self, wanted_keys: Set[str]) -> None:
        """Delete copies whose process has ended, and begun downloads whose `partial` key is not wanted any more."""
        for path in self.folder.glob("copy-*"):
            _remove_abandoned(path)
        wanted = {_key_name(key) for key in wanted_keys}
        for path in self._partial.glob("*"):
            download = path.with_name(path.name.partition(".")[0])
            if download.name not in wanted and download not in self._open:
                with contextlib.suppress(OSError):
                    path.unlink()

    def _store(self, name: str, chunks: Iterator[bytes], limit_bytes: int) -> File:
        digest = digests.sha256()
        size = 0
        with disk_errors(self.folder, writing=True):
            durable_files.make_folder(self.folder)
            temporary, descriptor, lock = _new_copy(self.folder)
            try:
                with os.fdopen(descriptor, "wb") as target:
                    for chunk in chunks:
                        size += len(chunk)
                        if size > limit_bytes:
                            raise OtetError(
                                Problem(ErrorCode.FILE_TOO_LARGE, name=name, size_bytes=size, limit_bytes=limit_bytes)
                            )
                        digest.update(chunk)
                        target.write(chunk)
                    if size == 0:
                        raise OtetError(Problem(ErrorCode.FILE_EMPTY, name=name))
                    target.flush()
                    os.fsync(target.fileno())
                self._name(temporary, digest.hexdigest())
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise
            finally:
                if lock is not None:
                    os.close(lock)
        return File(name, _media_type(name), size, digest.hexdigest())

    def _name(self, temporary: Path, sha256: str) -> None:
        target = self.path(sha256)
        durable_files.make_folder(target.parent)
        durable_files.move(temporary, target)


def _media_type(name: str) -> str:
    import mimetypes  # reads the system's list of types when it is first used

    return mimetypes.guess_type(name)[0] or UNKNOWN_TYPE


def _key_name(key: str) -> str:
    return digests.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def _new_copy(folder: Path) -> tuple[Path, int, int | None]:
    """A new temporary file: its path, a descriptor for writing, and one whose lock says that it is being written."""
    while True:
        descriptor, temporary = tempfile.mkstemp(prefix="copy-", dir=folder)
        lock = _lock_copy(descriptor)
        if lock is None or os.fstat(lock).st_nlink:
            return Path(temporary), descriptor, lock
        # another process found it in the moment before it was locked, and removed it
        os.close(descriptor)
        os.close(lock)


def _length_file(partial: Path) -> Path:
    return partial.with_suffix(".length")


def _sound_length(partial: Path) -> int:
    """How many bytes of a partial file match the recorded digest, 0 if they do not."""
    try:
        length, digest = _length_file(partial).read_text(encoding="ascii").split()
        return int(length) if _digest(partial, int(length)) == digest else 0
    except (OSError, ValueError):
        return 0


def _digest(path: Path, length: int) -> str:
    """The SHA-256 of the first bytes; of all where there are fewer."""
    digest = digests.sha256()
    with path.open("rb") as file:
        while length > 0 and (chunk := file.read(min(length, CHUNK_BYTES))):
            digest.update(chunk)
            length -= len(chunk)
    return digest.hexdigest()


@contextlib.contextmanager
def _reading(source: Path, name: str) -> Iterator[tuple[int, int]]:
    """Descriptor and size of a regular file; a pipe or device is found out before anything can block on it."""
    try:
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
        # looked at first, because opening a device or a pipe can already do something
        if not stat.S_ISREG(source.stat().st_mode):
            raise OtetError(Problem(ErrorCode.FILE_NOT_REGULAR, name=name))
        descriptor = os.open(source, flags)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise OtetError(Problem(ErrorCode.FILE_GONE, name=name)) from error
    except (OSError, ValueError) as error:
        raise OtetError(Problem(ErrorCode.FILE_UNREADABLE, name=name, reason=type(error).__name__)) from error
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise OtetError(Problem(ErrorCode.FILE_NOT_REGULAR, name=name))
        yield descriptor, found.st_size
    finally:
        os.close(descriptor)


def _chunks(descriptor: int, name: str) -> Iterator[bytes]:
    while True:
        try:
            chunk = os.read(descriptor, CHUNK_BYTES)
        except OSError as error:
            raise OtetError(Problem(ErrorCode.FILE_UNREADABLE, name=name, reason=type(error).__name__)) from error
        if not chunk:
            return
        yield chunk


def _told(chunks: Iterator[bytes], on_read: Callable[[bool], None]) -> Iterator[bytes]:
    for chunk in chunks:
        on_read(False)
        yield chunk
    on_read(True)
