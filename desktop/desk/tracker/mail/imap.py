"""One session with an IMAP server: signing in, selecting a folder, searching and fetching, within a bounded time."""

import base64
import imaplib
import re
import socket
import ssl
import threading
from typing import Any

from desktop.desk.tracker.mail import connection, mail_settings, smtp

TIMEOUT_S = 30
"""The longest wait for one reply."""
LIMIT_S = 800
"""The longest duration of one session."""
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_UID = re.compile(rb"UID (\d+)")
_ENCODED_FOLDER = re.compile(r"(?:[^&]|&[A-Za-z0-9+,]*-)*")


class SignInRefused(imaplib.IMAP4.error):
    """The server refused the sign-in."""


class SignInMissing(imaplib.IMAP4.error):
    """The server offers no way to sign in, or no STARTTLS."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


class FolderMissing(imaplib.IMAP4.error):
    """The folder cannot be opened."""


class _Plain(imaplib.IMAP4):
    """imaplib's client, whose connection a guard watches."""

    def __init__(
        self, host: str, port: int, guard: connection.ConnectionGuard, tls: ssl.SSLContext | None = None
    ) -> None:
        self._guard = guard
        self._tls = tls
        super().__init__(host, port, timeout=TIMEOUT_S)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        plain = self._guard.watch(socket.create_connection((self.host, self.port), timeout))
        return self._tls.wrap_socket(plain, server_hostname=self.host) if self._tls else plain

    def login_in_utf8(self, user: bytes, password: bytes) -> None:
        """LOGIN with both words as literals, which may hold any bytes."""
        self._words = [user, password]
        self.literal = self._next_word  # type: ignore[assignment] # imaplib calls it, and says that it is a text
        status, data = self._simple_command("LOGIN", f"{{{len(user)}}}")
        if status != "OK":
            raise self.error(data[-1])
        self.state = "AUTH"

    def _next_word(self, _: bytes) -> bytes:
        word = self._words.pop(0)
        return word + (b" {%d}" % len(self._words[0]) if self._words else b"")


