"""Addresses and names on outgoing mails: in any script, and never more than one address."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.desk.tracker import health
from tests.desk.local_tracker import TRADER, Desk, opened, plain
from tests.desk.mail_faults import problems, set_address, use, work_for_days
from tests.desk.scripted_smtp import ScriptedSmtp


@pytest.fixture
def desk(new_tracker: Path, tmp_path: Path) -> Iterator[Desk]:
    with opened(new_tracker, tmp_path) as desk:
        health.HEALTH.reset()
        yield desk


def test_names_in_any_script_reach_the_wire_as_the_server_can(desk: Desk) -> None:
    set_address(desk, "sara@büro.example")
    desk.customer(realname='Ahmadi, "Sara" \u202eevil')
    with ScriptedSmtp() as server:
        use(desk, server)
        desk.answer()
        assert desk.work_off() == 1
        assert server.recipients == ["sara@xn--bro-hoa.example"]
    set_address(desk, "پست@büro.example")
    with ScriptedSmtp() as server:
        use(desk, server)
        desk.answer()
        work_for_days(desk)
        assert desk.jobs()[-1] == ("failed", 3)
        assert server.mails == []
    with ScriptedSmtp(offers=("SMTPUTF8", "8BITMIME")) as server:
        use(desk, server)
        assert work_for_days(desk, 1) == 1
        assert "To: =" in server.mails[0].decode() or "پست@" in server.mails[0].decode()
        assert server.recipients == ["پست@xn--bro-hoa.example"]
        assert any("SMTPUTF8" in words for words in server.commands)


@pytest.mark.parametrize(
    "address", ["a@x.example, b@x.example", "a", "a@b@c.example", "<a@x.example>", "a b@x.example"]
)
def test_an_address_that_is_not_one_gets_no_mail_and_says_so(desk: Desk, address: str) -> None:
    set_address(desk, address)
    desk.answer()
    desk.answer("another")
    assert desk.work_off() == 0
    assert [state for state, _ in desk.jobs()] == ["failed", "failed"]
    assert problems(desk)["mail_refused"] == "mails_refused"
    desk.customer(address=TRADER)
    desk.worker = desk.new_worker()
    desk.work_off()
    assert desk.work_off() == 2
    assert plain(desk.mails()[0])
    assert problems(desk) == {}


def test_a_skipped_mail_says_why(desk: Desk) -> None:
    desk.customer(email_alerts=False)
    desk.answer()
    desk.work_off()
    desk.customer(email_alerts=True)
    set_address(desk, "")
    desk.answer()
    desk.work_off()
    set_address(desk, TRADER)
    desk.db.user.retire(desk.db.user.lookup("demo"))
    desk.answer()
    assert desk.work_off() == 0
    reasons = [desk.db.mailjob.get(job, "error") for job in ("1", "2", "3")]
    assert reasons == ["mail_off", "no_address", "customer_removed"]
    assert desk.mails() == []


@pytest.mark.parametrize(
    "name",
    ["Ahmadi, Sara", 'Sara "S" Ahmadi', "سارا، احمدی", "Sara <x@evil.example>", "a\\b", "x" * 300],
)
def test_a_name_stays_a_name(desk: Desk, name: str) -> None:
    desk.customer(realname=name)
    desk.customer("rachel", realname=name)
    desk.answer()
    assert desk.work_off() == 1
    (mail,) = desk.mails()
    (to,), (sender,) = mail["To"].addresses, mail["From"].addresses
    assert (to.display_name, to.addr_spec) == (name, TRADER)
    assert sender.display_name.startswith(name)
    assert sender.addr_spec == desk.db.config.TRACKER_EMAIL


def test_nothing_in_a_name_or_title_is_decoded(desk: Desk) -> None:
    word = "=?utf-8?q?a=0D=0ABcc:_evil@evil.example?="
    desk.customer(realname=word)
    desk.db.issue.set("8", title=word)
    desk.db.commit()
    desk.answer()
    desk.work_off()
    (mail,) = desk.mails()
    assert mail["Bcc"] is None
    assert "=0D=0A" in mail["Subject"]
    assert "=0D=0A" in mail["To"].addresses[0].display_name


def test_a_name_cannot_turn_what_follows_it(desk: Desk) -> None:
    desk.customer(realname="Sara\u202e moc.live\u2066")
    desk.answer()
    desk.work_off()
    (mail,) = desk.mails()
    assert mail["To"].addresses[0].display_name == "Sara moc.live"


def test_a_mail_that_is_no_ascii_or_no_mail_holds_up_no_other(desk: Desk) -> None:
    for letter in ("From: s@x.example\nTo: a@x.example\nSubject: ñ\n\nñ", "no mail at all", "To: a@x.example\n\nx"):
        desk.db.mailjob.create(letter=letter, state="new", tries=0)
    desk.db.mailjob.create(issue="8", state="new", tries=0)
    desk.db.commit()
    desk.answer()
    with ScriptedSmtp() as server:
        use(desk, server)
        assert desk.work_off() == 2
        assert [state for state, _ in desk.jobs()] == ["sent", "new", "new", "failed", "sent"]
        assert "ñ".encode() in server.mails[0]
