"""Gives what `deskincoming` says of a mail in the form that the intake expects: the head alone, and the whole mail."""

import logging
import re
import unicodedata
from dataclasses import dataclass, field
from email import message_from_bytes
from email.parser import BytesHeaderParser

import deskincoming

LOG = logging.getLogger("roundup.desk")


@dataclass
class Bounce:
    """A report that one of our mails could not be delivered."""

    message_id: str = ""
    recipient: str = ""
    status: str = ""
    reason: str = ""


@dataclass
class Head(deskincoming.Incoming):
    """A mail's head."""

    sender_problem: str = ""
    seems_from: list = field(default_factory=list)
    reply_to: list = field(default_factory=list)
    original_from: list = field(default_factory=list)
    is_list: bool = False
    bounce: Bounce | None = None


_MAILBOX = re.compile(r'(?:(?:[^<>@,;:()"]*|"[^"]*")\s*<([^<>\s]+)>|([^<>\s,;:()"]+))')
_FIND = re.compile(deskincoming.ADDRESS.pattern)


def _head(raw):
    mail = BytesHeaderParser(policy=deskincoming._Policy()).parsebytes(raw[: 64 * 1024])
    found = deskincoming._head(mail, raw)
    found.is_too_large = (
        len(raw) > deskincoming.MAIL_LIMIT_BYTES
        or deskincoming._number(mail.get(deskincoming.SIZE_HEADER)) > deskincoming.MAIL_LIMIT_BYTES
    )
    head = Head(**vars(found))
    values = [_plain(value) for value in mail.get_all("From") or ()]
    match = _MAILBOX.fullmatch(values[0]) if len(values) == 1 else None
    address = (match[1] or match[2]).lower() if match else ""
    head.seems_from = _addresses(values)
    head.sender = address if deskincoming.ADDRESS.fullmatch(address) else ""
    if not head.sender:
        several = len(values) > 1 or len(set(head.seems_from)) > 1
        head.sender_problem = "several_senders" if several else "unclear_sender" if any(values) else "no_sender"
    head.reply_to = _addresses(mail.get_all("Reply-To") or ())
    head.original_from = _addresses(mail.get_all("X-Original-From") or ())
    precedence = (mail.get("Precedence") or "").strip().lower()
    head.is_list = precedence == "list" or any(name.lower().startswith("list-") for name in mail)
    head.bounce = _bounce(raw) if mail.get_content_type() == "multipart/report" and not head.is_too_large else None
    return head


def _plain(value):
    value = deskincoming._plain(value)
    return "".join(letter for letter in value if unicodedata.category(letter) != "Cf").strip()


def _addresses(values):
    return list(dict.fromkeys(one.lower() for value in values for one in _FIND.findall(value)))


def _bounce(raw):
    facts, words, returned = {}, "", ""
    for part in message_from_bytes(raw).walk():
        kind = part.get_content_type()
        if kind == "message/delivery-status" and part.is_multipart():
            for block in part.get_payload():
                facts.update({name.lower(): value for name, value in block.items()})
        elif kind in ("message/rfc822", "text/rfc822-headers"):
            inner = part.get_payload(0) if part.is_multipart() else message_from_bytes(part.get_payload(decode=True))
            returned = returned or (inner.get("Message-ID") or "").strip()
        elif kind == "text/plain" and not words:
            words = deskincoming.text_of(part.get_payload(decode=True) or b"", part.get_content_charset())
    if facts.get("action", "").strip().lower() != "failed":
        return None
    recipient = facts.get("final-recipient", "").partition(";")[2].strip()
    reason = facts.get("diagnostic-code", "").partition(";")[2].strip() or words.strip()
    return Bounce(returned, recipient, facts.get("status", "").strip(), " ".join(reason.split())[:200])


def _read(raw, _language=""):
    head = _head(raw)
    if head.is_too_large:
        return head
    try:
        if len(deskincoming._PARTS.findall(raw)) > 2 * deskincoming.MOST_PARTS:
            raise ValueError("too many parts")
        reader = deskincoming._Reader()
        reader.take(message_from_bytes(raw, policy=deskincoming._Policy()))
    except Exception:
        LOG.exception("mail: %s cannot be taken apart; it is kept whole", head.message_id or head.digest)
        head.files = [(deskincoming.UNREADABLE, "message/rfc822", raw)]
        return head
    head.text = deskincoming.clean("\n\n".join(text.strip("\r\n") for text in reader.texts))
    head.files = reader.files
    return head


head = getattr(deskincoming, "head", _head)
read = deskincoming.read if hasattr(deskincoming, "head") else _read
