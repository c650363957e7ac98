"""A mail server for tests: as much SMTP as a client needs, on a free port of this computer."""

import email
import email.policy
import socketserver
import threading
from email.message import EmailMessage
from types import TracebackType


class SmtpServer:
    """Takes mails in, or refuses every recipient with the line given."""

    def __init__(self, refuse: bytes = b"") -> None:
        self.mails: list[EmailMessage] = []
        self.recipients: list[str] = []
        self._refuse = refuse
        outer = self

        class Conversation(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                outer._talk(self)

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation)
        self.port = int(self._server.server_address[1])
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    def __enter__(self) -> "SmtpServer":
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _talk(self, peer: socketserver.StreamRequestHandler) -> None:
        peer.wfile.write(b"220 test\r\n")
        for line in iter(peer.rfile.readline, b""):
            word = line[:4].upper()
            if word == b"RCPT" and self._refuse:
                peer.wfile.write(self._refuse + b"\r\n")
                continue
            if word == b"RCPT":
                self.recipients.append(line.split(b"<")[1].split(b">")[0].decode())
            if word == b"DATA":
                peer.wfile.write(b"354 go on\r\n")
                lines = list(iter(peer.rfile.readline, b".\r\n"))
                content = b"".join(text[1:] if text.startswith(b".") else text for text in lines)
                self.mails.append(email.message_from_bytes(content, policy=email.policy.default))
            peer.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 fine\r\n")
            if word == b"QUIT":
                return
