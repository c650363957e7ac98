"""An e-mail file dropped on the window opens the ticket that the mail is about."""

import re
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from desktop.domain.errors import OtetError
from desktop.services.attachments import Attachments
from desktop.ui.platform.timed_read import TIMEOUT_MS, TimedRead

MOST_BYTES = 256 * 1024
"""A mail's headers are shorter than that; its attachments are none of our business."""

_IDS = ("Message-ID", "In-Reply-To", "References")
_SUBJECT = re.compile(r"\[issue\s*([0-9]{1,12})\]", re.ASCII | re.IGNORECASE)
_MESSAGE_ID = re.compile(r"<[0-9]+\.issue([0-9]{1,12})[.@]", re.ASCII)


def ticket_number(file: Path) -> str | None:
    """The number of the ticket that a mail of the help desk, or an answer to one, names; None for any other file.

    Raises FILE_GONE, FILE_NOT_REGULAR or FILE_UNREADABLE. Never call it in the window's thread: the file may be on a
    network drive that does not answer.
    """
    # few sessions see a mail: nothing of this is loaded at the start
    from email import errors, policy
    from email.parser import BytesHeaderParser

    head = Attachments.head(file, MOST_BYTES)
    try:
        mail = BytesHeaderParser(policy=policy.compat32).parsebytes(head)
        headers = {name: " ".join(str(mail.get(name, "")).split()) for name in ("Subject", *_IDS)}
    except (ValueError, LookupError, errors.MessageError):
        return None
    if found := _SUBJECT.search(_decoded(headers["Subject"])):
        return found[1]
    for name in _IDS:
        if found := _MESSAGE_ID.search(headers[name]):
            return found[1]
    return None


def _decoded(subject: str) -> str:
    from email import errors
    from email.header import decode_header, make_header

    try:
        return str(make_header(decode_header(subject)))
    except (ValueError, LookupError, errors.MessageError):
        return subject


class MailDrops(QObject):
    """Takes `.eml` files that are dropped where nothing else takes files, and reads them in a thread of their own.

    Signals: `dropped` carries a ticket's number, or "" where the file names none; `failed` a `Problem` with the file.
    """

    dropped = Signal(str)
    failed = Signal(object)

    def __init__(self, window: QWidget, timeout_ms: int = TIMEOUT_MS) -> None:
        super().__init__(window)
        self._reading = TimedRead(self, timeout_ms)
        self._reading.finished.connect(self._answer)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DragEnter and isinstance(event, QDragEnterEvent):
            if _mail(event) is None:
                return super().eventFilter(watched, event)
            event.acceptProposedAction()
            return True
        if event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent) and (file := _mail(event)) is not None:
            event.acceptProposedAction()
            self._reading.start(file.name, partial(ticket_number, file))
            return True
        return super().eventFilter(watched, event)

    @Slot(object)
    def _answer(self, found: object) -> None:
        if isinstance(found, OtetError):
            self.failed.emit(found.problem)
        else:
            self.dropped.emit(found or "")


def _mail(event: QDropEvent) -> Path | None:
    """The one mail among what is dragged."""
    files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return files[0] if len(files) == 1 and files[0].suffix.lower() == ".eml" else None
