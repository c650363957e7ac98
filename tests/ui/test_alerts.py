"""Desktop alerts: one per answer ever, nothing told that should not be, every channel's failure survived."""

import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QTimeZone
from PySide6.QtWidgets import QApplication, QPushButton, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from desktop.background import Background
from desktop.domain.errors import ErrorCode, Problem
from desktop.domain.remote import Page
from desktop.domain.sync_status import LinkState, SyncStatus
from desktop.settings import Settings
from desktop.store import accounts
from desktop.ui.language.formats import Formats
from desktop.ui.notifications import do_not_disturb, notifier
from desktop.ui.notifications.notifier import (
    BODY_UNITS,
    TITLE_UNITS,
    Alert,
    Channel,
    Notifier,
    PlyerChannel,
    TrayChannel,
)
from desktop.ui.window.status import WindowStatus
from desktop.ui.window.toasts import Toasts
from tests.fakes import FakeClock
from tests.ui.frame import NOON_MS, Frame, Told, answered_page, child_of, open_frame

ROOT = Path(__file__).resolve().parents[2]
HELLO = Alert("Title", "Body", 7)


@settings(deadline=None)
@given(st.text(max_size=500), st.booleans())
def test_clipped_words_fit_and_hold_no_markup(text: str, escaped: bool) -> None:
    for limit in (TITLE_UNITS, BODY_UNITS):
        words = notifier.clip(text, limit, escaped=escaped)
        assert len(words.encode("utf-16-le", "surrogatepass")) // 2 <= limit
        assert "\n" not in words
        if escaped:
            assert "<" not in words
            assert words.count("&") == words.count("&amp;") + words.count("&lt;") + words.count("&gt;")


def test_short_words_stay_whole() -> None:
    assert notifier.clip("سلام 👋 a<b", 60, escaped=True) == "سلام 👋 a&lt;b"
    assert notifier.clip("x" * 60, 60, escaped=False) == "x" * 59 + "…"


class Aside(Told):
    """A channel that may block."""

    def __init__(self, works: bool) -> None:
        super().__init__(name="aside", in_background=True, works=works)
        self.thread: threading.Thread | None = None

    def send(self, alert: Alert) -> bool:
        self.thread = threading.current_thread()
        return super().send(alert)


@pytest.mark.parametrize(
    ("wanted", "aside_works", "told_works", "taken_by"),
    [
        ("auto", True, True, "aside"),
        ("auto", False, True, "told"),
        ("auto", False, False, "app"),
        ("told", True, True, "told"),
        ("told", True, False, "app"),
        ("app", True, True, "app"),
    ],
)
def test_the_next_channel_takes_over(
    qtbot: QtBot, wanted: str, aside_works: bool, told_works: bool, taken_by: str
) -> None:
    background, in_app, calls = Background(), list[Alert](), list[Callable[[], None]]()
    aside, told = Aside(aside_works), Told(name="told", works=told_works)
    channels: list[Channel] = [aside, told]
    Notifier(channels, background, calls.append, in_app.append).show(HELLO, wanted)
    background.submit(lambda: None)
    background.stop()
    for call in calls:
        call()
    taken = {"aside": aside.alerts, "told": told.alerts, "app": in_app}
    assert {name: len(found) for name, found in taken.items() if found} == {taken_by: 1}
    assert aside.thread is not threading.main_thread()


def test_each_answer_is_told_once_also_after_a_restart(qapp: QApplication, tmp_path: Path) -> None:
    with open_frame(tmp_path) as frame:
        frame.mirror(answered_page(1))
        frame.mirror(answered_page(1))
        assert [alert.ticket_id for alert in frame.told.alerts] == [1]
        assert frame.told.alerts[0].title == "Support answered ticket \u20661\u2069"
        assert "way" not in frame.told.alerts[0].body, "no words of a message unless the person allows it"
        # what the list would read a moment later, it reads before the file is closed
        frame.window.pages.helpdesk.history.model.reload()
        frame.client.restart()
        assert frame.client.services.alerts.pending(frame.client.account.id) == ()


def test_what_came_just_before_the_end_is_told_at_the_next_start(qapp: QApplication, tmp_path: Path) -> None:
    with open_frame(tmp_path, signed_in=False) as frame:
        frame.mirror(answered_page(1))
        assert frame.told.alerts == []
        frame.session.account = frame.client.account
        frame.session.signals.account_changed.emit(frame.client.account)
        assert len(frame.told.alerts) == 1


def test_content_only_on_wish(frame: Frame) -> None:
    frame.change_settings(replace(frame.session.settings, notify_content=True))
    frame.mirror(answered_page(1))
    assert frame.told.alerts[0].body == "\u2068Withdrawal 1\u2069: \u2068On its <b>way</b>.\u2069"


