"""Files of large messages go ahead of them part by part: nothing waits behind them, and nothing is sent for nothing."""

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.connectors.base import PARTS_MISSING, Capabilities
from desktop.domain.accounts import Guarantee
from desktop.domain.errors import ErrorCode, OtetError, Problem
from desktop.domain.operations import AHEAD_BYTES, OperationState
from desktop.domain.sync_status import LinkState
from desktop.store import outbox
from desktop.sync import uploads
from tests.client_harness import Client, link_of, sending_key
from tests.fakes import FakeClock, FakeDesk, fails
from tests.sync.rounds import operation, until_still

DATA = bytes(range(256)) * 1200
"""300 KB."""
BROKEN = Problem(ErrorCode.OFFLINE)


@pytest.fixture
def desk() -> FakeDesk:
    """A help desk that takes parts."""
    made = FakeDesk(FakeClock(), Capabilities(Guarantee.A, can_wait=True, can_find_receipts=True, can_send_parts=True))
    made.info = replace(made.info, upload_part_bytes=100_000)
    return made


def send_file(client: Client, body: str = "with a file", data: bytes = DATA, undo_s: float = 0) -> str:
    """Submit a text with a file; the operation's id."""
    draft = client.services.drafts.attach_bytes(client.write(body=body), "a.png", data, client.desk.info)
    return client.services.tickets.submit(draft, limits=client.desk.info, undo_s=undo_s)


def parts_sent(desk: FakeDesk) -> int:
    return desk.calls.count("send_part")


def file_bodies(desk: FakeDesk) -> list[bytes]:
    return list(desk.files.values())


def until_first_part(client: Client, desk: FakeDesk) -> None:
    """Step until a part has been sent."""
    for _ in range(20):
        if parts_sent(desk):
            return
        client.engine.step()
    raise AssertionError("no part was sent")


def test_a_large_file_comes_in_parts_and_whole(client: Client, desk: FakeDesk) -> None:
    until_still(client)
    sent = send_file(client)
    client.settle()
    assert file_bodies(desk) == [DATA]
    assert parts_sent(desk) >= 3
    assert desk.refs() == [sent]
    acknowledged = [done for id, done, _ in client.progress if id == sent]
    assert acknowledged == sorted(acknowledged)
    assert acknowledged[0] == 0
    assert next(total for id, _, total in client.progress if id == sent) == len(DATA)


def test_a_small_file_goes_with_its_message(client: Client, desk: FakeDesk) -> None:
    until_still(client)
    send_file(client, data=b"x" * AHEAD_BYTES)
    client.settle()
    assert parts_sent(desk) == 0


def test_a_help_desk_that_takes_no_parts_gets_the_whole_message(client: Client, desk: FakeDesk) -> None:
    desk.info = replace(desk.info, upload_part_bytes=0)
    until_still(client)
    send_file(client)
    client.settle()
    assert (parts_sent(desk), file_bodies(desk)) == (0, [DATA])


def test_what_is_sent_meanwhile_goes_between_two_parts(client: Client, desk: FakeDesk) -> None:
    until_still(client)
    send_file(client, "with a file")
    until_first_part(client, desk)
    client.send("a line of text")
    before = parts_sent(desk)
    client.engine.step()
    assert desk.own_bodies() == ["a line of text"]
    assert parts_sent(desk) <= before + 1
    client.settle()
    assert desk.own_bodies() == ["a line of text", "with a file"]


def test_news_comes_while_a_file_is_sent(client: Client, desk: FakeDesk) -> None:
    until_still(client)
    send_file(client)
    until_first_part(client, desk)
    pulls = desk.calls.count("changes")
    client.clock.advance(11)
    client.engine.step()
    assert desk.calls.count("changes") > pulls
    assert outbox.unfinished(client.database.read_connection(), client.account.id), "the file is still on its way"


def test_a_broken_upload_goes_on_where_it_was(client: Client, desk: FakeDesk) -> None:
    until_still(client)
    send_file(client)
    for _ in range(10):
        desk.next("send_part", fails(BROKEN, committed=True), fails(BROKEN))
    client.settle()
    assert file_bodies(desk) == [DATA]
    # every part that came counts, also one whose answer was lost; only those that broke were sent again
    assert parts_sent(desk) <= 40


def test_a_line_that_is_back_is_used_at_once(client: Client, desk: FakeDesk) -> None:
    until_still(client)
    send_file(client)
    for _ in range(5):
        desk.next("send_part", fails(BROKEN))
        client.engine.wake()
        client.engine.step()
    before = parts_sent(desk)
    client.engine.step()
    assert parts_sent(desk) == before, "it waits longer each time"
    client.engine.wake()
    client.engine.step()
    assert parts_sent(desk) == before + 1


def test_a_broken_part_is_no_doubt_about_the_message(client: Client, desk: FakeDesk) -> None:
    until_still(client)
    sent = send_file(client)
    desk.next("send_part", fails(BROKEN, committed=True))
    until_first_part(client, desk)
    assert operation(client, sent).state is OperationState.QUEUED
    assert operation(client, sent).attempts == 0


def test_it_goes_on_after_a_restart(client: Client, desk: FakeDesk) -> None:
    until_still(client)
    send_file(client)
    until_first_part(client, desk)
    kept = sum(map(len, desk.parts.values()))
    assert 0 < kept < len(DATA)
    client.restart()
    before = len(client.progress)
    client.settle()
    assert client.progress[before][1] == kept, "what came before the restart is not sent again"
    assert file_bodies(desk) == [DATA]


