"""Worker threads for what must not hold up the window, and how work that nobody waits for any more is ended."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor


class Cancelled(Exception):  # noqa: N818 - no error: somebody wanted it so
    """The work was ended before it was done."""


class Cancellation:
    """Ends one job from another thread. `cancel` may be called in any thread, the rest in the job's own."""

    def __init__(self) -> None:
        self._is_cancelled = False
        self._interrupts: list[Callable[[], None]] = []
        self._lock = threading.Lock()

    @property
    def is_cancelled(self) -> bool:
        """Whether the job should end."""
        return self._is_cancelled

    def cancel(self) -> None:
        """Have the job end soon, and interrupt what it waits for. A second call does nothing."""
        with self._lock:
            if not self._is_cancelled:
                self._is_cancelled = True
                for interrupt in self._interrupts:
                    interrupt()

    def check(self) -> None:
        """Raises `Cancelled` once the job should end."""
        if self._is_cancelled:
            raise Cancelled

    @contextlib.contextmanager
    def interrupting(self, interrupt: Callable[[], None]) -> Iterator[None]:
        """Have `cancel` call `interrupt` while this context lasts, and never after it. Raises `Cancelled`."""
        with self._lock:
            self._interrupts.append(interrupt)
        try:
            self.check()
            yield
        finally:
            with self._lock:
                self._interrupts.remove(interrupt)


class Background:
    """Runs jobs off the main thread, one after another; searches run beside them, in a thread of their own.

    A search must not wait until a long file has been hashed, and is cancelled by whoever starts the next one.
    """

    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="background")
        self._searches = ThreadPoolExecutor(max_workers=1, thread_name_prefix="search")
        self._cancellations: set[Cancellation] = set()
        self._lock = threading.Lock()

    def submit(self, job: Callable[[], None]) -> None:
        """Do `job` when its turn comes, or never once stopped; an exception in it reaches `threading.excepthook`."""
        _submit(self._executor, job)

    def submit_search(self, job: Callable[[], None], cancellation: Cancellation) -> None:
        """As `submit`, in the searches' thread. `job` may raise `Cancelled`; `stop` cancels it."""

        def work() -> None:
            try:
                with contextlib.suppress(Cancelled):
                    cancellation.check()
                    job()
            finally:
                with self._lock:
                    self._cancellations.discard(cancellation)

        with self._lock:
            self._cancellations.add(cancellation)
        _submit(self._searches, work)

    def stop(self) -> None:
        """Cancel searches, finish what else runs, drop what waits."""
        with self._lock:
            running = tuple(self._cancellations)
        for cancellation in running:
            cancellation.cancel()
        for executor in (self._searches, self._executor):
            executor.shutdown(wait=True, cancel_futures=True)


def _submit(executor: ThreadPoolExecutor, job: Callable[[], None]) -> None:
    try:
        executor.submit(job).add_done_callback(_surface)
    except RuntimeError:
        # the app is ending: news that still come may ask for work, and it is dropped as what waited was
        return


def _surface(future: Future[None]) -> None:
    if not future.cancelled() and (error := future.exception()):
        threading.excepthook(threading.ExceptHookArgs((type(error), error, error.__traceback__, None)))
