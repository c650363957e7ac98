"""Who sees what, who may do what, and what an answer sets in motion."""

import re
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests
from roundup import instance

from tests.desk.running import Agent, Person, database, new_ref


def jobs(home: Path, message: str) -> list[str]:
    with database(home) as db:
        return [db.mailjob.get(job, "state") for job in db.mailjob.find(msg=message)]


def test_trap_4_an_answer_stands_while_the_mail_server_is_down(trader: Person, agent: Agent, desk_home: Path) -> None:
    settings = desk_home / "mail.ini"
    settings.write_text("[smtp]\nhost = 127.0.0.1\nport = 1\nsecurity = none\n")
    try:
        taken = trader.new_ticket()
        assert jobs(desk_home, taken["message"]) == []
        answer = agent.answer(taken["issue"], "Here it is.")
        assert jobs(desk_home, answer) == ["new"]
        assert trader.sync()["messages"][answer]["body"] == "Here it is."
        assert jobs(desk_home, agent.answer(taken["issue"], "He is new.", internal=True)) == []
    finally:
        settings.unlink()


def test_trap_4_the_mail_is_in_the_same_transaction_as_the_answer(
    desk_home: Path, trader: Person, agent: Agent, umask: None
) -> None:
    ticket = trader.new_ticket()["issue"]
    tracker = instance.open(str(desk_home / "tracker"), optimize=1)
    db, other = tracker.open(agent.name), tracker.open("admin")
    try:
        answer = db.msg.create(content="Taken back")
        db.issue.set(ticket, messages=[*db.issue.get(ticket, "messages"), answer])
        assert len(db.mailjob.find(msg=answer)) == 1
        assert other.mailjob.find(msg=answer) == []
        db.rollback()
        assert db.mailjob.find(msg=answer) == []
    finally:
        db.rollback()
        db.close()
        other.close()


def test_trap_5_many_writers_are_all_taken_in(trader: Person) -> None:
    def send(number: int) -> int:
        with requests.Session() as http:
            http.headers.update(trader.http.headers)
            parts = [("ref", (None, new_ref())), ("title", (None, f"{number}")), ("content", (None, "at once"))]
            return http.post(f"{trader.url}/rest/desk/submit", files=parts, timeout=60).status_code

    with ThreadPoolExecutor(16) as pool:
        assert set(pool.map(send, range(64))) == {201}


def test_trap_5_a_locked_database_is_503_and_not_a_refusal(trader: Person, desk_home: Path) -> None:
    ref = new_ref()
    other = sqlite3.connect(desk_home / "tracker" / "db" / "db", isolation_level=None)
    try:
        other.execute("begin immediate")
        refused = trader.submit(ref=ref, title="Locked", content="out")
        assert trader.sync()["cursor"]
    finally:
        other.close()
    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "2")
    assert trader.submit(ref=ref, title="Locked", content="out").status_code == 201


def test_trap_6_a_newer_wait_of_the_same_token_ends_the_older(trader: Person) -> None:
    since = trader.cursor()
    with ThreadPoolExecutor(2) as pool:
        waits = [pool.submit(ask_to_wait, trader, trader.token, since) for _ in range(2)]
        while not any(one.done() for one in waits):
            trader.get("/rest/desk/about")
        older = next(one for one in waits if one.done())
        assert older.result() == {"cursor": since, "changed": False}
        trader.new_ticket()
        assert [one.result()["changed"] for one in waits if one is not older] == [True]


def test_an_answer_wakes_its_reader_and_only_them(trader: Person, other_customer: Person, agent: Agent) -> None:
    ticket = trader.new_ticket()["issue"]
    since, other = trader.cursor(), other_customer.cursor()
    agent.answer(ticket, "Soon.")
    woken = trader.get("/rest/desk/wait", params={"since": since, "timeout": "20"})
    assert woken["changed"] is True
    asleep = other_customer.get("/rest/desk/wait", params={"since": other, "timeout": "0"})
    assert asleep == {"cursor": other, "changed": False}


