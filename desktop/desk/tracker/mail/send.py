"""Mails customers that they were answered: from a queue, after the commit, again and again until it worked.

Without settings the mails are put into the Maildir `outbox-mail`, where they can be read; section `[smtp]` of
`mail.ini` sends them. The same queue holds the refusals of mails that were not taken in.

What is wrong with the settings or the server is never counted against a mail: the queue stands still until it works,
and `health` shows why. Only what the server says about a mail counts, and a mail given up is taken up again once
the settings or the customer's address have changed.

A mail may go out twice when the computer dies between sending and noting it; both then have one Message-ID.
"""

import contextlib
import email
import logging
import sqlite3
import threading
import time
from collections.abc import Callable
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

from roundup import date

from desktop.desk.tracker import health, moments, store, wakeups
from desktop.desk.tracker.mail import answer, inbox, mail_settings, maildir, monitor, smtp
from desktop.desk.tracker.roundup_types import Database, Date, Tracker

OUTBOX = "outbox-mail"
LOOK_EVERY_S = 1.0
"""The shortest time between two looks, however much is committed."""
SURVEY_EVERY_S = 30.0
"""The longest: of the disk, the folders, and settings that are kept elsewhere."""
MISSET_LOOK_S = 5.0
FIRST_PAUSE_S, LONGEST_PAUSE_S = 30, 3600
FIRST_REST_S, LONGEST_REST_S = 5, 600
"""Of the whole queue, while the server cannot be used."""
TRIES = {"refused": 3, "later": 120, "in_doubt": 30}
"""Until a mail is given up; 120 are about five days. Some servers change their mind about a refusal."""
IN_DOUBT_PAUSE_S = 6 * 3600
"""At most, between tries of a mail that the server may have: each of them may be a copy that arrives."""
MOST_AT_ONCE, LONGEST_ROUND_S = 50, 60.0
"""Of a long queue; then incoming mails have their turn."""
MOST_UNSURE = 3
"""Mails in a row that fail for what may be the settings; then the queue stands still."""

LOG = logging.getLogger("roundup.desk")


class _Outbox(maildir.Folder):
    """The folder for mails where no server is set up."""

    def send(self, mail: EmailMessage, name: str) -> None:
        try:
            super().send(mail, name)
        except OSError as error:
            raise smtp.NotReadyError("storage", str(error)) from error


def transport_of(place: Path, stop: threading.Event | None = None) -> _Outbox | smtp.Smtp:
    """What hands mails over for this help desk: `send(mail, name)`."""
    server = mail_settings.server(place, "smtp", smtp.PORTS)
    return _Outbox(Path(place) / OUTBOX) if server is None else smtp.Smtp(server, stop)


