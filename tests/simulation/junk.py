"""Answers that no help desk should give: junk in the body, in the head, in the lengths, and none at all."""

import gzip
import json
import socket
import struct
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from tests.connectors.servers import Visit

Answer = Callable[[Visit], None]
JSON_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
GOOD = b'{"data":{"cursor":"c1","more":false}}'
MIB = 1024 * 1024


def body(content: bytes, **how: object) -> Answer:
    """A well-formed answer with that body."""
    return lambda visit: visit.answer(content, **how)  # type: ignore[arg-type]


def raw(content: bytes) -> Answer:
    """These bytes, then the end of the connection."""
    return lambda visit: visit.send(content)


@cache
def packed(megabytes: int, bits: int) -> bytes:
    """Very many spaces as very few bytes: 31 gzip, 15 zlib, -15 deflate without a head."""
    packer = zlib.compressobj(1, zlib.DEFLATED, bits)
    return b"".join([*(packer.compress(b" " * MIB) for _ in range(megabytes)), packer.flush()])


def reset(visit: Visit) -> None:
    """Hang up as a broken router does, without a goodbye."""
    visit._sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    visit._sock.shutdown(socket.SHUT_RD)
    visit._reader.close()
    visit._sock.close()


def then_reset(content: bytes) -> Answer:
    """These bytes, then that."""

    def script(visit: Visit) -> None:
        visit.send(content)
        reset(visit)

    return script


def half_closed(visit: Visit) -> None:
    """Half an answer and the end of this direction only; the other stays open."""
    visit.send(JSON_HEAD + b"Content-Length: 500\r\n\r\n{")
    visit._sock.shutdown(socket.SHUT_WR)
    visit.until_gone()


def bodies() -> Iterator[tuple[str, Answer]]:
    """Well-formed HTTP with something else in it."""
    for number, content in enumerate(
        [
            b"", b" ", b"null", b"true", b"0", b'"x"', b"[]", b"{}", b"[[]]", b"{", b"}", b'{"data"', b'{"data":',
            b'{"data":null}', b'{"data":[]}', b'{"data":7}', b'{"data":{}}', b'{"data":{"cursor":"c1"}}',
            b'{"data":{"cursor":"c1","more":"no"}}', b'{"data":{"cursor":null,"more":false}}',
            b'{"data":{"cursor":"\\ud800","more":false}}', b'{"data":{"cursor":"a b","more":false}}',
            b'{"data":{"cursor":"' + b"x" * 201 + b'","more":false}}', b'{"data":{"cursor":1e400,"more":false}}',
            b'{"data":{"cursor":"c1","cursor":"c2","more":false}}', b'{"data":{"cursor":"c1","more":NaN}}',
            b'{"data":{"cursor":"c1","more":false,"tickets":{}}}',
            b'{"data":{"cursor":"c1","more":false,"messages":7}}',
            GOOD + GOOD, GOOD + b"\x00", GOOD[:-1], b"\xef\xbb\xbf" + GOOD, GOOD.decode().encode("utf-16"),
            b"\xff\xfe\x00", b"\x80{}", b"[" * 10**6, b'{"a":' * 10**6, b"[" * 65 + b"]" * 65,
            b"[" + b"[]," * 400_000 + b"[]]", b" " * (8 * MIB + 1), b'{"data":' + b"9" * 5000 + b"}", b"\x00" * 1000,
            b"<html>Welcome</html>", b"%PDF-1.7", b"\x89PNG\r\n\x1a\n", b"throw 1;<dont parse this>", b")]}',\n" + GOOD,
        ]
    ):  # fmt: skip
        yield f"body {number}", body(content)
    for type in (
        "text/html",
        "text/plain",
        "application/octet-stream",
        "",
        "application/json5",
        "image/png",
        ";",
        "json",
    ):
        yield f"type {type!r}", body(GOOD, type=type)


def squeezed() -> Iterator[tuple[str, Answer]]:
    """Bodies that unpack to a thousand times as much, or to nothing."""
    for name, content, coding in (
        ("gzip", packed(100, 31), "gzip"),
        ("zlib", packed(100, 15), "deflate"),
        ("deflate", packed(100, -15), "deflate"),
        ("gzip in gzip", gzip.compress(packed(100, 31)), "gzip, gzip"),
        ("gzip in deflate", zlib.compress(packed(100, 31)), "gzip, deflate"),
        ("members", gzip.compress(b" " * MIB) * 40, "gzip"),
        ("cut", gzip.compress(GOOD)[:-9], "gzip"),
        ("no gzip", GOOD, "gzip"),
        ("no deflate", b"\x00\x01junk", "deflate"),
        ("br", b"\x8b\x02\x80" + b"junk" * 9, "br"),
        ("zstd", b"\x28\xb5\x2f\xfd" + b"junk" * 9, "zstd"),
        ("many codings", gzip.compress(GOOD), ", ".join(["gzip"] * 30)),
        ("nonsense", b"\x00\x01junk", "x-nonsense"),
    ):
        yield f"coding {name}", body(content, Content_Encoding=coding)


