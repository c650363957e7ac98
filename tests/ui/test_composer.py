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
from tests.ui.helpdesk_client import INFO, HelpdeskClient, client, make_client, type_text
from tests.waiting import let_pass

__all__ = ["client"]


def subject(client: HelpdeskClient) -> QLineEdit:
    found = client.find("composer.subject")
    assert isinstance(found, QLineEdit)
    return found


def description(client: HelpdeskClient) -> TextArea:
    found = client.find("composer.description")
    assert isinstance(found, TextArea)
    return found


def button(client: HelpdeskClient, name: str) -> QPushButton:
    found = client.find(name)
    assert isinstance(found, QPushButton)
    return found


def saved(client: HelpdeskClient) -> str:
    found = client.find("composer.saved")
    assert isinstance(found, QLabel)
    return found.text()


def write(client: HelpdeskClient, title: str, body: str) -> None:
    client.page.compose(None)
    type_text(subject(client), title)
    type_text(description(client), body)


def attach(client: HelpdeskClient, qtbot: QtBot, *paths: Path) -> None:
    client.page.composer.autosave.attach(list(paths))
    qtbot.waitUntil(lambda: not client.page.composer.autosave.is_copying)


def fill_disk(client: HelpdeskClient) -> None:
    """SQLite itself says that there is no room left."""
    with client.database.write() as tx:
        pages = tx.execute("PRAGMA page_count").fetchone()[0]
        tx.execute(f"PRAGMA max_page_count = {pages}")


def free_disk(client: HelpdeskClient) -> None:
    with client.database.write() as tx:
        tx.execute("PRAGMA max_page_count = 1000000")


def test_submit_opens_with_both_fields_and_closes_again(client: HelpdeskClient) -> None:
    client.page.compose(None)
    submit = button(client, "composer.submit")
    assert not submit.isEnabled()
    type_text(subject(client), "برداشت")
    assert not submit.isEnabled()
    type_text(description(client), "\u200c")
    assert not submit.isEnabled()
    type_text(description(client), "س")
    assert submit.isEnabled()
    subject(client).clear()
    assert not submit.isEnabled()
    assert submit.accessibleDescription()


def test_errors_stand_at_the_field_only_after_it_was_left(client: HelpdeskClient, qtbot: QtBot) -> None:
    client.page.compose(None)
    assert subject(client).hasFocus()
    assert subject(client).accessibleDescription() == ""
    description(client).setFocus()
    assert "few words" in subject(client).accessibleDescription()
    assert description(client).accessibleDescription() == ""
    type_text(subject(client), "x")
    assert subject(client).accessibleDescription() == ""
    type_text(description(client), "x" * (INFO.text_limit + 7))
    client.page.composer.subject.setFocus()
    assert "7" in description(client).accessibleDescription()
    assert len(description(client).text()) == INFO.text_limit + 7
    assert not button(client, "composer.submit").isEnabled()


def test_required_is_said_and_shown(client: HelpdeskClient) -> None:
    client.page.compose(None)
    assert "required" in subject(client).accessibleName()
    assert "required" in description(client).accessibleName()
    words = [label.text() for label in client.page.composer.findChildren(QLabel)]
    assert {"Subject *", "Description *"} <= set(words)


def test_text_is_on_disk_within_a_second_of_the_last_key(client: HelpdeskClient, qtbot: QtBot) -> None:
    write(client, "Fee", "Why was I charged?")
    assert client.drafts() == ()
    assert saved(client) == "Saving…"
    qtbot.waitUntil(lambda: len(client.drafts()) == 1, timeout=1000)
    assert client.drafts()[0].body == "Why was I charged?"
    assert saved(client).startswith("Saved ")


def test_text_is_kept_while_typing_goes_on(client: HelpdeskClient, qtbot: QtBot) -> None:
    client.page.compose(None)
    for _ in range(14):
        type_text(description(client), "word ")
        qtbot.wait(100)
    assert "word word" in client.drafts()[0].body


