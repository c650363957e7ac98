"""Mails customers that they were answered: from a queue, after the commit, again and again until it worked.

Without settings the mails are put into the Maildir `outbox-mail`, where they can be read; section `[smtp]` of
`mail.ini` sends them. The same queue holds the refusals of mails that were not taken in.
A mail may go out twice when the computer dies between sending and noting it; both then have one Message-ID.
"""

import email
import logging
import smtplib
import sqlite3
import threading
from email.policy import SMTP
from pathlib import Path

import deskinbox
import deskletter
import deskmailbox
import deskmailsettings
import deskstore
from roundup import date

OUTBOX = "outbox-mail"
PORTS = {"none": 25, "starttls": 587, "tls": 465}
LOOK_EVERY_S = 1.0
FIRST_PAUSE_S, LONGEST_PAUSE_S = 30, 3600
MOST_TRIES = 120
"""About five days of a mail server that is down."""
LEAST_TRIES = 3
"""Of a mail that the server refuses for good: some of these change their mind."""
SMTP_TIMEOUT_S = 30

LOG = logging.getLogger("roundup.desk")


class Smtp:
    """A mail server."""

    def __init__(self, settings):
        self._settings = settings

    def send(self, mail, name):
        """Hand one mail over; raises OSError or SMTPException when the server does not have it."""
        server = self._connect()
        try:
            server.send_message(mail)
        except BaseException:
            server.close()
            raise
        try:
            server.quit()
        except (OSError, smtplib.SMTPException) as error:
            # it has the mail: how it says good-bye is no reason to send a second one
            LOG.info("mail: the server left without a word: %s", error)
        finally:
            server.close()

    def _connect(self):
        told = self._settings
        if told.security == "tls":
            server = smtplib.SMTP_SSL(told.host, told.port, timeout=SMTP_TIMEOUT_S, context=told.context())
        else:
            server = smtplib.SMTP(told.host, told.port, timeout=SMTP_TIMEOUT_S)
        try:
            if told.security == "starttls":
                server.starttls(context=told.context())
            if told.user:
                server.login(told.user, told.password)
        except BaseException:
            server.close()
            raise
        return server


def road(place):
    """How mails leave this help desk."""
    server = deskmailsettings.server(place, "smtp", PORTS)
    return deskmailbox.Folder(Path(place) / OUTBOX) if server is None else Smtp(server)


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
            except deskmailsettings.SettingsError as error:
                LOG.warning("mail: nothing is sent: %s", error)
                stop.wait(LOOK_EVERY_S * 10)
            except Exception:
                # locked, full, or what nobody thought of: nothing is lost by looking again later
                LOG.exception("mail: not now")
                stop.wait(LOOK_EVERY_S * 5)

    def _work(self, stop):
        db = self._tracker.open("admin")
        inbox = deskinbox.Inbox(self._place)
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
                mail = self._mail(db, job)
            except OSError as error:
                self._postpone(db, job, error)
                continue
            except (LookupError, ValueError, TypeError, AttributeError) as error:
                # one mail that cannot be written must not keep the others waiting
                LOG.exception("mail: job %s cannot be written", job)
                self._note(db, job, state="failed", error=f"{type(error).__name__}: {error}"[:200])
                continue
            if mail is None:
                self._note(db, job, state="skipped")
            else:
                went += self._send(db, job, mail)
        return went

    def _mail(self, db, job):
        letter = db.mailjob.get(job, "letter")
        return email.message_from_string(letter, policy=SMTP) if letter else deskletter.compose(db, job)

    def _due(self, db):
        now = self._now()
        jobs = [db.mailjob.getnode(item) for item in db.mailjob.filter(None, {"state": "new"}, sort=[("+", "id")])]
        return [job.id for job in jobs if not job.not_before or job.not_before <= now]

    def _send(self, db, job, mail):
        msg = db.mailjob.get(job, "msg")
        db.rollback()  # a slow server must not hold a snapshot of the database
        if job not in self._gone_out:
            way = self._way or road(self._place)
            try:
                way.send(mail, f"{int(job):09}.eml")
            except (OSError, ValueError, smtplib.SMTPException) as error:
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
    if isinstance(error, smtplib.SMTPNotSupportedError | ValueError):
        return True  # an address in letters that this server, or any, cannot write
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
