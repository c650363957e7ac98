"""Finds out whether a help desk at another address is the one that an account belongs to."""

from typing import TYPE_CHECKING

from desktop.domain.accounts import DeskInfo
from desktop.store import accounts, server_rollback
from desktop.store.rows import Queryable
from desktop.store.server_rollback import KnownRecord

if TYPE_CHECKING:
    from desktop.connectors.base import Connector

_NEWEST = 100


def is_same_help_desk(connection: Queryable, account_id: int, connector: "Connector", info: DeskInfo) -> bool:
    """Whether `connector`, signed in as the account's user, leads to the help desk of that account.

    `info` is what it says of itself. The same id is enough. Without one (an older help desk, or one whose database
    was moved alone) it has to have something of what is known here, by id, time of creation and reference. An account
    of which nothing is known here has nothing that could go to a wrong place. Raises as `Connector.recall`.
    """
    kept = accounts.info(connection, account_id)
    kept_id = kept.desk_id if kept is not None else ""
    if kept_id and kept_id == info.desk_id:
        return True
    known = _newest(connection, account_id)
    if not known:
        return not (kept_id and info.desk_id)
    return connector.capabilities.can_recall and _has_some(connector, known)


def _newest(connection: Queryable, account_id: int) -> set[KnownRecord]:
    tables = ("ticket", "message")
    return {one for table in tables for one in server_rollback.newest(connection, account_id, table, _NEWEST)}


def _has_some(connector: "Connector", known: set[KnownRecord]) -> bool:
    tickets = sorted(one.remote_id for one in known if not one.side)
    messages = sorted(one.remote_id for one in known if one.side)
    page = connector.recall(tickets, messages)
    found = {KnownRecord.of_ticket(one) for one in page.tickets} | {
        KnownRecord.of_message(one) for one in page.messages
    }
    # a reference is a random number of this app: two help desks never share one
    if any(one.ref for one in known):
        return any(one.ref for one in known & found)
    return 2 * len(known & found) > len(known)
