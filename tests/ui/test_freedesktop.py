"""The desktop's notification service on a real bus: what it is sent, what comes back, and how it goes away."""

import random
import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.ui.notifications.freedesktop import FreedesktopChannel
from desktop.ui.notifications.notifier import Alert
from desktop.ui.platform.session_bus import SessionBus
from tests.simulation import counters
from tests.ui.bus import NO_BUS, NO_SCREEN, Bus, Process, open_bus

pytestmark = NO_BUS

HELLO = Alert("Support answered ticket 7", "Subject: <b>text</b> & more", 7)
MARKUP = (
    "<b>bold</b>", "<img src='file:///dev/urandom'/>", "<a href=\"javascript:alert(1)\">x</a>", "&lt;b&gt;",
    "&#60;i&#62;", "</body><script>", "<<b>>", "<!--", "]]>", "<?xml?>", "\u202e<b>\u202c", "<\x00b>", "<\u200bb>",
    "&amp;lt;b&amp;gt;", "--version", "-", "%s%n", "\ud83d", "سلام <u>دنیا</u>", "x" * 900 + "<b>",
    "\x1b[31m", "\n\n<i>\n", "＜b＞",
)  # fmt: skip


class Seen(QObject):
    """What the channel told."""

    def __init__(self, channel: FreedesktopChannel) -> None:
        super().__init__()
        self.asked: list[tuple[int | None, bool]] = []
        self.refused: list[tuple[Alert, bool]] = []
        channel.asked.connect(lambda ticket, reply: self.asked.append((ticket, reply)))
        channel.refused.connect(lambda alert, shown: self.refused.append((alert, shown)))


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bus]:
    with open_bus(tmp_path, monkeypatch) as made:
        yield made


@pytest.fixture
def channel(bus: Bus, qtbot: QtBot) -> Iterator[FreedesktopChannel]:
    connection = SessionBus()
    made = FreedesktopChannel(connection)
    yield made
    connection.close()


def show(channel: FreedesktopChannel, service: Process, qtbot: QtBot, alert: Alert = HELLO) -> dict[str, object]:
    before = len(channel._shown)
    assert channel.send(alert)
    qtbot.waitUntil(lambda: len(channel._shown) > before)
    return service.heard()


def test_an_alert_arrives_with_its_buttons_and_they_come_back(
    bus: Bus, channel: FreedesktopChannel, qtbot: QtBot
) -> None:
    service, seen = bus.service("notifications"), Seen(channel)
    shown = show(channel, service, qtbot)
    assert shown["title"] == "Support answered ticket 7"
    assert shown["body"] == "Subject: &lt;b&gt;text&lt;/b&gt; &amp; more"
    assert shown["actions"] == ["default", "Open", "open", "Open", "reply", "Reply"]
    assert shown["hints"] == {
        "urgency": 1, "desktop-entry": "otet-desk", "category": "im.received", "suppress-sound": True,
    }  # fmt: skip
    for button in ("default", "open", "reply"):
        service.do(id=shown["id"], press=button)
    qtbot.waitUntil(lambda: len(seen.asked) == 3)
    assert seen.asked == [(7, False), (7, False), (7, True)]
    assert channel.shown_tickets == {7}
    service.do(dismiss=shown["id"])
    qtbot.waitUntil(lambda: not channel.shown_tickets)
    assert seen.refused == []


def test_a_summary_cannot_be_replied_to(bus: Bus, channel: FreedesktopChannel, qtbot: QtBot) -> None:
    service = bus.service("notifications")
    assert show(channel, service, qtbot, Alert("12 answers", "", None))["actions"] == [
        "default",
        "Open",
        "open",
        "Open",
    ]


def test_another_app_s_notification_is_none_of_ours(bus: Bus, channel: FreedesktopChannel, qtbot: QtBot) -> None:
    service, seen = bus.service("notifications"), Seen(channel)
    show(channel, service, qtbot)
    service.do(id=99, press="default")
    service.do(id=1, press="default")
    qtbot.waitUntil(lambda: bool(seen.asked))
    assert seen.asked == [(7, False)]


def test_a_service_started_anew_counts_anew(bus: Bus, channel: FreedesktopChannel, qtbot: QtBot) -> None:
    service, seen = bus.service("notifications"), Seen(channel)
    assert show(channel, service, qtbot)["id"] == 1
    service.end()
    qtbot.waitUntil(lambda: not channel.shown_tickets)
    service = bus.service("notifications", "body")
    assert show(channel, service, qtbot, Alert("Two", "a <b>", 8))["id"] == 1
    service.do(id=1, press="default")
    qtbot.waitUntil(lambda: bool(seen.asked))
    assert seen.asked == [(8, False)], "the first one's number one must not open its ticket"


def test_what_a_service_cannot_do_is_not_asked_of_it(bus: Bus, channel: FreedesktopChannel, qtbot: QtBot) -> None:
    service = bus.service("notifications", "body", "sound")
    shown = show(channel, service, qtbot, Alert("Title", "a <b> & c", 7, sound=True))
    assert shown["actions"] == []
    assert shown["body"] == "a ‹b› & c", "there is nothing that could read the escapes"
    assert shown["hints"]["sound-name"] == "message-new-instant"  # type: ignore[index]
    assert channel.sounds


def test_without_a_service_the_next_channel_gets_it(bus: Bus, channel: FreedesktopChannel, qtbot: QtBot) -> None:
    seen = Seen(channel)
    assert channel.send(HELLO)
    qtbot.waitUntil(lambda: seen.refused == [(HELLO, False)])


