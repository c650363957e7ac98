"""Long polls at the real help desk: they hold no thread, nobody takes another's place, and no change is missed."""

import hashlib
import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from roundup import date, instance

from desktop.desk.connections import raise_file_limit
from desktop.desk.process import DeskProcess
from desktop.desk.tracker.wire.api import WAIT_BEAT_S
from tests.desk.polling import until
from tests.desk.raw_http import Client
from tests.desk.running import Person, origin, running_desk, trader_of

PLACES = 8
WAITERS = 2000


class Waiter(Client):
    """One connection of an app that waits."""

    def __init__(self, person: Person, token: str = "") -> None:
        address = origin(person.url).removeprefix("http://")
        super().__init__(int(address.rpartition(":")[2]))
        self.host = address
        self.lines = f"X-Requested-With: otet-desk\r\nAuthorization: Bearer {token or person.token}\r\n".encode()

    def begin(self, since: str, timeout_s: int = 25) -> "Waiter":
        """Send the request."""
        self.send_request(f"/desk/rest/desk/wait?since={since}&timeout={timeout_s}", self.lines)
        return self

    def data(self) -> Any:
        """The answer, which has to be one."""
        status, body = self.answer()
        assert status == 200, body
        return json.loads(body)["data"]


@pytest.fixture(scope="module")
def waiting_person(make_customer: Callable[[str], Person]) -> Person:
    return make_customer("waits.long")


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def more_tokens(person: Person, count: int) -> list[str]:
    from tests.desk.conftest import PASSWORD

    return [Person(person.url, person.name, PASSWORD).token for _ in range(count)]


def test_a_wait_ends_with_the_change_and_its_connection_goes_on(waiting_person: Person, stack: ExitStack) -> None:
    since = waiting_person.cursor()
    waiter = stack.enter_context(Waiter(waiting_person)).begin(since)
    assert not waiter.is_answered(0.3)
    waiting_person.new_ticket()
    assert waiter.is_answered(2)
    woken = waiter.data()
    assert woken["changed"] is True
    assert int(woken["cursor"]) > int(since)
    # the same connection, as an app's pool uses it
    status, body = waiter.ask("/desk/rest/desk/about", waiter.lines)
    assert (status, b"otet-desk" in body) == (200, True)
    waiter.begin(waiting_person.cursor(), 1)
    assert waiter.data()["changed"] is False


def test_what_comes_behind_a_wait_is_answered_after_it(waiting_person: Person, stack: ExitStack) -> None:
    since = waiting_person.cursor()
    waiter = stack.enter_context(Waiter(waiting_person)).begin(since, 2)
    waiter.send_request("/desk/rest/desk/about", waiter.lines)
    assert waiter.data() == {"cursor": since, "changed": False}
    assert waiter.data()["product"] == "otet-desk"


def test_a_change_before_the_wait_is_answered_at_once_and_not_in_a_tight_loop(
    waiting_person: Person, stack: ExitStack
) -> None:
    waiter = stack.enter_context(Waiter(waiting_person))
    began = time.monotonic()
    assert waiter.begin("0").data()["changed"] is True
    assert time.monotonic() - began < 2
    began = time.monotonic()
    for _ in range(10):
        assert waiter.begin("0").data()["changed"] is True
    assert time.monotonic() - began > 1


def test_no_change_is_missed_between_the_cursor_and_the_wait(waiting_person: Person, stack: ExitStack) -> None:
    """Commits and waits begin at the same moment, again and again."""
    waiter = stack.enter_context(Waiter(waiting_person))
    for _ in range(25):
        since = waiting_person.cursor()
        writer = threading.Thread(target=waiting_person.new_ticket)
        writer.start()
        began = time.monotonic()
        woken = waiter.begin(since).data()
        writer.join()
        assert woken["changed"] is True
        assert time.monotonic() - began < 5


def test_one_users_tokens_take_no_place_from_others(
    waiting_person: Person, other_customer: Person, stack: ExitStack
) -> None:
    since, other = waiting_person.cursor(), other_customer.cursor()
    tokens = more_tokens(waiting_person, 13)
    waiters = [stack.enter_context(Waiter(waiting_person, token)).begin(since) for token in tokens]
    assert until(lambda: sum(one.is_answered() for one in waiters) == len(tokens) - PLACES)
    turned_away = [one for one in waiters if one.is_answered()]
    assert [one.data() for one in turned_away] == [{"cursor": since, "changed": False, "retry_after_s": 5}] * len(
        turned_away
    )
    guest = stack.enter_context(Waiter(other_customer)).begin(other)
    assert not guest.is_answered(0.5)
    # who leaves gives the place back
    waiting = [one for one in waiters if one not in turned_away]
    waiting[0].close()

    def gets_a_place() -> bool:
        return "retry_after_s" not in stack.enter_context(Waiter(waiting_person)).begin(since, 1).data()

    assert until(gets_a_place)
    waiting_person.new_ticket()
    assert all(one.data()["changed"] for one in waiting[1:])
    assert not guest.is_answered()
    other_customer.new_ticket()
    assert guest.data()["changed"] is True


