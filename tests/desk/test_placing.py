"""Who reads between the commit of a message's row and of its text takes nothing away."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from roundup import instance

from desktop.desk import home as homes


@pytest.fixture
def tracker(tmp_path: Path) -> Iterator[Any]:
    mask = os.umask(0o077)  # opening a tracker changes it
    homes.ready(tmp_path / "tracker")
    yield instance.open(str(tmp_path / "tracker"))
    os.umask(mask)


def test_a_reader_in_the_middle_of_a_commit_loses_no_text(tracker: Any) -> None:
    writer, reader = tracker.open("admin"), tracker.open("admin")
    made = writer.msg.create(content="Where is my money?", author="1")
    commit_rows = writer.sql_commit

    def commit_and_be_read(*args: Any, **options: Any) -> None:
        commit_rows(*args, **options)
        assert reader.msg.get(made, "content") == "Where is my money?"

    writer.sql_commit = commit_and_be_read
    writer.commit()
    reader.clearCache()
    assert reader.msg.get(made, "content") == "Where is my money?"
    writer.close()
    reader.close()


def test_a_text_that_is_nowhere_is_no_success(tracker: Any) -> None:
    writer = tracker.open("admin")
    made = writer.msg.create(content="Where is my money?", author="1")
    Path(writer.filename("msg", made)).unlink()
    with pytest.raises(FileNotFoundError):
        writer.commit()
    writer.close()
