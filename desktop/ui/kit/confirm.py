"""Asks before something that cannot be taken back, without holding up the rest of the window."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop.ui.kit.dialog import Dialog


def ask(
    parent: QWidget,
    question: str,
    action: str,
    run: Callable[[], object],
    *,
    details: str = "",
    cancel: str = "",
    is_danger: bool = False,
) -> Dialog:
    """Show `question` with a button `action` and one to go back, which Enter presses; `run` happens only on `action`.

    `is_danger` marks what destroys something.
    """
    dialog = Dialog(parent)
    dialog.add_sentence(question)
    if details:
        dialog.add_sentence(details, "secondary")
    dialog.add_button(cancel or QCoreApplication.translate("Confirm", "Cancel"), dialog.reject, is_default=True)
    do = dialog.add_button(action, dialog.accept, "danger" if is_danger else "primary")
    do.setObjectName("dialog.action")
    dialog.accepted.connect(run)
    dialog.open()
    return dialog
