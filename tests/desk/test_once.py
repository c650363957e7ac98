"""Everything sent arrives exactly once, whatever happens on the way."""

import os
import queue
import random
import resource
import signal
import socket
import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import requests
from requests_toolbelt import MultipartEncoder
from roundup import instance

from desktop.desk.process import DeskState
from tests.desk.running import Agent, Person, address_of, child_of, new_ref, next_address, origin, running_desk

TEXT = "سلام،\r\n\r\n  پولم نرسید.\n<b>&amp;</b>\t🙂\n"


def test_a_ticket_comes_back_as_it_was_written(trader: Person) -> None:
    name = 'رسید "واریز" ۱.png'
    taken = trader.new_ticket(title="واریز", content=TEXT, department="4", files=[(name, b"\x00\xff" * 9, "image/png")])
    synced = trader.sync()
    ticket, message = synced["tickets"][taken["issue"]], synced["messages"][taken["message"]]
    assert (ticket["title"], ticket["department"], ticket["number"]) == ("واریز", "4", taken["issue"])
    assert (message["body"], message["side"], message["ticket"]) == (TEXT, "own", taken["issue"])
    assert message["files"] == [{"id": taken["files"][0], "name": name, "type": "image/png", "size": 18}]
    assert trader.call("GET", f"/file{taken['files'][0]}/x.png").content == b"\x00\xff" * 9


def test_the_encoder_that_apps_stream_with_is_understood(trader: Person) -> None:
    fields = [("ref", new_ref()), ("title", "رسید"), ("content", TEXT), ("file", ("عکس.png", b"x", "image/png"))]
    body = MultipartEncoder(fields)
    answer = trader.call("POST", "/rest/desk/submit", data=body, headers={"Content-Type": body.content_type})
    message = trader.sync()["messages"][answer.json()["data"]["message"]]
    assert (message["body"], message["files"][0]["name"]) == (TEXT, "عکس.png")


def test_trap_1_a_refused_send_burns_nothing(trader: Person) -> None:
    ref = new_ref()
    refused = trader.submit(ref=ref, title="A question", content="   ")
    assert (refused.status_code, refused.json()["error"]["code"]) == (400, "blank")
    assert trader.submit(ref=ref, title="A question", content="Now with words").status_code == 201
    assert trader.submit(ref=ref, title="A question", content="Now with words").json()["data"]["repeat"] is True


def test_trap_2_eight_at_once_make_one_ticket(trader: Person) -> None:
    ref = new_ref()
    before = len(trader.sync()["tickets"])
    start = threading.Barrier(8)

    def send(_: int) -> requests.Response:
        with requests.Session() as http:
            http.headers.update(trader.http.headers)
            start.wait()
            parts = [("ref", (None, ref)), ("title", (None, "Eight")), ("content", (None, "at once"))]
            return http.post(f"{trader.url}/rest/desk/submit", files=[*parts, ("file", ("a", b"1"))], timeout=60)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, range(8)))
    assert sorted(answer.status_code for answer in answers) == [200] * 7 + [201]
    ids = [{**answer.json()["data"], "repeat": None} for answer in answers]
    assert all(found == ids[0] for found in ids)
    assert len(trader.sync()["tickets"]) == before + 1


def test_trap_2_the_unique_index_stops_a_second_process(desk_home: Path, trader: Person, umask: None) -> None:
    tracker = instance.open(str(desk_home / "tracker"), optimize=1)
    first, second = tracker.open("demo"), tracker.open("demo")
    try:
        key = f"{trader.id}:{new_ref()}"
        # both looked before either wrote, which is where a look alone fails
        for db in (first, second):
            with pytest.raises(KeyError):
                db.submission.lookup(key)
        first.submission.create(key=key)
        first.commit()
        with pytest.raises(ValueError, match="exists"):
            second.submission.create(key=key)
        with pytest.raises(sqlite3.IntegrityError):
            second.addnode("submission", second.newid("submission"), {"key": key, "answer": None})
    finally:
        second.rollback()
        first.close()
        second.close()


def test_trap_3_nothing_is_committed_before_the_end(desk_home: Path, trader: Person, umask: None) -> None:
    tracker = instance.open(str(desk_home / "tracker"), optimize=1)
    writer, reader = tracker.open("demo"), tracker.open("demo")

    def rows() -> list[Any]:
        found = []
        for name in ("submission", "file", "msg", "issue", "change"):
            reader.sql(f"select count(*) from _{name}")
            found.append(tuple(reader.cursor.fetchall()[0]))
        return found

    try:
        before = rows()
        writer.submission.create(key=f"{trader.id}:{new_ref()}")
        attached = writer.file.create(name="a", type="text/plain", content=b"a")
        message = writer.msg.create(content="half", files=[attached])
        writer.issue.create(title="half", messages=[message], files=[attached])
        assert rows() == before
        writer.rollback()
        assert rows() == before
        # the ids were part of the transaction too
        assert writer.file.create(name="a", type="text/plain", content=b"a") == attached
    finally:
        writer.rollback()
        writer.close()
        reader.close()


