"""Names of departments and statuses as the reader knows them."""

from desktop.domain.accounts import DeskInfo
from desktop.domain.tickets import RemoteState
from desktop.ui.kit.state_pill import ticket_pill
from desktop.ui.language import texts
from desktop.ui.language.formats import isolate


def department_label(info: DeskInfo, id: str, language: str) -> str:
    """A department's name for the reader, "" where there is none."""
    choice = info.department(id) if id else None
    return isolate(choice.label(language)) if choice is not None else ""


def status_label(
    info: DeskInfo, id: str, language: str, remote_state: RemoteState = RemoteState.PRESENT
) -> tuple[str, str]:
    """A status's name for the reader, and the pill it is shown as; what support does not have any more says that."""
    if remote_state is not RemoteState.PRESENT:
        return texts.remote_state(remote_state), "neutral"
    status = info.status(id) if id else None
    if status is None:
        return "", "neutral"
    named = dict(status.labels).get(language)
    return isolate(named) if named else texts.status_kind(status.kind), ticket_pill(status.kind.value)