class Worker:
    """Works the queue off; one for each home."""

    def __init__(
        self, tracker: Tracker, place: Path, *, transport: Any = None, now: Callable[[], Date] | None = None
    ) -> None:
        """`transport` sends, by default as the settings in `place` say; `now` gives Roundup's date, for tests."""
        self._tracker = tracker
        self._place = place
        self._transport = transport
        self._now = now or (lambda: date.Date("."))
        self._stop = threading.Event()
        self._gone_out: dict[str, Any] = {}  # sent, but the database could not be told yet
        self._unsure: dict[
            str, tuple[int, int]
        ] = {}  # job -> (how often it failed for what may be the settings, mails sent until then)
        self._sent = 0
        self._settings: str | None = None  # their digest
        self._is_misset = False
        self._rests = 0
        self._rests_until = None
        self._surveyed_s = 0.0

    def run(self, stop: threading.Event) -> None:
        """Work until told to stop."""
        self._stop = stop
        health.keep_running("mail_worker", self._run, stop)

    def _run(self) -> None:
        stop = self._stop
        while not stop.is_set():
            try:
                self._work(stop)
            except Exception as error:  # noqa: BLE001
                # locked, full, or what nobody thought of: nothing is lost by looking again later
                LOG.warning("mail: not now: %s", health.place_of(error))
                code = "storage" if isinstance(error, OSError | sqlite3.Error) else "failed"
                health.report(health.MAIL_WORK, f"{type(error).__name__}: {error}", code)
                stop.wait(LOOK_EVERY_S * 5)

    def _work(self, stop: threading.Event) -> None:
        db = self._tracker.open("admin")
        incoming = inbox.Inbox(self._place)
        try:
            with wakeups.Listener(wakeups.COMMITS, wakeups.MAIL, shortest_s=LOOK_EVERY_S) as listener:
                while not stop.is_set():
                    health.beat("mail_worker")
                    incoming.take_in(db)
                    with contextlib.suppress(mail_settings.SettingsError):  # reported; it is looked at again
                        self.work_off(db)
                    health.clear(health.MAIL_WORK)
                    left_s = [] if incoming.next_s is None else [incoming.next_s - time.monotonic()]
                    listener.wait(stop, min([self._next_s(db), *left_s]))
        finally:
            db.close()

    def _next_s(self, db: Database) -> float:
        """Seconds until something of the queue is due, or the next survey."""
        if self._is_misset:
            return MISSET_LOOK_S
        now_s = moments.epoch_s(self._now())
        resting_s = moments.epoch_s(self._rests_until) - now_s if self._rests_until else 0.0
        db.sql("select min(coalesce(_not_before, '')), count(*) from _mailjob where __retired__=0 and _state='new'")
        not_before, count = db.cursor.fetchall()[0]
        due_s = moments.epoch_s(date.Date(str(not_before))) - now_s if not_before else 0.0
        return min(SURVEY_EVERY_S, max(due_s, resting_s)) if count else SURVEY_EVERY_S

    def work_off(self, db: Database) -> int:
        """Send what is due; how many mails went out. Raises SettingsError, which it has reported."""
        db.rollback()  # see what others have committed
        try:
            transport = self._transport or transport_of(self._place, self._stop)
            self._notice_settings(db)
        except mail_settings.SettingsError as error:
            self._is_misset = True
            health.report(health.MAIL_OUT, error, error.code)
            self._survey(db)
            raise
        if self._is_misset:
            self._is_misset = False
            health.clear(health.MAIL_OUT)
        went = 0
        if self._rests_until is None or self._rests_until <= self._now():
            went = self._work_through(db, transport)
        self._survey(db)
        return went

    def _work_through(self, db: Database, transport: _Outbox | smtp.Smtp) -> int:
        went = unsure = 0
        started_s = time.monotonic()
        for job in self._due(db):
            if self._stop.is_set() or time.monotonic() - started_s > LONGEST_ROUND_S:
                break
            mail = self._mail(db, job)
            if mail is None:
                continue
            try:
                self._send(db, job, mail, transport)
                went, unsure = went + 1, 0
            except smtp.NotReadyError as error:
                self._rest(error.code, error)
                break
            except smtp.NotTakenError as error:
                if self._stop.is_set():
                    break  # we ended the connection ourselves
                unsure += self._put_off(db, job, error)
            except (ValueError, TypeError, LookupError, AttributeError, MessageError) as error:
                # this mail cannot be turned into bytes
                LOG.warning("mail: job %s cannot be written: %s", job, health.place_of(error))
                self._give_up(db, job, "unwritable", f"{type(error).__name__}: {error}")
            if unsure >= MOST_UNSURE:
                self._rest("", None)
                break
        return went

    def _rest(self, code: str, error: smtp.NotReadyError | None) -> None:
        """Let the whole queue wait for a while."""
        pause_s = min(FIRST_REST_S * 2 ** min(self._rests, 12), LONGEST_REST_S)
        self._rests += 1
        self._rests_until = self._now() + date.Interval(pause_s)
        if error is not None:
            health.report(health.MAIL_OUT, error, code)

    def _mail(self, db: Database, job: str) -> EmailMessage | None:
        """The mail of a job; None where there is none to send now, which is noted."""
        try:
            written = db.mailjob.get(job, "letter")
            if written:
                return email.message_from_bytes(written.encode(), policy=SMTP)
            reason = answer.reason_to_skip(db, job)
            if reason:
                self._note(db, job, state="skipped", error=reason)
                return None
            return answer.compose(db, job)
        except answer.BadAddressError as error:
            self._give_up(db, job, "bad_address", str(error))
        except OSError as error:
            # a file that cannot be read at the moment
            self._postpone(db, job, smtp.NotTakenError("later", str(error), "unreadable"))
        except sqlite3.Error:
            raise  # nothing about this mail
        except Exception as error:  # noqa: BLE001
            # one mail that cannot be written must not keep the others waiting; a new version may be able to
            LOG.warning("mail: job %s cannot be written: %s", job, health.place_of(error))
            self._give_up(db, job, "unwritable", f"{type(error).__name__}: {error}")
        return None

    def _due(self, db: Database) -> list[str]:
        """What can be tried now; what was never tried comes first, so that no bad mail keeps a good one waiting."""
        now = self._now()
        jobs = [db.mailjob.getnode(item) for item in db.mailjob.filter(None, {"state": "new"}, sort=[("+", "id")])]
        due = [job for job in jobs if not job.not_before or job.not_before <= now]
        due.sort(key=lambda job: ((job.tries or 0) + self._unsure.get(job.id, (0, 0))[0], int(job.id)))
        return [job.id for job in due[:MOST_AT_ONCE]]

    def _send(self, db: Database, job: str, mail: EmailMessage, transport: _Outbox | smtp.Smtp) -> None:
        msg = db.mailjob.get(job, "msg")
        db.rollback()  # a slow server must not hold a snapshot of the database
        if job not in self._gone_out:
            transport.send(mail, f"{int(job):09}.eml")
            self._gone_out[job] = mail["Message-ID"]
            self._sent += 1
            self._unsure.pop(job, None)
            self._rests, self._rests_until = 0, None
        self._note(db, job, msg, state="sent", messageid=self._gone_out[job], error="")
        del self._gone_out[job]
        health.clear(health.MAIL_OUT)

    def _put_off(self, db: Database, job: str, error: smtp.NotTakenError) -> int:
        """Note that a mail was not taken; 1 where that may be the fault of the settings, else 0."""
        times, sent_before = self._unsure.get(job, (0, self._sent))
        if error.kind == "unsure" and self._sent > sent_before:
            # with the same settings other mails went out in the meantime: then it is about this one
            self._postpone(
                db, job, smtp.NotTakenError("later" if error.code == "busy" else "refused", error, error.code)
            )
            self._unsure[job] = (times, self._sent - 1)
            return 0
        if error.kind != "unsure":
            self._postpone(db, job, error)
            return 0
        self._unsure[job] = (times + 1, sent_before)
        health.report(health.MAIL_OUT, error, error.code)
        pause_s = min(FIRST_PAUSE_S * 2 ** min(times, 12), LONGEST_REST_S)
        self._note(db, job, error=_facts(error.code, error), not_before=self._now() + date.Interval(pause_s))
        return 1

    def _postpone(self, db: Database, job: str, error: smtp.NotTakenError) -> None:
        tries = (db.mailjob.get(job, "tries") or 0) + 1
        longest_s = IN_DOUBT_PAUSE_S if error.kind == "in_doubt" else LONGEST_PAUSE_S
        pause_s = min(FIRST_PAUSE_S * 2 ** min(tries - 1, 12), longest_s)
        LOG.warning("mail: try %d of job %s failed: %s", tries, job, health.without_addresses(error))
        if tries >= TRIES[error.kind]:
            self._give_up(db, job, error.code or error.kind, str(error), tries=tries)
            return
        not_before = self._now() + date.Interval(pause_s)
        self._note(db, job, tries=tries, error=_facts(error.code or error.kind, error), not_before=not_before)

    def _give_up(self, db: Database, job: str, code: str, text: str, **facts: Any) -> None:
        LOG.warning("mail: job %s is given up: %s: %s", job, code, health.without_addresses(text))
        facts = {"given_up": self._circumstances(db, job, code), "error": _facts(code, text), **facts}
        self._note(db, job, state="failed", **facts)

    def _circumstances(self, db: Database, job: str, code: str) -> str:
        """Names what would have to change before a job given up is tried again."""
        return monitor.circumstances(db, job, code, self._settings)

    def _notice_settings(self, db: Database) -> None:
        server = None if self._transport else mail_settings.server(self._place, "smtp", smtp.PORTS)
        digest = server.digest() if server else "folder"
        if digest == self._settings:
            return
        if digest == "folder" and self._settings:
            # an editor at work, or a file removed by mistake: mails must not vanish into a folder that nobody reads
            name = mail_settings.SETTINGS
            raise mail_settings.SettingsError(f"[smtp] is gone from {name}; restart the help desk if that is meant")
        is_first, self._settings = self._settings is None, digest
        self._rests, self._rests_until, self._surveyed_s = 0, None, 0.0
        self._unsure = {}
        if not is_first:
            for job in db.mailjob.filter(None, {"state": "new"}):
                if db.mailjob.get(job, "not_before"):
                    self._note(db, job, not_before=None)

    def _survey(self, db: Database) -> None:
        if self._surveyed_s and time.monotonic() - self._surveyed_s < SURVEY_EVERY_S:
            return
        self._surveyed_s = time.monotonic()
        self._take_up(db)
        monitor.survey(db, self._place, self._now())
        is_resting = self._rests_until is not None and self._rests_until > self._now()
        if self._is_misset or is_resting or not health.has(health.MAIL_OUT):
            return
        if not db.mailjob.filter(None, {"state": "new"}):
            health.clear(health.MAIL_OUT)  # what could not go out was taken out of the queue

    def _take_up(self, db: Database) -> None:
        """Put what was given up under other circumstances back into the queue."""
        if self._settings is None:
            return
        for job in monitor.given_up(db, monitor.TAKEN_UP_S):
            code = monitor.read_error(db.mailjob.get(job, "error"))[0]
            if db.mailjob.get(job, "given_up") != self._circumstances(db, job, code):
                LOG.warning("mail: job %s is taken up again", job)
                self._note(db, job, state="new", tries=0, not_before=None)

    def _note(self, db: Database, job: str, msg: str | None = None, **facts: Any) -> None:
        self._surveyed_s = 0.0
        with store.WRITES:
            try:
                db.mailjob.set(job, **facts)
                if msg and not db.msg.get(msg, "messageid"):
                    # the customer's mail client names it in its answer: that is how the answer finds its ticket
                    db.msg.set(msg, messageid=facts["messageid"])
                db.commit()
            except sqlite3.Error:
                db.rollback()
                raise


def _facts(code: str, text: object) -> str:
    return f"{code}: {' '.join(str(text).split())}"[:300]
