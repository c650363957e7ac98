"""As much IMAP as a fetching client needs, over a mailbox that lives in memory."""

import re
import socketserver
import ssl
import threading
from types import TracebackType


class ImapServer:
    """One mailbox, INBOX; mails have numbers that only grow."""

    def __init__(self, user: str, password: str, tls: ssl.SSLContext | None = None) -> None:
        self.mails: dict[int, bytes] = {}
        self.seen: set[int] = set()
        self.validity = 7
        self.fetched: list[tuple[int, str]] = []
        quoted = password.replace("\\", "\\\\").replace('"', '\\"')
        self._login = f'LOGIN {user} "{quoted}"'
        outer = self

        class Conversation(socketserver.StreamRequestHandler):
            def setup(self) -> None:
                if tls is not None:
                    self.request = tls.wrap_socket(self.request, server_side=True)
                super().setup()

            def handle(self) -> None:
                outer._talk(self)

            def finish(self) -> None:
                super().finish()
                self.request.close()

        class Server(socketserver.ThreadingTCPServer):
            def handle_error(self, request: object, client_address: object) -> None:
                """A client that hung up, as one does that does not trust the certificate."""

        self._server = Server(("127.0.0.1", 0), Conversation)
        self.port = int(self._server.server_address[1])
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    def deliver(self, mail: bytes) -> int:
        """A mail arrives; its number."""
        number = max(self.mails, default=0) + 1
        self.mails[number] = mail
        return number

    def __enter__(self) -> "ImapServer":
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _talk(self, peer: socketserver.StreamRequestHandler) -> None:
        peer.wfile.write(b"* OK ready\r\n")
        for line in iter(peer.rfile.readline, b""):
            tag, _, words = line.decode().strip().partition(" ")
            answer, status = self._answer(words)
            peer.wfile.write(answer + f"{tag} {status}\r\n".encode())
            if words == "LOGOUT":
                return

    def _answer(self, words: str) -> tuple[bytes, str]:
        if words == "CAPABILITY":
            return b"* CAPABILITY IMAP4rev1\r\n", "OK done"
        if words.startswith("LOGIN"):
            return b"", "OK in" if words == self._login else "NO wrong"
        if words == 'SELECT "INBOX"':
            facts = f"* {len(self.mails)} EXISTS\r\n* OK [UIDVALIDITY {self.validity}] fine\r\n"
            return facts.encode(), "OK [READ-WRITE] selected"
        if words.startswith("UID SEARCH"):
            return b"* SEARCH " + " ".join(map(str, self._found(words[11:]))).encode() + b"\r\n", "OK done"
        if match := re.fullmatch(r"UID FETCH (\d+) \((.+)\)", words):
            return self._part(int(match[1]), match[2]), "OK done"
        if match := re.fullmatch(r"UID STORE (\d+) \+FLAGS.SILENT \(\\Seen\)", words):
            self.seen.add(int(match[1]))
            return b"", "OK done"
        return (b"* BYE\r\n", "OK bye") if words == "LOGOUT" else (b"", "BAD what?")

    def _found(self, words: str) -> list[int]:
        if words == "UNSEEN":
            return [number for number in self.mails if number not in self.seen]
        if match := re.fullmatch(r"UID (\d+):\*", words):
            # as the protocol has it: the last one is always within `n:*`
            return [number for number in self.mails if number >= int(match[1]) or number == max(self.mails)]
        return list(self.mails)

    def _part(self, number: int, what: str) -> bytes:
        if what == "RFC822.SIZE":
            return f"* 1 FETCH (UID {number} RFC822.SIZE {len(self.mails[number])})\r\n".encode()
        self.fetched.append((number, what))
        content = self.mails[number]
        if what == "BODY.PEEK[HEADER]":
            content = content.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
        name = what.replace(".PEEK", "")
        return f"* 1 FETCH (UID {number} {name} {{{len(content)}}}\r\n".encode() + content + b")\r\n"
