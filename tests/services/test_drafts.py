"""Nothing that a person writes is lost: not by typing while a file is copied, not by a full disk, not by a restart."""

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.errors import ErrorCode, OtetError
from desktop.domain.tickets import RowKey, RowKind
from tests.client_harness import Client, failing_disk, sending_key, ticket_key
from tests.fakes import FakeDesk


def test_a_new_draft_is_on_disk_only_once_it_holds_something(client: Client) -> None:
    drafts = client.services.drafts
    draft = drafts.new(client.account.id, department="7")
    assert drafts.keep(draft) == draft
    assert drafts.all(client.account.id) == ()
    kept = drafts.keep(replace(draft, body="س", caret=1))
    client.restart()
    drafts = client.services.drafts
    assert drafts.get(draft.id) == kept
    assert (kept.department, kept.caret, kept.updated_ms > 0) == ("7", 1, True)
    emptied = drafts.keep(replace(kept, body=" \u200c"))
    assert drafts.all(client.account.id) == ()
    assert emptied.body == " \u200c", "what is in the field stays in the field"
    drafts.keep(replace(emptied, body="again"))
    assert [one.body for one in drafts.all(client.account.id)] == ["again"]


def test_any_number_of_drafts_newest_first(client: Client) -> None:
    for number in range(5):
        client.clock.advance(1)
        client.write(f"Subject {number}")
    drafts = client.services.drafts.all(client.account.id)
    assert [draft.subject for draft in drafts] == [f"Subject {number}" for number in (4, 3, 2, 1, 0)]
    client.services.drafts.discard(drafts[0].id)
    assert len(client.services.drafts.all(client.account.id)) == 4


def test_typing_while_a_file_is_copied_undoes_neither(client: Client, desk: FakeDesk, tmp_path: Path) -> None:
    drafts = client.services.drafts
    source = tmp_path / "proof.png"
    source.write_bytes(b"png")
    opened = client.write("Subject", "before")
    client.clock.advance(1)
    # the copy was begun with `opened`; it ends after this pause in typing
    drafts.keep(replace(opened, body="typed meanwhile"))
    attached = drafts.attach(opened, source, desk.info)
    assert (attached.body, [file.name for file in attached.files]) == ("typed meanwhile", ["proof.png"])
    # the window has not heard of the file yet
    kept = drafts.keep(replace(opened, body="and more"))
    assert (kept.body, kept.files) == ("and more", attached.files)
    assert drafts.get(opened.id) == kept


def test_text_that_was_not_kept_yet_comes_along_with_the_file(client: Client, desk: FakeDesk, tmp_path: Path) -> None:
    source = tmp_path / "proof.png"
    source.write_bytes(b"png")
    draft = client.write("Subject", "before")
    attached = client.services.drafts.attach(replace(draft, body="not kept yet"), source, desk.info)
    assert client.services.drafts.get(draft.id) == attached
    assert attached.body == "not kept yet"


def test_the_wall_clock_does_not_decide_whose_text_is_newer(client: Client, desk: FakeDesk) -> None:
    drafts = client.services.drafts
    opened = client.write("Subject", "before")
    client.clock.jump(-86400)
    drafts.keep(replace(opened, body="typed meanwhile"))
    attached = drafts.attach_bytes(opened, "a.png", b"png", desk.info)
    assert attached.body == "typed meanwhile"


def test_taking_a_file_off(client: Client, desk: FakeDesk) -> None:
    drafts = client.services.drafts
    draft = client.write()
    for name, data in (("a", b"1"), ("b", b"2"), ("a", b"1")):
        draft = drafts.attach_bytes(draft, name, data, desk.info)
    draft = drafts.detach(draft, 0)
    assert [file.name for file in draft.files] == ["b", "a"]
    shown_before = draft
    draft = drafts.detach(draft, 1)
    assert [file.name for file in draft.files] == ["b"]
    assert drafts.detach(shown_before, 1).files == draft.files, "clicked twice"


def test_limits_are_told_before_and_the_rest_stays(client: Client, desk: FakeDesk, tmp_path: Path) -> None:
    drafts = client.services.drafts
    info = replace(desk.info, attachments_per_message=1, attachment_limit_bytes=4)
    draft = client.write()
    big = tmp_path / "big.mov"
    big.write_bytes(b"12345")
    with pytest.raises(OtetError) as caught:
        drafts.attach(draft, big, info)
    assert caught.value.code is ErrorCode.FILE_TOO_LARGE
    with pytest.raises(OtetError) as caught:
        drafts.attach(draft, tmp_path / "gone", info)
    assert caught.value.code is ErrorCode.FILE_GONE
    attached = drafts.attach_bytes(draft, "a", b"1", info)
    # the second check: a list that was shown before the first file came
    for shown in (attached, draft):
        with pytest.raises(OtetError) as caught:
            drafts.attach_bytes(shown, "b", b"2", info)
        assert caught.value.code is ErrorCode.TOO_MANY_FILES
    assert drafts.get(draft.id) == attached


def test_a_full_disk_keeps_what_was_kept(client: Client) -> None:
    draft = client.write("Subject", "before")
    with failing_disk(client), pytest.raises(OtetError) as caught:
        client.services.drafts.keep(replace(draft, body="x" * 50_000))
    assert caught.value.code in (ErrorCode.DISK_FULL, ErrorCode.DISK_ERROR)
    assert client.services.drafts.get(draft.id) == draft
    kept = client.services.drafts.keep(replace(draft, body="x" * 50_000))
    client.restart()
    assert client.services.drafts.get(draft.id) == kept


def test_half_a_character_does_not_cost_the_text(client: Client) -> None:
    kept = client.services.drafts.keep(replace(client.write(), body="before \ud83d after"))
    assert kept.body == "before \ufffd after"


def test_a_reply_is_found_again_on_its_ticket(client: Client, desk: FakeDesk) -> None:
    desk.open_ticket("Old", "question")
    client.settle()
    drafts = client.services.drafts
    assert drafts.reply_to(client.account.id, ticket_key(1)) is None
    reply = client.write(body="begun", key=ticket_key(1))
    assert drafts.reply_to(client.account.id, ticket_key(1)) == reply
    assert reply.is_reply


def test_a_reply_begun_on_a_create_follows_it_to_its_ticket(client: Client, desk: FakeDesk) -> None:
    create = client.send("first")
    reply = client.write(body="begun", key=sending_key(create))
    drafts = client.services.drafts
    assert drafts.reply_to(client.account.id, sending_key(create)) == reply
    client.settle()
    for key in (sending_key(create), ticket_key(1)):
        found = drafts.reply_to(client.account.id, key)
        assert found is not None
        assert (found.id, found.body) == (reply.id, "begun")
    assert drafts.new_reply(client.account.id, sending_key(create)).ticket_id == 1
    assert drafts.new_reply(client.account.id, RowKey(RowKind.TICKET, "1")).ticket_id == 1


def test_a_late_pause_in_typing_does_not_bring_a_sent_draft_back(client: Client, desk: FakeDesk) -> None:
    draft = client.write(body="sent")
    client.services.tickets.submit(draft, limits=desk.info)
    assert client.services.drafts.keep(draft) == draft
    assert client.services.drafts.get(draft.id) is None
    with pytest.raises(OtetError) as caught:
        client.services.drafts.keep(replace(draft, body="something else"))
    assert caught.value.code is ErrorCode.ALREADY_SENT
    with pytest.raises(OtetError) as caught:
        client.services.drafts.attach_bytes(draft, "late", b"1", desk.info)
    assert caught.value.code is ErrorCode.ALREADY_SENT
    assert client.services.drafts.all(client.account.id) == ()
