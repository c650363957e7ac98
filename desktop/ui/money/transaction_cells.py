"""A booking as five cells: what they say, on which side, in which ink."""

from PySide6.QtCore import QCoreApplication, Qt

from desktop.domain.money.wallets import Transaction
from desktop.ui.kit import theme
from desktop.ui.language.formats import Formats, isolate, tip

DATE, ACCOUNT, METHOD, AMOUNT, FEE = range(5)
COLUMNS = FEE + 1
NUMBERS = frozenset({AMOUNT, FEE})
_NONE = "-"
_WORDS = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole})


def heading(column: int) -> str:
    """The guide's word for a column."""
    names = (
        QCoreApplication.translate("Statement", "Date"),
        QCoreApplication.translate("Statement", "Account"),
        QCoreApplication.translate("Statement", "Method"),
        QCoreApplication.translate("Statement", "Amount"),
        QCoreApplication.translate("Statement", "Transaction Fee"),
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


def state_word(state: str) -> str:
    """How it stands with a booking whose money is not there; "" for one that is done."""
    known = {
        "": "",
        "done": "",
        "completed": "",
        "pending": QCoreApplication.translate("Statement", "in progress"),
        "rejected": QCoreApplication.translate("Statement", "rejected"),
        "cancelled": QCoreApplication.translate("Statement", "cancelled"),
    }
    return known.get(state, isolate(state))


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
        state = state_word(row.state)
        # first, so that it is not what a narrow column cuts off
        return f"{state} · {isolate(row.method)}" if state else isolate(row.method)
    if column == AMOUNT:
        return formats.money(row.amount, row.currency)
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


def _look(row: Transaction, column: int, role: int) -> object:
    if role == Qt.ItemDataRole.TextAlignmentRole:
        return alignment(column)
    if role == Qt.ItemDataRole.FontRole:
        # amounts stand under each other; Persian digits of one width tear dates apart
        return theme.current().font("body", tabular=column in NUMBERS)
    if role == Qt.ItemDataRole.ForegroundRole and state_word(row.state):
        return theme.current().color("text_secondary")
    return None


def alignment(column: int) -> Qt.AlignmentFlag:
    """Decimals stand under each other only if figures end at the same side in every language."""
    if column in NUMBERS:
        return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
    return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
