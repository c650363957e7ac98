"""A mail dropped on the window opens its ticket, whatever the file is."""

from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.errors import ErrorCode, Problem
from desktop.ui.dropped_mail import MOST_BYTES, ticket_number
from tests.ui.frame import Frame, answered_page

NO, LEFT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton


def mail(folder: Path, name: str = "answer.eml", **headers: str) -> Path:
    message = EmailMessage(policy=SMTP)
    for header, value in headers.items():
        message[header.replace("_", "-")] = value
    message.set_content("otet://ticket/99 [issue99]")
    path = folder / name
    path.write_bytes(message.as_bytes())
    return path


@pytest.mark.parametrize(
    ("headers", "number"),
    [
        ({"Subject": "Re: [issue12] Withdrawal"}, "12"),
        ({"Subject": "پاسخ: [issue7] برداشت از کیف پول"}, "7"),
        ({"Subject": "Re: my money", "In_Reply_To": "<1700000000000.issue5.msg9@help.example>"}, "5"),
        ({"Message_ID": "<1700000000000.issue4@help.example>"}, "4"),
        ({"References": "<a@b> <1700000000000.issue3@help.example> <c@d>", "Subject": "x"}, "3"),
        ({"Subject": "An invoice", "Message_ID": "<1@shop.example>"}, None),
        ({"Subject": "[issue1234567890123]"}, None),
        ({}, None),
    ],
)
def test_the_ticket_of_a_mail(tmp_path: Path, headers: dict[str, str], number: str | None) -> None:
    assert ticket_number(mail(tmp_path, **headers)) == number, "only its headers count, never its text"


@given(st.binary(max_size=2000))
def test_no_file_can_do_harm(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("mail") / "any.eml"
    path.write_bytes(b"Subject: =?x?q?" + data)
    found = ticket_number(path)
    assert found is None or found.isdecimal()


def test_other_files(tmp_path: Path) -> None:
    assert ticket_number(tmp_path / "missing.eml") is None
    assert ticket_number(tmp_path) is None
    large = tmp_path / "large.eml"
    large.write_bytes(b"X: " + b"y" * MOST_BYTES + b"\nSubject: [issue1]\n\n")
    assert ticket_number(large) is None


def drop(target: QWidget, *files: Path) -> bool:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, LEFT, NO)
    QApplication.sendEvent(target, enter)
    if not enter.isAccepted():
        return False
    QApplication.sendEvent(target, QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, LEFT, NO))
    return True


def test_a_drop_on_the_window(frame: Frame, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitExposed(frame.window):
        frame.window.show()
    frame.mirror(answered_page(1))
    assert drop(frame.window, mail(tmp_path, Subject="Re: [issue1] Withdrawal 1"))
    assert frame.find("thread.list").isVisible()
    assert frame.notices[-1].problem is None
    for file in (mail(tmp_path, Subject="Re: [issue77] Somebody else's"), mail(tmp_path, Subject="Lunch?")):
        assert drop(frame.window, file)
        assert frame.notices[-1].problem == Problem(ErrorCode.NOT_YOUR_TICKET)
    assert not drop(frame.window, mail(tmp_path, "picture.png"))
    assert not drop(frame.window, mail(tmp_path, "a.eml"), mail(tmp_path, "b.eml")), "one at a time"


def test_where_one_writes_a_mail_is_an_attachment(frame: Frame, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitExposed(frame.window):
        frame.window.show()
    frame.mirror(answered_page(1))
    frame.window.navigation.new_ticket()
    frame.find("composer.subject").setProperty("text", "With a mail")
    description = frame.find("composer.description")
    assert drop(description.viewport(), mail(tmp_path, Subject="Re: [issue1] x"))  # type: ignore[attr-defined]
    assert description.isVisible(), "still writing"
    qtbot.waitUntil(lambda: "answer.eml" in frame.find("composer.attachments").accessibleName() or tiles(frame))


def tiles(frame: Frame) -> bool:
    return any(
        "answer.eml" in child.accessibleName() for child in frame.find("composer.attachments").findChildren(QWidget)
    )
