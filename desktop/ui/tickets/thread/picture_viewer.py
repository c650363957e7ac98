"""A picture of a message as large as the window allows."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from desktop.domain.errors import OtetError
from desktop.domain.tickets import Attachment
from desktop.ui.kit import theme
from desktop.ui.kit.dialog import Dialog
from desktop.ui.language.bidi import file_name
from desktop.ui.session import Session
from desktop.ui.signals import Toast, retranslatable
from desktop.ui.tickets.thread.pictures import decoded

_AROUND = QSize(160, 260)
_PADDING = 50
_NARROWEST = 320


class PictureViewer(Dialog):
    """The whole picture, with Save and Close; Esc closes it."""

    def __init__(self, image: QImage, attachment: Attachment, save: Callable[[], object], parent: QWidget) -> None:
        width = max(round(image.deviceIndependentSize().width()) + _PADDING, _NARROWEST)
        super().__init__(parent, file_name(attachment.name), width=width * 100 // theme.current().text_size)
        self.setObjectName("thread.picture")
        self.picture = QLabel()
        self.picture.setPixmap(QPixmap.fromImage(image))
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setAccessibleName(file_name(attachment.name))
        self.body.addWidget(self.picture)
        self.add_button(QCoreApplication.translate("PictureViewer", "Save as…"), save)
        close = QCoreApplication.translate("PictureViewer", "Close")
        self.add_button(close, self.accept, "primary", is_default=True)


def show_picture(session: Session, attachment: Attachment, save: Callable[[], object], window: QWidget) -> None:
    """Decode a picture that is here in the background, then show it over the window; a toast says what cannot be."""
    scale = window.devicePixelRatioF()
    most = (window.size() - _AROUND).expandedTo(QSize(_NARROWEST, _NARROWEST)) * scale
    attachments = session.services.attachments

    def job() -> QImage | None:
        path = attachments.path(attachment)
        return decoded(path, most) if path is not None else None

    def came(result: QImage | OtetError | None) -> None:
        if isinstance(result, QImage):
            result.setDevicePixelRatio(scale)
            PictureViewer(result, attachment, save, window).open()
            return
        words = QCoreApplication.translate
        session.signals.toast.emit(
            retranslatable(lambda: Toast(words("PictureViewer", "This picture cannot be shown here. It can be saved.")))
        )

    session.run(job, came)
