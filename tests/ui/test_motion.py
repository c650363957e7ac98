"""What appears fades in briefly, and not at all where the system asks for less motion; drags show where they end."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractAnimation, QEvent, QMimeData, QPoint, QPointF, Qt, QUrl, QVariantAnimation
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.tickets import RowKey, RowKind
from desktop.ui.editor.drop_ground import DropGround
from desktop.ui.kit import motion, theme
from desktop.ui.kit.confirm import ask
from desktop.ui.kit.dialog import Dialog
from desktop.ui.platform.system_motion import SystemMotion
from desktop.ui.signals import Toast
from tests.ui.bus import NO_BUS, open_bus
from tests.ui.frame import Frame, answered_page

RUNNING = QAbstractAnimation.State.Running


@pytest.fixture
def moving(frame: Frame, qtbot: QtBot) -> Iterator[Frame]:
    """The window on the screen, with fades."""
    with qtbot.waitExposed(frame.window):
        frame.window.show()
    QApplication.processEvents()
    motion.reduce(False)
    yield frame
    motion.reduce(True)


def fades(frame: Frame) -> list[QVariantAnimation]:
    return [one for one in frame.window.findChildren(QVariantAnimation) if one.state() is RUNNING]


def covers(frame: Frame) -> list[motion.Cover]:
    return [one for one in frame.window.findChildren(motion.Cover) if one.isVisible()]


def show_dialog(frame: Frame) -> Dialog:
    return ask(frame.window, "Discard this message?", "Discard", frame.try_now, is_danger=True)


def show_toast(frame: Frame) -> None:
    frame.session.signals.toast.emit(Toast("Saved", "Undo", frame.try_now, seconds=3600))


@pytest.mark.parametrize("show", [show_dialog, show_toast])
def test_it_appears_within_180_ms_and_leaves_nothing_behind(moving: Frame, qtbot: QtBot, show: object) -> None:
    show(moving)  # type: ignore[operator]
    (cover,) = covers(moving)
    assert 120 <= motion.FADE_MS <= 180
    assert fades(moving) and all(one.duration() == motion.FADE_MS for one in fades(moving))
    # at first it looks as before
    area = cover.geometry()
    first = moving.window.grab(area).toImage()
    qtbot.waitUntil(lambda: not covers(moving) and not fades(moving))
    last = moving.window.grab(area).toImage()
    assert first != last
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not moving.window.findChildren(motion.Cover)


def test_a_dialog_ends_with_its_whole_scrim(moving: Frame, qtbot: QtBot) -> None:
    dialog = show_dialog(moving)
    qtbot.waitUntil(lambda: not fades(moving))
    faded = dialog.grab().toImage()
    dialog.close()
    motion.reduce(True)
    other = show_dialog(moving)
    QApplication.processEvents()
    assert faded.pixelColor(5, 5) == other.grab().toImage().pixelColor(5, 5)
    other.close()


@pytest.mark.parametrize("show", [show_dialog, show_toast])
def test_nothing_moves_where_less_motion_is_wanted(moving: Frame, show: object) -> None:
    motion.reduce(True)
    show(moving)  # type: ignore[operator]
    assert covers(moving) == [] and fades(moving) == []


@NO_BUS
@pytest.mark.parametrize(
    ("setting", "is_reduced"),
    [
        (("org.gnome.desktop.interface", "enable-animations", "false"), True),
        (("org.gnome.desktop.interface", "enable-animations", "true"), False),
        (("org.freedesktop.appearance", "reduced-motion", "1"), True),
        (("org.kde.kdeglobals.KDE", "AnimationDurationFactor", '"0"'), True),
        (("org.kde.kdeglobals.KDE", "AnimationDurationFactor", '"1"'), False),
    ],
)
def test_linux_desktops_are_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, setting: tuple[str, str, str], is_reduced: bool
) -> None:
    with open_bus(tmp_path, monkeypatch) as bus:
        bus.service("portal", *setting)
        assert asked(qtbot) is is_reduced


@NO_BUS
def test_a_desktop_that_does_not_say_wants_no_less(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    with open_bus(tmp_path, monkeypatch):
        assert asked(qtbot) is False
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path}/none")
    assert asked(qtbot) is False


def asked(qtbot: QtBot) -> bool:
    found: list[bool] = []
    asking = SystemMotion()
    asking.known.connect(found.append)
    asking.ask()
    qtbot.waitUntil(lambda: len(found) == 1, timeout=20_000)
    return found[0]


# --- dragging files -----------------------------------------------------------------------------------------------


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def enter(widget: QWidget, data: QMimeData) -> None:
    event = QDragEnterEvent(
        QPoint(20, 20), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(widget, event)


def drop(widget: QWidget, data: QMimeData) -> None:
    event = QDropEvent(
        QPointF(20, 20), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(widget, event)


@pytest.mark.parametrize("place", ["composer", "reply"])
def test_files_that_are_dragged_see_where_they_can_go(frame: Frame, qtbot: QtBot, tmp_path: Path, place: str) -> None:
    frame.mirror(answered_page(1))
    with qtbot.waitExposed(frame.window):
        frame.window.show()
    if place == "composer":
        frame.window.navigation.new_ticket()
    else:
        frame.window.navigation.open_row(RowKey(RowKind.TICKET, "1"))
    QApplication.processEvents()
    page = frame.window.pages.helpdesk
    editor = page.composer if place == "composer" else page.thread_view.reply
    ground = editor.findChild(DropGround)
    assert ground is not None and not ground.isVisible()
    before = editor.grab().toImage()
    for target in (editor, inner(editor.text)):
        data = files(tmp_path / "a.txt")
        enter(target, data)
        assert ground.isVisible() and ground.geometry() == editor.rect()
        seen = editor.grab().toImage()
        accent = theme.current().color("accent").name()
        edge = [seen.pixelColor(x, 8).name() for x in range(30, 80)]
        assert accent in edge and seen != before
        QApplication.sendEvent(target, QDragLeaveEvent())
        assert not ground.isVisible()
    (tmp_path / "a.txt").write_text("x")
    data = files(tmp_path / "a.txt")
    enter(editor, data)
    drop(editor, data)
    assert not ground.isVisible()
    qtbot.waitUntil(lambda: editor.draft is not None and len(editor.draft.files) == 1)


def test_dragged_words_show_no_ground(frame: Frame, qtbot: QtBot) -> None:
    with qtbot.waitExposed(frame.window):
        frame.window.show()
    frame.window.navigation.new_ticket()
    QApplication.processEvents()
    composer = frame.window.pages.helpdesk.composer
    words = QMimeData()
    words.setText("words")
    enter(inner(composer.text), words)
    ground = composer.findChild(DropGround)
    assert ground is not None and not ground.isVisible()


def inner(text: QTextEdit) -> QWidget:
    return text.viewport()
