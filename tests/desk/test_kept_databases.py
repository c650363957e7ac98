"""A database that is kept between requests carries nothing from one into the next, and a send costs what it is."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from roundup import instance
from roundup.exceptions import Reject

from desktop.desk.tracker import kept_databases


@pytest.fixture
def tracker(new_tracker: Path, tmp_path: Path, umask: None) -> Any:
    shutil.copytree(new_tracker, tmp_path / "tracker")
    return instance.open(str(tmp_path / "tracker"), optimize=1)


@pytest.fixture
def db(tracker: Any) -> Iterator[Any]:
    db = kept_databases.take(tracker, "admin")
    yield db
    db.close()


def test_the_next_request_of_a_thread_gets_it_as_its_own_user(tracker: Any) -> None:
    first = kept_databases.take(tracker, "demo")
    assert first.user.get(first.getuid(), "username") == "demo"
    first.close()
    second = kept_databases.take(tracker, "rachel")
    assert second is first
    assert second.user.get(second.getuid(), "username") == "rachel"
    second.close()


def test_what_was_not_committed_is_gone_and_what_others_commit_is_seen(tracker: Any) -> None:
    first = kept_databases.take(tracker, "admin")
    title = first.issue.get("8", "title")
    first.issue.set("8", title="Never committed")
    # left in the middle, as by an error
    first.sql("select id from _issue")
    first.cursor.fetchone()
    first.close()
    other = instance.open(tracker.tracker_home).open("admin")
    assert other.issue.get("8", "title") == title
    other.issue.set("8", title="By somebody else")
    other.commit()
    other.close()
    second = kept_databases.take(tracker, "admin")
    assert second is first
    assert second.issue.get("8", "title") == "By somebody else"
    second.close()


def test_two_at_once_are_two(tracker: Any) -> None:
    first, second = kept_databases.take(tracker, "admin"), kept_databases.take(tracker, "demo")
    assert first is not second
    first.close()
    second.close()
    third = kept_databases.take(tracker, "admin")
    assert third is first
    third.close()
    third.close()
    again = kept_databases.take(tracker, "admin")
    assert again is first
    assert again.issue.list()
    again.close()


def test_a_restored_file_is_opened_anew(tracker: Any) -> None:
    first = kept_databases.take(tracker, "admin")
    first.close()
    file = Path(tracker.config.DATABASE) / "db"
    shutil.copy(file, file.with_name("backup"))
    file.with_name("backup").replace(file)
    second = kept_databases.take(tracker, "admin")
    assert second is not first
    assert second.issue.list()
    second.close()


def test_a_reply_does_not_read_the_messages_before_it(db: Any) -> None:
    def reply(number: int) -> int:
        statements: list[str] = []
        db.conn.set_trace_callback(statements.append)
        made = db.msg.create(content=f"Message {number}", author=db.getuid())
        db.issue.set("8", messages=[*db.issue.get("8", "messages"), made])
        db.commit()
        db.conn.set_trace_callback(None)
        return sum(" from _msg where id" in one for one in statements)

    reads = [reply(number) for number in range(20)]
    assert reads[19] == reads[0]


def test_a_message_of_another_ticket_cannot_be_added(db: Any) -> None:
    (foreign, *_) = db.issue.get("7", "messages")
    with pytest.raises(Reject, match="another ticket"):
        db.issue.set("8", messages=[*db.issue.get("8", "messages"), foreign])
    with pytest.raises(Reject, match="can only be added"):
        db.issue.set("8", messages=[])
    db.rollback()
