"""The longest time for which the window does not answer, for what is received, pasted or dropped.

python -m tests.benchmarks.window_bench [words of the cases to run…]

A timer of 5 ms in the window's event loop measures it. The last column is the ratio to an ordinary message's in the
same run, in processor time: an absolute time depends on the computer and on what else it does.
"""

import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.domain.remote import Page, RemoteFile, RemoteMessage, RemoteTicket
from desktop.domain.tickets import RowKey, RowKind, Side
from desktop.store import mirror
from desktop.store.read import queries
from desktop.ui.kit import appearance
from desktop.ui.kit.text_area import TextArea
from tests.benchmarks.figures import say
from tests.ui.frame import DAY_MS, NOON_MS, Frame, open_frame
from tests.waiting import let_pass

LIMIT_MS = 50
SETTLE_MS = 600
LOG = "2024.11.29 12:00:00.123\tTrade\t'123456': order #998877 buy 0.10 EURUSD at 1.05321 done in 45 ms\n"
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
BODIES = {
    "an ordinary message": "Hello, where is my money? https://a.example/x\n" * 5,
    "1 MB on one line": "x" * 1_000_000,
    "1 MB of words": "word " * 200_000,
    "1 MB of Persian words": "متن 12.50 USD " * 70_000,
    "1 MB of line ends": "\n" * 1_000_000,
    "1 MB of combining marks": "a" + "\u0301" * 1_000_000,
    "500 KB Persian, no blank": "س" * 500_000,
    "1 MB of direction marks": "\u202e\u2066" * 500_000,
    "200,000 ligatures": "\ufdfd" * 200_000,
    "10,000 links": " ".join(f"https://a{number}.example/x" for number in range(10_000)),
    "100,000 x mailto:a@": "mailto:a@" * 100_000,
    "100,000 x https://(": "https://(" * 100_000,
    "50 x https://a)))…": ("https://a" + ")" * 1900 + " ") * 50,
    "50,000 families": FAMILY * 50_000,
    "500,000 tabs": "\t" * 500_000,
    "control characters": "".join(map(chr, range(1, 32))) * 5_000,
    "digits and separators": "1.2.3-4_5/" * 50_000,
    "Persian digits": "سلام " + "۱,۲" * 100_000,
    "evidence openers": "[Transaction]\n" * 70_000 + "[/",
}


class Heartbeat:
    """Measures the longest time between two turns of the event loop."""

    def __init__(self) -> None:
        self._worst = self._worst_cpu = 0.0
        self._timer = QTimer(interval=5)
        self._timer.timeout.connect(self._beat)
        self._timer.start()
        self._set_out()

    def longest(self, work: Callable[[], object]) -> tuple[float, float]:
        """The longest block in ms, and the longest in the processor time of the window's thread.

        From the start of `work` until the window has come to rest.
        """
        self._set_out()
        self._worst = self._worst_cpu = 0.0
        work()
        let_pass(SETTLE_MS)
        return self._worst * 1000, self._worst_cpu * 1000

    def _set_out(self) -> None:
        self._last, self._last_cpu = time.perf_counter(), time.thread_time()

    def _beat(self) -> None:
        last, last_cpu = self._last, self._last_cpu
        self._set_out()
        self._worst = max(self._worst, self._last - last)
        self._worst_cpu = max(self._worst_cpu, self._last_cpu - last_cpu)


