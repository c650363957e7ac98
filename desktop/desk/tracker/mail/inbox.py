"""Takes in the customers' mails: whatever fetches them puts them into the Maildir `inbox-mail`, one file a mail.

What was dealt with stays in `cur` for a while, so that nothing is lost by a wrong decision; what was not taken in
stays in `held` until an agent has decided about it (`held_mail`).
"""

import logging
import time
from collections.abc import Callable
from pathlib import Path

from roundup import date

from desktop.desk.tracker import health, moments
from desktop.desk.tracker.mail import accept, held_mail, maildir, parse
from desktop.desk.tracker.roundup_types import Database

INBOX = held_mail.INBOX
DEALT_WITH, FAILED = held_mail.DECIDED, "failed"
KEPT_S = 30 * 24 * 3600
FIRST_PAUSE_S, LONGEST_PAUSE_S = 10.0, 3600.0
MOST_AT_ONCE = 50
"""Then answers that wait to be sent have their turn."""

LOG = logging.getLogger("roundup.desk")


def folder(place: Path) -> maildir.Folder:
    """The Maildir of the home in `place`."""
    return maildir.Folder(Path(place) / INBOX)


class Inbox:
    """The incoming mails of one home; a mail stays in `new` until it has been dealt with."""

    def __init__(self, place: Path) -> None:
        self._folder = folder(place)
        self._forgot_s = 0.0
        self.next_s: float | None = None
        """When a mail is due that was left in `new`, by the monotonic clock; None where there is none."""
        self._pauses: dict[
            str, tuple[float, float]
        ] = {}  # by file name: until when it rests, in seconds, and how long the next pause is

    def take_in(self, db: Database) -> int:
        """Deal with every new mail; how many there were. A full disk or a locked database: later, nothing is lost."""
        self._bring_back_failed()
        now_s = time.monotonic()
        found = self._folder.waiting()
        waiting = [path for path in found if self._pauses.get(path.name, (0, 0))[0] <= now_s]
        for path in waiting[:MOST_AT_ONCE]:
            try:
                outcome = accept.take_in(db, _content(path), self._putting_aside(path))
            except Exception as error:  # noqa: BLE001
                # one mail must not keep the others waiting, nor be tried again and again without a pause
                if path.exists():  # else an operator took it away
                    words = error if isinstance(error, accept.LATER) else health.place_of(error)
                    LOG.warning("mail: %s has to wait: %s", path.name, words)
                    health.note_failed_write(error)
                    self._rest(path)
                continue
            finally:
                db.rollback()  # see what others have committed
            self._pauses.pop(path.name, None)
            if outcome.startswith("held"):
                path.unlink(missing_ok=True)  # its bytes are in `held`, on the disk
            else:
                self._folder.move(path, DEALT_WITH)
        self._forget_old()
        rests = [self._pauses[path.name][0] for path in found if path.name in self._pauses]
        self.next_s = now_s if waiting[MOST_AT_ONCE:] else min(rests, default=None)
        return len(waiting[:MOST_AT_ONCE])

    def _putting_aside(self, path: Path) -> Callable[[str], None]:
        def put_aside(name: str) -> None:
            held_mail.put_aside(self._folder, path, name)

        return put_aside

    def _rest(self, path: Path) -> None:
        _, pause_s = self._pauses.get(path.name, (0, FIRST_PAUSE_S))
        self._pauses[path.name] = (time.monotonic() + pause_s, min(2 * pause_s, LONGEST_PAUSE_S))

    def _bring_back_failed(self) -> None:
        """What earlier versions put into `failed` without a word is dealt with: at the least it is listed."""
        for path in (self._folder.path / FAILED).glob("[!.]*"):
            if path.is_file():
                self._folder.move(path, "new")

    def _forget_old(self) -> None:
        now_s = moments.epoch_s(date.Date("."))
        if now_s - self._forgot_s > 3600:
            self._forgot_s = now_s
            self._folder.forget(DEALT_WITH, now_s - KEPT_S)
            new = self._folder.path / "new"
            self._pauses = {name: rest for name, rest in self._pauses.items() if (new / name).exists()}


def _content(path: Path) -> bytes:
    """The bytes of a mail; of one that is too large no more than says so."""
    with path.open("rb") as file:
        return file.read(parse.MAIL_LIMIT_BYTES + 1)
