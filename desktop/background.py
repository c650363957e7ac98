"""One worker thread for what must not hold up the window: hashing, notifications, sanitising, sign-in."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor


class Background:
    """Runs jobs one after another, off the main thread."""

    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="background")

    def submit(self, job: Callable[[], None]) -> None:
        """Do `job` when its turn comes, or never once stopped; an exception in it reaches `threading.excepthook`."""
        try:
            self._executor.submit(job).add_done_callback(_surface)
        except RuntimeError:
            # the app is ending: news that still come may ask for work, and it is dropped as what waited was
            return

    def stop(self) -> None:
        """Finish what runs, drop what waits."""
        self._executor.shutdown(wait=True, cancel_futures=True)


def _surface(future: Future[None]) -> None:
    if not future.cancelled() and (error := future.exception()):
        threading.excepthook(threading.ExceptHookArgs((type(error), error, error.__traceback__, None)))
