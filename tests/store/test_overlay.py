"""In any order of sending, answering, crashing and pulling, every text is in sight exactly once."""

import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.filters import HistoryFilter
from desktop.domain.operations import OperationState
from desktop.domain.remote import Receipt, RemoteMessage, RemoteTicket
from desktop.domain.tickets import RowKey, RowKind
from desktop.store import drafts, outbox
from desktop.store.read import queries
from tests.store.store_harness import NOON, OFFLINE, StoreHarness, a_ticket, an_answer, own


class HelpDesk:
    """Keeps each reference once; what it says of a reference may be withheld, as by help desks that keep none."""

    def __init__(self, *, tells_references: bool) -> None:
        self.tells_references = tells_references
        self.log: list[RemoteTicket | RemoteMessage] = []
        self.receipts: dict[str, Receipt] = {}

    def deliver(self, ref: str, ticket: str, body: str) -> Receipt:
        if ref not in self.receipts:
            told = ref if self.tells_references else ""
            number = ticket or str(len(self.log) + 1000)
            if not ticket:
                self.log.append(a_ticket(number, ref=told))
            self.log.append(own(str(len(self.log)), number, ref=told, body=body))
            self.receipts[ref] = Receipt(number, self.log[-1].id)
        return self.receipts[ref]

    def answer(self, number: str) -> None:
        self.log.append(an_answer(str(len(self.log)), number, body=f"answer {len(self.log)}"))


class Play:
    def __init__(self, harness: StoreHarness, seed: int) -> None:
        self.world = harness
        self.dice = random.Random(seed)
        self.desk = HelpDesk(tells_references=seed % 2 == 0)
        self.cursor = 0
        self.written: list[str] = []

    def write(self) -> None:
        id = f"op{len(self.written)}"
        keys = [key for key in self.keys() if key.kind is not RowKind.DRAFT]
        values: dict[str, Any] = {"body": f"text {id}"}
        if keys and self.dice.random() < 0.6:
            key = self.dice.choice(keys)
            values |= {"ticket_id": int(key.id)} if key.kind is RowKind.TICKET else {"parent_id": key.id}
        self.world.send(id, **values)
        self.written.append(f"text {id}")

    def push(self) -> None:
        found = outbox.due(self.world.reader, self.world.account, NOON)
        if found is None:
            return
        self.world.begin(found.id)
        ticket = outbox.remote_ticket(self.world.reader, found.id)
        luck = self.dice.random()
        if luck < 0.2:
            # that this try did not arrive says nothing of an earlier one
            wait = outbox.unknown if found.state is OperationState.UNKNOWN else outbox.back_to_queue
            self.world.do(lambda tx: wait(tx, found.id, OFFLINE, 0))
            return
        receipt = self.desk.deliver(found.id, ticket, found.body)
        if luck < 0.6:
            self.world.do(lambda tx: outbox.done(tx, found.id, receipt))
        elif luck < 0.8:
            self.world.do(lambda tx: outbox.unknown(tx, found.id, OFFLINE, 0))
        else:
            self.world.reopen()
            self.world.do(lambda tx: outbox.recover(tx, self.world.account, 0))

    def pull(self) -> None:
        end = self.dice.randint(self.cursor, len(self.desk.log))
        begin = max(0, self.cursor - self.dice.choice((0, 0, 3)))  # what is known may come again
        self.world.page(*self.desk.log[begin:end])
        self.cursor = end

    def take_back(self) -> None:
        waiting = outbox.unfinished(self.world.reader, self.world.account)
        if waiting:
            id = self.dice.choice(waiting).id
            self.world.do(lambda tx: outbox.to_draft(tx, id, new_id=lambda: f"n-{id}"))

    def answer(self) -> None:
        tickets = [item.id for item in self.desk.log if isinstance(item, RemoteTicket)]
        if tickets:
            self.desk.answer(self.dice.choice(tickets))

    def keys(self) -> list[RowKey]:
        return queries.history_keys(self.world.reader, self.world.account, HistoryFilter())

    def seen(self) -> Counter[str]:
        connection, account = self.world.reader, self.world.account
        keys = self.keys()
        assert len(keys) == len(set(keys)) == len(queries.history_rows(connection, account, keys))
        bodies: Counter[str] = Counter(draft.body for draft in drafts.all(connection, account))
        for key in keys:
            thread = queries.messages(connection, account, key)
            assert len({message.key for message in thread}) == len(thread)
            bodies.update(message.body for message in thread if message.body.startswith("text"))
        return bodies


@pytest.mark.parametrize("seed", range(24))
def test_every_text_is_seen_exactly_once(tmp_path: Path, seed: int) -> None:
    harness = StoreHarness(tmp_path / "profile")
    play = Play(harness, seed)
    moves = [play.write, play.push, play.push, play.pull, play.answer, play.take_back]
    for _ in range(60):
        play.dice.choice(moves)()
        seen = play.seen()
        if play.desk.tells_references:
            assert seen == Counter(play.written)
        else:
            # without references a text whose fate is unknown may be seen beside its copy until it is known
            assert set(seen) == set(play.written)
    for _ in range(300):
        play.push()
    play.cursor = 0
    harness.page(*play.desk.log)
    assert play.seen() == Counter(play.written)
    sent = Counter(item.body for item in play.desk.log if isinstance(item, RemoteMessage))
    assert max(sent.values(), default=1) == 1
    assert queries.unread_total(harness.reader, harness.account) == sum(body.startswith("answer") for body in sent)
    harness.close()
