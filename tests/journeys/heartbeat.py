"""Measures what the window's thread does in one go while a person uses the app, and where the longest of it was."""

import faulthandler
import re
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.simulation import counters

NOTICED_MS = 50
"""Longer than this a person may notice."""
FAR_TOO_LONG_MS = 400
"""A test fails: far above what was seen, for on a busy computer the same work takes much more processor time."""
LOOK_S = 0.01
MOST_FRAMES = 8
ROOT = Path(__file__).resolve().parents[2]
_LINE = re.compile(r'File "([^"\n]+)", line (\d+) in (\S+)')


class Heartbeat:
    """Measures the processor time of the thread that made it, which other work on the computer hardly changes.

    A thread of its own looks at the stack of what lasts longer than `NOTICED_MS`. `stop` ends it.
    """

    def __init__(self) -> None:
        self.longest_ms = 0.0
        self.where = ""
        self._thread = threading.get_ident()
        self._lock = threading.Lock()
        self._began: float | None = None
        self._stack = ""
        self._ended = threading.Event()
        self._observer = threading.Thread(target=self._observe, name="heartbeat", daemon=True)
        self._observer.start()

    @contextmanager
    def handling(self, what: str) -> Iterator[None]:
        """Measure what happens within, as one piece of work."""
        with self._lock:
            self._began, self._stack = time.perf_counter(), ""
        cpu = time.thread_time()
        try:
            yield
        finally:
            ms = (time.thread_time() - cpu) * 1000
            with self._lock:
                self._began = None
            counters.add("times the window's thread worked in journeys", 1, over_50_ms=ms > NOTICED_MS)
            if ms > self.longest_ms:
                self.longest_ms, self.where = ms, f"{what}: {self._stack or 'no line of the app was seen'}"

    def stop(self) -> None:
        """End the observation and hand on what was the longest."""
        self._ended.set()
        self._observer.join()
        if self.where:
            counters.longest("work of the window's thread in a journey", round(self.longest_ms), self.where)

    def _observe(self) -> None:
        while not self._ended.wait(LOOK_S):
            with self._lock:
                if self._began is None or self._stack:
                    continue
                if (time.perf_counter() - self._began) * 1000 > NOTICED_MS:
                    self._stack = _stack_of(self._thread)


def _stack_of(thread: int) -> str:
    """The innermost lines of the app that a thread is in, as "view.py:120 show < …".

    Not by `sys._current_frames`: to hold a frame keeps its painter from ending in time, and ends it in another thread.
    """
    with tempfile.TemporaryFile() as file:
        faulthandler.dump_traceback(file, all_threads=True)
        file.seek(0)
        threads = file.read().decode(errors="replace").split("\n\n")
    own = next((stack for stack in threads if f"hread 0x{thread:016x}" in stack), "")
    lines = [f"{Path(file).name}:{line} {name}" for file, line, name in _LINE.findall(own) if _is_ours(Path(file))]
    return " < ".join(lines[:MOST_FRAMES])


def _is_ours(file: Path) -> bool:
    return file.is_relative_to(ROOT / "desktop")
