"""A profile that is not the one that last ran: its keys are retired, nothing of it is lost, and the user is told."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.domain.operations import OperationState
from desktop.store import drafts, outbox
from desktop.store.database import Database
from desktop.store.recovery import last_run
from tests.store.store_harness import StillClock, StoreHarness, file


def reopened(folder: Path) -> Database:
    database = Database.open(folder, StillClock())
    database.begin_run()
    return database


def written(folder: Path) -> None:
    """A profile with a draft, a message that waits and one that needs the user; it ran and ended."""
    harness = StoreHarness(folder)
    harness.draft("d1", body="half a text", files=(file(),), caret=4)
    harness.send("s1", body="waits")
    harness.send("s2", body="refused")
    harness.refused("s2")
    harness.database.begin_run()
    harness.close()


def put_back(folder: Path) -> None:
    """The whole folder from a backup, under the path that it had, with every time that a program can set."""
    backup = folder.with_name("backup")
    shutil.copytree(folder, backup)
    reopened(folder).close()
    shutil.rmtree(folder)
    shutil.copytree(backup, folder)


def put_back_database_alone(folder: Path) -> None:
    backup = folder.with_name("backup")
    shutil.copytree(folder, backup)
    reopened(folder).close()
    for name in ("otet.sqlite", "otet.sqlite-wal"):
        (folder / name).unlink(missing_ok=True)
        if (backup / name).exists():
            shutil.copy2(backup / name, folder / name)


def lose_marker(folder: Path) -> None:
    (folder / last_run.FILE_NAME).unlink()


@pytest.mark.parametrize("way", [put_back, put_back_database_alone, lose_marker])
def test_keys_of_a_profile_from_elsewhere_are_retired(tmp_path: Path, way: Callable[[Path], None]) -> None:
    folder = tmp_path / "profile"
    written(folder)
    way(folder)
    database = reopened(folder)
    (draft,) = drafts.all(database.read_connection(), 1)
    assert draft.id != "d1", "the text may have been sent under its id since"
    assert (draft.body, draft.files, draft.caret) == ("half a text", (file(),), 4)
    assert drafts.is_key_retired(database.read_connection(), "d1")
    waiting = {operation.id: operation for operation in outbox.unfinished(database.read_connection(), 1)}
    # it may have arrived, so it is looked up first where the help desk does not keep references unique
    assert waiting["s1"].state is OperationState.UNKNOWN and waiting["s1"].attempts
    assert waiting["s2"].state is OperationState.NEEDS_USER
    assert database.copied() == (1, 2)
    database.close()
    again = reopened(folder)
    assert again.copied() == (1, 2), "until the user knows"
    assert [found.id for found in drafts.all(again.read_connection(), 1)] == [draft.id], (
        "it is the one that last ran now"
    )
    again.forget_copy()
    again.close()
    last = reopened(folder)
    assert last.copied() is None
    last.close()


def test_a_profile_that_was_copied_leaves_the_original_as_it_was(tmp_path: Path) -> None:
    written(tmp_path / "here")
    shutil.copytree(tmp_path / "here", tmp_path / "there")
    copy = reopened(tmp_path / "there")
    assert copy.copied() == (1, 2)
    copy.close()
    original = reopened(tmp_path / "here")
    assert original.copied() is None
    assert [draft.id for draft in drafts.all(original.read_connection(), 1)] == ["d1"]
    original.close()


def test_a_folder_that_was_moved_is_the_same_profile(tmp_path: Path) -> None:
    written(tmp_path / "here")
    (tmp_path / "here").rename(tmp_path / "there")
    database = reopened(tmp_path / "there")
    assert database.copied() is None
    assert [draft.id for draft in drafts.all(database.read_connection(), 1)] == ["d1"]
    database.close()


@pytest.mark.parametrize("was_written", [False, True])
def test_a_start_that_was_killed_is_no_copy(tmp_path: Path, was_written: bool) -> None:
    """Between noting the next id and the file's having it, and between that and noting its time."""
    written(tmp_path)
    database = reopened(tmp_path)
    before = (tmp_path / last_run.FILE_NAME).read_bytes()
    with database.write() as tx:
        known = last_run._value(tx, last_run._RUN)
        last_run._keep(tx, last_run._RUN, {**known, "next": "the next one"})
    database.close()
    assert (tmp_path / last_run.FILE_NAME).read_bytes() == before
    if was_written:
        (tmp_path / last_run.FILE_NAME).write_text("the next one")
    again = reopened(tmp_path)
    assert again.copied() is None
    again.close()


def test_the_first_start_of_a_version_that_keeps_such_an_id_is_no_copy(tmp_path: Path) -> None:
    written(tmp_path)
    database = reopened(tmp_path)
    with database.write() as tx:
        tx.execute("DELETE FROM meta WHERE key = 'last_run'")
    database.close()
    lose_marker(tmp_path)
    again = reopened(tmp_path)
    assert again.copied() is None
    again.close()


def test_a_pipe_in_its_place_holds_up_no_start(tmp_path: Path) -> None:
    written(tmp_path)
    lose_marker(tmp_path)
    os.mkfifo(tmp_path / last_run.FILE_NAME)
    database = reopened(tmp_path)
    assert database.copied() == (1, 2)
    database.close()
    again = reopened(tmp_path)
    assert (tmp_path / last_run.FILE_NAME).is_file()
    again.close()
