"""One running help desk for the room's tests, with a demo trader, an agent and strangers."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.desk import home as homes
from desktop.desk.process import DeskProcess
from tests.desk.running import Agent, Person, add_customer, address_of, running_desk, trader_of

PASSWORD = "a password of the tests"


@pytest.fixture(scope="session")
def desk_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("desk") / "home"


@pytest.fixture(scope="session")
def desk(desk_home: Path) -> Iterator[DeskProcess]:
    with running_desk(desk_home) as desk:
        yield desk


@pytest.fixture(scope="session")
def url(desk: DeskProcess) -> str:
    return address_of(desk).url


@pytest.fixture(scope="session")
def trader(desk: DeskProcess) -> Person:
    return trader_of(desk)


@pytest.fixture(scope="session")
def agent(desk: DeskProcess) -> Agent:
    address = address_of(desk)
    return Agent(address.url, address.agent_user, address.agent_password)


@pytest.fixture(scope="session")
def admin(desk: DeskProcess, desk_home: Path, url: str) -> Agent:
    return Agent(url, "admin", json.loads((desk_home / "tracker" / "desk.json").read_text())["admin"])


@pytest.fixture(scope="session")
def make_customer(desk: DeskProcess, desk_home: Path, url: str) -> Callable[[str], Person]:
    def make(name: str) -> Person:
        add_customer(desk_home, name, PASSWORD)
        return Person(url, name, PASSWORD)

    return make


@pytest.fixture(scope="session")
def other_customer(make_customer: Callable[[str], Person]) -> Person:
    return make_customer("stranger")


@pytest.fixture
def umask() -> Iterator[None]:
    """Roundup sets the process's mask when it opens a database."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture(scope="session")
def new_tracker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tracker as a first start makes it; tests work on copies."""
    mask = os.umask(0o077)
    home = tmp_path_factory.mktemp("new") / "tracker"
    homes.ready(home)
    os.umask(mask)
    return home
