"""What the wire costs: UTF-8, compression in both directions within bounds, and nothing twice."""

import gzip
import json
import zlib
from typing import Any

import pytest
import requests

from desktop.desk.tracker.json_answers import encoded, takes_gzip
from tests.desk.running import Person, headers, new_ref

WORDS = "برداشت من از کیف پول هنوز نرسیده است و پشتیبانی پاسخی نداده. "
MEGABYTE = 1024 * 1024


def raw(person: Person, path: str, **extra: str) -> tuple[requests.Response, bytes]:
    """An answer and its body as it came over the line."""
    answer = person.call("GET", path, headers=extra, stream=True)
    return answer, answer.raw.read(decode_content=False)


def form(fields: dict[str, str]) -> tuple[bytes, str]:
    """A multipart form and its media type."""
    request = requests.Request("POST", "http://x", files=[(name, (None, value)) for name, value in fields.items()])
    prepared = request.prepare()
    assert isinstance(prepared.body, bytes)
    return prepared.body, prepared.headers["Content-Type"]


def send_packed(person: Person, body: bytes, media_type: str, encoding: str = "gzip") -> requests.Response:
    lines = {"Content-Type": media_type, "Content-Encoding": encoding}
    return person.call("POST", "/rest/desk/submit", data=body, headers=lines)


def test_answers_are_utf_8_and_compressed_where_that_is_asked_for(trader: Person) -> None:
    for number in range(20):
        trader.new_ticket(content=f"{WORDS}{number} " * 8)
    plain, plain_body = raw(trader, "/rest/desk/sync", **{"Accept-Encoding": "identity"})
    packed, packed_body = raw(trader, "/rest/desk/sync", **{"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in plain.headers
    assert WORDS.strip().encode() in plain_body
    assert b"\\u" not in plain_body
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed_body) == plain_body
    assert len(packed_body) * 6 < len(plain_body)


def test_half_a_surrogate_pair_is_escaped_and_nothing_else() -> None:
    assert encoded({"a": "سلام"}) == '{"a":"سلام"}'.encode()
    assert json.loads(encoded({"a": "\ud800"})) == {"a": "\ud800"}


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("gzip", True),
        ("br, GZIP;q=0.5", True),
        ("*", True),
        ("", False),
        ("gzip;q=0", False),
        ("gzip; q=0.000", False),
        ("deflate, br", False),
        ("xgzip", False),
    ],
)
def test_only_who_takes_gzip_gets_it(accepted: str, expected: bool) -> None:
    assert takes_gzip(accepted) is expected


def test_what_is_offered_is_sent_once(trader: Person) -> None:
    first, body = raw(trader, "/rest/desk/about")
    known = {"If-None-Match": first.headers["ETag"]}
    again, nothing = raw(trader, "/rest/desk/about", **known)
    assert (again.status_code, nothing) == (304, b"")
    assert len(body) > 500
    wanted = trader.get("/rest/desk/about")["email_alerts"]
    trader.call("PUT", "/rest/desk/preferences", json={"email_alerts": not wanted})
    assert raw(trader, "/rest/desk/about", **known)[0].status_code == 200
    trader.call("PUT", "/rest/desk/preferences", json={"email_alerts": wanted})
    assert raw(trader, "/rest/desk/about", **known)[0].status_code == 304


def test_a_compressed_form_is_the_same_send_as_a_plain_one(trader: Person) -> None:
    fields = {"ref": new_ref(), "title": "Compressed", "content": WORDS * 50}
    body, media_type = form(fields)
    first = send_packed(trader, gzip.compress(body), media_type)
    assert first.status_code == 201, first.text
    again = trader.submit(**fields)
    assert (again.status_code, again.json()["data"]["message"]) == (200, first.json()["data"]["message"])
    kept = trader.sync()["messages"][first.json()["data"]["message"]]
    assert kept["body"] == fields["content"]


def bomb(megabytes: int) -> tuple[bytes, str]:
    """A form whose text is that large, compressed."""
    body, media_type = form({"ref": new_ref(), "title": "x", "content": "@"})
    head, _, tail = body.partition(b"@")
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    pieces = [packer.compress(piece) for piece in (head, *[b" " * MEGABYTE] * megabytes, tail)]
    return b"".join([*pieces, packer.flush()]), media_type


def test_a_bomb_is_refused_before_it_is_unpacked(trader: Person) -> None:
    body, media_type = bomb(200)
    assert len(body) < MEGABYTE
    assert send_packed(trader, body, media_type).status_code == 413
    file_head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\n'
    packed = gzip.compress(file_head + bytes(9 * MEGABYTE) + b"\r\n--b--\r\n")
    assert send_packed(trader, packed, "multipart/form-data; boundary=b").status_code == 413


@pytest.mark.parametrize("cut", [10, 100, -9])
def test_what_cannot_be_unpacked_is_refused(trader: Person, cut: int) -> None:
    body, media_type = form({"ref": new_ref(), "title": "x", "content": WORDS * 30})
    packed = gzip.compress(body)
    assert send_packed(trader, packed[:cut], media_type).status_code == 400
    assert send_packed(trader, b"no gzip" + packed, media_type).status_code == 400


def test_other_encodings_and_other_bodies_are_not_taken(trader: Person) -> None:
    body, media_type = form({"ref": new_ref(), "title": "x", "content": "y"})
    assert send_packed(trader, zlib.compress(body), media_type, "deflate").status_code == 415
    assert send_packed(trader, gzip.compress(body), media_type, "gzip, gzip").status_code == 415
    packed = gzip.compress(b'{"email_alerts": true}')
    lines = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    assert trader.call("PUT", "/rest/desk/preferences", data=packed, headers=lines).status_code == 415


def test_nothing_of_a_stranger_is_unpacked(url: str) -> None:
    body, media_type = form({"ref": new_ref(), "title": "x", "content": "y"})
    lines = {**headers(url), "Content-Type": media_type, "Content-Encoding": "gzip"}
    # what is no gzip at all would be 400 if anybody had looked
    for token in ("", "Bearer wrong"):
        given = {**lines, **({"Authorization": token} if token else {})}
        answer = requests.post(f"{url}/rest/desk/submit", data=b"not gzip" + body, headers=given, timeout=30)
        assert answer.status_code == 401
    answer = requests.post(f"{url}/", data=b"not gzip", headers=lines, timeout=30)
    assert answer.status_code == 415


def test_a_mark_names_one_history(trader: Person, other_customer: Person) -> None:
    trader.new_ticket()

    def page(person: Person) -> Any:
        return person.get("/rest/desk/sync", params={"since": person.cursor()})

    def same(person: Person, cursor: str, mark: str) -> bool:
        found: bool = person.get("/rest/desk/recall", params={"since": cursor, "mark": mark})["same"]
        return found

    before = page(trader)
    assert same(trader, before["cursor"], before["mark"])
    trader.new_ticket()
    after = page(trader)
    assert same(trader, before["cursor"], before["mark"]), "what is new changes nothing before"
    assert same(trader, after["cursor"], after["mark"])
    assert before["mark"] != after["mark"]
    assert not same(trader, after["cursor"], before["mark"])
    assert not same(trader, before["cursor"], "x")
    assert not same(other_customer, before["cursor"], before["mark"])
    first = trader.get("/rest/desk/sync", params={"limit": "1"})
    assert first["more"]
    assert same(trader, first["cursor"], first["mark"]), "a page with more to come has one as well"
