"""The list of tickets: who has waited longest for an answer comes first, also in a large and in an older help desk."""

import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from roundup import instance

from desktop.desk import home as homes
from desktop.desk.process import DeskProcess
from tests.desk.browser import Browser
from tests.desk.running import Person, address_of, new_ref, running_desk, trader_of


@pytest.fixture(scope="module")
def rachel(desk: DeskProcess, desk_home: Path) -> Iterator[Browser]:
    browser = Browser(address_of(desk).agent_url)
    assert browser.sign_in("rachel", homes.Keys.read(desk_home / "tracker").agents["rachel"]).status == 200
    yield browser
    browser.close()


def waiting(browser: Browser, title: str) -> list[str]:
    part = browser.get(f"issue?q={title}").html.split("All others")[0]
    return re.findall(r'href="issue(\d+)"', part)


def since(home: Path, ticket: str) -> str | None:
    with closing(sqlite3.connect(home / "tracker" / "db" / "db")) as database:
        row = database.execute("select _waiting from _issue where id=?", (int(ticket),)).fetchone()
    found: str | None = row[0]
    return found


def reply(browser: Browser, ticket: str, action: str, text: str, status: str = "") -> None:
    page = browser.get(f"issue{ticket}")
    form = page.form(action)
    shown = browser.send(page, form, at_note=text, status=form.selects["status"][status] if status else "")
    assert 'id="outcome"' in shown.html


def test_who_asks_again_keeps_the_place(rachel: Browser, trader: Person) -> None:
    first, second = (str(trader.new_ticket(title=f"Place {name}")["issue"]) for name in ("one", "two"))
    trader.submit(ref=new_ref(), issue=first, content="Are you there?")
    assert waiting(rachel, "Place") == [first, second]
    reply(rachel, first, "note", "a note is no answer")
    assert waiting(rachel, "Place") == [first, second]


def test_an_answer_ends_the_wait_and_the_next_message_begins_another(
    rachel: Browser, trader: Person, desk_home: Path
) -> None:
    ticket = str(trader.new_ticket(title="Unanswered")["issue"])
    began = since(desk_home, ticket)
    assert waiting(rachel, "Unanswered") == [ticket]
    trader.submit(ref=new_ref(), issue=ticket, content="Again")
    assert (since(desk_home, ticket), began is None) == (began, False)
    reply(rachel, ticket, "reply", "Here")
    assert since(desk_home, ticket) is None
    assert waiting(rachel, "Unanswered") == []
    trader.submit(ref=new_ref(), issue=ticket, content="One more")
    later = since(desk_home, ticket)
    assert later is not None
    assert began is not None
    assert later > began


def test_solving_ends_the_wait_and_opening_again_brings_it_back(
    rachel: Browser, trader: Person, desk_home: Path
) -> None:
    ticket = str(trader.new_ticket()["issue"])
    began = since(desk_home, ticket)
    reply(rachel, ticket, "reply", "", "Solved")
    assert since(desk_home, ticket) is None
    reply(rachel, ticket, "reply", "", "Open")
    assert since(desk_home, ticket) == began


def test_an_older_help_desk_is_filled_in_once(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with running_desk(home) as desk:
        trader = trader_of(desk)
        ticket = str(trader.new_ticket()["issue"])
        trader.submit(ref=new_ref(), issue=ticket, content="Again")
    began = since(home, ticket)
    with closing(sqlite3.connect(home / "tracker" / "db" / "db")) as database:
        before = database.execute("select id, _waiting from _issue order by id").fetchall()
        database.execute("update _issue set _waiting=null")
        database.execute("drop index issue_waiting_idx")
        database.commit()
    with running_desk(home):
        assert since(home, ticket) == began
    with closing(sqlite3.connect(home / "tracker" / "db" / "db")) as database:
        assert database.execute("select id, _waiting from _issue order by id").fetchall() == before


def test_ten_thousand_tickets_are_listed_at_once(tmp_path: Path, umask: None) -> None:
    home = tmp_path / "home"
    with running_desk(home):
        pass
    with closing(sqlite3.connect(home / "tracker" / "db" / "db")) as database:
        fill(database, 10_000)
    with running_desk(home) as desk:
        browser = Browser(address_of(desk).agent_url)
        browser.sign_in("rachel", homes.Keys.read(home / "tracker").agents["rachel"])
        browser.get("issue")
        began = time.monotonic()
        page = browser.get("issue?page=3")
        took = time.monotonic() - began
        browser.close()
    assert len(re.findall(r'class="row(?: waiting)?"', page.html)) == 50
    assert took < 1.5


def fill(database: sqlite3.Connection, count: int) -> None:
    """Copy one ticket with its message as often as wanted, row by row."""
    copies = {"_issue": 1, "_msg": 1}
    for table, item in copies.items():
        columns = [row[1] for row in database.execute(f"pragma table_info({table})")]
        row = list(database.execute(f"select * from {table} where id=?", (item,)).fetchone())
        numbered = []
        for number in range(1000, 1000 + count):
            values = dict(zip(columns, row, strict=True)) | {"id": number}
            if table == "_msg":
                values["_issue"] = number
            numbered.append(tuple(values.values()))
        marks = ",".join("?" * len(columns))
        database.executemany(f"insert into {table} values ({marks})", numbered)
    database.executemany(
        "insert into issue_messages (linkid, nodeid) values (?, ?)", [(n, n) for n in range(1000, 1000 + count)]
    )
    database.commit()


def test_an_import_says_who_waits(new_tracker: Path, umask: None) -> None:
    tracker = instance.open(str(new_tracker), optimize=1)
    db = tracker.open("admin")
    try:
        for item in db.issue.list():
            kind = db.status.get(db.issue.get(item, "status"), "kind")
            assert (db.issue.get(item, "waiting") is not None) == (kind == "open"), item
    finally:
        db.close()
