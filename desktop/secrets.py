"""Tokens live in the system's key store and nowhere else on disk; without one they live in memory only."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from concurrent.futures import TimeoutError as FutureTimeout
from contextlib import suppress
from importlib import import_module
from typing import Protocol, cast

SERVICE = "otet-desk"
_REFUSED = ("keyrings.alt", "keyring.backends.fail", "keyring.backends.null")
ANSWER_S = 8.0
"""A person may be asked to unlock the key store; who takes longer signs in for this session."""
_log = logging.getLogger(__name__)


class KeyStoreError(Exception):
    """The key store accepted a call and did not answer in time."""


class _Backend(Protocol):
    def get_password(self, service: str, username: str) -> str | None: ...

    def set_password(self, service: str, username: str, password: str) -> None: ...

    def delete_password(self, service: str, username: str) -> None: ...


class Secrets:
    """Tokens by account id. Calls may block for `ANSWER_S` each: not for the main thread.

    A key store that accepts a call and never answers is given up for the rest of the session.
    """

    def __init__(self, profile: str, *, use_key_store: bool = True, answer_s: float = ANSWER_S) -> None:
        """`profile` keeps several data folders of one user apart; `answer_s` is how long a call may take."""
        self._profile = profile
        self._answer_s = answer_s
        self._memory: dict[int, str] = {}
        self._lock = threading.Lock()
        self._use_key_store = use_key_store
        self._store: _Backend | None = None
        self._waiting: set[Future[str | None]] = set()

    def get(self, account_id: int) -> str:
        """The token, or "" when there is none."""
        with self._lock:
            if token := self._memory.get(account_id):
                return token
        try:
            return self._ask(lambda store: store.get_password(SERVICE, self._name(account_id))) or ""
        except Exception as error:  # noqa: BLE001 - backends raise what they like; the person signs in again
            _log.warning("key store unreadable: %s", type(error).__name__)
            return ""

    def keep(self, account_id: int, token: str) -> bool:
        """Keep a token; whether the key store has it (False: for this session only)."""
        with self._lock:
            self._memory[account_id] = token
        try:
            self._ask(lambda store: store.set_password(SERVICE, self._name(account_id), token))
        except Exception as error:  # noqa: BLE001 - see `get`
            _log.warning("key store not writable: %s", type(error).__name__)
            return False
        return self._use_key_store

    def forget(self, account_id: int) -> None:
        """Drop the token everywhere."""
        with self._lock:
            self._memory.pop(account_id, None)
        try:
            self._ask(lambda store: store.delete_password(SERVICE, self._name(account_id)))
        except Exception as error:  # noqa: BLE001 - nothing to delete is fine too
            _log.info("nothing deleted from the key store: %s", type(error).__name__)

    def close(self) -> None:
        """End every call that waits for the key store: the app ends and waits for nobody. From any thread."""
        self._use_key_store = False
        with self._lock:
            waiting, self._waiting = self._waiting, set()
        for answer in waiting:
            _settle(answer, KeyStoreError("the app is ending"))

    def _ask(self, call: Callable[[_Backend], str | None]) -> str | None:
        """What the key store answers; None without one. Raises `KeyStoreError`, or what the key store raises."""
        if not self._use_key_store:
            return None
        answer: Future[str | None] = Future()
        with self._lock:
            self._waiting.add(answer)
        # a thread that Python does not wait for at the end: nothing can end a call that hangs
        threading.Thread(target=self._answer, args=(answer, call), name="key store", daemon=True).start()
        try:
            return answer.result(self._answer_s)
        except FutureTimeout:
            self._use_key_store = False
            raise KeyStoreError("the key store does not answer") from None
        finally:
            with self._lock:
                self._waiting.discard(answer)

    def _answer(self, answer: "Future[str | None]", call: Callable[[_Backend], str | None]) -> None:
        try:
            store = self._backend()
            result = call(store) if store is not None else None
        except Exception as error:  # noqa: BLE001 - raised again where it is waited for
            _settle(answer, error)
            return
        _settle(answer, result)

    def _name(self, account_id: int) -> str:
        return f"{self._profile}:{account_id}"

    def _backend(self) -> _Backend | None:
        if self._use_key_store and self._store is None:
            # imported late: keyring costs a seventh of a second at start
            backend = import_module("keyring").get_keyring()
            kinds = {type(one) for one in getattr(backend, "backends", [backend])}
            if any(kind.__module__.startswith(_REFUSED) or "Plaintext" in kind.__name__ for kind in kinds):
                self._use_key_store = False
            else:
                self._store = cast(_Backend, backend)
        return self._store


def _settle(answer: "Future[str | None]", result: str | Exception | None) -> None:
    """Answer a call once; who comes second is too late."""
    with suppress(InvalidStateError):
        if isinstance(result, Exception):
            answer.set_exception(result)
        else:
            answer.set_result(result)
