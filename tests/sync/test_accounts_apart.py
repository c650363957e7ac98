"""What is accepted for one account goes to that account's help desk, whoever is signed in when it leaves."""

from pathlib import Path
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.accounts import Account
from desktop.domain.drafts import Draft
from desktop.domain.errors import ErrorCode
from desktop.domain.tickets import RowKey, RowKind
from desktop.store import accounts, outbox
from desktop.store.read import queries
from desktop.sync.engine import Engine
from tests.client_harness import Client
from tests.fakes import FakeClock, FakeConnector, FakeDesk, fails

PEOPLE = ("nasrin", "omid", "parisa")


class House(Client):
    """One profile that several people sign in to, one after the other, each with a help desk of their own."""

    def __init__(self, folder: Path) -> None:
        clock = FakeClock()
        self.desks = [FakeDesk(clock) for _ in PEOPLE]
        super().__init__(folder, self.desks[0])
        self.people = [self._person(number) for number in range(len(PEOPLE))]
        self.sent: dict[str, int] = {}

    def _person(self, number: int) -> Account:
        with self.database.write() as tx:
            id = accounts.add(tx, "fake", f"https://desk{number}.example", PEOPLE[number], PEOPLE[number])
        found = accounts.get(self.database.read_connection(), id)
        assert found is not None
        return found

    def engine_of(self, number: int) -> Engine:
        return Engine(
            database=self.database,
            blobs=self.blobs,
            search=self.search,
            account=self.people[number],
            connect=lambda: FakeConnector(self.desks[number]),
            clock=self.clock,
            rng=Random(number),
            on_status=self.statuses.append,
            on_progress=lambda *seen: None,
        )

    def submit(self, number: int, dice: Random) -> None:
        """A ticket, or a reply to one of the person's own."""
        person = self.people[number]
        keys = [
            RowKey(RowKind.TICKET, str(row[0]))
            for row in self.database.read_connection().execute(
                "SELECT id FROM ticket WHERE account_id = ?", (person.id,)
            )
        ]
        drafts = self.services.drafts
        draft: Draft = (
            drafts.new_reply(person.id, dice.choice(keys)) if keys and dice.random() < 0.5 else drafts.new(person.id)
        )
        words = f"words {len(self.sent)} of {PEOPLE[number]}"
        kept = drafts.keep(Draft(**{**draft.__dict__, "subject": "s", "body": words}))
        id = self.services.tickets.submit(kept, limits=self.desks[number].info)
        self.sent[id] = number


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10**9))
def test_nothing_goes_to_another_account(tmp_path_factory: object, seed: int) -> None:
    dice = Random(seed)
    house = House(tmp_path_factory.mktemp("house"))  # type: ignore[attr-defined]
    try:
        for _ in range(25):
            number = dice.randrange(len(PEOPLE))
            what = dice.random()
            if what < 0.5:
                house.submit(number, dice)
            elif what < 0.6:
                house.desks[number].next("deliver", fails(ErrorCode.OFFLINE), fails(ErrorCode.SIGN_IN_AGAIN))
            elif what < 0.7:
                with house.database.write() as tx:
                    accounts.sign_out(tx, house.people[number].id)
            else:
                # whoever is signed in now is served, the others' queues stay full
                engine = house.engine_of(number)
                for _ in range(3):
                    house.clock.advance(min(engine.step(), 900))
                engine.stop()
        for number in range(len(PEOPLE)):
            house.desks[number].faults.clear()
            engine = house.engine_of(number)
            for _ in range(40):
                house.clock.advance(min(engine.step(), 900))
        for number, person in enumerate(house.people):
            own = {id for id, owner in house.sent.items() if owner == number}
            assert set(house.desks[number].refs()) == own
            assert len(house.desks[number].refs()) == len(own)
            assert outbox.unfinished(house.database.read_connection(), person.id) == ()
            assert queries.counts(house.database.read_connection(), person.id).waiting == 0
    finally:
        house.close()
