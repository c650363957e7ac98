"""Mails in bytes for the tests that read them without a tracker."""

import base64
from typing import Any

from desktop.desk.tracker.mail import parse

SARA = "sara.ahmadi@otet.example"
HEAD = (
    f"From: Sara Ahmadi <{SARA}>\r\nTo: support@otet.example\r\nSubject: A question\r\nMIME-Version: 1.0\r\n".encode()
)


def read(raw: bytes, language: str = "") -> Any:
    """The mail in these bytes."""
    return parse.read(raw, language)


def mail(content: bytes | str, *headers: str) -> bytes:
    """A mail of Sara's with these further headers."""
    lines = b"".join(header.encode("utf-8", "surrogateescape") + b"\r\n" for header in headers)
    return HEAD + lines + b"\r\n" + (content.encode() if isinstance(content, str) else content)


def typed(kind: str, content: bytes | str, *headers: str) -> bytes:
    """A mail with this content type."""
    return mail(content, f"Content-Type: {kind}", *headers)


def part(content: bytes | str, *headers: str) -> bytes:
    """A part of a multipart."""
    return mail(content, *headers)[len(HEAD) :]


def several(*parts: bytes, kind: str = "mixed", boundary: str = "b", headers: tuple[str, ...] = ()) -> bytes:
    """A multipart mail."""
    return typed(f'multipart/{kind}; boundary="{boundary}"', joined(*parts, boundary=boundary), *headers)


def joined(*parts: bytes, boundary: str = "b") -> bytes:
    """The body of a multipart."""
    line = b"--" + boundary.encode()
    return b"".join(line + b"\r\n" + one + b"\r\n" for one in parts) + line + b"--\r\n"


def inner(*parts: bytes, kind: str, boundary: str) -> bytes:
    """A multipart within a multipart."""
    return part(joined(*parts, boundary=boundary), f"Content-Type: multipart/{kind}; boundary={boundary}")


def page(html: str) -> bytes:
    """A part that is a page."""
    return part(html, "Content-Type: text/html; charset=utf-8")


def attached(content: bytes, disposition: str, kind: str = "application/pdf", *headers: str) -> bytes:
    """A file in base64."""
    return part(
        base64.encodebytes(content),
        f"Content-Type: {kind}",
        f"Content-Disposition: {disposition}",
        "Content-Transfer-Encoding: base64",
        *headers,
    )


def names(found: Any) -> list[str]:
    """The names of a mail's files."""
    return [name for name, _, _ in found.files]
