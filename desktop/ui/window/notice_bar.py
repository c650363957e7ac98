"""The one bar for errors of the world: what happened, what is safe, one thing to do."""

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.errors import ErrorCode
from desktop.ui.kit import icons, theme
from desktop.ui.kit.buttons import Button, IconButton
from desktop.ui.kit.labels import Label, restyle
from desktop.ui.kit.multi_line_label import MultiLineElidedLabel
from desktop.ui.kit.translated import Translated
from desktop.ui.language import texts
from desktop.ui.language.formats import Formats
from desktop.ui.signals import Notice

_LOOK = {"problem": ("triangle-alert", "warning_text"), "lost": ("circle-x", "danger_text")}
_HEIGHT, _CAPITALS = 44, 3
"""The bar's height for one line of words, and the room above them that puts their capitals in its middle."""
_PLACES = frozenset({QEvent.Type.Resize, QEvent.Type.Move})


class NoticeBar(Translated, QFrame):
    """Shows the gravest of the standing notices, the newest among equals; hidden while there is none.

    A notice with the same key replaces the one before; one without a problem clears it. The bar lies over the upper
    edge of `page`, a sibling. `around`, the layout that the page is alone in, makes room for it only while the pointer
    is elsewhere: nothing is moved away from under the pointer. The user can put a notice away; another problem under
    its key shows it again.
    """

    def __init__(self, formats: Formats, page: QWidget, around: QVBoxLayout) -> None:
        super().__init__(page.parentWidget())
        self._page = page
        self._around = around
        self._put_away: dict[str, ErrorCode] = {}
        self.setObjectName("notice_bar")
        self._formats = formats
        self._notices: dict[str, Notice] = {}
        self._left_out: ErrorCode | None = None
        self._icon = Label()
        self._words = MultiLineElidedLabel("body", (2, 4, 10))
        self._button = Button(kind="")
        self._button.clicked.connect(self._act)
        self._away = IconButton("x")
        self._away.setObjectName("notice_bar.hide")
        self._away.clicked.connect(self._hide_front)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_6, theme.SPACE_1, theme.SPACE_4, theme.SPACE_1)
        layout.setSpacing(theme.SPACE_3)
        layout.addWidget(self._icon)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._away, 0, Qt.AlignmentFlag.AlignVCenter)
        page.installEventFilter(self)
        self._center_capitals()
        self.hide()

    @Slot(object)
    def show_notice(self, notice: Notice) -> None:
        """Take in a notice, or the clearing of one."""
        self._notices.pop(notice.key, None)
        if notice.problem is not None:
            self._notices[notice.key] = notice
        if notice.problem is None or self._put_away.get(notice.key) is not notice.problem.code:
            self._put_away.pop(notice.key, None)
        self._show()

    def clear(self) -> None:
        """Forget all notices, as when somebody else signs in."""
        self._notices.clear()
        self._put_away.clear()
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
        self._make_room()
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
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _PLACES:
            self._place()
        elif event.type() == QEvent.Type.Leave:
            self._make_room()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
        return super().event(event)

    def _place(self) -> None:
        """Lie along the upper edge of the page, as high as the words need."""
        if self.isHidden():
            return
        page = self._page.geometry().adjusted(0, -self._around.contentsMargins().top(), 0, 0)
        layout = self.layout()
        assert layout is not None
        height = max(theme.current().px(_HEIGHT), layout.totalHeightForWidth(page.width()))
        self.setGeometry(page.x(), page.y(), page.width(), min(height, page.height()))
        self.raise_()
        self._make_room()

    def _make_room(self) -> None:
        """Have the page begin below the bar, or at the top where there is none; later if the pointer is in it."""
        room = 0 if self.isHidden() else self.height()
        if room != self._around.contentsMargins().top() and not self._page.underMouse():
            self._around.setContentsMargins(0, room, 0, 0)

    def _center_capitals(self) -> None:
        self._words.setContentsMargins(0, theme.current().px(_CAPITALS), 0, 0)

    @Slot()
    def _hide_front(self) -> None:
        notice = self._front()
        if notice is not None and notice.problem is not None:
            self._put_away[notice.key] = notice.problem.code
            self._show()

    def _is_shown(self, notice: Notice) -> bool:
        return notice.key not in self._put_away and (
            self._left_out is None or notice.problem is None or notice.problem.code is not self._left_out
        )

    @Slot()
    def _act(self) -> None:
        notice = self._front()
        if notice is not None and notice.run is not None:
            notice.run()

    def retranslate(self) -> None:
        self._away.set_name(self.tr("Hide this message"))
        self._show()

    def apply_theme(self) -> None:
        self._center_capitals()
        self._show()


def _gravity(notice: Notice) -> int:
    return int(notice.problem is not None and texts.is_grave(notice.problem.code))