def test_a_change_made_by_another_process_wakes_too(trader: Person, desk_home: Path, umask: None) -> None:
    since = trader.cursor()
    db = instance.open(str(desk_home / "tracker"), optimize=1).open("admin")
    try:
        with ThreadPoolExecutor(1) as pool:
            woken = pool.submit(ask_to_wait, trader, trader.token, since)
            db.wallet.create(owner=trader.id, number="Wallet USD 8", currency="USD", balance="0")
            db.commit()
            assert woken.result()["changed"] is True
    finally:
        db.close()


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "issue", {"title": "x"}),
        ("POST", "msg", {"content": "x"}),
        ("POST", "file", {"name": "x", "content": "x"}),
        ("POST", "wallet", {"number": "x"}),
        ("POST", "change", {"kind": "x"}),
        ("PATCH", "issue/{issue}", {"@op": "replace", "title": "x"}),
        ("PATCH", "issue/{issue}", {"@op": "remove", "messages": "{message}"}),
        ("PUT", "msg/{message}/content", {"data": "x"}),
        ("DELETE", "issue/{issue}", {}),
        ("DELETE", "msg/{message}", {}),
        ("GET", "msg/{foreign_message}", None),
        ("GET", "issue/{foreign_issue}", None),
        ("GET", "issue/{issue}/messages", None),
        ("GET", "user/1", None),
        ("GET", "apitoken", None),
        ("GET", "submission", None),
        ("GET", "mailjob", None),
        ("GET", "change", None),
    ],
)
def test_trap_7_a_customer_has_no_way_around(
    trader: Person, foreign: dict[str, Any], method: str, path: str, body: dict[str, str] | None
) -> None:
    own = trader.new_ticket()
    names = {**own, "foreign_issue": foreign["issue"], "foreign_message": foreign["message"]}
    path = f"/rest/data/{path}".format(**names)
    etag = trader.call("GET", path).headers.get("ETag", '"none"')
    json = body and {key: value.format(**names) for key, value in body.items()}
    answer = trader.call(method, path, json=json, headers={"If-Match": etag})
    assert answer.status_code == 404, answer.text


def test_trap_7_a_strangers_ticket_cannot_be_answered(trader: Person, foreign: dict[str, Any]) -> None:
    answer = trader.submit(ref=new_ref(), issue=foreign["issue"], content="Mine?")
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "not_yours")


def test_trap_7_a_denied_attachment_says_so_in_json(trader: Person, foreign: dict[str, Any]) -> None:
    denied = trader.call("GET", f"/file{foreign['files'][0]}/x")
    assert (denied.status_code, denied.json()["error"]["status"]) == (403, 403)
    missing = trader.call("GET", "/file99999/x")
    assert (missing.status_code, missing.json()["error"]["status"]) == (404, 404)


def test_trap_7_wallets_are_their_owners_alone(trader: Person, other_customer: Person, desk_home: Path) -> None:
    with database(desk_home) as db:
        wallet = db.wallet.create(owner=trader.id, number="Wallet USD 7", currency="USD", balance="10.50")
        booking = db.txn.create(wallet=wallet, reference="T-7", amount="0.10", currency="USD", state="done")
    synced = trader.sync()
    assert synced["wallets"][wallet]["balance"] == "10.50"
    assert (synced["transactions"][booking]["amount"], synced["transactions"][booking]["fee"]) == ("0.10", None)
    assert wallet not in other_customer.sync()["wallets"]
    since = trader.cursor()
    with database(desk_home) as db:
        db.wallet.set(wallet, balance="10.40")
    assert trader.sync(since)["wallets"][wallet]["balance"] == "10.40"


def test_trap_9_search_finds_the_callers_own_and_nothing_else(
    trader: Person, agent: Agent, foreign: dict[str, Any]
) -> None:
    first = trader.new_ticket(title="برداشت معلق", content="درخواست برداشت zanbaq دارم", department="4")["issue"]
    second = trader.new_ticket(title="Zanbaq again", content="nothing", department="2")["issue"]
    agent.answer(first, "secretword here", internal=True)

    def found(**query: str) -> list[str]:
        ids: list[str] = trader.get("/rest/desk/search", params=query)["ids"]
        return ids

    assert found(q="zanbaq") == [second, first]
    assert found(q="برداشت zan") == [first]
    assert found(q="zanbaq", department="2") == [second]
    assert found(q="zanbaq", id=first) == [first]
    assert first in found(department="4")
    assert found(q="foreignword") == []
    assert found(id=foreign["issue"]) == []
    assert found(q="secretword") == []
    assert found(q='" OR zanbaq NEAR( -*') == []


