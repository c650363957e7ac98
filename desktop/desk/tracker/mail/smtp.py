"""Sends mails by SMTP, and tells failures of the server from failures of one mail."""

import base64
import hmac
import logging
import re
import smtplib
import socket
import ssl
import threading
from collections.abc import Callable
from email.generator import BytesGenerator
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8, Policy
from email.utils import getaddresses
from io import BytesIO

from desktop.desk.tracker.mail import connection, mail_settings

TIMEOUT_S = 30
"""The longest wait for one reply."""
LIMIT_S = 300
"""The longest duration of sending one mail, from connecting to the last reply."""
PORTS = {"none": 25, "starttls": 587, "tls": 465}

LOG = logging.getLogger("roundup.desk")
_LOCAL_PART = re.compile(r"[^\x00-\x20\x7f()<>@,;:\\\"\[\]]+")
# what servers answer to somebody whom they do not know well enough, whoever the recipient is
_SETTINGS_CODES = (530, 534, 535, 538)
_SETTINGS_WORDS = re.compile(
    rb"relay|authenticat|not logged in|sender (?:address )?(?:rejected|not allowed)", re.IGNORECASE
)


class NotReadyError(Exception):
    """The server cannot be used now; this says nothing about any mail. `code` names the sentence for people."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


class NotTakenError(Exception):
    """One mail was not taken.

    `kind` says what to make of it. `refused`: for good; `later`: not now; `unsure`: perhaps because of the settings
    rather than because of the mail; `in_doubt`: the connection ended before the reply, so the server may have the mail.
    """

    def __init__(self, kind: str, text: object, code: str = "") -> None:
        super().__init__(text)
        self.kind = kind
        self.code = code


class _Plain(smtplib.SMTP):
    """smtplib's client, whose connections a guard watches."""

    guard: connection.ConnectionGuard

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return self.guard.watch(socket.create_connection((host, port), timeout))


class _Encrypted(_Plain):
    """The same with TLS from the beginning."""

    tls: ssl.SSLContext

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return self.tls.wrap_socket(super()._get_socket(host, port, timeout), server_hostname=host)


class Smtp:
    """A mail server, with a connection of its own for each mail."""

    def __init__(self, settings: mail_settings.Server, stop: threading.Event | None = None) -> None:
        """`stop`, an event, ends a connection under way."""
        self._settings = settings
        self._stop = stop

    def send(self, mail: EmailMessage, name: str) -> None:
        """Send one mail; raises NotReadyError or NotTakenError where the server does not have it."""
        sender, recipient = _envelope(mail)
        with connection.ConnectionGuard(LIMIT_S, self._stop) as guard:
            server = self._connect(guard)
            try:
                _transfer(server, sender, recipient, mail)
                _leave(server)
            finally:
                server.close()

    def _connect(self, guard: connection.ConnectionGuard) -> _Plain:
        told = self._settings
        server = _Encrypted(timeout=TIMEOUT_S) if told.security == "tls" else _Plain(timeout=TIMEOUT_S)
        server.guard = guard
        server._host = told.host  # type: ignore[attr-defined] # the name that a certificate has to have
        try:
            if isinstance(server, _Encrypted):
                server.tls = told.context()
            code, said = server.connect(told.host, told.port)
            if code != 220:
                raise smtplib.SMTPConnectError(code, said)
            server.ehlo_or_helo_if_needed()
            if told.security == "starttls":
                if not server.has_extn("starttls"):
                    raise NotReadyError("starttls_missing", f"{told.host} does not offer STARTTLS")
                server.starttls(context=told.context())
                server.ehlo_or_helo_if_needed()
            if told.user:
                _sign_in(server, told.user, told.password)
        except NotReadyError:
            server.close()
            raise
        except BaseException as error:
            server.close()
            if not isinstance(error, Exception):
                raise
            raise NotReadyError(*problem_of(error, guard)) from error
        return server


def problem_of(error: BaseException, guard: connection.ConnectionGuard | None = None) -> tuple[str, str]:
    """Return the code and the technical text of a failure before the mail was offered."""
    text = str(error) or type(error).__name__
    if isinstance(error, mail_settings.SettingsError):
        return error.code, text
    if guard is not None and guard.is_cut:
        return "timed_out", "the server takes too long"
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return "auth_refused" if error.smtp_code >= 500 else "busy", text
    if isinstance(error, smtplib.SMTPServerDisconnected) and "timed out" in text:
        return "timed_out", text
    return next((code for kinds, code in _PROBLEMS if isinstance(error, kinds)), "failed"), text


_PROBLEMS = (
    (ssl.SSLCertVerificationError, "certificate"),
    ((socket.gaierror, UnicodeError), "unknown_host"),
    (TimeoutError, "timed_out"),
    (smtplib.SMTPServerDisconnected, "dropped"),
    (smtplib.SMTPResponseException, "busy"),
    (OSError, "unreachable"),
)
"""The first that fits counts; SMTP's errors are OSErrors too."""


def _sign_in(server: _Plain, user: str, password: str) -> None:
    """Sign in with names and passwords in any script: as UTF-8, which smtplib's own `login` cannot write."""
    offered = server.esmtp_features.get("auth", "").upper().split()
    known = [name for name in ("PLAIN", "LOGIN", "CRAM-MD5") if name in offered]
    if not known:
        raise NotReadyError(
            "auth_missing", f"the server offers no way to sign in that is known here: {' '.join(offered)}"
        )
    for name in known:
        code, said = _SIGN_INS[name](server, user.encode(), password.encode())
        if code in (235, 503):  # in, or in already
            return
        if code not in (500, 502, 504, 534):
            break  # another mechanism would only be a second wrong password
    raise smtplib.SMTPAuthenticationError(code, said)


