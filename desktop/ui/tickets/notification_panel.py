"""The bell at the top of Helpdesk: how answers are told, and which of them are unread."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QMenu, QVBoxLayout, QWidget

from desktop.domain.filters import HistoryFilter, QuickFilter
from desktop.domain.tickets import RowKey
from desktop.ui.kit import theme
from desktop.ui.kit.buttons import Button, IconButton
from desktop.ui.kit.check_row import CheckRow
from desktop.ui.kit.labels import Label
from desktop.ui.kit.scrolling import ScrollArea
from desktop.ui.kit.translated import Translated
from desktop.ui.notifications.pause_menu import PauseMenu
from desktop.ui.session import Session
from desktop.ui.sync_status.first_sync import FirstSync
from desktop.ui.tickets.email_switch import EmailSwitch
from desktop.ui.tickets.history.model import HistoryModel
from desktop.ui.tickets.history.row_texts import row_sentence
from desktop.ui.tickets.history.view import HistoryView

_WIDTH = 360
_MOST_ROWS = 4
_DOT = 4.0
_EDGES = 4
_TURNING = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.FocusIn})


class Bell(Translated, IconButton):
    """Opens a panel below itself. `opened` carries the row of the list that was pressed."""

    opened = Signal(object)

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__("bell", parent=page)
        self.setObjectName("helpdesk.bell")
        self._unread = 0
        self.panel = BellPanel(session, page)
        self.panel.opened.connect(self.opened)
        self.clicked.connect(self._open)

    @Slot(int)
    def show_unread(self, count: int) -> None:
        """Say how many answers are unread."""
        self._unread = count
        self.retranslate()
        self.update()

    def retranslate(self) -> None:
        """Name itself for the reader."""
        words = self.tr("%Ln unread answer(s)", None, self._unread)
        name = self.tr("Alerts")
        self.set_name(self.tr("{name}, {count}").format(name=name, count=words) if self._unread else name)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A dot at the bell's shoulder while something is unread."""
        super().paintEvent(event)
        if not self._unread:
            return
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(now.color("window"))
        painter.setBrush(now.color("accent"))
        aside = now.px(theme.ICON) / 2 - _DOT / 2
        center = QPointF(self.rect().center())
        side = -aside if self.isRightToLeft() else aside
        painter.drawEllipse(center + QPointF(side, -aside), now.px(int(_DOT)) + 1, now.px(int(_DOT)) + 1)

    @Slot()
    def _open(self) -> None:
        if self.panel.isVisible():
            self.panel.hide()
        else:
            self.panel.open_below(self)


