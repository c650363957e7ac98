"""A help desk of its own for each journey, and the people at its other end."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.desk.process import DeskAddress
from tests.desk.browser import Browser, Page
from tests.desk.running import Person


class RachelAtHerDesk:
    """An agent in a browser at the agents' page."""

    def __init__(self, desk: DeskAddress) -> None:
        self.browser = Browser(desk.agent_url)
        assert self.browser.sign_in(desk.agent_user, desk.agent_password).status == 200

    def ticket(self, number: str) -> Page:
        """The page of a ticket."""
        page = self.browser.get(f"issue{number}")
        assert page.status == 200
        return page

    def answer(self, number: str, text: str, files: tuple[tuple[str, bytes, str], ...] = ()) -> None:
        """Write into the page's form and press Send."""
        page = self.ticket(number)
        sent = self.browser.send(page, page.form("reply"), files, at_note=text)
        assert sent.status == 200
        assert text in sent.html


@pytest.fixture
def agent() -> Iterator[Callable[[DeskAddress], RachelAtHerDesk]]:
    agents: list[RachelAtHerDesk] = []

    def sit_down(desk: DeskAddress) -> RachelAtHerDesk:
        agents.append(RachelAtHerDesk(desk))
        return agents[-1]

    yield sit_down
    for one in agents:
        one.browser.close()


@pytest.fixture
def reader() -> Iterator[Callable[[DeskAddress], Person]]:
    """What the help desk itself has of the demo trader, read over its wire."""
    people: list[Person] = []

    def read(desk: DeskAddress) -> Person:
        people.append(Person(desk.url, desk.demo_user, desk.demo_password))
        return people[-1]

    yield read
    for one in people:
        one.http.close()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "profile"