class Session:
    """A context: connected and signed in on entering it, signed out on leaving it."""

    def __init__(self, server: mail_settings.Server, stop: threading.Event | None = None) -> None:
        self._told = server
        self._guard = connection.ConnectionGuard(LIMIT_S, stop)
        self._connected: _Plain | None = None

    def __enter__(self) -> "Session":
        self._guard.__enter__()
        try:
            self._connect()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(self, *_: object) -> None:
        try:
            if self._connected is not None:
                self._leave()
        finally:
            self._guard.__exit__()

    @property
    def _server(self) -> "_Plain":
        assert self._connected is not None, "used outside of its context"
        return self._connected

    def _connect(self) -> None:
        told = self._told
        tls = None if told.security == "none" else told.context()
        self._connected = _Plain(told.host, told.port, self._guard, tls if told.security == "tls" else None)
        if told.security == "starttls":
            if "STARTTLS" not in self._server.capabilities:
                raise SignInMissing("starttls_missing", f"{told.host} does not offer STARTTLS")
            self._server.starttls(tls)
        if self._server.state != "AUTH":
            self._sign_in(told.user, told.password)

    def _sign_in(self, user: str, password: str) -> None:
        server = self._server
        try:
            if "AUTH=PLAIN" in server.capabilities:
                server.authenticate("PLAIN", lambda _: f"\0{user}\0{password}".encode())
            elif "LOGINDISABLED" in server.capabilities:
                raise SignInMissing("auth_missing", "the server offers no way to sign in that is known here")
            elif (user + password).isascii() and not re.search(r"[\r\n]", user + password):
                server.login(_quoted(user) if re.search(r'[\s"\\(){%*]', user) else user, password)
            else:
                server.login_in_utf8(user.encode(), password.encode())
        except (imaplib.IMAP4.abort, SignInMissing):
            raise
        except imaplib.IMAP4.error as error:
            raise SignInRefused(_text(error)) from error

    def _leave(self) -> None:
        try:
            self._server.logout()
        except (OSError, imaplib.IMAP4.error):
            self._server.shutdown()

    @property
    def is_cut(self) -> bool:
        """Whether this session was ended by its time limit or by `stop`."""
        return self._guard.is_cut

    def select(self, name: str) -> tuple[int, int]:
        """Open a folder, read-only where no more is allowed; return UIDVALIDITY and UIDNEXT, 0 where unknown."""
        quoted = _quoted(encoded_folder(name))
        try:
            status, data = self._server.select(quoted)
        except imaplib.IMAP4.readonly:
            status, data = self._server.select(quoted, readonly=True)
        if status != "OK":
            raise FolderMissing(f"{name}: {_text(data[-1])}")
        return self._number("UIDVALIDITY"), self._number("UIDNEXT")

    def _number(self, name: str) -> int:
        said = self._server.response(name)[1]
        return int((said or [b"0"])[-1] or 0)

    def search(self, *words: str) -> list[int]:
        """Return the UIDs of what is found, smallest first."""
        found = checked(self._server.uid("SEARCH", *words))
        return sorted({int(number) for line in found for number in (line or b"").split()})

    def size(self, uid: int) -> int:
        """Return the size of a mail in bytes; 0 where the server does not say."""
        parts = checked(self._server.uid("FETCH", str(uid), "(RFC822.SIZE)"))
        match = _SIZE.search(b" ".join(part for part in parts if isinstance(part, bytes)))
        return int(match[1]) if match else 0

    def content(self, uid: int, what: str = "BODY.PEEK[]") -> bytes:
        """Fetch the bytes of a mail, or of a part of it; empty where there are none."""
        for part in checked(self._server.uid("FETCH", str(uid), f"({what})")):
            if isinstance(part, tuple):
                named = _UID.search(part[0])
                if not named or int(named[1]) == uid:
                    return bytes(part[1])
        return b""

    def mark_seen(self, uid: int) -> None:
        """Mark a mail as read: a courtesy to people who look into the mailbox, so that a refusal does not matter."""
        try:
            self._server.uid("STORE", str(uid), "+FLAGS.SILENT", "(\\Seen)")
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error:
            return


def checked(
    answer: tuple[str, list[Any]],
) -> list[Any]:
    """Return the data of a reply; raises IMAP4.error where the server refused the command."""
    status, data = answer
    if status != "OK":
        raise imaplib.IMAP4.error(f"{status} {_text(data[-1] if data else '')}"[:300])
    return data


def problem_of(error: Exception, is_cut: bool = False) -> tuple[str, str]:
    """Return the code and the technical text of what kept mails from being fetched."""
    text = _text(error.args[0] if error.args else error) or type(error).__name__
    if isinstance(error, SignInMissing):
        return error.code, text
    if isinstance(error, SignInRefused):
        is_busy = "UNAVAILABLE" in text.upper() or "INUSE" in text.upper()
        return "busy" if is_busy else "auth_refused", text
    if isinstance(error, FolderMissing):
        return "folder_missing", text
    if isinstance(error, imaplib.IMAP4.error):
        is_over = is_cut or "timed out" in text
        return ("timed_out" if is_over else "dropped" if isinstance(error, imaplib.IMAP4.abort) else "busy"), text
    if is_cut and not isinstance(error, ssl.SSLCertVerificationError):
        return "timed_out", "the server takes too long"
    return smtp.problem_of(error)


def encoded_folder(name: str) -> str:
    """Return the name of a folder in IMAP's own UTF-7 (RFC 3501, 5.1.3); a name that is so already is left alone."""
    if name.isascii() and name.isprintable() and _ENCODED_FOLDER.fullmatch(name):
        return name
    written, other = [], ""
    for letter in [*name, ""]:
        is_plain = letter == "" or (" " <= letter <= "~")
        if is_plain and other:
            code = base64.b64encode(other.encode("utf-16-be")).decode("ascii").rstrip("=").replace("/", ",")
            written.append(f"&{code}-")
            other = ""
        if is_plain:
            written.append("&-" if letter == "&" else letter)
        else:
            other += letter
    return "".join(written)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _text(said: object) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
