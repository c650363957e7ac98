"""How long the window does not answer while a list of many tickets changes.

python -m tests.benchmarks.list_bench [tickets]

The last column is processor time of the window's thread: an absolute time depends on what else the computer does.
"""

import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

from desktop.domain.filters import HistoryFilter, QuickFilter
from desktop.domain.remote import Page, RemoteMessage, RemoteTicket
from desktop.domain.tickets import Side
from desktop.store import mirror
from desktop.ui.kit import appearance
from tests.benchmarks.figures import say
from tests.benchmarks.window_bench import Heartbeat
from tests.ui.frame import DAY_MS, NOON_MS, Frame, open_frame
from tests.waiting import let_pass

GOAL_MS = 16
_TIMES = 5


def fill(frame: Frame, count: int) -> None:
    """Put tickets into the mirror, a minute apart, each with a line of text."""
    with frame.client.database.write() as tx:
        tx.execute(
            "INSERT INTO ticket (account_id, remote_id, number, number_key, subject, department, status, created_ms, "
            "updated_ms, activity_ms, snippet, snippet_side) WITH RECURSIVE n (n) AS "
            "(SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?) SELECT ?, n, n, n, 'Ticket ' || n, '', '1', "
            "?, ? - n * 60000, ? - n * 60000, 'Where is my money?', 'own' FROM n",
            (count, frame.client.account.id, NOON_MS - DAY_MS, NOON_MS, NOON_MS),
        )


def answer(frame: Frame, number: int, at_ms: int) -> None:
    """Receive an answer to a ticket, in a thread as the engine does."""
    id = str(number)
    ticket = RemoteTicket(id, id, f"Ticket {id}", "", "2", NOON_MS - DAY_MS, at_ms)
    page = Page(f"a{id}", False, (ticket,), (RemoteMessage(f"{id}.{at_ms}", id, Side.SUPPORT, "Sara", at_ms, "Here."),))

    def receive() -> None:
        with frame.client.database.write() as tx:
            mirror.apply(tx, frame.client.account.id, page, at_ms)

    thread = threading.Thread(target=receive)
    thread.start()
    while thread.is_alive():
        let_pass(5)


def main(count: int) -> None:
    """Print the longest block of each change."""
    appearance.create()
    with tempfile.TemporaryDirectory() as place, open_frame(Path(place)) as frame:
        fill(frame, count)
        frame.window.resize(1280, 760)
        frame.window.show()
        frame.window.show_page("helpdesk")
        model = frame.window.pages.helpdesk.history.model
        model.reload()
        while model.rowCount() < count:
            let_pass(50)
        heartbeat = Heartbeat()

        def measure(name: str, work: Callable[[int], object]) -> None:
            samples = [heartbeat.longest(lambda turn=turn: work(turn)) for turn in range(_TIMES)]  # type: ignore[misc]
            wall, cpu = (sorted(values)[_TIMES // 2] for values in zip(*samples, strict=True))
            over = "  over" if cpu > GOAL_MS else ""
            say(f"{name:44} longest block {wall:8.1f} ms, processor {cpu:8.1f} ms{over}")

        say(f"{count:,} tickets")
        measure("nothing", lambda turn: None)
        measure("one answer, to a ticket of the middle", lambda turn: answer(frame, count // 2 + turn, NOON_MS + turn))
        measure("one answer, to the oldest ticket", lambda turn: answer(frame, count - turn, NOON_MS + 100 + turn))
        measure(
            "one answer, to the newest ticket", lambda turn: answer(frame, count - _TIMES + 1, NOON_MS + 200 + turn)
        )
        filters = (HistoryFilter(only=QuickFilter.UNREAD), HistoryFilter())
        measure("a filter on and off", lambda turn: model.show(filters[turn % 2]))
        measure("the language", lambda turn: model.retranslate())


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
