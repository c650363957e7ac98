"""Records every change that this process asks the disk for: SQLite's through its own interface, ours through Python's.

SQLite is the very library that Python uses: a file system of ours is put in front of its own (`sqlite3_vfs_register`),
notes each write and each flush, and passes them on. Only processes of a harness call this.
"""

import _sqlite3
import ctypes
import os
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

CREATE = 0x4
SYNC_FOLDER_TOO = 0x1
_HAS_OWN_FOLDER_SYNC = ("-wal", "-journal")


@dataclass(frozen=True)
class Event:
    """`what` is write, truncate, sync, link, second link, rename, unlink, mkdir, or sync folder; paths are absolute.

    The data of a rename and of a second link is the new name.
    `note` events carry what was promised at this moment.
    """

    what: str
    path: str
    offset: int = 0
    data: bytes = b""
    note: tuple[str, int, int] = ("", 0, 0)


class _File(ctypes.Structure):
    """sqlite3_file."""

    _fields_ = [("methods", ctypes.c_void_p)]


class _Methods(ctypes.Structure):
    """sqlite3_io_methods, version 3."""

    _fields_ = [("version", ctypes.c_int)] + [
        (name, ctypes.c_void_p)
        for name in (
            "close", "read", "write", "truncate", "sync", "size", "lock", "unlock", "reserved", "control", "sector",
            "device", "shm_map", "shm_lock", "shm_barrier", "shm_unmap", "fetch", "unfetch",
        )
    ]  # fmt: skip


class _Vfs(ctypes.Structure):
    """sqlite3_vfs, version 3."""

    _fields_: ClassVar[list[tuple[str, Any]]] = [
        ("version", ctypes.c_int), ("file_size", ctypes.c_int), ("longest_path", ctypes.c_int),
        ("next", ctypes.c_void_p), ("name", ctypes.c_char_p), ("data", ctypes.c_void_p),
    ] + [
        (name, ctypes.c_void_p)
        for name in (
            "open", "delete", "access", "full_path", "dl_open", "dl_error", "dl_sym", "dl_close", "randomness",
            "sleep", "time", "last_error", "time64", "set_call", "get_call", "next_call",
        )
    ]  # fmt: skip


_FILE = ctypes.POINTER(_File)
# the name goes through as a pointer: SQLite keeps it, and reads on behind it
_OPEN = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, _FILE, ctypes.c_int, ctypes.c_void_p)
_DELETE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_WRITE = ctypes.CFUNCTYPE(ctypes.c_int, _FILE, ctypes.c_void_p, ctypes.c_int, ctypes.c_int64)
_TRUNCATE = ctypes.CFUNCTYPE(ctypes.c_int, _FILE, ctypes.c_int64)
_SYNC = ctypes.CFUNCTYPE(ctypes.c_int, _FILE, ctypes.c_int)


def is_possible() -> bool:
    """Whether this Python lets its SQLite be reached."""
    return hasattr(ctypes.CDLL(_sqlite3.__file__), "sqlite3_vfs_register")