class Window:
    """A signed-in window at the Helpdesk page."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._tickets = 0
        frame.window.resize(1280, 760)
        frame.window.show()
        frame.window.show_page("helpdesk")
        let_pass(300)

    def show(self, bodies: list[str], files: int = 0, subject: str = "Withdrawal") -> None:
        """Receive a new ticket with these answers, and open it."""
        self._tickets += 1
        number = str(self._tickets)
        attached = tuple(RemoteFile(f"{number}.{at}", f"{at}.png", "image/png", 1) for at in range(files))
        messages = tuple(
            RemoteMessage(f"{number}.{at}", number, Side.SUPPORT, "Sara", NOON_MS + at, body, files=attached)
            for at, body in enumerate(bodies)
        )
        ticket = RemoteTicket(number, number, subject, "", "2", NOON_MS - DAY_MS, NOON_MS)
        page, client = Page(number, False, tickets=(ticket,), messages=messages), self._frame.client
        account = client.account.id

        def mirror_parts() -> None:
            for part in mirror.parts(page):
                with client.database.write() as tx:
                    mirror.apply(tx, account, part, NOON_MS)

        receiving = threading.Thread(target=mirror_parts)
        receiving.start()
        while receiving.is_alive():
            let_pass(20)
        connection = client.database.read_connection()
        found = queries.ticket_by_number(connection, account, number)
        assert found is not None
        self._frame.window.navigation.open_row(RowKey(RowKind.TICKET, str(found)))

    def resize(self) -> None:
        """Make the window narrow and wide again."""
        self._frame.window.resize(900, 700)
        let_pass(200)
        self._frame.window.resize(1280, 760)

    def scroll(self) -> None:
        """Go through the thread from the end to the beginning."""
        bar = self._frame.find("thread.list").verticalScrollBar()  # type: ignore[attr-defined]
        for share in range(10, -1, -1):
            bar.setValue(bar.maximum() * share // 10)
            let_pass(30)

    def paste(self, text: str) -> None:
        """Paste into a new ticket."""
        self._frame.window.navigation.new_ticket()
        area = self._frame.find("composer.description")
        assert isinstance(area, TextArea)
        data = QMimeData()
        data.setText(text)
        area.insertFromMimeData(data)

    def drop(self, name: str, *files: Path) -> None:
        """Drop files on a control, or on the window itself for ""."""
        target: QWidget = self._frame.find(name) if name else self._frame.window
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
        action, left, no = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(target, QDragEnterEvent(QPoint(5, 5), action, data, left, no))
        QApplication.sendEvent(target, QDropEvent(QPointF(5, 5), action, data, left, no))


def cases(window: Window, folder: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    """What is measured, by name."""
    for name, body in BODIES.items():
        yield name, partial(window.show, [body])
        yield f"{name}, resized", window.resize
    yield "a message with 2,000 files", partial(window.show, ["x"], files=2000)
    yield "a message with 2,000 files, resized", window.resize
    yield "300 messages", partial(window.show, [f"msg {at} " * 50 for at in range(300)])
    yield "300 messages, resized", window.resize
    yield "300 messages, scrolled", window.scroll
    yield "60 messages of 1 MB", partial(window.show, ["word " * 200_000] * 60)
    yield "60 messages of 1 MB, scrolled", window.scroll
    yield "a long subject", partial(window.show, ["x"], subject="S" * 100_000)
    for size in (49_000, 200_000, 1_000_000, 4_000_000):
        yield f"{size:,} characters pasted", partial(window.paste, "متن " * (size // 4))
    yield "a log of 880 KB pasted", partial(window.paste, LOG * 10_000)
    yield "1 MB of families pasted", partial(window.paste, FAMILY * 150_000)
    os.mkfifo(folder / "a.eml")
    (folder / "b.eml").symlink_to(folder / "nothing")
    (folder / "c.eml").mkdir()
    (folder / "d.eml").symlink_to("/dev/zero")
    for name in ("a.eml", "b.eml", "c.eml", "d.eml"):
        for where, control in (("where one writes", "composer.description"), ("on the window", "")):
            yield f"{name} dropped {where}", partial(window.drop, control, folder / name)


def main(wanted: list[str]) -> None:
    """Print the longest block of each case."""
    appearance.create()
    with tempfile.TemporaryDirectory() as place:
        home, files = Path(place) / "home", Path(place) / "files"
        files.mkdir()
        home.mkdir()
        with open_frame(home) as frame:
            window, heartbeat, floor = Window(frame), Heartbeat(), 0.0
            window.show(["warm"])
            for name, work in cases(window, files):
                if wanted and floor and not any(word in name for word in wanted):
                    continue
                longest, cpu = heartbeat.longest(work)
                floor = floor or cpu
                over = "  over" if cpu > LIMIT_MS else ""
                say(f"{name:44} longest block {longest:8.1f} ms, processor {cpu:8.1f} ms  x{cpu / floor:7.2f}{over}")


if __name__ == "__main__":
    main(sys.argv[1:])
