"""The built-in help desk: wake-ups while nothing happens, waiting customers, and the processor time of a submit.

python3 -m desktop bench desk [waiting customers]

The floor is waitress with an application of ten lines in a process of its own: its idle connections, and a message
written as one row of SQLite with `synchronous=FULL`. Processor time and memory are those of the whole server process.
"""

import hashlib
import logging
import random
import select
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import requests
from roundup import date

from desktop.desk.connections import raise_file_limit
from tests.benchmarks.figures import at, say
from tests.desk.running import Person, add_customer, address_of, child_of, database, new_ref, running_desk

WAITING = 2000
PER_USER = 8
"""Waits that one user may have (`MAX_WAITS_PER_USER`)."""
IDLE_S, SETTLE_S = 30.0, 5.0
SUBMITS, NEWS = 200, 100
ANSWER_S = 20.0
GOALS = {"idle": 0.1, "news": 500.0, "memory": 50.0, "submit": 15.0}
"""Wake-ups a second, p99 in ms, KB for each customer, ms of processor time."""
PASSWORD = "a password of the benchmark"
WORDS = "برداشت من هنوز نرسیده است. Where is my money? " * 5


@dataclass(frozen=True)
class Row:
    """One line of the table; a goal is met by a figure that is not above it."""

    name: str
    floor: float
    figure: float
    goal: float
    unit: str

    def __str__(self) -> str:
        ratio = f"{self.figure / self.floor:8.1f}" if self.floor else "       –"
        is_met = "yes" if self.figure <= self.goal else "no"
        return f"{self.name:44}{self.floor:10.2f}{self.figure:10.2f}{ratio}{self.goal:9.1f}  {self.unit:6}{is_met}"


# What the kernel counts for a process


def wake_ups(process: int) -> int:
    """How often threads of the process have waited and gone on (voluntary context switches)."""
    count = 0
    for thread in Path(f"/proc/{process}/task").iterdir():
        with suppress(OSError):
            lines = (thread / "status").read_text(encoding="ascii", errors="replace").splitlines()
            count += sum(int(line.split()[1]) for line in lines if line.startswith("voluntary_ctxt_switches"))
    return count


def cpu_ms(process: int) -> float:
    """The processor time of all living threads of the process so far."""
    spent = 0
    for thread in Path(f"/proc/{process}/task").iterdir():
        with suppress(OSError):
            spent += int((thread / "schedstat").read_text(encoding="ascii").split()[0])
    return spent / 1e6


def memory_kb(process: int) -> float:
    """The private memory of the process."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return sum(float(line.split()[1]) for line in lines if line.startswith("Private_"))


def idle_wake_ups(process: int) -> float:
    """Wake-ups a second while nobody asks for anything."""
    pause = threading.Event()
    pause.wait(SETTLE_S)
    before = wake_ups(process)
    pause.wait(IDLE_S)
    return (wake_ups(process) - before) / IDLE_S


# The floor


def serve_floor(folder: Path) -> None:
    """Serve the floor's application on a free port, which is printed, until killed."""
    from waitress.server import create_server

    connection = sqlite3.connect(folder / "floor.db", check_same_thread=False, isolation_level=None)
    connection.execute("pragma journal_mode=wal")
    connection.execute("pragma synchronous=full")
    connection.execute("create table message (id integer primary key, ref text unique, content text)")

    def answer(environ: dict[str, object], start_response: object) -> list[bytes]:
        if environ["REQUEST_METHOD"] == "POST":
            content = environ["wsgi.input"].read().decode()  # type: ignore[attr-defined]
            connection.execute("insert into message (ref, content) values (?, ?)", (new_ref(), content))
        start_response("201 Created", [("Content-Type", "text/plain"), ("Content-Length", "2")])  # type: ignore[operator]
        return [b"ok"]

    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    server = create_server(answer, host="127.0.0.1", port=0, threads=1, connection_limit=8000, asyncore_use_poll=True)
    say(str(server.effective_port))
    sys.stdout.flush()
    raise_file_limit()
    server.run()


