"""Agents in browsers and apps of customers who put a help desk under load, and a tally of what happened to them."""

import itertools
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import requests

from tests.desk.browser import Browser, Form, Page
from tests.desk.running import Person, new_ref

BROKEN = ("database is locked", "An error has occurred", "Traceback (most recent call last)")
ATTEMPTS = 5
SIGN_INS = 60
PAUSE_S = 0.5
"""Between two things that a person or an app does; at most twice that."""


@dataclass
class Tally:
    """What happened; shared by all threads."""

    counts: Counter[str] = field(default_factory=Counter)
    milliseconds: dict[str, list[float]] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    """Text of each answer that the page says was sent, and its ticket."""
    notes: dict[str, str] = field(default_factory=dict)
    submits: dict[str, str] = field(default_factory=dict)
    """Text of each message of an app that was taken in, and its customer."""
    bookings: dict[str, str] = field(default_factory=dict)
    """Amount of each transaction that the page says was booked, and its customer."""
    examples: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, what: str, example: str = "") -> None:
        """One more; an example of the first ones is kept."""
        with self._lock:
            self.counts[what] += 1
            if example and len(self.examples) < 10:
                self.examples.append(f"{what}: {example}")

    @contextmanager
    def timed(self, what: str) -> Iterator[None]:
        """Take the time of one call."""
        began = time.perf_counter()
        yield
        with self._lock:
            self.milliseconds.setdefault(what, []).append((time.perf_counter() - began) * 1000)

    def judge(self, page: Page) -> bool:
        """Whether a page is whole; counts it."""
        self.count("pages")
        if page.status == 503:
            self.count("pages with 503", page.text[-200:])
        elif any(words in page.html for words in BROKEN):
            self.count("locked pages", page.text[-300:])
        elif page.status >= 500:
            self.count("pages with 500", page.text[-300:])
        elif page.status != 200 or "</html>" not in page.html:
            self.count("broken pages", f"{page.status} {page.url} {page.text[-200:]}")
        else:
            return True
        return False


@dataclass
class Desk:
    """The help desk under load, and who uses it."""

    url: str
    customers: dict[str, str]
    """Passwords by name."""
    agents: dict[str, str]
    finance: set[str]
    """The agents who keep the books."""
    tally: Tally
    seconds: float
    app_pause_s: float
    """Between two messages of an app; at most twice that."""
    tickets: list[str] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)
    """The customers, signed in, by name."""
    ends: float = 0.0

    def goes_on(self) -> bool:
        """Whether to do one more thing."""
        return time.monotonic() < self.ends


_numbers = itertools.count(1)


def unique(who: str, what: str) -> str:
    """A text that occurs nowhere else."""
    return f"{what} of {who}, number {next(_numbers):06d}."


class Agent:
    """One browser; its agent works until the time is over."""

    def __init__(self, desk: Desk, name: str, password: str) -> None:
        self._desk, self._tally = desk, desk.tally
        self._name, self._password = name, password
        self._turns = itertools.cycle(
            ("book", "answer", "note", "answer") if name in desk.finance else ("answer", "note")
        )
        self._browser = Browser(f"{desk.url}/")
        self._pause = threading.Event()
        self._random = random.Random(name)

    def run(self) -> None:
        """Sign in, then list, open, answer, note and book."""
        with suppress(_NoPageError):
            self._sign_in()
            while self._desk.goes_on():
                self._work()
        self._browser.close()

    def _sign_in(self) -> None:
        """Sign in, later where too many do at the same moment: checking a password is made to be slow."""
        for _ in range(SIGN_INS):
            self._pause.wait(self._random.uniform(0, 4 * PAUSE_S))
            with self._tally.timed("a sign-in"):
                page = self._browser.sign_in(self._name, self._password)
            if page.status not in (429, 503):
                assert self._tally.judge(page) and "__login_password" not in page.html, page.text
                return
            self._tally.count("sign-ins told to come back")
        raise TimeoutError("never signed in")

    def _work(self) -> None:
        with suppress(_NoPageError, requests.RequestException):
            self._page(lambda: self._browser.get("issue"))
            ticket = self._random.choice(self._desk.tickets)
            what = next(self._turns)
            if what == "book":
                self._book()
            else:
                self._write(ticket, is_note=what == "note")
        self._pause.wait(self._random.uniform(0, 2 * PAUSE_S))

    def _page(self, get: Callable[[], Page]) -> Page:
        """Load a page; once more where it is broken, as a person would, who then gives up."""
        for _ in range(ATTEMPTS):
            with self._tally.timed("a page"):
                page = get()
            if self._tally.judge(page):
                return page
            self._pause.wait(PAUSE_S)
        self._tally.count("pages given up")
        raise _NoPageError

    def _write(self, ticket: str, *, is_note: bool) -> None:
        text = unique(self._name, "Note" if is_note else "Answer")
        page = self._page(lambda: self._browser.get(f"issue{ticket}"))
        for _ in range(ATTEMPTS):
            form, values = _form_for(page, text, is_note)
            with self._tally.timed("an answer sent"):
                page = self._browser.send(page, form, **values)
            if self._tally.judge(page) and not _is_held_back(page, text):
                kept = self._tally.notes if is_note else self._tally.answers
                kept[text] = ticket
                self._tally.count("notes kept" if is_note else "answers sent")
                return
            self._tally.count("answers not sent at once, and said so")
            if page.status != 200 or not _has_form(page):
                page = self._page(lambda: self._browser.get(f"issue{ticket}"))
                if text in page.html and not _is_held_back(page, text):
                    # it was sent although the page said that it was not
                    self._tally.count("answers that were sent although the page said no")
                    return
        self._tally.count("answers given up")

    def _book(self) -> None:
        customer, person = self._random.choice(list(self._desk.people.items()))
        page = self._page(lambda: self._browser.get(f"user{person.id}"))
        if not _has_form(page, "book"):
            # another agent may open one at the same moment
            opened = {"number": unique(self._name, f"Wallet of {customer}"), "currency": "USD"}
            page = self._browser.send(page, page.form("openwallet"), **opened)
            if not self._tally.judge(page) or not _has_form(page, "book"):
                return
        amount = f"{next(_numbers)}.01"
        with self._tally.timed("a booking"):
            page = self._browser.send(page, page.form("book"), amount=amount, method="USD - trc20")
        if self._tally.judge(page) and page.form("book").fields.get("amount") != amount:
            self._tally.bookings[amount] = customer
            self._tally.count("bookings")
        else:
            self._tally.count("bookings not made, and said so")


