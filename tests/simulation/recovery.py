"""Lets everything work again and the person decide, and then holds the client to all of its promises."""

from desktop.store import outbox
from tests.simulation.hostile import HostileDesk
from tests.simulation.oracle import Oracle, Stuck
from tests.simulation.process import Process
from tests.simulation.user_model import UserModel

_MOST_STEPS = 600
_MOST_DECISIONS = 60


class Recovery:
    """The end of every course of events."""

    def __init__(self, client: Process, desk: HostileDesk, oracle: Oracle, person: UserModel) -> None:
        self._client = client
        self._desk = desk
        self._truth = oracle
        self._person = person
        self.steps = 0

    def run(self) -> None:
        """The network, the disk and the help desk work, and the person decides about everything."""
        self._desk.journal.append("- heal")
        self._desk.bad = self._client.disk.bad = 0.0
        self._desk.planned.clear()
        self._desk.world.crash_in = None
        self._client.disk.is_full = False
        self._person.look_again()
        self._truth.check()
        for _ in range(_MOST_DECISIONS):
            self._settle()
            if not self._client.waiting:
                break
            self._person.decide(finally_=True)
        self._desk.time_passes(1000)
        self._client.engine.wake()
        self._settle()
        self._person.look_again()
        while self._client.services.alerts.pending(self._client.account.id):
            self._person.see_alerts()
        self._truth.check_end()

    def _settle(self) -> None:
        for _ in range(_MOST_STEPS):
            self._person.sign_in()
            rest_s = self._client.engine.step()
            self.steps += 1
            if rest_s >= 1 and self._client.statuses[-1].problem is None and self._next_due_ms() is None:
                return
            self._desk.time_passes(rest_s)
        waiting = [(one.id[-4:], one.state.value) for one in self._client.waiting]
        raise Stuck(f"{waiting} {self._client.statuses[-1]}")

    def _next_due_ms(self) -> int | None:
        return outbox.next_due_ms(self._client.database.read_connection(), self._client.account.id)
