"""The help desk's rules for what has to be on the disk, where a power cut of a harness does not show them."""

import errno
import os
import resource
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from roundup import instance

from desktop.desk.tracker import durable_files

FULL = 2


@pytest.fixture
def tracker(new_tracker: Path, tmp_path: Path) -> Iterator[Any]:
    mask = os.umask(0o077)  # opening a tracker changes it
    yield instance.open(str(copytree(new_tracker, tmp_path / "tracker")))
    os.umask(mask)


def test_a_commit_waits_for_the_disk_whatever_this_sqlite_does_by_itself(
    tracker: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some builds begin with NORMAL in WAL mode, where a power cut takes the last commits."""
    connect = sqlite3.connect

    def connect_as_others_do(*args: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*args, **options)
        connection.execute("pragma synchronous=normal")
        return connection

    monkeypatch.setattr(sqlite3, "connect", connect_as_others_do)
    db = tracker.open("admin")
    db.sql("pragma synchronous")
    assert db.cursor.fetchone()[0] == FULL
    db.sql("pragma journal_mode")
    assert db.cursor.fetchone()[0] == "wal"
    db.close()


def test_a_text_that_does_not_reach_the_disk_is_no_row(tracker: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    db = tracker.open("admin")
    before = db.msg.getnodeids()

    def broken(descriptor: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", broken)
        with pytest.raises(OSError, match="Input/output"):
            db.msg.create(content="Where is my money?", author="1")
    db.rollback()
    assert db.msg.getnodeids() == before
    # and again, as an app does that was told to come back
    made = db.msg.create(content="Where is my money?", author="1")
    db.commit()
    assert db.msg.get(made, "content") == "Where is my money?"
    db.close()


def test_a_folder_and_those_above_it_are_named_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[Path] = []
    monkeypatch.setattr(durable_files, "flush_folder", lambda path: flushed.append(Path(path)))
    durable_files.make_folder(tmp_path / "a" / "b" / "c")
    assert (tmp_path / "a" / "b" / "c").is_dir()
    assert flushed == [tmp_path, tmp_path / "a", tmp_path / "a" / "b"]
    flushed.clear()
    durable_files.make_folder(tmp_path / "a" / "b" / "c")
    assert flushed == []


def test_a_full_disk_leaves_the_file_of_before(tmp_path: Path) -> None:
    durable_files.replace(tmp_path / "imap.json", b"before")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, limits[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            durable_files.replace(tmp_path / "imap.json", b"x" * 10_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert (tmp_path / "imap.json").read_bytes() == b"before"
    assert list(tmp_path.glob("*.new")) == []
    durable_files.replace(tmp_path / "imap.json", b"after")
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["imap.json"]
    assert (tmp_path / "imap.json").read_bytes() == b"after"