def test_a_token_revoked_while_it_waits_gets_no_data(waiting_person: Person, stack: ExitStack) -> None:
    (token,) = more_tokens(waiting_person, 1)
    since = waiting_person.cursor()
    waiter = stack.enter_context(Waiter(waiting_person, token)).begin(since)
    assert not waiter.is_answered(0.3)
    assert (
        waiting_person.call("DELETE", "/rest/desk/token", headers={"Authorization": f"Bearer {token}"}).status_code
        == 200
    )
    waiting_person.new_ticket()
    status, body = waiter.answer()
    assert status == 401
    assert b"cursor" not in body


@pytest.mark.parametrize("query", ["since=x", "since=-1", "timeout=1.5", "since=1&since=2", "since=" + "9" * 30])
def test_a_wait_that_no_app_makes_is_answered_at_once(waiting_person: Person, query: str) -> None:
    began = time.monotonic()
    assert waiting_person.call("GET", f"/rest/desk/wait?{query}").status_code in (200, 400)
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("who", ["", "Bearer forged", "Basic eDp5"])
def test_a_stranger_does_not_wait(waiting_person: Person, stack: ExitStack, who: str) -> None:
    waiter = stack.enter_context(Waiter(waiting_person))
    waiter.lines = waiter.lines.partition(b"Authorization")[0] + (f"Authorization: {who}\r\n".encode() if who else b"")
    assert waiter.begin("0").answer()[0] in (401, 403, 429)


def test_closing_the_help_desk_ends_all_waits_at_once(tmp_path: Path, stack: ExitStack) -> None:
    with running_desk(tmp_path / "home") as desk:
        person = trader_of(desk)
        waiter = stack.enter_context(Waiter(person)).begin(person.cursor())
        assert not waiter.is_answered(0.5)
        began = time.monotonic()
    assert waiter.data()["changed"] is False
    assert time.monotonic() - began < 4


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[DeskProcess, list[str]]]:
    """A help desk with two thousand tokens."""
    home = tmp_path_factory.mktemp("crowd") / "home"
    with running_desk(home) as desk:
        db = instance.open(str(home / "tracker"), optimize=1).open("admin")
        tokens = []
        for number in range(WAITERS // PLACES):
            user = db.user.create(username=f"c{number}", roles="Customer", address=f"c{number}@otet.example")
            for place in range(PLACES):
                tokens.append(f"token-{number}-{place}")
                digest = hashlib.sha256(tokens[-1].encode()).hexdigest()
                db.apitoken.create(user=user, digest=digest, label="", expires=date.Date(". + 1d"))
        db.commit()
        db.close()
        yield desk, tokens


def test_two_thousand_wait_while_others_are_served(crowd: tuple[DeskProcess, list[str]], stack: ExitStack) -> None:
    desk, tokens = crowd
    raise_file_limit()
    person = trader_of(desk)
    cursor = str(10**6)  # nothing of theirs changes after it
    waiters = [stack.enter_context(Waiter(person, token)).begin(cursor) for token in tokens]
    own = stack.enter_context(Waiter(person))
    own.begin(person.cursor())
    assert not own.is_answered(0.5)
    slowest = 0.0
    for _ in range(10):
        began = time.monotonic()
        assert person.get("/rest/desk/about")["product"] == "otet-desk"
        slowest = max(slowest, time.monotonic() - began)
    began = time.monotonic()
    person.new_ticket()
    assert own.data()["changed"] is True
    assert time.monotonic() - began < 3
    assert slowest < 3
    # nobody else was woken
    assert sum(one.is_answered() for one in waiters) == 0


@pytest.mark.timeout(60)
def test_a_wait_shows_that_it_is_there_and_ends_as_ever(waiting_person: Person, stack: ExitStack) -> None:
    """Blanks before the JSON cost a byte each, and a line that dies is noticed."""
    cursor = waiting_person.get("/rest/desk/sync")["cursor"]
    waiter = stack.enter_context(Waiter(waiting_person))
    began = time.monotonic()
    waiter.send_request(f"/desk/rest/desk/wait?since={cursor}&timeout=60&beat=1", waiter.lines)
    head = waiter.head()
    assert WAIT_BEAT_S - 1 <= time.monotonic() - began <= WAIT_BEAT_S + 3
    assert b"200 OK" in head
    assert waiter.body(1) == b" "
    waiting_person.new_ticket()
    length = int(re.search(rb"(?i)content-length: (\d+)", head)[1])  # type: ignore[index]
    rest = waiter.body(length - 1)
    assert json.loads(rest)["data"]["changed"] is True
    # the connection goes on
    waiter.begin("0", 5)
    assert waiter.data()["changed"] is True


@pytest.mark.timeout(60)
def test_a_token_revoked_between_two_signs_of_life_gets_no_data(
    make_customer: Callable[[str], Person], stack: ExitStack
) -> None:
    person = make_customer("waits.revoked")
    cursor = person.get("/rest/desk/sync")["cursor"]
    waiter = stack.enter_context(Waiter(person))
    waiter.send_request(f"/desk/rest/desk/wait?since={cursor}&timeout=15&beat=1", waiter.lines)
    head = waiter.head()
    assert person.call("DELETE", "/rest/desk/token").status_code == 200
    length = int(re.search(rb"(?i)content-length: (\d+)", head)[1])  # type: ignore[index]
    assert json.loads(waiter.body(length))["data"] == {"cursor": "", "changed": True}
    waiter.begin(cursor)
    assert waiter.answer()[0] == 401
