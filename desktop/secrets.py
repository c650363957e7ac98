"""Tokens live in the system's key store and nowhere else on disk; without one they live in memory only."""

import logging
import threading
from importlib import import_module
from typing import Protocol, cast

SERVICE = "otet-desk"
_REFUSED = ("keyrings.alt", "keyring.backends.fail", "keyring.backends.null")
_log = logging.getLogger(__name__)


class _Backend(Protocol):
    def get_password(self, service: str, username: str) -> str | None: ...

    def set_password(self, service: str, username: str, password: str) -> None: ...

    def delete_password(self, service: str, username: str) -> None: ...


class Secrets:
    """Tokens by account id. Calls may block on the system's prompt: not for the main thread."""

    def __init__(self, profile: str, *, use_key_store: bool = True) -> None:
        """`profile` keeps several data folders of one person apart."""
        self._profile = profile
        self._memory: dict[int, str] = {}
        self._lock = threading.Lock()
        self._use_key_store = use_key_store
        self._store: _Backend | None = None

    def get(self, account_id: int) -> str:
        """The token, or "" when there is none."""
        with self._lock:
            if token := self._memory.get(account_id):
                return token
            store = self._backend()
            if store is None:
                return ""
            try:
                return store.get_password(SERVICE, self._name(account_id)) or ""
            except Exception as error:  # noqa: BLE001 - backends raise what they like; the person signs in again
                _log.warning("key store unreadable: %s", type(error).__name__)
                return ""

    def keep(self, account_id: int, token: str) -> bool:
        """Keep a token; whether the key store has it (False: for this session only)."""
        with self._lock:
            self._memory[account_id] = token
            store = self._backend()
            if store is None:
                return False
            try:
                store.set_password(SERVICE, self._name(account_id), token)
            except Exception as error:  # noqa: BLE001 - see `get`
                _log.warning("key store not writable: %s", type(error).__name__)
                return False
            return True

    def forget(self, account_id: int) -> None:
        """Drop the token everywhere."""
        with self._lock:
            self._memory.pop(account_id, None)
            store = self._backend()
            if store is None:
                return
            try:
                store.delete_password(SERVICE, self._name(account_id))
            except Exception as error:  # noqa: BLE001 - nothing to delete is fine too
                _log.info("nothing deleted from the key store: %s", type(error).__name__)

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
