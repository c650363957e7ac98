"""Text on the window: always plain, so that nobody's words are read as markup."""

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QSize, Qt, Slot
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QPainter, QPaintEvent, QPalette, QTextLayout, QTextOption
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from desktop.ui.kit.state_pill import paint_pill, pill_size
from desktop.ui.language.bidi import mend_ellipsis
from desktop.ui.language.formats import tip


class Label(QLabel):
    """A label in one of the type roles: body, caption, secondary, strong, row, section, title, balance, error."""

    def __init__(
        self, text: str = "", role: str = "body", *, wrap: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setWordWrap(wrap)
        self._leans = True
        if wrap:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._lean()

    def setAlignment(self, alignment: Qt.AlignmentFlag) -> None:
        self._leans = False
        super().setAlignment(alignment)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._lean()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to copy what is selected, or else everything; Qt's own menu has another look."""
        if not self.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse:
            event.ignore()
            return
        from desktop.ui.kit.menus import Menu

        menu = Menu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(QCoreApplication.translate("Label", "Copy")).triggered.connect(self._copy)
        menu.open_at(event.globalPos())
        event.accept()

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.selectedText() or self.text())

    def _lean(self) -> None:
        # left to itself, a label leans where its text begins: a figure would stand apart from its Persian heading
        if self._leans:
            side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
            super().setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint wrapped lines from right to left ourselves: Qt counts their last blank in, and moves them by it."""
        selectable = self.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
        if not self.wordWrap() or not self.isRightToLeft() or selectable:
            super().paintEvent(event)
            return
        room, step = self.contentsRect(), self.fontMetrics().lineSpacing()
        lines = self.laid_out(room.width())
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        at_top = self.alignment() & Qt.AlignmentFlag.AlignTop
        free = 0 if at_top else room.height() - lines.lineCount() * step
        for at in range(lines.lineCount()):
            lines.lineAt(at).draw(painter, QPointF(room.left(), room.top() + max(0, free) // 2 + at * step))

    def laid_out(self, width: int) -> QTextLayout:
        """The words in lines of that width, each of which has its own y to be given."""
        lines = QTextLayout(self.text().replace("\n", "\u2028"), self.font())
        option = QTextOption(_visual_alignment(self))
        option.setTextDirection(self.layoutDirection())
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        lines.setTextOption(option)
        lines.beginLayout()
        while (line := lines.createLine()).isValid():
            line.setLineWidth(max(width, 1))
        lines.endLayout()
        return lines

    def set_role(self, role: str) -> None:
        """Turn to another type role."""
        if self.property("role") != role:
            self.setProperty("role", role)
            restyle(self)


class ElidedLabel(Label):
    """One line that ends in an ellipsis where space runs out; the tooltip then holds all of it."""

    def __init__(self, text: str = "", role: str = "body", *, parent: QWidget | None = None) -> None:
        super().__init__(text, role, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def fitting(self, width: int) -> str:
        """What is seen where there is so little room."""
        return mend_ellipsis(self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, width))

    def paintEvent(self, event: QPaintEvent) -> None:
        text = self.fitting(self.contentsRect().width())
        self.setToolTip(tip(self.text() if text != self.text() else ""))
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(self.contentsRect(), _visual_alignment(self) | Qt.TextFlag.TextSingleLine, text)


class Pill(Label):
    """A state as a small word with a dot on a filled ground; `kind` is one of `state_pill.KINDS`."""

    def __init__(self, text: str = "", kind: str = "neutral", parent: QWidget | None = None) -> None:
        super().__init__(text, "pill", parent=parent)
        self._kind = kind
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)

    @property
    def kind(self) -> str:
        """The kind that decides about the colours."""
        return self._kind

    def show_state(self, kind: str, text: str) -> None:
        """Show a state in its colour and its word."""
        self._kind = kind
        self.setText(text)
        self.update()

    def sizeHint(self) -> QSize:
        return pill_size(self.text())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_pill(painter, self.rect(), self._kind, self.text(), rtl=self.isRightToLeft())


def _visual_alignment(label: QLabel) -> Qt.AlignmentFlag:
    """As `QStyle.visualAlignment`, without PySide's QStyle, which takes 12 ms to load."""
    alignment, sides = label.alignment(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignRight
    if not alignment & Qt.AlignmentFlag.AlignHorizontal_Mask:
        alignment |= Qt.AlignmentFlag.AlignLeft
    if alignment & Qt.AlignmentFlag.AlignAbsolute or not alignment & sides:
        return alignment
    return (alignment ^ sides if label.isRightToLeft() else alignment) | Qt.AlignmentFlag.AlignAbsolute


def line(*, upright: bool = False) -> QFrame:
    """A hairline between two parts."""
    frame = QFrame()
    frame.setProperty("role", "upright" if upright else "line")
    return frame


def restyle(widget: QWidget) -> None:
    """Let the style sheet look again at a widget whose property changed; one that is not styled yet needs nothing."""
    if not widget.testAttribute(Qt.WidgetAttribute.WA_StyleSheet):
        return
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
