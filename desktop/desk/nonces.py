"""Signed nonces against forged forms: they are checked, not stored, so making one writes nothing."""

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable
from pathlib import Path

from desktop.desk.home import write_private

SECRET_FILE = "form.secret"
LIFE_S = 24 * 3600
_BYTES = 32


class Nonces:
    """Makes and checks the nonces of one help desk. Thread-safe."""

    def __init__(self, secret: bytes, clock: Callable[[], float] = time.time) -> None:  # noqa: TID251 - tests give another clock
        self._secret = secret
        self._clock = clock

    def make(self, session: str) -> str:
        """A nonce for the forms of a page that this session sees; "" is the session of nobody."""
        expires = int(self._clock()) + LIFE_S
        random = secrets.token_urlsafe(9)
        return f"{expires}.{random}.{self._sign(session, expires, random)}"

    def is_good(self, nonce: str, session: str) -> bool:
        """Whether this is a nonce of that session that has not expired."""
        expires, _, rest = nonce.partition(".")
        random, _, signature = rest.partition(".")
        if not (expires.isascii() and expires.isdigit() and len(expires) <= 12 and signature.isascii()):
            return False
        is_signed = hmac.compare_digest(signature, self._sign(session, int(expires), random))
        return is_signed and int(expires) >= self._clock()

    def _sign(self, session: str, expires: int, random: str) -> str:
        signed = f"{session}\n{expires}\n{random}".encode("utf-8", "replace")
        return hmac.new(self._secret, signed, hashlib.sha256).hexdigest()


def secret_of(place: Path) -> bytes:
    """The secret of the help desk in this folder; made on first use."""
    path = place / SECRET_FILE
    try:
        secret = bytes.fromhex(path.read_text(encoding="ascii"))
    except (OSError, ValueError):
        secret = b""
    if len(secret) != _BYTES:
        secret = secrets.token_bytes(_BYTES)
        write_private(path, secret.hex())
    return secret
