"""What is refused at the door: other sites, guessed passwords, too much of anything."""

import hashlib
import http.client
import io
import json
import os
import shutil
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests
from roundup import date, instance

from desktop.desk import home as homes
from desktop.desk.engine import make_gate
from desktop.desk.gate import CALLS, Gate
from desktop.desk.limits import Buckets
from desktop.desk.tracker import store
from tests.desk.running import Person, child_of, database, headers, new_ref, origin

MIB = 1024 * 1024


def ask(url: str, lines: dict[str, str], method: str = "GET", path: str = "/desk/rest/desk/about") -> int:
    """One request with exactly these lines, Host included."""
    line = http.client.HTTPConnection(origin(url).removeprefix("http://"), timeout=30)
    try:
        line.putrequest(method, path, skip_host=True)
        for name, value in lines.items():
            line.putheader(name, value)
        line.endheaders()
        return line.getresponse().status
    finally:
        line.close()


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:{port}",
        "127.0.0.1",
        "127.0.0.1:1",
        "localhost",
        "127.0.0.1:{port}.evil.example",
        "127.0.0.1.evil.example:{port}",
        "localhost.evil.example:{port}",
        "localhost.:{port}",
        "0.0.0.0:{port}",
        "[::1]:{port}",
        "2130706433:{port}",
        "127.1:{port}",
        "user@127.0.0.1:{port}",
        "",
    ],
)
def test_trap_10_a_rebound_name_is_refused_with_valid_credentials(trader: Person, host: str) -> None:
    port = trader.url.split(":")[2].split("/")[0]
    lines = {"Authorization": f"Bearer {trader.token}", "Host": host.format(port=port)}
    assert ask(trader.url, lines) == 403
    assert ask(trader.url, lines, "GET", "/desk/file1/x") == 403
    assert ask(trader.url, lines, "GET", "/desk/") == 403


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}"])
def test_trap_10_its_own_names_are_answered(trader: Person, host: str) -> None:
    host = host.format(port=trader.url.split(":")[2].split("/")[0])
    lines = {"Authorization": f"Bearer {trader.token}", "Host": host, "Origin": f"http://{host}"}
    assert ask(trader.url, lines) == 200


@pytest.mark.parametrize(
    "foreign",
    ["http://evil.example", "null", "http://127.0.0.1", "https://127.0.0.1:{port}", "http://127.0.0.1:1", ""],
)
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_trap_10_a_foreign_origin_is_refused(trader: Person, foreign: str, method: str) -> None:
    host = origin(trader.url).removeprefix("http://")
    lines = {"Authorization": f"Bearer {trader.token}", "Host": host, "Content-Length": "0"}
    lines["Origin"] = foreign.format(port=host.split(":")[1])
    assert ask(trader.url, lines, method) == 403


def test_trap_10_only_this_computer_reaches_it(trader: Person) -> None:
    port = int(trader.url.split(":")[2].split("/")[0])
    listening = [
        words[1]
        for table in ("/proc/net/tcp", "/proc/net/tcp6")
        for words in (line.split() for line in Path(table).read_text().splitlines()[1:])
        if words[1].endswith(f":{port:04X}") and words[3] == "0A"
    ]
    assert listening == [f"{socket.inet_aton('127.0.0.1')[::-1].hex().upper()}:{port:04X}"]


def test_trap_10_nothing_tells_what_serves(trader: Person) -> None:
    answers = [trader.call("GET", path) for path in ("/rest/desk/about", "/")]
    assert [answer.headers.get("Server") for answer in answers] == [None, None]


def test_no_other_site_frames_a_page(url: str) -> None:
    answer = requests.get(f"{url}/issue", timeout=30)
    assert (answer.headers["X-Frame-Options"], answer.headers["Referrer-Policy"]) == ("DENY", "same-origin")


def test_trap_10_calls_are_limited_but_not_those_of_a_busy_app() -> None:
    assert CALLS >= 1000
    now = [0.0]
    calls = Buckets(3, 10.0, lambda: now[0])
    assert [calls.take("app") for _ in range(4)] == [0, 0, 0, 10]
    assert calls.take("another") == 0
    now[0] = 10.0
    assert (calls.take("app"), calls.take("app")) == (0, 10)


