"""The ticket that begins at a transaction."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from desktop.domain.drafts import Draft
from desktop.domain.money.wallets import Transaction
from desktop.domain.references.evidence import Evidence
from desktop.domain.references.mentions import number
from desktop.ui.session import Session

_DEPARTMENT = "financial"


def draft_about(session: Session, transaction: Transaction) -> tuple[Draft, Evidence]:
    """A draft of the financial type with a subject, and what it is to rest on; the one begun before, if there is."""
    account, drafts = session.account, session.services.drafts
    assert account is not None
    wallets = session.services.reads.money.wallets(account.id)
    wallet = next((wallet.number for wallet in wallets if wallet.id == transaction.wallet_id), "")
    chip = Evidence.of_transaction(transaction, wallet)
    for begun in drafts.all(account.id):
        if not begun.is_reply and any(_is_same(one, chip) for one in begun.evidence):
            # what was said of it then may be out of date now, but it is what the text was written about
            return begun, next(one for one in begun.evidence if _is_same(one, chip))
    words = QCoreApplication.translate("HelpdeskPage", "Question about transaction {number}")
    new = drafts.new(account.id, department=_financial(session))
    # no marks of direction: the subject is the person's own words from here on
    name = number(transaction.reference) or transaction.remote_id
    return replace(new, subject=words.format(number=name)), chip


def _is_same(one: Evidence, other: Evidence) -> bool:
    return one.kind is other.kind and one.fact("id") == other.fact("id")


def _financial(session: Session) -> str:
    return next(
        (
            department.id
            for department in session.info.departments
            if _DEPARTMENT in (department.name.casefold(), department.label("en").casefold())
        ),
        "",
    )