def _plain(server: _Plain, user: bytes, password: bytes) -> tuple[int, bytes]:
    return server.docmd("AUTH", "PLAIN " + _base64(b"\0" + user + b"\0" + password))


def _login(server: _Plain, user: bytes, password: bytes) -> tuple[int, bytes]:
    code, said = server.docmd("AUTH", "LOGIN")
    for word in (user, password):
        if code == 334:
            code, said = server.docmd(_base64(word))
    return code, said


def _cram_md5(server: _Plain, user: bytes, password: bytes) -> tuple[int, bytes]:
    code, said = server.docmd("AUTH", "CRAM-MD5")
    if code != 334:
        return code, said
    proof = hmac.new(password, base64.b64decode(said), "md5").hexdigest().encode()
    return server.docmd(_base64(user + b" " + proof))


_SIGN_INS = {"PLAIN": _plain, "LOGIN": _login, "CRAM-MD5": _cram_md5}


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def recipient_of(address: str) -> str | None | None:
    """Return an address as SMTP transmits it, its domain in ASCII; None where it is not exactly one address."""
    local, at, domain = address.rpartition("@")
    if not at or not _LOCAL_PART.fullmatch(local) or len(local.encode()) > 64:
        return None
    try:
        domain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        return None
    is_domain = re.fullmatch(r"(?!-)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*", domain)
    return f"{local}@{domain}" if is_domain else None


def _envelope(mail: EmailMessage) -> list[str]:
    """Return the sender and the one recipient of a mail."""
    found = []
    for name in ("From", "To"):
        header = mail[name]
        addresses = getattr(header, "addresses", None)
        if addresses is None:
            addresses = [address for _, address in getaddresses([str(header or "")])]
        else:
            addresses = [one.addr_spec for one in addresses]
        address = recipient_of(addresses[0]) if len(addresses) == 1 else None
        if address is None:
            raise NotTakenError("refused", f"{name} is not exactly one address", "bad_address")
        found.append(address)
    return found


def _transfer(server: _Plain, sender: str, recipient: str, mail: EmailMessage) -> None:
    is_ascii = (sender + recipient).isascii()
    if not is_ascii and not server.has_extn("smtputf8"):
        raise NotTakenError("refused", "the server does not offer SMTPUTF8", "needs_smtputf8")
    content = _as_bytes(mail, SMTP if is_ascii else SMTPUTF8)
    options = [] if is_ascii else ["SMTPUTF8", "BODY=8BITMIME"]
    if server.has_extn("size"):
        options.append(f"size={len(content)}")
    _expect(server, lambda: server.mail(sender, options), "sender_refused" if is_ascii else "")
    _expect(server, lambda: server.rcpt(recipient), "")
    _expect(server, lambda: server.docmd("DATA"), "", good=(354,))
    lines = smtplib._quote_periods(content)  # type: ignore[attr-defined]
    content = lines + (b"" if lines.endswith(b"\r\n") else b"\r\n") + b".\r\n"
    try:
        server.send(content)
        code, said = server.getreply()
    except (OSError, smtplib.SMTPException) as error:
        raise NotTakenError("in_doubt", f"the connection ended in the middle of the mail: {error}") from error
    _judge(code, said, "")


def _expect(
    server: _Plain,
    command: Callable[[], tuple[int, bytes]],
    code_of_sender: str,
    good: tuple[int, ...] = (250, 251, 252),
) -> None:
    try:
        code, said = command()
    except (OSError, smtplib.SMTPException) as error:
        raise NotTakenError("unsure", f"the connection ended: {error}", "dropped") from error
    if code not in good:
        _judge(code, said, code_of_sender)


def _judge(code: int, said: bytes, code_of_sender: str) -> None:
    """Raise NotReadyError or NotTakenError for a reply other than success."""
    if 200 <= code < 300:
        return
    text = f"{code} {said.decode('utf-8', 'replace')}"
    if code == 421:
        raise NotTakenError("unsure", text, "busy")
    if 400 <= code < 500:
        raise NotTakenError("unsure" if code_of_sender else "later", text, "busy")
    if code in _SETTINGS_CODES or _SETTINGS_WORDS.search(said):
        raise NotTakenError("unsure", text, "relay_refused")
    if code_of_sender and code != 552:
        raise NotTakenError("unsure", text, code_of_sender)
    # an answer that is not SMTP is no refusal of the mail
    raise NotTakenError(
        "refused" if 500 <= code < 600 else "unsure", text, "refused" if 500 <= code < 600 else "dropped"
    )


def _as_bytes(mail: EmailMessage, policy: Policy) -> bytes:
    written = BytesIO()
    BytesGenerator(written, policy=policy.clone(linesep="\r\n")).flatten(mail)
    return written.getvalue()


def _leave(server: _Plain) -> None:
    try:
        server.quit()
    except (OSError, smtplib.SMTPException) as error:
        # the server has the mail: a failed QUIT is no reason to send it again
        LOG.info("mail: the server left without QUIT: %s", error)
