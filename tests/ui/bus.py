"""A private session bus with the services of a Linux desktop on it, for one test."""

import contextlib
import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 20
NO_BUS = pytest.mark.skipif(
    not sys.platform.startswith("linux") or shutil.which("dbus-daemon") is None,
    reason="no dbus-daemon, which could not be installed here",
)
NO_SCREEN = pytest.mark.skipif(
    not sys.platform.startswith("linux") or None in (shutil.which("Xvfb"), shutil.which("dbus-daemon")),
    reason="no Xvfb with a dbus-daemon, which could not be installed here",
)
CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:dir={folder}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
</busconfig>
"""


@dataclass
class Process:
    """A program of the desktop whose lines are read as they come."""

    process: subprocess.Popen[str]
    lines: "queue.SimpleQueue[str]" = field(default_factory=queue.SimpleQueue)

    def __post_init__(self) -> None:
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(line)

    def line(self) -> str:
        """The next thing it says."""
        return self.lines.get(timeout=PATIENCE_S)

    def rest(self) -> str:
        """All that it says until it ends."""
        self.process.wait(timeout=PATIENCE_S)
        self._listener.join(PATIENCE_S)
        return "".join(self.lines.get_nowait() for _ in range(self.lines.qsize()))

    def heard(self) -> dict[str, Any]:
        """The next thing that a service was asked."""
        found = json.loads(self.line())
        assert isinstance(found, dict)
        return found

    def do(self, **words: object) -> None:
        """The person does something."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(words) + "\n")
        self.process.stdin.flush()

    def end(self) -> None:
        """Let it go as if it had been killed, with what it has started: that holds the other end of our pipes."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE_S)
        self._listener.join(PATIENCE_S)
        assert not self._listener.is_alive(), "something still writes, and to close the pipe would wait for it for ever"
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()


class Bus:
    """One bus; what is started here sees it and nothing of this computer's own desktop."""

    def __init__(self, folder: Path) -> None:
        self._running: list[Process] = []
        config = folder / "bus.conf"
        config.write_text(CONFIG.format(folder=folder), encoding="utf-8")
        self.environment = {**os.environ, "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)}
        self.daemon = self.start("dbus-daemon", f"--config-file={config}", "--nofork", "--print-address")
        self.address = self.daemon.line().strip()
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = self.address

    def start(self, *command: str) -> Process:
        """Run a program on this bus."""
        pipe = subprocess.PIPE
        process = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True,
            start_new_session=True,
        )  # fmt: skip
        self._running.append(Process(process))
        return self._running[-1]

    def service(self, *words: str) -> Process:
        """One of the test's own services, once it has its name."""
        service = self.start(sys.executable, "-m", "tests.ui.bus_services", *words)
        assert "ready" in service.heard()
        return service

    def screen(self, folder: Path) -> None:
        """An X server of its own for what is started from now on."""
        reading, writing = os.pipe()
        process = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x900x24", "-nolisten", "tcp"],
            pass_fds=[writing], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True,
        )  # fmt: skip
        self._running.append(Process(process))
        os.close(writing)
        with os.fdopen(reading) as told:
            self.environment["DISPLAY"] = f":{told.readline().strip()}"
        self.environment["QT_QPA_PLATFORM"] = "xcb"

    def close(self) -> None:
        for process in reversed(self._running):
            process.end()


@contextmanager
def open_bus(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bus]:
    """A bus that this process sees as its session's."""
    # a socket's path may have no more than a hundred letters
    import tempfile

    with tempfile.TemporaryDirectory(prefix="otet-bus-") as short:
        bus = Bus(Path(short))
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus.address)
        try:
            yield bus
        finally:
            bus.close()
