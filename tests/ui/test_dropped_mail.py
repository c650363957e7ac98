"""A mail dropped on the window opens its ticket, whatever the file is."""

import os
import socket
import sys
import threading
from collections.abc import Iterator
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

from desktop.domain.errors import ErrorCode, OtetError, Problem
from desktop.ui.language import texts
from desktop.ui.platform.dropped_mail import MOST_BYTES, MailDrops, ticket_number
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


def strange_files(folder: Path) -> list[tuple[Path, ErrorCode]]:
    """Everything that can be dropped and is no regular file."""
    os.mkfifo(folder / "pipe.eml")
    (folder / "folder.eml").mkdir()
    for name, target in (("dangling", folder / "nothing"), ("device", Path("/dev/zero"))):
        (folder / f"{name}.eml").symlink_to(target)
    (folder / "to pipe.eml").symlink_to(folder / "pipe.eml")
    (folder / "circle.eml").symlink_to(folder / "circle.eml")
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(str(folder / "s.eml"))
    found = {
        "pipe": ErrorCode.FILE_NOT_REGULAR,
        "to pipe": ErrorCode.FILE_NOT_REGULAR,
        "folder": ErrorCode.FILE_NOT_REGULAR,
        "device": ErrorCode.FILE_NOT_REGULAR,
        "s": ErrorCode.FILE_NOT_REGULAR,
        "dangling": ErrorCode.FILE_GONE,
        "missing": ErrorCode.FILE_GONE,
        "circle": ErrorCode.FILE_UNREADABLE,
    }
    return [(folder / f"{name}.eml", code) for name, code in found.items()]


def test_other_files(tmp_path: Path) -> None:
    for path, code in strange_files(tmp_path):
        with pytest.raises(OtetError) as raised:
            ticket_number(path)
        assert raised.value.code is code, path.name
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
    qtbot.waitUntil(frame.find("thread.list").isVisible)
    assert frame.notices[-1].problem is None
    for subject, code in (
        ("Re: [issue77] Not here", ErrorCode.TICKET_NOT_HERE),
        ("Lunch?", ErrorCode.NOT_YOUR_TICKET),
    ):
        frame.notices.clear()
        assert drop(frame.window, mail(tmp_path, Subject=subject))
        qtbot.waitUntil(lambda: bool(frame.notices))
        assert frame.notices[-1].problem == Problem(code)
    assert not drop(frame.window, mail(tmp_path, "picture.png"))
    assert not drop(frame.window, mail(tmp_path, "a.eml"), mail(tmp_path, "b.eml")), "one at a time"


def test_what_is_no_regular_file_is_refused_in_words(frame: Frame, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitExposed(frame.window):
        frame.window.show()
    for path, code in strange_files(tmp_path):
        frame.notices.clear()
        assert drop(frame.window, path)
        qtbot.waitUntil(lambda: bool(frame.notices))
        problem = frame.notices[-1].problem
        assert problem is not None and problem.code is code, path.name
        assert path.stem in texts.problem(problem, frame.session.formats)


def test_no_dropped_file_is_touched_in_the_thread_of_the_window(
    frame: Frame, qtbot: QtBot, tmp_path: Path, touched: list[tuple[str, bool]]
) -> None:
    with qtbot.waitExposed(frame.window):
        frame.window.show()
    frame.mirror(answered_page(1))
    touched.clear()
    assert drop(frame.window, mail_in(tmp_path / "on window"))
    qtbot.waitUntil(frame.find("thread.list").isVisible)
    frame.window.navigation.new_ticket()
    description = frame.find("composer.description")
    assert drop(description.viewport(), mail_in(tmp_path / "on text"))  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: tiles(frame))
    assert {name for name, _ in touched} == {"on window", "on text"}
    assert not [name for name, in_window in touched if in_window]


def mail_in(folder: Path) -> Path:
    """A mail whose making is not counted: it is made by another thread."""
    made: list[Path] = []

    def make() -> None:
        folder.mkdir()
        made.append(mail(folder, Subject="Re: [issue1] x"))

    thread = threading.Thread(target=make, name="maker")
    thread.start()
    thread.join()
    return made[0]


_WATCHED: list[tuple[list[tuple[str, bool]], Path]] = []


def _audit(event: str, arguments: tuple[object, ...]) -> None:
    if event != "open" or not _WATCHED or threading.current_thread().name == "maker":
        return
    found, folder = _WATCHED[-1]
    if isinstance(arguments[0], str) and arguments[0].startswith(f"{folder}/on "):
        found.append((Path(arguments[0]).parent.name, threading.current_thread() is threading.main_thread()))


sys.addaudithook(_audit)


@pytest.fixture
def touched(tmp_path: Path) -> Iterator[list[tuple[str, bool]]]:
    """Every dropped file that is opened: the name of its folder, and whether the window's thread did it."""
    found: list[tuple[str, bool]] = []
    _WATCHED.append((found, tmp_path))
    yield found
    _WATCHED.clear()


def test_a_file_that_cannot_be_read_in_time_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    drops = MailDrops(window, timeout_ms=0)
    answers: list[str] = []
    drops.dropped.connect(answers.append)
    stuck = threading.Event()

    class Stuck(type(tmp_path)):  # type: ignore[misc]
        def stat(self, **_: object) -> os.stat_result:
            stuck.wait(20)
            found: os.stat_result = super().stat()
            return found

    with qtbot.waitSignal(drops.failed) as told:
        stuck_mail = Stuck(mail(tmp_path, Subject="[issue1]"))
        drops._reading.start(stuck_mail.name, lambda: ticket_number(stuck_mail))
    assert told.args[0] == Problem(ErrorCode.FILE_UNREADABLE, name="answer.eml")
    stuck.set()
    for thread in threading.enumerate():
        if thread.name == "timed read":
            assert thread.daemon, "it must not keep the app from ending"
            thread.join()
    QApplication.processEvents()
    assert answers == [], "it was told already"


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
