"""What a thread costs the window's thread: opening it, its earlier messages, an answer that arrives.

python -m tests.benchmarks.thread_bench [messages …]

Each time is everything until the window is at rest and painted. The floor, measured in the same run, lays out the
texts of the messages that fit into the view with one `QTextLayout` each and paints them in one widget that has been
shown before: no widgets, no database. The goal is for processor time of the window's thread: wall time depends on what
else the computer does.
"""

import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QAbstractEventDispatcher, QObject, QPointF
from PySide6.QtGui import QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop.domain.remote import Page, RemoteMessage, RemoteTicket
from desktop.domain.tickets import RowKey, RowKind, Side
from desktop.store import mirror
from desktop.store.read import queries
from desktop.ui.kit import appearance
from tests.benchmarks.figures import at, say
from tests.ui.frame import DAY_MS, NOON_MS, Frame, open_frame
from tests.waiting import let_pass

GOAL_MS = 50
COUNTS = (200, 2_000, 20_000)
TIMES = 7
AT_REST_MS = 80
"""Longer than the window waits before it reads what has changed."""
TEXTS = (
    "Hello, I have sent 250 USDT to my wallet and it has not arrived. The id is https://tronscan.org/#/transaction/1",
    "سلام، برداشت من هنوز به حسابم نرسیده است. شماره پیگیری ۱۲۳۴۵۶ است، لطفاً بررسی کنید.",
    "Thank you for the details.\nWe have asked the bank; this takes up to two working days.\nYou need not write again.",
    "باشه، ممنون.",
)
Sample = tuple[float, float, float]
"""Wall time, processor time of this thread, longest stretch of it without a turn of the event loop; in ms."""


class Floor(QWidget):
    """Lays out and paints texts, one under another."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, y = QPainter(self), 0.0
        for text in self.texts:
            layout = QTextLayout(text.replace("\n", "\u2028"), self.font())
            option = QTextOption()
            option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
            layout.setTextOption(option)
            layout.beginLayout()
            high = 0.0
            while (line := layout.createLine()).isValid():
                line.setLineWidth(self.width())
                line.setPosition(QPointF(0, high))
                high += line.height()
            layout.endLayout()
            layout.draw(painter, QPointF(0, y))
            y += high + 40


class Thread:
    """A signed-in window at the Helpdesk page with one long thread and a short one."""

    def __init__(self, frame: Frame, count: int) -> None:
        self._frame, self.count = frame, count
        self._short, self._long = self._mirror("1", 5), self._mirror("2", count)
        frame.window.resize(1280, 800)
        frame.window.show()
        frame.window.show_page("helpdesk")
        self.view = frame.window.pages.helpdesk.thread_view
        let_pass(300)

    def _mirror(self, number: str, count: int) -> RowKey:
        sides = (Side.OWN, Side.SUPPORT)
        messages = tuple(
            RemoteMessage(
                f"{number}.{at}", number, sides[at % 3 > 0], "Sara", NOON_MS - DAY_MS * 40 + at, TEXTS[at % len(TEXTS)]
            )
            for at in range(count)
        )
        ticket = RemoteTicket(number, number, "Withdrawal", "", "2", NOON_MS - DAY_MS * 41, NOON_MS)
        client = self._frame.client
        for part in mirror.parts(Page(number, False, tickets=(ticket,), messages=messages)):
            with client.database.write() as tx:
                mirror.apply(tx, client.account.id, part, NOON_MS)
        found = queries.ticket_by_number(client.database.read_connection(), client.account.id, number)
        assert found is not None
        client.services.tickets.mark_read(found)
        return RowKey(RowKind.TICKET, str(found))

    def open_short(self) -> None:
        """Show the short thread."""
        self._frame.window.navigation.open_row(self._short)

    def open_long(self) -> None:
        """Show the long thread."""
        self._frame.window.navigation.open_row(self._long)

    def show_earlier(self) -> None:
        """Press the button above the messages."""
        buttons = self.view.list.findChildren(QAbstractButton)
        next(button for button in buttons if "earlier" in button.text()).click()

    def go_up(self) -> None:
        """Scroll to the first message shown."""
        self.view.list.verticalScrollBar().setValue(0)

    def receive(self, turn: int) -> None:
        """Mirror an answer to the long thread, in a thread as the engine does."""
        client, moment = self._frame.client, NOON_MS + turn
        ticket = RemoteTicket("2", "2", "Withdrawal", "", "2", NOON_MS - DAY_MS * 41, moment)
        message = RemoteMessage(f"2.a{turn}", "2", Side.SUPPORT, "Sara", moment, TEXTS[turn % len(TEXTS)])

        def work() -> None:
            with client.database.write() as tx:
                mirror.apply(tx, client.account.id, Page(f"a{turn}", False, (ticket,), (message,)), moment)

        thread = threading.Thread(target=work)
        thread.start()
        thread.join()

    def rest(self) -> None:
        """Handle events until nothing follows."""
        let_pass(AT_REST_MS)
        while not self.view.list.is_settled:
            let_pass(AT_REST_MS)


class Turns(QObject):
    """Finds the longest turn of the event loop, in processor time of its thread: while it waits, it takes none."""

    def __init__(self) -> None:
        super().__init__()
        dispatcher = QAbstractEventDispatcher.instance()
        assert dispatcher is not None
        dispatcher.aboutToBlock.connect(self._end)
        self.begin()

    def begin(self) -> None:
        """Forget what was found, and begin a turn."""
        self.longest_ms, self._start = 0.0, time.thread_time()

    def _end(self) -> None:
        now = time.thread_time()
        self.longest_ms, self._start = max(self.longest_ms, (now - self._start) * 1000), now


def measured(thread: Thread, turns: Turns, work: Callable[[], object]) -> Sample:
    """What `work` and all that follows from it take."""
    thread.rest()
    turns.begin()
    start, start_cpu = time.perf_counter(), time.thread_time()
    work()
    thread.rest()
    wall = (time.perf_counter() - start) * 1000 - AT_REST_MS
    return wall, (time.thread_time() - start_cpu) * 1000, turns.longest_ms


def floor_ms(count: int) -> float:
    """The floor's median processor time, for that many messages."""
    widget = Floor()
    widget.resize(600, 600)
    widget.grab()
    samples = []
    for turn in range(TIMES):
        widget.texts = [f"{turn} {TEXTS[at % len(TEXTS)]}" for at in range(count)]
        start = time.thread_time()
        widget.grab()
        samples.append((time.thread_time() - start) * 1000)
    widget.deleteLater()
    return at(samples, 0.5)