def test_drafts_come_back_with_caret_and_files(client: HelpdeskClient, qtbot: QtBot, tmp_path: Path) -> None:
    proof = tmp_path / "proof.png"
    proof.write_bytes(b"picture")
    write(client, "اول", "سلام🙂\u00a0دنیا")
    cursor = description(client).textCursor()
    cursor.setPosition(3)
    description(client).setTextCursor(cursor)
    attach(client, qtbot, proof)
    proof.unlink()
    client.clock.advance(1)
    write(client, "دوم", "متن دوم")
    client.page.save_now()
    client.clock.advance(1)
    write(client, "سوم", "متن سوم")
    assert {draft.subject for draft in client.drafts()} == {"اول", "دوم"}
    client.page.save_now()
    client.settle()
    assert client.subjects() == ["سوم", "دوم", "اول"]
    client.open("اول")
    assert subject(client).text() == "اول"
    assert description(client).text() == "سلام🙂\u00a0دنیا"
    assert description(client).caret() == 3
    assert [file.name for file in client.page.composer.autosave.draft.files] == ["proof.png"]  # type: ignore[union-attr]
    client.open("دوم")
    assert description(client).text() == "متن دوم"


def test_looking_at_a_draft_does_not_move_it_up(client: HelpdeskClient) -> None:
    write(client, "old", "text")
    client.page.save_now()
    before = client.drafts()[0].updated_ms
    client.clock.advance(60)
    write(client, "new", "text")
    client.page.save_now()
    client.settle()
    client.open("old")
    description(client).move_to_end()
    client.page.save_now()
    assert next(draft for draft in client.drafts() if draft.subject == "old").updated_ms == before


def test_the_next_start_finds_everything(qtbot: QtBot, tmp_path: Path) -> None:
    proof = tmp_path / "proof.pdf"
    proof.write_bytes(b"%PDF")
    home = tmp_path / "home"
    home.mkdir()
    first: Iterator[HelpdeskClient] = make_client(home)
    one = next(first)
    write(one, "Fee", "Why?")
    attach(one, qtbot, proof)
    assert one.page.save_now()
    next(first, None)
    for two in make_client(home):
        two.open("Fee")
        assert description(two).text() == "Why?"
        assert two.page.composer.autosave.draft is not None
        assert [file.name for file in two.page.composer.autosave.draft.files] == ["proof.pdf"]


def test_submit_shows_the_ticket_as_waiting_and_undo_brings_everything_back(
    client: HelpdeskClient, qtbot: QtBot, tmp_path: Path
) -> None:
    proof = tmp_path / "proof.png"
    proof.write_bytes(b"picture")
    write(client, "Fee", "Why was I charged?")
    client.page.composer.type.setCurrentIndex(4)
    client.page.composer.type.activated.emit(4)
    attach(client, qtbot, proof)
    button(client, "composer.submit").click()
    client.settle()
    row = client.rows()[0]
    assert (row.subject, row.delivery, row.key.kind) == ("Fee", Delivery.WAITING, RowKind.OUTBOX)
    assert client.drafts() == ()
    toast = client.toasts[-1]
    assert toast.action and toast.seconds == client.session.settings.undo_s and toast.run is not None
    toast.run()
    client.settle()
    assert [row.key.kind for row in client.rows()] == [RowKind.DRAFT]
    assert (subject(client).text(), description(client).text()) == ("Fee", "Why was I charged?")
    draft = client.page.composer.autosave.draft
    assert draft is not None and draft.department == "4" and [file.name for file in draft.files] == ["proof.png"]
    client.clock.advance(60)
    client.sync()
    assert client.desk.refs() == []


def test_a_submitted_ticket_arrives_once_and_stays_open(client: HelpdeskClient) -> None:
    write(client, "Fee", "Why?")
    submit = button(client, "composer.submit")
    submit.click()
    submit.click()
    client.page.composer.submit()
    client.clock.advance(10)
    client.sync()
    client.settle()
    assert client.desk.own_bodies() == ["Why?"]
    assert [(row.number, row.delivery) for row in client.rows()] == [("1", None)]
    assert client.page.thread_view.key == client.rows()[0].key == client.page.history.list.chosen
    assert client.toasts[-1].run is not None
    client.toasts[-1].run()
    assert "cannot be taken back" in client.toasts[-1].text
    assert client.desk.own_bodies() == ["Why?"]


def test_discard_can_be_undone_with_its_files(client: HelpdeskClient, qtbot: QtBot, tmp_path: Path) -> None:
    proof = tmp_path / "proof.png"
    proof.write_bytes(b"picture")
    write(client, "Fee", "Why?")
    attach(client, qtbot, proof)
    button(client, "composer.discard").click()
    client.settle()
    assert client.drafts() == () and client.subjects() == []
    assert not subject(client).isVisible()
    assert client.toasts[-1].run is not None
    client.toasts[-1].run()
    client.settle()
    assert [(d.subject, d.body, len(d.files)) for d in client.drafts()] == [("Fee", "Why?", 1)]
    assert subject(client).isVisible() and subject(client).text() == "Fee"