class _NoPageError(Exception):
    """A page could not be had."""


def _form_for(page: Page, text: str, is_note: bool) -> tuple[Form, dict[str, str]]:
    """The form of an answer or a note, which may be one form with a tick or two."""
    if is_note:
        with suppress(StopIteration):
            return page.form("note"), {"at_note": text}
        return page.form("reply"), {"at_note": text, "internal": "1"}
    return page.form("reply"), {"at_note": text}


def _has_form(page: Page, action: str = "reply") -> bool:
    try:
        page.form(action)
    except StopIteration:
        return False
    return True


def _is_held_back(page: Page, text: str) -> bool:
    """Whether the page gives the text back to be sent again."""
    for action in ("reply", "note"):
        with suppress(StopIteration):
            if text in page.form(action).fields.get("@note", ""):
                return True
    return False


class App:
    """One customer's app: one thread waits and fetches, another sends."""

    def __init__(self, desk: Desk, name: str, password: str) -> None:
        self._desk, self._tally = desk, desk.tally
        self._name, self._password = name, password
        self._person = Person(desk.url, name, password)
        self._waiting = Person(desk.url, name, password)
        desk.people[name] = self._person
        self._pause = threading.Event()
        self._random = random.Random(name)
        self._tickets: list[str] = []

    def first_ticket(self) -> None:
        """Make the ticket that agents find at the beginning."""
        text = unique(self._name, "Question")
        ticket = self._person.new_ticket(title=text, content=text)["issue"]
        self._tally.submits[text] = self._name
        self._tickets.append(ticket)
        self._desk.tickets.append(ticket)

    def wait(self) -> None:
        """Wait for changes and fetch them, until the time is over."""
        since = self._waiting.cursor()
        while self._desk.goes_on():
            try:
                with self._tally.timed("a wait"):
                    woken = self._waiting.get("/rest/desk/wait", params={"since": since, "timeout": "10"})
                self._tally.count("waits")
                if "retry_after_s" in woken:
                    self._tally.count("waits without a place")
                if woken["changed"]:
                    with self._tally.timed("a sync"):
                        since = self._waiting.sync(since)["cursor"]
            except (requests.RequestException, AssertionError) as error:
                self._tally.count("waits or syncs that failed", str(error)[:200])
                self._pause.wait(PAUSE_S)
        self._waiting.http.close()

    def send(self) -> None:
        """Send questions and replies until the time is over."""
        while self._desk.goes_on():
            pause = self._random.uniform(0, 2 * self._desk.app_pause_s)
            self._pause.wait(min(pause, max(0, self._desk.ends - time.monotonic())))
            self._send_once()

    def _send_once(self) -> None:
        text, ref = unique(self._name, "Message"), new_ref()
        where = {"issue": self._random.choice(self._tickets)} if self._random.random() < 0.7 else {"title": text}
        for _ in range(20 * ATTEMPTS):
            try:
                with self._tally.timed("a submit"):
                    answer = self._person.submit(ref=ref, content=text, **where)
            except requests.RequestException:
                self._pause.wait(PAUSE_S)
                continue
            if answer.status_code == 503:
                self._tally.count("submits answered 503")
                self._pause.wait(PAUSE_S)
                continue
            if answer.status_code in (200, 201):
                self._tally.submits[text] = self._name
                self._tally.count("submits")
                if self._random.random() < 0.2:
                    self._person.submit(ref=ref, content=text, **where)
                    self._tally.count("submits repeated")
            else:
                self._tally.count("submits refused", answer.text[:200])
            return
