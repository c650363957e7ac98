"""Reads mails that say that a mail of ours did not arrive: delivery status notifications, and older forms of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from desktop.desk.tracker.mail import charsets, mime

_MESSAGE_ID = re.compile(r"<[!-;=?-~]{1,250}>")
_MESSAGE_ID_LINE = re.compile(r"^[> \t]{0,20}message-id:[ \t]*(<[!-;=?-~]{1,250}>)", re.IGNORECASE | re.MULTILINE)
_STATUS = re.compile(r"(?<![\d.])([45]\.\d{1,3}\.\d{1,3})(?![\d.])")
_ADDRESS = re.compile(r"[^\s<>;:,\"()]{1,64}@[^\s<>;:,\"()]{1,255}")
_DELAY = re.compile(
    r"\bdelayed\b|not yet been delivered|could not be delivered yet|still being (?:re)?tried|warning message only"
    r"|will (?:be retried|retry|keep trying|continue to (?:try|attempt))|do not need to resend",
    re.IGNORECASE,
)
_FAILED = ("failed", "failure", "")
REASON_LIMIT = 500
_MOST_PARTS, _MOST_LEVELS = 50, 5
_RETURNED = ("message/rfc822", "message/global", "text/rfc822-headers", "message/global-headers")
_STATUS_KINDS = ("message/delivery-status", "message/global-delivery-status")


@dataclass
class Bounce:
    """One failed delivery: which mail, to whom, the enhanced status code such as `5.2.2`, and why in words."""

    message_id: str = ""
    recipient: str = ""
    status: str = ""
    reason: str = ""


def bounce_in(mail: mime.Entity, *, is_from_daemon: bool) -> Bounce | None:
    """Return the failed delivery that this mail reports; None if it reports none, or only a delay."""
    is_report = mail.kind == "multipart/report"
    if not is_report and not is_from_daemon and not mail.get("x-failed-recipients"):
        return None
    parts = list(_leaves(mail, mime.Budget(8 * len(mail.body) + 100_000, _MOST_PARTS), 0))
    reports = [part for part in parts if part.kind in _STATUS_KINDS]
    if is_report and not reports and "delivery" not in mail.type_parameters().get("report-type", "delivery"):
        return None
    words = _words(parts)
    found = Bounce(message_id=_returned_id(mail, parts, words))
    if reports:
        group = _failed_group(reports)
        if group is None:
            return None
        found.recipient = _address(group.get("final-recipient", "") or group.get("original-recipient", ""))
        found.status = _status(group.get("status", ""))
        found.reason = group.get("diagnostic-code", "").partition(";")[2].strip() or group.get("diagnostic-code", "")
    elif not (found.message_id or mail.get("x-failed-recipients")) or _is_delay(mail, words):
        return None
    found.recipient = found.recipient or _address(mail.get("x-failed-recipients")) or _address(words[:5000])
    found.status = found.status or _status(words[:5000])
    found.reason = " ".join((found.reason or words).split())[:REASON_LIMIT]
    return found


def _is_delay(mail: mime.Entity, words: str) -> bool:
    """Whether a notification without fields for programs says that the mail is still under way."""
    return bool(_DELAY.search(f"{mail.get('subject')[:500]}\n{words[:5000]}"))


def _leaves(part: mime.Entity, budget: mime.Budget, depth: int) -> Iterator[mime.Entity]:
    if part.kind.startswith("multipart/") and depth < _MOST_LEVELS:
        try:
            parts, _, _ = mime.parts_of(part, budget)
        except mime.TooMuchError:
            return
        for inner in parts or []:
            yield from _leaves(inner, budget, depth + 1)
        if parts is not None:
            return
    yield part


def _words(parts: list[mime.Entity]) -> str:
    """What the notification says to people."""
    for part in parts:
        if part.kind == "text/plain":
            text = charsets.clean(charsets.text_of(part.content()[:100_000], part.charset))
            if text.strip():
                return text
    return ""


def _returned_id(mail: mime.Entity, parts: list[mime.Entity], words: str) -> str:
    """The Message-ID of the mail that came back."""
    for part in parts:
        if part.kind in _RETURNED:
            body = part.body if mime.looks_like_headers(part.body) else part.content()
            match = _MESSAGE_ID.search(mime.entity(body[:64_000], is_mail=True).get("message-id"))
            if match:
                return match[0]
    match = _MESSAGE_ID_LINE.search(words)
    if match:
        return match[1]
    named = _MESSAGE_ID.findall(mail.get("in-reply-to")) or _MESSAGE_ID.findall(mail.get("references"))[-1:]
    return named[0] if named else ""


def _failed_group(reports: list[mime.Entity]) -> dict[str, str] | None:
    """The fields about the first recipient whom the mail did not reach."""
    for report in reports:
        text = charsets.text_of(report.content()[:200_000], report.charset or "utf-8")
        for block in re.split(r"\n\s*\n", charsets.clean(text))[:200]:
            lines = [line.partition(":") for line in re.sub(r"\n[ \t]+", " ", block.strip()).split("\n")[:50]]
            fields = {name.strip().lower(): charsets.header_text(value.strip()[:2000]) for name, _, value in lines}
            is_recipient = "final-recipient" in fields or "original-recipient" in fields
            if is_recipient and fields.get("action", "").partition(" ")[0].lower() in _FAILED:
                return fields
    return None


def _address(text: str) -> str:
    match = _ADDRESS.search(text.rpartition(";")[2] if ";" in text[:40] else text)
    return match[0].strip(".'<>").lower() if match else ""


def _status(text: str) -> str:
    match = _STATUS.search(text)
    return match[1] if match else ""
