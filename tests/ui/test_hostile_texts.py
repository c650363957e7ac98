"""Whatever a message says, it is shown as the text that it is: nothing is fetched, nothing turns to markup or hangs."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import Qt, QTextCursor, QTextDocument, QTextFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.domain.tickets import Message, Side
from desktop.ui.language.formats import tip
from desktop.ui.platform.external_links import SCHEMES
from desktop.ui.tickets.thread.body import MessageBody
from desktop.ui.tickets.thread.link_opener import LinkOpener
from desktop.ui.tickets.thread.message_item import MessageItem
from desktop.ui.tickets.thread.text_preview import LETTERS, LINES, TextPreview
from tests.simulation import counters
from tests.ui.helpdesk_client import HelpdeskClient, client
from tests.ui.hostile_texts import LARGE, MARKUP, small

__all__ = ["client"]


class Watched(MessageBody):
    """Counts what the renderer asks for."""

    asked: list[str]

    def loadResource(self, type: int, name: QUrl | str) -> object:
        self.asked.append(str(name))
        return super().loadResource(type, name)


@pytest.fixture
def body(client: HelpdeskClient, qtbot: QtBot) -> Iterator[Watched]:
    made = Watched(client.session.formats, lambda address: None)
    made.asked = []
    made.resize(500, 400)
    made.show()
    yield made
    made.close()
    made.deleteLater()


def oddities(body: MessageBody, text: str) -> list[str]:
    """What of the document is more than paragraphs of text and honest links."""
    document, found = body.document(), []
    if document.rootFrame().childFrames():
        found.append("frame")
    block = document.begin()
    while block.isValid():
        if block.textList() is not None:
            found.append("list")
        places = block.begin()
        while not places.atEnd():
            letters = places.fragment().charFormat()
            if letters.objectType() != QTextFormat.ObjectTypes.NoObject.value or letters.isImageFormat():
                found.append("object")
            scheme = QUrl(letters.anchorHref()).scheme().lower()
            if letters.isAnchor() and (scheme not in SCHEMES or letters.anchorHref() not in text):
                found.append(f"link {letters.anchorHref()[:50]}")
            places += 1
        block = block.next()
    return found


def copied(body: MessageBody) -> str:
    """All of it, as the clipboard gets it."""
    cursor = QTextCursor(body.document())
    cursor.select(QTextCursor.SelectionType.Document)
    body.setTextCursor(cursor)
    return body.createMimeDataFromSelection().text()


def test_two_hundred_texts_are_text(body: Watched) -> None:
    texts = list(small())
    odd: list[str] = []
    for text in texts:
        body.show_text(text)
        body.grab()
        odd += [f"{text[:40]!r}: {what}" for what in oddities(body, text)]
        if text in MARKUP and copied(body) != text:
            odd.append(f"{text[:40]!r}: copied as {copied(body)[:40]!r}")
    counters.add("hostile texts", len(texts), resources_asked_for=len(body.asked), markup=len(odd))
    assert odd == []
    assert body.asked == []
    assert len(texts) >= 200


@pytest.mark.parametrize("name", LARGE)
def test_a_text_without_measure_is_shown_in_parts(client: HelpdeskClient, qtbot: QtBot, name: str) -> None:
    text = LARGE[name]
    message = Message("m", Side.SUPPORT, "Raha", 1, text)
    item = MessageItem(client.session, message, LinkOpener(client.page))
    qtbot.addWidget(item)
    item.resize(600, 400)
    item.show()
    item.grab()
    QApplication.processEvents()
    shown = item.body.document().toPlainText()
    bounded = shown.count("\n") < LINES and len(shown) <= 1.1 * LETTERS
    counters.add("texts of up to a million letters", 1, unbounded=not bounded)
    assert bounded
    assert len(item.accessibleName()) <= LETTERS + 200
    more = next(button for button in item.findChildren(QPushButton) if button.text() == "Show more")
    assert more.isVisible()
    more.click()
    assert len(item.body.document().toPlainText()) > len(shown)
    item.message = Message("m", Side.SUPPORT, "Raha", 1, text)
    QApplication.clipboard().clear()
    item.setFocus()
    QTest.keyClick(item, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == text


def test_an_excerpt_grows_to_an_end() -> None:
    excerpt, text = TextPreview(), "word " * 1_000_000
    shown = [len(excerpt.of(text))]
    while excerpt.can_grow:
        excerpt.more()
        shown.append(len(excerpt.of(text)))
    assert shown == sorted(set(shown)) and len(shown) == 4
    excerpt.more()
    assert len(excerpt.of(text)) == shown[-1] < len(text)
    assert TextPreview().of("short\ntext") == "short\ntext"
    assert TextPreview().of("a\n" * LINES) == "a\n" * LINES
    assert TextPreview().of("a\n" * LINES + "b") == ("a\n" * LINES)[:-1]
    assert TextPreview().of("x" * (LETTERS + 1)) == "x" * LETTERS


def test_at_the_end_the_whole_text_can_be_taken_elsewhere(client: HelpdeskClient, qtbot: QtBot) -> None:
    text = "a\n" * 60_000
    item = MessageItem(client.session, Message("m", Side.SUPPORT, "Raha", 1, text), LinkOpener(client.page))
    qtbot.addWidget(item)
    item.show()
    item.lay_out(600)
    button = next(button for button in item.findChildren(QPushButton) if button.text() == "Show more")
    for _ in range(3):
        button.click()
    assert button.text() == "Copy the whole text"
    button.click()
    assert QApplication.clipboard().text() == text


@pytest.mark.parametrize("text", [text for text in MARKUP if Qt.mightBeRichText(text)])
def test_a_tooltip_shows_what_was_written(text: str) -> None:
    shown = QTextDocument()
    shown.setHtml(tip(text))
    assert shown.toPlainText() == text
    assert tip("plain & simple") == "plain & simple"


def test_subjects_and_names_are_shown_as_they_are(client: HelpdeskClient) -> None:
    hostile = '<img src="file:///etc/passwd"><h1>Free money</h1>'
    client.desk.open_ticket(hostile, "body")
    client.desk.answer("1", hostile, (f"{hostile}.pdf", b"x"))
    client.sync()
    client.open(hostile)
    labels = client.page.findChildren(QLabel)
    assert any(hostile in label.text() for label in labels)
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels if label.text())
    client.page.grab()
    tips = [label.toolTip() for label in labels if "Free money" in label.toolTip()]
    assert all("<h1>" not in words and "<img" not in words for words in tips)