def test_many_answers_are_one_summary(frame: Frame) -> None:
    pages = [answered_page(number) for number in range(1, 11)]
    page = replace(
        pages[0],
        tickets=tuple(ticket for one in pages for ticket in one.tickets),
        messages=tuple(message for one in pages for message in one.messages),
    )
    frame.mirror(page)
    assert [(alert.title, alert.ticket_id) for alert in frame.told.alerts] == [("10 answers from support", None)]


def begun_page(number: int) -> Page:
    """An answer in the middle of a pull: the help desk has more."""
    return replace(answered_page(number), more=True)


def pulled(frame: Frame, *pages: Page) -> None:
    """Parts of one pull, as sync writes them; only the last says that app and help desk agree."""
    frame.client.clock.advance(1)
    for page in pages:
        frame.mirror(page)
    with frame.client.database.write() as tx:
        accounts.keep_synced(tx, frame.client.account.id, frame.client.clock.now_ms())
    frame.session.signals.status.emit(SyncStatus(LinkState.UP_TO_DATE, frame.client.clock.now_ms()))


def test_a_long_absence_is_one_summary_however_many_parts_it_comes_in(frame: Frame) -> None:
    pulled(frame, *(begun_page(number) for number in range(1, 31)))
    assert [alert.title for alert in frame.told.alerts] == ["30 answers from support"]


def test_two_missed_answers_are_a_summary_and_one_is_itself(frame: Frame) -> None:
    frame.client.clock.advance(8 * 24 * 3600)
    pulled(frame, answered_page(1), answered_page(2))
    assert [(alert.title, alert.ticket_id) for alert in frame.told.alerts] == [("2 answers from support", None)]
    pulled(frame, answered_page(3))
    assert frame.told.alerts[1].ticket_id == 3


def test_a_summary_of_one_ticket_opens_it(frame: Frame) -> None:
    page = answered_page(1)
    more = tuple(replace(page.messages[1], id=f"1.{number}") for number in range(2, 9))
    frame.mirror(replace(page, messages=(page.messages[0], *more)))
    assert [(alert.title, alert.ticket_id) for alert in frame.told.alerts] == [("7 answers from support", 1)]


def test_a_pull_that_breaks_off_is_told_as_far_as_it_came(frame: Frame) -> None:
    frame.client.clock.advance(1)
    frame.mirror(begun_page(1))
    assert frame.told.alerts == [], "more may come at once"
    frame.session.signals.status.emit(SyncStatus(LinkState.OFFLINE, NOON_MS, problem=Problem(ErrorCode.OFFLINE)))
    assert [alert.ticket_id for alert in frame.told.alerts] == [1]


def at(frame: Frame, hour: int, minute: int = 0) -> None:
    """The clock moves on to that time of day, and the window's minute passes."""
    now = frame.session.formats.moment(frame.client.clock.now_ms()).time()
    frame.client.clock.advance(((hour * 60 + minute - now.hour() * 60 - now.minute()) % 1440) * 60)
    with frame.client.database.write() as tx:
        accounts.keep_synced(tx, frame.client.account.id, frame.client.clock.now_ms())
    child_of(frame.window, WindowStatus).minute_passed.emit()


def test_quiet_hours_end_with_one_summary(frame: Frame) -> None:
    frame.change_settings(replace(frame.session.settings, quiet=True, notify_sound=True))
    at(frame, 22, 1)
    frame.mirror(answered_page(1))
    at(frame, 3)
    frame.mirror(answered_page(2))
    at(frame, 6, 59)
    assert frame.told.alerts == []
    assert frame.window.windowTitle().startswith("(2)"), "the badge is quiet enough"
    at(frame, 7)
    assert [(alert.title, alert.sound) for alert in frame.told.alerts] == [("2 answers from support", True)]
    at(frame, 12)
    frame.mirror(answered_page(3))
    assert len(frame.told.alerts) == 2


def test_what_was_read_in_quiet_hours_is_not_told_after_them(frame: Frame) -> None:
    frame.change_settings(replace(frame.session.settings, quiet=True))
    at(frame, 23)
    frame.mirror(answered_page(1))
    frame.client.services.tickets.mark_read(1)
    at(frame, 8)
    assert frame.told.alerts == []


def test_a_pause_outlives_the_app_and_ends_by_itself(frame: Frame) -> None:
    until_ms = frame.client.clock.now_ms() + 3_600_000
    frame.change_settings(replace(frame.session.settings, paused_until_ms=until_ms))
    frame.mirror(answered_page(1))
    frame.session.signals.account_changed.emit(frame.session.account)
    assert frame.told.alerts == []
    at(frame, 13, 4)
    assert [alert.ticket_id for alert in frame.told.alerts] == [1]


