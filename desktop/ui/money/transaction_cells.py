"""A transaction as six cells: what they say, on which side, in which ink; and as one line of text to copy."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt

from desktop.domain.money.wallets import Transaction
from desktop.ui.kit import theme
from desktop.ui.language.formats import Formats, isolate, ltr, tip

DATE, ACCOUNT, METHOD, AMOUNT, FEE, STATUS = range(6)
COLUMNS = STATUS + 1
NUMBERS = frozenset({AMOUNT, FEE})
_NONE = "-"
_VOID = frozenset({"rejected", "cancelled"})
"""States of transactions that move no money."""
_MARKS = dict.fromkeys([0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)], "") | {0xA0: " "}
_WORDS = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole})


def heading(column: int) -> str:
    """The guide's word for a column."""
    names = (
        QCoreApplication.translate("Statement", "Date"),
        QCoreApplication.translate("Statement", "Account"),
        QCoreApplication.translate("Statement", "Method"),
        QCoreApplication.translate("Statement", "Amount"),
        QCoreApplication.translate("Statement", "Transaction Fee"),
        QCoreApplication.translate("Statement", "Status"),
    )
    return names[column]


def kind_word(kind: str) -> str:
    """What sort of booking it is; a broker's own word is better than none."""
    known = {
        "deposit": QCoreApplication.translate("Statement", "Deposit"),
        "withdrawal": QCoreApplication.translate("Statement", "Withdrawal"),
        "transfer": QCoreApplication.translate("Statement", "Transfer"),
        "rebate": QCoreApplication.translate("Statement", "Rebate"),
    }
    return known.get(kind, isolate(kind))


def state_of(row: Transaction) -> str:
    """Its state under the one name that the table of states has for it."""
    return "done" if row.state == "completed" else row.state


def is_void(row: Transaction) -> bool:
    """Whether the broker has turned it down, so that no money moves."""
    return row.state in _VOID


def state_word(state: str) -> str:
    """What a state is called, as on the help desk's pages; "" where the broker says nothing."""
    known = {
        "": "",
        "done": QCoreApplication.translate("Statement", "Done"),
        "completed": QCoreApplication.translate("Statement", "Done"),
        "pending": QCoreApplication.translate("Statement", "In progress"),
        "rejected": QCoreApplication.translate("Statement", "Rejected"),
        "cancelled": QCoreApplication.translate("Statement", "Cancelled"),
    }
    return known.get(state, isolate(state))


def signed_money(row: Transaction, formats: Formats) -> str:
    """Its amount with its sign, also where money comes in: +99.01 USD."""
    money = formats.money(row.amount, row.currency)
    return ltr(f"+{money[1:-1]}") if row.amount > 0 else money


def amount_ink(row: Transaction) -> str:
    """The colour token of its amount: green once money has come in, amber while it is on its way."""
    if is_void(row):
        return "text_secondary"
    if row.state == "pending":
        return "warning_text"
    return "accent_text" if row.amount > 0 else "text"


def moment(moment_ms: int, formats: Formats) -> str:
    """When it was booked: in English as the broker's own pages write it, else as the reader does."""
    if formats.language == "en" and formats.calendar.name == "gregorian":
        return formats.digits(formats.moment(moment_ms).toString("dd.MM.yyyy HH:mm"))
    return formats.date_time(moment_ms)


def text(row: Transaction, column: int, formats: Formats) -> str:
    """What a cell says."""
    if column == DATE:
        return moment(row.date_ms, formats)
    if column == ACCOUNT:
        return isolate(row.account)
    if column == METHOD:
        return isolate(row.method)
    if column == STATUS:
        return state_word(row.state)
    if column == AMOUNT:
        return signed_money(row, formats)
    return formats.money(row.fee, row.currency) if row.fee is not None else _NONE


def value(row: Transaction, column: int, role: int, formats: Formats) -> object:
    """What a cell gives for a role of Qt's."""
    words = text(row, column, formats) if role in _WORDS else ""
    if role == Qt.ItemDataRole.DisplayRole:
        return words
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return f"{heading(column)}: {words}"
    if role == Qt.ItemDataRole.ToolTipRole:
        about = QCoreApplication.translate("Statement", "Reference {reference}")
        reference = about.format(reference=isolate(row.reference)) if row.reference else ""
        return tip("\n".join(part for part in (words, reference) if part))
    return _look(row, column, role)


def copied(row: Transaction, columns: Sequence[int], formats: Formats) -> str:
    """These cells and the reference as they are shown, with tabs between them and no mark of direction."""
    parts = [*(text(row, column, formats) for column in columns), row.reference]
    return "\t".join(part.translate(_MARKS) for part in parts)


def _look(row: Transaction, column: int, role: int) -> object:
    if role == Qt.ItemDataRole.TextAlignmentRole:
        return alignment(column)
    if role == Qt.ItemDataRole.FontRole:
        # amounts stand under each other; Persian digits of one width tear dates apart
        is_amount = column == AMOUNT
        font = theme.current().font(
            "body", tabular=column in NUMBERS, medium=is_amount and amount_ink(row) == "warning_text"
        )
        if is_void(row) and (is_amount or (column == FEE and row.fee is not None)):
            font.setStrikeOut(True)
        return font
    if role == Qt.ItemDataRole.ForegroundRole:
        ink = amount_ink(row) if column == AMOUNT else "text_secondary" if is_void(row) else "text"
        return theme.current().color(ink)
    return None


def alignment(column: int) -> Qt.AlignmentFlag:
    """Decimals stand under each other only if figures end at the same side in every language."""
    if column in NUMBERS:
        return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
    return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
