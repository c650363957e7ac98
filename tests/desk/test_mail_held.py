"""Mails that cannot be taken in: listed with the reason and whole, until an agent takes them in or dismisses them."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.desk.tracker import texts
from desktop.desk.tracker.mail import bounce, held_mail, inbox, parse
from tests.desk.local_tracker import SUPPORT, TICKET, TRADER, Desk, folder, new_mail, opened, plain, reply_to

GROUP = "support-group@broker.example"
LANGUAGES = ("en", "fa", "ar", "es")


@pytest.fixture
def desk(new_tracker: Path, tmp_path: Path) -> Iterator[Desk]:
    with opened(new_tracker, tmp_path) as desk:
        yield desk


def raw(sender: str, text: str = "The words", **headers: str) -> bytes:
    """A mail with a From header that no library would write; "" for none."""
    mail = new_mail(text, **headers)
    del mail["From"]
    return (f"From: {sender}\n".encode() if sender else b"") + mail.as_bytes()


def held(desk: Desk) -> list[tuple[str, str]]:
    """Reason and state of every held mail."""
    desk.db.rollback()
    nodes = [desk.db.heldmail.getnode(item) for item in sorted(desk.db.heldmail.list(), key=int)]
    return [(node.reason, node.state) for node in nodes]


def waits(desk: Desk, content: bytes, reason: str) -> None:
    """The mail is listed with this reason, with all of its bytes, and no ticket has changed."""
    before = (desk.tickets(), {ticket: desk.bodies(ticket) for ticket in desk.tickets()})
    desk.receive(content)
    found, state = held(desk)[-1]
    assert found in reason.split(", ")
    assert state == "waiting"
    assert (desk.tickets(), {ticket: desk.bodies(ticket) for ticket in desk.tickets()}) == before
    name = desk.db.heldmail.get(max(desk.db.heldmail.list(), key=int), "file")
    assert (desk.place / "inbox-mail" / "held" / name).read_bytes() == content
    assert folder(desk, "new") == folder(desk, "failed") == []


BROKEN = [
    ("", "no_sender"),
    (f'"Sara Ahmadi <{TRADER}>', "unclear_sender"),
    (f"Sara {TRADER} <mallory@evil.example> x", "unclear_sender, several_senders"),
    (f"{TRADER}, mallory@evil.example", "several_senders"),
    (f"mallory@evil.example\nFrom: {TRADER}", "several_senders"),
]
CLEAR = [
    ("mallory@evil.example", {}, "stranger"),
    ("rachel@otet.example", {}, "agent"),
    (SUPPORT, {}, "own_address"),
    ("list@lists.example", {"List_Id": "<x.lists.example>", "Reply_To": TRADER}, "list"),
    ("robot@example.org", {"Auto_Submitted": "auto-generated"}, "automatic"),
    ("bounces@example.org", {"Return_Path": "<>"}, "automatic"),
]


@pytest.mark.parametrize(("sender", "reason"), BROKEN, ids=str)
def test_a_sender_that_is_not_certain_is_never_guessed(desk: Desk, sender: str, reason: str) -> None:
    waits(desk, raw(sender), reason)
    desk.work_off()
    assert desk.mails() == [], "and nobody is written to"


@pytest.mark.parametrize(("sender", "headers", "reason"), CLEAR, ids=str)
def test_a_mail_of_no_customer_is_listed(desk: Desk, sender: str, headers: dict[str, str], reason: str) -> None:
    if reason == "agent":
        sender = desk.db.user.get(desk.db.user.lookup("rachel"), "address")
    waits(desk, raw(sender, **headers), reason)


def test_nothing_in_a_mail_is_listed_too(desk: Desk) -> None:
    waits(desk, raw(TRADER, "", Subject=""), "empty")
    title = desk.db.issue.get(TICKET, "title")
    waits(desk, raw(TRADER, "\n", Subject=f"Re: [issue{TICKET}] {title}"), "empty")


def test_a_mail_too_large_is_refused_and_listed_with_all_its_bytes(desk: Desk) -> None:
    waits(desk, raw(TRADER) + b"x" * parse.MAIL_LIMIT_BYTES, "too_large")
    (refusal,) = desk.mails_to(TRADER)
    assert "36" in plain(refusal)


def test_a_closed_tickets_mail_is_listed_when_nobody_can_be_told(desk: Desk) -> None:
    desk.set_status("closed")
    for number in range(11):
        desk.receive(new_mail(f"Question {number}", Subject=f"[issue{TICKET}] x"))
    assert held(desk) == [("closed", "waiting")], "ten refusals a day to one address, and the eleventh is no secret"


def test_what_nobody_thought_of_is_listed_and_never_tried_in_a_loop(desk: Desk) -> None:
    desk.db.sql("create temp trigger broken before insert on _msg begin select raise(abort, 'no'); end")
    waits(desk, raw(TRADER), "unreadable")
    assert desk.take_in() == 0


def test_a_mail_that_cannot_even_be_listed_waits_and_keeps_no_other_waiting(desk: Desk) -> None:
    desk.db.sql("create temp trigger broken before insert on _heldmail begin select raise(abort, 'no'); end")
    content = raw(f'"Sara <{TRADER}>')
    desk.put(content)
    desk.put(new_mail("Behind it"))
    incoming = inbox.Inbox(desk.place)
    assert incoming.take_in(desk.db) == 2
    assert desk.bodies(desk.newest()) == ["Behind it"]
    assert incoming.take_in(desk.db) == 0, "it rests"
    desk.db.sql("drop trigger broken")
    desk.db.commit()
    assert desk.take_in() == 1
    assert held(desk) == [("unclear_sender", "waiting")]
    (kept,) = folder(desk, "held")
    assert kept.read_bytes() == content


def test_a_kill_after_the_commit_lists_a_mail_once(desk: Desk) -> None:
    content = raw(f'"Sara <{TRADER}>')
    desk.receive(content)
    desk.receive(content)  # as if it had never been removed
    assert held(desk) == [("unclear_sender", "waiting")]
    (kept,) = folder(desk, "held")
    assert kept.read_bytes() == content


def test_mails_that_an_earlier_version_gave_up_are_dealt_with(desk: Desk) -> None:
    failed = desk.place / "inbox-mail" / "failed"
    failed.mkdir(parents=True)
    (failed / "1").write_bytes(raw(f'"Sara <{TRADER}>'))
    (failed / "2").write_bytes(raw(TRADER, "From the past"))
    assert desk.take_in() == 2
    assert held(desk) == [("unclear_sender", "waiting")]
    assert desk.bodies(desk.newest()) == ["From the past"]


@pytest.mark.parametrize("headers", [{"X_Original_From": f"Sara <{TRADER}>"}, {"Reply_To": TRADER}], ids=str)
def test_a_group_named_in_the_settings_passes_customers_mails_on(desk: Desk, headers: dict[str, str]) -> None:
    through = raw(f"'Sara' via Support <{GROUP}>", Precedence="list", List_Id="<g>", **headers)
    waits(desk, through, "list")
    desk.settings("desk", groups=f"other@broker.example, {GROUP.upper()}")
    desk.receive(through.replace(b"The words", b"Other words"))
    assert desk.bodies(desk.newest()) == ["Other words"]
    assert desk.db.user.get(desk.db.issue.get(desk.newest(), "requester"), "username") == "demo"
    waits(desk, raw(GROUP, List_Id="<g>", Reply_To=f"{TRADER}, mallory@evil.example"), "group_sender")
    waits(desk, raw("mallory@evil.example", List_Id="<g>", **headers), "list")
    desk.work_off()
    assert desk.mails() == []


def seems(desk: Desk) -> str:
    user = desk.db.heldmail.get(max(desk.db.heldmail.list(), key=int), "customer")
    return str(user and desk.db.user.get(user, "username"))


def test_whom_a_mail_seems_to_be_from_is_only_said(desk: Desk) -> None:
    for sender, headers in (
        (f'"Sara Ahmadi <{TRADER}>', {}),
        (f"mallory@evil.example, {TRADER}", {}),
        (GROUP, {"List_Id": "<g>", "X_Original_From": TRADER}),
    ):
        desk.receive(raw(sender, **headers))
        assert seems(desk) == "demo", sender
    desk.new_person("other", address="other@example.org")
    for sender in ("mallory@evil.example", f"other@example.org, {TRADER}"):
        desk.receive(raw(sender))
        assert seems(desk) == "None", sender


def test_the_same_mail_is_listed_once(desk: Desk) -> None:
    mail = raw("mallory@evil.example")
    desk.receive(mail, mail)
    assert held(desk) == [("stranger", "waiting")]


def test_a_machines_answer_about_a_ticket_is_a_note_on_it_and_opens_nothing(desk: Desk) -> None:
    desk.answer("واریز شد.")
    desk.set_status("solved")
    desk.work_off()
    (mail,) = desk.mails()
    desk.receive(reply_to(mail, "I am away until Monday.", Auto_Submitted="auto-replied", Subject="Out of office"))
    note = desk.messages()[-1]
    assert (note.content, note.internal) == ("Out of office\n\nI am away until Monday.", True)
    assert desk.status() == "solved"
    assert held(desk) == []
    desk.work_off()
    assert len(desk.mails()) == 1
    desk.receive(reply_to(mail, "I am away.", Auto_Submitted="auto-replied", From="other@example.org"))
    assert held(desk) == [("automatic", "waiting")], "of somebody else it says nothing about the customer"


def test_the_log_names_what_was_held_and_nobodys_words_or_addresses(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", "roundup.desk")
    desk.db.sql("create temp trigger broken before insert on _msg begin select raise(abort, 'Canary text'); end")
    for sender, _ in BROKEN:
        desk.receive(raw(sender, "Canary text", Subject="Canary subject"))
    desk.receive(raw("canary@evil.example", "Canary text"), raw(TRADER, "Canary text", Subject="Canary subject"))
    assert caplog.text.count("held: ") == len(BROKEN) + 2
    assert "Canary" not in caplog.text
    assert "@" not in caplog.text


def test_every_reason_has_its_sentence(desk: Desk) -> None:
    words = json.loads((texts.FOLDER / "held.json").read_text(encoding="utf-8"))
    reasons = held_mail.REASONS
    bounces = ["bounce_" + text.replace(" ", "_") for text in bounce.REASONS]
    for key in [*(f"held_{reason}" for reason in reasons), *bounces]:
        assert set(words[key]) == set(LANGUAGES), key
