"""The composer is one page that scrolls as a whole: measure, growing text, tiles of files, a footer that stays."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.errors import ErrorCode, Problem
from desktop.domain.references.evidence import Evidence, EvidenceKind
from desktop.ui.editor.file_tile import FileTile
from desktop.ui.editor.thumbnails import thumbnail
from desktop.ui.kit import theme
from desktop.ui.kit.image_files import MOST_PIXELS
from desktop.ui.kit.labels import Label
from desktop.ui.kit.scrolling import scroll_area_around
from desktop.ui.kit.text_area import TextArea
from desktop.ui.tickets.composer.form import ComposerForm
from tests.ui.frame import Frame

SIZES = [(720, 520, 100), (1280, 800, 100), (1920, 1080, 100), (1280, 800, 200)]
EVIDENCE = Evidence.of(EvidenceKind.IBAN, {"iban": "DE89370400440532013000"})


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A picture, two documents and an empty file."""
    place = tmp_path / "files"
    place.mkdir()
    picture = QImage(1600, 900, QImage.Format.Format_RGB32)
    picture.fill(QColor("#c02080"))
    assert picture.save(str(place / "proof.png"))
    (place / "a very long name of a statement of my bank from last month 2026-11.pdf").write_bytes(b"%PDF" * 99)
    (place / "log.txt").write_bytes(b"x" * 900)
    (place / "empty.pdf").write_bytes(b"")
    yield place


def open_composer(frame: Frame, qtbot: QtBot, size: tuple[int, int, int], language: str = "en") -> ComposerForm:
    width, height, text_size = size
    frame.change_settings(replace(frame.session.settings, language=language, text_size=text_size))
    frame.window.resize(width, height)
    with qtbot.waitExposed(frame.window):
        frame.window.show()
    frame.window.activateWindow()
    frame.window.navigation.new_ticket()
    settle()
    return frame.window.pages.helpdesk.composer


def attach(composer: ComposerForm, qtbot: QtBot, *paths: Path) -> None:
    composer.autosave.attach(list(paths))
    qtbot.waitUntil(lambda: not composer.autosave.is_copying)
    settle()


def settle() -> None:
    for _ in range(4):
        QApplication.processEvents()


def box_of(widget: QWidget, page: QWidget) -> QRect:
    return QRect(widget.mapTo(page, QPoint(0, 0)), widget.size())


def end_of(widget: QWidget, page: QWidget) -> int:
    """The edge of a widget where lines end."""
    box = box_of(widget, page)
    return box.left() if page.isRightToLeft() else box.right()


@pytest.mark.parametrize("language", ["en", "fa"])
@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut_and_nothing_scrolls_inside(
    frame: Frame, qtbot: QtBot, folder: Path, size: tuple[int, int, int], language: str
) -> None:
    composer = open_composer(frame, qtbot, size, language)
    composer.subject.setText("Withdrawal")
    composer.text.setPlainText("Where is it?\n" * 40)
    composer.evidence_controller.add(EVIDENCE)
    attach(composer, qtbot, *folder.iterdir())
    page = composer.findChildren(QAbstractScrollArea)[0]
    for area in composer.findChildren(QAbstractScrollArea):
        if scroll_area_around(area) is not None:
            assert area.verticalScrollBar().maximum() == 0, area.objectName()
            assert area.horizontalScrollBar().maximum() == 0, area.objectName()
    assert scroll_area_around(composer.text) is page
    # the footer is whole and below a hairline, whatever scrolls above it
    for button in (composer.discard_button, composer.send_button):
        assert composer.rect().contains(box_of(button, composer))
        assert button.visibleRegion().boundingRect() == button.rect()
    lines = [one for one in composer.findChildren(QFrame) if one.property("role") == "line"]
    (hairline,) = (box_of(one, composer) for one in lines)
    assert (hairline.height(), hairline.width()) == (1, composer.width())
    assert hairline.bottom() < box_of(composer.send_button, composer).top()
    # one measure, one edge
    fields = (composer.type, composer.subject, composer.text, composer.files, composer.send_button)
    assert len({end_of(one, composer) for one in fields}) == 1
    text = box_of(composer.text, composer)
    assert text.width() <= theme.current().px(720)
    gutters = (text.left(), composer.width() - 1 - text.right())
    assert min(gutters) >= 24


@pytest.mark.parametrize("language", ["en", "fa"])
def test_what_was_noticed_stands_beside_the_text_from_1100_px_on(frame: Frame, qtbot: QtBot, language: str) -> None:
    composer = open_composer(frame, qtbot, (1920, 1080, 100), language)
    composer.evidence_controller.add(EVIDENCE)
    settle()
    assert composer.width() >= 1100
    evidence, text = box_of(composer.evidence, composer), box_of(composer.text, composer)
    subject = box_of(composer.subject, composer)
    assert evidence.top() < subject.top()
    gap = text.left() - 1 - evidence.right() if language == "fa" else evidence.left() - 1 - text.right()
    assert gap == 24
    assert text.width() == 720
    frame.window.resize(1280, 800)
    settle()
    evidence, text = box_of(composer.evidence, composer), box_of(composer.text, composer)
    assert evidence.top() > text.bottom()
    assert evidence.width() == text.width()


