"""Fetches the customers' mails from the mailbox of the help desk's address, by IMAP, into the Maildir `inbox-mail`.

Every mail with a UID above the last one taken is taken, read or not. `imap.json` keeps the last UID and those below it
that are still to be fetched; it is written after a mail is on the disk. A mail that cannot be fetched is put aside
there and tried again later, so that it holds up no other. A mail that is fetched twice, as after a crash in between,
is known by who sent it, its Message-ID and its content.
"""

import hashlib
import imaplib
import json
import logging
import threading
import time
from pathlib import Path
from typing import Any

from desktop.desk.tracker import durable_files, health, wakeups
from desktop.desk.tracker.mail import imap, inbox, mail_settings, parse

PORTS = {"none": 143, "starttls": 143, "tls": 993}
EVERY_S, SHORTEST_S, LONGEST_S = 30, 1, 24 * 3600
MEMORY = "imap.json"
MOST_AT_ONCE = 200
"""Mails of one session; the next one follows at once."""
LONGEST_ROUND_S = 240.0
"""Of one session; then no further mail is begun, so that a slow line has time for a large one."""
FIRST_PAUSE_S, LONGEST_PAUSE_S = 60, 3600
"""Before a mail that could not be fetched is tried again."""
SETTINGS_LOOK_S = 60.0
"""How soon a change is noticed that is not one of `mail.ini` itself, as of a file with a password."""
WAITS_AGAIN_S = 300
"""At most, between two looks while the server cannot be used."""
LOOK_BACK_S = 2 * 24 * 3600

LOG = logging.getLogger("roundup.desk")


class StorageError(OSError):
    """A mail, or what was fetched, could not be written to the disk."""


def run(place: Path, stop: threading.Event) -> None:
    """Fetch again and again until told to stop."""
    health.keep_running("mail_fetch", lambda: _run(place, stop), stop)


