"""A disk that loses its power: what was flushed is there, of everything else any part.

The model is a strict one: data and names are separate, each is only sure once it was flushed itself, sectors of 512
bytes are written whole or not at all, and what was not flushed may be written in any order.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from random import Random

from tests.simulation.recorder import Event

SECTOR = 512
VARIANTS = ("all", "none", "random", "torn")


@dataclass
class Inode:
    """A file's bytes that are sure, and the changes that are not."""

    durable: bytearray = field(default_factory=bytearray)
    pending: list[Event] = field(default_factory=list)
    is_folder: bool = False

    def flush(self) -> None:
        """Everything is sure."""
        for change in self.pending:
            _apply(self.durable, change)
        self.pending.clear()


@dataclass(frozen=True)
class Naming:
    """A change of a name: link, mkdir, unlink, or rename (then `target` is the new one)."""

    what: str
    path: str
    inode: Inode
    target: str = ""

    @property
    def folder(self) -> str:
        """Whose flush makes it sure."""
        return (self.target or self.path).rpartition("/")[0]

    def apply(self, names: dict[str, Inode]) -> None:
        """Make the change."""
        if self.what in ("link", "mkdir"):
            names[self.path] = self.inode
            return
        names.pop(self.path, None)
        if self.what == "rename":
            names[self.target] = self.inode


@dataclass
class Disk:
    """Names that are sure, changes of names that are not, and what they stand for."""

    root: str
    names: dict[str, Inode] = field(default_factory=dict)
    latest: dict[str, Inode] = field(default_factory=dict)
    pending: list[Naming] = field(default_factory=list)

    @classmethod
    def of(cls, folder: Path) -> "Disk":
        """A disk on which a folder lies safely."""
        disk = cls(str(folder), {str(folder): Inode(is_folder=True)})
        for path in folder.rglob("*"):
            data = bytearray(path.read_bytes()) if path.is_file() else bytearray()
            disk.names[str(path)] = Inode(data, is_folder=path.is_dir())
        disk.latest = dict(disk.names)
        return disk

    def forget(self, is_unwanted: Callable[[str], bool]) -> None:
        """Leave files out of all images."""
        for path in [path for path, inode in self.names.items() if not inode.is_folder and is_unwanted(path)]:
            del self.names[path], self.latest[path]

    def do(self, event: Event) -> None:
        """One more request to the disk."""
        path = event.path
        if event.what in ("write", "truncate"):
            self.latest[path].pending.append(event)
        elif event.what == "sync":
            self.latest[path].flush()
        elif event.what == "sync folder":
            for change in [one for one in self.pending if one.folder == path]:
                change.apply(self.names)
            self.pending = [one for one in self.pending if one.folder != path]
        elif event.what in ("link", "mkdir"):
            self.latest[path] = Inode(is_folder=event.what == "mkdir")
            self.pending.append(Naming(event.what, path, self.latest[path]))
        elif event.what == "second link":
            self.latest[event.data.decode()] = self.latest[path]
            self.pending.append(Naming("link", event.data.decode(), self.latest[path]))
        elif event.what == "unlink" and path in self.latest:
            self.pending.append(Naming("unlink", path, self.latest.pop(path)))
        elif event.what == "rename" and path in self.latest:
            # noted before it is done: one that another thread did a moment earlier is none
            target = event.data.decode()
            self.latest[target] = self.latest.pop(path)
            self.pending.append(Naming("rename", path, self.latest[target], target))

    def image(self, variant: str, rng: Random) -> dict[str, bytes]:
        """The files as they may be found after the power went: `all` and `none` of what was not flushed, or a part."""
        names = dict(self.names)
        chance = {"all": 1.0, "none": 0.0}.get(variant, rng.choice((0.1, 0.5, 0.9)))
        for change in self.pending:
            if rng.random() < chance:
                change.apply(names)
        return {
            path: _bytes(inode, chance, rng, torn=variant == "torn")
            for path, inode in names.items()
            if not inode.is_folder and self._is_reached(path, names)
        }

    def _is_reached(self, path: str, names: dict[str, Inode]) -> bool:
        """Whether every folder above it, up to the one that the disk began with, has its name."""
        while path != self.root:
            path = path.rpartition("/")[0]
            if path not in names:
                return False
        return True


def _bytes(inode: Inode, chance: float, rng: Random, *, torn: bool) -> bytes:
    data = bytearray(inode.durable)
    for change in inode.pending:
        for piece in _sectors(change) if torn else [change]:
            if rng.random() < chance:
                _apply(data, piece)
    return bytes(data)


def _sectors(change: Event) -> list[Event]:
    """The parts of a write that a disk takes whole."""
    if change.what != "write":
        return [change]
    first, end = change.offset, change.offset + len(change.data)
    cuts = [first, *range((first // SECTOR + 1) * SECTOR, end, SECTOR), end]
    return [
        Event("write", change.path, begin, change.data[begin - first : stop - first]) for begin, stop in pairwise(cuts)
    ]


def _apply(data: bytearray, change: Event) -> None:
    if change.what == "truncate":
        del data[change.offset :]
        return
    end = change.offset + len(change.data)
    if len(data) < end:
        data.extend(bytes(end - len(data)))
    data[change.offset : end] = change.data
