"""Mails customers that they were answered: from a queue, after the commit, again and again until it worked.

Without settings the mails are put into the Maildir `outbox-mail`, where they can be read. A `mail.ini` beside it sends
them: section `[smtp]` with `host`, `port`, `security` (none, starttls, tls), `user`, `password`.
A mail may go out twice when the computer dies between sending and noting it; both then have one Message-ID.
"""

import configparser
import logging
import os
import smtplib
import sqlite3
import ssl
import threading
from pathlib import Path

import deskinbox
import deskletter
import deskstore
from roundup import date

OUTBOX = "outbox-mail"
SETTINGS = "mail.ini"
LOOK_EVERY_S = 2.0
FIRST_PAUSE_S, LONGEST_PAUSE_S = 30, 3600
MOST_TRIES = 120
"""About five days of a mail server that is down."""
LEAST_TRIES = 3
"""Of a mail that the server refuses for good: some of these change their mind."""
SMTP_TIMEOUT_S = 30

LOG = logging.getLogger("roundup.desk")


class Folder:
    """A Maildir: a mail appears in it whole, and once however often it is sent."""

    def __init__(self, path):
        self._path = Path(path)

    def send(self, mail, name):
        """Put one mail there."""
        for part in ("tmp", "new", "cur"):
            (self._path / part).mkdir(parents=True, exist_ok=True, mode=0o700)
        half = self._path / "tmp" / name
        with half.open("wb") as file:
            file.write(mail.as_bytes())
            file.flush()
            os.fsync(file.fileno())
        half.replace(self._path / "new" / name)


class Smtp:
    """A mail server."""

    def __init__(self, host, port, security, user, password):
        self._host, self._port, self._security = host, port, security
        self._user, self._password = user, password

    def send(self, mail, name):
        """Hand one mail over; raises OSError or SMTPException when the server does not have it."""
        context = ssl.create_default_context()
        if self._security == "tls":
            server = smtplib.SMTP_SSL(self._host, self._port, timeout=SMTP_TIMEOUT_S, context=context)
        else:
            server = smtplib.SMTP(self._host, self._port, timeout=SMTP_TIMEOUT_S)
        with server:
            if self._security == "starttls":
                server.starttls(context=context)
            if self._user:
                server.login(self._user, self._password)
            server.send_message(mail)


def road(place):
    """How mails leave this help desk."""
    place = Path(place)
    settings = configparser.ConfigParser(interpolation=None)
    settings.read(place / SETTINGS, encoding="utf-8")
    if not settings.has_option("smtp", "host"):
        return Folder(place / OUTBOX)
    smtp = settings["smtp"]
    security = smtp.get("security", "starttls")
    if security not in ("none", "starttls", "tls"):
        raise ValueError(f"{SETTINGS}: security is none, starttls or tls, not {security!r}")
    port = smtp.getint("port", {"none": 25, "starttls": 587, "tls": 465}[security])
    return Smtp(smtp["host"], port, security, smtp.get("user", ""), smtp.get("password", ""))


class Worker:
    """Works the queue off; one for each home."""

    def __init__(self, tracker, place, *, way=None, now=None):
        """`way` sends, by default as the settings in `place` say; `now` gives Roundup's date, for tests."""
        self._tracker = tracker
        self._place = place
        self._way = way
        self._now = now or (lambda: date.Date("."))
        self._gone_out = {}  # sent, but the database could not be told yet

    def run(self, stop: threading.Event):
        """Work until told to stop."""
        while not stop.is_set():
            try:
                self._work(stop)
            except (sqlite3.Error, OSError, ValueError, configparser.Error):
                # locked, full, settings that cannot be read: nothing is lost by looking again later
                LOG.exception("mail: not now")
                stop.wait(LOOK_EVERY_S * 5)

    def _work(self, stop):
        db = self._tracker.open("admin")
        inbox = deskinbox.Inbox(self._tracker, self._place, lambda: road(self._place))
        try:
            while not stop.is_set():
                inbox.take_in(db)
                self.work_off(db)
                stop.wait(LOOK_EVERY_S)
        finally:
            db.close()

    def work_off(self, db):
        """Send what is due; how many mails went out."""
        db.rollback()  # see what others have committed
        went = 0
        for job in self._due(db):
            try:
                mail = deskletter.compose(db, job)
            except IndexError as error:
                self._note(db, job, state="failed", error=str(error))
                continue
            if mail is None:
                self._note(db, job, state="skipped")
            else:
                went += self._send(db, job, mail)
        return went

    def _due(self, db):
        now = self._now()
        jobs = [db.mailjob.getnode(item) for item in db.mailjob.filter(None, {"state": "new"}, sort=[("+", "id")])]
        return [job.id for job in jobs if not job.not_before or job.not_before <= now]

    def _send(self, db, job, mail):
        msg = db.mailjob.get(job, "msg")
        db.rollback()  # a slow server must not hold a snapshot of the database
        if job not in self._gone_out:
            try:
                (self._way or road(self._place)).send(mail, f"{int(job):09}.eml")
            except (OSError, smtplib.SMTPException) as error:
                self._postpone(db, job, error)
                return 0
            self._gone_out[job] = mail["Message-ID"]
        self._note(db, job, msg, state="sent", messageid=self._gone_out[job], error="")
        del self._gone_out[job]
        return 1

    def _postpone(self, db, job, error):
        tries = (db.mailjob.get(job, "tries") or 0) + 1
        is_over = tries >= (LEAST_TRIES if _is_final(error) else MOST_TRIES)
        pause = min(FIRST_PAUSE_S * 2 ** min(tries - 1, 12), LONGEST_PAUSE_S)
        LOG.warning("mail: try %d of job %s failed: %s", tries, job, error)
        self._note(
            db,
            job,
            tries=tries,
            state="failed" if is_over else "new",
            error=str(error)[:200],
            not_before=self._now() + date.Interval(pause),
        )

    def _note(self, db, job, msg=None, **facts):
        with deskstore.WRITES:
            try:
                db.mailjob.set(job, **facts)
                if msg and not db.msg.get(msg, "messageid"):
                    # the customer's mail client names it in its answer: that is how the answer finds its ticket
                    db.msg.set(msg, messageid=facts["messageid"])
                db.commit()
            except sqlite3.Error:
                db.rollback()
                raise


def _is_final(error):
    """Whether the server said no, rather than not now."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
    elif isinstance(error, smtplib.SMTPResponseException):
        codes = [error.smtp_code]
    else:
        codes = []
    return (
        bool(codes)
        and all(500 <= code < 600 for code in codes)
        and not isinstance(error, smtplib.SMTPAuthenticationError)
    )
