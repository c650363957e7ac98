"""What is wrong with the running help desk: for the banner on the agents' pages, the log, and the health check.

Whoever does the work reports a problem of a part under the part's name and clears it when the part works again.
Nothing is written to the database. All functions may be called from any thread.
"""

import errno
import logging
import re
import sqlite3
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop.desk.tracker import texts
from desktop.desk.tracker.roundup_types import Form, Request
from desktop.desk.tracker.routing import route

MAIL_OUT, MAIL_IN, MAIL_WORK = "mail_out", "mail_in", "mail_work"
REFUSED, LATE, HELD, UNFETCHED = "mail_refused", "mail_late", "mail_held", "mail_unfetched"
STORAGE, WRITING, INBOX, INBOX_LATE = "storage", "writing", "inbox", "inbox_late"
REPEAT_LOG_S = 3600
REPEAT_CHANGED_LOG_S = 60
"""The same problem of a part that comes and goes is logged no more often than this."""
STALE_S = 15 * 60
"""A thread that gave no sign of life for this long is stuck."""
WRITES_AGAIN_S = 5 * 60
"""Without another failed write for this long, writing counts as working."""
RESTART_PAUSE_S, RUNS_AGAIN_S = 5.0, 60.0
NOTICES = (HELD,)
"""Work for agents rather than a fault: the help desk does not count as degraded, and pages show a count instead."""
PATH = "rest/desk/health"

_DISK_ERRORS = (errno.ENOSPC, errno.EROFS, errno.EIO, getattr(errno, "EDQUOT", None))
_DISK_WORDS = re.compile(r"disk|readonly|read-only", re.IGNORECASE)
LOG = logging.getLogger("roundup.desk")
# Roundup's own level hides warnings; the handlers are its own
LOG.setLevel(logging.WARNING)
_ADDRESS = re.compile(r"[^\s<>@,;:\"']+@[^\s<>@,;:\"']+")


def without_addresses(text: object) -> str:
    """A server's words for the log: one line, without the addresses in them."""
    return " ".join(_ADDRESS.sub("<address>", str(text)).split())[:300]


def place_of(error: BaseException) -> str:
    """Where in the code an error came from, for the log; without its text, which may quote a mail."""
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    return " < ".join([type(error).__name__, *(f"{Path(one.filename).name}:{one.lineno}" for one in reversed(frames))])


class Health:
    """The problems of one process; `now` gives the seconds since 1970, for tests."""

    def __init__(self, now: Callable[[], float] = time.time) -> None:  # noqa: TID251 - tests give another clock
        self._now = now
        self._lock = threading.Lock()
        self._problems: dict[str, dict[str, Any]] = {}
        self._beats: dict[str, float] = {}
        self._logged: dict[tuple[str, str], float] = {}

    def report(self, part: str, text: object, code: str = "", **facts: Any) -> None:
        """Report that a part does not work. `text` is technical; `code` and `facts` name a sentence of ours."""
        text = " ".join(str(text).split())[:300]
        with self._lock:
            now = self._now()
            known = self._problems.get(part, {})
            pause_s = REPEAT_LOG_S if known.get("code") == code else REPEAT_CHANGED_LOG_S
            is_due = now - self._logged.get((part, code), 0.0) >= pause_s
            if is_due:
                self._logged[part, code] = now
            self._problems[part] = {
                "part": part,
                "since": known.get("since", now),
                "reported": now,
                "text": text,
                "code": code,
                "facts": facts,
                "is_logged": is_due or known.get("is_logged", False),
            }
        if is_due:
            LOG.warning("health: %s: %s: %s", part, code or "problem", without_addresses(text))

    def clear(self, part: str) -> None:
        """Say that a part works."""
        with self._lock:
            known = self._problems.pop(part, None)
        if known and known["is_logged"]:
            LOG.warning("health: %s works again", part)

    def problems(self) -> list[dict[str, Any]]:
        """What does not work now: dictionaries with `part`, `since` (seconds since 1970), `text`, `code`, `facts`."""
        with self._lock:
            now = self._now()
            found = [dict(problem) for problem in self._problems.values()]
            for name, beat_s in self._beats.items():
                if now - beat_s > STALE_S:
                    text = f"no sign of life of thread {name}"
                    facts = {"name": name}
                    found.append({"part": name, "since": beat_s, "text": text, "code": "stuck", "facts": facts})
        return sorted(found, key=lambda problem: (problem["part"] in NOTICES, problem["since"]))

    def clear_after(self, part: str, quiet_s: float) -> None:
        """Say that a part works, unless it was reported within the last `quiet_s` seconds."""
        with self._lock:
            is_over = part in self._problems and self._now() - self._problems[part]["reported"] > quiet_s
        if is_over:
            self.clear(part)

    def beat(self, name: str) -> None:
        """Give a sign of life of a thread; one that was started again a while ago counts as running."""
        with self._lock:
            self._beats[name] = self._now()
        self.clear_after(f"{name}_thread", RUNS_AGAIN_S)

    def end(self, name: str) -> None:
        """Expect no more signs of life of a thread: it has ended as it should."""
        with self._lock:
            self._beats.pop(name, None)
        self.clear(f"{name}_thread")

    def reset(self) -> None:
        """Forget everything, for tests."""
        with self._lock:
            self._problems, self._beats, self._logged = {}, {}, {}


