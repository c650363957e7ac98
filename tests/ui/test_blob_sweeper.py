"""The running app leaves no attachment bytes behind that nothing names."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.app import blob_sweeper
from desktop.domain.accounts import DeskInfo
from desktop.services.drafts import Drafts
from tests.journeys.robot import running
from tests.store.store_harness import StoreHarness


def files(home: Path) -> set[str]:
    return {path.name for path in (home / "blobs").rglob("*") if path.is_file()}


def test_a_start_clears_what_an_earlier_run_left(qapp: QApplication, tmp_path: Path) -> None:
    home = tmp_path / "profile"
    StoreHarness(home).close()
    for name in ("ab/" + "ab" * 32, "copy-half", "partial/" + "cd" * 32, "partial/" + "cd" * 32 + ".length"):
        (home / "blobs" / name).parent.mkdir(parents=True, exist_ok=True)
        (home / "blobs" / name).write_bytes(b"passport")
    with running(qapp, home) as robot:
        robot.until(lambda: files(home) == set(), "an empty folder of bytes")


def test_a_discarded_scan_goes_while_the_app_runs(qapp: QApplication, tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(blob_sweeper, "AFTER_CHANGE_MS", 50)
    home = tmp_path / "profile"
    world = StoreHarness(home)
    world.draft("d1", body="My passport")
    world.close()
    with running(qapp, home) as robot:
        drafts: Drafts = robot.app.session.services.drafts
        kept = drafts.get("d1")
        assert kept is not None
        kept = drafts.attach_bytes(kept, "passport.png", b"passport", DeskInfo("Desk"))
        drafts.hold(kept)
        drafts.discard(kept.id)
        swept: list[object] = []
        robot.app.session.run(lambda: None, swept.append)
        robot.until(lambda: bool(swept), "the background has time")
        assert files(home) == {kept.files[0].sha256}
        drafts.release(kept)
        robot.until(lambda: files(home) == set(), "an empty folder of bytes")