def test_trap_3_killed_at_any_moment_and_sent_again_is_there_once(tmp_path: Path) -> None:
    rng = random.Random(7)
    states: queue.Queue[DeskState] = queue.Queue()
    with running_desk(tmp_path / "home", on_change=states.put) as desk:
        address = address_of(desk)
        assert next_address(states) == address.url
        person = Person(address.url, address.demo_user, address.demo_password)
        refs = [new_ref() for _ in range(30)]
        answered: dict[str, Any] = {}
        for round_number in range(6):
            killer = threading.Timer(rng.uniform(0.0, 0.12), os.kill, (child_of(tmp_path / "home"), signal.SIGKILL))
            killer.start()
            for ref in refs[round_number * 5 :]:
                try:
                    sent = person.submit(ref=ref, title=ref, content=ref * 50, files=[(ref, ref.encode())])
                except requests.RequestException:
                    break
                assert sent.status_code in (200, 201), sent.text
                answered.setdefault(ref, sent.json()["data"])
            killer.join()
            person.url = next_address(states)
        for ref in refs:
            again = person.submit(ref=ref, title=ref, content=ref * 50, files=[(ref, ref.encode())]).json()["data"]
            assert again["issue"] == answered.get(ref, again)["issue"]
        synced = person.sync()
        ours = [row for row in synced["tickets"].values() if row["ref"] in refs]
        assert sorted(row["ref"] for row in ours) == sorted(refs)
        bodies = {row["ref"]: row for row in synced["messages"].values() if row["ref"] in refs}
        assert {ref: bodies[ref]["body"] for ref in refs} == {ref: ref * 50 for ref in refs}
        for ref in refs:
            assert person.call("GET", f"/file{bodies[ref]['files'][0]['id']}/x").content == ref.encode()


def test_a_full_disk_is_not_now_and_leaves_nothing_half_done(trader: Person, desk_home: Path) -> None:
    child, ref = child_of(desk_home), new_ref()
    before = trader.sync()
    limits = resource.prlimit(child, resource.RLIMIT_FSIZE)
    letter = {"ref": ref, "title": "Full", "content": "x" * 40_000}
    file = ("a.bin", b"x" * 400_000, "application/octet-stream")
    resource.prlimit(child, resource.RLIMIT_FSIZE, (20_000, limits[1]))
    try:
        refused = trader.submit(**letter, files=[file])
    finally:
        resource.prlimit(child, resource.RLIMIT_FSIZE, limits)
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "2")
    assert trader.sync() == before
    taken = trader.submit(**letter, files=[file])
    assert taken.status_code == 201
    assert trader.call("GET", f"/file{taken.json()['data']['files'][0]}/a.bin").content == file[1]
    with closing(sqlite3.connect(desk_home / "tracker" / "db" / "db")) as database:
        assert database.execute("pragma integrity_check").fetchone() == ("ok",)


def test_trap_3_an_answer_that_nobody_heard_is_given_again(trader: Person, url: str) -> None:
    ref = new_ref()
    body = MultipartEncoder([("ref", ref), ("title", "Unheard"), ("content", "Are you there?")])
    since = trader.cursor()
    host = origin(url).removeprefix("http://")
    lines = {**trader.http.headers, "Host": host, "Content-Type": body.content_type, "Content-Length": str(body.len)}
    head = "POST /desk/rest/desk/submit HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    with socket.create_connection(("127.0.0.1", int(host.rsplit(":", 1)[1]))) as line:
        line.sendall(head.encode() + b"\r\n" + body.read())
    woken = trader.get("/rest/desk/wait", params={"since": since, "timeout": "20"})
    assert woken["changed"] is True
    again = trader.submit(ref=ref, title="Unheard", content="Are you there?")
    assert (again.status_code, again.json()["data"]["repeat"]) == (200, True)
    assert list(trader.sync(since)["tickets"]) == [again.json()["data"]["issue"]]


def test_the_same_reference_of_two_people_is_two_tickets(trader: Person, other_customer: Person) -> None:
    ref = new_ref()
    assert trader.new_ticket(ref=ref)["issue"] != other_customer.new_ticket(ref=ref)["issue"]


