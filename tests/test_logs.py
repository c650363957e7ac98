"""The app's log files: private, of bounded size, the latest ones kept."""

import logging
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.app import logs


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    root = logging.getLogger()
    level = root.level
    logs.start(tmp_path / "logs")
    yield tmp_path / "logs"
    logs.stop()
    root.setLevel(level)


def test_a_full_file_becomes_an_older_one_and_the_oldest_goes(folder: Path) -> None:
    log = logging.getLogger("test")
    filling = "x" * 600_000
    for number in range(12):
        log.info("record %d %s", number, filling)
    files = sorted(path.name for path in folder.iterdir())
    assert files == ["otet-desk.log", "otet-desk.log.1", "otet-desk.log.2", "otet-desk.log.3"]
    for path in folder.iterdir():
        assert path.stat().st_mode & 0o077 == 0
        assert 600_000 < path.stat().st_size < 1_700_000
    words = [word for name in reversed(files) for word in (folder / name).read_text().split() if word.isdigit()]
    assert words == [str(number) for number in range(4, 12)]


def test_a_file_that_cannot_be_put_aside_is_written_on(folder: Path) -> None:
    log = logging.getLogger("test")
    for number in (1, 2, 3):
        (folder / f"otet-desk.log.{number}" / "in the way").mkdir(parents=True)
    for number in range(4):
        log.info("record %d %s", number, "x" * 600_000)
    text = (folder / "otet-desk.log").read_text()
    assert [f"record {number} " in text for number in range(4)] == [True] * 4


def test_a_folder_that_cannot_be_made_leaves_standard_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    before = list(logging.getLogger().handlers)
    level = logging.getLogger().level
    logs.start(tmp_path / "file" / "logs")
    assert logging.getLogger().handlers == before
    logging.getLogger().setLevel(level)


def test_a_folder_that_went_away_does_not_reach_who_logs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log = logging.getLogger("test")
    log.info("x" * 1_100_000)
    shutil.rmtree(folder)
    log.info("one more")
    log.info("and another")
    assert "Logging error" in capsys.readouterr().err