def test_a_service_that_refuses_gives_it_to_the_next(bus: Bus, channel: FreedesktopChannel, qtbot: QtBot) -> None:
    service, seen = bus.service("notifications"), Seen(channel)
    show(channel, service, qtbot)
    service.do(mood="refuses")
    service.do(id=1, press="default")
    qtbot.waitUntil(lambda: bool(seen.asked))
    channel.send(HELLO)
    qtbot.waitUntil(lambda: seen.refused == [(HELLO, False)])


def test_a_service_that_dies_holding_it_may_have_shown_it(bus: Bus, channel: FreedesktopChannel, qtbot: QtBot) -> None:
    service, seen = bus.service("notifications"), Seen(channel)
    show(channel, service, qtbot)
    service.do(mood="hangs")
    service.do(id=1, press="default")
    qtbot.waitUntil(lambda: bool(seen.asked))
    channel.send(HELLO)
    bus.daemon.end()
    qtbot.waitUntil(lambda: seen.refused == [(HELLO, True)])
    assert not channel.available(), "the bus is gone"
    assert not channel.send(HELLO), "so another channel is tried at once"


def test_no_bus_at_all(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    for address in ("", "tcp:host=127.0.0.1", "nonsense", "unix:path=/nowhere"):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        assert not FreedesktopChannel(SessionBus()).available(), address


def test_a_bus_that_only_listens_holds_nothing_up(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        server.bind(str(tmp_path / "bus"))
        server.listen()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/bus")
        connection = SessionBus()
        channel = FreedesktopChannel(connection)
        seen = Seen(channel)
        assert channel.send(HELLO)
        qtbot.wait(50)
        assert seen.refused == [], "it may still answer"
        server.accept()[0].close()  # the look whether anybody listens
        server.accept()[0].close()
        qtbot.waitUntil(lambda: seen.refused == [(HELLO, False)])
        assert channel.send(HELLO), "it still listens"
        connection.close()
        server.accept()[0].close()
        server.accept()[0].close()


def test_a_bus_that_answers_too_late_is_let_go_by_the_window_s_thread(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Qt for Python crashes later where the last reference to a QObject goes in another thread."""
    let_go_in: list[threading.Thread] = []

    class Watched(SessionBus):
        def __del__(self) -> None:
            let_go_in.append(threading.current_thread())

    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        server.bind(str(tmp_path / "bus"))
        server.listen()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/bus")
        connection = Watched()
        assert connection.open()
        server.accept()[0].close()  # the look whether anybody listens
        late, _ = server.accept()
        connection.close()
        del connection
        late.close()
    qtbot.waitUntil(lambda: bool(let_go_in))
    assert let_go_in == [threading.main_thread()]


def test_a_read_ticket_s_notification_is_taken_away(bus: Bus, channel: FreedesktopChannel, qtbot: QtBot) -> None:
    service = bus.service("notifications")
    shown = show(channel, service, qtbot)
    channel.withdraw(8)
    channel.withdraw(7)
    assert service.heard() == {"closed": shown["id"]}
    assert not channel.shown_tickets


@pytest.mark.parametrize("abilities", [("body", "actions"), ("body", "body-markup")], ids=["plain", "markup"])
def test_hostile_words_carry_no_markup(
    bus: Bus, channel: FreedesktopChannel, qtbot: QtBot, abilities: tuple[str, ...]
) -> None:
    rng = random.Random(6)
    service = bus.service("notifications", *abilities)
    texts = [*MARKUP, *("".join(rng.choices(MARKUP, k=3)) for _ in range(100 - len(MARKUP)))]
    for text in texts:
        shown = show(channel, service, qtbot, Alert(text, text, 1))
        assert "<" not in str(shown["title"]) + str(shown["body"])
        assert ">" not in str(shown["title"]) + str(shown["body"])
        assert "\x00" not in str(shown["body"])
        if "body-markup" in abilities:
            assert str(shown["body"]).replace("&amp;", "").replace("&lt;", "").replace("&gt;", "").count("&") == 0
    counters.add("hostile texts in notifications", len(texts), with_markup=0)


@NO_SCREEN
@pytest.mark.skipif(shutil.which("dunst") is None, reason="no dunst, which could not be installed here")
def test_a_desktop_s_real_service_shows_it_and_hands_the_press_back(
    bus: Bus, channel: FreedesktopChannel, qtbot: QtBot, tmp_path: Path
) -> None:
    import json

    seen = Seen(channel)
    bus.screen(tmp_path)
    bus.start("dunst")

    def there() -> bool:
        if not channel._shown:
            seen.refused.clear()
            channel.send(HELLO)
            qtbot.waitUntil(lambda: bool(channel._shown or seen.refused))
        return bool(channel._shown)

    qtbot.waitUntil(there, timeout=20_000)
    told = bus.start("dunstctl", "action", "0")
    told.process.wait(timeout=20)
    qtbot.waitUntil(lambda: seen.asked == [(7, False)])
    bus.start("dunstctl", "close-all").process.wait(timeout=20)
    qtbot.waitUntil(lambda: not channel.shown_tickets)
    history = bus.start("dunstctl", "history")
    shown = [one for page in json.loads(history.rest())["data"] for one in page]
    assert [one["body"]["data"] for one in shown][:1] == ["Subject: &lt;b&gt;text&lt;/b&gt; &amp; more"]
