"""Kills the built-in help desk again and again while the app sends to it, and counts both ends afterwards.

`python -m tests.simulation.desk_kills --seed 3 --sends 40` does a smaller run. What dies when is drawn from the seed;
how far the help desk has come by then is up to the machine.
"""

import argparse
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

from desktop.connectors.base import Connector
from desktop.connectors.roundup import RoundupConnector
from desktop.desk import process
from desktop.desk.process import DeskProcess, DeskState
from desktop.domain.accounts import DeskInfo
from desktop.domain.clock import SystemClock
from desktop.domain.ids import random_id
from desktop.domain.tickets import RowKey, RowKind
from desktop.secrets import Secrets
from desktop.services.accounts import Accounts
from desktop.services.context import Context
from desktop.services.drafts import Drafts
from desktop.services.tickets import Tickets
from desktop.store import accounts, outbox
from desktop.store.database import Database
from desktop.store.files.blobs import Blobs
from desktop.store.read.search import SearchIndex
from desktop.sync.engine import Engine
from tests.desk.running import Person, address_of
from tests.simulation import workers

BATCH = 4
LONGEST_S = 60.0
LATEST_KILL_S = 0.05


@dataclass
class Result:
    """What the kills came to."""

    kills: int = 0
    sends: int = 0
    lost: int = 0
    twice: int = 0
    bad: list[str] = field(default_factory=list)


class Desk:
    """The built-in help desk, and its end."""

    def __init__(self, home: Path) -> None:
        self.kills = 0
        self._is_running = threading.Event()
        self.process = DeskProcess(home, on_change=self._changed)
        self._due: float | None = None

    def _changed(self, state: DeskState) -> None:
        (self._is_running.set if state.is_running else self._is_running.clear)()

    def wait(self) -> None:
        """Until it answers."""
        assert self._is_running.wait(LONGEST_S), "it does not come back"

    def kill_in(self, seconds: float) -> threading.Timer:
        """Kill it then."""
        timer = threading.Timer(seconds, self._kill)
        timer.start()
        return timer

    def _kill(self) -> None:
        child = self.process._child
        if child is not None and self._is_running.is_set():
            self._is_running.clear()
            child.kill()
            self.kills += 1


class App:
    """Store, services and engine on a profile, and a help desk that dies while they send."""

    def __init__(self, folder: Path, desk: Desk, rng: Random) -> None:
        self.desk, self.rng = desk, rng
        self.clock = SystemClock()
        self.database = Database.open(folder, self.clock)
        self.search = SearchIndex(folder, self.database)
        blobs = Blobs(folder / "blobs")
        context = Context(self.database, blobs, self.search, self.clock, random_id, lambda: None)
        self.drafts, self.tickets = Drafts(context), Tickets(context)
        address = address_of(desk.process)
        secrets = Secrets(str(folder), use_key_store=False)
        signing = Accounts(context, secrets, lambda kind, url, token="": RoundupConnector(url, token))
        self.account = signing.sign_in("roundup", address.url, address.demo_user, address.demo_password)
        self.info = accounts.info(self.database.read_connection(), self.account.id) or DeskInfo("")
        self._killing: threading.Timer | None = None
        self._kill_at: dict[str, float] = {}

        def connect() -> Connector:
            return RoundupConnector(address.url, secrets.get(self.account.id))

        self.engine = Engine(
            database=self.database,
            blobs=blobs,
            search=self.search,
            account=self.account,
            connect=connect,
            clock=self.clock,
            rng=rng,
            on_status=lambda status: None,
            on_progress=self._leaving,
        )

    def _leaving(self, ref: str, done: int, total: int) -> None:
        """The last bytes of a send leave: the help desk is at work on it from here on."""
        if done >= total and ref in self._kill_at:
            self._killing = self.desk.kill_in(self._kill_at.pop(ref))

    def send(self, number: int) -> list[str]:
        """A few letters, one of which the help desk does not survive; their references."""
        refs = [self._submit(f"Letter {number + index}") for index in range(BATCH)]
        self._kill_at = {self.rng.choice(refs): self.rng.uniform(0, LATEST_KILL_S)}
        ends_s = self.clock.monotonic_s() + LONGEST_S
        while outbox.waiting_count(self.database.read_connection(), self.account.id):
            waiting = outbox.unfinished(self.database.read_connection(), self.account.id)
            assert self.clock.monotonic_s() < ends_s, f"did not settle: {waiting}"
            if self.engine.step() > 0:
                # the app wakes the engine when its help desk is back
                self.desk.wait()
                time.sleep(0.01)
                self.engine.wake(at_once=True)
        if self._killing is not None:
            self._killing.join()
            self.desk.wait()
        return refs

    def _submit(self, text: str) -> str:
        is_reply = self.rng.random() < 0.4
        row = self.database.read_connection().execute("SELECT id FROM ticket WHERE ref <> '' LIMIT 1").fetchone()
        if is_reply and row is not None:
            draft = self.drafts.new_reply(self.account.id, RowKey(RowKind.TICKET, str(row["id"])))
        else:
            draft = replace(self.drafts.new(self.account.id), subject=text)
        draft = self.drafts.keep(replace(draft, body=text))
        if self.rng.random() < 0.2:
            draft = self.drafts.attach_bytes(
                draft, "proof.bin", self.rng.randbytes(self.rng.choice((40_000, 40_000, 100_000))), self.info
            )
        return self.tickets.submit(draft, limits=self.info)

    def close(self) -> None:
        """End in good order."""
        self.engine.stop()
        self.search.close()
        self.database.close()


def explore(folder: Path, args: argparse.Namespace) -> Result:
    """Send everything, then compare what was accepted with what is there."""
    # how long it rests before it comes back is for people; here it would only take time
    process.PAUSES_S = (0.02,)
    rng = Random(f"{args.seed}/{args.share}")
    desk = Desk(folder / "desk")
    desk.process.start()
    result = Result()
    refs: list[str] = []
    try:
        desk.wait()
        app = App(folder / "profile", desk, rng)
        while len(refs) < args.sends / args.stride:
            refs += app.send(len(refs))
        app.close()
        address = address_of(desk.process)
        person = Person(address.url, address.demo_user, address.demo_password)
        messages = person.sync()["messages"].values()
        person.http.close()
    finally:
        desk.process.stop()
    arrived = Counter(message["ref"] for message in messages if message["ref"])
    result.kills, result.sends = desk.kills, len(refs)
    replay = f"python -m tests.simulation.desk_kills --seed {args.seed} --sends {args.sends}"
    for ref in refs:
        if arrived[ref] != 1:
            result.bad.append(
                f"{replay} --share {args.share} --stride {args.stride}: {ref} is there {arrived[ref]} times"
            )
    result.lost = sum(not arrived[ref] for ref in refs)
    result.twice = sum(arrived[ref] > 1 for ref in refs) + len(set(arrived) - set(refs))
    return result


def main(arguments: list[str]) -> int:
    """Run and print the result, as JSON for the process that adds up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0, help="what is sent, and when the help desk dies")
    parser.add_argument("--sends", type=int, default=400, help="how many; the help desk dies once in every four")
    return workers.explore_share(explore, parser, arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
