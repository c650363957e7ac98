"""The ground that harnesses with real processes stand on: one help desk, one profile, a copy of it for each run."""

import gc
import importlib
import json
import mimetypes
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from desktop.domain.errors import ErrorCode, OtetError
from desktop.secrets import Secrets
from desktop.services.accounts import Accounts
from tests.simulation import child_process, defects, helpdesk
from tests.simulation.workload import DISK_CODES, TRIES, AppRun

WARM_LIVES = 3
KINDS = ("lost", "twice", "wrong")
Found = dict[str, list[str]]


@dataclass
class Result:
    """What a number of runs came to; `bad` says how to see each of them again."""

    points: int = 0
    lost: int = 0
    twice: int = 0
    wrong: int = 0
    bad: list[str] = field(default_factory=list)

    def note(self, replay: str, found: Found) -> None:
        """One more run."""
        self.points += 1
        for kind in KINDS:
            setattr(self, kind, getattr(self, kind) + len(found[kind]))
        if any(found.values()):
            self.bad.append(f"{replay}: {found}")


class Baseline:
    """Where runs of one plan of letters against one help desk begin."""

    def __init__(self, folder: Path, behaviour: str, seed: int, defect: str = "") -> None:
        self.folder = folder
        self.behaviour = behaviour
        self.seed = seed
        self.desk = helpdesk.start(behaviour)
        self.base = folder / "base"
        status, said = child_process.run(self._make_base)
        assert status == 0, said
        # what the app loads when it first needs it, loaded once for all processes that come of this one
        importlib.import_module("requests_toolbelt")
        mimetypes.init()
        for turn in range(WARM_LIVES):
            # what Python learns from it, each fork would learn anew
            status, said = child_process.here(lambda tell, name=f"warm-{turn}": self._live_and_go(name))  # type: ignore[misc]
            assert status == 0, said
        gc.freeze()
        defects.seed(defect)

    def _live_and_go(self, name: str) -> None:
        self.profile(name)
        self.work(name, lambda said: None)
        self.away(name)

    def profile(self, name: str) -> Path:
        """A fresh copy of the profile; `name` is its world at the help desk too."""
        return Path(shutil.copytree(self.base, self.folder / name))

    def life(self, name: str, folder: Path | None = None) -> AppRun:
        """A process of the app on the copy of that name."""
        return AppRun(folder or self.folder / name, self.desk.url, name, self.behaviour, self.seed)

    def patient_life(self, name: str) -> AppRun:
        """The same, for a disk that may not even let the app start at the first try."""
        for _ in range(TRIES):
            try:
                return self.life(name)
            except OtetError as error:
                # where a file does not open for writing, SQLite opens it for reading
                if error.code not in {*DISK_CODES, ErrorCode.READ_ONLY}:
                    raise
        raise AssertionError("the disk never let the app start")

    def _make_base(self, tell: child_process.Tell) -> None:
        life = self.life("base")
        accounts = Accounts(
            life.context, Secrets(str(self.base), use_key_store=False), lambda kind, address, token="": life.connect()
        )
        life.begin(accounts.sign_in("roundup", self.desk.url, "demo", "password"))
        life.settle()
        life.close()

    def work(self, name: str, tell: child_process.Tell) -> None:
        """A whole life that says aloud what it promises."""
        life = self.life(name)
        life.work(lambda what, planned, count: tell(f"promise {what} {planned} {count}"))
        life.close()

    def survive(self, name: str, said: list[str]) -> Found:
        """Go on from what a process has left behind, and count both ends."""
        words = [line.split() for line in said if line.startswith("promise ")]
        promises = [(what, int(planned), int(count)) for _, what, planned, count in words]
        seen: list[str] = self.desk.report(name)["seen"]

        def survive(tell: child_process.Tell) -> None:
            life = self.life(name)
            tell("found " + json.dumps(life.check_promises(promises, seen).value()))
            life.work(lambda *promise: None)
            tell("found " + json.dumps(life.check_end(self.desk.report(name)).value()))
            life.close()

        return findings(*child_process.here(survive))

    def away(self, name: str) -> None:
        """Throw a copy away."""
        shutil.rmtree(self.folder / name)


def misnamed(said: list[str]) -> list[str]:
    """What a life was told of a full or broken disk that it is not."""
    told = {word for line in said if line.startswith("told ") for word in line.split()[1:]}
    wrong = told - {code.value for code in DISK_CODES}
    return [f"a full or broken disk was called {wrong}"] if wrong else []


def findings(status: int, said: list[str], *, is_expected: Callable[[int], bool] = lambda status: status == 0) -> Found:
    """What a process said it found; an end that was not expected is a finding too."""
    found: Found = {kind: [] for kind in KINDS}
    for line in said:
        if line.startswith("found "):
            for kind, words in json.loads(line.removeprefix("found ")).items():
                found[kind] += words
    if not is_expected(status):
        found["wrong"].append(f"a process ended with {status}: {said[-2:]}")
    return found
