"""Who sent a mail: one From header with one mailbox, or nobody; never a guess."""

import pytest

from desktop.desk.tracker.mail import parse
from tests.desk.mail_bytes import SARA, mail, read

EVIL = "mallory@evil.example"


def sent_by(*values: str) -> tuple[str, str, list[str]]:
    lines = "".join(f"From: {value}\r\n" for value in values)
    found = parse.head(f"{lines}Subject: x\r\n\r\nwords\r\n".encode("utf-8", "surrogateescape"))
    return found.sender, found.sender_problem, found.seems_from


@pytest.mark.parametrize(
    "value",
    [
        SARA,
        f"Sara Ahmadi <{SARA}>",
        f"Sara <{SARA.upper()}>",
        f'"Ahmadi, Sara" <{SARA}>',
        f'"Sara \\"S\\" A." <{SARA}>',
        f"Dr. S. A. Ahmadi <{SARA}>",
        f"سارا احمدی <{SARA}>",
        f"=?utf-8?B?2LPYp9ix2Kc=?= <{SARA}>",
        f"{SARA} (Sara Ahmadi)",
        f"(Sara) <{SARA}>",
        f"{SARA} <{SARA}>",
        f"<{SARA}>",
        f"Sara\r\n <{SARA}>",
        f"\u202a{SARA}\u202c",
        f"\ufeffSara <\u200b{SARA}\u200e>",
        f"Sara < {SARA} >",
        f"\u00a0<{SARA}>",
        f"'Sara' via Support <{SARA}>",
        f"\"'x@example.org' via Support\" <{SARA}>",
    ],
)
def test_one_mailbox_is_the_sender(value: str) -> None:
    assert sent_by(value) == (SARA, "", [SARA])


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (f'"Sara Ahmadi <{SARA}>', "unclear_sender"),
        (f'Sara Ahmadi" <{SARA}>', "unclear_sender"),
        (f"Sara <{SARA}", "unclear_sender"),
        (f"Sara {SARA}>", "unclear_sender"),
        (f"Sara {SARA}", "unclear_sender"),
        (f"<<{SARA}>>", "unclear_sender"),
        (f"<{SARA}> x", "unclear_sender"),
        (f"{SARA}(", "unclear_sender"),
        (f"undisclosed:{SARA};", "unclear_sender"),
        (f"Ahmadi, Sara <{SARA}>", "unclear_sender"),
        (f"{SARA}\x00", "unclear_sender"),
        (f"Sara <mailto:{SARA}>", "unclear_sender"),
        (f"{SARA}, {SARA}", "several_senders"),
    ],
)
def test_a_malformed_header_is_no_sender_and_names_the_address(value: str, problem: str) -> None:
    assert sent_by(value) == ("", problem, [SARA])


@pytest.mark.parametrize(
    "value",
    [
        f"{SARA} (x) <{EVIL}>",
        f"{SARA} <{EVIL}>",
        f"{SARA}\r\n <{EVIL}>",
        f"{SARA}, {EVIL}",
        f"{EVIL}, {SARA}",
        f"{SARA} {EVIL}",
        f"{SARA}:;, {EVIL}",
        f"{SARA}: {EVIL};",
        f"=?utf-8?q?{SARA.replace('@', '=40')}=2C?= <{EVIL}>",
        f"=?utf-8?q?x_=3C{SARA.replace('@', '=40')}=3E?= <{EVIL}>",
        f'"{EVIL}>" <{SARA}>',
        f'"x <{EVIL}>" <{SARA}>',
        f"{SARA} ({EVIL})",
        f"({EVIL}) {SARA}",
        f"<{EVIL}> <{SARA}>",
        f"<@evil.example:{SARA}> {EVIL}",
        f"{SARA}\u00a0<{EVIL}>",
        f"{SARA}\r<{EVIL}>",
        f'"{SARA}" {EVIL}',
        f"{SARA} \\<{EVIL}>",
        f"{SARA}>{EVIL}",
    ],
)
def test_of_two_addresses_none_is_taken(value: str) -> None:
    sender, problem, seems_from = sent_by(value)
    assert (sender, problem in ("unclear_sender", "several_senders")) == ("", True)
    assert SARA in seems_from


@pytest.mark.parametrize(
    "value",
    [
        f'"{SARA}"@evil.example',
        "=?utf-8?q?sara.ahmadi?=@otet.example",
        "sara.ahmadi@otet.ex\u0430mple",
        "سارا@مثال.example",
    ],
)
def test_an_address_that_only_looks_like_one_is_no_sender(value: str) -> None:
    assert sent_by(value)[:2] == ("", "unclear_sender")


def test_a_quoted_name_is_only_a_name() -> None:
    assert sent_by(f'"{SARA}" <{EVIL}>')[0] == EVIL


@pytest.mark.parametrize("values", [(SARA, EVIL), (EVIL, SARA), (SARA, SARA), (SARA, ""), (SARA, "x" * 9000)])
def test_several_from_headers_are_no_sender(values: tuple[str, ...]) -> None:
    sender, problem, seems_from = sent_by(*values)
    assert (sender, problem) == ("", "several_senders")
    assert SARA in seems_from


@pytest.mark.parametrize(
    "raw",
    [
        f"from : {SARA}\r\nFROM: {EVIL}\r\n\r\nx",
        f"To: x\rFrom: {EVIL}\r\nFrom: {SARA}\r\n\r\nx",
        "".join(f"X-{number}: y\r\n" for number in range(20_000)) + f"From: {SARA}\r\nFrom: {EVIL}\r\n\r\nx",
    ],
)
def test_a_second_header_is_found_wherever_it_hides(raw: str) -> None:
    assert parse.head(raw.encode()).sender_problem == "several_senders"


@pytest.mark.parametrize("values", [(), ("",), ("<>",), ("nobody",), ("Sara Ahmadi",)])
def test_no_address_is_no_sender(values: tuple[str, ...]) -> None:
    assert sent_by(*values) == ("", "no_sender", [])


def test_other_headers_never_stand_for_the_sender() -> None:
    raw = f"Sender: {SARA}\r\nResent-From: {SARA}\r\nReply-To: {SARA}\r\nFrom: {EVIL}\r\n\r\nx".encode()
    assert read(raw).sender == EVIL
    assert read(raw.replace(f"From: {EVIL}\r\n".encode(), b"")).sender_problem == "no_sender"


def test_a_mail_through_a_group_names_who_wrote_it() -> None:
    raw = (
        f"From: 'Sara Ahmadi' via Support <group@broker.example>\r\nReply-To: {SARA}\r\n"
        f"X-Original-From: Sara Ahmadi <{SARA.upper()}>\r\n"
        "List-ID: <support.broker.example>\r\nPrecedence: list\r\n\r\nx"
    )
    found = parse.head(raw.encode())
    assert (found.sender, found.original_from, found.reply_to) == ("group@broker.example", [SARA], [SARA])
    assert (found.is_list, found.is_robot, found.takes_no_answer) == (True, False, True)


@pytest.mark.parametrize("value", [f"{SARA} (x) <{EVIL}>", f'"{SARA}', f"x:{SARA};"])
def test_a_malformed_original_sender_is_none(value: str) -> None:
    assert parse.head(f"X-Original-From: {value}\r\n\r\n".encode()).original_from == []


def test_a_daemon_in_a_malformed_header_is_not_answered() -> None:
    assert read(b'From: "Mail <MAILER-DAEMON@x.example>\r\n\r\nx').is_robot
    assert read(mail("x", "Auto-Submitted: auto-replied")).takes_no_answer
