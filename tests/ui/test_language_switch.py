"""The language turns while the app runs: nothing stays in the old one, and nothing that was typed is lost."""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from types import FrameType

from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.errors import ErrorCode, Problem
from desktop.domain.sync_status import LinkState, SyncStatus
from desktop.domain.tickets import RowKey, RowKind
from desktop.settings import Settings
from desktop.ui.kit.appearance import LANGUAGES
from desktop.ui.kit.text_area import TextArea
from desktop.ui.kit.translated import Translated
from desktop.ui.signals import Notice
from desktop.ui.tickets.page import HelpdeskPage
from desktop.ui.tickets.thread.view import ThreadView
from desktop.ui.window.toasts import Toasts
from tests.ui.frame import NOON_MS, Frame, child_of, open_frame
from tests.ui.helpdesk_client import type_text
from tests.ui.readings import family, said
from tests.ui.walker import Stand, fill, settle, stands

ISOLATES = re.compile("[\u2066-\u2069]")
HELD = ("fault", "rollback", "unsaved", "link", "sign out", "account menu", "menu of")
"""Dialogs and open menus hold the window: there is no way to Settings until they are gone."""


@contextmanager
def speaking(folder: Path, language: str, qtbot: QtBot) -> Iterator[Frame]:
    """A full window in that language."""
    with open_frame(folder, Settings(language=language, theme="light")) as frame:
        with qtbot.waitExposed(frame.window):
            frame.window.show()
            frame.window.activateWindow()
        # what is looked at counts as read, and only an active window is looked at
        qtbot.waitUntil(frame.window.isActiveWindow)
        fill(frame)
        try:
            yield frame
        finally:
            frame.appearance.apply(Settings(language="en", theme="light"))


def turn(frame: Frame, language: str) -> None:
    frame.change_settings(replace(frame.session.settings, language=language))
    settle(frame)


def read(frame: Frame, stand: Stand) -> Counter[tuple[str, str]]:
    """Everything that can be read, but for toasts, which go when their time is over."""
    toasts = child_of(frame.window, Toasts)
    home = str(frame.session.services.context.database.path.parent)
    parts = [widget for widget in family(stand.windows) if widget is not toasts and not toasts.isAncestorOf(widget)]
    found: Counter[tuple[str, str]] = Counter()
    for part in parts:
        found.update(
            (reading.place, ISOLATES.sub("", reading.text).replace(home, "HOME"))
            for reading in said([part], within=False)
        )
    return found


def test_a_window_that_turned_says_what_one_says_that_began_so(tmp_path: Path, qtbot: QtBot) -> None:
    fresh: dict[str, dict[str, Counter[tuple[str, str]]]] = {}
    for language in LANGUAGES:
        with speaking(tmp_path / language, language, qtbot) as frame:
            fresh[language] = {}
            for stand in stands(frame):
                # what is in view counts as read a moment later, as in the window that turns
                settle(frame)
                fresh[language][stand.name] = read(frame, stand)
    stale = []
    with speaking(tmp_path / "turning", "es", qtbot) as frame:
        languages = cycle(LANGUAGES)
        for stand in stands(frame):
            if stand.name.startswith(HELD):
                continue
            language = next(languages)
            turn(frame, language)
            assert frame.window.isRightToLeft() == (language in ("fa", "ar"))
            now, expected = read(frame, stand), fresh[language][stand.name]
            stale += [f"{stand.name} in {language}: says {text}" for text in now - expected]
            stale += [f"{stand.name} in {language}: does not say {text}" for text in expected - now]
    assert "\n".join(stale) == ""


def helpdesk(frame: Frame) -> HelpdeskPage:
    page = frame.window.findChild(HelpdeskPage)
    assert page is not None
    frame.window.show_page("helpdesk")
    return page


def test_a_half_written_ticket_stays_as_it_is(tmp_path: Path, qtbot: QtBot) -> None:
    with speaking(tmp_path, "en", qtbot) as frame:
        page = helpdesk(frame)
        page.compose(None)
        subject, text, kind = (frame.find(f"composer.{name}") for name in ("subject", "description", "type"))
        assert isinstance(subject, QLineEdit) and isinstance(text, TextArea) and isinstance(kind, QComboBox)
        subject.setFocus()
        type_text(subject, "برداشت 250 USD")
        text.setFocus()
        type_text(text, "one two")
        cursor = text.textCursor()
        cursor.setPosition(3)
        text.setTextCursor(cursor)
        type_text(text, "!")
        cursor.setPosition(1)
        cursor.setPosition(3, cursor.MoveMode.KeepAnchor)
        text.setTextCursor(cursor)
        kind.setCurrentIndex(1)
        kind.activated.emit(1)
        for language in ("fa", "ar", "es", "en"):
            turn(frame, language)
            assert (subject.text(), text.text()) == ("برداشت 250 USD", "one! two")
            assert (text.textCursor().anchor(), text.textCursor().position()) == (1, 3)
            assert text.hasFocus(), "the keyboard stays where it was"
            assert kind.currentData() == "4"
            assert page.composer.draft is not None and page.composer.draft.body == "one! two"
        text.undo()
        assert text.text() == "one two", "what was typed can still be taken back, step by step"
        text.undo()
        assert text.text() == ""
        subject.undo()
        assert subject.text() == ""


