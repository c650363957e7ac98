"""An attachment that the person asked for comes, once, whole, and without holding up anybody."""

from collections.abc import Callable

import pytest

from desktop.domain.errors import ErrorCode, Problem
from desktop.domain.tickets import Attachment, DownloadState
from desktop.store.read import queries
from tests.client_harness import Client, ticket_key
from tests.fakes import FakeDesk, fails
from tests.sync.rounds import only, until_still


def wanted(client: Client, desk: FakeDesk, *files: tuple[str, bytes]) -> list[int]:
    """Support has sent these, and the person asks for them."""
    desk.open_ticket("Old", "question")
    desk.answer("1", "see", *files)
    client.engine.wake()
    until_still(client)
    ids = [one.id for one in attachments(client)]
    for id in ids:
        client.services.attachments.request(id)
    return ids


def attachments(client: Client) -> list[Attachment]:
    found = queries.messages(client.database.read_connection(), client.account.id, ticket_key(1))
    return [one for message in found for one in message.attachments]


def call_at_the_last_byte(client: Client) -> Callable[[str, int, int], None]:
    """Something more urgent comes when it is too late to make way for it."""

    def progress(id: str, done: int, total: int) -> None:
        if done == total:
            client.engine.wake()

    return progress


def test_a_download_is_tried_three_times_and_again_when_asked_for_again(client: Client, desk: FakeDesk) -> None:
    (id,) = wanted(client, desk, ("form.pdf", b"1" * 100))
    for round_ in (1, 2):
        desk.policy = only("download", fails(ErrorCode.SERVER_ERROR))
        for _ in range(10):
            client.engine.step()
        assert desk.calls.count("download") == 3 * round_
        assert attachments(client)[0].download_state is DownloadState.FAILED
        client.services.attachments.request(id)
    desk.policy = lambda call, outgoing: None
    until_still(client)
    assert attachments(client)[0].download_state is DownloadState.DOWNLOADED


def test_a_failure_while_something_more_urgent_waits_counts_too(client: Client, desk: FakeDesk) -> None:
    wanted(client, desk, ("form.pdf", b"1" * 100))
    desk.files["f1"] = b"2" * 120
    client.on_progress = call_at_the_last_byte(client)
    for _ in range(10):
        client.engine.step()
    assert desk.calls.count("download") == 3
    assert attachments(client)[0].download_state is DownloadState.FAILED


def test_the_log_says_why_a_download_failed_and_not_of_what(
    client: Client, desk: FakeDesk, caplog: pytest.LogCaptureFixture
) -> None:
    wanted(client, desk, ("my passport.pdf", b"1" * 100))
    desk.policy = only("download", fails(Problem(ErrorCode.SERVER_ERROR, name="my passport.pdf", status=502)))
    for _ in range(10):
        client.engine.step()
    (line,) = (record.getMessage() for record in caplog.records if "not downloaded" in record.getMessage())
    assert line.endswith("not downloaded: server_error status=502")


def test_one_that_failed_once_comes_after_those_that_did_not(client: Client, desk: FakeDesk) -> None:
    wanted(client, desk, ("a.pdf", b"1" * 100), ("b.pdf", b"2" * 100), ("c.pdf", b"3" * 100))
    desk.next("download", fails(ErrorCode.SERVER_ERROR))
    here = []
    for _ in range(4):
        assert client.engine.step() == 0
        here.append([one.download_state is DownloadState.DOWNLOADED for one in attachments(client)])
    assert here == [[False] * 3, [False, True, False], [False, True, True], [True] * 3]


def test_a_call_at_the_last_byte_does_not_undo_a_download(client: Client, desk: FakeDesk) -> None:
    wanted(client, desk, ("form.pdf", b"1" * 100))
    client.on_progress = call_at_the_last_byte(client)
    client.engine.step()
    assert attachments(client)[0].download_state is DownloadState.DOWNLOADED


def test_bytes_of_an_attachment_that_is_gone_do_not_stay(client: Client, desk: FakeDesk) -> None:
    wanted(client, desk, ("form.pdf", b"1" * 100))

    def forget(id: str, done: int, total: int) -> None:
        with client.database.write() as tx:
            tx.execute("DELETE FROM attachment")

    client.on_progress = forget
    client.engine.step()
    assert not [path for path in (client.folder / "blobs").rglob("*") if path.is_file()]


def test_half_a_download_of_the_wrong_size_is_not_gone_on_from(client: Client, desk: FakeDesk) -> None:
    wanted(client, desk, ("form.pdf", b"1" * 100))
    right = desk.files["f1"]
    desk.files["f1"] = b"2" * 120
    client.engine.step()
    desk.files["f1"] = right
    until_still(client)
    (attachment,) = attachments(client)
    path = client.services.attachments.path(attachment)
    assert path is not None
    assert path.read_bytes() == right


LARGE = bytes(range(256)) * 4000
"""A megabyte."""


def test_news_and_messages_come_between_two_parts_of_a_large_file(client: Client, desk: FakeDesk) -> None:
    wanted(client, desk, ("scan.pdf", LARGE))
    client.engine.step()
    assert desk.calls.count("download") == 1
    client.send("a line of text")
    desk.answer("1", "an answer")
    client.clock.advance(11)
    client.engine.step()
    assert attachments(client)[0].download_state is DownloadState.REQUESTED
    assert "a line of text" in desk.own_bodies()
    found = queries.messages(client.database.read_connection(), client.account.id, ticket_key(1))
    assert "an answer" in [message.body for message in found]
    until_still(client)
    (attachment,) = attachments(client)
    path = client.services.attachments.path(attachment)
    assert path is not None
    assert path.read_bytes() == LARGE


def test_parts_that_came_outlive_the_program(client: Client, desk: FakeDesk) -> None:
    wanted(client, desk, ("scan.pdf", LARGE))
    client.engine.step()
    client.restart()
    client.progress.clear()
    until_still(client)
    assert client.progress[0][1] > 100_000
    assert attachments(client)[0].download_state is DownloadState.DOWNLOADED