def test_trap_12_a_note_among_agents_leaves_no_trace(trader: Person, agent: Agent) -> None:
    taken = trader.new_ticket()
    since, before = trader.cursor(), trader.sync()["tickets"][taken["issue"]]
    files = (("note.txt", b"between us", "text/plain"),)
    note = agent.answer(taken["issue"], "A difficult one.", files=files, internal=True)
    after = trader.sync()
    assert note not in after["messages"]
    assert after["tickets"][taken["issue"]] == before
    assert after["cursor"] == since
    assert trader.call("GET", f"/msg{note}/x").status_code == 404
    attached = re.findall(r'href="(file\d+/note.txt)"', agent.browser.get(f"issue{taken['issue']}").html)
    assert [trader.call("GET", f"/{path}").status_code for path in attached] == [403]
    shown = agent.answer(taken["issue"], "Here.", internal=False)
    assert shown in trader.sync(since)["messages"]


def test_an_answer_answers_and_a_reply_reopens(trader: Person, agent: Agent) -> None:
    kinds = {row["id"]: row["kind"] for row in trader.get("/rest/desk/about")["statuses"]}
    ticket = trader.new_ticket()["issue"]

    def kind() -> str:
        found: str = kinds[trader.sync()["tickets"][ticket]["status"]]
        return found

    assert kind() == "open"
    agent.answer(ticket, "Like this.")
    assert kind() == "answered"
    assert trader.submit(ref=new_ref(), issue=ticket, content="No.").status_code == 201
    assert kind() == "open"
    agent.change(ticket, status="Solved")
    assert kind() == "solved"
    assert trader.submit(ref=new_ref(), issue=ticket, content="Not yet.").status_code == 201
    assert kind() == "open"


def test_status_department_and_verification_changes_are_told(trader: Person, agent: Agent, desk_home: Path) -> None:
    ticket = trader.new_ticket()["issue"]
    since = trader.cursor()
    agent.change(ticket, department="KYC")
    assert trader.sync(since)["tickets"][ticket]["department"] == "2"
    since = trader.cursor()
    with database(desk_home) as db:
        db.user.set(trader.id, verification_level=2, verification_percent=60, verification_missing="address")
    assert trader.sync(since)["verification"] == {"level": 2, "percent": 60, "missing": ["address"]}


def test_a_page_ends_early_when_its_texts_are_long(other_customer: Person) -> None:
    since = other_customer.cursor()
    taken = [other_customer.new_ticket(content="\u4e00" * 49_000)["message"] for _ in range(30)]
    answer = other_customer.call("GET", "/rest/desk/sync", params={"since": since})
    assert answer.json()["data"]["more"] is True
    assert len(answer.content) < 8 * 1024 * 1024
    synced = other_customer.sync(since)
    assert synced["pages"] > 1
    assert list(synced["messages"]) == taken


def test_pages_by_limit_lose_and_repeat_nothing(other_customer: Person) -> None:
    whole = other_customer.sync()
    since, ids, more = "", [], True
    while more:
        page = other_customer.get("/rest/desk/sync", params={"since": since, "limit": "3"})
        ids += [row["id"] for row in page["messages"]]
        since, more = page["cursor"], page["more"]
    assert ids == list(whole["messages"])
    assert since == whole["cursor"]


def test_about_and_the_mail_switch(other_customer: Person) -> None:
    about = other_customer.get("/rest/desk/about")
    assert (about["email_alerts"], about["demo"], about["guarantee"]) == (True, True, "A")
    labels = [row["labels"]["en"] for row in about["departments"]]
    assert labels == ["Registration and opening of account", "KYC", "Technical", "Financial", "IB"]
    assert {row["kind"] for row in about["statuses"]} == {"open", "answered", "solved", "closed"}
    assert {row["language"]: row["windows"] for row in about["languages"]} == {
        "en": [],
        "fa": [],
        "ar": [],
        "es": [[9825, 10080]],
    }
    changed = other_customer.call("PUT", "/rest/desk/preferences", json={"email_alerts": False})
    assert (changed.status_code, other_customer.get("/rest/desk/about")["email_alerts"]) == (200, False)
    assert other_customer.call("PUT", "/rest/desk/preferences", json={"email_alerts": "maybe"}).status_code == 400
    assert other_customer.call("GET", "/rest/desk/sync", params={"since": "x"}).status_code == 400


@pytest.fixture(scope="module")
def foreign(other_customer: Person) -> dict[str, Any]:
    return other_customer.new_ticket(title="foreignword", content="foreignword", files=[("a.txt", b"a", "text/plain")])


def ask_to_wait(person: Person, token: str, since: str) -> Any:
    with requests.Session() as http:
        http.headers.update({**person.http.headers, "Authorization": f"Bearer {token}"})
        query = {"since": since, "timeout": "25"}
        return http.get(f"{person.url}/rest/desk/wait", params=query, timeout=60).json()["data"]
