"""The composer loses nothing: typing, switching, restarting, bad files, a full disk, and changing one's mind."""

import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.errors import ErrorCode
from desktop.domain.tickets import Delivery, RowKey, RowKind
from desktop.ui.editor.draft_autosave import SaveState
from desktop.ui.kit.text_area import TextArea
from desktop.ui.platform.timed_read import TimedRead
from tests.ui.desk_room import INFO, Room, make_room, room, type_text
from tests.waiting import let_pass

__all__ = ["room"]


def subject(room: Room) -> QLineEdit:
    found = room.find("composer.subject")
    assert isinstance(found, QLineEdit)
    return found


def description(room: Room) -> TextArea:
    found = room.find("composer.description")
    assert isinstance(found, TextArea)
    return found


def button(room: Room, name: str) -> QPushButton:
    found = room.find(name)
    assert isinstance(found, QPushButton)
    return found


def saved(room: Room) -> str:
    found = room.find("composer.saved")
    assert isinstance(found, QLabel)
    return found.text()


def write(room: Room, title: str, body: str) -> None:
    room.page.compose(None)
    type_text(subject(room), title)
    type_text(description(room), body)


def attach(room: Room, qtbot: QtBot, *paths: Path) -> None:
    room.page.composer.autosave.attach(list(paths))
    qtbot.waitUntil(lambda: not room.page.composer.autosave.is_copying)


def fill_disk(room: Room) -> None:
    """SQLite itself says that there is no room left."""
    with room.database.write() as tx:
        pages = tx.execute("PRAGMA page_count").fetchone()[0]
        tx.execute(f"PRAGMA max_page_count = {pages}")


def free_disk(room: Room) -> None:
    with room.database.write() as tx:
        tx.execute("PRAGMA max_page_count = 1000000")


def test_submit_opens_with_both_fields_and_closes_again(room: Room) -> None:
    room.page.compose(None)
    submit = button(room, "composer.submit")
    assert not submit.isEnabled()
    type_text(subject(room), "برداشت")
    assert not submit.isEnabled()
    type_text(description(room), "\u200c")
    assert not submit.isEnabled()
    type_text(description(room), "س")
    assert submit.isEnabled()
    subject(room).clear()
    assert not submit.isEnabled()
    assert submit.accessibleDescription()


def test_errors_stand_at_the_field_only_after_it_was_left(room: Room, qtbot: QtBot) -> None:
    room.page.compose(None)
    assert subject(room).hasFocus()
    assert subject(room).accessibleDescription() == ""
    description(room).setFocus()
    assert "few words" in subject(room).accessibleDescription()
    assert description(room).accessibleDescription() == ""
    type_text(subject(room), "x")
    assert subject(room).accessibleDescription() == ""
    type_text(description(room), "x" * (INFO.text_limit + 7))
    room.page.composer.subject.setFocus()
    assert "7" in description(room).accessibleDescription()
    assert len(description(room).text()) == INFO.text_limit + 7
    assert not button(room, "composer.submit").isEnabled()


def test_required_is_said_and_shown(room: Room) -> None:
    room.page.compose(None)
    assert "required" in subject(room).accessibleName()
    assert "required" in description(room).accessibleName()
    words = [label.text() for label in room.page.composer.findChildren(QLabel)]
    assert {"Subject *", "Description *"} <= set(words)


def test_text_is_on_disk_within_a_second_of_the_last_key(room: Room, qtbot: QtBot) -> None:
    write(room, "Fee", "Why was I charged?")
    assert room.drafts() == ()
    assert saved(room) == "Saving…"
    qtbot.waitUntil(lambda: len(room.drafts()) == 1, timeout=1000)
    assert room.drafts()[0].body == "Why was I charged?"
    assert saved(room).startswith("Saved ")


def test_text_is_kept_while_typing_goes_on(room: Room, qtbot: QtBot) -> None:
    room.page.compose(None)
    for _ in range(14):
        type_text(description(room), "word ")
        qtbot.wait(100)
    assert "word word" in room.drafts()[0].body


def test_drafts_come_back_with_caret_and_files(room: Room, qtbot: QtBot, tmp_path: Path) -> None:
    proof = tmp_path / "proof.png"
    proof.write_bytes(b"picture")
    write(room, "اول", "سلام🙂\u00a0دنیا")
    cursor = description(room).textCursor()
    cursor.setPosition(3)
    description(room).setTextCursor(cursor)
    attach(room, qtbot, proof)
    proof.unlink()
    room.clock.advance(1)
    write(room, "دوم", "متن دوم")
    room.page.save_now()
    room.clock.advance(1)
    write(room, "سوم", "متن سوم")
    assert {draft.subject for draft in room.drafts()} == {"اول", "دوم"}
    room.page.save_now()
    room.settle()
    assert room.subjects() == ["سوم", "دوم", "اول"]
    room.open("اول")
    assert subject(room).text() == "اول"
    assert description(room).text() == "سلام🙂\u00a0دنیا"
    assert description(room).caret() == 3
    assert [file.name for file in room.page.composer.autosave.draft.files] == ["proof.png"]  # type: ignore[union-attr]
    room.open("دوم")
    assert description(room).text() == "متن دوم"


