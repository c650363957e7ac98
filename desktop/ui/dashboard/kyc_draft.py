"""The ticket that brings missing documents to those who verify people."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from desktop.domain.accounts import DeskInfo
from desktop.domain.drafts import Draft
from desktop.domain.language.normalisation import fold
from desktop.ui.dashboard.cards import missing_word
from desktop.ui.session import Session

_NAMES = ("kyc", "verification", "registration")


def verifiers(info: DeskInfo) -> str:
    """The id of the department that checks documents, "" where no name says so."""
    for name in _NAMES:
        for choice in info.departments:
            if any(name in fold(words) for words in (choice.id, choice.name, choice.label("en"))):
                return choice.id
    return ""


def documents_draft(session: Session, account_id: int, missing: Sequence[str]) -> Draft:
    """A draft to those who verify, naming what is missing; one that was begun before is gone on with."""
    subject = QCoreApplication.translate("Verification", "Documents for my verification")
    department = verifiers(session.info)
    drafts = session.services.drafts
    for begun in drafts.all(account_id):
        if not begun.is_reply and begun.department == department and begun.subject == subject:
            return begun
    names = session.formats.locale.createSeparatedList([missing_word(code) for code in missing])
    body = QCoreApplication.translate("Verification", "I attach: {names}").format(names=names) if missing else ""
    return replace(drafts.new(account_id, department=department), subject=subject, body=body, caret=len(body))
