"""Detects that a help desk was restored from an older backup."""

from collections.abc import Callable
from math import inf

from desktop.connectors.base import Connector
from desktop.domain.clock import Clock
from desktop.domain.errors import ErrorCode, OtetError, Problem
from desktop.domain.remote import Page, RecordKind
from desktop.domain.tickets import RemoteState
from desktop.store import accounts, cursors, mirror, server_rollback
from desktop.store.database import Database
from desktop.store.server_rollback import KnownRecord

_NEWEST = 50
_BATCH = 200
_EVERY_S = 1800.0
_FRESH_S = 60.0


class RollbackDetector:
    """Compares the newest known records with the help desk, at every new connection and every half an hour.

    Where the help desk recognises the mark that it gave its history, which takes a hundred bytes, they are the same.

    Where one is missing without having been removed, or its id names something else, ids cannot be trusted. If a
    message that the user wrote is missing, nothing is sent or mirrored until the user has decided. Otherwise
    everything is mirrored from the beginning and `on_restored` is called.
    """

    def __init__(
        self, database: Database, account_id: int, clock: Clock, on_restored: Callable[[], None] = lambda: None
    ) -> None:
        self._database = database
        self._account_id = account_id
        self._clock = clock
        self._on_restored = on_restored
        self._next_s = -inf

    def recheck(self) -> None:
        """Compare at the next `check`: the connection broke, and the next one may lead to another copy."""
        self._next_s = -inf

    def check(self, connector: Connector, *, before_reply: bool = False) -> None:
        """Raise ROLLED_BACK, with the number of the user's messages that are missing, if they do not agree.

        A reply goes to a ticket by its id, so before one the last look must be a fresh one.
        """
        next_s = self._next_s - (_EVERY_S - _FRESH_S if before_reply else 0.0)
        if not connector.capabilities.can_recall or self._clock.monotonic_s() < next_s:
            return
        if self._is_same_history(connector):
            self._next_s = self._clock.monotonic_s() + _EVERY_S
            return
        tickets, messages = self._newest("ticket", _NEWEST), self._newest("message", _NEWEST)
        if not (tickets or messages) or not any(self._absent(connector, tickets, messages)):
            if server_rollback.missing(self._database.read_connection(), self._account_id):
                with self._database.write() as tx:
                    server_rollback.clear_missing(tx, self._account_id)
            self._next_s = self._clock.monotonic_s() + _EVERY_S
            return
        self._mark(connector)
        is_new_demo = self._is_new_demo()
        count = len(server_rollback.missing(self._database.read_connection(), self._account_id))
        count += self._void_receipts(connector)
        if count and not is_new_demo:
            raise OtetError(Problem(ErrorCode.ROLLED_BACK, messages=count))
        with self._database.write() as tx:
            server_rollback.resolve(tx, self._account_id, self._clock.now_ms(), send_again=False)
        if not is_new_demo:
            self._on_restored()

    def _is_same_history(self, connector: Connector) -> bool:
        """Whether the help desk knows its history by the mark of the last page; all is well then."""
        connection = self._database.read_connection()
        mark = cursors.mark(connection, self._account_id)
        if mark is None or server_rollback.missing(connection, self._account_id):
            return False
        return connector.is_same_history(*mark)

    def _void_receipts(self, connector: Connector) -> int:
        """How many things it does not have that it gave a receipt for and that were never mirrored."""
        receipts, void = server_rollback.unmirrored(self._database.read_connection(), self._account_id), 0
        for start in range(0, len(receipts), _BATCH):
            part = receipts[start : start + _BATCH]
            page = connector.recall([], [receipt.remote_message for receipt in part])
            found = {(message.id, message.ref) for message in page.messages}
            void += sum((receipt.remote_message, receipt.ref) not in found for receipt in part)
        return void

    def _is_new_demo(self) -> bool:
        """Whether this is a newly made demo in which the user has written nothing: nothing to ask about."""
        connection = self._database.read_connection()
        info = accounts.info(connection, self._account_id)
        return (
            info is not None
            and info.is_demo
            and not server_rollback.is_anything_delivered(connection, self._account_id)
        )

    def _newest(self, table: str, limit: int, offset: int = 0) -> tuple[KnownRecord, ...]:
        return server_rollback.newest(self._database.read_connection(), self._account_id, table, limit, offset)

    def _mark(self, connector: Connector) -> None:
        """Go back until everything is there again, and note what is not."""
        for table in ("ticket", "message"):
            offset = 0
            while known := self._newest(table, _BATCH, offset):
                parts = (known, ()) if table == "ticket" else ((), known)
                absent = [id for ids in self._absent(connector, *parts) for id in ids]
                if not absent:
                    break
                with self._database.write() as tx:
                    mirror.mark_absent(tx, self._account_id, table, absent, RemoteState.ROLLED_BACK)
                offset += len(known)

    def _absent(
        self, connector: Connector, tickets: tuple[KnownRecord, ...], messages: tuple[KnownRecord, ...]
    ) -> tuple[list[str], list[str]]:
        """The ids of these that the help desk does not have or has as something else."""
        page = connector.recall([one.remote_id for one in tickets], [one.remote_id for one in messages])
        return _differing(tickets, _tickets(page)), _differing(messages, _messages(page))


def _differing(known: tuple[KnownRecord, ...], found: dict[str, KnownRecord | None]) -> list[str]:
    # what was removed is found as None, unlike an id that was never given
    return [one.remote_id for one in known if one.remote_id not in found or found[one.remote_id] not in {one, None}]


def _unknown(page: Page, removed: tuple[str, ...], kind: RecordKind) -> dict[str, KnownRecord | None]:
    """Records that exist or existed, and cannot be compared."""
    return dict.fromkeys((*removed, *(record.id for record in page.unreadable if record.kind is kind)))


def _tickets(page: Page) -> dict[str, KnownRecord | None]:
    return {
        **_unknown(page, page.removed_tickets, RecordKind.TICKET),
        **{one.id: KnownRecord.of_ticket(one) for one in page.tickets},
    }


def _messages(page: Page) -> dict[str, KnownRecord | None]:
    return {
        **_unknown(page, page.removed_messages, RecordKind.MESSAGE),
        **{one.id: KnownRecord.of_message(one) for one in page.messages},
    }