def test_alerts_on_again_tells_at_once(frame: Frame) -> None:
    until_ms = frame.client.clock.now_ms() + 3_600_000
    frame.change_settings(replace(frame.session.settings, paused_until_ms=until_ms))
    frame.mirror(answered_page(1))
    frame.change_settings(replace(frame.session.settings, paused_until_ms=0))
    assert [alert.ticket_id for alert in frame.told.alerts] == [1]


@pytest.mark.parametrize(
    ("start", "end", "minute", "expected"),
    [(0, 60, 0, True), (0, 60, 60, False), (1320, 420, 1319, False), (1320, 420, 1320, True), (1320, 420, 419, True),
     (1320, 420, 420, False), (600, 600, 600, False)],
)  # fmt: skip
def test_the_edges_of_quiet_hours(start: int, end: int, minute: int, expected: bool) -> None:
    clock = FakeClock()
    formats = Formats(clock, zone=QTimeZone(b"UTC"))
    clock.jump(-(clock.now_ms() // 60_000 % 1440 - minute) * 60)
    assert do_not_disturb.is_quiet(Settings(quiet=True, quiet_from=start, quiet_to=end), formats) is expected


def test_switched_off_is_silent_and_not_made_up_for(frame: Frame) -> None:
    frame.change_settings(replace(frame.session.settings, notify=False))
    frame.mirror(answered_page(1))
    frame.change_settings(replace(frame.session.settings, notify=True))
    frame.mirror(answered_page(2))
    assert [alert.ticket_id for alert in frame.told.alerts] == [2]


def test_quiet_while_that_ticket_is_being_read(frame: Frame, qtbot: QtBot) -> None:
    frame.mirror(answered_page(1))
    with qtbot.waitExposed(frame.window):
        frame.window.show()
    frame.window.navigation.open_ticket(1)
    qtbot.waitUntil(frame.window.isActiveWindow)
    frame.told.alerts.clear()
    later = answered_page(1, at_ms=NOON_MS + 1000)
    later = replace(later, messages=(replace(later.messages[1], id="1.3", body="One more"),))
    frame.mirror(later)
    assert frame.told.alerts == []
    frame.mirror(answered_page(2))
    assert [alert.ticket_id for alert in frame.told.alerts] == [2]


def test_the_last_resort_is_a_toast_that_opens_the_ticket(frame: Frame, qtbot: QtBot) -> None:
    frame.told.works = False
    with qtbot.waitExposed(frame.window):
        frame.window.show()
    frame.mirror(answered_page(1))
    toasts = frame.window.findChild(Toasts)
    assert toasts is not None
    child_of(toasts.shown()[0], QPushButton).click()
    assert frame.find("thread.list").isVisible()


def test_a_tray_that_is_not_there_takes_nothing(frame: Frame) -> None:
    channel = TrayChannel()
    channel.icon = QSystemTrayIcon()
    assert not channel.available(), "Qt would drop the message without a word"
    channel.icon = None
    assert not channel.send(HELLO)
    assert not frame.window.tray.is_there()


FAKE = """#!{python}
import json, sys
open({target!r}, "w").write(json.dumps(sys.argv[1:]))
"""
SEND = """
import sys
from desktop.ui.notifications.notifier import Alert, PlyerChannel
channel = PlyerChannel()
print(channel.send(Alert(sys.argv[1], sys.argv[2], 1)), channel.available())
"""


def send_in_a_process(path: Path, title: str, body: str) -> str:
    """plyer picks its way once per process, so each try has its own."""
    environment = {**os.environ, "PATH": str(path), "DBUS_SESSION_BUS_ADDRESS": "", "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-W", "error", "-c", SEND, title, body]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert done.stderr in ("", "plyer cannot notify here: NotImplementedError\n"), "one calm line for the log"
    return done.stdout.strip()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="notify-send is how plyer tells on Linux")
def test_plyer_gets_words_that_can_do_no_harm(tmp_path: Path) -> None:
    seen = tmp_path / "seen.json"
    program = tmp_path / "notify-send"
    program.write_text(FAKE.format(python=sys.executable, target=str(seen)), encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    assert send_in_a_process(tmp_path, "--version", "<img src=file:///dev/urandom> & more") == "True True"
    arguments = seen.read_text(encoding="utf-8")
    assert "\\u200e--version" in arguments
    assert "&lt;img src=file:///dev/urandom&gt; &amp; more" in arguments


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="notify-send is how plyer tells on Linux")
def test_plyer_without_a_desktop_is_given_up_quietly(tmp_path: Path) -> None:
    assert send_in_a_process(tmp_path, "Title", "Body") == "False False"
    assert PlyerChannel().available()


def test_settings_name_the_channels(frame: Frame) -> None:
    offered = frame.find("settings.notify_channel")
    values = {offered.itemData(at) for at in range(offered.count())}  # type: ignore[attr-defined]
    assert values == {"auto", "app", "dbus", PlyerChannel.name, TrayChannel.name}
    assert Settings().notify_channel in values
