"""A profile on a network drive or in a synchronised folder gets the journal that survives there, and a warning."""

from pathlib import Path

import pytest

from desktop.store import filesystems
from desktop.store.database import Database
from tests.store.store_harness import StillClock, StoreHarness

MOUNTS = """\
21 1 0:20 / / rw,relatime shared:1 - ext4 /dev/vda rw
22 21 0:21 / /home rw - ext4 /dev/vdb rw
23 22 0:22 / /home/nasrin/My\\040Share rw - nfs4 server:/x rw
24 22 0:23 / /home/nasrin/windows rw - cifs //server/x rw
25 24 0:24 / /home/nasrin/windows/local rw - tmpfs none rw
26 21 0:25 / /media rw - ext4 /dev/vdc rw
27 21 0:26 / /media rw - fuse.sshfs other: rw
broken line
"""


@pytest.mark.parametrize(
    ("folder", "shared"),
    [
        ("/home/nasrin/.local/share/OtetDesk", False),
        ("/home/nasrin/My Share/OtetDesk", True),
        ("/home/nasrin/My Sharer/OtetDesk", False),
        ("/home/nasrin/windows/OtetDesk", True),
        ("/home/nasrin/windows/local/OtetDesk", False),
        ("/media/OtetDesk", True),
        ("/home/nasrin/Dropbox/OtetDesk", True),
        ("/home/nasrin/OneDrive - Broker/OtetDesk", True),
        ("/home/nasrin/Dropbox-tools/OtetDesk", False),
    ],
)
def test_where_a_folder_lies(tmp_path: Path, folder: str, shared: bool) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS)
    assert filesystems.is_shared(Path(folder), mounts) is shared


def test_nobody_says(tmp_path: Path) -> None:
    assert not filesystems.is_shared(Path("/home"), tmp_path / "nothing")


def test_a_shared_profile_has_no_shared_memory(tmp_path: Path) -> None:
    folder = tmp_path / "Dropbox" / "profile"
    harness = StoreHarness(folder)
    harness.draft("d1", body="kept")
    assert harness.database.is_shared
    with harness.database.write() as tx:
        assert tx.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
        assert tx.execute("PRAGMA synchronous").fetchone()[0] == 2
        # others read while one writes
        assert [row[0] for row in harness.reader.execute("SELECT body FROM draft")] == ["kept"]
    assert not list(folder.glob("*-shm"))
    # what a synchroniser leaves beside it is none of ours
    (folder / "otet (conflicted copy).sqlite").write_bytes(b"x")
    (folder / "spool" / "d1 (conflicted copy).json").write_bytes(b"x")
    harness.reopen()
    assert harness.database.recovered is None
    assert len(harness.keys()) == 1
    harness.close()


def test_a_profile_that_was_local_before(tmp_path: Path) -> None:
    harness = StoreHarness(tmp_path / "profile")
    harness.draft("d1", body="kept")
    harness.close()
    (tmp_path / "OneDrive").mkdir()
    (tmp_path / "profile").rename(tmp_path / "OneDrive" / "profile")
    database = Database.open(tmp_path / "OneDrive" / "profile", StillClock())
    with database.write() as tx:
        assert tx.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
    database.close()
