"""The whole window on a desktop: a press leads to the ticket, and an alert that nobody shows is a toast."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.settings import Settings
from desktop.ui.notifications.freedesktop import FreedesktopChannel
from tests.ui.bus import NO_BUS, Bus, open_bus
from tests.ui.frame import Frame, answered_page, open_frame

pytestmark = NO_BUS


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bus]:
    with open_bus(tmp_path, monkeypatch) as made:
        yield made


@pytest.fixture
def desktop(bus: Bus, qapp: QApplication, tmp_path: Path) -> Iterator[Frame]:
    with open_frame(tmp_path, on_desktop=True) as made:
        yield made
        made.appearance.apply(Settings(language="en", theme="light"))


def test_a_press_shows_the_ticket_and_reply_is_ready_to_write(bus: Bus, desktop: Frame, qtbot: QtBot) -> None:
    service = bus.service("notifications")
    desktop.mirror(answered_page(1))
    desktop.mirror(answered_page(2))
    qtbot.waitUntil(lambda: service.lines.qsize() == 2)
    first, second = service.heard(), service.heard()
    assert [first["title"][-2], second["title"][-2]] == ["1", "2"]
    assert not desktop.window.isVisible()
    service.do(id=first["id"], press="default")
    qtbot.waitUntil(lambda: desktop.find("thread.list").isVisible())
    assert desktop.window.pages.helpdesk.ticket_in_view in (1, None)
    service.do(id=second["id"], press="reply")
    qtbot.waitUntil(lambda: desktop.window.focusWidget() is desktop.find("thread.reply"))
    # what is read is no news any more
    desktop.client.services.tickets.mark_read(1)
    desktop.client.services.tickets.mark_read(2)
    qtbot.waitUntil(lambda: service.lines.qsize() >= 2)
    assert {service.heard()["closed"], service.heard()["closed"]} == {first["id"], second["id"]}
    assert desktop.toasts == []


def test_where_nobody_shows_notifications_it_is_a_toast(
    bus: Bus, desktop: Frame, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # plyer would hand the alert to this program, and not notice that it came to nothing
    program, lost = tmp_path / "notify-send", tmp_path / "lost"
    program.write_text(f"#!/bin/sh\necho x >> {lost}\nexit 1\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    desktop.mirror(answered_page(1))
    qtbot.waitUntil(lambda: len(desktop.toasts) == 1)
    desktop.mirror(answered_page(2))
    qtbot.waitUntil(lambda: len(desktop.toasts) == 2)
    assert not lost.exists()
    # a service that is started later gets the next one
    service = bus.service("notifications")
    told = desktop.window.findChild(FreedesktopChannel)
    assert told is not None
    qtbot.waitUntil(lambda: told.has_service)
    desktop.mirror(answered_page(3))
    qtbot.waitUntil(lambda: not service.lines.empty())
    assert service.heard()["title"][-2] == "3"
    assert len(desktop.toasts) == 2
