"""What a history row says: the words that are painted, and the sentence that is read aloud."""

from collections.abc import Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop.domain.accounts import DeskInfo
from desktop.domain.filters import QuickFilter
from desktop.domain.tickets import Delivery, HistoryRow, RowKind, Side
from desktop.ui.language import texts
from desktop.ui.language.bidi import isolate_line
from desktop.ui.language.formats import Formats, ltr
from desktop.ui.session import Session
from desktop.ui.tickets.ticket_texts import department_label, status_label
from desktop.values import dataclass

_ICONS = {
    Delivery.WAITING: "clock",
    Delivery.SENDING: "send",
    Delivery.CHECKING: "hourglass",
    Delivery.NEEDS_YOU: "triangle-alert",
}
_ONLY: Mapping[QuickFilter, object] = {
    QuickFilter.UNREAD: QT_TRANSLATE_NOOP("History", "Unread"),
    QuickFilter.OPEN: QT_TRANSLATE_NOOP("History", "Open"),
    QuickFilter.DRAFTS: QT_TRANSLATE_NOOP("History", "Drafts"),
    QuickFilter.WAITING: QT_TRANSLATE_NOOP("History", "Waiting to send"),
}


@dataclass(frozen=True)
class RowWords:
    """The parts of a row, ready to paint. `pill` is a kind of `Pill`; a state with an `icon` has no ground."""

    subject: str
    time: str
    snippet: str
    number: str
    department: str
    state: str
    pill: str
    icon: str = ""


def only_words(only: QuickFilter) -> str:
    """One of the dashboard's sets, as a filter's name."""
    return QCoreApplication.translate("History", str(_ONLY[only]))


def row_words(row: HistoryRow, session: Session) -> RowWords:
    """Everything a row shows."""
    formats, info = session.formats, session.info
    state, pill, icon = _state(row, info, formats)
    return RowWords(
        subject=row_subject(row),
        time=formats.when(row.activity_ms),
        snippet=_snippet(row),
        number=ltr(f"#{row.number}") if row.number else "",
        department=department_label(info, row.department, formats.language),
        state=state,
        pill=pill,
        icon=icon,
    )


def row_subject(row: HistoryRow) -> str:
    """The subject in one line, or what stands in its place."""
    if subject := row.subject.strip():
        return isolate_line(subject)
    if row.key.kind is RowKind.DRAFT:
        return QCoreApplication.translate("History", "New ticket without a subject")
    return QCoreApplication.translate("History", "Ticket without a subject")


def row_sentence(row: HistoryRow, session: Session) -> str:
    """A row read aloud."""
    words = row_words(row, session)
    unread = session.formats.counts.unread(row.unread) if row.unread else ""
    files = QCoreApplication.translate("History", "with attachments") if row.has_attachments else ""
    begun = QCoreApplication.translate("History", "with a reply that you began") if row.has_draft else ""
    parts = (
        unread,
        words.subject,
        words.state,
        words.snippet,
        begun,
        words.number,
        words.department,
        files,
        words.time,
    )
    comma = QCoreApplication.translate("History", ", ", "between the parts of a row read aloud")
    return comma.join(part for part in parts if part)


def _state(row: HistoryRow, info: DeskInfo, formats: Formats) -> tuple[str, str, str]:
    if row.key.kind is RowKind.DRAFT:
        return QCoreApplication.translate("History", "Draft"), "waiting", "pencil"
    if row.delivery is not None and row.delivery is not Delivery.SENT:
        pill = "bad" if row.delivery is Delivery.NEEDS_YOU else "waiting"
        if row.delivery is Delivery.CHECKING:
            return QCoreApplication.translate("History", "Checking…"), pill, _ICONS[row.delivery]
        return texts.delivery(row.delivery, formats), pill, _ICONS[row.delivery]
    state, pill = status_label(info, row.status, formats.language, row.remote_state)
    return state, pill, ""


def _snippet(row: HistoryRow) -> str:
    text = " ".join(texts.snippet(row.snippet).split())
    if not text:
        return ""
    if row.key.kind is RowKind.DRAFT:
        return isolate_line(text)
    if row.snippet_side is Side.OWN:
        return QCoreApplication.translate("History", "You: {text}").format(text=isolate_line(text))
    return QCoreApplication.translate("History", "Support: {text}").format(text=isolate_line(text))
