"""Frames while a list of many Persian tickets is flung: our rows against Qt's own, in turns, over the same model.

python -m tests.benchmarks.fling_bench [tickets]

Each frame shows rows that were never shown before. Processor time of the window's thread counts; what is laid out
between two frames, while the thread would wait, is printed beside it.
"""

import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QAbstractItemDelegate, QStyledItemDelegate

from desktop.settings import Settings
from desktop.ui.kit import appearance
from desktop.ui.tickets.history.model import HistoryModel
from desktop.ui.tickets.history.row_texts import row_sentence
from desktop.ui.tickets.history.view import HistoryView
from tests.benchmarks.figures import at, line, say
from tests.ui.frame import DAY_MS, NOON_MS, Frame, open_frame
from tests.waiting import let_pass

_FRAMES, _TURNS = 60, 5
_PAUSE_MS = 12
"""Between frames, as on a screen of 60 a second."""
_WIDTH, _HEIGHT = 520, 900
_SUBJECTS = (
    "برداشت از کیف پول",
    "مشکل در ورود به حساب معاملاتی",
    "تأیید مدارک هویتی",
    "Withdrawal of USDT to my wallet",
)
_SNIPPETS = (
    "سلام، مبلغ ۱۵۰ دلار را دیروز برداشت کردم ولی هنوز به کیف پول من نرسیده است، لطفاً بررسی کنید",
    "Hello, my deposit of 250.00 USD has not arrived yet; the transaction is 0x8a3f11c29b",
    "مدارک شما بررسی شد و حساب شما تا فردا فعال می‌شود. از شکیبایی شما سپاسگزاریم",
)


def fill(frame: Frame, count: int) -> None:
    """Put tickets into the mirror, each with words of its own."""
    account = frame.client.account.id
    rows = [
        (
            account,
            n,
            f"{_SUBJECTS[n % 4]} {n * 7919 % 99991}",
            str(n % 3 // 2 + 1),
            NOON_MS - DAY_MS,
            NOON_MS - n * 60_000,
            f"{n} {_SNIPPETS[n % 3]}",
            ("own", "support")[n % 2],
            int(n % 9 == 0),
        )
        for n in range(1, count + 1)
    ]
    with frame.client.database.write() as tx:
        tx.executemany(
            "INSERT INTO ticket (account_id, remote_id, number, number_key, subject, department, status, created_ms, "
            "updated_ms, activity_ms, snippet, snippet_side, unread) "
            "VALUES (?1, ?2, ?2, ?2, ?3, '', ?4, ?5, ?6, ?6, ?7, ?8, ?9)",
            rows,
        )


def fling(
    view: HistoryView, model: HistoryModel, delegate: QAbstractItemDelegate, start: int, step: int
) -> list[tuple[float, float, float]]:
    """Milliseconds of each frame: wall, processor, and processor between it and the next one."""
    view.setItemDelegate(delegate)
    bar = view.verticalScrollBar()
    bar.setValue(start)
    let_pass(50)
    found = []
    for frame in range(1, _FRAMES + 1):
        wall, cpu = time.perf_counter(), time.thread_time()
        bar.setValue(start + frame * step)
        view.viewport().repaint()
        frame_wall, frame_cpu = time.perf_counter() - wall, time.thread_time() - cpu
        cpu = time.thread_time()
        let_pass(_PAUSE_MS)
        found.append((frame_wall * 1000, frame_cpu * 1000, (time.thread_time() - cpu) * 1000))
    return found


def main(count: int) -> None:
    """Print the frames of both."""
    appearance.create()
    settings = Settings(language="fa", theme="light")
    with tempfile.TemporaryDirectory() as place, open_frame(Path(place), settings) as frame:
        fill(frame, count)
        model = HistoryModel(frame.session, lambda row: row_sentence(row, frame.session))
        view = HistoryView(frame.session, model)
        ours, plain = view.itemDelegate(), QStyledItemDelegate(view)
        view.resize(_WIDTH, _HEIGHT)
        view.show()
        model.reload()
        while model.rowCount() < count:
            let_pass(50)
        view.retranslate()
        for name, step in (
            ("smooth, 40 px", 40),
            ("fling, a window's height", _HEIGHT),
            ("fling, 3 windows", 3 * _HEIGHT),
        ):
            samples: dict[str, list[tuple[float, float, float]]] = {"default": [], "ours": []}
            start = 0
            for _ in range(_TURNS):
                for kind, delegate in (("default", plain), ("ours", ours)):
                    samples[kind] += fling(view, model, delegate, start, step)
                    start += (_FRAMES + 1) * step
            say(f"{count:,} tickets, {name}")
            for part, title in ((1, "processor"), (0, "wall")):
                floor = [one[part] for one in samples["default"]]
                say(line(f"Qt's own delegate, {title}", floor))
                say(line(f"our rows, {title}", [one[part] for one in samples["ours"]], floor))
            for kind, found in samples.items():
                between = [one[2] for one in found]
                say(f"between frames, {kind}: p50 {at(between, 0.5):.3f} ms, p99 {at(between, 0.99):.3f} ms")
        view.deleteLater()
        QCoreApplication.sendPostedEvents(None, 0)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
