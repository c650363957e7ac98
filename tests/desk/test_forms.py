"""Forms: caps before anything is done, nonces that are not stored, and texts that come back when a form is refused."""

import io
import sqlite3
import time
import tracemalloc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import requests

from desktop.desk import forms
from desktop.desk.nonces import LIFE_S, Nonces, secret_of
from desktop.desk.process import DeskProcess
from desktop.desk.routes import ROWS, Body
from tests.desk.browser import Browser, Page
from tests.desk.running import Agent, Person, address_of, origin

MIB = 2**20
PART = b'--XX\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n'
MULTIPART, URLENCODED = "multipart/form-data; boundary=XX", "application/x-www-form-urlencoded"
HUGE = {
    "urlencoded": (URLENCODED, b"a=" + b"%41" * (20 * MIB // 3)),
    "fields": (URLENCODED, b"a=b&" * (MIB // 5)),
    "tiny parts": (MULTIPART, PART * (20 * MIB // len(PART)) + b"--XX--\r\n"),
    "one text": (MULTIPART, PART.replace(b"\r\nb\r\n", b"\r\n" + b"b" * 20 * MIB + b"\r\n") + b"--XX--\r\n"),
    "header": (MULTIPART, b"--XX\r\nX: " + b"x" * 20 * MIB + b"\r\n\r\nb\r\n--XX--\r\n"),
    "headers": (MULTIPART, b"--XX\r\n" + b"X: x\r\n" * (2 * MIB) + b"\r\nb\r\n--XX--\r\n"),
    "preamble": (MULTIPART, b"x" * 20 * MIB + PART + b"--XX--\r\n"),
    "no end": (MULTIPART, PART[:-2] + b"\r\n--X" * (4 * MIB)),
}


def environ(kind: str, body: bytes) -> dict[str, Any]:
    return {"CONTENT_TYPE": kind, "CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body)}


@pytest.mark.parametrize("name", HUGE)
def test_a_body_of_twenty_megabytes_costs_little(name: str) -> None:
    asked = environ(*HUGE[name])
    tracemalloc.start()
    began = time.process_time()
    with pytest.raises(forms.FormError) as refused:
        forms.form_of(asked, Body.FORM)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert refused.value.status in (400, 413)
    assert peak < 8 * MIB
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    "body",
    [b"[" * 60_000, b'{"a":' * 10_000, b"[1]", b'"x"', b"{", b"\xff", b'{"a": [1]}', b'{"a": {"b": 1}}', b'{"a": NaN}'],
)
def test_json_is_one_flat_object(body: bytes) -> None:
    with pytest.raises(forms.FormError):
        forms.form_of(environ("application/json", body), Body.JSON)


def test_files_and_texts_are_read_as_they_were_sent() -> None:
    body = '--XX\r\nContent-Disposition: form-data; name="content"\r\n\r\nسلام\r\nدنیا\r\n'.encode()
    body += '--XX\r\nContent-Disposition: form-data; name="file"; filename="تصویر %22a%22.png"\r\n'.encode()
    body += b"Content-Type: image/png\r\n\r\n\x89PNG\r\n\r\n--XX--\r\n"
    read = text, file = forms.form_of(environ(MULTIPART, body), Body.FORM)
    assert (text.name, text.value, text.filename) == ("content", "سلام\r\nدنیا", None)
    assert (file.name, file.value, file.filename, file.type) == (
        "file", b"\x89PNG\r\n", 'تصویر "a".png', "image/png",
    )  # fmt: skip
    forms.close(read)


def test_a_field_that_no_row_lists_never_gets_through() -> None:
    submit = next(row for row in ROWS if row.path.endswith("submit"))
    sent = [forms.Field("ref", "x"), forms.Field("from_a_newer_app", "x")]
    assert [field.name for field in forms.checked(sent, submit)] == ["ref"]
    for wrong in (forms.Field("@action", "x"), forms.Field("ref", "again"), forms.Field("issue@title", "x")):
        with pytest.raises(forms.FormError):
            forms.checked([forms.Field("ref", "x"), wrong], submit)
    reply = next(row for row in ROWS if row.action == "reply")
    with pytest.raises(forms.FormError):
        forms.checked([forms.Field("@note", "text"), forms.Field("titel", "x")], reply)


def test_a_text_that_comes_as_a_file_is_read_as_text() -> None:
    submit = next(row for row in ROWS if row.path.endswith("submit"))
    (text,) = forms.checked([forms.Field("content", "", "content.txt", file=io.BytesIO("سلام".encode()))], submit)
    assert (text.text, text.filename) == ("سلام", None)
    with pytest.raises(forms.FormError):
        forms.checked([forms.Field("content", "", "content.txt", file=io.BytesIO(b"x" * 2 * MIB))], submit)


def test_nonces_belong_to_a_session_and_end(tmp_path: Path) -> None:
    now = [1000.0]
    nonces = Nonces(secret_of(tmp_path), lambda: now[0])
    nonce = nonces.make("a session")
    assert nonces.is_good(nonce, "a session")
    assert Nonces(secret_of(tmp_path), lambda: now[0]).is_good(nonce, "a session"), "also after a restart"
    assert not nonces.is_good(nonce, "another")
    assert not nonces.is_good(nonce, "")
    expires, random, signature = nonce.split(".")
    forged = (
        f"{int(expires) + 1}.{random}.{signature}",
        f"{expires}.x.{signature}",
        "",
        ".",
        "..",
        "1.2",
        "٣.x.y",
        "0",
    )
    assert not any(nonces.is_good(one, "a session") for one in forged)
    assert not Nonces(b"another secret", lambda: now[0]).is_good(nonce, "a session")
    now[0] += LIFE_S + 1
    assert not nonces.is_good(nonce, "a session")
    assert (tmp_path / "form.secret").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", ["urlencoded", "tiny parts"])
def test_a_stranger_sends_nothing_large(url: str, name: str) -> None:
    kind, body = HUGE[name]
    for path in ("/", "/issue8", "/rest/desk/submit", "/rest/desk/token"):
        told = {"Content-Type": kind, "Origin": origin(url), "X-Requested-With": "otet-desk"}
        try:
            status = requests.post(f"{url}{path}", data=body[: 100 * 1024], headers=told, timeout=30).status_code
        except requests.ConnectionError:
            continue  # refused before it was sent
        assert status in (401, 413), path


@pytest.fixture(scope="module")
def rachel(desk: DeskProcess) -> Iterator[Agent]:
    address = address_of(desk)
    agent = Agent(address.url, address.agent_user, address.agent_password)
    yield agent
    agent.close()


def post(browser: Browser, page: Page, **headers: str) -> requests.Response:
    form = page.form("reply")
    fields = {**form.fields, "@note": "forged text"}
    return browser.session.post(page.url.split("#")[0], data=fields, headers=headers, timeout=20)


def test_a_form_needs_an_origin_of_ours_and_a_nonce(rachel: Agent, trader: Person) -> None:
    ticket = trader.new_ticket()["issue"]
    browser, own = rachel.browser, origin(rachel.url)
    page = browser.get(f"issue{ticket}")
    assert post(browser, page).status_code == 403
    assert post(browser, page, Origin="http://evil.example").status_code == 403
    assert post(browser, page, Origin="null", Referer=page.url).status_code == 403
    assert post(browser, page, Referer="http://evil.example/").status_code == 403
    without = browser.get(f"issue{ticket}")
    without.html = without.html.replace('name="@csrf"', 'name="x"')
    fields = {name: value for name, value in page.form("reply").fields.items() if name != "@csrf"}
    for nonce in ({}, {"@csrf": ""}, {"@csrf": "0"}):
        sent = {**fields, **nonce, "@note": "forged text"}
        answer = browser.session.post(page.url, data=sent, headers={"Origin": own}, timeout=20)
        assert answer.status_code == 403
        assert "forged text" in answer.text, "the text comes back"
    assert not any("forged" in row["body"] for row in trader.sync()["messages"].values())
    assert post(browser, page, Referer=page.url).status_code == 200
    assert any("forged" in row["body"] for row in trader.sync()["messages"].values())


@pytest.mark.parametrize("missing", ["@csrf", "Origin"])
def test_the_sign_in_form_needs_both_as_well(desk: DeskProcess, url: str, missing: str) -> None:
    address = address_of(desk)
    browser = Browser(url)
    fields = browser.get().form("Login").fields
    fields |= {"__login_name": address.agent_user, "__login_password": address.agent_password}
    fields.pop(missing, None)
    told = {} if missing == "Origin" else {"Origin": origin(url)}
    answer = browser.session.post(browser.base, data=fields, headers=told, allow_redirects=False, timeout=20)
    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers
    browser.close()


def test_what_an_agent_wrote_comes_back_when_the_session_has_ended(
    rachel: Agent, trader: Person, url: str, desk: DeskProcess
) -> None:
    ticket = trader.new_ticket()["issue"]
    address = address_of(desk)
    browser = Browser(url)
    browser.sign_in(address.agent_user, address.agent_password)
    page = browser.get(f"issue{ticket}")
    browser.send(page, page.form("logout"))
    shown = browser.send(page, page.form("reply"), at_note="A long <answer>")
    assert shown.status == 403
    assert "A long &lt;answer&gt;" in shown.html
    assert shown.form("Login").fields["__came_from"] == f"{url}/issue{ticket}"
    assert not any("A long" in row["body"] for row in trader.sync()["messages"].values())
    browser.close()


def test_a_locked_database_is_503_in_words_and_keeps_the_text(rachel: Agent, trader: Person, desk_home: Path) -> None:
    ticket = trader.new_ticket()["issue"]
    page = rachel.browser.get(f"issue{ticket}")
    other = sqlite3.connect(desk_home / "tracker" / "db" / "db", isolation_level=None)
    other.execute("begin immediate")
    try:
        sent = rachel.browser.send(page, page.form("reply"), at_note="Written while locked")
        submitted = trader.submit(ref="ref-while-locked", title="x", content="y")
    finally:
        other.rollback()
        other.close()
    assert sent.status == 503
    assert sent.form("reply").fields["@note"].strip() == "Written while locked"
    assert "Not sent" in sent.text
    assert (submitted.status_code, submitted.headers["Retry-After"]) == (503, "2")
    assert rachel.answer(ticket, "Written afterwards")
    bodies = [row["body"] for row in trader.sync()["messages"].values() if row["ticket"] == ticket]
    assert "Written while locked" not in bodies


def test_pages_are_read_while_another_writes(rachel: Agent, trader: Person, desk_home: Path) -> None:
    """Sixteen readers at once beside a write that takes its time: every page is whole."""
    number = trader.new_ticket()["issue"]
    other = sqlite3.connect(desk_home / "tracker" / "db" / "db", isolation_level=None, check_same_thread=False)
    other.execute("begin immediate")
    other.execute("update _issue set _title=_title")

    def read(path: str) -> tuple[int, bool]:
        page = rachel.browser.session.get(rachel.browser.base + path, timeout=60)
        return page.status_code, "</html>" in page.text

    paths = [f"issue{number}", "issue", "user", "rates", f"user{trader.id}", "issue?q=x", ""] * 8
    try:
        with ThreadPoolExecutor(16) as pool:
            answers = list(pool.map(read, paths))
    finally:
        other.rollback()
        other.close()
    log = (desk_home / "desk.log").read_text(encoding="utf-8")
    assert set(answers) == {(200, True)}, log[log.rfind("not answered") :]


def test_urlencoded_text_of_the_longest_message_fits() -> None:
    body = urlencode({"@note": "\u06cc" * 150_000}).encode()
    (field,) = forms.form_of(environ(URLENCODED, body), Body.FORM)
    assert len(field.text) == 150_000
