"""Starts the help desk as a child process, watches it, and starts it again when it dies."""

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from desktop import durable_files
from desktop.domain.errors import ErrorCode, OtetError, Problem

SIGN_IN_WORDS = Path("tracker") / "desk.json"
"""The passwords of the first agents, the demo trader and the administrator, inside the home."""
START_S = 20.0
STOP_S = 4.0
LOG_LIMIT_BYTES = 1_000_000
STEADY_S = 30.0
PAUSES_S: tuple[float, ...] = (0.05, 0.1, 0.25, 0.5, 1.0)
"""Before each new start of a help desk that keeps dying; one that lived for `STEADY_S` begins anew."""
FAILED_PAUSES_S = (0.5, 2.0, 5.0, 15.0, 60.0)
"""The same while it does not even come to listen, as on a full disk."""


@dataclass(frozen=True)
class DeskAddress:
    """Where the help desk is, and who can sign in: the demo trader in the app, an agent in a browser."""

    url: str
    demo_user: str
    demo_password: str
    agent_url: str
    agent_user: str
    agent_password: str


@dataclass(frozen=True)
class DeskState:
    """What became of the help desk: running at `address`, or not for the moment."""

    is_running: bool
    address: DeskAddress | None


class DeskProcess:
    """The built-in help desk of one home."""

    def __init__(self, home: Path, *, on_change: Callable[[DeskState], None] | None = None) -> None:
        """`on_change` is called from the watching thread."""
        self._home = home
        self._on_change = on_change or (lambda state: None)
        self._changed = threading.Condition()
        self._child: subprocess.Popen[bytes] | None = None
        self._address: DeskAddress | None = None
        self._reason = ""
        self._has_run = False
        self._stopping = threading.Event()
        self._watcher: threading.Thread | None = None

    @property
    def address(self) -> DeskAddress | None:
        """Where it runs; None while it does not."""
        return self._address

    @property
    def is_running(self) -> bool:
        """Whether it answers."""
        return self._address is not None

    def start(self) -> DeskAddress:
        """Start it and wait until it answers, at most 20 s; makes the home on first use. Call it in the background."""
        with self._changed:
            if self._watcher is None:
                self._stopping.clear()
                self._has_run = False
                self._watcher = threading.Thread(target=self._watch, name="desk", daemon=True)
                self._watcher.start()
            watcher = self._watcher
            self._reason = f"no answer within {START_S:.0f} s"
            self._changed.wait_for(lambda: self._address is not None or self._watcher is not watcher, START_S)
            if self._address is not None:
                return self._address
            reason = self._reason
        self.stop()
        raise OtetError(Problem(ErrorCode.BUILT_IN_DESK_FAILED, reason=reason))

    def stop(self) -> None:
        """End it and wait until it has ended."""
        self._stopping.set()
        with self._changed:
            watcher, self._watcher = self._watcher, None
            child = self._child
            self._changed.notify_all()
        if child is not None:
            _end(child)
        if watcher is not None and watcher is not threading.current_thread():
            watcher.join()

    def _watch(self) -> None:
        deaths = failures = 0
        while not self._stopping.is_set():
            began = time.monotonic()
            if self._run_once():
                deaths = 1 if time.monotonic() - began > STEADY_S else deaths + 1
                failures = 0
            elif self._has_run:
                failures += 1
            else:
                self._give_up()  # it never worked: start() says why
                return
            pauses, count = (FAILED_PAUSES_S, failures) if failures else (PAUSES_S, deaths)
            self._stopping.wait(pauses[min(count, len(pauses)) - 1])

    def _give_up(self) -> None:
        with self._changed:
            if self._watcher is threading.current_thread():
                self._watcher = None
            self._changed.notify_all()

    def _run_once(self) -> bool:
        """Run the child until it ends; whether it ever listened."""
        try:
            child = self._spawn()
        except OSError as error:
            self._reason = str(error)
            return False
        with child:
            if self._stopping.is_set():
                _end(child)
            address = self._hear(child)
            if address is not None:
                self._has_run = True
                self._tell(address)
            child.wait()
        if address is not None:
            self._tell(None)
        return address is not None

    def _spawn(self) -> subprocess.Popen[bytes]:
        durable_files.make_folder(self._home)
        log = self._home / "desk.log"
        with contextlib.suppress(OSError):
            if log.stat().st_size > LOG_LIMIT_BYTES:
                log.replace(log.with_suffix(".log.1"))
        # a pipe on its standard input is how the child learns of our end, even of a sudden one
        with open(log, "ab", opener=_private) as errors:
            child = subprocess.Popen(
                _command(self._home.absolute()),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                env=_environment(),
                # a module in the folder of whoever started the app must not be taken for one of Python's
                cwd=self._home,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        with self._changed:
            self._child = child
        return child

    def _hear(self, child: subprocess.Popen[bytes]) -> DeskAddress | None:
        assert child.stdout is not None
        try:
            said = json.loads(child.stdout.readline() or b"{}")
            if "port" not in said:
                self._reason = str(said.get("error", "it ended before it listened"))
                return None
            keys = json.loads((self._home / SIGN_IN_WORDS).read_text(encoding="utf-8"))
            agent, agent_password = next(iter(keys["agents"].items()))
        except (OSError, ValueError, KeyError) as error:
            self._reason = str(error)
            _end(child)
            return None
        url = f"http://127.0.0.1:{said['port']}/desk"
        return DeskAddress(url, "demo", keys["demo"], f"{url}/", agent, agent_password)

    def _tell(self, address: DeskAddress | None) -> None:
        with self._changed:
            self._address = address
            self._changed.notify_all()
        self._on_change(DeskState(address is not None, address))


def _command(home: Path) -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, "--serve-desk", str(home)]
    return [sys.executable, "-m", "desktop.desk.serve", str(home)]


def _environment() -> dict[str, str]:
    # Roundup reads templates in the system's encoding; ours are UTF-8 everywhere
    root = str(Path(__file__).resolve().parents[2])
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": os.pathsep.join(paths)}


def _end(child: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(OSError):
        if child.stdin is not None:
            child.stdin.close()
    try:
        child.wait(STOP_S)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)
