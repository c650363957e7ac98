"""What these functions changed is on the disk when they return, with every name above it."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop import durable_files, settings
from desktop.domain.clock import SystemClock
from desktop.paths import Paths
from desktop.store.database import Database

Steps = list[str]


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Steps:
    """What is flushed and renamed below the test's folder, in order; "." is that folder."""
    found: Steps = []
    fsync, rename = os.fsync, Path.replace

    def note_fsync(descriptor: int) -> None:
        fsync(descriptor)
        path = Path(f"/proc/self/fd/{descriptor}").readlink()
        found.append(f"flush {path.relative_to(tmp_path)}")

    def note_rename(source: Path, target: Path) -> Path:
        found.append(f"rename {target.relative_to(tmp_path)}")
        return rename(source, target)

    monkeypatch.setattr(os, "fsync", note_fsync)
    monkeypatch.setattr(Path, "replace", note_rename)
    return found


def test_a_file_is_flushed_named_and_its_name_flushed(tmp_path: Path, steps: Steps) -> None:
    durable_files.replace(tmp_path / "a", b"first")
    assert steps == ["flush a.new", "rename a", "flush ."]
    durable_files.replace(tmp_path / "a", b"second")
    assert (tmp_path / "a").read_bytes() == b"second"
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def _open_database(folder: Path) -> None:
    Database.open(folder, SystemClock()).close()


@pytest.mark.parametrize(
    "make",
    [
        durable_files.make_folder,
        lambda folder: Paths(folder).make(),
        lambda folder: settings.save(folder / "settings.json", settings.Settings()),
        _open_database,
    ],
)
def test_every_folder_that_is_made_has_its_name_on_the_disk(
    make: Callable[[Path], None], tmp_path: Path, steps: Steps
) -> None:
    make(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").stat().st_mode & 0o777 == 0o700
    assert [step for step in steps if step in ("flush .", "flush a")][:2] == ["flush .", "flush a"]


def test_what_cannot_be_written_leaves_what_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    durable_files.replace(tmp_path / "a", b"first")

    def broken(descriptor: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="Input/output"):
        durable_files.replace(tmp_path / "a", b"second")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a", b"first")]
