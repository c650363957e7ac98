"""Turns the HTML of a mail into plain text that reads as the page does, and takes the files out that it carries.

The tokenizer is our own: Python's parser takes time quadratic in the length of a malformed page, and lxml drops the
words behind a comment or an attribute that is never closed. This one is linear, and what is no tag is text.
"""

import binascii
import html as entities
import mimetypes
import re
import urllib.parse
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from desktop.desk.tracker.mail import html_layout, mime

HTML_LIMIT = 500_000
"""Characters without the data of pictures; of a longer page only the beginning is read."""
MOST_EMBEDDED = 200
_UNSEEN = ("script", "style", "title", "template")
# neither runs past the next `<`, so that no letter is looked at again and again
_TAG = re.compile(
    r"""<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>|<(/?)([a-zA-Z!?][^\s<>]*)([^<>]*)>"""
)
_ADDRESS_REST = re.compile(r"[\w.+:-]*@[\w.-]+\s*$")
_SEVERAL_BRACKETS = re.compile("<+")
_CHARSET = re.compile(rb"""<meta\s[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:+-]{1,40})""", re.IGNORECASE)
_CID = re.compile(r"""\bcid:([^"'\s<>)]{1,500})""", re.IGNORECASE)
_EMBEDDED_START = re.compile(
    r"""(?:=|\burl\()\s{0,9}(?:&quot;|&\#39;)?(["']?)\s{0,9}(data:([\w/+.-]{0,100})((?:;[^,;"'<>]{0,100}){0,5}),)""",
    re.IGNORECASE,
)
_EMBEDDED_END = {'"': re.compile('"'), "'": re.compile("'"), "": re.compile(r"""["'\s>)]|&quot;|&\#39;""")}


@dataclass
class Page:
    """A page as text.

    `hidden` are its words that no reader sees, `embedded` the files of its `data:` addresses as (name, media type,
    bytes), `cids` the content ids that it refers to. `is_whole` is False where not all of it could be read.
    """

    text: str = ""
    hidden: str = ""
    has_marks: bool = False  # struck out text, which a plain version does not show as such
    is_whole: bool = True
    letters: int = 0  # read
    cids: set[str] = field(default_factory=set)
    embedded: list[mime.File] = field(default_factory=list)


def text_of(html: str) -> str:
    """Return what a reader of the page sees."""
    return read(html).text


def charset_of(raw: bytes) -> str:
    """Return the charset that the page's `<meta>` declares; "" without one."""
    match = _CHARSET.search(raw[:4096])
    return match[1].decode("ascii") if match else ""


def read(html: str, limit: int = HTML_LIMIT) -> Page:
    """Read the first `limit` characters of a page, not counting the data of its pictures."""
    found = Page()
    html = _without_embedded(html, found)
    found.is_whole &= len(html) <= limit
    html = html[:limit]
    found.letters = len(html)
    found.cids = {urllib.parse.unquote(entities.unescape(name)).strip("<>").lower() for name in _CID.findall(html)}
    page = html_layout.Builder()
    for kind, name, rest in _tokens(html):
        if kind == "text":
            page.write(entities.unescape(rest))
        elif kind == "style":
            page.styles.add(rest)
        elif kind == "close":
            page.close(name)
        else:
            page.open(name, rest)
    found.text, found.hidden, found.has_marks = page.text(), page.hidden(), page.has_marks
    if not found.text and found.hidden:
        found.text, found.hidden = found.hidden, ""
    return found


def _tokens(html: str) -> Iterator[tuple[str, str, str]]:
    """Yield kind (`text`, `open`, `close`, `style`), name and text or attributes; what is no tag is text."""
    at = 0
    endless: set[str] = set()
    while at < len(html):
        start = html.find("<", at)
        start = len(html) if start < 0 else start
        if start > at:
            yield "text", "", html[at:start]
        end = html.find("-->", start) if html.startswith("<!--", start) and "-->" not in endless else -1
        match = _TAG.match(html, start)
        if end >= 0:
            at = end + 3
        elif match and not _is_address(match):
            name = (match[2] or match[5]).lower()
            at = match.end()
            if not match[1] and name in _UNSEEN:
                start, at = at, _behind(html, at, name, endless)
                if name == "style":
                    yield "style", name, html[start:at]
            else:
                yield "close" if match[1] or match[4] else "open", name, match[3] or match[6] or ""
        else:
            if html.startswith("<!--", start):
                endless.add("-->")
            several = _SEVERAL_BRACKETS.match(html, start)
            at = max(start + 1, several.end() - 1 if several else 0)
            yield "text", "", html[start:at]


def _is_address(match: re.Match[str]) -> bool:
    """Whether what looks like a tag is an address between brackets, which careless programs do not escape."""
    rest = match[3] or ""
    return bool(match[2] and rest and (rest.startswith(("@", "://")) or _ADDRESS_REST.match(rest)))


def _behind(html: str, at: int, name: str, endless: set[Any]) -> int:
    """Return where what nobody sees is over; at once where it has no end, so that it hides nothing."""
    if name in endless:
        return at
    end = re.compile(f"</{name}[^<>]*>", re.IGNORECASE).search(html, at)
    if end is None:
        endless.add(name)
    return end.end() if end else at


def _without_embedded(html: str, found: Page) -> str:
    """The page without the data of its `data:` addresses, which become files of `found`."""
    pieces, at = [], 0
    for match in _EMBEDDED_START.finditer(html):
        if match.start() < at:
            continue
        end = _EMBEDDED_END[match[1]].search(html, match.end())
        if len(found.embedded) >= MOST_EMBEDDED or (end is None and match[1]):
            found.is_whole = False
            break
        stop = end.start() if end else len(html)
        content = _data(html[match.end() : stop], match[4])
        if content:
            kind = match[3].lower() or "text/plain"
            suffix = mimetypes.guess_extension(kind) or ""
            name = "picture" if kind.startswith("image/") else "file"
            found.embedded.append((f"{name}-{len(found.embedded) + 1}{suffix}", kind, content))
            pieces.append(html[at : match.start(2)])
            at = stop
    return "".join([*pieces, html[at:]])


def _data(text: str, parameters: str) -> bytes:
    """The bytes of a `data:` address; b"" where they cannot be decoded, so that the page keeps them."""
    raw = urllib.parse.unquote_to_bytes(entities.unescape(text) if "&" in text else text)
    if "base64" not in parameters.lower():
        return raw
    raw = re.sub(rb"\s+", b"", raw).rstrip(b"=").translate(bytes.maketrans(b"-_", b"+/"))
    try:
        return binascii.a2b_base64(raw + b"=" * (-len(raw) % 4)) if re.fullmatch(rb"[A-Za-z0-9+/]+", raw) else b""
    except (binascii.Error, ValueError):
        return b""
