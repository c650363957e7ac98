"""A help desk where nothing happens does nothing; what happens wakes whoever waits for it."""

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from roundup import instance

from desktop.desk.process import DeskProcess
from desktop.desk.tracker import notifier, wakeups
from desktop.desk.tracker.mail import inbox, mail_settings
from desktop.desk.watch import Watch
from tests.benchmarks.desk_bench import wake_ups
from tests.desk.polling import until
from tests.desk.running import Agent, address_of, child_of, database, running_desk, trader_of
from tests.desk.test_waits import Waiter

SETTLE_S, IDLE_S = 4.0, 5.0
MOST_WAKE_UPS = 10
"""In that time, with some room for what the system does; nine a second were too many."""


@pytest.fixture(scope="module")
def idle_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("idle") / "home"


@pytest.fixture(scope="module")
def idle_desk(idle_home: Path) -> Iterator[DeskProcess]:
    with running_desk(idle_home) as desk:
        yield desk


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def test_nothing_happens_and_nothing_wakes_up_until_an_answer_comes(
    idle_desk: DeskProcess, idle_home: Path, stack: ExitStack
) -> None:
    trader, address = trader_of(idle_desk), address_of(idle_desk)
    agent = Agent(address.url, address.agent_user, address.agent_password)
    stack.callback(agent.close)
    ticket = str(trader.new_ticket()["issue"])
    waiter = stack.enter_context(Waiter(trader)).begin(trader.cursor(), 60)
    assert not waiter.is_answered(SETTLE_S)
    process = child_of(idle_home)
    before = wake_ups(process)
    assert not waiter.is_answered(IDLE_S)
    assert wake_ups(process) - before <= MOST_WAKE_UPS
    agent.answer(ticket, "It is here.")
    assert waiter.is_answered(3)
    assert waiter.data()["changed"] is True


def test_what_another_process_commits_reaches_who_waits(
    idle_desk: DeskProcess, idle_home: Path, stack: ExitStack
) -> None:
    trader = trader_of(idle_desk)
    ticket = str(trader.new_ticket()["issue"])
    waiter = stack.enter_context(Waiter(trader)).begin(trader.cursor(), 60)
    assert not waiter.is_answered(1)
    with database(idle_home) as db:
        db.issue.set(ticket, title="Another subject")
    assert waiter.is_answered(5)
    assert waiter.data()["changed"] is True


def test_a_mail_that_another_program_puts_into_the_inbox_is_taken_in(idle_desk: DeskProcess, idle_home: Path) -> None:
    address_of(idle_desk)
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "sara.ahmadi@otet.example", "support@otet.example", "By mail"
    mail.set_content("Where is it?")
    began = time.monotonic()
    inbox.folder(idle_home).put(mail.as_bytes(), "from-outside")
    assert until(lambda: not inbox.folder(idle_home).waiting())
    assert time.monotonic() - began < 15, "at the mail's arrival, not at the next survey"


@pytest.fixture
def place(new_tracker: Path, tmp_path: Path, umask: None) -> Path:
    shutil.copytree(new_tracker, tmp_path / "tracker")
    return tmp_path


@pytest.fixture
def db(place: Path) -> Iterator[Any]:
    with closing(instance.open(str(place / "tracker")).open("admin")) as db:
        yield db


@pytest.fixture
def counted() -> Iterator[Callable[[], tuple[int, int]]]:
    """How often commits and mail were notified of since the last call."""
    commits: list[None] = []
    mails: list[None] = []

    def commit() -> None:
        commits.append(None)

    def mail() -> None:
        mails.append(None)

    def count() -> tuple[int, int]:
        found = len(commits), len(mails)
        commits.clear()
        mails.clear()
        return found

    wakeups.COMMITS.subscribe(commit)
    wakeups.MAIL.subscribe(mail)
    yield count
    wakeups.COMMITS.unsubscribe(commit)
    wakeups.MAIL.unsubscribe(mail)


def test_only_a_commit_that_wrote_something_wakes_anybody(db: Any, counted: Callable[[], tuple[int, int]]) -> None:
    db.issue.list()
    db.commit()
    assert counted() == (0, 0)
    db.rates.create(base="USD", quotes="{}")
    db.rollback()
    db.commit()
    assert counted() == (0, 0)
    db.rates.create(base="USD", quotes="{}")
    db.commit()
    assert counted() == (1, 0)


def test_rows_that_are_committed_are_heard_of_though_their_file_failed(
    db: Any, counted: Callable[[], tuple[int, int]]
) -> None:
    def fail() -> None:
        raise OSError("the file cannot get its name")

    db.rates.create(base="USD", quotes="{}")
    db.transactions.append((fail, ()))
    with pytest.raises(OSError, match="its name"):
        db.commit()
    assert counted() == (1, 0)


def test_the_watch_tells_commits_from_mail(place: Path, db: Any, counted: Callable[[], tuple[int, int]]) -> None:
    with closing(Watch(place)) as watch:
        watch.look()
        assert counted() == (0, 0)
        db.rates.create(base="USD", quotes="{}")
        db.commit()
        counted()
        watch.look()
        assert counted() == (1, 0)
        inbox.folder(place).put(b"From: a@otet.example\r\n\r\nx", "mail")
        watch.look()
        assert counted() == (0, 1)
        (place / mail_settings.SETTINGS).write_text("[desk]\n", encoding="utf-8")
        watch.look()
        assert counted() == (0, 1)
        watch.look()
        assert counted() == (0, 0)


def test_a_signal_that_comes_while_a_thread_works_is_not_lost() -> None:
    signal, stop = wakeups.Signal(), threading.Event()
    with wakeups.Listener(signal) as listener:
        signal.notify()
        began = time.monotonic()
        listener.wait(stop, 20)
        assert time.monotonic() - began < 10
        listener.wait(stop, 0.01)
    signal.notify()


def test_setting_the_stop_wakes_those_who_wait_for_ever() -> None:
    stop, ended = wakeups.Stop(), threading.Event()

    def work() -> None:
        with wakeups.Listener(wakeups.COMMITS) as listener:
            while not stop.is_set():
                listener.wait(stop, None)
        ended.set()

    thread = threading.Thread(target=work)
    thread.start()
    stop.set()
    assert ended.wait(10)
    thread.join()


class Reply:
    """What a wait of these tests ends with."""

    def __init__(self) -> None:
        self.answers: list[Any] = []

    def answer(self, data: Any) -> None:
        self.answers.append(data)

    def run_again(self) -> None:
        self.answers.append(None)


class FailingOnce:
    """A tracker that cannot be opened a second time, and then again."""

    def __init__(self, tracker: Any) -> None:
        self._tracker = tracker
        self.opened = 0

    def open(self, name: str) -> Any:
        self.opened += 1
        if self.opened == 1:
            raise OSError("the disk cannot be read")
        return self._tracker.open(name)


def test_news_that_could_not_be_read_are_read_again_without_a_further_commit(place: Path, db: Any) -> None:
    hub, reply = notifier.Hub(), Reply()
    tracker = FailingOnce(instance.open(str(place / "tracker")))
    user = db.user.lookup("demo")
    wait = hub.enter(user, "token", 0, 60, lambda: True)
    assert wait is not None
    thread = threading.Thread(target=hub.run, args=(tracker,))
    thread.start()
    wait.park(reply)
    try:
        assert until(lambda: bool(reply.answers))
        assert reply.answers[0]["changed"] is True
        assert tracker.opened == 2
    finally:
        hub.close()
        thread.join(10)