def test_the_text_has_6_lines_and_grows_with_the_page(frame: Frame, qtbot: QtBot) -> None:
    composer = open_composer(frame, qtbot, (1280, 800, 100))
    line = composer.text.fontMetrics().lineSpacing()
    assert 6 * line <= composer.text.height() <= 8 * line
    composer.text.setPlainText("\n".join(str(number) for number in range(60)))
    settle()
    assert composer.text.height() >= 60 * line
    composer.text.setFocus()
    composer.text.move_to_end()
    settle()
    assert is_caret_seen(composer.text)
    QTest.keyClick(composer.text, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert is_caret_seen(composer.text)
    QTest.keyClick(composer.text, Qt.Key.Key_PageDown)
    settle()
    row = composer.text.textCursor().blockNumber()
    assert 10 < row < 40, "a page is what is seen, not the whole text"
    assert is_caret_seen(composer.text)


def is_caret_seen(text: TextArea) -> bool:
    page = scroll_area_around(text)
    assert page is not None
    caret = text.cursorRect().translated(text.viewport().mapTo(page.viewport(), QPoint(0, 0)))
    return page.viewport().rect().contains(caret)


@pytest.mark.parametrize(("size", "columns"), [((1280, 800, 100), 2), ((720, 520, 200), 1)])
def test_files_are_tiles_with_a_picture_of_40_px(
    frame: Frame, qtbot: QtBot, folder: Path, size: tuple[int, int, int], columns: int
) -> None:
    composer = open_composer(frame, qtbot, size)
    attach(composer, qtbot, *(path for path in folder.iterdir() if path.name != "empty.pdf"))
    tiles = [tile for tile in composer.files.findChildren(FileTile) if tile.isVisible()]
    assert len(tiles) == 3
    assert len({box_of(tile, composer).left() for tile in tiles}) == columns
    widths = [tile.width() for tile in tiles]
    assert max(widths) - min(widths) <= 1
    edge = theme.current().px(40)
    assert all((tile.picture.width(), tile.picture.height()) == (edge, edge) for tile in tiles)
    (picture,) = (tile for tile in tiles if "proof.png" in tile.accessibleName())

    def shows_thumbnail() -> bool:
        seen = picture.picture.grab().toImage()
        return seen.pixelColor(seen.rect().center()).name() == "#c02080"

    qtbot.waitUntil(shows_thumbnail)


def test_a_thumbnail_is_bounded(tmp_path: Path) -> None:
    wide = QImage(3000, 20, QImage.Format.Format_RGB32)
    wide.fill(QColor("#20c080"))
    assert wide.save(str(tmp_path / "wide.png"))
    small = thumbnail(tmp_path / "wide.png", 40)
    assert not small.isNull() and small.width() <= 40 and small.height() <= 40
    # a file that says it has 100,000 x 100,000 pixels
    data = bytearray((tmp_path / "wide.png").read_bytes())
    data[16:24] = (100_000).to_bytes(4, "big") * 2
    (tmp_path / "bomb.png").write_bytes(data)
    assert MOST_PIXELS < 100_000**2
    assert thumbnail(tmp_path / "bomb.png", 40).isNull()
    (tmp_path / "not.png").write_bytes(b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>")
    assert thumbnail(tmp_path / "not.png", 40).isNull()
    assert thumbnail(tmp_path / "gone.png", 40).isNull()


def test_files_left_out_take_one_line_each_reason(frame: Frame, qtbot: QtBot) -> None:
    composer = open_composer(frame, qtbot, (1280, 800, 100))
    many = [(f"{number}.pdf", Problem(ErrorCode.FILE_EMPTY, name=f"{number}.pdf")) for number in range(9)]
    composer.file_problems.show_problems(many)
    settle()
    label = composer.file_problems.findChildren(QWidget)[0]
    assert isinstance(label, Label)
    words = label.text()
    assert "\n" not in words and "0.pdf" in words and "6 more" in words and "8.pdf" not in words
    assert label.laid_out(label.width()).lineCount() == 1
    assert "8.pdf" in label.toolTip() and "8.pdf" in label.accessibleName()


def test_the_subject_has_the_keyboard_when_a_ticket_begins(frame: Frame, qtbot: QtBot) -> None:
    composer = open_composer(frame, qtbot, (720, 520, 100))
    assert isinstance(composer.subject, QLineEdit) and composer.subject.hasFocus()
