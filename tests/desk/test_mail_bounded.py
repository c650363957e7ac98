"""Mails made to cost time and memory: reading them takes both in proportion to their length."""

import base64
import os
import struct
import time
import tracemalloc
from collections.abc import Callable

import pytest

from desktop.desk.tracker.mail import parse
from tests.desk.mail_bytes import HEAD, joined, page, part, read, several, typed

MEGABYTES = 2
ALLOWED_S = 30.0
"""Far above what it takes on a busy machine, far below what work that grows with the square takes."""


def flood(piece: bytes, megabytes: float = MEGABYTES) -> bytes:
    return piece * int(megabytes * 1_000_000 / len(piece))


def nested(depth: int, kind: str, content: bytes) -> bytes:
    levels = (
        b'Content-Type: multipart/%s; boundary="b%d"\r\n\r\n--b%d\r\n' % (kind.encode(), n, n) for n in range(depth)
    )
    return HEAD + b"".join(levels) + b"Content-Type: text/plain\r\n\r\n" + content


def winmail(*attributes: tuple[int, bytes]) -> bytes:
    data = b"".join(struct.pack("<BHHI", 1, name, 6, len(one)) + one + b"\0\0" for name, one in attributes)
    coded = base64.encodebytes(b"\x78\x9f\x3e\x22\x01\x00" + data)
    return typed("application/ms-tnef", coded, "Content-Transfer-Encoding: base64")


def packed_rtf() -> bytes:
    """Compressed RTF that grows to nine times its size, behind its length."""
    return (
        struct.pack("<I", 2_000_000)
        + bytes(4)
        + b"\xff\xff\xff\x7f"
        + b"LZFu"
        + bytes(4)
        + flood(b"\xff" + b"\x00\x0f" * 8)
    )


def styled(rule: bytes) -> bytes:
    return typed("text/html", b"<style>" + flood(rule, 0.45) + b"</style><p class=a>x")


def one_property(kind: int, name: int, count: int, content: bytes) -> bytes:
    return struct.pack("<IHHI", 1, kind, name, count) + content


