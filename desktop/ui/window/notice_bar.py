"""The one bar for errors of the world: what happened, what is safe, one thing to do."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.domain.errors import ErrorCode
from desktop.ui.kit import icons, theme
from desktop.ui.kit.buttons import Button
from desktop.ui.kit.labels import Label, restyle
from desktop.ui.kit.multi_line_label import MultiLineElidedLabel
from desktop.ui.kit.translated import Translated
from desktop.ui.language import texts
from desktop.ui.language.formats import Formats
from desktop.ui.signals import Notice

_LOOK = {"problem": ("triangle-alert", "warning_text"), "lost": ("circle-x", "danger_text")}


class NoticeBar(Translated, QFrame):
    """Shows the gravest of the standing notices, the newest among equals; hidden while there is none.

    A notice with the same key replaces the one before; one without a problem clears it.
    """

    def __init__(self, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice_bar")
        self._formats = formats
        self._notices: dict[str, Notice] = {}
        self._left_out: ErrorCode | None = None
        self._icon = Label()
        self._words = MultiLineElidedLabel("body", (2, 4, 10))
        self._button = Button(kind="")
        self._button.clicked.connect(self._act)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_4, theme.SPACE_2, theme.SPACE_4, theme.SPACE_2)
        layout.setSpacing(theme.SPACE_3)
        layout.addWidget(self._icon)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    @Slot(object)
    def show_notice(self, notice: Notice) -> None:
        """Take in a notice, or the clearing of one."""
        self._notices.pop(notice.key, None)
        if notice.problem is not None:
            self._notices[notice.key] = notice
        self._show()

    def clear(self) -> None:
        """Forget all notices, as when somebody else signs in."""
        self._notices.clear()
        self._show()

    def leave_out(self, code: ErrorCode | None) -> None:
        """Do not show notices of this problem, for the page in view asks for the same; None for all."""
        self._left_out = code
        self._show()

    def _front(self) -> Notice | None:
        newest_first = [one for one in reversed(self._notices.values()) if self._is_shown(one)]
        return max(newest_first, key=_gravity, default=None)

    def _show(self) -> None:
        notice = self._front()
        self.setVisible(notice is not None)
        if notice is None or notice.problem is None:
            return
        level = "lost" if texts.is_grave(notice.problem.code) else "problem"
        icon, color = _LOOK[level]
        self._icon.setPixmap(icons.pixmap(icon, color, theme.current().px(theme.ICON), self.devicePixelRatioF()))
        shown = notice.retranslated()
        self._words.setText(shown.text or texts.problem(notice.problem, self._formats))
        self.setAccessibleName(self._words.text())
        words = shown.action or texts.action(notice.problem.code)
        self._button.setText(words)
        self._button.setVisible(bool(words) and notice.run is not None)
        if self.property("level") != level:
            self.setProperty("level", level)
            for widget in (self, self._words):
                restyle(widget)

    def _is_shown(self, notice: Notice) -> bool:
        return self._left_out is None or notice.problem is None or notice.problem.code is not self._left_out

    @Slot()
    def _act(self) -> None:
        notice = self._front()
        if notice is not None and notice.run is not None:
            notice.run()

    def retranslate(self) -> None:
        self._show()

    def apply_theme(self) -> None:
        self._show()


def _gravity(notice: Notice) -> int:
    return int(notice.problem is not None and texts.is_grave(notice.problem.code))