def test_what_the_help_desk_has_lost_is_sent_again(client: Client, desk: FakeDesk) -> None:
    until_still(client)
    sent = send_file(client)
    desk.next("deliver", fails(Problem(ErrorCode.SERVER_ERROR, reason=PARTS_MISSING, status=409)))
    until_first_part(client, desk)
    while parts_sent(desk) and operation(client, sent).attempts == 0:
        client.engine.step()
    desk.parts.clear()
    client.settle()
    assert (file_bodies(desk), desk.refs()) == ([DATA], [sent])


def test_after_an_answer_that_was_lost_the_files_are_not_sent_again(client: Client, desk: FakeDesk) -> None:
    until_still(client)
    sent = send_file(client)
    desk.next("deliver", fails(BROKEN, committed=True))
    until_first_part(client, desk)
    while operation(client, sent).attempts == 0:
        client.engine.step()
    before = parts_sent(desk)
    desk.parts.clear()
    client.restart()
    client.settle()
    assert (parts_sent(desk), desk.refs()) == (before, [sent])


def test_a_refused_part_leaves_the_judgement_to_the_message(client: Client, desk: FakeDesk) -> None:
    until_still(client)
    sent = send_file(client)
    desk.next("send_part", fails(Problem(ErrorCode.REFUSED, said="No.")))
    desk.next("deliver", fails(Problem(ErrorCode.TOO_LARGE, said="Too large for us.")))
    for _ in range(10):
        client.clock.advance(client.engine.step())
    found = operation(client, sent)
    assert (found.state, found.problem and found.problem.said) == (OperationState.NEEDS_USER, "Too large for us.")


def test_an_older_help_desk_gets_the_whole_message_at_once(client: Client, desk: FakeDesk) -> None:
    """It was a newer one when it said what it takes."""
    until_still(client)
    send_file(client)
    desk.policy = lambda call, outgoing: (
        fails(Problem(ErrorCode.SERVER_ERROR, status=404)) if call == "kept_bytes" else None
    )
    until_still(client)
    assert (parts_sent(desk), file_bodies(desk)) == (0, [DATA])


def test_a_paused_upload_waits_until_it_is_resumed(client: Client, desk: FakeDesk) -> None:
    until_still(client)
    sent = send_file(client)
    until_first_part(client, desk)
    client.services.tickets.pause(sent)
    before = parts_sent(desk)
    until_still(client)
    client.clock.advance(3600)
    until_still(client)
    assert parts_sent(desk) == before
    paused = operation(client, sent)
    assert (paused.state, paused.problem) == (OperationState.QUEUED, Problem(ErrorCode.PAUSED))
    client.restart()
    until_still(client)
    assert parts_sent(desk) == before, "it is paused for longer than the program runs"
    client.services.tickets.try_now(sent)
    client.settle()
    assert file_bodies(desk) == [DATA]


def test_what_is_being_sent_is_not_paused(client: Client, desk: FakeDesk) -> None:
    until_still(client)
    sent = send_file(client)
    with client.database.write() as tx:
        assert outbox.begin(tx, sent, client.clock.now_ms())
    with pytest.raises(OtetError) as late:
        client.services.tickets.pause(sent)
    assert late.value.code is ErrorCode.ALREADY_SENT


def test_an_upload_can_be_cancelled_and_changed(client: Client, desk: FakeDesk) -> None:
    """Nothing of the message has arrived before all of its files have."""
    until_still(client)
    sent = send_file(client)
    until_first_part(client, desk)
    draft = client.services.tickets.edit_again(sent)
    until_still(client)
    assert (desk.own_bodies(), client.waiting) == ([], ())
    before = parts_sent(desk)
    kept = sum(map(len, desk.parts.values()))
    client.services.tickets.submit(replace(draft, body="changed"), limits=desk.info)
    client.settle()
    assert (desk.own_bodies(), file_bodies(desk)) == (["changed"], [DATA])
    assert parts_sent(desk) - before <= (len(DATA) - kept) // uploads.FIRST_PART_BYTES + 1, "what came is kept"


def test_replies_wait_for_the_files_of_their_ticket(client: Client, desk: FakeDesk) -> None:
    until_still(client)
    create = send_file(client, "the ticket")
    client.send("and a line more", key=sending_key(create))
    client.settle()
    assert desk.own_bodies() == ["the ticket", "and a line more"]


def test_it_begins_when_it_cannot_be_undone_any_more(client: Client, desk: FakeDesk) -> None:
    until_still(client)
    send_file(client, undo_s=5)
    until_still(client)
    assert parts_sent(desk) == 0
    assert 0 < client.engine.step() <= 5
    client.clock.advance(5)
    client.engine.step()
    assert parts_sent(desk) == 1


def test_a_file_that_is_gone_is_told_by_the_message(client: Client, desk: FakeDesk) -> None:
    until_still(client)
    sent = send_file(client)
    (file,) = operation(client, sent).files
    path: Path = client.blobs.path(file.sha256)
    path.unlink()
    until_still(client)
    found = operation(client, sent)
    assert found.problem is not None
    assert (found.state, found.problem.code, parts_sent(desk)) == (OperationState.NEEDS_USER, ErrorCode.FILE_GONE, 0)


def test_a_sign_in_that_expires_stops_it_and_nothing_is_lost(client: Client, desk: FakeDesk) -> None:
    until_still(client)
    send_file(client)
    until_first_part(client, desk)
    desk.tokens.clear()
    until_still(client)
    assert link_of(client) is LinkState.SIGN_IN_AGAIN
    kept = sum(map(len, desk.parts.values()))
    client.services.accounts.sign_in("fake", "https://desk.example", "trader", desk.password)
    client.engine.wake(at_once=True)
    client.settle()
    assert (kept > 0, file_bodies(desk)) == (True, [DATA])
