"""SHA-256 with and without OpenSSL: the same digests."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from desktop import digests

ROOT = Path(__file__).resolve().parents[1]
TEXTS = [b"", b"abc", "سلام".encode(), b"x" * 100_000]


@pytest.mark.parametrize("data", TEXTS)
def test_both_give_what_hashlib_gives(data: bytes) -> None:
    assert digests.sha256_hex(data) == hashlib.sha256(data).hexdigest()
    assert digests.sha256(data).hexdigest() == hashlib.sha256(data).hexdigest()


def test_a_python_without_code_of_its_own_takes_hashlib() -> None:
    code = (
        "import sys; sys.modules['_sha2'] = sys.modules['_sha256'] = None\n"
        "from desktop.digests import sha256_hex\n"
        "print(sha256_hex(b'abc'))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == hashlib.sha256(b"abc").hexdigest()