def _run(place: Path, stop: threading.Event) -> None:
    failures = 0
    while not stop.is_set():
        health.beat("mail_fetch")
        # read before they are used: a change that comes while a look fails is not to wait for the next one
        pause_s, before = EVERY_S, _settings(place)
        try:
            pause_s = _pause_s(place)
            if fetch(place, stop) >= MOST_AT_ONCE:
                pause_s = SHORTEST_S
            failures = 0
            health.clear(health.MAIL_IN)
        except Exception as error:  # noqa: BLE001
            # a server that is away, settings that cannot be read: what is in the mailbox stays there
            if stop.is_set():
                return
            _report(error)
            pause_s = min(
                max(pause_s, EVERY_S if failures > 5 else SHORTEST_S) * 2 ** min(failures // 5, 4), WAITS_AGAIN_S
            )
            failures += 1
        _wait(place, stop, pause_s, before)


def _wait(place: Path, stop: threading.Event, pause_s: int, before: object) -> None:
    """Wait for the next look, no longer than until the settings are others than `before`."""
    until_s = time.monotonic() + pause_s
    with wakeups.Listener(wakeups.MAIL, shortest_s=SHORTEST_S) as listener:
        while not stop.is_set() and time.monotonic() < until_s and _settings(place) == before:
            listener.wait(stop, min(SETTINGS_LOOK_S, until_s - time.monotonic()))
            health.beat("mail_fetch")


def _settings(place: Path) -> object:
    try:
        server = mail_settings.server(place, "imap", PORTS)
        settings = mail_settings.read(place)
        others = [settings.get("imap", name, fallback="") for name in ("folder", "every_s")]
        return server and (server.digest(), *others)
    except mail_settings.SettingsError as error:
        return str(error)


def _report(error: Exception) -> None:
    if isinstance(error, StorageError):
        code, text = "storage", str(error)
    elif isinstance(error, OSError | imaplib.IMAP4.error | mail_settings.SettingsError):
        code, text = imap.problem_of(error, getattr(error, "is_cut", False))
    else:
        code, text = "failed", f"{type(error).__name__}: {error}"
        LOG.warning("mail: nothing fetched: %s", health.place_of(error))
    health.report(health.MAIL_IN, text, code)


def _pause_s(place: Path) -> int:
    try:
        settings = mail_settings.read(place)
        every_s = settings.getint("imap", "every_s", fallback=EVERY_S if settings.has_section("imap") else LONGEST_S)
    except ValueError as error:
        if isinstance(error, mail_settings.SettingsError):
            raise
        text = f"{mail_settings.SETTINGS}: [imap] every_s has to be a number"
        raise mail_settings.SettingsError(text) from error
    found: int = min(max(SHORTEST_S, every_s), LONGEST_S)
    return found


def fetch(place: Path, stop: threading.Event | None = None) -> int:
    """Take what is new in the mailbox; how many mails that were. Without `[imap]` in the settings: none."""
    server = mail_settings.server(place, "imap", PORTS)
    if server is None:
        health.clear(health.UNFETCHED)
        return 0
    name = mail_settings.read(place).get("imap", "folder", fallback="INBOX").strip()
    session = imap.Session(server, stop)
    try:
        with session:
            return _Mailbox(session, Path(place), f"{server.host}/{server.user}/{name}").take(name)
    except (OSError, imaplib.IMAP4.error) as error:
        error.is_cut = session.is_cut  # type: ignore[union-attr] # read by `_report`
        raise


class _Mailbox:
    """One folder on the server, and what was taken of it."""

    def __init__(self, session: imap.Session, place: Path, key: str) -> None:
        self._session = session
        self._place = place
        self._key = key
        self._box = hashlib.sha256(key.encode()).hexdigest()[:12]
        self._state: dict[str, Any] = {}

    def take(self, name: str) -> int:
        """Take every new mail of the folder, and what was put aside and is due."""
        validity, next_uid = self._session.select(name)
        self._state = self._kept(validity) or self._first_visit(validity, next_uid)
        last, aside = self._state["last"], self._state["aside"]
        # `n:*` names the last mail also where there is none above n
        fresh = [uid for uid in self._session.search("UID", f"{last + 1}:*") if uid > last]
        now_s = time.time()  # noqa: TID251 - known after a restart, too
        due = [int(uid) for uid, facts in aside.items() if facts["next_s"] <= now_s]
        # those that failed before come last: one of them may end the connection
        due.sort(key=lambda uid: (aside[str(uid)]["tries"], uid))
        untried = [uid for uid in due if not aside[str(uid)]["tries"]]
        numbers = [*untried, *fresh, *(uid for uid in due if uid not in untried)][:MOST_AT_ONCE]
        taken, started_s = 0, time.monotonic()
        try:
            for uid in numbers:
                if time.monotonic() - started_s > LONGEST_ROUND_S:
                    break
                taken += self._take_one(uid)
        finally:
            self._report()
        return taken

    def _first_visit(self, validity: int, next_uid: int) -> dict[str, Any]:
        """Begin at the end of the folder: an old mailbox is not to become a thousand tickets.

        What nobody has read is taken; of a mailbox that was visited before under another UIDVALIDITY or name also what
        came since then, for somebody may have read that. What was taken already is known when it is taken in.
        """
        unread = self._session.search("UNSEEN")
        since_s = self._last_visit_s()
        if since_s is not None:
            day = _imap_date(since_s - LOOK_BACK_S)
            unread = sorted({*unread, *self._search_if_possible("SINCE", day, "SENTSINCE", day)})
        highest = next_uid - 1 if next_uid else max(self._session.search("UID", "*"), default=0)
        aside = {str(uid): {"tries": 0, "next_s": 0, "reason": ""} for uid in unread}
        state = {"mailbox": self._key, "validity": validity, "last": max([highest, *unread]), "aside": aside}
        self._keep(state)
        return state

    def _search_if_possible(self, *words: str) -> list[int]:
        try:
            return self._session.search(*words)
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error as error:
            LOG.warning("mail: the mailbox cannot be searched by date: %s", health.without_addresses(error))
            return []

    def _last_visit_s(self) -> float | None:
        """When something was last taken of this mailbox; None where it was another user's or another folder."""
        try:
            kept = json.loads(self._read())
            if kept["mailbox"].partition("/")[2] != self._key.partition("/")[2]:
                return None
        except FileNotFoundError:
            return None
        except (ValueError, KeyError, TypeError, AttributeError):
            LOG.warning("mail: %s is damaged", MEMORY)
        return (self._place / MEMORY).stat().st_mtime

    def _read(self) -> str:
        try:
            return (self._place / MEMORY).read_text(encoding="utf-8")
        except FileNotFoundError:
            raise
        except OSError as error:
            raise StorageError(*error.args) from error

    def _take_one(self, uid: int) -> int:
        """Take one mail and note it; 1, or 0 where it could not be fetched or is gone."""
        try:
            content = self._content(uid)
        except (OSError, imaplib.IMAP4.error) as error:
            self._put_aside(uid, error)
            if isinstance(error, OSError | imaplib.IMAP4.abort):
                raise  # the connection has ended
            return 0
        if content:
            try:
                inbox.folder(self._place).put(content, f"imap-{self._box}-{self._state['validity']}-{uid}")
            except OSError as error:
                raise StorageError(*error.args) from error
            wakeups.MAIL.notify()
        self._note(uid)
        if content:
            self._session.mark_seen(uid)
        return 1 if content else 0

    def _content(self, uid: int) -> bytes:
        size = self._session.size(uid)
        if size > parse.MAIL_LIMIT_BYTES:
            head = self._session.content(uid, "BODY.PEEK[HEADER]")
            return f"{parse.SIZE_HEADER}: {size}\r\n".encode() + head
        content = self._session.content(uid)
        if not content and uid in self._session.search("UID", str(uid)):
            raise imaplib.IMAP4.error("the server has the mail and does not give it")
        return content

    def _put_aside(self, uid: int, error: Exception) -> None:
        known = self._state["aside"].get(str(uid), {"tries": 0})
        tries = known["tries"] + 1
        next_s = time.time() + min(FIRST_PAUSE_S * 2 ** min(tries - 1, 12), LONGEST_PAUSE_S)  # noqa: TID251 - as above
        reason = " ".join(str(error).split())[:200]
        self._state["aside"][str(uid)] = {"tries": tries, "next_s": next_s, "reason": reason}
        LOG.warning("mail: mail %d of the mailbox not fetched: %s", uid, health.without_addresses(reason))
        self._keep({**self._state, "last": max(self._state["last"], uid)})

    def _note(self, uid: int) -> None:
        self._state["aside"].pop(str(uid), None)
        self._keep({**self._state, "last": max(self._state["last"], uid)})

    def _report(self) -> None:
        failed = {int(uid): facts for uid, facts in self._state["aside"].items() if facts["tries"]}
        if not failed:
            health.clear(health.UNFETCHED)
            return
        numbers = sorted(failed)
        named = ", ".join(map(str, numbers[:5])) + (" …" if len(numbers) > 5 else "")
        health.report(health.UNFETCHED, failed[numbers[-1]]["reason"], "mails_unfetched", numbers=named)

    def _kept(self, validity: int) -> dict[str, Any] | None:
        """What is kept of this mailbox; None where it is new to us or was made again."""
        try:
            kept = json.loads(self._read())
            if (kept["mailbox"], kept["validity"]) != (self._key, validity):
                return None
            aside = {
                str(int(uid)): {
                    "tries": int(facts["tries"]),
                    "next_s": float(facts["next_s"]),
                    "reason": facts["reason"],
                }
                for uid, facts in kept.get("aside", {}).items()
            }
            return {"mailbox": self._key, "validity": validity, "last": int(kept["last"]), "aside": aside}
        except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def _keep(self, state: dict[str, Any]) -> None:
        self._state = state
        try:
            durable_files.replace(self._place / MEMORY, json.dumps(state).encode())
        except OSError as error:
            raise StorageError(*error.args) from error


def _imap_date(seconds: float) -> str:
    moment = time.gmtime(seconds)
    month = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")[moment.tm_mon - 1]
    return f"{moment.tm_mday:02}-{month}-{moment.tm_year}"