BASE64 = "Content-Transfer-Encoding: base64"
MULTI = b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
MAILS: dict[str, Callable[[], bytes]] = {
    "deep multiparts": lambda: nested(5000, "mixed", b"x"),
    "deep alternatives over a long text": lambda: nested(90, "alternative", flood(b"word ")),
    "100,000 parts": lambda: HEAD + MULTI + b"--b\r\n\r\nx\r\n" * 100_000,
    "lines that are almost delimiters": lambda: HEAD + MULTI + flood(b"\n--b" + b" " * 1000 + b"x"),
    "no delimiter that can be guessed": lambda: typed("multipart/mixed", flood(b"\n--a ")),
    "headers": lambda: HEAD + flood(b"X-a: b\r\n") + b"\r\nwords",
    "one header in many lines": lambda: HEAD + b"X: " + flood(b"y\r\n ") + b"\r\n\r\nwords",
    "From headers": lambda: HEAD + flood(b"From: a@b.example\r\n") + b"\r\nwords",
    "encoded words without an end": lambda: HEAD + b"Subject: " + flood(b"=?a?q?x") + b"\r\n\r\nwords",
    "names of encoded words": lambda: several(
        *(part("x", 'Content-Disposition: attachment; filename="' + "=?a?q?x" * 1000 + f'{n}"') for n in range(150))
    ),
    "parameters": lambda: several(*(part("x", "Content-Type: text/plain" + '; a="' * 1500) for _ in range(150))),
    "base64 in pieces": lambda: typed("text/plain", flood(b"QQ==\r\n"), BASE64),
    "base64 with lines that are none": lambda: typed("application/pdf", flood(b"QUJDQUJD\n!\n"), BASE64),
    "quoted-printable": lambda: typed("text/plain", flood(b"= "), "Content-Transfer-Encoding: quoted-printable"),
    "blanks in quoted-printable": lambda: typed(
        "text/plain", b"=" + flood(b" ") + b"x", "Content-Transfer-Encoding: quoted-printable"
    ),
    "format=flowed": lambda: typed("text/plain; format=flowed", flood(b"> a \n")),
    "quote marks": lambda: typed("text/plain; format=flowed", flood(b">")),
    "enriched": lambda: typed("text/enriched", flood(b"<b>x\n")),
    "rtf": lambda: typed("text/rtf", b"{\\rtf1 " + flood(b"{\\b x", 0.5)),
    "calendar": lambda: typed("text/calendar", flood(b"SUMMARY:x\n ")),
    "pages": lambda: several(*(page("<li>x" * 6000) for _ in range(30))),
    "a data address": lambda: typed("text/html", b'<img src="data:image/png;base64,' + flood(b"QUJD", 20) + b'">'),
    "data addresses": lambda: typed("text/html", flood(b"<img src='data:,x'>")),
    "data addresses without an end": lambda: typed("text/html", flood(b'<img src="data:,')),
    "a style sheet": lambda: styled(b".a{display:none}"),
    "media rules": lambda: styled(b"@media x{"),
    "columns": lambda: typed("text/html", b"<table>" + flood(b"<tr><td rowspan=999 colspan=999>x", 0.4)),
    "meta": lambda: typed("text/html", flood(b"<meta ")),
    "attributes of winmail.dat": lambda: winmail(*[(0x8006, b"x")] * 150_000),
    "rtf in winmail.dat": lambda: winmail((0x9003, one_property(0x102, 0x1009, 1, packed_rtf()))),
    "values in winmail.dat": lambda: winmail((0x9003, one_property(0x1001, 0x1234, 0xFFFFFFFF, b""))),
    "deep CMS": lambda: typed("application/pkcs7-mime", bytes.fromhex("3080") * 5000 + flood(b"x")),
    "pieces of CMS": lambda: typed(
        "application/pkcs7-mime",
        bytes.fromhex("308006092a864886f70d010702a08030800201013100308006092a864886f70d010701a0802480")
        + flood(b"\x04\x01x"),
    ),
    "a report": lambda: typed(
        "multipart/report; boundary=b",
        joined(*[part("Final-Recipient: x\n\n" * 1000, "Content-Type: message/delivery-status")] * 100),
    ),
    "bytes": lambda: HEAD + b"\r\n" + os.urandom(1_000_000),
    "bytes as a page": lambda: typed("text/html", os.urandom(400_000)),
    "zero bytes": lambda: HEAD + b"\r\n" + bytes(2_000_000),
    "empty lines": lambda: HEAD + b"\r\n" + flood(b"\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", list(MAILS))
def test_reading_ends_and_nothing_is_thrown_away(name: str) -> None:
    raw = MAILS[name]()
    start = time.process_time()
    found = read(raw, "fa")
    assert time.process_time() - start < ALLOWED_S
    is_blank = not raw.replace(HEAD, b"").strip(b"\0\r\n ")
    assert found.text.strip() or found.files or is_blank or parse.head(raw).is_too_large


@pytest.mark.parametrize(
    "name", ["one header in many lines", "quoted-printable", "format=flowed", "100,000 parts", "rtf in winmail.dat"]
)
def test_memory_stays_in_proportion(name: str) -> None:
    raw = MAILS[name]()
    tracemalloc.start()
    try:
        read(raw, "fa")
        assert tracemalloc.get_traced_memory()[1] < 60_000_000 + 15 * len(raw)
    finally:
        tracemalloc.stop()


def test_too_many_parts_leave_the_first_words_and_the_whole_mail() -> None:
    raw = HEAD + MULTI + b"--b\r\n\r\nfirst words\r\n" + b"--b\r\n\r\nx\r\n" * 100_000
    found = read(raw)
    assert found.text.startswith("first words")
    assert found.files == [("message.eml", "message/rfc822", raw)]


def test_a_subject_longer_than_anybody_writes_is_kept_in_the_whole_mail() -> None:
    raw = HEAD.replace(b"A question", b"word " * 10_000) + b"\r\nwords"
    found = read(raw)
    assert found.text == "words"
    assert found.files == [("message.eml", "message/rfc822", raw)]
