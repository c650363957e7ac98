"""What closing the window, quitting and signing out mean, and what is kept on the way."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from desktop.domain.accounts import Account
from desktop.domain.drafts import Draft
from desktop.ui.kit.confirm import ask
from desktop.ui.kit.dialog import Dialog
from desktop.ui.language.formats import isolate
from desktop.ui.platform import window_place
from desktop.ui.session import Session
from desktop.ui.signals import Toast, retranslatable
from desktop.ui.window.tray import Tray

if TYPE_CHECKING:
    from desktop.ui.window.unsaved_dialog import UnsavedDialog

_TOLD_S = 15.0


class QuitController(QObject):
    """With a tray the window hides in it, without one it is minimised; quitting is always said on purpose."""

    quit_asked = Signal()

    def __init__(
        self,
        window: QWidget,
        session: Session,
        tray: Tray,
        save: Callable[[], bool],
        unsaved: Callable[[], tuple[Draft, ...]],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._tray = tray
        self._save = save
        self._unsaved = unsaved
        self._dialog: UnsavedDialog | None = None
        self._where: Dialog | None = None
        self._quitting = False
        self._signed_out_of: Account | None = None
        session.signals.account_changed.connect(self._account_changed)

    @Slot()
    def quit(self) -> None:
        """Keep everything and end the app; what the disk refuses is asked about first, once."""
        texts = () if self._save() else self._unsaved()
        if texts and self._dialog is None:
            self._ask_about(texts, self._end)
        else:
            self._end()

    def _ask_about(self, texts: tuple[Draft, ...], leave: Callable[[], None], words: str = "") -> None:
        from desktop.ui.window.unsaved_dialog import UnsavedDialog

        # out of the tray: a text that is only in this window must be seen before it goes
        self._window.show()
        self._window.raise_()
        self._dialog = UnsavedDialog(texts, self._window, words)
        self._dialog.quit_asked.connect(leave)
        self._dialog.finished.connect(self._forget_dialog)
        self._dialog.open()

    @Slot()
    def _forget_dialog(self) -> None:
        self._dialog = None

    @Slot()
    def _end(self) -> None:
        self._quitting = True
        self._forget_where()
        self._tray.close()
        self.quit_asked.emit()

    def close_window(self, event: QCloseEvent) -> None:
        """Answer to the window being closed."""
        saved = self._save()
        if self._quitting:
            event.accept()
        elif not self._session.settings.close_to_tray:
            event.setAccepted(saved)
            self.quit()
        elif self._tray.is_there():
            event.accept()
            self._explain_once(with_tray=True)
        else:
            event.ignore()
            self._window.showMinimized()
            self._explain_once(with_tray=False)

    @Slot()
    def tray_lost(self) -> None:
        """The way back to a hidden window is gone: leave it where it can be found."""
        if not self._window.isVisible() and not self._quitting:
            self._window.showMinimized()

    def _explain_once(self, *, with_tray: bool) -> None:
        if self._session.settings.tray_told:
            return
        if with_tray:
            words = self.tr("Otet Desk goes on in the tray, so that answers reach you. Ctrl+Q quits.")
            self._tray.show_message(self.tr("Still running"), words)
        else:
            self._show_where_it_is()
        self._session.actions.change_settings(replace(self._session.settings, tray_told=True))

    def _show_where_it_is(self) -> None:
        """Say in a window of its own where the app is: one of the minimised window would be minimised with it."""
        told = self._where = Dialog(None, self.tr("Still running"))
        told.setObjectName("still_running")
        told.setWindowModality(Qt.WindowModality.NonModal)
        told.add_sentence(self.tr("Otet Desk is still running, so that answers reach you."))
        told.add_sentence(
            self.tr("This desktop has no tray, so the window is minimised: you find it in the taskbar. Ctrl+Q quits."),
            "secondary",
        )
        told.add_button(self.tr("Quit"), self.quit)
        told.add_button(self.tr("OK"), told.accept, "primary", is_default=True)
        told.finished.connect(self._forget_where)
        told.open()

    @Slot()
    def _forget_where(self) -> None:
        where, self._where = self._where, None
        if where is not None:
            where.close()

    @Slot()
    def sign_out(self) -> None:
        """Sign out; asks first while something waits to be sent, or while the disk refuses a text."""
        account = self._session.account
        if account is None:
            return
        texts = () if self._save() else self._unsaved()
        if texts and self._dialog is None:
            self._ask_about(texts, self._sign_out, self.tr("Sign out without it"))
            return
        waiting, needs_you = self._session.services.reads.tickets.undelivered(account.id)
        if waiting or needs_you:
            self._ask_to_sign_out(waiting, needs_you)
        else:
            self._sign_out()

    def _ask_to_sign_out(self, waiting: int, needs_you: int) -> None:
        """Ask while so many messages go out by themselves, and so many do not before the user decides."""
        unsent = [self.tr("%Ln message(s) wait to be sent.", None, waiting)] if waiting else []
        unsent += [self.tr("%Ln message(s) need your decision.", None, needs_you)] if needs_you else []
        if waiting:
            words = self.tr("Everything stays on this computer; what is waiting goes out when you sign in again.")
        else:
            words = self.tr("Everything stays on this computer.")
        ask(self._window, "\n".join(unsent), self.tr("Sign out"), self._sign_out, details=words)

    @Slot()
    def _sign_out(self) -> None:
        self._signed_out_of = self._session.account
        self._session.actions.sign_out()

    @Slot()
    def _account_changed(self) -> None:
        left, self._signed_out_of = self._signed_out_of, None
        if left is None or self._session.account is not None:
            return
        name = isolate(left.display_name or left.username)

        def toast() -> Toast:
            words = self.tr("Signed out. {name} and everything written there stay on this computer, in the list above.")
            return Toast(words.format(name=name), seconds=_TOLD_S)

        self._session.signals.toast.emit(retranslatable(toast))

    def restore_place(self) -> None:
        """Put the window where it was last, or as near to that as the screens of today allow."""
        place = self._session.settings.window
        if len(place) < 5:
            return
        self._window.setGeometry(window_place.restored(QRect(*place[:4]), window_place.screens()))
        if place[4]:
            self._window.setWindowState(Qt.WindowState.WindowMaximized)

    def keep_place(self) -> None:
        """Remember where the window stands."""
        place = self._window.normalGeometry()
        if not place.isValid() or not self._window.isVisible():
            return
        kept = (place.x(), place.y(), place.width(), place.height(), int(self._window.isMaximized()))
        if kept != self._session.settings.window:
            self._session.actions.change_settings(replace(self._session.settings, window=kept))
