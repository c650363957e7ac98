"""What the composer and the reply box share behaves alike in both."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.domain.errors import ErrorCode
from desktop.domain.references.evidence import Evidence, EvidenceKind
from desktop.domain.tickets import RowKey, RowKind
from desktop.store import accounts
from desktop.store.files.sweep import sweep
from desktop.ui.editor.draft_autosave import SaveState
from desktop.ui.editor.editor import Editor
from desktop.ui.kit.appearance import LANGUAGES
from desktop.ui.tickets.composer.form import ComposerForm
from tests.fakes import fails
from tests.ui.frame import Frame
from tests.ui.helpdesk_client import INFO, HelpdeskClient, client, type_text
from tests.ui.test_composer import fill_disk, free_disk
from tests.ui.test_language_switch import helpdesk, speaking, turn

__all__ = ["client"]
PLACES = ("composer", "reply")
CONTROL, PLAIN = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
LONG = "Why? " * 20_000
FEW_WORDS = "Write a few words first."


@dataclass
class Place:
    """One of the two places where a draft is written, with everything but the text in order."""

    room: HelpdeskClient
    editor: Editor

    @property
    def line(self) -> str:
        """The line about the draft, without the key that sends."""
        words = self.editor.saved.text().split(" · ")[0]
        return "" if words == self.editor.key_hint() else words

    @property
    def outbox(self) -> list[str]:
        operations = self.room.services.tickets.unfinished(self.room.account.id)
        return [operation.body for operation in operations]

    @property
    def field_error(self) -> str:
        """What is told about the text: at the field, or in the line where there is no such place."""
        in_field = isinstance(self.editor, ComposerForm)
        return self.editor.text.accessibleDescription() if in_field else self.line

    def attach(self, qtbot: QtBot, *paths: Path) -> None:
        self.editor.autosave.attach(list(paths))
        qtbot.waitUntil(lambda: not self.editor.autosave.is_copying)

    def press_control_enter(self) -> None:
        QTest.keyClick(self.editor.text, Qt.Key.Key_Return, CONTROL)

    def undo(self) -> None:
        run = self.room.toasts[-1].run
        assert self.room.toasts[-1].action == "Undo" and run is not None
        run()
        self.room.settle()


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest, client: HelpdeskClient) -> Place:
    """The composer of a new ticket that has its subject, and the reply box of a ticket."""
    if request.param == "composer":
        client.page.compose(None)
        type_text(client.page.composer.subject, "Fee")
        assert client.page.save_now()
        return Place(client, client.page.composer)
    client.desk.open_ticket("Fee", "Hello")
    client.sync()
    client.open("Fee")
    return Place(client, client.page.thread_view.reply)


# --- autosave -----------------------------------------------------------------------------------------------------


def test_the_line_says_saving_and_then_when_the_text_was_saved(place: Place, qtbot: QtBot) -> None:
    type_text(place.editor.text, "Why?")
    assert place.line == "Saving…"
    qtbot.waitUntil(lambda: [draft.body for draft in place.room.drafts()] == ["Why?"], timeout=1000)
    saved_ms = place.room.drafts()[0].updated_ms
    assert place.line == f"Saved {place.room.session.formats.as_of(saved_ms)}"
    assert place.editor.saved.property("role") == "caption"
    assert place.editor.saved.accessibleName() == place.editor.saved.text()


def test_on_a_full_disk_the_text_stays_and_the_line_and_the_button_say_so(place: Place) -> None:
    place.room.session.info = replace(INFO, text_limit=1_000_000)
    type_text(place.editor.text, "x")
    assert place.room.page.save_now()
    fill_disk(place.room)
    place.editor.text.show_text(LONG, 5)
    assert not place.room.page.save_now()
    assert place.editor.text.text() == LONG and place.room.drafts()[0].body == "x"
    assert "disk is full" in place.line and place.editor.saved.property("role") == "error"
    assert place.editor.reason() == place.line and not place.editor.send_button.isEnabled()
    place.press_control_enter()
    assert place.outbox == [] and place.editor.text.text() == LONG
    free_disk(place.room)
    assert place.room.page.save_now()
    assert place.line.startswith("Saved ") and place.editor.send_button.isEnabled()
    assert place.room.drafts()[0].body == LONG


def test_a_save_that_failed_is_told_also_while_there_is_no_text(place: Place) -> None:
    fill_disk(place.room)
    place.editor.text.show_text("\u200c" * 100_000, 0)
    place.editor.evidence_controller.add(Evidence.of(EvidenceKind.ORDER, {"value": "OTM-1"}))
    assert place.editor.autosave.state is SaveState.FAILED
    assert "disk is full" in place.line and place.editor.saved.property("role") == "error"


# --- the send rule ------------------------------------------------------------------------------------------------


def test_the_button_its_tooltip_and_the_keys_obey_one_rule(place: Place) -> None:
    button = place.editor.send_button
    assert not button.isEnabled() and button.accessibleDescription() == FEW_WORDS and FEW_WORDS in button.toolTip()
    assert place.field_error == ""
    place.press_control_enter()
    assert place.outbox == [] and place.field_error == FEW_WORDS
    type_text(place.editor.text, "x" * (INFO.text_limit + 7))
    assert not button.isEnabled() and "7" in place.field_error == button.accessibleDescription()
    place.press_control_enter()
    assert place.outbox == []
    place.editor.text.show_text("Why?", 4)
    assert button.isEnabled() and button.accessibleDescription() == place.editor.reason() == ""
    assert place.editor.key_hint() in button.toolTip()
    place.press_control_enter()
    assert place.outbox == ["Why?"] and place.room.drafts() == ()


@pytest.mark.parametrize("with_enter", [False, True])
def test_the_setting_says_which_key_sends(place: Place, *, with_enter: bool) -> None:
    place.room.session.settings = replace(place.room.session.settings, send_with_enter=with_enter)
    place.room.session.signals.settings_changed.emit(place.room.session.settings)
    type_text(place.editor.text, "one")
    QTest.keyClick(place.editor.text, Qt.Key.Key_Return, CONTROL if with_enter else PLAIN)
    type_text(place.editor.text, "two")
    assert place.outbox == []
    QTest.keyClick(place.editor.text, Qt.Key.Key_Return, PLAIN if with_enter else CONTROL)
    assert place.outbox == ["one\ntwo"]


def test_files_that_are_being_copied_hold_up_sending(place: Place, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    type_text(place.editor.text, "Why?")
    place.editor.autosave.attach([tmp_path / "a.txt"])
    assert place.line == "Copying…"
    assert place.editor.reason() == "Your files are still being copied." and not place.editor.send_button.isEnabled()
    place.press_control_enter()
    assert place.outbox == []
    qtbot.waitUntil(place.editor.send_button.isEnabled)
    place.press_control_enter()
    assert place.outbox == ["Why?"]


def test_limits_that_changed_count_at_once(place: Place) -> None:
    type_text(place.editor.text, "Why was I charged?")
    assert place.editor.send_button.isEnabled()
    place.room.session.info = replace(INFO, text_limit=4, attachments_per_message=8)
    with place.room.database.write() as tx:
        accounts.keep_info(tx, place.room.account.id, place.room.session.info)
    assert not place.editor.send_button.isEnabled()
    assert "8" in place.editor.attach_button.accessibleDescription()


def test_a_submit_that_the_disk_refuses_is_told_and_can_be_tried_again(place: Place) -> None:
    place.room.session.info = replace(INFO, text_limit=1_000_000)
    place.editor.text.show_text(LONG, 5)
    assert place.room.page.save_now()
    fill_disk(place.room)
    place.editor.send_button.click()
    assert "disk is full" in place.line and place.editor.saved.property("role") == "error"
    assert place.editor.text.text() == LONG == place.room.drafts()[0].body and place.outbox == []
    free_disk(place.room)
    place.editor.send_button.click()
    assert place.outbox == [LONG] and place.room.drafts() == ()


def test_a_discard_that_the_disk_refuses_is_told(place: Place) -> None:
    type_text(place.editor.text, "Why?")
    assert place.room.page.save_now()
    with place.room.database.write() as tx:
        tx.execute("PRAGMA query_only = ON")
    place.editor.discard_button.click()
    assert place.editor.saved.property("role") == "error" and place.line
    assert place.editor.text.text() == "Why?" == place.room.drafts()[0].body and place.room.toasts == []


def test_offline_it_waits_in_the_outbox_and_arrives_once(place: Place) -> None:
    arrived = place.room.desk.own_bodies()
    type_text(place.editor.text, "Later")
    place.room.desk.next("deliver", fails(ErrorCode.OFFLINE))
    place.editor.send_button.click()
    place.room.clock.advance(10)
    place.room.engine.wake()
    place.room.engine.step()
    assert place.room.desk.own_bodies() == arrived and place.outbox == ["Later"]
    place.room.clock.advance(1000)
    place.room.sync()
    assert place.room.desk.own_bodies() == [*arrived, "Later"] and place.outbox == []


# --- undo ---------------------------------------------------------------------------------------------------------


def test_a_submit_can_be_undone(place: Place, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    type_text(place.editor.text, "Why?")
    place.attach(qtbot, tmp_path / "a.txt")
    place.editor.send_button.click()
    assert place.outbox == ["Why?"]
    toast = place.room.toasts[-1]
    assert toast.text.endswith("accepted. It is sent in a moment.") and toast.seconds == 5
    place.undo()
    assert place.outbox == [] and place.editor.text.isVisible() and place.editor.text.text() == "Why?"
    assert [file.name for file in place.room.drafts()[0].files] == ["a.txt"]


def test_a_discard_can_be_undone_with_its_files(place: Place, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    type_text(place.editor.text, "Why?")
    place.attach(qtbot, tmp_path / "a.txt")
    context = place.room.services.context
    place.editor.discard_button.click()
    assert place.room.drafts() == () and not (place.editor.text.isVisible() and place.editor.text.text())
    assert (place.room.toasts[-1].text, place.room.toasts[-1].seconds) == ("Draft discarded", 10)
    assert sweep(context.database, context.blobs) == 0, "the bytes are held while undo is offered"
    place.undo()
    assert place.editor.text.isVisible() and place.editor.text.text() == "Why?"
    (draft,) = place.room.drafts()
    assert (draft.body, [file.name for file in draft.files]) == ("Why?", ["a.txt"])
    assert place.line.startswith("Saved ")


def test_a_text_that_was_discarded_before_it_was_saved_can_be_undone(place: Place) -> None:
    if isinstance(place.editor, ComposerForm):
        place.room.page.compose(None)
    type_text(place.editor.text, "Why?")
    assert "Why?" not in [draft.body for draft in place.room.drafts()]
    place.editor.discard_button.click()
    place.undo()
    assert place.editor.text.text() == "Why?" and "Why?" in [draft.body for draft in place.room.drafts()]


def test_undo_while_a_file_is_being_copied_keeps_draft_and_file(place: Place, qtbot: QtBot, tmp_path: Path) -> None:
    answers, asked = threading.Event(), threading.Event()

    class Slow(type(tmp_path)):  # type: ignore[misc]
        def open(self, *arguments: object, **named: object) -> object:
            asked.set()
            answers.wait(20)
            return super().open(*arguments, **named)

        def stat(self, **named: object) -> object:
            asked.set()
            answers.wait(20)
            return super().stat(**named)

    (tmp_path / "a.txt").write_text("x")
    type_text(place.editor.text, "Why?")
    assert place.room.page.save_now()
    place.editor.autosave.attach([Slow(tmp_path / "a.txt")])
    qtbot.waitUntil(asked.is_set)
    place.editor.discard_button.click()
    place.undo()
    answers.set()
    qtbot.waitUntil(lambda: not place.editor.autosave.is_copying)
    (draft,) = place.room.drafts()
    assert (draft.body, [file.name for file in draft.files]) == ("Why?", ["a.txt"])


def test_discarding_nothing_offers_nothing(place: Place) -> None:
    if isinstance(place.editor, ComposerForm):
        place.room.page.compose(None)
    place.editor.discard()
    assert place.room.toasts == []


def test_a_reply_can_be_discarded_where_there_is_one(client: HelpdeskClient) -> None:
    client.desk.open_ticket("Fee", "Hello")
    client.sync()
    client.open("Fee")
    reply = client.page.thread_view.reply
    assert not reply.discard_button.isVisible()
    type_text(reply.text, "Why?")
    assert reply.discard_button.isVisible()
    reply.discard_button.click()
    assert not reply.discard_button.isVisible() and reply.text.hasFocus()
    type_text(reply.text, "Another")
    assert client.page.save_now() and [draft.body for draft in client.drafts()] == ["Another"]
    run = client.toasts[-1].run
    assert run is not None
    run()
    assert reply.text.text() == "Why?" and {draft.body for draft in client.drafts()} == {"Why?", "Another"}


# --- files and pastes ---------------------------------------------------------------------------------------------


def test_files_that_cannot_be_attached_are_named_until_the_user_has_read_it(
    place: Place, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "good.png").write_bytes(b"x")
    (tmp_path / "empty.png").touch()
    type_text(place.editor.text, "Why?")
    place.attach(qtbot, tmp_path / "good.png", tmp_path / "empty.png", tmp_path / "gone.png")
    words = place.editor.file_problems.words
    assert "empty.png" in words and "gone.png" in words and "good.png" not in words
    assert [file.name for file in place.room.drafts()[0].files] == ["good.png"]
    assert place.editor.files.isVisible() and place.editor.file_problems.isVisible()
    assert place.editor.text.text() == "Why?" and place.editor.send_button.isEnabled()
    (away,) = place.editor.file_problems.findChildren(QPushButton)
    away.click()
    assert not place.editor.file_problems.isVisible() and place.editor.autosave.file_problems == ()
    (remove,) = place.editor.files.findChildren(QPushButton)
    QTest.keyClick(remove, Qt.Key.Key_Delete)
    assert place.room.drafts()[0].files == () and not place.editor.files.isVisible()


def test_a_long_paste_is_a_file_and_one_that_cannot_be_is_decided_before_sending(place: Place, qtbot: QtBot) -> None:
    type_text(place.editor.text, "See below")
    offer = place.editor.paste_offer
    paste(place.editor, "x" * 10_000)
    qtbot.waitUntil(offer.isVisible)
    offer.keep.click()
    assert [file.name for file in place.room.drafts()[0].files] == ["pasted.txt"]
    paste(place.editor, "x" * (INFO.attachment_limit_bytes + 1))
    qtbot.waitUntil(offer.isVisible)
    assert place.line == place.editor.reason() == "Choose first what becomes of the pasted text."
    place.press_control_enter()
    assert place.outbox == []
    offer.dismiss.click()
    assert place.line.startswith("Saved ") and place.editor.send_button.isEnabled()


def test_the_offer_for_a_long_paste_counts_the_text_that_is_shown(place: Place, qtbot: QtBot) -> None:
    type_text(place.editor.text, "one")
    paste(place.editor, "x" * (INFO.attachment_limit_bytes + 1))
    offer = place.editor.paste_offer
    qtbot.waitUntil(offer.isVisible)
    before = offer.insert.text()
    place.room.page.save_now()
    (draft,) = [draft for draft in place.room.drafts() if draft.body == "one"]
    place.room.desk.open_ticket("Other", "Hello")
    place.room.sync()
    place.room.open("Other")
    type_text(place.room.page.thread_view.reply.text, "a reply of another length")
    place.room.page.compose(draft)
    assert offer.isVisible() and offer.insert.text() == before


def paste(editor: Editor, text: str) -> None:
    data = QMimeData()
    data.setText(text)
    editor.text.insertFromMimeData(data)


# --- the language -------------------------------------------------------------------------------------------------


def test_both_say_the_same_in_every_language(tmp_path: Path, qtbot: QtBot) -> None:
    with speaking(tmp_path, "en", qtbot) as frame:
        page = helpdesk(frame)
        opened = {"composer": lambda: page.compose(None), "reply": lambda: page.open_row(RowKey(RowKind.TICKET, "1"))}
        words = {place: words_of(frame, qtbot, place, opened[place]) for place in PLACES}
    assert words["composer"] == words["reply"]
    assert len(set(map(str, words["reply"].values()))) == len(LANGUAGES), "each language has its own"


def words_of(frame: Frame, qtbot: QtBot, place: str, show: Callable[[], None]) -> dict[str, list[str]]:
    """The words of a place, once opened by `show`, in each language; what is typed stays as it is."""
    show()
    page = helpdesk(frame)
    editor: Editor = page.composer if place == "composer" else page.thread_view.reply
    empty = frame.client.folder / "empty.pdf"
    empty.touch()
    editor.autosave.attach([empty])
    type_text(editor.text, "one two")
    type_text(editor.text, "x" * 10)
    qtbot.waitUntil(lambda: not editor.autosave.is_copying)
    found = {}
    for language in LANGUAGES:
        turn(frame, language)
        assert editor.text.text() == "one two" + "x" * 10 and editor.file_problems.isVisible()
        assert editor.save_now()
        words = [editor.saved.text().split(" · ")[0], editor.discard_button.text(), editor.file_problems.words]
        words += [editor.key_hint(), editor.attach_button.accessibleDescription()]
        type_text(editor.text, "!")
        words.append(editor.saved.text())
        editor.text.textCursor().deletePreviousChar()
        assert editor.save_now()
        found[language] = words
    return found
