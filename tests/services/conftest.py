"""A fake help desk and a client of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.client_harness import Client
from tests.fakes import FakeClock, FakeDesk


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk(FakeClock())


@pytest.fixture
def client(tmp_path: Path, desk: FakeDesk) -> Iterator[Client]:
    made = Client(tmp_path, desk)
    yield made
    made.close()
