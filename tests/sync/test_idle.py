"""Without a network the app costs next to nothing, and a name that nobody answers for is only waited for."""

import time
from pathlib import Path
from threading import Thread

from desktop.connectors.base import Connector
from desktop.domain.clock import SystemClock
from desktop.domain.errors import ErrorCode, OtetError, Problem
from desktop.domain.sync_status import LinkState
from tests.client_harness import Client
from tests.fakes import FakeClock, FakeDesk

SECONDS = 2.0
SHARE = 0.05


def test_offline_costs_no_processor(tmp_path: Path) -> None:
    """Of the first seconds, when tries are closest together; every later minute costs less."""
    client = Client(tmp_path / "profile", FakeDesk(FakeClock()))
    client.send("waits for a network")
    tries: list[float] = []

    def connect() -> Connector:
        tries.append(time.monotonic())
        raise OtetError(Problem(ErrorCode.OFFLINE, nothing_sent=True))

    client.connect = connect  # type: ignore[method-assign]
    client.clock = SystemClock()  # type: ignore[assignment]
    engine = client.new_engine()
    used: list[float] = []

    def run() -> None:
        before = time.thread_time()
        engine.run()
        used.append(time.thread_time() - before)

    thread = Thread(target=run)
    thread.start()
    thread.join(SECONDS)
    assert thread.is_alive()
    engine.stop()
    thread.join()
    assert client.statuses[-1].state is LinkState.OFFLINE
    assert client.statuses[-1].waiting == 1
    assert 1 <= len(tries) <= 40, "tries are spread out"
    assert used[0] < SHARE * SECONDS
    client.close()
