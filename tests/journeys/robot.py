"""A person at the real app: finds controls by their objectName, types, clicks, drops files, and waits to see."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar, overload

from PySide6.QtCore import QElapsedTimer, QEvent, QLocale, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QTableView,
    QTextEdit,
    QWidget,
)

from desktop import settings
from desktop.app.crash_reports import CrashReports
from desktop.app.desktop_app import DesktopApp
from desktop.paths import Paths
from desktop.secrets import Secrets
from desktop.settings import Settings
from desktop.ui.notifications.notifier import Alert
from desktop.ui.window import pages
from tests.journeys.heartbeat import FAR_TOO_LONG_MS, Heartbeat
from tests.waiting import let_pass

PATIENCE_MS = 60_000
LOOK_MS = 10
_PAGE_OF = {"history": "helpdesk", "thread": "helpdesk", "composer": "helpdesk"}
W = TypeVar("W", bound=QWidget)
UNSEEN = dict.fromkeys(map(ord, "\u202c\u202d\u2066\u2068\u2069"))
"""Marks that keep ids and names in order: a person does not see them."""


@dataclass
class Desktop:
    """Stands for the desktop's notifications: keeps what it was shown."""

    name: str = "test"
    in_background: bool = False
    shown: list[Alert] = field(default_factory=list)

    def available(self) -> bool:
        return True

    def send(self, alert: Alert) -> bool:
        self.shown.append(alert)
        return True


class Robot:
    """Drives one running app."""

    def __init__(self, app: DesktopApp, desktop: Desktop, heartbeat: Heartbeat) -> None:
        self.app = app
        self.desktop = desktop
        self.handling = heartbeat.handling

    @overload
    def find(self, name: str) -> QWidget: ...
    @overload
    def find(self, name: str, kind: type[W]) -> W: ...
    def find(self, name: str, kind: type[QWidget] = QWidget) -> QWidget:
        """The control of that objectName; it has to be there and of that kind. Its page may never have been opened."""
        part = name.split(".", maxsplit=1)[0]
        if (page := _PAGE_OF.get(part, part)) in pages.NAMES:
            getattr(self.app.window.pages, page)
        found = self.app.window if name == "main_window" else self.app.window.findChild(QWidget, name)
        assert isinstance(found, kind), f"{name} is {found!r}"
        return found

    def sees(self, name: str) -> bool:
        """Whether that control is on the screen."""
        found = self.app.window.findChild(QWidget, name)
        return found is not None and found.isVisible()

    def click(self, name: str) -> None:
        """Press a button that is there and enabled."""
        button = self.find(name, QAbstractButton)
        self.until(lambda: button.isVisible() and button.isEnabled(), f"{name} can be pressed")
        with self.handling(f"click {name}"):
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def type(self, name: str, text: str) -> None:
        """Write into a field key by key, in any script."""
        editor = self.find(name)
        self.until(editor.isVisible, f"{name} is there")
        editor.setFocus()
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                key = Qt.Key.Key_Return if letter == "\n" else Qt.Key(0)
                with self.handling(f"a key in {name}"):
                    QApplication.sendEvent(editor, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter))

    def paste(self, name: str, text: str) -> None:
        """Put a text in at once."""
        editor = self.find(name, QTextEdit)
        self.until(editor.isVisible, f"{name} is there")
        editor.setFocus()
        with self.handling(f"paste into {name}"):
            editor.insertPlainText(text)

    def clear(self, name: str) -> None:
        """Empty a line."""
        self.find(name, QLineEdit).clear()

    def choose(self, name: str, label: str) -> None:
        """Pick an entry of a drop-down list."""
        box = self.find(name, QComboBox)
        offered = [box.itemText(item).translate(UNSEEN) for item in range(box.count())]
        assert label in offered, f"{label!r} is not among {offered}"
        index = offered.index(label)
        with self.handling(f"choose in {name}"):
            box.setCurrentIndex(index)
            box.activated.emit(index)

    def drop(self, name: str, *files: Path) -> None:
        """Drag files from the desktop onto a control."""
        target = self.find(name)
        if isinstance(target, QTextEdit):
            target = target.viewport()
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
        action, left, no = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(QPoint(5, 5), action, data, left, no)
        QApplication.sendEvent(target, enter)
        assert enter.isAccepted(), f"{name} takes no files"
        with self.handling(f"drop onto {name}"):
            QApplication.sendEvent(target, QDropEvent(QPointF(5, 5), action, data, left, no))

    def text(self, name: str) -> str:
        """What a control says or holds."""
        found = self.find(name)
        if isinstance(found, QTextEdit):
            return found.toPlainText()
        return found.text() if isinstance(found, QLabel | QLineEdit | QAbstractButton) else found.accessibleName()

    def words(self, name: str) -> str:
        """Every word that can be read within a control, as a screen reader would go through it."""
        found = self.find(name)
        labels = [label.text() for label in found.findChildren(QLabel) if label.isVisibleTo(found)]
        names = [child.accessibleName() for child in found.findChildren(QWidget)]
        editors = [editor.toPlainText() for editor in found.findChildren(QTextEdit)]
        return "\n".join([*labels, *names, *editors]).translate(UNSEEN)

    def rows(self) -> list[str]:
        """The history list, as read aloud."""
        model = self.find("history.list", QTableView).model()
        role = Qt.ItemDataRole.AccessibleTextRole
        return [str(model.index(row, 0).data(role)).translate(UNSEEN) for row in range(model.rowCount())]

    def open_row(self, words: str) -> None:
        """Click the first row that says these words."""
        self.until(lambda: any(words in row for row in self.rows()), f"a row with {words!r}")
        table = self.find("history.list", QTableView)
        number = next(number for number, row in enumerate(self.rows()) if words in row)
        index = table.model().index(number, 0)
        table.scrollTo(index)
        place = table.visualRect(index).center()
        with self.handling("click a row"):
            QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)

    def until(self, seen: Callable[[], bool], what: str) -> None:
        """Wait for the screen to change."""
        passed = QElapsedTimer()
        passed.start()
        while not seen():
            assert passed.elapsed() < PATIENCE_MS, f"not seen: {what}; the window says:\n{self.words('main_window')}"
            with self.handling("events"):
                let_pass(LOOK_MS)


@contextmanager
def running(qt: QApplication, home: Path, secrets: Secrets | None = None, **chosen: object) -> Iterator[Robot]:
    """The app on one profile, from start to an orderly end.

    `secrets` shared by two starts stand for a key store; `chosen` are settings kept before it starts. As at every
    start, a crash of the last run is told of. Work of the window's thread that lasts far too long is a failure.
    """
    # what earlier tests left is no work of this window
    gc.collect()
    paths = Paths(home)
    paths.make()
    if chosen or not paths.settings.exists():
        settings.save(paths.settings, Settings(**{"language": "en", "undo_s": 0.0, **chosen}))  # type: ignore[arg-type]
    desktop = Desktop()
    secrets = secrets or Secrets(str(home), use_key_store=False)
    app = DesktopApp.built(qt, paths, secrets=secrets, channels=[desktop])
    app.show(crash_report=CrashReports(paths.logs).take_last())
    heartbeat = Heartbeat()
    try:
        yield Robot(app, desktop, heartbeat)
    finally:
        heartbeat.stop()
        app.stop()
        app.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        # the tests that come after begin in English
        qt.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        QLocale.setDefault(QLocale(QLocale.Language.English))
    assert heartbeat.longest_ms < FAR_TOO_LONG_MS, heartbeat.where
