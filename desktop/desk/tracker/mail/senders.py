"""Decides who sent a mail by its `From` header: exactly one header with exactly one mailbox, or nobody.

Programs read malformed `From` headers differently: a mail server that checks signatures may see one address where
another program sees a second. So nothing is guessed. What was found is listed for people to look at.
"""

import re
import unicodedata
from dataclasses import dataclass, field

from desktop.desk.tracker.mail import charsets, mime

ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
NO_SENDER, SEVERAL_SENDERS, UNCLEAR_SENDER = "no_sender", "several_senders", "unclear_sender"
MOST_FOUND = 10
_SEEMS_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"@]{1,64}@[^\s<>()\[\],;:\"'@]{1,255}")
_TOKEN = re.compile(
    r"""(?P<quoted>"(?:[^"\\]|\\.)*")|(?P<angle><[^<>"()]*>)|(?P<comma>,)|(?P<blank>\s+)|(?P<word>[^\s"<>(),]+)""",
    re.DOTALL,
)
_ENCODED_WORD = re.compile(r"=\?[^?\s]+\?[bBqQ]\?[^\s]*\?=")


@dataclass
class Sender:
    """The sender's address in lower case, or "" with the problem and the addresses that were found."""

    address: str = ""
    problem: str = ""
    seems_from: list[str] = field(default_factory=list)


def sender_of(values: list[str]) -> Sender:
    """Read all the `From` headers of a mail."""
    values = [_without_marks(value) for value in values]
    seems_from = addresses_in(values)
    problem = UNCLEAR_SENDER
    if len(values) > 1:
        problem = SEVERAL_SENDERS
    elif not values or not (seems_from or "@" in values[0]):
        problem = NO_SENDER
    elif len(values[0]) < mime.VALUE_LIMIT and not _has_controls(values[0]):
        mailboxes = _mailboxes(values[0])
        found = [_address(mailbox) for mailbox in mailboxes or []]
        if len(found) == 1 and found[0]:
            return Sender(found[0], "", [found[0]])
        if len(found) > 1 and all(found):
            problem = SEVERAL_SENDERS
    return Sender("", problem, seems_from)


def addresses_in(values: list[str]) -> list[str]:
    """Return the addresses that stand anywhere in these headers, in lower case, each once."""
    found = []
    for value in values:
        for text in (charsets.clean(value), charsets.header_text(value)):
            found += [match.lower().strip(".'") for match in _SEEMS_ADDRESS.findall(text) if "=?" not in match]
    return list(dict.fromkeys(found))[:MOST_FOUND]


def mailboxes_in(values: list[str]) -> list[str]:
    """Return the addresses of a header such as `Reply-To`, in lower case; [] unless all of it is well-formed."""
    if len(values) != 1 or len(values[0]) >= mime.VALUE_LIMIT:
        return []
    found = [_address(mailbox) for mailbox in _mailboxes(_without_marks(values[0])) or []]
    return list(dict.fromkeys(found))[:MOST_FOUND] if all(found) else []


def _without_marks(value: str) -> str:
    """Without the format marks that some programs put around names and addresses, and outer blanks."""
    value = charsets.plain_header(value)
    return "".join(letter for letter in value if unicodedata.category(letter) != "Cf").strip()


def _has_controls(value: str) -> bool:
    return any(unicodedata.category(letter) in ("Cc", "Cs") and letter != "\t" for letter in value)


def _mailboxes(value: str) -> list[list[tuple[str | None, str]]] | None:
    """Split at the commas between mailboxes; None where the header is not well-formed."""
    without = _without_comments(value)
    if without is None:
        return None
    mailboxes: list[list[tuple[str | None, str]]] = [[]]
    at = 0
    while at < len(without):
        token = _TOKEN.match(without, at)
        if not token:
            return None  # a quote or an angle bracket that is never closed
        at = token.end()
        if token.lastgroup == "comma":
            mailboxes.append([])
        elif token.lastgroup != "blank":
            mailboxes[-1].append((token.lastgroup, token[0]))
    return mailboxes


def _without_comments(value: str) -> str | None:
    """Without comments; None if one of them is not closed or holds what may be an address."""
    pieces, depth, in_quotes, skips = [], 0, False, False
    for letter in value:
        if skips:
            skips = False
        elif letter == "\\":
            skips = True
        elif letter == '"' and not depth:
            in_quotes = not in_quotes
        elif letter == "(" and not in_quotes:
            depth += 1
        elif letter == ")" and not in_quotes:
            depth -= 1
            if depth < 0:
                return None
            pieces.append(" ")
            continue
        if depth and letter in "@<>":
            return None
        if not depth:
            pieces.append(letter)
    return None if depth else "".join(pieces)


def _address(mailbox: list[tuple[str | None, str]]) -> str:
    """The address of one mailbox in lower case; "" where it could be read in another way."""
    angles = [text for kind, text in mailbox if kind == "angle"]
    if not angles:
        return _plain_address(mailbox[0][1]) if len(mailbox) == 1 else ""
    if len(angles) > 1 or mailbox[-1][0] != "angle":
        return ""
    address = _plain_address(angles[0][1:-1].strip())
    names = mailbox[:-1]
    return address if address and all(_is_name(kind, text, address) for kind, text in names) else ""


def _plain_address(text: str) -> str:
    return text.lower() if ADDRESS.fullmatch(text) and "=?" not in text else ""


def _is_name(kind: str | None, text: str, address: str) -> bool:
    """Whether this piece before the address is surely only a name."""
    if text.strip('"').lower() == address:
        return True
    if _ENCODED_WORD.fullmatch(text):
        shown = charsets.header_text(text)
        return "@" not in shown or not set(shown) & set(",;:<>")
    if kind == "quoted":
        return "@" not in text or not set(text) & set("<>")
    return not set(text) & set("@:;[]\\")
