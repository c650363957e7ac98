"""Plays schedules: one seed is one course of events, bit for bit, through the real store, services and sync engine.

`python -m tests.simulation.simulator --seed 17 --level C` plays one again and tells what happened.
"""

import argparse
import sys
import tempfile
import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from desktop.domain.accounts import Guarantee
from desktop.domain.errors import OtetError
from desktop.domain.operations import OperationState
from desktop.sync.failures import LOCAL_CODES
from tests.fakes import Crash
from tests.simulation.hostile import HostileDesk, World
from tests.simulation.oracle import Oracle
from tests.simulation.process import first_desk, shared_memory, start
from tests.simulation.recovery import Recovery
from tests.simulation.user_model import Support, UserModel

ACTIONS = 20
_WEATHER = [0.0, 0.3, 0.6, 0.9, 1.0]


@dataclass
class Outcome:
    """What one schedule tried, and what went wrong in the program."""

    seed: int
    level: Guarantee
    failure: AssertionError | None = None
    tried: Counter[str] = field(default_factory=Counter)
    digest: int = 0
    story: list[str] = field(default_factory=list)

    @property
    def replay(self) -> str:
        """The command that plays it again."""
        return f"python -m tests.simulation.simulator --seed {self.seed} --level {self.level.name}"

    @property
    def verdict(self) -> str:
        """In words."""
        return "all promises kept" if self.failure is None else f"{type(self.failure).__name__}: {self.failure}"


class Schedule:
    """One course of events."""

    desk_kind: type[HostileDesk] = HostileDesk
    truth_kind: type[Oracle] = Oracle

    def __init__(self, folder: Path, seed: int, level: Guarantee) -> None:
        self.rng = Random(f"{seed} {level.name}")
        self.world = World()
        self.desk = first_desk(self.world, self.rng, level, self.desk_kind)
        self.client = start(folder, self.desk, self.rng)
        self.oracle = self.truth_kind(self.client, self.desk)
        self.person = UserModel(self.client, self.oracle, self.rng)
        self.support = Support(self.desk, self.oracle, self.rng)
        self.healing = Recovery(self.client, self.desk, self.oracle, self.person)
        self.has_poison = self.rng.random() < 0.08
        # its own, so that every other course of events stays the one of its seed
        self.key_rng = Random(f"{seed} keys")
        self.steps = 0
        self._actions: list[tuple[int, Callable[[], None]]] = [
            (2, self.person.write),
            (2, self.person.type_on),
            (9, self.person.submit),
            (2, self.person.undo),
            (2, self.person.decide),
            (1, self.person.hurry),
            (1, self.person.sign_in),
            (2, self.person.see_alerts),
            (3, self.support.act),
            (14, self.step),
            (3, self.pass_time),
            (1, self.jump),
            (1, self.restart),
            (1, self.turn_disk),
            (1, self.poison),
        ]

    def run(self) -> None:
        """Everything goes wrong; then nothing does any more, and all promises must be kept."""
        weights = [weight for weight, _ in self._actions]
        names = [action for _, action in self._actions]
        for number in range(ACTIONS):
            if number % 4 == 0:
                self.desk.bad = self.rng.choice(_WEATHER)
                self.client.disk.is_full = False
                self.client.disk.bad = self.rng.choice([0.0, 0.0, 0.0, 0.05, 0.15])
            (action,) = self.rng.choices(names, weights)
            self.play(action)
            self.take_key()
        self.healing.run()

    def play(self, action: Callable[[], None]) -> None:
        """One action, and what the person finds afterwards."""
        self.desk.journal.append(f"- {action.__name__}")
        if self.rng.random() < 0.2:
            self.world.crash_in = self.rng.randrange(30)
        try:
            action()
        except Crash:
            self.desk.journal.append("crash")
            self.client.crash(self.rng)
            self.person.start_again()
            self.oracle.check()
        except OtetError as error:
            if error.code not in LOCAL_CODES:
                raise
            self.oracle.observe()
            # or they go on typing where they are
            if self.rng.random() < 0.5:
                self.person.look_again()
            self.oracle.check()
        self.world.crash_in = None

    def step(self) -> None:
        """The engine does what it can, some times over, and time goes by or not."""
        if self.rng.random() < 0.3:
            self.client.engine.wake(at_once=True)
        for _ in range(self.rng.choice([1, 2, 4])):
            if self.rng.random() < 0.3:
                self.person.sign_in()
            self.steps += 1
            rest_s = self.client.engine.step()
            self.desk.time_passes(min(rest_s, self.rng.choice([0.0, 1.0, 30.0, 1000.0])))

    def pass_time(self) -> None:
        self.desk.time_passes(self.rng.choice([0.5, 5, 60, 200, 900]))

    def jump(self) -> None:
        """Somebody sets the clock of the computer."""
        self.desk.note("clock jumps")
        self.world.jump(self.rng.choice([-1, 1]) * self.rng.choice([100, 3600, 10 * 365 * 86400]))

    def restart(self) -> None:
        raise Crash

    def turn_disk(self) -> None:
        self.client.disk.is_full = not self.client.disk.is_full

    def poison(self) -> None:
        """The help desk fails at one of the texts, always."""
        waiting = [one for one in self.client.waiting if one.state is not OperationState.NEEDS_USER]
        if self.has_poison and waiting and not self.desk.poison:
            self.desk.poison.add(self.rng.choice(waiting).body)

    def take_key(self) -> None:
        """Now and then other content arrives under the key of something that waits."""
        waiting = self.client.waiting
        if waiting and self.key_rng.random() < 0.02:
            self.desk.take_key(self.key_rng.choice(waiting), self.client.database.read_connection())


def play(seed: int, level: Guarantee, folder: Path, kind: type[Schedule] = Schedule) -> Outcome:
    """One schedule from beginning to end, in a folder of its own."""
    outcome = Outcome(seed, level)
    schedule = kind(folder, seed, level)
    try:
        schedule.run()
    except AssertionError as error:
        outcome.failure = error
    except Exception as error:
        # a bug of any kind: what is promised does not depend on its kind
        outcome.failure = AssertionError(f"{type(error).__name__}: {error}")
        outcome.failure.__cause__ = error
    finally:
        schedule.client.close()
    outcome.story = schedule.desk.journal
    outcome.digest = zlib.crc32("\n".join(outcome.story).encode())
    happened = schedule.desk.happened + schedule.client.disk.happened
    outcome.tried = Counter(
        texts=len(schedule.oracle.texts),
        sends=len(schedule.oracle.accepted),
        answers=len(schedule.oracle.answers),
        steps=schedule.steps + schedule.healing.steps,
        crashes=schedule.client.crashes,
        faults=happened.total(),
    )
    outcome.tried.update({f"fault: {name}": times for name, times in happened.items()})
    return outcome


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation.simulator")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--level", choices=[level.name for level in Guarantee], default="A")
    parser.add_argument("--defect", default="", help="play it with one of the known defects")
    wanted = parser.parse_args(arguments)
    from tests.simulation import planted_defects

    with tempfile.TemporaryDirectory(dir=shared_memory()) as folder, planted_defects.planted(wanted.defect):
        outcome = play(wanted.seed, Guarantee[wanted.level], Path(folder) / "profile")
    lines = [*outcome.story, f"{dict(outcome.tried)} digest {outcome.digest:08x}", outcome.verdict]
    sys.stdout.write("\n".join(lines) + "\n")
    if outcome.failure is not None and outcome.failure.__cause__ is not None:
        raise outcome.failure
    return int(outcome.failure is not None)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
