"""A real mail server for tests: takes mails in over SMTP, and keeps them as a mailbox would."""

import email
import email.policy
import socket
import ssl
from email.message import EmailMessage
from types import TracebackType
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session


def closed_port() -> int:
    """A port of this computer where nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class SmtpServer:
    """Takes mails in, or refuses every recipient with the line given.

    `tls` with `user` and `password` makes it a provider's: no mail without STARTTLS and the right words.
    """

    def __init__(
        self, refuse: str = "", *, tls: ssl.SSLContext | None = None, password: str = "", bye: str = ""
    ) -> None:
        self.mails: list[EmailMessage] = []
        self.letters: list[bytes] = []
        self.recipients: list[str] = []
        self.port = closed_port()
        self._refuse = refuse
        self._password = password
        self._bye = bye
        options: dict[str, Any] = {"tls_context": tls, "require_starttls": bool(tls)}
        if password:
            options |= {"authenticator": self._authenticate, "auth_required": True}
        self._controller = Controller(self, "127.0.0.1", self.port, ident="test", **options)

    def __enter__(self) -> "SmtpServer":
        self._controller.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._controller.stop()

    def _authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, words: Any
    ) -> AuthResult:
        return AuthResult(success=words.password == self._password.encode())

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self._refuse:
            return self._refuse
        envelope.rcpt_tos.append(address)
        return "250 fine"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.original_content or b""
        self.recipients += envelope.rcpt_tos
        self.letters.append(content)
        self.mails.append(email.message_from_bytes(content, policy=email.policy.default))
        return "250 taken"

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        return self._bye or "221 bye"
