"""A database of its own for every test, and a clock that only tests move."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.store.database import Database
from tests.store.world import Told, World


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    world = World(tmp_path / "profile")
    yield world
    world.close()


@pytest.fixture
def told(world: World) -> Told:
    told = Told()
    world.database.subscribe(told)
    return told


@pytest.fixture
def database(world: World) -> Database:
    return world.database
