"""SHA-256 without what the first picture does without: `hashlib` loads OpenSSL, which takes 4 ms."""

from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hashlib import _Hash


def sha256(data: bytes = b"") -> "_Hash":
    """As `hashlib.sha256`, which is loaded now: three times as fast for long data."""
    import hashlib

    return hashlib.sha256(data)


def sha256_hex(data: bytes) -> str:
    """The digest of a short text, by Python's own code where it has some."""
    digest: str = _own_sha256()(data).hexdigest()
    return digest


@lru_cache(maxsize=1)
def _own_sha256() -> Any:
    for name in ("_sha2", "_sha256"):  # since Python 3.12, and before
        try:
            return import_module(name).sha256
        except ImportError:
            continue
    return sha256
