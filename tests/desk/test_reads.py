"""Reading a page or a call writes nothing: no row, no file, no session, no nonce."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.desk.running import database
from tests.desk.test_gate import answer_of, asked
from tests.desk.test_routes import CALLS, PAGES, ROLES, HelpDesk


def contents(place: Path) -> dict[str, object]:
    """Every file, and of the database, which writes its log as it likes, every row."""
    found: dict[str, object] = {}
    for path in place.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith("db-"):
            found[str(path)] = path.read_bytes() if path.name != "db" else ""
    for path in (place / "tracker" / "db").glob("db*"):
        if path.suffix == "" and not path.name.endswith(("-wal", "-shm", "-journal")) and path.is_file():
            with closing(sqlite3.connect(path)) as db:
                found[f"{path} rows"] = list(db.iterdump())
    return found


@pytest.fixture
def help_desk(new_tracker: Path, tmp_path: Path, umask: None) -> HelpDesk:
    return HelpDesk(new_tracker, tmp_path)


def test_reading_writes_nothing(help_desk: HelpDesk) -> None:
    with database(help_desk.place) as db:
        file = db.file.create(name="a.txt", content="a")
    pages = [*PAGES, "issue?q=x&page=1", "issue99999", "nonsense", f"file{file}/a.txt", "@@file/desk.css", "file999/x"]
    calls = [path for method, path in CALLS if method == "GET"]
    before = contents(help_desk.place)
    assert any("insert into" in str(rows).lower() for rows in before.values())
    statuses = []
    for role in ROLES:
        for credential in help_desk.credentials(role):
            for path in pages + calls:
                for method in ("GET", "HEAD"):
                    address, _, query = path.partition("?")
                    query = "timeout=0" if address.endswith("wait") else query
                    environ = asked(method, f"/desk/{address}", QUERY_STRING=query, **credential)
                    statuses.append(answer_of(help_desk.whole, environ)[0])
    assert statuses.count(200) > 100
    # a receipt is asked for without naming it
    assert set(statuses) <= {200, 400, 401, 403, 404}
    assert contents(help_desk.place) == before
