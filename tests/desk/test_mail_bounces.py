"""Mails that say that one of ours did not arrive."""

import pytest

from desktop.desk.tracker.mail import parse
from tests.desk.mail_bytes import SARA, joined, mail, part, read

REPORT = (
    "Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; {to}\r\nAction: {action}\r\nStatus: {status}\r\n"
)
OURS = b"Message-ID: <1.issue8.msg9@otet.example>\r\nSubject: x\r\n\r\nx"


def bounce(action: str = "failed", status: str = "5.2.2", more: str = "", returned: str = "message/rfc822") -> bytes:
    body = joined(
        part(f"{SARA}: mailbox is full"),
        part(REPORT.format(to=SARA, action=action, status=status) + more, "Content-Type: message/delivery-status"),
        part(OURS, f"Content-Type: {returned}"),
        boundary="d",
    )
    return (
        b"From: Mail Delivery System <MAILER-DAEMON@mx.example>\r\nReturn-Path: <>\r\nAuto-Submitted: auto-replied\r\n"
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=d\r\n\r\n" + body
    )


@pytest.mark.parametrize("returned", ["message/rfc822", "text/rfc822-headers", "message/global"])
def test_a_bounce_names_the_mail_the_recipient_and_the_reason(returned: str) -> None:
    found = parse.head(bounce(returned=returned)).bounce
    assert found is not None
    assert (found.message_id, found.recipient, found.status) == ("<1.issue8.msg9@otet.example>", SARA, "5.2.2")
    assert found.reason == f"{SARA}: mailbox is full"
    found = read(bounce(status="5.1.1 (bad)", more="Diagnostic-Code: smtp; 550 5.1.1\r\n User unknown\r\n")).bounce
    assert found is not None
    assert (found.status, found.reason) == ("5.1.1", "550 5.1.1 User unknown")


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded"])
def test_a_report_of_another_kind_is_no_bounce(action: str) -> None:
    assert read(bounce(action=action)).bounce is None


@pytest.mark.parametrize(
    "raw",
    [
        b"From: MAILER-DAEMON@x.example\r\n\r\nThis is qmail.\r\n<sara.ahmadi@otet.example>:\r\n552 5.2.2 full\r\n\r\n"
        b"--- Below this line is a copy of the message.\r\n\r\nMessage-ID: <1.issue8.msg9@otet.example>\r\n",
        b"From: Mailer <postmaster@x.example>\r\nX-Failed-Recipients: sara.ahmadi@otet.example\r\n"
        b"In-Reply-To: <1.issue8.msg9@otet.example>\r\n\r\nYour mail was not delivered: 5.2.2 full\r\n",
    ],
)
def test_older_forms_of_bounces(raw: bytes) -> None:
    found = read(raw).bounce
    assert found is not None
    assert (found.message_id, found.recipient, found.status) == ("<1.issue8.msg9@otet.example>", SARA, "5.2.2")


def test_a_persons_mail_is_no_bounce() -> None:
    assert (
        read(mail("Message-ID: <1.issue8.msg9@otet.example> 5.2.2", "In-Reply-To: <1.issue8.msg9@otet.example>")).bounce
        is None
    )
    raw = mail("out of office", "In-Reply-To: <1.issue8.msg9@otet.example>", "Auto-Submitted: auto-replied")
    assert read(raw).bounce is None


def test_a_mail_too_large_is_only_named() -> None:
    found = read(mail("x", f"{parse.SIZE_HEADER}: 99999999"))
    assert (found.is_too_large, found.sender, found.text) == (True, SARA, "")
