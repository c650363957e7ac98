"""No line of the log holds a password, token, session, nonce, or a word that a person wrote."""

import io
import logging
import sqlite3
from pathlib import Path
from typing import Any

import pytest
import requests

from desktop.desk import home as homes
from desktop.desk.logs import Formatter, MaskedStream, hide
from tests.desk.browser import Browser
from tests.desk.running import Agent, Person, address_of, headers, new_ref, origin, running_desk

CANARY = "canary"


def text(number: int) -> str:
    """A text that nobody else writes, in the form of a sentence."""
    return f"Die {CANARY}text{number} ist ganz geheim"


def misbehave(url: str, rachel: Agent, trader: Person) -> None:
    """Requests of every kind that goes wrong, each with words that may not be logged."""
    browser, own = rachel.browser, origin(url)
    for number in range(3):
        requests.post(f"{url}/rest/desk/token", json={}, auth=("raha", f"{CANARY}pass{number}"), headers=headers(url))
        browser_of_nobody = Browser(url)
        browser_of_nobody.sign_in(f"{CANARY}name", f"{CANARY}word{number}")
        browser_of_nobody.close()
        bearer = {**headers(url), "Authorization": f"Bearer {CANARY}token{number}"}
        requests.get(f"{url}/rest/desk/about", headers=bearer, timeout=20)
    ticket = trader.new_ticket(title=text(10), content=text(11))["issue"]
    page = browser.get(f"issue{ticket}")
    form = page.form("reply")
    for broken in ({"@csrf": f"{CANARY}nonce"}, {"department": f"{CANARY}999"}, {"status": text(12)}):
        sent = {**form.fields, "@note": text(13), **broken}
        browser.session.post(page.url, data=sent, headers={"Origin": own, "Referer": page.url}, timeout=20)
    browser.session.post(page.url, data=b"\xff" + text(14).encode(), headers={"Origin": own}, timeout=20)
    browser.session.post(page.url, data={"@action": text(15)}, headers={"Origin": own}, timeout=20)
    browser.get(f"issue?q={text(16)}")
    browser.get(f"issue?q=%22{CANARY}query*")
    trader.call("GET", "/rest/desk/search", params={"q": f'"{CANARY}query NEAR( *'})
    trader.submit(ref=new_ref(), title=text(17), content="", department=CANARY)
    trader.submit(ref=CANARY, issue=ticket, content=text(18))
    trader.call("POST", "/rest/desk/submit", data=f'{{"{CANARY}json', headers={"Content-Type": "application/json"})
    trader.call("PUT", "/rest/desk/preferences", data=f'{{"{CANARY}json', headers={"Content-Type": "application/json"})
    trader.call("GET", f"/file1/{CANARY}.pdf")
    rachel.answer(ticket, text(19), files=((f"{CANARY}.txt", text(20).encode(), "text/plain"),), internal=True)


def test_no_line_of_the_log_gives_anything_away(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with running_desk(home) as desk:
        address = address_of(desk)
        rachel = Agent(address.url, address.agent_user, address.agent_password)
        trader = Person(address.url, address.demo_user, address.demo_password)
        secrets = [trader.token, rachel.token, *(cookie.value or "" for cookie in rachel.browser.session.cookies)]
        misbehave(address.url, rachel, trader)
        inbox = home / "inbox-mail" / "new"
        inbox.mkdir(parents=True, exist_ok=True)
        (inbox / "1").write_bytes(f"From: stranger@example.org\nSubject: {text(21)}\n\n{text(22)}\n".encode())
        # the database breaks under requests, and so routes and pages fail with what they were given in hand
        database = sqlite3.connect(home / "tracker" / "db" / "db")
        database.execute("alter table _issue rename to _gone")
        database.commit()
        assert trader.submit(ref=new_ref(), title=text(23), content=text(24)).status_code in (500, 503)
        assert rachel.browser.get("issue8").status in (500, 503)
        page = rachel.browser.get("issue")
        assert page.status in (500, 503)
        database.close()
        rachel.close()
        trader.http.close()
    keys = homes.Keys.read(home / "tracker")
    log = (home / "desk.log").read_text(encoding="utf-8")
    assert "ERROR" in log, "what failed is in it"
    for secret in [*secrets, keys.admin, keys.demo, *keys.agents.values(), (home / "form.secret").read_text()]:
        assert secret
        assert secret not in log
    assert [line for line in log.splitlines() if CANARY in line.lower()] == []


def formatted(name: str, message: Any, *args: Any, error: BaseException | None = None) -> str:
    exc_info = (type(error), error, error.__traceback__) if error else None
    return Formatter().format(logging.LogRecord(name, logging.ERROR, "x.py", 7, message, args, exc_info))


def test_of_libraries_only_templates_are_written() -> None:
    assert "canary" not in formatted("roundup.hyperdb", "csrf mismatch of %s", "canary")
    assert "csrf mismatch of %s" in formatted("roundup.hyperdb", "csrf mismatch of %s", "canary")
    assert "canary" not in formatted("roundup", "csrf mismatch of canary")
    assert "not now: /desk/" in formatted("roundup.desk", "not now: %s", "/desk/")


@pytest.mark.parametrize("error", [ValueError("canary"), KeyError("canary"), sqlite3.IntegrityError("no canary")])
def test_of_exceptions_the_place_is_written_and_not_the_message(error: Exception) -> None:
    try:
        try:
            raise error
        except Exception as inner:
            raise RuntimeError("outer canary") from inner
    except RuntimeError as raised:
        shown = formatted("roundup.desk", "failed", error=raised)
    assert "canary" not in shown.replace("test_logs", "")
    assert type(error).__name__ in shown
    assert "RuntimeError" in shown
    assert f"{Path(__file__).name}:" in shown
    assert "database is locked" in formatted("roundup.desk", "x", error=sqlite3.OperationalError("database is locked"))


@pytest.mark.parametrize(
    ("line", "hidden"),
    [
        ("Authorization: Bearer abc.def", "abc.def"),
        ("Cookie: otet_desk_session=abc", "abc"),
        ("password=hunter2&x", "hunter2"),
        ("x " + "a1-_" * 10 + "abc y", "a1-_a1-_"),
        ("sha " + "0123456789abcdef" * 4, "0123456789abcdef"),
        ("{'token': 'abc'}", "abc"),
    ],
)
def test_what_looks_like_a_secret_is_hidden_wherever_it_comes_from(line: str, hidden: str) -> None:
    assert hidden not in hide(line)
    written = io.StringIO()
    print(line, file=MaskedStream(written))
    assert hidden not in written.getvalue()


def test_a_message_is_one_line() -> None:
    assert "\n" not in formatted("roundup.desk", "said %s", "a\nERROR forged")