def test_a_reply_counts_once_also_when_the_ticket_closed_meanwhile(trader: Person, agent: Agent) -> None:
    ticket = trader.new_ticket()["issue"]
    ref = new_ref()
    first = trader.submit(ref=ref, issue=ticket, content="More words")
    assert first.status_code == 201
    agent.change(ticket, status="Closed")
    again = trader.submit(ref=ref, issue=ticket, content="More words")
    assert (again.status_code, again.json()["data"]["message"]) == (200, first.json()["data"]["message"])
    late = trader.submit(ref=new_ref(), issue=ticket, content="Even more")
    assert (late.status_code, late.json()["error"]["code"]) == (403, "closed")


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({"ref": ""}, 400, "bad_ref"),
        ({"ref": "a b"}, 400, "bad_ref"),
        ({"ref": "x" * 101}, 400, "bad_ref"),
        ({"title": " "}, 400, "blank"),
        ({"content": "\n"}, 400, "blank"),
        ({"content": "x" * 50_001}, 400, "text_too_long"),
        ({"title": "x" * 201}, 400, "text_too_long"),
        ({"department": "99"}, 400, "unknown_department"),
        ({"department": "kyc"}, 400, "unknown_department"),
        ({"issue": "99999"}, 404, "gone"),
        ({"issue": "1; drop"}, 404, "gone"),
        ({"issue": "²"}, 404, "gone"),
    ],
)
def test_every_refusal_has_its_code(trader: Person, fields: dict[str, str], status: int, code: str) -> None:
    answer = trader.submit(**{"ref": new_ref(), "title": "A question", "content": "Where?", **fields})
    assert (answer.status_code, answer.json()["error"].get("code")) == (status, code), answer.text


def test_times_are_those_of_the_clock(trader: Person) -> None:
    """Roundup counts the fraction of a second twice; order and age of messages come from these numbers."""
    before_ms = time.time_ns() // 1_000_000
    made = [trader.new_ticket()["message"] for _ in range(5)]
    after_ms = time.time_ns() // 1_000_000
    messages = trader.sync()["messages"]
    created = [messages[item]["created"] for item in made]
    assert created == sorted(created)
    assert before_ms - 1 <= created[0]
    assert created[-1] <= after_ms + 1


FIRST_SEND = {"title": "A question", "content": "Where is it?", "department": "1"}
FILES = [("a.txt", b"one", "text/plain")]


@pytest.mark.parametrize(
    ("changed", "files"),
    [
        ({"content": "Where is it now?"}, FILES),
        ({"title": "Another question"}, FILES),
        ({"department": "2"}, FILES),
        ({}, [("a.txt", b"two", "text/plain")]),
        ({}, [("b.txt", b"one", "text/plain")]),
        ({}, [("a.txt", b"one", "application/pdf")]),
        ({}, []),
        ({}, [*FILES, ("b.txt", b"two", "text/plain")]),
    ],
)
def test_a_reference_with_other_content_is_a_conflict_and_stores_nothing(
    trader: Person, changed: dict[str, str], files: list[tuple[str, bytes, str]]
) -> None:
    ref = new_ref()
    assert trader.submit(ref=ref, files=FILES, **FIRST_SEND).status_code == 201
    before = trader.sync()
    other = trader.submit(ref=ref, files=files, **{**FIRST_SEND, **changed})
    assert (other.status_code, other.json()["error"]["code"]) == (409, "ref_conflict")
    assert trader.sync() == before
    same = trader.submit(ref=ref, files=FILES, **FIRST_SEND)
    assert (same.status_code, same.json()["data"]["repeat"]) == (200, True)


def test_a_reference_of_a_new_ticket_is_not_one_of_a_reply(trader: Person) -> None:
    ref, ticket = new_ref(), trader.new_ticket()["issue"]
    assert trader.submit(ref=ref, issue=ticket, content="Where is it?").status_code == 201
    assert trader.submit(ref=ref, issue=trader.new_ticket()["issue"], content="Where is it?").status_code == 409


def test_a_reference_of_an_older_version_repeats_as_before(trader: Person, desk_home: Path) -> None:
    ref = new_ref()
    first = trader.submit(ref=ref, **FIRST_SEND).json()["data"]
    with closing(sqlite3.connect(desk_home / "tracker" / "db" / "db")) as database:
        database.execute("update _submission set _digest=null where _key=?", (f"{trader.id}:{ref}",))
        database.commit()
    again = trader.submit(ref=ref, **{**FIRST_SEND, "content": "other words"})
    assert (again.status_code, again.json()["data"]["issue"]) == (200, first["issue"])