class Recorder:
    """`events` below `folder`, in order, from `start` on; for the rest of this process's life.

    Requests of several threads are recorded one after another; a flush counts from the moment at which it is through.
    """

    def __init__(self, folder: Path) -> None:
        self.events: list[Event] = []
        self._one_at_a_time = threading.RLock()
        self._folder = str(folder)
        self._paths: dict[int, str] = {}
        self._databases: set[str] = set()
        self._flushes_folder: set[int] = set()
        self._methods: dict[int, tuple[_Methods, list[Any]]] = {}
        self._kept: list[Any] = []
        self._seen: dict[str, bytes] = {}
        self._being_written: set[str] = set()

    def start(self) -> None:
        """Watch from here on."""
        self._watch_sqlite()
        self._watch_python()

    def note(self, what: str, number: int, count: int) -> None:
        """Something is promised from here on."""
        with self._one_at_a_time:
            self.events.append(Event("note", "", note=(what, number, count)))

    def _add(self, what: str, path: str, offset: int = 0, data: bytes = b"") -> None:
        if not path.startswith(self._folder):
            return
        with self._one_at_a_time:
            for written in tuple(self._being_written):
                self._look_at(written)
            self.events.append(Event(what, path, offset, data))

    def _watch_sqlite(self) -> None:
        library = ctypes.CDLL(_sqlite3.__file__)
        library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
        original = library.sqlite3_vfs_find(None)
        vfs = _Vfs.from_buffer_copy(original.contents)
        vfs.name, vfs.next = b"recording", None
        pass_open, pass_delete = _OPEN(original.contents.open), _DELETE(original.contents.delete)
        pointer = ctypes.cast(original, ctypes.c_void_p)

        def opened(_vfs: int, name: int | None, file: Any, flags: int, out: int) -> int:
            path = os.fsdecode(ctypes.string_at(name)) if name else ""
            is_new = bool(path) and bool(flags & CREATE) and not os.path.exists(path)  # noqa: PTH110
            code: int = pass_open(pointer, name, file, flags, out)
            if code == 0 and path:
                if is_new:
                    self._add("link", path)
                address = ctypes.addressof(file.contents)
                self._paths[address] = path
                self._databases.add(path)
                # SQLite's own file system flushes the folder of such a file together with the file's first flush
                flushes = bool(flags & CREATE) and path.endswith(_HAS_OWN_FOLDER_SYNC)
                (self._flushes_folder.add if flushes else self._flushes_folder.discard)(address)
                file.contents.methods = self._recording(file.contents.methods)
            return code

        def deleted(_vfs: int, name: int, sync_folder: int) -> int:
            path = os.fsdecode(ctypes.string_at(name))
            code: int = pass_delete(pointer, name, sync_folder)
            if code == 0:
                self._add("unlink", path)
                if sync_folder:
                    self._add("sync folder", os.path.dirname(path))  # noqa: PTH120
            return code

        mine = (_OPEN(opened), _DELETE(deleted))
        vfs.open, vfs.delete = (ctypes.cast(one, ctypes.c_void_p).value for one in mine)
        self._kept += [library, vfs, mine, pass_open, pass_delete]
        assert library.sqlite3_vfs_register(ctypes.byref(vfs), 1) == 0

    def _recording(self, address: int) -> int:
        """The methods at `address` with ours in front; made once."""
        if address not in self._methods:
            methods = _Methods.from_buffer_copy(_Methods.from_address(address))
            ours = self._front(_WRITE(methods.write), _TRUNCATE(methods.truncate), _SYNC(methods.sync))
            methods.write, methods.truncate, methods.sync = (ctypes.cast(one, ctypes.c_void_p).value for one in ours)
            self._methods[address] = (methods, ours)
        return ctypes.addressof(self._methods[address][0])

    def _front(self, write: Any, truncate: Any, sync: Any) -> list[Any]:
        def written(file: Any, data: int, size: int, offset: int) -> int:
            self._add("write", self._paths[ctypes.addressof(file.contents)], offset, ctypes.string_at(data, size))
            code: int = write(file, data, size, offset)
            return code

        def truncated(file: Any, size: int) -> int:
            self._add("truncate", self._paths[ctypes.addressof(file.contents)], size)
            code: int = truncate(file, size)
            return code

        def synced(file: Any, flags: int) -> int:
            address = ctypes.addressof(file.contents)
            path = self._paths[address]
            with self._one_at_a_time:
                code: int = sync(file, flags)
                self._add("sync", path)
                if address in self._flushes_folder:
                    self._flushes_folder.discard(address)
                    self._add("sync folder", os.path.dirname(path))  # noqa: PTH120
            return code

        return [_WRITE(written), _TRUNCATE(truncated), _SYNC(synced)]

    def _watch_python(self) -> None:
        flush = os.fsync

        def fsync(fd: Any) -> None:
            with self._one_at_a_time:
                flush(fd)
                path = os.readlink(f"/proc/self/fd/{fd}")  # noqa: PTH115
                if os.path.isdir(path):  # noqa: PTH112
                    self._add("sync folder", path)
                else:
                    self._look_at(path)
                    self._add("sync", path)
                    self._being_written.discard(path)

        os.fsync = fsync
        sys.addaudithook(self._heard)

    def _heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        handlers: dict[str, Callable[..., None]] = {
            "open": self._opened,
            "os.rename": self._renamed,
            "os.link": self._linked,
            "os.mkdir": lambda path, *_: self._add("mkdir", os.fspath(path)),
            "os.remove": self._removed,
        }
        handler = handlers.get(event)
        if handler is not None:
            with self._one_at_a_time:
                handler(*arguments)

    def _opened(self, path: Any, _mode: Any, flags: int) -> None:
        """Heard before it is done; what is written through it shows at the next request."""
        if isinstance(path, int) or not flags & (os.O_WRONLY | os.O_RDWR):
            return
        place = os.fsdecode(path)
        if not place.startswith(self._folder):
            return
        is_new = not os.path.exists(place)  # noqa: PTH110
        if is_new:
            self._add("link", place)
        if place in self._databases or ".sqlite" in place:
            return
        self._look_at(place)
        self._seen[place] = b"" if is_new else self._seen.get(place, Path(place).read_bytes())
        if flags & os.O_TRUNC and self._seen[place]:
            self.events.append(Event("truncate", place, 0))
            self._seen[place] = b""
        self._being_written.add(place)

    def _removed(self, path: Any, *_: Any) -> None:
        place = os.fsdecode(path)
        self._add("unlink", place)
        self._being_written.discard(place)
        self._seen.pop(place, None)

    def _renamed(self, source: Any, target: Any, *_: Any) -> None:
        old, new = os.fsdecode(source), os.fsdecode(target)
        self._add("rename", old, data=new.encode())
        self._being_written.discard(old)
        if old in self._seen:
            self._seen[new] = self._seen.pop(old)

    def _linked(self, source: Any, target: Any, *_: Any) -> None:
        old, new = os.fsdecode(source), os.fsdecode(target)
        # heard before it is done, and refused where the name is taken
        if not os.path.exists(new):  # noqa: PTH110
            self._add("second link", old, data=new.encode())

    def _look_at(self, path: str) -> None:
        """Python writes through many doors: what is in the file now was written since the last look."""
        known = self._seen.get(path)
        if known is None or not os.path.exists(path):  # noqa: PTH110
            return
        data = Path(path).read_bytes()
        if known == data:
            return
        self._seen[path] = data
        if len(data) < len(known):
            self.events.append(Event("truncate", path, len(data)))
        self.events.append(Event("write", path, 0, data))
