"""The tray: a desktop that has one, has none, gets one late or loses it; what the icon and its menu say."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QElapsedTimer
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from desktop.ui.notifications import do_not_disturb
from desktop.ui.notifications.notifier import Alert
from desktop.ui.window.tray import Tray, marked_icon
from tests.ui.bus import NO_SCREEN, Bus, Process, open_bus
from tests.ui.frame import NOON_MS, Frame, child_of
from tests.waiting import let_pass

# the offscreen platform knows of no tray that could change
pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged", extend=True)

HOUR_MS = 3_600_000


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bus]:
    with open_bus(tmp_path, monkeypatch) as made:
        made.screen(tmp_path)
        yield made


def start(bus: Bus, home: Path) -> Process:
    app = bus.start(sys.executable, "-m", "tests.ui.tray_program", str(home))
    assert app.heard() == {"ready": True}
    return app


def state(app: Process, word: str = "look") -> dict[str, bool]:
    assert app.process.stdin is not None
    app.process.stdin.write(word + "\n")
    app.process.stdin.flush()
    return app.heard()


def until(seen: Callable[[], bool]) -> None:
    passed = QElapsedTimer()
    passed.start()
    while not seen():
        assert passed.elapsed() < 20_000
        let_pass(20)


@NO_SCREEN
def test_a_tray_that_comes_and_goes(bus: Bus, qtbot: QtBot, tmp_path: Path) -> None:
    app = start(bus, tmp_path / "profile")
    assert state(app) == {"visible": True, "minimised": False, "tray": False}
    # the desktop's panel is slower to start than the app
    panel = bus.service("tray")
    assert "item" in panel.heard(), "the icon came into a tray that came late"
    assert state(app)["tray"]
    assert state(app, "close") == {"visible": False, "minimised": False, "tray": True}
    # the panel crashes while the window is nowhere but in it
    panel.end()
    until(lambda: state(app) == {"visible": True, "minimised": True, "tray": False})
    panel = bus.service("tray")
    assert "item" in panel.heard(), "and it is back with the panel"
    until(lambda: state(app)["tray"])
    assert state(app, "close")["visible"] is False
    state(app, "quit")
    assert app.process.wait(timeout=20) == 0


def test_without_a_tray_there_is_no_icon(frame: Frame) -> None:
    assert not frame.window.tray.is_there()
    assert frame.window.tray.findChild(QSystemTrayIcon) is None, "one made now would not get into a tray made later"
    frame.window.tray.show_message("Title", "Text")


@pytest.fixture
def shown(frame: Frame, monkeypatch: pytest.MonkeyPatch) -> Tray:
    """A tray on a desktop that has one."""
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: True)
    frame.window.tray.look()
    return frame.window.tray


def test_a_click_on_a_tray_message_means_its_ticket(shown: Tray, qtbot: QtBot) -> None:
    shown.channel.send(Alert("Title", "Body", 7))
    with qtbot.waitSignal(shown.ticket_asked) as asked:
        child_of(shown, QSystemTrayIcon).messageClicked.emit()
    assert asked.args == [7]


def words(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if action.isVisible() and not action.isSeparator()]


def test_the_menu_pauses_alerts_and_takes_it_back(frame: Frame, shown: Tray) -> None:
    menu = child_of(shown, QSystemTrayIcon).contextMenu()
    assert words(menu) == ["Open Otet Desk", "New ticket", "Pause alerts", "Quit"]
    pause = next(action.menu() for action in menu.actions() if action.menu() is not None)
    assert isinstance(pause, QMenu)
    assert words(pause) == ["For one hour", "Until tomorrow, 08:00"]
    pause.actions()[0].trigger()
    assert frame.session.settings.paused_until_ms == NOON_MS + HOUR_MS
    assert words(menu)[2] == "Alerts paused until 13:03"
    assert words(pause)[2] == "Alerts on again"
    pause.actions()[1].trigger()
    assert frame.session.settings.paused_until_ms == NOON_MS + 20 * HOUR_MS - 3 * 60_000
    pause.actions()[2].trigger()
    assert not do_not_disturb.is_paused(frame.session.settings, NOON_MS)
    assert words(menu)[2] == "Pause alerts"


def test_the_unread_mark_can_be_seen(qapp: QApplication) -> None:
    plain, marked = (marked_icon(unread=unread).pixmap(22, 22).toImage() for unread in (False, True))
    changed = sum(plain.pixel(x, y) != marked.pixel(x, y) for x in range(22) for y in range(22))
    assert changed > 40


@pytest.mark.parametrize("panel", ["#ffffff", "#f0f0f0", "#808080", "#2b2b2b", "#000000", "#c02020"])
def test_the_mark_stands_out_on_every_panel(qapp: QApplication, panel: str) -> None:
    ground = QColor(panel)
    picture = QImage(22, 22, QImage.Format.Format_RGB32)
    picture.fill(ground)
    painter = QPainter(picture)
    marked_icon(unread=True).paint(painter, 0, 0, 22, 22)
    painter.end()
    corner = [picture.pixelColor(x, y) for x in range(11, 22) for y in range(0, 11)]
    assert sum(contrast(color, ground) >= 3 for color in corner) >= 12


def contrast(one: QColor, other: QColor) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: QColor) -> float:
    parts = (color.redF(), color.greenF(), color.blueF())
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
