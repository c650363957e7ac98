"""What a person does with messages that support does not have yet."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.errors import ErrorCode, OtetError
from desktop.domain.tickets import Message
from desktop.ui.kit.confirm import ask
from desktop.ui.language import texts
from desktop.ui.session import Session
from desktop.ui.signals import Toast, retranslatable
from desktop.ui.tickets.thread.delivery import Act

TELL_S = 10.0


class Outgoing(QObject):
    """`taken_back` carries the draft that a message is again."""

    taken_back = Signal(object)

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self.window = window

    def act(self, message: Message, act: Act) -> None:
        """Do what was asked for with a message."""
        tickets, id = self._session.services.tickets, message.operation_id
        if act is Act.UNDO:
            self.undo(id)
        elif act is Act.CHECK:
            if self.attempt(lambda: tickets.check(id)):
                self._session.actions.try_now()
        elif act is Act.TRY_NOW:
            self.attempt(lambda: tickets.try_now(id))
        elif act is Act.PAUSE:
            self.attempt(lambda: tickets.pause(id))
        elif act is Act.EDIT:
            self.attempt(lambda: self.taken_back.emit(tickets.edit_again(id)))
        elif act is Act.NEW_TICKET:
            self.attempt(lambda: self.taken_back.emit(tickets.start_new_ticket(id)))
        else:
            sentence = self.tr("Discard this message? Support does not have it, and it cannot be brought back.")
            if message.problem is not None and message.problem.code is ErrorCode.UNCONFIRMED:
                sentence = self.tr(
                    "Discard this message here? Support may have it, and here it cannot be brought back."
                )
            discard = partial(self.attempt, lambda: tickets.discard(id))
            ask(self.window, sentence, self.tr("Discard"), discard, is_danger=True)

    def undo(self, operation_id: str) -> None:
        """Take a send back as the draft it was, unless it has left."""

        def take_back() -> None:
            draft = self._session.services.tickets.undo(operation_id)
            if draft is None:
                raise OtetError(ErrorCode.ALREADY_SENT)
            self.taken_back.emit(draft)

        self.attempt(take_back)

    def attempt(self, action: Callable[[], object]) -> bool:
        """Do something that the disk or the help desk may refuse; a toast says so. Whether it was done."""
        try:
            action()
        except OtetError as error:
            problem = error.problem
            told = retranslatable(lambda: Toast(texts.problem(problem, self._session.formats), seconds=TELL_S))
            self._session.signals.toast.emit(told)
            return False
        return True
