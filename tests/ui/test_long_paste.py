"""A pasted text that is too long for a message is offered as a file; none of it is lost."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.errors import ErrorCode
from desktop.ui.editor.long_paste import MOST_INSERTED
from desktop.ui.editor.paste_offer import PasteOffer
from desktop.ui.kit.text_area import LONGEST_WORD, MOST_LINES, SHORT_PASTE, TextArea
from desktop.ui.tickets.thread.reply_box import ReplyBox
from tests.ui.helpdesk_client import INFO, HelpdeskClient, client, type_text

__all__ = ["client"]
LIMIT = INFO.text_limit


def paste(area: TextArea, text: str) -> None:
    data = QMimeData()
    data.setText(text)
    area.insertFromMimeData(data)


def press(offer: PasteOffer, name: str) -> None:
    button = offer.findChild(QAbstractButton, f"paste_offer.{name}")
    assert isinstance(button, QAbstractButton) and button.isVisible()
    button.click()


def field(client: HelpdeskClient, place: str) -> tuple[TextArea, PasteOffer]:
    if place == "composer":
        client.page.compose(None)
        return client.page.composer.text, client.page.composer.paste_offer
    client.desk.open_ticket("Fee", "Hello")
    client.sync()
    client.open("Fee")
    reply: ReplyBox = client.page.thread_view.reply
    return reply.text, reply.paste_offer


def attached(client: HelpdeskClient) -> list[tuple[str, bytes]]:
    files = client.drafts()[0].files
    return [(file.name, client.services.context.blobs.path(file.sha256).read_bytes()) for file in files]


def paste_and_wait(qtbot: QtBot, area: TextArea, offer: PasteOffer, text: str) -> None:
    paste(area, text)
    qtbot.waitUntil(offer.isVisible)


@pytest.mark.parametrize("place", ["composer", "thread"])
def test_a_long_paste_becomes_a_file_before_anything_is_decided(
    client: HelpdeskClient, qtbot: QtBot, place: str
) -> None:
    area, offer = field(client, place)
    text = "۱۲ خط log\n" * 20_000
    paste_and_wait(qtbot, area, offer, text)
    assert area.text() == "", "nothing of it is laid out"
    assert "200,000" in offer.words and "pasted.txt" in offer.words
    # an app that is killed now starts with what is on disk
    assert attached(client) == [("pasted.txt", text.encode())]
    press(offer, "keep")
    assert not offer.isVisible() and area.hasFocus()
    assert attached(client) == [("pasted.txt", text.encode())]


def test_a_second_long_paste_does_not_take_the_place_of_the_first(client: HelpdeskClient, qtbot: QtBot) -> None:
    area, offer = field(client, "composer")
    paste(area, "first " * 1000)
    paste_and_wait(qtbot, area, offer, "second " * 1000)
    qtbot.waitUntil(lambda: "pasted-2.txt" in offer.words)
    assert attached(client) == [("pasted.txt", b"first " * 1000), ("pasted-2.txt", b"second " * 1000)]
    press(offer, "dismiss")
    assert attached(client) == [("pasted.txt", b"first " * 1000)]
    press(offer, "dismiss")
    assert client.drafts() == ()


def test_what_is_sent_while_nothing_is_decided_has_the_text_as_a_file(client: HelpdeskClient, qtbot: QtBot) -> None:
    area, offer = field(client, "composer")
    type_text(client.page.composer.subject, "Log")
    type_text(area, "See the log.")
    paste_and_wait(qtbot, area, offer, "line\n" * 1000)
    client.page.composer.submit()
    (operation,) = client.services.tickets.unfinished(client.account.id)
    assert [file.name for file in operation.files] == ["pasted.txt"] and operation.body == "See the log."
    client.page.compose(None)
    assert not offer.isVisible()


@pytest.mark.parametrize("place", ["composer", "thread"])
def test_its_beginning_can_be_pasted_and_undone(client: HelpdeskClient, qtbot: QtBot, place: str) -> None:
    area, offer = field(client, place)
    type_text(area, "See below: ")
    text = "".join(f"line {number}\n" for number in range(10_000))
    paste_and_wait(qtbot, area, offer, text)
    press(offer, "insert")
    assert area.text() == f"See below: {text}"[:LIMIT]
    assert not offer.isVisible() and client.drafts()[0].files == ()
    area.undo()
    assert area.text() == "See below: "
    area.redo()
    assert area.text() == f"See below: {text}"[:LIMIT]


def test_what_fits_in_place_of_the_selection_is_pasted(client: HelpdeskClient, qtbot: QtBot) -> None:
    area, offer = field(client, "composer")
    paste(area, "x" * LIMIT)
    assert len(area.text()) == LIMIT and not offer.isVisible()
    area.selectAll()
    paste(area, "y" * LIMIT)
    assert area.text() == "y" * LIMIT and not offer.isVisible()
    paste_and_wait(qtbot, area, offer, "z" * (SHORT_PASTE + 1))
    assert area.text() == "y" * LIMIT and offer.isVisible()
    assert not offer.insert.isVisible(), "there is no room"
    paste(area, "z" * SHORT_PASTE)
    assert area.text() == "y" * LIMIT + "z" * SHORT_PASTE, "the little that is too much is told at the field"


def test_a_help_desk_that_takes_more_does_not_make_the_window_lay_it_out(client: HelpdeskClient, qtbot: QtBot) -> None:
    client.session.info = replace(INFO, text_limit=10_000_000, attachment_limit_bytes=20_000_000)
    area, offer = field(client, "composer")
    paste_and_wait(qtbot, area, offer, "متن " * 1_000_000)
    assert area.text() == ""
    press(offer, "insert")
    assert len(area.text()) == MOST_INSERTED


@pytest.mark.parametrize(
    ("text", "beginning"),
    [("a\n" * 20_000, "a\n" * MOST_LINES), ("see " + "x" * 40_000, "see " + "x" * LONGEST_WORD)],
    ids=["lines", "one word"],
)
def test_what_takes_long_to_lay_out_is_not_laid_out(
    client: HelpdeskClient, qtbot: QtBot, text: str, beginning: str
) -> None:
    client.session.info = replace(INFO, text_limit=100_000)
    area, offer = field(client, "composer")
    paste_and_wait(qtbot, area, offer, text)
    assert area.text() == "" and attached(client) == [("pasted.txt", text.encode())]
    press(offer, "insert")
    assert area.text() == beginning


def test_a_draft_that_was_left_keeps_the_file(client: HelpdeskClient, qtbot: QtBot) -> None:
    area, offer = field(client, "composer")
    type_text(area, "one")
    first = client.page.composer.draft
    paste(area, "x" * 10_000)
    client.page.compose(None)
    assert not offer.isVisible() and area.text() == ""
    assert first is not None
    qtbot.waitUntil(lambda: attached(client) == [("pasted.txt", b"x" * 10_000)])
    qtbot.waitUntil(client.page.save_now)
    client.page.compose(client.services.drafts.get(first.id))
    assert area.text() == "one" and attached(client) == [("pasted.txt", b"x" * 10_000)]


def test_a_file_that_is_taken_off_is_not_offered_any_more(client: HelpdeskClient, qtbot: QtBot) -> None:
    area, offer = field(client, "composer")
    type_text(area, "one")
    paste_and_wait(qtbot, area, offer, "x" * 10_000)
    client.page.composer.autosave.detach(0)
    assert not offer.isVisible() and client.drafts()[0].files == ()


@pytest.mark.parametrize("place", ["composer", "thread"])
def test_what_cannot_be_attached_is_offered_and_holds_up_sending(
    client: HelpdeskClient, qtbot: QtBot, place: str
) -> None:
    area, offer = field(client, place)
    form = client.page.composer if place == "composer" else client.page.thread_view.reply
    type_text(area, "See below: ")
    if place == "composer":
        type_text(client.page.composer.subject, "Log")
    text = "x" * (INFO.attachment_limit_bytes + 1)
    paste_and_wait(qtbot, area, offer, text)
    assert [one.problem.code for one in form.autosave.file_problems] == [ErrorCode.FILE_TOO_LARGE]
    form.submit()
    assert client.services.tickets.unfinished(client.account.id) == ()
    assert not form.save_now() and [one.body for one in form.autosave.unsaved] == [text], "quitting asks first"
    press(offer, "attach")
    qtbot.waitUntil(lambda: not form.autosave.is_copying)
    assert offer.isVisible()
    press(offer, "insert")
    assert area.text() == f"See below: {text}"[:LIMIT]
    assert form.save_now() and form.autosave.unsaved == ()
    form.submit()
    assert len(client.services.tickets.unfinished(client.account.id)) == 1


def test_a_text_that_could_not_be_attached_waits_for_its_draft(client: HelpdeskClient, qtbot: QtBot) -> None:
    area, offer = field(client, "composer")
    type_text(area, "one")
    first = client.page.composer.draft
    assert first is not None
    paste(area, "x" * (INFO.attachment_limit_bytes + 1))
    client.page.compose(None)
    qtbot.waitUntil(lambda: not client.page.composer.autosave._copier.is_copying(first.id))
    assert not offer.isVisible()
    client.page.compose(client.services.drafts.get(first.id))
    assert offer.isVisible() and not offer.keep.isVisible()
    press(offer, "dismiss")
    assert not offer.isVisible() and area.text() == "one" and client.page.save_now()


def test_the_offer_speaks_to_a_screen_reader_in_the_language_of_now(client: HelpdeskClient, qtbot: QtBot) -> None:
    area, offer = field(client, "composer")
    paste_and_wait(qtbot, area, offer, "x" * 10_000)
    assert offer.accessibleName() == offer.words
    for button in offer.findChildren(QAbstractButton):
        assert button.text() and button.accessibleDescription() == offer.words


def test_a_pasted_picture_is_packed_outside_of_the_thread_of_the_window(
    client: HelpdeskClient, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from desktop.ui.editor import file_intake

    threads: list[threading.Thread] = []
    writer = QImageWriter

    def counted(*arguments: object) -> object:
        threads.append(threading.current_thread())
        return writer(*arguments)

    monkeypatch.setattr(file_intake, "QImageWriter", counted)
    area, _ = field(client, "composer")
    data = QMimeData()
    data.setImageData(QImage(40, 40, QImage.Format.Format_RGB32))
    area.insertFromMimeData(data)
    qtbot.waitUntil(lambda: bool(client.drafts() and client.drafts()[0].files))
    assert threads and threading.main_thread() not in threads
    assert QImage.fromData(attached(client)[0][1]).width() == 40


def test_the_window_is_not_needed_for_a_paste(qtbot: QtBot) -> None:
    area = TextArea()
    qtbot.addWidget(area)
    paste(area, "x" * 10_000)
    assert isinstance(area, QWidget) and len(area.text()) == 10_000
