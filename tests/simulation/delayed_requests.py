"""A help desk of level C on which requests outlive the quarantine: what is there twice must be known, and shown once.

`python -m tests.simulation.delayed_requests --seed 17` plays one schedule again and tells what happened.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

from desktop.connectors.base import OutgoingMessage
from desktop.domain.accounts import Guarantee, Status, StatusKind
from desktop.domain.filters import HistoryFilter
from desktop.domain.remote import Receipt, RemoteMessage, RemoteTicket
from desktop.domain.tickets import Message, RowKey, RowKind, Side, Ticket
from desktop.store.read import queries
from desktop.sync.delivery.in_doubt import QUARANTINE_S
from tests.simulation.hostile import CLOSED, DelayedRequest, HostileDesk, World
from tests.simulation.oracle import Doubled, Lost, Oracle, PromiseBroken
from tests.simulation.process import Process, shared_memory
from tests.simulation.simulator import Outcome, Schedule, play

LATEST_GHOST_S = 900.0


class DelayedRequestsDesk(HostileDesk):
    """Carries requests out long after the client was sure that they had ended."""

    def __init__(self, world: World, rng: Random, level: Guarantee) -> None:
        super().__init__(world, rng, level)
        closed = Status(CLOSED, "closed", kind=StatusKind.CLOSED)
        self.info = replace(self.info, statuses=(*self.info.statuses, closed))
        self.on_twin: Callable[[str], None] = lambda ticket: None

    def haunt(self, outgoing: OutgoingMessage, contents: list[bytes]) -> None:
        at_s = self.world.true_s + self.rng.uniform(QUARANTINE_S, LATEST_GHOST_S)
        self.delayed.append(DelayedRequest(at_s, outgoing, tuple(contents)))

    def carry_out(self, outgoing: OutgoingMessage, contents: list[bytes]) -> Receipt:
        is_twin = self.times[outgoing.ref] > 0
        receipt = super().carry_out(outgoing, contents)
        if is_twin:
            self.note("twin ticket" if not outgoing.ticket else "twin message")
            crash_in, self.world.crash_in = self.world.crash_in, None
            self.on_twin(receipt.ticket)
            self.world.crash_in = crash_in
        return receipt


class DelayedRequestsOracle(Oracle):
    """Expects twins, and that the person is shown every one of them for what it is."""

    def __init__(self, client: Process, desk: HostileDesk) -> None:
        super().__init__(client, desk)
        assert isinstance(desk, DelayedRequestsDesk)
        desk.on_twin = self._notice

    def _notice(self, ticket: str) -> None:
        """Support may answer where nobody looks."""
        if self._desk.rng.random() < 0.3:
            body = f"noticed{len(self.answers)}"
            self.answers[body] = ticket
            self._desk.write(self._desk.tickets[ticket], Side.SUPPORT, body)

    def _check_times(self) -> None:
        """What happens there twice cannot be helped at this level."""

    def _check_shown(self) -> None:
        shown = {ticket.id: self._thread(ticket) for ticket in self._tickets()}
        for id, thread in shown.items():
            wanted = self._wanted(id)
            if missing := wanted.keys() - {message.body for message in thread}:
                raise Lost(f"ticket {id} does not show {sorted(missing)}")
            if len(thread) > len(wanted):
                raise Doubled(f"ticket {id} shows {[message.body for message in thread]}")
            for message in thread:
                if message.arrivals != wanted.get(message.body):
                    raise PromiseBroken(f"{message.body} came {wanted.get(message.body)} times, not {message.arrivals}")
        for ref in sorted({ticket.ref for ticket in self._tickets()} - {""}):
            self._check_twins([ticket for ticket in self._tickets() if ticket.ref == ref])
        self._check_list()

    def _check_twins(self, group: list[RemoteTicket]) -> None:
        """The first is the original, and every other one is offered for closing, from both sides."""
        first, *others = sorted(group, key=lambda one: (one.created_ms, int(one.id)))
        offered = [twin.number for twin in self._head(first).duplicates]
        open_ = [other.number for other in others if other.status != CLOSED]
        if sorted(offered) != sorted(open_):
            raise PromiseBroken(f"ticket {first.id} offers {offered}, not {open_}")
        for other in others:
            same_as = self._head(other).original
            if (same_as.number if same_as else "") != (first.number if other.number in open_ else ""):
                raise PromiseBroken(f"ticket {other.id} is shown as the same as {same_as}")

    def _check_list(self) -> None:
        connection, account_id = self._client.database.read_connection(), self._client.account.id
        keys = queries.history_keys(connection, account_id, HistoryFilter())
        rows = queries.history_rows(connection, account_id, keys)
        listed = [rows[key].number for key in keys if key.kind is RowKind.TICKET]
        begun = {row[0] for row in connection.execute("SELECT ticket_id FROM draft WHERE ticket_id IS NOT NULL")}
        wanted = {ticket.number for ticket in self._tickets() if self._has_more(ticket) or self._local(ticket) in begun}
        if missing := wanted - set(listed):
            raise Lost(f"not in the list: {sorted(missing)}")
        here = [number for number in listed if number not in self._desk.deleted]
        if len(listed) > len(set(listed)) or (more := set(here) - wanted):
            raise Doubled(f"in the list twice: {sorted(more)}")

    def _has_more(self, ticket: RemoteTicket) -> bool:
        """Whether it is an original, or holds anything that the original does not."""
        group = [one for one in self._tickets() if one.ref == ticket.ref] if ticket.ref else [ticket]
        first = min(group, key=lambda one: (one.created_ms, int(one.id)))
        refs = {one.ref for one in self._messages(first.id) if one.side is Side.OWN and one.ref}
        return first is ticket or any(
            one.side is Side.SUPPORT or one.ref not in refs for one in self._messages(ticket.id)
        )

    def _wanted(self, ticket: str) -> dict[str, int]:
        """How often each text of a ticket came; everybody's texts differ."""
        wanted: dict[str, int] = {}
        for message in self._messages(ticket):
            wanted[message.body] = wanted.get(message.body, 0) + 1
        return wanted

    def _tickets(self) -> list[RemoteTicket]:
        return [ticket for ticket in self._desk.tickets.values() if ticket.id not in self._desk.deleted]

    def _messages(self, ticket: str) -> list[RemoteMessage]:
        return [message for message in self._desk.messages.values() if message.ticket == ticket]

    def _local(self, ticket: RemoteTicket) -> int:
        query = "SELECT id FROM ticket WHERE remote_id = ?"
        return int(self._client.database.read_connection().execute(query, (ticket.id,)).fetchone()[0])

    def _head(self, ticket: RemoteTicket) -> Ticket:
        key = RowKey(RowKind.TICKET, str(self._local(ticket)))
        found = queries.ticket(self._client.database.read_connection(), self._client.account.id, key)
        assert found is not None
        return found

    def _thread(self, ticket: RemoteTicket) -> tuple[Message, ...]:
        key = RowKey(RowKind.TICKET, str(self._local(ticket)))
        return queries.messages(self._client.database.read_connection(), self._client.account.id, key)


class DelayedRequestsSchedule(Schedule):
    """A course of events on such a help desk."""

    desk_kind = DelayedRequestsDesk
    truth_kind = DelayedRequestsOracle


def outcome(seed: int) -> Outcome:
    """One schedule, in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(dir=shared_memory()) as folder:
        return play(seed, Guarantee.C, Path(folder) / "profile", DelayedRequestsSchedule)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation.delayed_requests")
    parser.add_argument("--seed", type=int, required=True)
    played = outcome(parser.parse_args(arguments).seed)
    sys.stdout.write("\n".join([*played.story, str(dict(played.tried)), played.verdict]) + "\n")
    if played.failure is not None and played.failure.__cause__ is not None:
        raise played.failure
    return int(played.failure is not None)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
