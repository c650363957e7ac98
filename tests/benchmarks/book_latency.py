"""How long after an agent presses Book a customer's app has the new row.

python -m tests.benchmarks.book_latency [bookings]

A long poll waits at the real built-in help desk, as the app's does; the clock starts before the form leaves and stops
when the page of changes with the row is here, so the agent's own page is in the figures.
"""

import sys
import tempfile
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path

from tests.benchmarks.figures import line, say, timed
from tests.desk.browser import Browser, Page
from tests.desk.running import Person, address_of, running_desk

BOOKINGS = 50


def news(person: Person, since: str) -> None:
    """Wait for a change and fetch it."""
    while not person.get("/rest/desk/wait", params={"since": since, "timeout": "25"})["changed"]:
        pass
    assert person.get("/rest/desk/sync", params={"since": since})["transactions"]


def press(agent: Browser, page: Page, amount: str, waiting: "Future[None]") -> None:
    """Book, and wait until the other side has it."""
    assert agent.send(page, page.form("book"), amount=amount, method="USD - trc20").status == 200
    waiting.result()


def measure(agent: Browser, person: Person, bookings: int) -> list[float]:
    """Milliseconds from each press to its row."""
    samples = []
    with ThreadPoolExecutor(1) as pool:
        for number in range(bookings):
            since = person.cursor()
            page = agent.get(f"user{person.id}")
            waiting = pool.submit(news, person, since)
            samples.append(timed(partial(press, agent, page, f"{number + 1}.01", waiting)))
    return samples


def main() -> None:
    """Print the figures."""
    bookings = int(sys.argv[1]) if len(sys.argv) > 1 else BOOKINGS
    with tempfile.TemporaryDirectory() as folder, running_desk(Path(folder) / "desk") as desk:
        address = address_of(desk)
        agent = Browser(address.agent_url)
        agent.sign_in(address.agent_user, address.agent_password)
        person = Person(address.url, address.demo_user, address.demo_password)
        say(line("Book pressed to row in the app", measure(agent, person, bookings)))
        agent.close()
        person.http.close()


if __name__ == "__main__":
    main()
