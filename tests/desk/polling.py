"""Waiting for what another thread or process does, with an end."""

import threading
from collections.abc import Callable

PATIENCE_S = 30.0
_LOOK_EVERY_S = 0.05


def until(happened: Callable[[], bool]) -> bool:
    """Look again and again until it happened; False when patience ends."""
    pause = threading.Event()
    for _ in range(int(PATIENCE_S / _LOOK_EVERY_S)):
        if happened():
            return True
        pause.wait(_LOOK_EVERY_S)
    return False