class BellPanel(Translated, QFrame):
    """Two switches, a pause, and the unread tickets, newest first. It goes when the person turns elsewhere.

    It lies on the page and is no window of its own: desktops differ in where these stand and when they go.
    """

    opened = Signal(object)

    def __init__(self, session: Session, page: QWidget) -> None:
        super().__init__(page)
        self._list: HistoryView | None = None
        self.hide()
        self.setProperty("role", "card")
        self._page = page
        self._button: QWidget | None = None
        self._session = session
        self._title = Label(role="section")
        self._desktop = CheckRow()
        self._desktop.check.setObjectName("helpdesk.bell.desktop")
        self._email = EmailSwitch(session, "helpdesk.bell.email")
        self._pause = Button(icon="clock", kind="quiet")
        self._pause.setObjectName("helpdesk.bell.pause")
        self._menu = PauseMenu(session, self)
        self._pause.clicked.connect(partial(self._menu.open_under, self._pause))
        self._first_sync = FirstSync(session, self)
        self._first_sync.changed.connect(self.retranslate)
        self._unread = Label(role="section")
        self._nothing = Label(role="secondary", wrap=True)
        self._inside = QWidget()
        self._scroll = ScrollArea()
        self._box = QVBoxLayout(self._inside)
        self._lay_out()
        self._desktop.check.clicked.connect(self._chosen)
        session.signals.settings_changed.connect(self._show_settings)

    def _lay_out(self) -> None:
        self._box.setContentsMargins(theme.SPACE_4, theme.SPACE_4, theme.SPACE_4, theme.SPACE_4)
        self._box.setSpacing(theme.SPACE_3)
        for widget in (self._title, self._desktop, self._email):
            self._box.addWidget(widget)
        self._box.addWidget(self._pause, 0, Qt.AlignmentFlag.AlignLeading)
        line = QFrame()
        line.setProperty("role", "line")
        self._box.addWidget(line)
        self._box.addWidget(self._unread)
        self._box.addWidget(self._nothing)
        self._box.addStretch(1)
        scroll = self._scroll
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._inside)
        for ground in (scroll.viewport(), self._inside):
            ground.setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.addWidget(scroll)

    def open_below(self, button: QWidget) -> None:
        """Stand under `button`, with the keyboard."""
        self._button = button
        self._fill()
        self.show()
        self.raise_()
        self._desktop.check.setFocus(Qt.FocusReason.PopupFocusReason)
        _app().installEventFilter(self)
        self._place()

    def _place(self) -> None:
        if self._button is None:
            return
        width = min(theme.current().px(_WIDTH), self._page.width() - 2 * theme.SPACE_2)
        below = self._button.mapTo(self._page, QPoint(0, self._button.height() + theme.SPACE_1))
        left = below.x() if self.isRightToLeft() else below.x() + self._button.width() - width
        left = max(theme.SPACE_2, min(left, self._page.width() - width - theme.SPACE_2))
        self._box.activate()
        room = self._page.height() - below.y() - theme.SPACE_2
        # a scroll area wants both: what the words take at this width, and what they would take at their least
        wanted = max(self._box.totalHeightForWidth(width - _EDGES), self._box.totalMinimumSize().height())
        self.setGeometry(left, below.y(), width, min(room, wanted + _EDGES))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A press or the keyboard elsewhere closes it; with its page it moves."""
        kind = event.type()
        if kind in _TURNING and isinstance(watched, QWidget) and not watched.isWindow():
            is_ours = watched in (self, self._button) or isinstance(watched, QMenu) or self.isAncestorOf(watched)
            if not is_ours:
                self.hide()
        elif kind == QEvent.Type.Resize and watched is self._page:
            self._place()
        return super().eventFilter(watched, event)

    @Slot()
    def retranslate(self) -> None:
        """Write everything for the reader."""
        self.setAccessibleName(self.tr("Alerts"))
        self._title.setText(self.tr("When support answers"))
        self._desktop.set_words(self.tr("Tell me on the desktop"))
        self._show_settings()
        self._unread.setText(self.tr("Unread answers"))
        self._nothing.setText(self._first_sync.words or self.tr("You have read everything."))
        if self._list is not None:
            self._list.setAccessibleName(self._unread.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            if self._button is not None:
                self._button.setFocus(Qt.FocusReason.PopupFocusReason)
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """The list is read only while it is looked at."""
        super().hideEvent(event)
        _app().removeEventFilter(self)
        if self._list is not None:
            self._list.deleteLater()
            self._list = None

    def _fill(self) -> None:
        self.retranslate()
        self._email.refresh()
        session = self._session
        model = HistoryModel(session, lambda row: row_sentence(row, session), self)
        model.show(HistoryFilter(only=QuickFilter.UNREAD))
        rows = min(model.rowCount(), _MOST_ROWS)
        self._nothing.setVisible(rows == 0)
        if rows == 0:
            model.deleteLater()
            return
        listed = HistoryView(session, model, self._inside, opens_by_arrow=False)
        model.setParent(listed)
        listed.setObjectName("helpdesk.bell.unread")
        listed.setAccessibleName(self._unread.text())
        listed.setFixedHeight(rows * listed.verticalHeader().defaultSectionSize() + 2)
        listed.opened.connect(self._pressed)
        self._list = listed
        self._box.insertWidget(self._box.count() - 1, listed)

    @Slot(object)
    def _pressed(self, key: RowKey) -> None:
        self.hide()
        self.opened.emit(key)

    @Slot()
    def _show_settings(self) -> None:
        wanted = self._session.settings.notify
        self._desktop.check.setChecked(wanted)
        self._menu.refresh()
        self._pause.setText(self._menu.title())
        self._pause.setVisible(wanted)

    @Slot()
    def _chosen(self) -> None:
        wanted = self._desktop.check.isChecked()
        self._session.actions.change_settings(replace(self._session.settings, notify=wanted))


def _app() -> QCoreApplication:
    found = QCoreApplication.instance()
    assert found is not None
    return found
