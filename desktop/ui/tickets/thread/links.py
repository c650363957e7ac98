"""Finds the links in plain text and says honestly where one leads; only web and mail addresses ever open."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from PySide6.QtCore import QUrl

from desktop.ui.platform.external_links import SCHEMES
from desktop.values import dataclass

LONGEST = 2000
"""A longer address is no link: nobody could see where it leads."""
_LINK = re.compile(r"(?:https?://|mailto:)[^\s<>\"«»“”\u200e\u200f\u202a-\u202e\u2066-\u2069]+", re.IGNORECASE)
_TAIL = ".,;:!?؟،؛'…*_~|"
_PAIRS = {")": "(", "]": "[", "}": "{"}


@dataclass(frozen=True)
class Link:
    """A stretch of a text, in characters, and the address it names."""

    start: int
    end: int
    address: str


def links(text: str) -> Iterator[Link]:
    """Every link in `text`; punctuation that ends the sentence is not part of it."""
    for found in _LINK.finditer(text):
        if len(found.group()) > LONGEST:
            continue
        address = _trimmed(found.group())
        if destination(address):
            yield Link(found.start(), found.start() + len(address), address)


def destination(address: str) -> str:
    """Where a link really leads: the host as computers read it, so that look-alike letters show; "" if nowhere safe."""
    url = QUrl(address, QUrl.ParsingMode.StrictMode)
    if url.scheme().lower() not in SCHEMES:
        return ""
    if url.scheme().lower() == "mailto":
        mailbox = unquote(url.path())
        return mailbox if "@" in mailbox and not set(mailbox) & set("\r\n,;") else ""
    host = url.host(QUrl.ComponentFormattingOption.EncodeUnicode)
    port = url.port()
    return f"{host}:{port}" if host and port >= 0 else host


def _trimmed(address: str) -> str:
    """`address` without the punctuation and unpaired closing brackets at its end; in time linear in its length."""
    end = len(address)
    counts = {sign: address.count(sign) for pair in _PAIRS.items() for sign in pair}
    while end:
        sign = address[end - 1]
        if sign not in _TAIL:
            opener = _PAIRS.get(sign)
            if opener is None or counts[opener] >= counts[sign]:
                break
            counts[sign] -= 1
        end -= 1
    return address[:end]
