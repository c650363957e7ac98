"""Known defects, planted on purpose: a harness that does not find them proves nothing."""

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def planted(name: str) -> Iterator[None]:
    yield
