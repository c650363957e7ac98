"""How the built-in help desk holds up: browsers of agents beside apps of customers, for a while.

python -m tests.benchmarks.desk_load --browsers 16 --apps 50 --seconds 600

Browsers sign in, list, open tickets, answer, write notes and book; apps wait for changes, fetch them and send, now and
then twice under one reference, as after an answer that got lost. Afterwards every text is looked for where it has to
be. Returns 1 when a page was locked or broken, or a text is not there exactly once.
"""

import argparse
import shutil
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from desktop.desk import people
from tests.benchmarks.desk_users import Agent, App, Desk, Tally
from tests.benchmarks.figures import line, say
from tests.desk.browser import Browser
from tests.desk.running import address_of, running_desk

ARRIVES_S = 20.0
"""An answer may be held back for some seconds, in which its agent can undo it."""


def load(desk: Desk) -> None:
    """Let everybody work for the given time."""
    apps = [App(desk, name, password) for name, password in desk.customers.items()]
    for app in apps:
        app.first_ticket()
    desk.ends = time.monotonic() + desk.seconds
    work: list[Callable[[], None]] = [*(app.wait for app in apps), *(app.send for app in apps)]
    work += [Agent(desk, name, password).run for name, password in desk.agents.items()]
    threads = [threading.Thread(target=_guarded, args=(one, desk.tally), daemon=True) for one in work]
    for thread in threads:
        thread.start()
    desk.tally.counts["threads"] = len(threads)
    for thread in threads:
        thread.join(max(0, desk.ends - time.monotonic()) + 120)
        if thread.is_alive():
            desk.tally.count("threads that did not end")


def _guarded(work: Callable[[], None], tally: Tally) -> None:
    try:
        work()
    except Exception as error:
        tally.count("threads that failed", repr(error))


def look_for_texts(desk: Desk) -> Counter[str]:
    """Look for every text and booking where it has to be, and say how many are missing or there twice."""
    deadline = time.monotonic() + ARRIVES_S
    found, amounts = _found_by_customers(desk)
    while any(found[text] == 0 for text in desk.tally.answers) and time.monotonic() < deadline:
        found, amounts = _found_by_customers(desk)
    name, password = next(iter(desk.agents.items()))
    browser = Browser(f"{desk.url}/")
    page = browser.sign_in(name, password)
    assert "__login_password" not in page.html, page.text
    pages = {ticket: browser.get(f"issue{ticket}").html for ticket in set(desk.tally.notes.values())}
    browser.close()
    wrong: Counter[str] = Counter()
    for what, wanted, there in (
        ("answers", desk.tally.answers, found),
        ("submits", desk.tally.submits, found),
        ("bookings", desk.tally.bookings, amounts),
    ):
        wrong[f"{what} lost"] = sum(there[one] == 0 for one in wanted)
        wrong[f"{what} twice"] = sum(there[one] > 1 for one in wanted)
    wrong["notes lost"] = sum(text not in pages[ticket] for text, ticket in desk.tally.notes.items())
    wrong["notes shown to a customer"] = sum(found[text] > 0 for text in desk.tally.notes)
    return wrong


def _found_by_customers(desk: Desk) -> tuple[Counter[str], Counter[str]]:
    """The texts of all messages, and the amounts of all transactions, as the apps get them."""
    texts: Counter[str] = Counter()
    amounts: Counter[str] = Counter()
    for person in desk.people.values():
        page = person.sync()
        texts.update(message["body"].strip() for message in page["messages"].values())
        amounts.update(row["amount"] for row in page["transactions"].values())
    return texts, amounts


@contextmanager
def loaded_desk(folder: Path, browsers: int, apps: int, seconds: float, app_pause_s: float) -> Iterator[Desk]:
    """A new help desk with so many customers and agents (every other one keeps the books)."""
    with ExitStack() as stack:
        running = stack.enter_context(running_desk(folder))
        desk = Desk(address_of(running).url, {}, {}, set(), Tally(), seconds, app_pause_s)
        with people.opened(folder) as users:
            for number in range(apps):
                name = f"customer{number:03d}"
                desk.customers[name] = users.add(name, "customer", f"{name}@otet.example", name, "en")
            for number in range(browsers):
                name = f"agent{number:03d}"
                role = "agent" if number % 2 else "finance"
                desk.agents[name] = users.add(name, role, f"{name}@otet.example", name, "en")
                if role == "finance":
                    desk.finance.add(name)
        yield desk
        for person in desk.people.values():
            person.http.close()


FAULTS = (
    "locked pages",
    "broken pages",
    "pages with 500",
    "pages with 503",
    "pages given up",
    "answers given up",
    "answers that were sent although the page said no",
    "submits refused",
    "waits or syncs that failed",
    "threads that did not end",
    "threads that failed",
)


def main() -> int:
    """Run the load, print what happened, and return 1 when anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--browsers", type=int, default=16)
    parser.add_argument("--apps", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument(
        "--app-pause", type=float, default=20, metavar="S", help="seconds between two messages of one app (mean)"
    )
    parser.add_argument("--log", type=Path, metavar="FILE", help="keep the help desk's log there")
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        loaded_desk(Path(folder) / "desk", options.browsers, options.apps, options.seconds, options.app_pause) as desk,
    ):
        load(desk)
        wrong = look_for_texts(desk)
        if options.log:
            shutil.copyfile(Path(folder) / "desk" / "desk.log", options.log)
    for what, samples in sorted(desk.tally.milliseconds.items()):
        say(line(what, samples) + f"  longest {max(samples) / 1000:.1f} s")
    for what, count in sorted(desk.tally.counts.items()):
        say(f"{count:7} {what}")
    wrong.update({what: desk.tally.counts[what] for what in FAULTS})
    for what, count in wrong.items():
        say(f"{count:7} {what}")
    for example in desk.tally.examples:
        say(f"  {example}")
    return 1 if any(wrong.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