def test_looking_at_a_draft_does_not_move_it_up(room: Room) -> None:
    write(room, "old", "text")
    room.page.save_now()
    before = room.drafts()[0].updated_ms
    room.clock.advance(60)
    write(room, "new", "text")
    room.page.save_now()
    room.settle()
    room.open("old")
    description(room).move_to_end()
    room.page.save_now()
    assert next(draft for draft in room.drafts() if draft.subject == "old").updated_ms == before


def test_the_next_start_finds_everything(qtbot: QtBot, tmp_path: Path) -> None:
    proof = tmp_path / "proof.pdf"
    proof.write_bytes(b"%PDF")
    home = tmp_path / "home"
    home.mkdir()
    first: Iterator[Room] = make_room(home)
    one = next(first)
    write(one, "Fee", "Why?")
    attach(one, qtbot, proof)
    assert one.page.save_now()
    next(first, None)
    for two in make_room(home):
        two.open("Fee")
        assert description(two).text() == "Why?"
        assert two.page.composer.autosave.draft is not None
        assert [file.name for file in two.page.composer.autosave.draft.files] == ["proof.pdf"]


def test_submit_shows_the_ticket_as_waiting_and_undo_brings_everything_back(
    room: Room, qtbot: QtBot, tmp_path: Path
) -> None:
    proof = tmp_path / "proof.png"
    proof.write_bytes(b"picture")
    write(room, "Fee", "Why was I charged?")
    room.page.composer.type.setCurrentIndex(4)
    room.page.composer.type.activated.emit(4)
    attach(room, qtbot, proof)
    button(room, "composer.submit").click()
    room.settle()
    row = room.rows()[0]
    assert (row.subject, row.delivery, row.key.kind) == ("Fee", Delivery.WAITING, RowKind.OUTBOX)
    assert room.drafts() == ()
    toast = room.toasts[-1]
    assert toast.action and toast.seconds == room.session.settings.undo_s and toast.run is not None
    toast.run()
    room.settle()
    assert [row.key.kind for row in room.rows()] == [RowKind.DRAFT]
    assert (subject(room).text(), description(room).text()) == ("Fee", "Why was I charged?")
    draft = room.page.composer.autosave.draft
    assert draft is not None and draft.department == "4" and [file.name for file in draft.files] == ["proof.png"]
    room.clock.advance(60)
    room.sync()
    assert room.desk.refs() == []


def test_a_submitted_ticket_arrives_once_and_stays_open(room: Room) -> None:
    write(room, "Fee", "Why?")
    submit = button(room, "composer.submit")
    submit.click()
    submit.click()
    room.page.composer.submit()
    room.clock.advance(10)
    room.sync()
    room.settle()
    assert room.desk.own_bodies() == ["Why?"]
    assert [(row.number, row.delivery) for row in room.rows()] == [("1", None)]
    assert room.page.thread_view.key == room.rows()[0].key == room.page.history.list.chosen
    assert room.toasts[-1].run is not None
    room.toasts[-1].run()
    assert "cannot be taken back" in room.toasts[-1].text
    assert room.desk.own_bodies() == ["Why?"]


def test_discard_can_be_undone_with_its_files(room: Room, qtbot: QtBot, tmp_path: Path) -> None:
    proof = tmp_path / "proof.png"
    proof.write_bytes(b"picture")
    write(room, "Fee", "Why?")
    attach(room, qtbot, proof)
    button(room, "composer.discard").click()
    room.settle()
    assert room.drafts() == () and room.subjects() == []
    assert not subject(room).isVisible()
    assert room.toasts[-1].run is not None
    room.toasts[-1].run()
    room.settle()
    assert [(d.subject, d.body, len(d.files)) for d in room.drafts()] == [("Fee", "Why?", 1)]
    assert subject(room).isVisible() and subject(room).text() == "Fee"


def test_discarding_nothing_says_nothing(room: Room) -> None:
    room.page.compose(None)
    button(room, "composer.discard").click()
    assert room.toasts == []


