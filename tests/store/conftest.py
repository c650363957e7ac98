"""A database of its own for every test, and a clock that only tests move."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.store.database import Database
from tests.store.store_harness import StoreHarness, Told


@pytest.fixture
def harness(tmp_path: Path) -> Iterator[StoreHarness]:
    harness = StoreHarness(tmp_path / "profile")
    yield harness
    harness.close()


@pytest.fixture
def told(harness: StoreHarness) -> Told:
    told = Told()
    harness.database.subscribe(told)
    return told


@pytest.fixture
def database(harness: StoreHarness) -> Database:
    return harness.database