HEALTH = Health()
report, clear, problems, beat = HEALTH.report, HEALTH.clear, HEALTH.problems, HEALTH.beat


def has(part: str) -> bool:
    """Whether a problem of this part is reported."""
    return any(problem["part"] == part for problem in problems())


def note_failed_write(error: BaseException) -> None:
    """Report a full or failing disk where this error is about one; a locked database is none."""
    is_disk = isinstance(error, sqlite3.Error) and _DISK_WORDS.search(str(error))
    if is_disk or (isinstance(error, OSError) and error.errno and error.errno in _DISK_ERRORS):
        report(WRITING, error, "writing_failed")


def keep_running(
    name: str, work: Callable[[], object], stop: threading.Event, pause_s: float = RESTART_PAUSE_S
) -> None:
    """Run `work()` until `stop` is set; where it ends before, however it does, report that and start it again."""
    part = f"{name}_thread"
    while not stop.is_set():
        beat(name)
        try:
            work()
            error = "it ended"
        except BaseException as failure:  # noqa: BLE001 the last frame of a thread: nobody else would hear of it
            LOG.error("thread %s failed: %s", name, place_of(failure))
            error = f"{type(failure).__name__}: {without_addresses(failure)}"
        if not stop.is_set():
            report(part, error, "restarted", name=name)
            stop.wait(pause_s)
    HEALTH.end(name)


def status() -> str:
    """`ok` or `degraded`."""
    return "degraded" if any(problem["part"] not in NOTICES for problem in problems()) else "ok"


def sentence(problem: dict[str, Any], language: str) -> str:
    """A problem in one of the four languages; the technical text where there is no sentence of ours."""
    part, code, facts = problem["part"], problem["code"], problem["facts"]
    if part in (MAIL_OUT, MAIL_IN, MAIL_WORK):
        reason = texts.sentence(f"health_{code}", language, **facts) if code else problem["text"]
        return texts.sentence(f"health_{part}", language, reason=reason)
    return texts.sentence(f"health_{code}", language, **facts) if code else problem["text"]


def sentences(language: str) -> list[dict[str, str]]:
    """The faults for a page, without notices: dictionaries with `words` and `text`, the technical text."""
    faults = [problem for problem in problems() if problem["part"] not in NOTICES]
    return [{"words": sentence(problem, language), "text": problem["text"]} for problem in faults]


@route("/desk/health", "GET")
def health(self: Request, input_payload: Form) -> dict[str, Any]:
    """Answer the health check; what is wrong is shown to agents and the administrator only."""
    self.client.response_code = 200
    answer: dict[str, Any] = {"status": status()}
    db = self.db
    if self.client.user != "anonymous" and db.user.has_role(db.getuid(), "Agent", "Admin"):
        language = texts.language_of(db.user.get(db.getuid(), "language"))
        answer["problems"] = [
            {key: problem[key] for key in ("part", "since", "text", "code")} | {"words": sentence(problem, language)}
            for problem in problems()
        ]
    return answer
