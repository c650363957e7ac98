"""What the app says of its connection, compared with what passed on the line."""

import random
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.sync_status import LinkState
from tests.desk.running import Person, running_desk, trader_of
from tests.journeys.app_on_line import App, app_on, seconds_until
from tests.tools.line import Conditions, Event, Line, What, line_to

pytestmark = [pytest.mark.journey, pytest.mark.slow]

SEED = 5
SILENT_S = 31.0
"""For longer than this nothing is called up to date while nothing passes; a second is what it takes to say so."""
NOTICED_S = 20.0
BACK_S = 5.0
SLOW_S = 20.0
"""How long the connection is called slow after something has passed."""
TOLD_S = 1.0
"""What passes is told within this time."""
SUITE_S, NIGHTLY_S = 75.0, 1200.0
USUAL = Conditions(latency_s=(0.02, 0.1))
BAD = Conditions(latency_s=(0.2, 0.75), up_bytes_s=8_000, down_bytes_s=8_000)


@pytest.fixture(scope="module")
def trader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Person]:
    with running_desk(tmp_path_factory.mktemp("desk") / "home") as desk:
        person = trader_of(desk)
        yield person
        person.http.close()


def is_up_to_date(app: App) -> bool:
    return app.status.state is LinkState.UP_TO_DATE


def intervals(app: App, end_s: float) -> list[tuple[LinkState, float, float]]:
    """Each state that was shown, from when and until when, in monotonic seconds."""
    changes: list[tuple[LinkState, float]] = []
    for at_s, status in app.shown:
        if not changes or changes[-1][0] is not status.state:
            changes.append((status.state, at_s))
    ends = [at_s for _, at_s in changes[1:]] + [end_s]
    return [(state, begin, end) for (state, begin), end in zip(changes, ends, strict=True)]


def came(log: tuple[Event, ...], begin_s: float, end_s: float) -> list[float]:
    """When something came from the help desk, between two moments."""
    return [one.at_s for one in log if one.what is What.DOWN and begin_s <= one.at_s <= end_s]


def contradictions(app: App, line: Line) -> list[str]:
    """Every statement that the line's own log does not bear out."""
    end_s, found = time.monotonic(), []
    log = line.log
    for state, begin, end in intervals(app, end_s):
        shown = f"{state.value} for {end - begin:.1f} s"
        if state is LinkState.OFFLINE and came(log, begin + TOLD_S, end - TOLD_S):
            found.append(f"{shown}, and something came")
        elif state is LinkState.UP_TO_DATE and line.silence_s(begin, end) > SILENT_S:
            found.append(f"{shown}, and nothing passed for {line.silence_s(begin, end):.1f} s")
        elif state is LinkState.SLOW and not came(log, begin - SLOW_S - TOLD_S, begin + TOLD_S):
            found.append(f"{shown}, and nothing had come")
    return found


@pytest.mark.timeout(200)
@pytest.mark.parametrize("half_open", [False, True], ids=["nothing passes", "the connection is dead"])
def test_a_dead_line_is_noticed_and_left_without_a_storm(trader: Person, tmp_path: Path, half_open: bool) -> None:
    with line_to(trader.url, USUAL, seed=SEED) as line, app_on(line.url, trader.token, tmp_path / "profile") as app:
        seconds_until(lambda: is_up_to_date(app))
        # a long poll is under way, and longer than what it takes to notice
        seconds_until(lambda: line.silence_s(line.log[-1].at_s, time.monotonic()) > 2)
        mark = line.mark()
        line.blackout(half_open=half_open)
        seconds_until(lambda: not is_up_to_date(app))
        seconds_until(lambda: app.status.state is LinkState.OFFLINE)
        sent = app.send("Written in the dark.")
        pause = threading.Event()
        pause.wait(10)
        tried = line.passed(mark).connections
        line.restore()
        back_s = seconds_until(lambda: is_up_to_date(app) and app.is_done(sent))
        asked = line.passed(mark).connections
        assert contradictions(app, line) == []
    assert back_s <= BACK_S, back_s
    assert (tried <= 8, asked - tried <= 3) == (True, True), (tried, asked)


@pytest.mark.timeout(100)
def test_a_connection_that_dies_alone_does_not_hold_up_a_message(trader: Person, tmp_path: Path) -> None:
    with line_to(trader.url, USUAL, seed=SEED) as line, app_on(line.url, trader.token, tmp_path / "profile") as app:
        seconds_until(lambda: is_up_to_date(app))
        line.blackout(half_open=True)
        line.restore()
        sent = app.send("On a dead connection.")
        assert seconds_until(lambda: app.is_done(sent)) <= NOTICED_S


def test_a_connection_that_breaks_while_it_works_is_slow_and_not_offline(trader: Person, tmp_path: Path) -> None:
    data = random.Random(2).randbytes(1_000_000)
    with line_to(trader.url, BAD, seed=SEED) as line, app_on(line.url, trader.token, tmp_path / "profile") as app:
        seconds_until(lambda: is_up_to_date(app))
        app.send("A file.", data)
        for _ in range(3):
            begun = len(app.progress)
            seconds_until(lambda begun=begun: len(app.progress) > begun + 1)  # type: ignore[misc]
            line.drop_all()
        seen = {status.state for status in app.statuses}
        assert contradictions(app, line) == []
    assert LinkState.OFFLINE not in seen


@pytest.mark.timeout(1800)
def test_nothing_that_is_said_contradicts_the_line(trader: Person, tmp_path: Path, nightly: bool) -> None:
    draw, pause = random.Random(SEED), threading.Event()
    ends_s = time.monotonic() + (NIGHTLY_S if nightly else SUITE_S)
    with line_to(trader.url, USUAL, seed=SEED) as line, app_on(line.url, trader.token, tmp_path / "profile") as app:
        seconds_until(lambda: is_up_to_date(app))
        sent = []
        while time.monotonic() < ends_s:
            fault = draw.choice(["drop", "dark", "dead", "bad", "usual"])
            if fault == "drop":
                line.drop_all()
            elif fault in ("dark", "dead"):
                line.blackout(half_open=fault == "dead")
                sent.append(app.send(f"Written in the {fault}."))
                pause.wait(draw.uniform(1, 25))
                line.restore()
            else:
                line.conditions = BAD if fault == "bad" else USUAL
                trader.new_ticket(title="From elsewhere")
            pause.wait(draw.uniform(1, 8))
        line.conditions = USUAL
        seconds_until(lambda: all(app.is_done(one) for one in sent) and is_up_to_date(app))
        said = [(state.value, round(end - begin, 1)) for state, begin, end in intervals(app, time.monotonic())]
        assert contradictions(app, line) == [], said
    refs = [one["ref"] for one in trader.sync()["messages"].values()]
    assert [refs.count(one) for one in sent] == [1] * len(sent)
