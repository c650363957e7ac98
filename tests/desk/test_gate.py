"""What is refused at the door: other sites, guessed passwords, too much of anything."""

import http.client
import json
import os
import socket
import threading
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
import requests

from desktop.desk import home as homes
from desktop.desk.gate import Gate
from tests.desk.running import Person, address_of, child_of, headers, new_ref, origin, running_desk

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
    "stranger",
    ["http://evil.example", "null", "http://127.0.0.1", "https://127.0.0.1:{port}", "http://127.0.0.1:1", ""],
)
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_trap_10_a_foreign_origin_is_refused(trader: Person, stranger: str, method: str) -> None:
    host = origin(trader.url).removeprefix("http://")
    lines = {"Authorization": f"Bearer {trader.token}", "Host": host, "Content-Length": "0"}
    lines["Origin"] = stranger.format(port=host.split(":")[1])
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


def test_trap_10_calls_are_limited_but_not_those_of_a_busy_app(tmp_path: Path) -> None:
    with running_desk(tmp_path / "home") as desk:
        address = address_of(desk)
        person = Person(address.url, address.demo_user, address.demo_password)
        limit = int(person.call("GET", "/rest/desk/about").headers["X-RateLimit-Limit"])
        assert limit >= 1000
    config = tmp_path / "home" / "tracker" / "config.ini"
    config.write_text(config.read_text().replace(f"api_calls_per_interval = {limit}", "api_calls_per_interval = 3"))
    with running_desk(tmp_path / "home") as desk:
        answers = [person.call("GET", "/rest/desk/about") for _ in range(4)]
        assert [answer.status_code for answer in answers][-1] == 429
        assert int(answers[-1].headers["Retry-After"]) > 0


def test_trap_10_passwords_cannot_be_guessed(url: str, make_customer: Any) -> None:
    make_customer("guessed")

    def sign_in(password: str) -> requests.Response:
        return requests.post(
            f"{url}/rest/desk/token", json={}, auth=("guessed", password), headers=headers(url), timeout=30
        )

    wrong = [sign_in(f"guess {number}") for number in range(5)]
    assert [answer.status_code for answer in wrong] == [401, 401, 401, 401, 429]
    assert wrong[0].json()["error"]["status"] == 401
    assert int(wrong[-1].headers["Retry-After"]) > 0
    assert sign_in("a password of the tests").status_code == 429


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


def test_a_request_with_a_body_that_has_none_harms_nobody(trader: Person) -> None:
    # Roundup would read such a body from standard input, which is this process's line to its parent
    answer = trader.call("DELETE", "/rest/data/issue/1", data=b"x" * 10)
    assert answer.status_code in (400, 403)
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


def test_a_help_desk_that_closes_says_come_back() -> None:
    heard: list[Any] = []
    gate = Gate(lambda environ, start: [b"served"], 4000, nullcontext())
    environ = {"HTTP_HOST": "127.0.0.1:4000", "PATH_INFO": "/desk/", "REQUEST_METHOD": "GET"}
    assert list(gate(dict(environ), lambda *words: heard.append(words))) == [b"served"]
    gate.close()
    assert json.loads(b"".join(gate(dict(environ), lambda *words: heard.append(words))))["error"]["status"] == 503
    ((status, lines),) = heard
    assert (status, dict(lines)["Retry-After"]) == ("503 Service Unavailable", "2")


def test_trap_5_one_writer_at_a_time_and_readers_beside_it() -> None:
    writing = threading.Lock()
    was_alone: dict[str, bool] = {}

    def app(environ: dict[str, Any], start: Any) -> list[bytes]:
        was_alone[environ["REQUEST_METHOD"]] = writing.locked()
        return []

    gate = Gate(app, 4000, writing)
    for method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"):
        gate({"HTTP_HOST": "127.0.0.1:4000", "PATH_INFO": "/desk/", "REQUEST_METHOD": method}, print)
    assert was_alone == {"GET": False, "HEAD": False, "POST": True, "PUT": True, "PATCH": True, "DELETE": True}
    assert not writing.locked()


def test_the_keys_are_the_owners_alone(desk_home: Path, url: str) -> None:
    assert (desk_home.stat().st_mode & 0o777, (desk_home / "tracker").stat().st_mode & 0o777) == (0o700, 0o700)
    keys = desk_home / "tracker" / homes.KEYS_FILE
    assert keys.stat().st_mode & 0o777 == 0o600
    kept = json.loads(keys.read_text())
    words = [kept["admin"], kept["demo"], *kept["agents"].values()]
    assert len(set(words)) == 4
    assert min(map(len, words)) >= 24
