"""A picture in a message, small; pressed, it is shown large."""

from collections import OrderedDict
from functools import partial

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop.domain.errors import OtetError
from desktop.domain.tickets import Attachment
from desktop.ui.kit import theme
from desktop.ui.kit.buttons import PaintedButton
from desktop.ui.language.bidi import file_name
from desktop.ui.language.formats import tip
from desktop.ui.session import Session
from desktop.ui.tickets.thread.pictures import decoded, may_be_picture

MOST = QSize(240, 160)
_LEAST = 24
_KEPT = 32
_RADIUS = 8


class _Small:
    """The pictures that were shown last, by what they are made of and their scale. Window's thread."""

    kept: OrderedDict[tuple[str, float], QImage | None] = OrderedDict()


class PictureButton(PaintedButton):
    """Hidden until its picture is decoded, which is done in the background, and while there is none."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._image: QImage | None = None
        self._key = ("", 0.0)
        self.hide()

    def show_attachment(self, attachment: Attachment) -> None:
        """Show this file, if it is here and a picture."""
        self.setAccessibleName(self.tr("Show {name}").format(name=file_name(attachment.name)))
        self.setToolTip(tip(self.accessibleName()))
        key = (attachment.sha256 if may_be_picture(attachment) else "", self.devicePixelRatioF())
        if key == self._key:
            return
        self._key = key
        self._show_image(_Small.kept.get(key))
        if key[0] and key not in _Small.kept:
            services, most = self._session.services, MOST * key[1]

            def job() -> QImage | None:
                path = services.attachments.path(attachment)
                return decoded(path, most) if path is not None else None

            self._session.run(job, partial(self._came, key))

    def sizeHint(self) -> QSize:
        return self.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image is None:
            return
        painter, path, area = QPainter(self), QPainterPath(), QRectF(self.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path.addRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        painter.save()
        painter.setClipPath(path)
        painter.fillRect(area, theme.current().color("surface"))
        size = self._image.deviceIndependentSize()
        place = QRectF((area.width() - size.width()) / 2, (area.height() - size.height()) / 2, *size.toTuple())
        painter.drawImage(place, self._image)
        painter.restore()
        painter.setPen(QPen(theme.current().color("separator"), 1))
        painter.drawPath(path)

    def _came(self, key: tuple[str, float], result: QImage | OtetError | None) -> None:
        image = None if isinstance(result, OtetError) else result
        if image is not None:
            image.setDevicePixelRatio(key[1])
        _Small.kept[key] = image
        while len(_Small.kept) > _KEPT:
            _Small.kept.popitem(last=False)
        if isValid(self) and key == self._key:
            self._show_image(image)

    def _show_image(self, image: QImage | None) -> None:
        self._image = image
        if image is not None:
            self.setFixedSize(image.deviceIndependentSize().toSize().expandedTo(QSize(_LEAST, _LEAST)))
        self.setVisible(image is not None)
        self.update()
