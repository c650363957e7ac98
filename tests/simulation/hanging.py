"""A worker that waits for a child that never ends, as one does that was forked at the wrong moment."""

import threading

from tests.simulation import child_process


def hang(_tell: child_process.Tell) -> None:
    """For ever."""
    threading.Event().wait()


if __name__ == "__main__":
    child_process.run(hang)
