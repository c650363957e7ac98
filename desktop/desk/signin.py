"""Checks user names and passwords: in equal time for known and unknown names, few at once, and not too often."""

import secrets
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import Any

from roundup.password import Password, h64encode

from desktop.desk.callers import NOBODY, Caller, Callers
from desktop.desk.limits import Buckets

TRIES_PER_NAME, REFILL_PER_NAME_S = 5, 30.0
"""Wrong tries of one name from one address; a name at another address has its own."""
TRIES_PER_ADDRESS, REFILL_PER_ADDRESS_S = 60, 2.0
"""Wrong tries of any names from one address: enough for an office behind one address."""
HASHES_AT_ONCE = 2
WAITING = 8
"""How many checks may wait for a processor; each holds a thread of the server."""
WAITING_PER_ADDRESS = 3
HASH_WAIT_S = 5.0
BUSY_RETRY_S = 2
_LONGEST_NAME, _LONGEST_PASSWORD = 200, 1024


@dataclass(frozen=True)
class Verdict:
    """What came of a check: a caller, nobody, or seconds to wait before the next try."""

    caller: Caller = NOBODY
    retry_after_s: int = 0
    is_busy: bool = False
    """Whether it is the help desk that cannot check now, and not the tries that were too many."""


class PasswordCheck:
    """Who has this name and password. Thread-safe."""

    def __init__(self, callers: Callers, config: Any, clock: Callable[[], float] = monotonic) -> None:
        self._callers = callers
        self._names = Buckets(TRIES_PER_NAME, REFILL_PER_NAME_S, clock)
        self._addresses = Buckets(TRIES_PER_ADDRESS, REFILL_PER_ADDRESS_S, clock)
        self._hashing = threading.BoundedSemaphore(HASHES_AT_ONCE)
        self._lock = threading.Lock()
        self._waiting: Counter[str] = Counter()
        # nobody's password, hashed as everybody's is: an unknown name costs the same time
        salt, digest = h64encode(secrets.token_bytes(20)), h64encode(secrets.token_bytes(64))
        self._nobodys = f"{{PBKDF2S5}}{int(config.PASSWORD_PBKDF2_DEFAULT_ROUNDS)}${salt}${digest}"

    def check(self, name: str, password: str, address: str) -> Verdict:
        """Check one sign-in from this address. A right one costs no try."""
        key = (address, name[:_LONGEST_NAME])
        with self._place(address) as has_place:
            if not has_place:
                return Verdict(retry_after_s=BUSY_RETRY_S, is_busy=True)
            # taken before the check and given back after it, so that tries at the same moment count as well
            wait = self._addresses.take(address)
            if wait:
                return Verdict(retry_after_s=wait)
            wait = self._names.take(key)
            if wait:
                self._addresses.give_back(address)
                return Verdict(retry_after_s=wait)
            verdict = self._verdict(name, password)
            if verdict.caller.is_known or verdict.is_busy:
                self._names.give_back(key)
                self._addresses.give_back(address)
            return verdict

    def _verdict(self, name: str, password: str) -> Verdict:
        if not 0 < len(name) <= _LONGEST_NAME or len(password) > _LONGEST_PASSWORD:
            return Verdict()
        caller, encoded = self._callers.by_name(name)
        if not self._hashing.acquire(timeout=HASH_WAIT_S):
            return Verdict(retry_after_s=BUSY_RETRY_S, is_busy=True)
        try:
            is_right = Password(encrypted=encoded or self._nobodys) == password
        except ValueError:  # a scheme that this version of Roundup no longer takes
            is_right = False
        finally:
            self._hashing.release()
        return Verdict(caller if is_right and encoded else NOBODY)

    @contextmanager
    def _place(self, address: str) -> Iterator[bool]:
        with self._lock:
            is_full = self._waiting.total() >= WAITING or self._waiting[address] >= WAITING_PER_ADDRESS
            if not is_full:
                self._waiting[address] += 1
        try:
            yield not is_full
        finally:
            if not is_full:
                with self._lock:
                    self._waiting[address] -= 1
                    if not self._waiting[address]:
                        del self._waiting[address]
