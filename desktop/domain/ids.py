"""The one place that makes identifiers, so that tests can own them."""

from collections.abc import Callable
from uuid import uuid4  # noqa: TID251 - this is the source of ids

IdSource = Callable[[], str]


def random_id() -> str:
    """A new identifier that no other computer makes: 32 hexadecimal digits."""
    return uuid4().hex
