"""Fetches the customers' mails from the mailbox of the help desk's address, by IMAP, into the Maildir `inbox-mail`.

Every mail with a number above the last one taken is taken, read or not; the number is kept in `imap.json`, after the
mail is on the disk. A mail that is fetched twice, as after a crash in between, is known by its Message-ID.
"""

import hashlib
import imaplib
import json
import logging
import re
from pathlib import Path

import deskdurable
import deskinbox
import deskincoming
import deskmailsettings

PORTS = {"none": 143, "starttls": 143, "tls": 993}
TIMEOUT_S = 30
EVERY_S, SHORTEST_S = 30, 1
MEMORY = "imap.json"
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")

LOG = logging.getLogger("roundup.desk")


def run(place, stop):
    """Fetch again and again until told to stop."""
    pause_s = EVERY_S
    while not stop.is_set():
        try:
            pause_s = _pause_s(place)
            fetch(place)
        except (OSError, ValueError, imaplib.IMAP4.error) as error:
            # a server that is away, settings that cannot be read: what is in the mailbox stays there
            LOG.warning("mail: nothing fetched: %s", error)
        stop.wait(pause_s)


def _pause_s(place):
    try:
        return max(SHORTEST_S, deskmailsettings.read(place).getint("imap", "every_s", fallback=EVERY_S))
    except deskmailsettings.SettingsError:
        return EVERY_S


def fetch(place):
    """Take what is new in the mailbox; how many mails that were. Without `[imap]` in the settings: none."""
    server = deskmailsettings.server(place, "imap", PORTS)
    if server is None:
        return 0
    name = deskmailsettings.read(place).get("imap", "folder", fallback="INBOX")
    connection = _connect(server)
    try:
        return _Mailbox(connection, Path(place), f"{server.host}/{server.user}/{name}").take(name)
    finally:
        _leave(connection)


def _connect(server):
    if server.security == "tls":
        connection = imaplib.IMAP4_SSL(server.host, server.port, ssl_context=server.context(), timeout=TIMEOUT_S)
    else:
        connection = imaplib.IMAP4(server.host, server.port, timeout=TIMEOUT_S)
    try:
        if server.security == "starttls":
            connection.starttls(server.context())
        connection.login(server.user, server.password)
    except BaseException:
        _leave(connection)
        raise
    return connection


def _leave(connection):
    try:
        connection.logout()
    except (OSError, imaplib.IMAP4.error):
        connection.shutdown()


class _Mailbox:
    """One folder on the server, and what was taken of it."""

    def __init__(self, connection, place, key):
        self._server = connection
        self._place = place
        self._key = key

    def take(self, name):
        """Take every new mail of the folder."""
        quoted = name.replace("\\", "\\\\").replace('"', '\\"')
        _checked(self._server.select(f'"{quoted}"'))
        validity = int((self._server.response("UIDVALIDITY")[1] or [b"0"])[0] or 0)
        last = self._last(validity)
        highest = self._highest() if last is None else 0
        # on the first visit only what nobody has read: an old mailbox is not to become a thousand tickets
        words = ("UNSEEN",) if last is None else ("UID", f"{last + 1}:*")
        found = _checked(self._server.uid("SEARCH", *words))
        # `n:*` names the last mail also where there is none above n
        numbers = sorted(number for number in map(int, (found[0] or b"").split()) if number > (last or 0))
        for number in numbers:
            self._take_one(number, validity)
            if last is not None:
                self._remember(validity, number)
        if last is None:
            self._remember(validity, max([highest, *numbers]))
        return len(numbers)

    def _take_one(self, number, validity):
        sizes = _checked(self._server.uid("FETCH", str(number), "(RFC822.SIZE)"))
        match = _SIZE.search(b" ".join(part for part in sizes if isinstance(part, bytes)))
        size = int(match[1]) if match else 0
        if size > deskincoming.MAIL_LIMIT_BYTES:
            head = self._bytes(number, "(BODY.PEEK[HEADER])")
            content = f"{deskincoming.SIZE_HEADER}: {size}\r\n".encode() + head
        else:
            content = self._bytes(number, "(BODY.PEEK[])")
        if content:
            box = hashlib.sha256(self._key.encode()).hexdigest()[:12]
            deskinbox.folder(self._place).put(content, f"imap-{box}-{validity}-{number}")
        # only a courtesy to people who look into the mailbox
        self._server.uid("STORE", str(number), "+FLAGS.SILENT", "(\\Seen)")

    def _bytes(self, number, what):
        parts = _checked(self._server.uid("FETCH", str(number), what))
        return next((bytes(part[1]) for part in parts if isinstance(part, tuple)), b"")

    def _highest(self):
        found = _checked(self._server.uid("SEARCH", "ALL"))
        return max(map(int, (found[0] or b"").split()), default=0)

    def _last(self, validity):
        """The number of the last mail taken; None where the mailbox is new to us or was made anew."""
        try:
            kept = json.loads((self._place / MEMORY).read_text(encoding="utf-8"))
            return int(kept["last"]) if (kept["mailbox"], kept["validity"]) == (self._key, validity) else None
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return None

    def _remember(self, validity, number):
        memory = {"mailbox": self._key, "validity": validity, "last": number}
        deskdurable.replace(self._place / MEMORY, json.dumps(memory).encode())


def _checked(answer):
    status, data = answer
    if status != "OK":
        raise imaplib.IMAP4.error(f"{status} {data!r}"[:300])
    return data