@contextmanager
def floor_server(folder: Path) -> Iterator[tuple[int, int]]:
    """A running floor: its process and its port."""
    command = [sys.executable, "-m", "tests.benchmarks.desk_bench", "--floor", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.pid, int(process.stdout.readline())
        finally:
            process.kill()


# Waiting customers


class Crowd:
    """Connections that wait, each with a request of its own."""

    def __init__(self) -> None:
        self._poller = select.epoll()
        self._sockets: dict[int, socket.socket] = {}
        self._who: dict[int, int] = {}

    def add(self, port: int, who: int, request: bytes) -> None:
        """One more; `who` names it in what `answered` returns."""
        one = socket.create_connection(("127.0.0.1", port), 20)
        one.sendall(request)
        self._sockets[one.fileno()] = one
        self._who[one.fileno()] = who
        self._poller.register(one.fileno(), select.EPOLLIN)

    def answered(self, within_s: float) -> list[tuple[int, bytes]]:
        """Who has an answer, and the answer, as soon as somebody has."""
        return [(self._who[handle], self._sockets[handle].recv(65536)) for handle, _ in self._poller.poll(within_s)]

    def send(self, who: int, request: bytes) -> None:
        """A further request of this one."""
        handle = next(handle for handle, name in self._who.items() if name == who)
        self._sockets[handle].sendall(request)

    def close(self) -> None:
        """Close all connections."""
        for one in self._sockets.values():
            one.close()
        self._poller.close()


def customers(home: Path, waiting: int) -> list[str]:
    """Users with tokens, `PER_USER` each; the tokens."""
    tokens = []
    with database(home) as db:
        for number in range(-(-waiting // PER_USER)):
            user = db.user.create(username=f"c{number}", roles="Customer", address=f"c{number}@otet.example")
            for place in range(PER_USER):
                tokens.append(f"token-{number}-{place}")
                digest = hashlib.sha256(tokens[-1].encode()).hexdigest()
                db.apitoken.create(user=user, digest=digest, label="", expires=date.Date(". + 1d"))
    return tokens[:waiting]


def wait_request(port: int, token: str, since: str) -> bytes:
    """A long poll of five minutes."""
    head = f"GET /desk/rest/desk/wait?since={since}&timeout=300 HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
    return f"{head}X-Requested-With: otet-desk\r\nAuthorization: Bearer {token}\r\n\r\n".encode()


def floor_memory(process: int, port: int, waiting: int) -> float:
    """KB of a connection that has been answered and stays open."""
    crowd = Crowd()
    request = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
    crowd.add(port, -1, request)
    crowd.answered(ANSWER_S)
    before = memory_kb(process)
    for number in range(waiting):
        crowd.add(port, number, request)
    left = waiting
    while left and (answers := crowd.answered(ANSWER_S)):
        left -= len(answers)
    each = (memory_kb(process) - before) / waiting
    crowd.close()
    return each


def parked(url: str, process: int, tokens: Sequence[str], crowd: Crowd) -> float:
    """Let all tokens wait; KB of memory for each."""
    port = int(url.rsplit(":", 1)[1].partition("/")[0])
    with requests.get(f"{url}/", timeout=20):
        before = memory_kb(process)
    for number, token in enumerate(tokens):
        crowd.add(port, number, wait_request(port, token, str(10**6)))
    turned_away = crowd.answered(SETTLE_S)
    if turned_away:
        say(f"  {len(turned_away)} were not let wait: {turned_away[0][1][-200:]!r}")
    return (memory_kb(process) - before) / len(tokens)


def news(url: str, person: Person, crowd: Crowd) -> tuple[list[float], list[float]]:
    """Send again and again while the person waits: ms until each submit's answer, and until the waiting one hears."""
    port = int(url.rsplit(":", 1)[1].partition("/")[0])
    submits, heard = [], []
    ticket = person.new_ticket()["issue"]
    dice = random.Random(1)
    crowd.add(port, -1, wait_request(port, person.token, person.cursor()))
    for _ in range(NEWS):
        crowd.answered(dice.uniform(0.05, 0.4))
        start = time.perf_counter()
        with ExitStack() as stack:
            answer = stack.enter_context(person.submit(ref=new_ref(), issue=str(ticket), content=WORDS))
            submits.append((time.perf_counter() - start) * 1000)
        assert answer.status_code == 201, answer.text
        answers = crowd.answered(ANSWER_S)
        heard.append((time.perf_counter() - start) * 1000)
        assert [who for who, _ in answers] == [-1], answers[:1]
        crowd.send(-1, wait_request(port, person.token, person.cursor()))
    return submits, heard


# The processor time of a submit


def floor_submit(process: int, port: int) -> float:
    """Milliseconds of processor time for one message at the floor."""
    with requests.Session() as http:
        http.trust_env = False
        before = 0.0
        for number in range(SUBMITS + 10):
            if number == 10:
                before = cpu_ms(process)
            http.post(f"http://127.0.0.1:{port}/", data=WORDS.encode(), timeout=20).close()
        return (cpu_ms(process) - before) / SUBMITS


def submit_cpu(process: int, person: Person, *, is_reply: bool) -> float:
    """Milliseconds of processor time for one submit."""
    ticket = person.new_ticket()["issue"]
    before = 0.0
    for number in range(SUBMITS + 10):
        if number == 10:
            before = cpu_ms(process)
        if is_reply and number % 20 == 0:
            # a thread of ordinary length
            ticket = person.new_ticket()["issue"]
        where = {"issue": str(ticket)} if is_reply else {"title": f"Question {number}"}
        assert person.submit(ref=new_ref(), content=WORDS, **where).status_code == 201
    return (cpu_ms(process) - before) / SUBMITS


def main(waiting: int) -> int:
    """Measure and print the table; 1 where a goal is missed."""
    raise_file_limit()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        home = Path(folder) / "home"
        desk = stack.enter_context(running_desk(home))
        floor, floor_port = stack.enter_context(floor_server(Path(folder)))
        process, url = child_of(home), address_of(desk).url
        add_customer(home, "person", PASSWORD)
        person = Person(url, "person", PASSWORD)
        tokens = customers(home, waiting)
        rows = [Row("wake-ups while nobody is there", 0, idle_wake_ups(process), GOALS["idle"], "/s")]
        floor_kb = floor_memory(floor, floor_port, waiting)
        crowd = Crowd()
        # before all else: memory that other work has freed would be used again
        each_kb = parked(url, process, tokens, crowd)
        rows.append(Row(f"memory of each of {waiting} who wait", floor_kb, each_kb, GOALS["memory"], "KB"))
        rows.append(Row(f"wake-ups while {waiting} wait", 0, idle_wake_ups(process), GOALS["idle"], "/s"))
        submits, heard = news(url, person, crowd)
        crowd.close()
        rows.append(Row("news to one of them, p50", at(submits, 0.5), at(heard, 0.5), GOALS["news"], "ms"))
        rows.append(Row("news to one of them, p99", at(submits, 0.99), at(heard, 0.99), GOALS["news"], "ms"))
        floor_ms = floor_submit(floor, floor_port)
        for name, is_reply in (("processor time of a new ticket", False), ("processor time of a reply", True)):
            cpu = submit_cpu(process, person, is_reply=is_reply)
            rows.append(Row(name, floor_ms, cpu, GOALS["submit"], "ms"))
    say(f"{'what':44}{'floor':>10}{'desk':>10}{'ratio':>8}{'goal':>9}  {'':6}met")
    for row in rows:
        say(str(row))
    say("floor of news: the answer to the submit that makes them")
    return int(any(row.figure > row.goal for row in rows))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--floor"]:
        serve_floor(Path(sys.argv[2]))
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else WAITING))