def lengths() -> Iterator[tuple[str, Answer]]:
    """A body that is shorter, longer, or of no length at all."""
    for length in ("500", "99999999999999", "1", "0", "18446744073709551616", "5, 7"):
        yield f"length {length}", body(GOOD, Content_Length=length)
    for name, chunks in (
        ("no end", b"5\r\n{\"dat\r\n"), ("no size", b"\r\n\r\n"), ("bad size", b"zz\r\n{}\r\n0\r\n\r\n"),
        ("huge size", b"7fffffffffffffff\r\n{}"), ("negative", b"-5\r\n{}\r\n0\r\n\r\n"),
        ("minus one", b"-1\r\n{}\r\n0\r\n\r\n"),
        ("endless size", b"0" * 100_000), ("no line end", b"5\r\n" + b"x" * 300),
    ):  # fmt: skip
        yield f"chunks {name}", raw(JSON_HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + chunks)


def heads() -> Iterator[tuple[str, Answer]]:
    """Something that is no head of an answer."""
    end = b"Content-Length: 2\r\n\r\n{}"
    for number, content in enumerate(
        [
            b"\r\n\r\n", b"\x00\xff\x00\xff\r\n\r\n", b"SSH-2.0-OpenSSH_9\r\n", b"\x15\x03\x01\x00\x02\x02\x28",
            b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"220 mail.example ESMTP\r\n", b"HTTP/1.1\r\n" + end,
            b"HTTP/1.1 abc X\r\n" + end, b"HTTP/1.1 99 X\r\n" + end, b"HTTP/1.1 1000 X\r\n" + end,
            b"HTTP/9.9 200 OK\r\n" + end, b"HTTP/1.1 200 " + b"x" * 70_000 + b"\r\n" + end,
            JSON_HEAD + b"X: y\r\n" * 1000 + end, JSON_HEAD + b"X: " + b"y" * 100_000 + b"\r\n" + end,
            JSON_HEAD + b"no colon here\r\n" + end, JSON_HEAD + b" folded: yes\r\n" + end,
            b"HTTP/1.1 100 Continue\r\n\r\n" * 200, b"HTTP/1.1 101 Switching Protocols\r\n\r\n",
            b"HTTP/1.1 204 No Content\r\n\r\n", b"HTTP/1.1 206 Partial\r\n" + end, b"HTTP/1.1 304 Not Modified\r\n\r\n",
            GOOD,
        ]
    ):  # fmt: skip
        yield f"head {number}", raw(content)


def endings() -> Iterator[tuple[str, Answer]]:
    """The connection ends, at every stage and in every way."""
    stages = (b"", b"HTTP/1.", b"HTTP/1.1 200 OK\r\n", JSON_HEAD, JSON_HEAD + b"Content-Length: 500\r\n\r\n{")
    for number, stage in enumerate(stages):
        yield f"end {number}", raw(stage)
        yield f"reset {number}", then_reset(stage)
    yield "half closed", half_closed


def records() -> Iterator[bytes]:
    """What may stand among good records, as JSON."""
    value: Any
    for value in (None, True, 7, 1.5, "x", [], {}, [[]], {"id": None}, {"id": {}}, {"id": "a b"}, {"id": "x" * 300}):
        yield json.dumps(value).encode()
    good = {"id": "77", "ticket": "1", "side": "support", "created": 3, "updated": 4, "number": "1"}
    for name, value in (
        ("created", "yesterday"), ("created", -1), ("created", 10**17), ("created", None), ("updated", [1]),
        ("side", "agent"), ("body", 5), ("body", ["x"]), ("ref", "a b"), ("ticket", ""), ("title", {}), ("number", []),
        ("status", {"id": 1}),
    ):  # fmt: skip
        yield json.dumps({**good, name: value, "side": value if name == "side" else "nobody"}).encode()
    yield b'{"id":"77","id":"78"}'
    yield b'{"id":1e400}'
    yield b'{"id":"77","created":' + b"9" * 4000 + b"}"
    yield b"[" * 60 + b"]" * 60


def everything() -> list[tuple[str, Answer]]:
    """All of it, each with a name."""
    return [*bodies(), *squeezed(), *lengths(), *heads(), *endings()]