def test_too_many_calls_of_one_user_are_told_when_to_come_back(tmp_path: Path, umask: None, new_tracker: Path) -> None:
    gate, token = small_gate(new_tracker, tmp_path, calls=2)
    environ = asked("GET", "/desk/rest/desk/about", HTTP_AUTHORIZATION=f"Bearer {token}")
    assert [answer_of(gate, environ)[0] for _ in range(3)] == [200, 200, 429]
    assert int(answer_of(gate, environ)[1]["Retry-After"]) >= 1


def test_tokens_end_when_revoked_and_are_kept_as_digests_only(desk_home: Path, make_customer: Any) -> None:
    person = make_customer("leaver")
    held = [path.read_bytes() for path in (desk_home / "tracker" / "db").iterdir() if path.is_file()]
    assert not any(person.token.encode() in bytes_ for bytes_ in held)
    assert person.call("DELETE", "/rest/desk/token").json()["data"] == {"revoked": True}
    refused = person.call("GET", "/rest/desk/about")
    assert (refused.status_code, refused.json()["error"]["status"]) == (401, 401)
    assert person.call("GET", "/file1/x").status_code == 401


def test_without_a_token_nothing_is_told(url: str) -> None:
    for path in ("about", "sync", "wait", "search"):
        assert requests.get(f"{url}/rest/desk/{path}", headers=headers(url), timeout=30).status_code in (401, 403)
    refused = requests.post(
        f"{url}/rest/desk/submit", files={"ref": (None, new_ref())}, headers=headers(url), timeout=30
    )
    assert refused.status_code in (401, 403)


def test_a_request_with_a_body_that_has_none_harms_nobody(trader: Person, make_customer: Any) -> None:
    # Roundup would read such a body from standard input, which is this process's line to its parent
    person = make_customer("leaves-with-a-body")
    assert person.call("DELETE", "/rest/desk/token", data=b"x" * 10).status_code == 200
    assert trader.get("/rest/desk/about")["product"] == "otet-desk"


def test_outside_its_folder_there_is_nothing(trader: Person) -> None:
    root = origin(trader.url)
    assert requests.get(f"{root}/rest/desk/about", headers=trader.http.headers, timeout=30).status_code == 404
    moved = requests.get(root, allow_redirects=False, timeout=30)
    assert (moved.status_code, moved.headers["Location"]) == (302, "/desk/")


def test_trap_11_attachments_have_a_limit_and_about_tells_it(trader: Person, desk_home: Path) -> None:
    limit = trader.get("/rest/desk/about")["attachment_limit_bytes"]
    assert limit == 25 * MIB
    before = peak_bytes(desk_home)
    taken = trader.new_ticket(files=[("most.bin", os.urandom(limit), "application/octet-stream")])
    assert trader.sync()["messages"][taken["message"]]["files"][0]["size"] == limit
    fetched = trader.call("GET", f"/file{taken['files'][0]}/most.bin")
    assert len(fetched.content) == limit
    assert peak_bytes(desk_home) - before < 60 * MIB
    refused = trader.submit(ref=new_ref(), title="x", content="x", files=[("more.bin", b"x" * (limit + 1))])
    assert (refused.status_code, refused.json()["error"]["code"]) == (413, "too_large")
    several = trader.submit(ref=new_ref(), title="x", content="x", files=[(f"{n}", b"x") for n in range(6)])
    assert (several.status_code, several.json()["error"]["code"]) == (413, "too_large")


def test_trap_11_a_huge_body_is_refused_before_it_is_sent(trader: Person) -> None:
    host = origin(trader.url).removeprefix("http://")
    lines = {"Authorization": f"Bearer {trader.token}", "Host": host, "Origin": f"http://{host}"}
    assert ask(trader.url, {**lines, "Content-Length": str(1 << 40)}, "POST", "/desk/rest/desk/submit") == 413


def test_a_download_goes_on_where_it_stopped(trader: Person) -> None:
    file = trader.new_ticket(files=[("ab.html", b"0123456789", "text/html")])["files"][0]

    def ranged(words: str) -> tuple[int, bytes, str | None]:
        answer = trader.call("GET", f"/file{file}/ab.html", headers={"Range": words})
        return answer.status_code, answer.content, answer.headers.get("Content-Range")

    assert ranged("bytes=4-") == (206, b"456789", "bytes 4-9/10")
    assert ranged("bytes=4-5") == (206, b"45", "bytes 4-5/10")
    assert ranged("bytes=4-500") == (206, b"456789", "bytes 4-9/10")
    assert ranged("bytes=10-") == (416, b"", "bytes */10")
    assert ranged("lines=1-") == (200, b"0123456789", None)
    whole = trader.call("GET", f"/file{file}/ab.html")
    # what a customer attached is never a page of the help desk's own address
    assert whole.headers["Content-Type"] == "application/octet-stream"
    assert whole.headers["Content-Disposition"].startswith("attachment")
    assert whole.headers["X-Content-Type-Options"] == "nosniff"


