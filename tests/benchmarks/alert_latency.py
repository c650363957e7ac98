"""How long after an agent presses Send the desktop's notification service has the alert.

python -m tests.benchmarks.alert_latency [answers]

The real app waits at the real built-in help desk with its long poll; the service answers on a private session bus.
The clock starts before the request that commits the answer leaves, so the help desk's own work is in the figures.
"""

import os
import queue
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QElapsedTimer

from desktop.app.desktop_app import DesktopApp
from desktop.desk.process import DeskAddress
from desktop.paths import Paths
from desktop.secrets import Secrets
from desktop.ui.kit import appearance
from tests.benchmarks.figures import at, line, say
from tests.desk.running import Agent, Person
from tests.journeys.heartbeat import Heartbeat
from tests.journeys.robot import Desktop, Robot
from tests.ui.bus import Bus, Process
from tests.waiting import let_pass

ANSWERS = 200
TICKETS = 20
GOAL_P50_MS, GOAL_P99_MS = 500, 1000
_PATIENCE_MS = 30_000


def until(seen: Callable[[], bool]) -> None:
    """Let the app live until then."""
    passed = QElapsedTimer()
    passed.start()
    while not seen():
        if passed.elapsed() > _PATIENCE_MS:
            raise TimeoutError
        let_pass(2)


def received(service: Process) -> dict[str, object]:
    """The next alert at the service, while the app lives on."""
    until(lambda: not service.lines.empty())
    return service.heard()


def measure(robot: Robot, service: Process, desk: DeskAddress, answers: int) -> list[float]:
    """Milliseconds from each answer to its alert."""
    agent = Agent(desk.url, desk.agent_user, desk.agent_password)
    person = Person(desk.url, desk.demo_user, desk.demo_password)
    tickets = [str(person.new_ticket(title=f"Question {number}")["issue"]) for number in range(TICKETS)]
    until(lambda: sum("Question" in row for row in robot.rows()) == TICKETS)
    dice = random.Random(1)
    samples = []
    for number in range(answers):
        # an agent writes at any moment of a long poll, also in the one between two
        let_pass(dice.randint(1, 300))
        page = agent.browser.get(f"issue{dice.choice(tickets)}")
        start = time.monotonic()
        agent.browser.send(page, page.form("reply"), at_note=f"Answer {number}")
        alert = received(service)
        samples.append((float(str(alert["when"])) - start) * 1000)
        if not service.lines.empty():
            raise AssertionError("one answer, two alerts")
    agent.close()
    person.http.close()
    return samples


def main(words: list[str]) -> int:
    """Measure and print; 1 when the goals are missed."""
    answers = int(words[0]) if words else ANSWERS
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory() as folder:
        bus = Bus(Path(folder))
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = bus.address
        service = bus.service("notifications")
        qt = appearance.create()
        paths = Paths(Path(folder) / "profile")
        paths.make()
        app = DesktopApp(qt, paths, secrets=Secrets("benchmark", use_key_store=False))
        app.show()
        try:
            robot = Robot(app, Desktop(), Heartbeat())
            robot.click("welcome.try")
            robot.until(lambda: "Up to date" in robot.text("sidebar.sync_state"), "up to date")
            desk = app.connection.running_desk
            if desk is None:
                raise AssertionError
            samples = measure(robot, service, desk, answers)
        except (TimeoutError, queue.Empty):
            say("an alert never came")
            return 1
        finally:
            app.stop()
            bus.close()
    say(line("answer to notification service", samples))
    p50, p99 = at(samples, 0.5), at(samples, 0.99)
    say(f"goals: p50 {p50 / GOAL_P50_MS:.2f} of {GOAL_P50_MS} ms, p99 {p99 / GOAL_P99_MS:.2f} of {GOAL_P99_MS} ms")
    return int(p50 > GOAL_P50_MS or p99 > GOAL_P99_MS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