def show(name: str, samples: list[Sample], floor: float) -> None:
    """Print the medians of these samples."""
    wall, cpu, longest = (at(values, 0.5) for values in zip(*samples, strict=True))
    over = "  over" if cpu > GOAL_MS else ""
    say(f"  {name:26} cpu {cpu:8.1f} ms  x{cpu / floor:6.1f}  longest turn {longest:7.1f}  wall {wall:8.1f}{over}")


def measure(frame: Frame, count: int) -> None:
    """Print all measurements of a thread of that many messages."""
    thread, turns = Thread(frame, count), Turns()

    def sample(work: Callable[[], object]) -> Sample:
        return measured(thread, turns, work)

    floor = floor_ms(8)
    say(f"{count:,} messages; floor {floor:.2f} ms (8 messages painted without widgets)")
    show("opened, the first thread", [sample(thread.open_long)], floor)
    opened, earlier, second, arrived = [], [], [], []
    for _ in range(TIMES):
        sample(thread.open_short)
        opened.append(sample(thread.open_long))
        sample(thread.go_up)
        earlier.append(sample(thread.show_earlier))
        sample(thread.go_up)
        second.append(sample(thread.show_earlier))
    sample(thread.open_short)
    sample(thread.open_long)
    for turn in range(TIMES):
        arrived.append(sample(lambda turn=turn: thread.receive(turn)))  # type: ignore[misc]
    show("opened", opened, floor)
    show("earlier page", earlier, floor)
    show("the page before that", second, floor)
    show("an answer arrives", arrived, floor)


def main(counts: list[int]) -> None:
    """Print all measurements for each length."""
    appearance.create()
    for count in counts:
        with tempfile.TemporaryDirectory() as place, open_frame(Path(place)) as frame:
            measure(frame, count)


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or list(COUNTS))
