"""The help desk's own process: makes its home ready, serves it on 127.0.0.1, and ends when its parent does."""

import contextlib
import io
import json
import os
import signal
import socket
import sys
import threading
import traceback
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from desktop import durable_files
from desktop.desk import home as homes
from desktop.desk import lock, logs, watch
from desktop.desk.engine import make_gate
from desktop.desk.gate import PREFIX
from desktop.desk.server import Server
from desktop.desk.tracker import detectors, initial_data, interfaces, notifier, schema, store, wakeups
from desktop.desk.tracker.mail import fetch, mail_settings, send
from desktop.desk.tracker.pages import publish, template_functions

ADDRESS = "127.0.0.1"
BODY_LIMIT_BYTES = 5 * 25 * 1024 * 1024 + 1024 * 1024
"""The attachments a message may have at their largest, and the text."""
CLOSING_S = 2.0
LOCK_PATIENCE_S = 3.0
IMPORTED_BY_A_HOME = (detectors, initial_data, interfaces, schema, template_functions)
"""What the files of a home import, which nothing else does: a bundle holds what is imported somewhere in the app."""
STANDARD_INPUT, STANDARD_OUTPUT, STANDARD_ERROR = 0, 1, 2


def main(argv: Sequence[str]) -> int:
    """Serve the home named by the one argument until standard input ends."""
    os.umask(0o077)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides; Ctrl+C in a terminal reaches both
    place = Path(argv[0])
    tell = _own_streams()
    try:
        serving = Serving(place)
    except Exception as error:  # noqa: BLE001 the edge of this process: whatever failed, the parent is told
        traceback.print_exc()
        tell({"error": f"{type(error).__name__}: {error}"})
        return 1
    threading.Thread(target=_end_with_parent, args=(serving,), name="parent", daemon=True).start()
    tell({"port": serving.port})
    serving.run()
    return 0


class Serving:
    """One running help desk."""

    def __init__(self, place: Path) -> None:
        """Make everything ready and listen; nothing is answered before `run`."""
        durable_files.make_folder(place)
        self._lock = lock.take(place / "serving.lock", LOCK_PATIENCE_S)
        if self._lock is None:
            raise RuntimeError("another help desk serves this folder")
        tracker_home = place / "tracker"
        homes.ready(tracker_home)
        listener = _listen(place / "port")
        self.port = int(listener.getsockname()[1])
        tracker = _open(tracker_home, self.port)
        public = mail_settings.present(place, tracker.config)
        self._mail = send.Worker(tracker, place)
        self._fetch = partial(fetch.run, place)
        self._publish = partial(publish.run, tracker)
        self._watch = partial(watch.run, place)
        self._closing = wakeups.Stop()
        _prepare(tracker)
        self._gate = make_gate(tracker, place, self.port, public)
        self._notify = partial(notifier.HUB.run, tracker)
        self._server = Server(self._gate, listener, self._gate.user_of, BODY_LIMIT_BYTES, is_behind_proxy=bool(public))

    def run(self) -> None:
        """Answer, publish what waits, and send and fetch mails, until closed."""
        workers: dict[str, Callable[[threading.Event], None]]
        workers = {"mail": self._mail.run, "fetch": self._fetch, "publish": self._publish, "watch": self._watch}
        for name, work in workers.items():
            threading.Thread(target=work, args=(self._closing,), name=name, daemon=True).start()
        threading.Thread(target=self._notify, name="notifier", daemon=True).start()
        self._server.run()

    def close(self) -> None:
        """Refuse what comes, let a write under way finish, and end the process."""
        self._gate.close()
        self._closing.set()
        notifier.HUB.close()
        store.WRITES.acquire(timeout=CLOSING_S)
        os._exit(0)


def _own_streams() -> Callable[[dict[str, object]], None]:
    """Keep standard output for the one line: what Roundup prints belongs into the log, and it has no input to read."""
    line = os.dup(STANDARD_OUTPUT)
    os.dup2(STANDARD_ERROR, STANDARD_OUTPUT)
    # in a bundle without a console Python makes none of these
    log = os.fdopen(os.dup(STANDARD_ERROR), "w", buffering=1, encoding="utf-8", errors="backslashreplace")
    sys.stdout = sys.stderr = logs.MaskedStream(log)
    logs.install(log)
    # Roundup looks for the body of some requests on the standard input, which is the line to the parent
    sys.stdin = io.TextIOWrapper(io.BytesIO())

    def tell(fact: dict[str, object]) -> None:
        os.write(line, json.dumps(fact).encode() + b"\n")
        os.close(line)

    return tell


def _end_with_parent(serving: Serving) -> None:
    with contextlib.suppress(OSError):
        while os.read(STANDARD_INPUT, 1024):
            pass
    serving.close()


def _listen(memory: Path) -> socket.socket:
    """Listen where the last run did, so that links in mails stay good; on any free port when that one is taken."""
    for port in (_remembered(memory), 0):
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((ADDRESS, port))
        except OSError:
            listener.close()
            continue
        homes.write_private(memory, str(listener.getsockname()[1]))
        return listener
    raise OSError("no free port")


def _remembered(memory: Path) -> int:
    try:
        port = int(memory.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 0
    return port if 1024 <= port <= 65535 else 0


def _open(tracker_home: Path, port: int) -> Any:
    from roundup import instance

    tracker = instance.open(str(tracker_home), optimize=1)
    tracker.config["TRACKER_WEB"] = f"http://{ADDRESS}:{port}{PREFIX}/"
    return tracker


def _prepare(tracker: Any) -> None:
    db = tracker.open("admin")
    try:
        store.prepare(db)
    finally:
        db.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
