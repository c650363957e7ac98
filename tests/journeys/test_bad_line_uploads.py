"""A file over a bad line arrives once, with hardly more bytes than it has, and nothing waits behind it."""

import random
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.desk.running import Person, running_desk, trader_of
from tests.journeys.app_on_line import App, app_on, seconds_until
from tests.tools.line import Conditions, line_to

pytestmark = [pytest.mark.journey, pytest.mark.slow]

SEED = 3
DATA = random.Random(1).randbytes(5_000_000)
CUTS = 10
MOST_BYTES = 1.2 * len(DATA)
RATE_BYTES_S = 500_000
SLOW = Conditions(latency_s=(0.2, 0.4), up_bytes_s=20_000, down_bytes_s=20_000)
SEND_S, ANSWER_S = 8.0, 20.0


@pytest.fixture(scope="module")
def trader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Person]:
    with running_desk(tmp_path_factory.mktemp("desk") / "home") as desk:
        person = trader_of(desk)
        yield person
        person.http.close()


def arrived(trader: Person, ref: str) -> list[bytes]:
    """The files of each message that has this reference."""
    messages = [one for one in trader.sync()["messages"].values() if one["ref"] == ref]
    return [trader.call("GET", f"/file{one['files'][0]['id']}/x").content for one in messages]


def has_arrived(app: App, count: int) -> bool:
    """Whether that number of bytes has been acknowledged."""
    return bool(app.progress) and app.progress[-1][2] >= count


def is_ready(app: App) -> bool:
    return app.status.synced_ms > 0


@pytest.mark.timeout(200)
def test_an_upload_that_is_cut_ten_times_arrives_once(trader: Person, tmp_path: Path) -> None:
    conditions = Conditions(up_bytes_s=RATE_BYTES_S)
    with line_to(trader.url, conditions, seed=SEED) as line, app_on(line.url, trader.token, tmp_path / "p") as app:
        seconds_until(lambda: is_ready(app))
        sent = app.send("With a large file.", DATA)
        mark = line.mark()
        for cut in range(1, CUTS + 1):
            due = len(DATA) * cut // (CUTS + 1)
            seconds_until(partial(has_arrived, app, due))
            line.drop_all()
        seconds_until(lambda: app.is_done(sent))
        passed = line.passed(mark)
        done = [one[2] for one in app.progress if one[1] == sent]
    assert arrived(trader, sent) == [DATA]
    assert passed.connections >= CUTS
    assert passed.total <= MOST_BYTES, passed
    assert done == sorted(done), "what was acknowledged once stays so"


@pytest.mark.timeout(200)
def test_nothing_waits_behind_a_file(trader: Person, tmp_path: Path) -> None:
    with line_to(trader.url, SLOW, seed=SEED) as line, app_on(line.url, trader.token, tmp_path / "profile") as app:
        seconds_until(lambda: is_ready(app))
        large = app.send("With a large file.", DATA)
        seconds_until(lambda: bool(app.progress) and app.progress[-1][2] > 0)
        sent = app.send("One line of text.")
        sent_s = seconds_until(lambda: app.is_done(sent))
        messages = app.count("message")
        trader.new_ticket(title="From elsewhere")
        answer_s = seconds_until(lambda: app.count("message") > messages + 1)
        assert not app.is_done(large)
        app.tickets.pause(large)
        seconds_until(lambda: app.count("message") > messages + 1)
        mark, began_s = line.mark(), time.monotonic()
        app.tickets.edit_again(large)
        seconds_until(lambda: time.monotonic() - began_s > 2)
        assert line.passed(mark).up < 20_000, "what was cancelled does not go on"
    assert (sent_s <= SEND_S, answer_s <= ANSWER_S) == (True, True), (sent_s, answer_s)
    assert arrived(trader, large) == []
