"""Reads a mail: who wrote what, with which files. Whatever the bytes are, it ends soon and nothing is thrown away."""

import hashlib
import logging
import re
from dataclasses import dataclass, field

from desktop.desk.tracker.mail import charsets, content, dsn, mime, senders, text_types

MAIL_LIMIT_BYTES = 36 * 1024 * 1024
"""An attachment of 25 MB as mail writes it, and some text."""
MOST_FILES = 20
"""Files that one message of a ticket takes; a mail may have more."""
SIZE_HEADER = "X-Desk-Size"
"""Set by whoever fetched only the head of a mail that is too large: its whole size."""
MOST_REFERENCES = 50
UNREADABLE = "message.eml"

LOG = logging.getLogger("roundup.desk")
ADDRESS = senders.ADDRESS
MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,250}>")
Bounce = dsn.Bounce
clean, header_text, text_of = charsets.clean, charsets.header_text, charsets.text_of
_FROM_BEHIND_BARE_CR = re.compile(rb"\r(?!\r*\n)[ \t]*from[ \t]*:", re.IGNORECASE)
_COMMENT_OR_REST = re.compile(r"[;(].*", re.DOTALL)
_ROBOTS = ("mailer-daemon", "postmaster", "noreply", "no-reply", "donotreply", "do-not-reply", "bounce", "bounces")


@dataclass
class Head:
    """What the headers of a mail say.

    `sender` is "" unless there is exactly one From header with exactly one mailbox; then `sender_problem` is
    `no_sender`, `several_senders` or `unclear_sender`, and `seems_from` has the addresses found, for people to look at.
    """

    sender: str = ""
    sender_problem: str = ""
    seems_from: list[str] = field(default_factory=list)
    reply_to: list[str] = field(default_factory=list)
    original_from: list[str] = field(default_factory=list)  # X-Original-From
    subject: str = ""
    message_id: str = ""
    references: list[str] = field(default_factory=list)  # the nearest first
    digest: str = ""  # of all bytes of the mail
    loop: str = ""
    is_robot: bool = False
    takes_no_answer: bool = False
    is_list: bool = False
    is_too_large: bool = False
    bounce: dsn.Bounce | None = None


@dataclass
class Incoming(Head):
    """One mail: its head, its words and its files, those that people attached first."""

    text: str = ""
    files: list[mime.File] = field(default_factory=list)  # (name, media type, bytes)
    left_out: list[str] = field(default_factory=list)  # always empty


def head(raw: bytes) -> Head:
    """Return what the headers of these bytes say."""
    return _read_head(mime.entity(raw, is_mail=True), raw, Head())


def read(raw: bytes, language: str = "") -> Incoming:
    """Return the mail in these bytes; `language` is the writer's, where it is known."""
    mail = mime.entity(raw, is_mail=True)
    found = Incoming()
    _read_head(mail, raw, found, language)
    if found.is_too_large:
        return found
    reader = content.Reader(mime.Budget(6 * len(raw) + 1_000_000), language)
    is_whole = not mail.is_cut
    try:
        reader.take(mail)
    except mime.TooMuchError:
        LOG.warning("mail: %s has too many parts; it is kept whole", found.message_id or found.digest)
        is_whole = False
    except Exception:  # a mail that nobody thought of
        LOG.exception("mail: %s cannot be taken apart; it is kept whole", found.message_id or found.digest)
        is_whole = False
    is_whole &= not reader.context.budget.is_exceeded
    found.text = reader.text()
    found.files = reader.files() if is_whole else [(UNREADABLE, "message/rfc822", raw)]
    return found


def _read_head(mail: mime.Entity, raw: bytes, found: Head | Incoming, language: str = "") -> Head | Incoming:
    froms = mail.headers.get("from", [])
    if _FROM_BEHIND_BARE_CR.search(raw, 0, len(raw) - len(mail.body)):
        froms = [*froms, ""]  # a program that ends lines there sees one more
    sender = senders.sender_of(froms)
    found.sender, found.sender_problem, found.seems_from = sender.address, sender.problem, sender.seems_from
    found.reply_to = senders.mailboxes_in(mail.headers.get("reply-to", []))
    found.original_from = senders.mailboxes_in(mail.headers.get("x-original-from", []))
    subject = text_types.with_letters(header_text(mail.get("subject"), mail.charset, language))
    found.subject = " ".join(subject.split())
    own_id = MESSAGE_ID.search(mail.get("message-id"))
    found.message_id = own_id[0] if own_id else ""
    named = f"{mail.get('references')} {mail.get('in-reply-to')}"
    found.references = list(dict.fromkeys(reversed(MESSAGE_ID.findall(named))))[:MOST_REFERENCES]
    found.digest = hashlib.sha256(raw).hexdigest()
    found.loop = mail.get("x-loop").strip().lower()
    found.is_too_large = len(raw) > MAIL_LIMIT_BYTES or _number(mail.get(SIZE_HEADER.lower())) > MAIL_LIMIT_BYTES
    _read_automatic(mail, found)
    return found


def _read_automatic(mail: mime.Entity, found: Head | Incoming) -> None:
    """Tell people's mails from those that programs write by themselves."""
    precedence = mail.get("precedence").strip().lower()
    names = [found.sender, *found.seems_from]
    is_from_daemon = mail.get("return-path").strip() == "<>" or any(
        name.split("@")[0] == "mailer-daemon" for name in names
    )
    found.is_list = precedence == "list" or any(name.startswith("list-") for name in mail.headers)
    found.is_robot = (
        is_from_daemon
        or (_COMMENT_OR_REST.sub("", mail.get("auto-submitted")).strip().lower() or "no") != "no"
        or any(name in mail.headers for name in ("x-autoreply", "x-autorespond", "x-roundup-loop"))
        or mail.kind == "multipart/report"
        or precedence == "auto_reply"
    )
    found.takes_no_answer = (
        found.is_robot
        or found.is_list
        or precedence in ("bulk", "junk")
        or any(name.split("@")[0] in _ROBOTS for name in names)
    )
    if not found.is_too_large:
        is_from_daemon |= any(name.split("@")[0] == "postmaster" for name in names)
        found.bounce = dsn.bounce_in(mail, is_from_daemon=is_from_daemon)


def _number(text: str) -> int:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0
