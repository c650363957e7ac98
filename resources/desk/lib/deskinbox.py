"""Takes in the customers' mails: whatever fetches them puts them into the Maildir `inbox-mail`, one file a mail.

What was dealt with stays in `cur` for a while, so that nothing is lost by a wrong decision; what could not be dealt
with stays in `failed`.
"""

import logging
import sqlite3
import time
from pathlib import Path

import deskincoming
import deskintake
import deskmailbox
import desktime
from roundup import date

INBOX = "inbox-mail"
DEALT_WITH, FAILED = "cur", "failed"
KEPT_S = 30 * 24 * 3600
REST_S = 10.0
MOST_AT_ONCE = 50
"""Then answers that wait to be sent have their turn."""

LOG = logging.getLogger("roundup.desk")


def folder(place):
    """The Maildir of the home in `place`."""
    return deskmailbox.Folder(Path(place) / INBOX)


class Inbox:
    """The incoming mails of one home; a mail stays in `new` until it has been dealt with."""

    def __init__(self, place):
        self._folder = folder(place)
        self._forgot_s = 0.0
        self._rests_until_s = 0.0

    def take_in(self, db):
        """Deal with every new mail; how many there were. A full disk or a locked database: later, nothing is lost."""
        if time.monotonic() < self._rests_until_s:
            return 0
        waiting = self._folder.waiting()[:MOST_AT_ONCE]
        for path in waiting:
            try:
                deskintake.take_in(db, _content(path))
            except FileNotFoundError:
                continue  # an operator took it away
            except (sqlite3.OperationalError, OSError) as error:
                LOG.warning("mail: %s has to wait: %s", path.name, error)
                self._rests_until_s = time.monotonic() + REST_S
                continue
            except Exception:
                # one mail that nobody thought of must not keep the others waiting
                LOG.exception("mail: %s could not be dealt with; it is kept in %s", path.name, FAILED)
                self._folder.move(path, FAILED)
            else:
                self._folder.move(path, DEALT_WITH)
            db.rollback()  # see what others have committed
        self._forget_old()
        return len(waiting)

    def _forget_old(self):
        now_s = desktime.epoch_s(date.Date("."))
        if now_s - self._forgot_s > 3600:
            self._forgot_s = now_s
            self._folder.forget(DEALT_WITH, now_s - KEPT_S)


def _content(path):
    """The bytes of a mail; of one that is too large no more than says so."""
    with path.open("rb") as file:
        return file.read(deskincoming.MAIL_LIMIT_BYTES + 1)
