"""A message whose files are on their way says how far they are, and can be paused, changed and given up."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from desktop.connectors.base import Capabilities
from desktop.domain.accounts import Guarantee
from desktop.domain.errors import ErrorCode, Problem
from desktop.domain.sync_status import LinkState, SyncStatus
from desktop.domain.tickets import RowKey, RowKind
from desktop.settings import Settings
from desktop.ui.signals import SendProgress
from desktop.ui.tickets.thread.upload_progress import UploadProgress
from tests.ui.frame import NOON_MS
from tests.ui.helpdesk_client import HelpdeskClient, client
from tests.ui.test_formats import formats
from tests.ui.test_thread import actions, items, press

__all__ = ["client"]
MB = 1024 * 1024


@pytest.fixture
def uploading(client: HelpdeskClient) -> Iterator[tuple[HelpdeskClient, str]]:
    """The thread of a new ticket with a file of 5 MB that waits to be sent."""
    client.desk.capabilities = Capabilities(Guarantee.A, can_send_parts=True)
    client.desk.info = replace(client.desk.info, upload_part_bytes=MB, attachment_limit_bytes=25 * MB)
    client.sync()
    tickets, drafts = client.services.tickets, client.services.drafts
    draft = drafts.keep(replace(drafts.new(client.account.id), subject="Proof", body="See the file."))
    draft = drafts.attach_bytes(draft, "scan.png", bytes(5 * MB), client.desk.info)
    id = tickets.submit(draft, limits=client.desk.info)
    client.settle()
    client.page.open_row(RowKey(RowKind.OUTBOX, id))
    client.settle()
    yield client, id


def plain(words: str) -> str:
    """Without the marks that keep numbers in their order."""
    return re.sub("[\u2066-\u2069]", "", words).replace("\xa0", " ")


def progress(client: HelpdeskClient, id: str, done: int, after_s: float = 0) -> None:
    client.clock.advance(after_s)
    client.session.signals.progress.emit(SendProgress(id, done, 5 * MB))
    client.settle()


def test_bytes_speed_and_the_time_that_is_left() -> None:
    words = formats("en")
    seen = UploadProgress()
    seen.note(0, 5 * MB, NOON_MS)
    assert plain(seen.words(words)).endswith(" of 5.0 MB")
    seen.note(MB, 5 * MB, NOON_MS + 10_000)
    assert plain(seen.words(words)) == "1.0 MB of 5.0 MB · 102 KB per second · less than a minute left"
    seen.note(2 * MB, 5 * MB, NOON_MS + 110_000)
    assert plain(seen.words(words)) == "2.0 MB of 5.0 MB · 10 KB per second · about 5 min left"
    seen.note(5 * MB, 5 * MB, NOON_MS + 111_000)
    assert (seen.percent, plain(seen.words(words))) == (100, "5.0 MB of 5.0 MB")


def test_a_hundred_per_cent_are_all_of_it() -> None:
    seen = UploadProgress()
    seen.note(5 * MB - 1, 5 * MB, NOON_MS)
    assert seen.percent == 99


def test_the_speed_is_that_of_this_try_and_of_late() -> None:
    seen = UploadProgress()
    seen.note(4 * MB, 5 * MB, NOON_MS)
    seen.note(MB, 5 * MB, NOON_MS + 10_000)
    assert seen.bytes_s == 0, "another try"
    for second in range(1, 120):
        seen.note(MB + 1000 * second, 5 * MB, NOON_MS + 10_000 + 1000 * second)
    seen.note(2 * MB, 5 * MB, NOON_MS + 10_000)
    assert seen.bytes_s == 0, "a clock that was set back"


def test_the_message_says_how_far_its_files_are(uploading: tuple[HelpdeskClient, str]) -> None:
    client, id = uploading
    client.clock.advance(10)
    progress(client, id, 0)
    progress(client, id, 2 * MB, after_s=10)
    (item,) = items(client)
    assert plain(item.delivery.words) == "Sending 40% 2.0 MB of 5.0 MB · 205 KB per second · less than a minute left"
    assert actions(item) == ["Pause", "Edit", "Discard"]


def test_it_can_be_paused_and_resumed(uploading: tuple[HelpdeskClient, str]) -> None:
    client, id = uploading
    client.clock.advance(10)
    progress(client, id, 2 * MB)
    press(items(client)[0], "Pause")
    client.settle()
    (item,) = items(client)
    assert item.delivery.words.startswith("Paused Support does not have this yet")
    assert actions(item) == ["Resume", "Edit", "Discard"]
    press(item, "Resume")
    client.settle()
    assert actions(items(client)[0]) == ["Pause", "Edit", "Discard"]


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (LinkState.OFFLINE, "It goes out as soon as there is a connection."),
        (LinkState.SLOW, "The connection is slow. It goes out as soon as it can."),
        (LinkState.SIGN_IN_AGAIN, "It goes out when you have signed in again."),
        (LinkState.UP_TO_DATE, "It goes out after what you sent before it."),
    ],
    ids=lambda value: value.value if isinstance(value, LinkState) else "",
)
def test_what_waits_says_why(uploading: tuple[HelpdeskClient, str], state: LinkState, reason: str) -> None:
    client, _ = uploading
    client.clock.advance(10)
    client.session.signals.status.emit(SyncStatus(state, NOON_MS, waiting=1))
    client.settle()
    assert plain(items(client)[0].delivery.words) == f"Waiting to send {reason}"


def test_what_stands_still_does_not_claim_to_be_sent(uploading: tuple[HelpdeskClient, str]) -> None:
    client, id = uploading
    client.clock.advance(10)
    progress(client, id, 2 * MB)
    client.session.signals.status.emit(SyncStatus(LinkState.OFFLINE, NOON_MS, problem=Problem(ErrorCode.OFFLINE)))
    client.settle()
    assert plain(items(client)[0].delivery.words) == "Waiting to send It goes out as soon as there is a connection."


def test_the_bytes_of_the_month_are_in_the_settings(client: HelpdeskClient) -> None:
    from desktop.store import usage
    from desktop.ui.settings.data_settings import DataSettings

    with client.services.context.database.write() as tx:
        usage.add(tx, client.account.id, client.clock.now_ms(), 3 * MB)
    card = DataSettings(client.session)
    card.retranslate()
    assert plain(card._used.text()) == "Used this month: 3.0 MB"
    card.show_settings(Settings(data_saver="on"))
    assert card._controls.choices["data_saver"].currentData() == "on"
    card.deleteLater()