def test_discarding_nothing_says_nothing(client: HelpdeskClient) -> None:
    client.page.compose(None)
    button(client, "composer.discard").click()
    assert client.toasts == []


def test_bad_files_are_told_in_words_and_the_rest_stays(client: HelpdeskClient, qtbot: QtBot, tmp_path: Path) -> None:
    write(client, "Fee", "Why?")
    good, empty, large = tmp_path / "good.png", tmp_path / "empty.png", tmp_path / "large.png"
    good.write_bytes(b"x")
    empty.write_bytes(b"")
    large.write_bytes(b"x" * (INFO.attachment_limit_bytes + 1))
    folder = tmp_path / "folder"
    folder.mkdir()
    attach(client, qtbot, good, tmp_path / "gone.png", empty, large, folder)
    words = client.page.composer.file_problems.words
    for name in ("gone.png", "empty.png", "large.png", "folder"):
        assert name in words
    assert "good.png" not in words
    assert [file.name for file in client.drafts()[0].files] == ["good.png"]
    assert description(client).text() == "Why?"
    assert button(client, "composer.submit").isEnabled()


def test_too_many_files_are_told_and_one_can_be_taken_off(client: HelpdeskClient, qtbot: QtBot, tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.txt" for number in range(INFO.attachments_per_message + 1)]
    for path in paths:
        path.write_text(path.name)
    write(client, "Fee", "Why?")
    attach(client, qtbot, *paths)
    assert str(INFO.attachments_per_message) in client.page.composer.file_problems.words
    names = [file.name for file in client.drafts()[0].files]
    assert names == ["0.txt", "1.txt", "2.txt"]
    remove = client.page.composer.files.findChildren(QPushButton)[1]
    assert "1.txt" in remove.accessibleName()
    remove.click()
    assert [file.name for file in client.drafts()[0].files] == ["0.txt", "2.txt"]
    QApplication.processEvents()
    shown = [one for one in client.page.composer.files.findChildren(QPushButton) if one.isVisible()]
    assert len(shown) == 2 and not any("1.txt" in one.accessibleName() for one in shown)


def test_a_picture_and_files_from_the_clipboard_become_attachments(
    client: HelpdeskClient, qtbot: QtBot, tmp_path: Path
) -> None:
    write(client, "Fee", "Why?")
    picture = QMimeData()
    picture.setImageData(QImage(4, 4, QImage.Format.Format_RGB32))
    dropped = QMimeData()
    (tmp_path / "a b.txt").write_text("x")
    dropped.setUrls([QUrl.fromLocalFile(str(tmp_path / "a b.txt"))])
    html = QMimeData()
    html.setHtml("<b>bold</b>")
    html.setText("bold")
    area = description(client)
    for data in (picture, dropped, html):
        assert area.canInsertFromMimeData(data)
        area.insertFromMimeData(data)
    qtbot.waitUntil(lambda: not client.page.composer.autosave.is_copying)
    assert area.text() == "Why?bold"
    client.page.save_now()
    names = [file.name for file in client.drafts()[0].files]
    assert len(names) == 2 and names[0].endswith(".png") and names[1] == "a b.txt"


def test_submit_waits_for_files_that_are_being_copied(client: HelpdeskClient, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")
    write(client, "Fee", "Why?")
    client.page.composer.autosave.attach([path])
    assert not button(client, "composer.submit").isEnabled()
    client.page.composer.submit()
    assert client.page.composer.draft is not None
    qtbot.waitUntil(lambda: button(client, "composer.submit").isEnabled())


def test_a_file_on_a_drive_that_does_not_answer_holds_nothing_up(
    client: HelpdeskClient, qtbot: QtBot, tmp_path: Path
) -> None:
    answers = threading.Event()

    class Stuck(type(tmp_path)):  # type: ignore[misc]
        def stat(self, **_: object) -> os.stat_result:
            answers.wait(20)
            found: os.stat_result = super().stat()
            return found

    for name in ("stuck.txt", "a.txt"):
        (tmp_path / name).write_text("x")
    write(client, "Fee", "Why?")
    autosave = client.page.composer.autosave
    autosave._copier._reading._timeout.setInterval(0)
    autosave.attach([Stuck(tmp_path / "stuck.txt")])
    done: list[object] = []
    client.session.run(lambda: "other work", done.append)
    qtbot.waitUntil(lambda: bool(done))
    qtbot.waitUntil(lambda: not autosave.is_copying)
    assert [one.problem.code for one in autosave.file_problems] == [ErrorCode.FILE_UNREADABLE]
    assert "stuck.txt" in client.page.composer.file_problems.words
    autosave._copier._reading._timeout.setInterval(20_000)
    attach(client, qtbot, tmp_path / "a.txt")
    answers.set()
    assert [file.name for file in client.drafts()[0].files] == ["a.txt"]
    assert button(client, "composer.submit").isEnabled()


def test_a_drive_that_stops_in_the_middle_of_a_file_holds_nothing_up(
    client: HelpdeskClient, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
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
    write(client, "Fee", "Why?")
    autosave = client.page.composer.autosave
    autosave._copier._reading._timeout.setInterval(50)
    monkeypatch.setattr(os, "read", stopping)
    autosave.attach([tmp_path / "stuck.txt"])
    done: list[object] = []
    client.session.run(lambda: "other work", done.append)
    qtbot.waitUntil(lambda: bool(done))
    qtbot.waitUntil(lambda: not autosave.is_copying)
    assert [one.problem.code for one in autosave.file_problems] == [ErrorCode.FILE_UNREADABLE]
    answers.set()
    qtbot.waitUntil(returned.is_set)
    monkeypatch.setattr(os, "read", read)
    autosave._copier._reading._timeout.setInterval(20_000)
    attach(client, qtbot, tmp_path / "a.txt")
    assert [file.name for file in client.drafts()[0].files] == ["a.txt"]


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


def test_a_file_that_arrives_after_discard_brings_nothing_back(
    client: HelpdeskClient, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")
    write(client, "Fee", "Why?")
    autosave = client.page.composer.autosave
    autosave.attach([path])
    done: list[object] = []
    button(client, "composer.discard").click()
    client.session.run(lambda: None, done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert client.drafts() == ()


def test_a_full_disk_keeps_the_text_on_the_screen_and_closes_submit(client: HelpdeskClient, qtbot: QtBot) -> None:
    client.session.info = replace(INFO, text_limit=1_000_000)
    write(client, "Fee", "Why?")
    client.page.save_now()
    fill_disk(client)
    long = "Why? " * 20_000
    description(client).show_text(long, 5)
    assert not client.page.save_now()
    assert client.page.composer.autosave.state is SaveState.FAILED
    assert "disk is full" in saved(client)
    assert not button(client, "composer.submit").isEnabled()
    assert description(client).text() == long
    assert client.drafts()[0].body == "Why?"
    kept_id = client.drafts()[0].id
    write(client, "Other", "text")
    assert client.notices[-1].problem is not None and client.notices[-1].action
    client.page.open_row(RowKey(RowKind.DRAFT, kept_id))
    assert client.notices[-1].problem is None
    assert description(client).text() == long
    free_disk(client)
    type_text(description(client), "!")
    assert client.page.save_now()
    assert saved(client).startswith("Saved ")
    assert button(client, "composer.submit").isEnabled()
    assert len(next(draft for draft in client.drafts() if draft.id == kept_id).body) == len(long) + 1


def test_language_change_keeps_what_was_typed(client: HelpdeskClient) -> None:
    write(client, "Fee", "Why?")
    client.session.formats.use("fa")
    for widget in [client.page, *client.page.findChildren(QWidget)]:
        QApplication.sendEvent(widget, QEvent(QEvent.Type.LanguageChange))
    assert (subject(client).text(), description(client).text()) == ("Fee", "Why?")
    assert client.page.composer.type.itemText(2) == "\u2068احراز هویت\u2069"


def test_a_new_text_that_the_disk_refused_can_always_be_shown_again(client: HelpdeskClient) -> None:
    client.session.info = replace(INFO, text_limit=1_000_000)
    fill_disk(client)
    client.page.compose(None)
    draft = client.page.composer.draft
    assert draft is not None
    description(client).show_text("Why? " * 20_000, 5)
    client.page.compose(None)
    assert description(client).text() == ""
    assert not client.page.save_now()
    assert client.notices[-1].run is not None
    client.notices[-1].run()
    assert client.page.composer.draft is not None and client.page.composer.draft.id == draft.id
    assert description(client).text() == "Why? " * 20_000
    client.page.compose(None)
    free_disk(client)
    assert client.page.save_now()
    assert [kept.id for kept in client.drafts()] == [draft.id]
