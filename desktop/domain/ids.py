"""The one place that makes identifiers, so that tests can own them."""

import os
from collections.abc import Callable

IdSource = Callable[[], str]


def random_id() -> str:
    """A new identifier that no other computer makes: 32 hexadecimal digits."""
    return os.urandom(16).hex()  # noqa: TID251 - this is the source of ids