def test_thread_reply_and_filter_stay_as_they_are(tmp_path: Path, qtbot: QtBot) -> None:
    with speaking(tmp_path, "en", qtbot) as frame:
        page = helpdesk(frame)
        key = RowKey(RowKind.TICKET, "1")
        page.open_row(key)
        page.filters.content.setText("Έρχεται")
        page.filters.ticket_id.setText("1")
        reply = frame.find("thread.reply")
        assert isinstance(reply, TextArea)
        reply.setFocus()
        type_text(reply, "πού;")
        qtbot.waitUntil(lambda: list(page.history.model.keys) == [key], timeout=20_000)
        rows = [key]
        items = list(page.thread_view.list.items)
        assert items
        for language in ("fa", "ar", "es", "en"):
            turn(frame, language)
            assert page.panes.detail.currentWidget() is frame.window.findChild(ThreadView)
            assert page.thread_view.key == key
            assert list(page.thread_view.list.items) == items, "messages are told anew, not built anew"
            assert (page.filters.content.text(), page.filters.ticket_id.text()) == ("Έρχεται", "1")
            assert list(page.history.model.keys) == rows
            assert reply.text() == "πού;" and reply.hasFocus() and reply.textCursor().position() == 4
        reply.undo()
        assert reply.text() == ""


def test_what_is_open_stays_open_and_speaks(tmp_path: Path, qtbot: QtBot) -> None:
    with speaking(tmp_path, "en", qtbot) as frame:
        page = helpdesk(frame)
        frame.session.signals.status.emit(SyncStatus(LinkState.OFFLINE, NOON_MS, waiting=2))
        frame.session.signals.notice.emit(Notice("x", Problem(ErrorCode.OFFLINE), run=frame.try_now))
        frame.window.navigation.open_number("999")
        page.compose(None)
        type_text(frame.find("composer.subject"), "x")
        assert page.save_now()
        page.composer.discard()
        page.bell.click()
        bell = frame.find("helpdesk.bell.desktop")
        settle(frame)
        toast = child_of(frame.window, Toasts).shown()[-1]
        button = toast.findChild(QAbstractButton)
        assert button is not None and button.text() == "Undo"
        said_before: set[str] = set()
        for language, undo in (("fa", "برگرداندن"), ("ar", "تراجع"), ("es", "Deshacer"), ("en", "Undo")):
            turn(frame, language)
            assert bell.isVisible() and button.isVisible() and button.text() == undo
            spoken = {
                toast.accessibleName(),
                frame.find("notice_bar").accessibleName(),
                child_of(frame.find("notice_bar"), QAbstractButton).text(),
                frame.find("sidebar.sync_state").accessibleName(),
                frame.window.windowTitle(),
                bell.accessibleName(),
            }
            assert len(spoken) == 6 and not spoken & said_before, "each is said anew"
            said_before |= spoken
        button.click()
        assert page.composer.draft is not None and page.composer.draft.subject == "x"


def test_every_widget_is_retranslated_once(tmp_path: Path, qtbot: QtBot) -> None:
    """Hidden pages too; a parent that passes the change on to what hears of it by itself would double the work."""
    calls: Counter[Translated] = Counter()

    def count(code: FrameType, event: str, _argument: object) -> None:
        widget = code.f_locals.get("self") if event == "call" and code.f_code.co_name == "retranslate" else None
        if isinstance(widget, Translated) and type(widget).retranslate.__code__ is code.f_code:
            calls[widget] += 1

    with speaking(tmp_path, "en", qtbot) as frame:
        frame.window.navigation.open_ticket(1)
        settle(frame)
        sys.setprofile(count)
        try:
            turn(frame, "fa")
        finally:
            sys.setprofile(None)
        widgets = [widget for widget in frame.window.findChildren(QWidget) if isinstance(widget, Translated)]
        assert {type(widget).__name__ for widget in widgets if not calls[widget]} == set()
        # a menu or dialog hears of it as a window and as a child
        often = {type(widget).__name__: n for widget, n in calls.items() if n > 1 + widget.isWindow()}
        assert often == {}