def peak_bytes(home: Path) -> int:
    status = Path(f"/proc/{child_of(home)}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) * 1024


def asked(method: str, path: str, **more: str) -> dict[str, Any]:
    """The environment of a request as waitress makes it."""
    return {
        "HTTP_HOST": "127.0.0.1:4000",
        "PATH_INFO": path,
        "REQUEST_METHOD": method,
        "QUERY_STRING": "",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.input": io.BytesIO(),
        **more,
    }


def answer_of(gate: Gate, environ: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of one request to a gate in this process."""
    heard: list[Any] = []
    body: list[bytes] = []

    def start(status: str, lines: list[tuple[str, str]]) -> Any:
        heard.append((int(status.split(maxsplit=1)[0]), dict(lines)))
        return body.append

    body += gate(dict(environ), start)
    status, lines = heard[-1]
    return status, lines, b"".join(body)


def small_gate(tracker_home: Path, place: Path, calls: int = CALLS) -> tuple[Gate, str]:
    """The gate of a tracker in this process, and a token of the demo trader."""
    shutil.copytree(tracker_home, place / "tracker")
    tracker = instance.open(str(place / "tracker"), optimize=1)
    with database(place) as db:
        digest = hashlib.sha256(b"a token").hexdigest()
        db.apitoken.create(user=db.user.lookup("demo"), digest=digest, expires=date.Date(". + 1d"))
    gate = make_gate(tracker, place, 4000)
    return Gate(gate._security, gate._dispatch, calls=calls), "a token"


def test_a_help_desk_that_closes_says_come_back(tmp_path: Path, umask: None, new_tracker: Path) -> None:
    gate, _ = small_gate(new_tracker, tmp_path)
    assert answer_of(gate, asked("GET", "/desk/"))[0] == 200
    gate.close()
    status, lines, body = answer_of(gate, asked("GET", "/desk/rest/desk/about"))
    assert (status, json.loads(body)["error"]["status"], lines["Retry-After"]) == (503, 503, "2")


@pytest.mark.parametrize("path", ["/desk/rest/desk/submit", "/desk/rest/desk/preferences"])
def test_trap_5_a_writer_waits_for_the_lock_and_is_told_when_it_cannot_have_it(
    tmp_path: Path, umask: None, new_tracker: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    gate, token = small_gate(new_tracker, tmp_path)
    monkeypatch.setattr(store, "LOCK_WAIT_S", 0.05)
    body = b"ref=ref-00000001&title=x&content=y" if "submit" in path else b'{"email_alerts": true}'
    kind = "application/x-www-form-urlencoded" if "submit" in path else "application/json"
    environ = asked("PUT" if "pref" in path else "POST", path, HTTP_AUTHORIZATION=f"Bearer {token}", CONTENT_TYPE=kind)
    environ |= {"CONTENT_LENGTH": str(len(body)), "HTTP_X_REQUESTED_WITH": "otet-desk"}

    def ask() -> tuple[int, dict[str, str], bytes]:
        return answer_of(gate, {**environ, "wsgi.input": io.BytesIO(body)})

    with ThreadPoolExecutor(1) as pool, store.writing():
        status, lines, said = pool.submit(ask).result()
        assert (status, json.loads(said)["error"]["status"]) == (503, 503)
        assert int(lines["Retry-After"]) >= 1
        reading = asked("GET", "/desk/rest/desk/about", HTTP_AUTHORIZATION=f"Bearer {token}")
        assert pool.submit(answer_of, gate, reading).result()[0] == 200
    assert ask()[0] in (200, 201)


def test_the_keys_are_the_owners_alone(desk_home: Path, url: str) -> None:
    assert (desk_home.stat().st_mode & 0o777, (desk_home / "tracker").stat().st_mode & 0o777) == (0o700, 0o700)
    keys = desk_home / "tracker" / homes.KEYS_FILE
    assert keys.stat().st_mode & 0o777 == 0o600
    kept = json.loads(keys.read_text())
    words = [kept["admin"], kept["demo"], *kept["agents"].values()]
    assert len(set(words)) == 4
    assert min(map(len, words)) >= 24
