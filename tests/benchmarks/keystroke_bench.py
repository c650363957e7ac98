"""Keys typed into the search box of the window, one after another, until what they find is painted.

python -m tests.benchmarks.keystroke_bench [messages] [folder]

`painted` is the time from the key to the first rows on the screen, `complete` to all of them, `block` the longest
stretch in which the window's thread did not wait for events, in wall and in its own processor time. The profile is
made once for each number of messages and kept in `folder`.
"""

import os
import random
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QAbstractEventDispatcher, QCoreApplication, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from desktop.store import accounts
from desktop.store.rows import Queryable
from desktop.ui.kit import appearance
from tests.benchmarks.figures import at, line, say
from tests.benchmarks.search_bench import drain, fill, vocabulary
from tests.client_harness import Client
from tests.fakes import FakeClock, FakeDesk
from tests.ui.frame import Frame, open_frame
from tests.waiting import let_pass

GOAL_MS = 16
_TIMES = 3
_SEEDS = (777, 4242)
"""Queries that were not used while the search was made."""


def profile(count: int, folder: Path) -> Path:
    """A profile of the test's client with that many messages, indexed; made where there is none."""
    place = folder / f"keystrokes-{count}"
    if not (place / "complete").exists():
        dice = random.Random(5)
        words, weights = vocabulary(dice)
        client = Client(place, FakeDesk(FakeClock()))
        fill(client.database, count, dice, words, weights)
        drain(client.search)
        client.close()
        (place / "complete").touch()
    return place


def typed_queries(connection: Queryable, dice: random.Random) -> list[str]:
    """Fifty queries of one to three words that stand in messages, after each key: common words come often.

    Of three queries of several words two are of one message, and the third is of messages that may have nothing in
    common.
    """
    newest = connection.execute("SELECT max(id) FROM message").fetchone()[0]

    def words() -> list[str]:
        body = connection.execute("SELECT body FROM message WHERE id = ?", (dice.randint(1, newest),)).fetchone()[0]
        return str(body).split()

    typed: list[str] = []
    for number in range(50):
        count = dice.randint(1, 3)
        chosen = dice.choices(words(), k=count) if number % 3 else [dice.choice(words()) for _ in range(count)]
        query = " ".join(chosen)
        typed += [query[:end] for end in range(1, len(query) + 1) if query[end - 1] != " "]
    return typed


class Typist:
    """Types into the search box and watches the window's thread meanwhile."""

    def __init__(self, frame: Frame) -> None:
        self._box = frame.find("helpdesk.filter.content", QLineEdit)
        self._model = frame.window.pages.helpdesk.history.model
        self._view = frame.window.pages.helpdesk.history.list
        dispatcher = QAbstractEventDispatcher.instance()
        assert dispatcher is not None
        self._loop = QEventLoop()
        dispatcher.awake.connect(self._woke)
        dispatcher.aboutToBlock.connect(self._rests)
        self._wanted = ""
        self._set_out()

    def _set_out(self) -> None:
        self._began = self._awake = time.perf_counter()
        self._cpu = time.thread_time()
        self._painted = self._complete = self._block = self._block_cpu = 0.0

    def _woke(self) -> None:
        if not self._awake:
            self._awake = time.perf_counter()

    def _rests(self) -> None:
        """The thread has done all there was, painting included."""
        if not self._awake:
            return
        now, cpu = time.perf_counter(), time.thread_time()
        self._block = max(self._block, now - self._awake)
        self._block_cpu, self._cpu = max(self._block_cpu, cpu - self._cpu), cpu
        self._awake = 0.0
        if self._box.text() != self._wanted:
            return
        if not self._painted and not self._model.is_searching:
            self._painted = now
        if not self._complete and self._model.is_complete:
            self._complete = now
            QTimer.singleShot(0, self._loop.quit)

    def type(self, text: str) -> tuple[float, float, float, float]:
        """Milliseconds until painted, until complete, of the longest block, and of the longest in processor time."""
        self._wanted = text
        begun = self._box.text()
        if text[:-1] != begun:
            self._box.blockSignals(True)
            self._box.setText(text[:-1])
            self._box.blockSignals(False)
        no = Qt.KeyboardModifier.NoModifier
        event = QKeyEvent(QEvent.Type.KeyPress, 0, no, text[-1])
        self._set_out()
        QCoreApplication.postEvent(self._box, event)
        self._loop.exec()
        assert self._view.isVisible() or not self._model.rowCount(), "nothing is painted"
        began = self._began
        return (
            (self._painted - began) * 1000,
            (self._complete - began) * 1000,
            self._block * 1000,
            self._block_cpu * 1000,
        )


def main(count: int, folder: Path) -> None:
    """Print the times of all keys, and how many were over the goal."""
    # GLib's loop does not say when it has nothing more to do
    os.environ["QT_NO_GLIB"] = "1"
    place = profile(count, folder)
    appearance.create()
    with open_frame(place) as frame:
        frame.window.resize(1280, 760)
        frame.window.show()
        frame.window.show_page("helpdesk")
        connection = frame.client.database.read_connection()
        owner = connection.execute("SELECT account_id FROM ticket LIMIT 1").fetchone()[0]
        with frame.client.database.write() as tx:
            accounts.keep_synced(tx, owner, frame.client.clock.now_ms())
        frame.session.account = accounts.get(connection, owner)
        frame.session.signals.account_changed.emit(frame.session.account)
        frame.window.show_page("helpdesk")
        let_pass(1000)
        typist = Typist(frame)
        for seed in _SEEDS:
            typed = typed_queries(connection, random.Random(seed))
            say(f"{count:,} messages, queries {seed}, {len(typed)} keys")
            tell("cold", [typist.type(text) for text in typed])
            tell("warm", [typist.type(text) for _ in range(_TIMES) for text in typed])


def tell(name: str, found: list[tuple[float, float, float, float]]) -> None:
    """Print what was measured of these keys."""
    parts = ("first rows painted", "all rows painted", "longest block", "block, processor")
    for part, samples in zip(parts, zip(*found, strict=True), strict=True):
        over = sum(one > GOAL_MS for one in samples) / len(samples)
        say(f"{line(f'{name}: {part}', samples)}  p95 {at(samples, 0.95):9.3f}  over {GOAL_MS} ms {over:.1%}")


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 100_000,
        Path(sys.argv[2]) if len(sys.argv) > 2 else Path(tempfile.gettempdir()) / "otet-bench",
    )
