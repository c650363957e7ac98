"""What support does not have any more, in words; and what a person can do about it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.domain.errors import ErrorCode, Problem
from desktop.domain.sync_status import LinkState, SyncStatus
from desktop.domain.tickets import RemoteState, RowKey, RowKind
from desktop.store import mirror, server_rollback
from desktop.ui.tickets.history.row_texts import row_sentence
from desktop.ui.tickets.thread.delivery import Act
from desktop.ui.window.notice_bar import NoticeBar
from desktop.ui.window.rollback_dialog import RollbackDialog
from tests.fakes import fails
from tests.ui.frame import Frame, answered_page
from tests.ui.helpdesk_client import HelpdeskClient, client, type_text

__all__ = ["client"]


def labels(client: HelpdeskClient) -> list[str]:
    return [label.text() for label in client.page.findChildren(QLabel) if label.isVisible()]


def test_a_removed_ticket_is_grey_and_says_so(client: HelpdeskClient) -> None:
    client.desk.open_ticket("Withdrawal", "Where is it?")
    client.desk.answer("1", "On its way")
    client.sync()
    client.desk.remove("ticket", "1")
    client.desk.remove("message", "m2")
    client.sync()
    row = client.rows()[0]
    assert row.remote_state is RemoteState.REMOVED
    assert "Removed by support" in row_sentence(row, client.session)
    client.open("Withdrawal")
    QApplication.processEvents()
    assert labels(client).count("Removed by support") == 3, "the head and both messages"
    assert "Support has it" not in labels(client)
    # what is read here still can be copied and found, but nothing can be added to it
    reply = client.page.thread_view.reply
    assert not reply.text.isVisible() and not reply.send_button.isVisible()
    assert labels(client)[-1].startswith("Support closed this ticket"), "what can be done instead"


def test_a_refused_reply_starts_a_new_ticket_with_its_text(client: HelpdeskClient) -> None:
    client.desk.open_ticket("Withdrawal", "Where is it?")
    client.sync()
    client.open("Withdrawal")
    type_text(client.find("thread.reply"), "One more thing")
    client.page.thread_view.reply.submit()
    client.clock.advance(10)
    client.desk.next("deliver", fails(ErrorCode.TICKET_GONE))
    client.sync()
    message = client.page.thread_view.list.items[-1].message
    assert message.problem is not None
    client.page.thread_view.outgoing.act(message, Act.NEW_TICKET)
    draft = client.page.composer.draft
    assert draft is not None
    assert (draft.subject, draft.body, draft.is_reply) == ("Withdrawal", "One more thing", False)


def rolled_back(frame: Frame) -> None:
    frame.mirror(answered_page())
    account = frame.client.account.id
    with frame.client.database.write() as tx:
        mirror.mark_absent(tx, account, "ticket", ["1"], RemoteState.ROLLED_BACK)
        mirror.mark_absent(tx, account, "message", ["1.1", "1.2"], RemoteState.ROLLED_BACK)
    problem = Problem(ErrorCode.ROLLED_BACK, messages=1)
    frame.session.signals.status.emit(SyncStatus(LinkState.STOPPED, problem=problem))


def review(frame: Frame) -> RollbackDialog:
    bar = frame.window.findChild(NoticeBar)
    assert bar is not None
    button = next(button for button in bar.findChildren(QPushButton) if button.text() == "Review")
    assert "restored from an older copy" in bar.accessibleName()
    assert "1 of your messages" in bar.accessibleName()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    found = frame.window.findChildren(RollbackDialog)
    assert len(found) == 1
    return found[0]


def press(dialog: RollbackDialog, words: str) -> None:
    QTest.mouseClick(next(button for button in dialog.buttons if button.text() == words), Qt.MouseButton.LeftButton)


def test_the_person_decides_about_an_older_copy(frame: Frame, qtbot: QtBot) -> None:
    frame.window.show()
    rolled_back(frame)
    connection = frame.client.database.read_connection()
    dialog = review(frame)
    assert "Where is my money?" in dialog.words
    press(dialog, "Decide later")
    assert len(server_rollback.missing(connection, frame.client.account.id)) == 1
    qtbot.waitUntil(lambda: not frame.window.findChildren(RollbackDialog))
    press(review(frame), "Keep them here only")
    assert server_rollback.missing(connection, frame.client.account.id) == ()
    assert frame.asked == ["now"]
    frame.window.navigation.open_row(RowKey(RowKind.TICKET, "1"))
    QApplication.processEvents()
    shown = [label.text() for label in frame.window.findChildren(QLabel) if label.isVisible()]
    assert "Only on this computer" in shown
    assert "Support has it" not in shown
