"""Before the first synchronisation has ended no page claims to be empty, and no figure of it is 0."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QProgressBar
from pytestqt.qtbot import QtBot

from desktop.domain.errors import ErrorCode, Problem
from desktop.domain.sync_status import HistoryProgress, LinkState, SyncStatus
from desktop.store import accounts
from tests.ui.frame import NOON_MS, Frame, answered_page, money_page, open_frame
from tests.ui.helpdesk_client import type_text

CLAIMS = ("Nothing here yet", "Nothing found.", "No wallets yet", "No transactions", "read everything", "not told")


@pytest.fixture
def fetching(qtbot: QtBot, tmp_path: Path) -> Iterator[Frame]:
    """A window of an account of which nothing is here yet."""
    with open_frame(tmp_path) as made:
        with made.client.database.write() as tx:
            accounts.keep_synced(tx, made.client.account.id, 0)
        made.window.resize(1280, 760)
        made.session.signals.account_changed.emit(made.session.account)
        made.window.show()
        made.session.signals.status.emit(SyncStatus(LinkState.SYNCING))
        yield made


def words(frame: Frame) -> str:
    """Everything that can be read in the window now."""
    seen = [label.text() for label in frame.window.findChildren(QLabel) if label.isVisible()]
    seen += [
        f"{button.text()} {button.accessibleName()}"
        for button in frame.window.findChildren(QAbstractButton)
        if button.isVisible()
    ]
    return "\n".join(seen)


def everywhere(frame: Frame) -> Iterator[str]:
    """What every page says; the bell's panel and a search too."""
    for page in ("dashboard", "helpdesk", "wallets"):
        frame.window.show_page(page)
        QApplication.processEvents()
        yield words(frame)
    frame.window.show_page("helpdesk")
    bell = frame.find("helpdesk.bell")
    assert isinstance(bell, QAbstractButton)
    bell.click()
    yield words(frame)
    bell.click()
    content = frame.find("helpdesk.filter.content")
    type_text(content, "nowhere")
    QApplication.processEvents()
    yield words(frame)
    content.clear()  # type: ignore[attr-defined]
    QApplication.processEvents()


def ended(frame: Frame) -> None:
    """The help desk has no more to tell."""
    with frame.client.database.write() as tx:
        accounts.keep_synced(tx, frame.client.account.id, NOON_MS)
    frame.session.signals.status.emit(SyncStatus(LinkState.UP_TO_DATE, NOON_MS))
    QApplication.processEvents()


def figures(frame: Frame) -> dict[str, str]:
    kinds = ("unread", "open", "drafts", "waiting")
    return {kind: frame.find(f"dashboard.support.{kind}").accessibleName() for kind in kinds}


def test_nothing_claims_to_be_empty_while_it_is_fetched(fetching: Frame, qtbot: QtBot) -> None:
    for said in everywhere(fetching):
        assert not [claim for claim in CLAIMS if claim in said], said
        assert "First synchronisation: fetching your tickets" in said
    assert figures(fetching)["unread"] == "Unread answers: not fetched yet"
    assert figures(fetching)["open"] == "Open tickets: not fetched yet"
    # what is on this computer only is known
    assert figures(fetching)["drafts"] == "Drafts: 0"
    assert fetching.find("sidebar.helpdesk").accessibleName() == "Helpdesk, still being fetched"


def test_how_many_are_here_so_far_is_told(fetching: Frame, qtbot: QtBot) -> None:
    for number in range(1, 4):
        fetching.mirror(answered_page(number))
    fetching.window.show_page("helpdesk")
    qtbot.waitUntil(lambda: "First synchronisation: 3 tickets so far" in words(fetching))
    fetching.mirror(money_page())
    for page in ("dashboard", "wallets"):
        # a part of the wallets has another sum than all of them
        fetching.window.show_page(page)
        qtbot.waitUntil(lambda: "3 tickets so far" in words(fetching))
        assert "1,028.50" not in words(fetching)
    ended(fetching)
    for page in ("dashboard", "wallets"):
        fetching.window.show_page(page)
        qtbot.waitUntil(lambda: "1,028.50" in words(fetching))
    assert "so far" not in "".join(everywhere(fetching))
    assert figures(fetching)["open"] == "Open tickets: 0", "all are answered"


def test_how_far_back_everything_is_here_is_told_with_a_bar(fetching: Frame, qtbot: QtBot) -> None:
    def comes(left: int, tickets_left: int, since_ms: int) -> None:
        progress = HistoryProgress(1000, left, tickets_left, since_ms)
        fetching.session.signals.status.emit(SyncStatus(LinkState.SYNCING, history=progress))

    fetching.window.show_page("helpdesk")
    bar = fetching.find("history.bar", QProgressBar)
    assert not bar.isVisible()
    comes(900, 40, 0)
    qtbot.waitUntil(lambda: "What is newest is here. Still to come: 40 older tickets" in words(fetching))
    assert bar.isVisible() and bar.value() * 10 == bar.maximum()
    comes(400, 12, NOON_MS)
    qtbot.waitUntil(lambda: "Everything since 22 Nov 2026 is here. Still to come: 12 older tickets" in words(fetching))
    assert bar.value() * 10 == 6 * bar.maximum()
    comes(100, 0, NOON_MS)
    qtbot.waitUntil(lambda: "Still to come: older messages and transactions" in words(fetching))
    offline = SyncStatus(
        LinkState.OFFLINE, problem=Problem(ErrorCode.OFFLINE), history=HistoryProgress(1000, 100, 0, 1)
    )
    fetching.session.signals.status.emit(offline)
    qtbot.waitUntil(lambda: "goes on as soon as support can be reached" in words(fetching))
    ended(fetching)
    qtbot.waitUntil(lambda: not bar.isVisible())
    assert "Still to come" not in words(fetching)


def test_offline_before_it_has_ended_says_what_it_waits_for(fetching: Frame, qtbot: QtBot) -> None:
    fetching.session.signals.status.emit(SyncStatus(LinkState.OFFLINE, problem=Problem(ErrorCode.OFFLINE)))
    for said in everywhere(fetching):
        assert not [claim for claim in CLAIMS if claim in said], said
        assert "goes on as soon as support can be reached" in said
    fetching.session.signals.status.emit(SyncStatus(LinkState.SIGN_IN_AGAIN))
    fetching.window.show_page("helpdesk")
    assert "Sign in again, so that" in words(fetching)


def test_when_it_has_ended_what_is_empty_says_so(fetching: Frame, qtbot: QtBot) -> None:
    ended(fetching)
    fetching.window.show_page("helpdesk")
    qtbot.waitUntil(lambda: "Nothing here yet" in words(fetching))
    fetching.window.show_page("wallets")
    qtbot.waitUntil(lambda: "No wallets yet" in words(fetching))
    assert figures(fetching)["unread"] == "Unread answers: 0"
    assert fetching.find("sidebar.helpdesk").accessibleName() == "Helpdesk"


def test_the_next_account_starts_from_nothing_again(fetching: Frame, qtbot: QtBot) -> None:
    ended(fetching)
    with fetching.client.database.write() as tx:
        other = accounts.add(tx, "fake", "https://other.example", "someone", "Someone")
    fetching.session.account = accounts.get(fetching.client.database.read_connection(), other)
    fetching.session.signals.account_changed.emit(fetching.session.account)
    for said in everywhere(fetching):
        assert not [claim for claim in CLAIMS if claim in said], said
        assert "First synchronisation" in said
