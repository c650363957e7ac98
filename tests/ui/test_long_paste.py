"""A pasted text that is too long for a message is offered as a file; none of it is lost."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.errors import ErrorCode
from desktop.ui.models.long_paste import MOST_INSERTED
from desktop.ui.thread.reply_box import ReplyBox
from desktop.ui.widgets.paste_offer import PasteOffer
from desktop.ui.widgets.text_area import SHORT_PASTE, TextArea
from tests.ui.desk_room import INFO, Room, room, type_text

__all__ = ["room"]
LIMIT = INFO.text_limit


def paste(area: TextArea, text: str) -> None:
    data = QMimeData()
    data.setText(text)
    area.insertFromMimeData(data)


def press(offer: PasteOffer, name: str) -> None:
    button = offer.findChild(QAbstractButton, f"paste_offer.{name}")
    assert isinstance(button, QAbstractButton) and button.isVisible()
    button.click()


def field(room: Room, place: str) -> tuple[TextArea, PasteOffer]:
    if place == "composer":
        room.page.compose(None)
        return room.page.composer.fields.description, room.page.composer.paste_offer
    room.desk.open_ticket("Fee", "Hello")
    room.sync()
    room.open("Fee")
    reply: ReplyBox = room.page.thread_view.reply
    return reply.text, reply.paste_offer


def attached(room: Room) -> list[tuple[str, bytes]]:
    files = room.drafts()[0].files
    return [(file.name, room.services.context.blobs.path(file.sha256).read_bytes()) for file in files]


@pytest.mark.parametrize("place", ["composer", "thread"])
def test_a_long_paste_becomes_a_file(room: Room, qtbot: QtBot, place: str) -> None:
    area, offer = field(room, place)
    type_text(area, "See below.")
    text = "۱۲ خط log\n" * 20_000
    paste(area, text)
    assert area.text() == "See below.", "nothing of it is laid out"
    assert offer.isVisible() and "200,000" in offer.words
    press(offer, "attach")
    assert not offer.isVisible()
    qtbot.waitUntil(lambda: bool(room.drafts() and room.drafts()[0].files))
    assert attached(room) == [("pasted.txt", text.encode())]
    assert area.text() == "See below." and area.hasFocus()


@pytest.mark.parametrize("place", ["composer", "thread"])
def test_its_beginning_can_be_pasted_and_undone(room: Room, place: str) -> None:
    area, offer = field(room, place)
    type_text(area, "See below: ")
    text = "".join(f"line {number}\n" for number in range(10_000))
    paste(area, text)
    press(offer, "insert")
    assert area.text() == f"See below: {text}"[:LIMIT]
    assert not offer.isVisible()
    area.undo()
    assert area.text() == "See below: "
    area.redo()
    assert area.text() == f"See below: {text}"[:LIMIT]


def test_what_fits_in_place_of_the_selection_is_pasted(room: Room) -> None:
    area, offer = field(room, "composer")
    paste(area, "x" * LIMIT)
    assert len(area.text()) == LIMIT and not offer.isVisible()
    area.selectAll()
    paste(area, "y" * LIMIT)
    assert area.text() == "y" * LIMIT and not offer.isVisible()
    paste(area, "z" * (SHORT_PASTE + 1))
    assert area.text() == "y" * LIMIT and offer.isVisible()
    assert not offer.insert.isVisible(), "there is no room"
    paste(area, "z" * SHORT_PASTE)
    assert area.text() == "y" * LIMIT + "z" * SHORT_PASTE, "the little that is too much is told at the field"


def test_a_help_desk_that_takes_more_does_not_make_the_window_lay_it_out(room: Room) -> None:
    room.session.info = replace(INFO, text_limit=10_000_000)
    area, offer = field(room, "composer")
    paste(area, "متن " * 1_000_000)
    assert area.text() == "" and offer.isVisible()
    press(offer, "insert")
    assert len(area.text()) == MOST_INSERTED


def test_the_offer_belongs_to_its_draft_and_can_be_put_away(room: Room) -> None:
    area, offer = field(room, "composer")
    type_text(area, "one")
    first = room.page.composer.draft
    paste(area, "x" * 10_000)
    room.page.compose(None)
    assert not offer.isVisible() and area.text() == ""
    assert first is not None
    room.page.compose(room.services.drafts.get(first.id))
    assert offer.isVisible() and area.text() == "one"
    press(offer, "dismiss")
    assert not offer.isVisible() and area.text() == "one" and room.drafts()[0].files == ()


def test_what_cannot_be_attached_is_offered_again(room: Room, qtbot: QtBot) -> None:
    area, offer = field(room, "composer")
    paste(area, "x" * (INFO.attachment_limit_bytes + 1))
    press(offer, "attach")
    qtbot.waitUntil(offer.isVisible)
    problems = room.page.composer.keeper.file_problems
    assert [one.problem.code for one in problems] == [ErrorCode.FILE_TOO_LARGE]
    press(offer, "insert")
    assert area.text() == "x" * LIMIT


def test_the_offer_speaks_to_a_screen_reader_in_the_language_of_now(room: Room) -> None:
    area, offer = field(room, "composer")
    paste(area, "x" * 10_000)
    assert offer.accessibleName() == offer.words
    for button in offer.findChildren(QAbstractButton):
        assert button.text() and button.accessibleDescription() == offer.words


def test_a_pasted_picture_is_packed_outside_of_the_thread_of_the_window(
    room: Room, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from desktop.ui.widgets import file_intake

    threads: list[threading.Thread] = []
    writer = file_intake.QImageWriter

    def counted(*arguments: object) -> object:
        threads.append(threading.current_thread())
        return writer(*arguments)  # type: ignore[call-overload]

    monkeypatch.setattr(file_intake, "QImageWriter", counted)
    area, _ = field(room, "composer")
    data = QMimeData()
    data.setImageData(QImage(40, 40, QImage.Format.Format_RGB32))
    area.insertFromMimeData(data)
    qtbot.waitUntil(lambda: bool(room.drafts() and room.drafts()[0].files))
    assert threads and threading.main_thread() not in threads
    assert QImage.fromData(attached(room)[0][1]).width() == 40


def test_the_window_is_not_needed_for_a_paste(qtbot: QtBot) -> None:
    area = TextArea()
    qtbot.addWidget(area)
    paste(area, "x" * 10_000)
    assert isinstance(area, QWidget) and len(area.text()) == 10_000