def test_bad_files_are_told_in_words_and_the_rest_stays(room: Room, qtbot: QtBot, tmp_path: Path) -> None:
    write(room, "Fee", "Why?")
    good, empty, large = tmp_path / "good.png", tmp_path / "empty.png", tmp_path / "large.png"
    good.write_bytes(b"x")
    empty.write_bytes(b"")
    large.write_bytes(b"x" * (INFO.attachment_limit_bytes + 1))
    folder = tmp_path / "folder"
    folder.mkdir()
    attach(room, qtbot, good, tmp_path / "gone.png", empty, large, folder)
    words = room.page.composer.file_problems.words
    for name in ("gone.png", "empty.png", "large.png", "folder"):
        assert name in words
    assert "good.png" not in words
    assert [file.name for file in room.drafts()[0].files] == ["good.png"]
    assert description(room).text() == "Why?"
    assert button(room, "composer.submit").isEnabled()


def test_too_many_files_are_told_and_one_can_be_taken_off(room: Room, qtbot: QtBot, tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.txt" for number in range(INFO.attachments_per_message + 1)]
    for path in paths:
        path.write_text(path.name)
    write(room, "Fee", "Why?")
    attach(room, qtbot, *paths)
    assert str(INFO.attachments_per_message) in room.page.composer.file_problems.words
    names = [file.name for file in room.drafts()[0].files]
    assert names == ["0.txt", "1.txt", "2.txt"]
    remove = room.page.composer.files.findChildren(QPushButton)[1]
    assert "1.txt" in remove.accessibleName()
    remove.click()
    assert [file.name for file in room.drafts()[0].files] == ["0.txt", "2.txt"]
    QApplication.processEvents()
    shown = [one for one in room.page.composer.files.findChildren(QPushButton) if one.isVisible()]
    assert len(shown) == 2 and not any("1.txt" in one.accessibleName() for one in shown)


def test_a_picture_and_files_from_the_clipboard_become_attachments(room: Room, qtbot: QtBot, tmp_path: Path) -> None:
    write(room, "Fee", "Why?")
    picture = QMimeData()
    picture.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    dropped = QMimeData()
    (tmp_path / "a b.txt").write_text("x")
    dropped.setUrls([QUrl.fromLocalFile(str(tmp_path / "a b.txt"))])
    html = QMimeData()
    html.setHtml("<b>bold</b>")
    html.setText("bold")
    area = description(room)
    for data in (picture, dropped, html):
        assert area.canInsertFromMimeData(data)
        area.insertFromMimeData(data)
    qtbot.waitUntil(lambda: not room.page.composer.autosave.is_copying)
    assert area.text() == "Why?bold"
    room.page.save_now()
    names = [file.name for file in room.drafts()[0].files]
    assert len(names) == 2 and names[0].endswith(".png") and names[1] == "a b.txt"


def test_submit_waits_for_files_that_are_being_copied(room: Room, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")
    write(room, "Fee", "Why?")
    room.page.composer.autosave.attach([path])
    assert not button(room, "composer.submit").isEnabled()
    room.page.composer.submit()
    assert room.page.composer.draft is not None
    qtbot.waitUntil(lambda: button(room, "composer.submit").isEnabled())


def test_a_file_on_a_drive_that_does_not_answer_holds_nothing_up(room: Room, qtbot: QtBot, tmp_path: Path) -> None:
    answers = threading.Event()

    class Stuck(type(tmp_path)):  # type: ignore[misc]
        def stat(self, **_: object) -> os.stat_result:
            answers.wait(20)
            found: os.stat_result = super().stat()
            return found

    for name in ("stuck.txt", "a.txt"):
        (tmp_path / name).write_text("x")
    write(room, "Fee", "Why?")
    autosave = room.page.composer.autosave
    autosave._copier._reading._timeout.setInterval(0)
    autosave.attach([Stuck(tmp_path / "stuck.txt")])
    done: list[object] = []
    room.session.run(lambda: "other work", done.append)
    qtbot.waitUntil(lambda: bool(done))
    qtbot.waitUntil(lambda: not autosave.is_copying)
    assert [one.problem.code for one in autosave.file_problems] == [ErrorCode.FILE_UNREADABLE]
    assert "stuck.txt" in room.page.composer.file_problems.words
    autosave._copier._reading._timeout.setInterval(20_000)
    attach(room, qtbot, tmp_path / "a.txt")
    answers.set()
    assert [file.name for file in room.drafts()[0].files] == ["a.txt"]
    assert button(room, "composer.submit").isEnabled()


def test_a_drive_that_stops_in_the_middle_of_a_file_holds_nothing_up(
    room: Room, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither other work, nor the next file, nor the end of the app waits for it, and it is not attached later."""
    answers, returned, read = threading.Event(), threading.Event(), os.read

    def stopping(descriptor: int, length: int) -> bytes:
        data = read(descriptor, length)
        if threading.current_thread().name == "timed read" and data == b"":
            answers.wait(20)
            returned.set()
        return data

    (tmp_path / "stuck.txt").write_text("x")
    (tmp_path / "a.txt").write_text("x")
    write(room, "Fee", "Why?")
    autosave = room.page.composer.autosave
    autosave._copier._reading._timeout.setInterval(50)
    monkeypatch.setattr(os, "read", stopping)
    autosave.attach([tmp_path / "stuck.txt"])
    done: list[object] = []
    room.session.run(lambda: "other work", done.append)
    qtbot.waitUntil(lambda: bool(done))
    qtbot.waitUntil(lambda: not autosave.is_copying)
    assert [one.problem.code for one in autosave.file_problems] == [ErrorCode.FILE_UNREADABLE]
    answers.set()
    qtbot.waitUntil(returned.is_set)
    monkeypatch.setattr(os, "read", read)
    autosave._copier._reading._timeout.setInterval(20_000)
    attach(room, qtbot, tmp_path / "a.txt")
    assert [file.name for file in room.drafts()[0].files] == ["a.txt"]


def test_a_long_file_may_take_longer_than_one_part_of_it(qtbot: QtBot) -> None:
    owner = QObject()
    found: list[object] = []
    reading = TimedRead(owner, timeout_ms=200)
    reading.finished.connect(found.append)
    goes_on = [threading.Event() for _ in range(3)]

    def work(go_on: Callable[[bool], None]) -> str:
        for number, event in enumerate(goes_on):
            assert event.wait(20)
            go_on(number == 2)
        return "read"

    reading.start_long("a.txt", work)
    for event in goes_on:
        let_pass(120)
        event.set()
    qtbot.waitUntil(lambda: bool(found))
    assert found == ["read"]


def test_a_file_that_arrives_after_discard_brings_nothing_back(room: Room, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")
    write(room, "Fee", "Why?")
    autosave = room.page.composer.autosave
    autosave.attach([path])
    done: list[object] = []
    button(room, "composer.discard").click()
    room.session.run(lambda: None, done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert room.drafts() == ()


def test_a_full_disk_keeps_the_text_on_the_screen_and_closes_submit(room: Room, qtbot: QtBot) -> None:
    room.session.info = replace(INFO, text_limit=1_000_000)
    write(room, "Fee", "Why?")
    room.page.save_now()
    fill_disk(room)
    long = "Why? " * 20_000
    description(room).show_text(long, 5)
    assert not room.page.save_now()
    assert room.page.composer.autosave.state is SaveState.FAILED
    assert "disk is full" in saved(room)
    assert not button(room, "composer.submit").isEnabled()
    assert description(room).text() == long
    assert room.drafts()[0].body == "Why?"
    kept_id = room.drafts()[0].id
    write(room, "Other", "text")
    assert room.notices[-1].problem is not None and room.notices[-1].action
    room.page.open_row(RowKey(RowKind.DRAFT, kept_id))
    assert room.notices[-1].problem is None
    assert description(room).text() == long
    free_disk(room)
    type_text(description(room), "!")
    assert room.page.save_now()
    assert saved(room).startswith("Saved ")
    assert button(room, "composer.submit").isEnabled()
    assert len(next(draft for draft in room.drafts() if draft.id == kept_id).body) == len(long) + 1


def test_language_change_keeps_what_was_typed(room: Room) -> None:
    write(room, "Fee", "Why?")
    room.session.formats.use("fa")
    for widget in [room.page, *room.page.findChildren(QWidget)]:
        QApplication.sendEvent(widget, QEvent(QEvent.Type.LanguageChange))
    assert (subject(room).text(), description(room).text()) == ("Fee", "Why?")
    assert room.page.composer.type.itemText(2) == "\u2068احراز هویت\u2069"


def test_a_new_text_that_the_disk_refused_can_always_be_shown_again(room: Room) -> None:
    room.session.info = replace(INFO, text_limit=1_000_000)
    fill_disk(room)
    room.page.compose(None)
    draft = room.page.composer.draft
    assert draft is not None
    description(room).show_text("Why? " * 20_000, 5)
    room.page.compose(None)
    assert description(room).text() == ""
    assert not room.page.save_now()
    assert room.notices[-1].run is not None
    room.notices[-1].run()
    assert room.page.composer.draft is not None and room.page.composer.draft.id == draft.id
    assert description(room).text() == "Why? " * 20_000
    room.page.compose(None)
    free_disk(room)
    assert room.page.save_now()
    assert [kept.id for kept in room.drafts()] == [draft.id]
