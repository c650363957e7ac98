"""Everything that can stand in the window, one after another, with what it shows when there is much to show."""

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from desktop.domain.drafts import Draft
from desktop.domain.errors import ErrorCode, Problem
from desktop.domain.remote import RemoteFile, RemoteMessage
from desktop.domain.tickets import MissingMessage, Side
from desktop.ui.kit.confirm import ask
from desktop.ui.kit.dialog import Dialog
from desktop.ui.signals import Notice, Toast
from desktop.ui.window.fault_dialog import FaultDialog
from desktop.ui.window.rollback_dialog import RollbackDialog
from desktop.ui.window.unsaved_dialog import UnsavedDialog
from tests.ui.frame import NOON_MS, Frame, answered_page, money_page

SUBJECT = "برداشت 250 USD از Wallet USD 122 هنوز نرسیده است؛ شمارهٔ پیگیری OTM-417030 و توضیح بیشتر در ادامه"


def fill(frame: Frame) -> None:
    """Money, an answered ticket with a file, and a ticket whose words are long."""
    frame.mirror(money_page())
    page = answered_page(1)
    support = page.messages[1]
    files = (RemoteFile("f1", "صورت حساب بانکی من در ماه گذشته و ماه پیش از آن 2026-11.pdf", "application/pdf", 2048),)
    frame.mirror(replace(page, messages=(page.messages[0], replace(support, files=files))))
    long = answered_page(2)
    frame.mirror(
        replace(
            long,
            tickets=(replace(long.tickets[0], subject=SUBJECT),),
            messages=(*long.messages, RemoteMessage("2.3", "2", Side.SUPPORT, "Sara", NOON_MS + 1, SUBJECT * 3)),
        )
    )


def views(frame: Frame) -> Iterator[tuple[str, QWidget]]:
    """The name of what stands there now, and the window or dialog that it is."""
    window = frame.window
    for page in ("dashboard", "wallets", "settings", "helpdesk"):
        window.show_page(page)
        yield page, window
    frame.find("helpdesk.bell", QAbstractButton).click()
    yield "bell", window
    window.navigation.new_ticket()
    yield "composer", window
    frame.find("composer.submit", QAbstractButton).click()
    yield "composer with faults", window
    window.navigation.open_ticket(1)
    yield "thread", window
    window.navigation.open_ticket(2)
    yield "long thread", window
    frame.session.signals.notice.emit(Notice("sync", Problem(ErrorCode.OFFLINE), run=frame.try_now))
    yield "notice", window
    frame.session.signals.toast.emit(Toast("فایل «رسید بانک» ذخیره شد", "نمایش در پوشه", frame.try_now, seconds=60))
    yield "toast", window
    yield from dialogs(frame)
    frame.session.account = None
    frame.session.signals.account_changed.emit(None)
    yield "welcome", window
    frame.find("welcome.connect", QAbstractButton).click()
    yield "sign in", window


def dialogs(frame: Frame) -> Iterator[tuple[str, QWidget]]:
    """Every question that is asked in a window of its own."""
    window, formats = frame.window, frame.session.formats
    account = frame.client.account.id
    missing = MissingMessage(SUBJECT, "سلام، مبلغ 250.00 USD نرسیده است. " * 4, NOON_MS)
    made: list[tuple[str, Dialog]] = [
        ("question", ask(window, frame.window.tr("Sign out") + " " + SUBJECT, "Sign out", frame.try_now)),
        ("fault", FaultDialog("details", formats, window)),
        ("unsaved", UnsavedDialog((Draft("d1", account, subject=SUBJECT),), window)),
        ("rollback", RollbackDialog((missing,), formats, window)),
    ]
    for name, dialog in made:
        dialog.open()
        QApplication.processEvents()
        yield name, dialog
        dialog.close()
