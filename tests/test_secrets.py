"""Tokens go to the system's key store or stay in memory; never into a file."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import KeyringLocked, PasswordDeleteError, PasswordSetError

from desktop.secrets import Secrets

TOKEN = "canary-5d1f"


class KeyStore(KeyringBackend):
    """A key store that works, until it is told to raise."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}
        self.raises: Callable[[], Exception] | None = None
        self.hangs: threading.Event | None = None
        self.asked = threading.Event()

    def _check(self) -> None:
        if self.hangs is not None:
            self.asked.set()
            self.hangs.wait(60)
        if self.raises is not None:
            raise self.raises()

    def get_password(self, service: str, username: str) -> str | None:
        self._check()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._check()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._check()
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError(username)


@pytest.fixture
def key_store() -> Iterator[KeyStore]:
    before = keyring.get_keyring()
    store = KeyStore()
    keyring.set_keyring(store)
    yield store
    if store.hangs is not None:
        store.hangs.set()
    keyring.set_keyring(before)


def test_a_token_survives_a_restart_in_the_key_store(key_store: KeyStore) -> None:
    assert Secrets("home").keep(3, TOKEN) is True
    again = Secrets("home")
    assert again.get(3) == TOKEN
    assert again.get(4) == ""
    assert Secrets("another home").get(3) == ""
    again.forget(3)
    assert key_store.kept == {}
    assert Secrets("home").get(3) == ""
    again.forget(3)


def test_memory_only_when_told_so(key_store: KeyStore) -> None:
    secrets = Secrets("home", use_key_store=False)
    assert secrets.keep(3, TOKEN) is False
    assert secrets.get(3) == TOKEN
    assert key_store.kept == {}


@pytest.mark.parametrize("backend", [null.Keyring, fail.Keyring], ids=["null", "fail"])
def test_backends_that_keep_nothing_mean_this_session_only(
    key_store: KeyStore, backend: type[KeyringBackend], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    keyring.set_keyring(backend())
    secrets = Secrets("home")
    assert secrets.keep(3, TOKEN) is False
    assert secrets.get(3) == TOKEN
    assert Secrets("home").get(3) == ""
    secrets.forget(3)
    assert secrets.get(3) == ""
    assert list(tmp_path.rglob("*")) == []


@pytest.mark.parametrize("module", ["keyrings.alt.file", "somebody.elses"])
def test_a_plaintext_backend_is_never_asked(key_store: KeyStore, module: str) -> None:
    class PlaintextKeyring(KeyStore):
        priority = 1

    PlaintextKeyring.__module__ = module
    plain = PlaintextKeyring()
    keyring.set_keyring(plain)
    secrets = Secrets("home")
    assert secrets.keep(3, TOKEN) is False
    assert secrets.get(3) == TOKEN
    assert plain.kept == {}


@pytest.mark.parametrize(
    "error",
    [
        lambda: KeyringLocked("locked"),
        lambda: PasswordSetError("no"),
        lambda: RuntimeError("D-Bus went away"),
        lambda: OSError("no bus"),
    ],
    ids=["locked", "refused", "raising", "no bus"],
)
def test_a_failing_key_store_costs_no_more_than_a_sign_in(
    key_store: KeyStore, error: Callable[[], Exception], caplog: pytest.LogCaptureFixture
) -> None:
    key_store.raises = error
    secrets = Secrets("home")
    assert secrets.keep(3, TOKEN) is False
    assert secrets.get(3) == TOKEN
    assert Secrets("home").get(3) == ""
    secrets.forget(3)
    assert secrets.get(3) == ""
    assert TOKEN not in caplog.text


def test_a_renewed_token_replaces_the_old_one_even_if_the_key_store_locks_in_between(key_store: KeyStore) -> None:
    secrets = Secrets("home")
    secrets.keep(3, "old")
    key_store.raises = lambda: KeyringLocked("locked")
    assert secrets.keep(3, TOKEN) is False
    assert secrets.get(3) == TOKEN


def test_a_key_store_that_never_answers_is_given_up_for_the_session(key_store: KeyStore) -> None:
    key_store.hangs = threading.Event()
    secrets = Secrets("home", answer_s=0.2)
    assert secrets.keep(3, TOKEN) is False
    assert secrets.get(3) == TOKEN, "in memory, for this session"
    key_store.asked.clear()
    assert secrets.get(4) == ""
    assert secrets.keep(4, TOKEN) is False
    secrets.forget(4)
    assert not key_store.asked.is_set(), "it is not waited for again"


def test_the_end_of_the_app_waits_for_no_key_store(key_store: KeyStore) -> None:
    key_store.hangs = threading.Event()
    secrets = Secrets("home", answer_s=60)
    got: list[str] = []
    waiting = threading.Thread(target=lambda: got.append(secrets.get(3)))
    waiting.start()
    assert key_store.asked.wait(10)
    secrets.close()
    waiting.join(10)
    assert got == [""]
