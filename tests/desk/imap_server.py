"""As much IMAP as a fetching client needs, over a mailbox that lives in memory."""

import base64
import re
import socketserver
import ssl
import threading
from types import TracebackType


class ImapServer:
    """One mailbox, INBOX; mails have numbers that only grow.

    `offers` are further capabilities. `dropping` mails end the connection in their middle, `refused` ones are answered
    with NO, `withheld` ones with nothing. `drop_at` is a command at which the connection ends.
    """

    def __init__(self, user: str, password: str, tls: ssl.SSLContext | None = None) -> None:
        self.mails: dict[int, bytes] = {}
        self.seen: set[int] = set()
        self.validity = 7
        self.fetched: list[tuple[int, str]] = []
        self.offers: tuple[str, ...] = ()
        self.folder = "INBOX"
        self.dropping: set[int] = set()
        self.refused: set[int] = set()
        self.withheld: set[int] = set()
        self.drop_at = ""
        self.is_read_only = self.refuses_marks = self.has_uidnext = False
        self.commands: list[str] = []
        self.recent: set[int] = set()
        self._words = [user, password]
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
            tag, _, words = line.decode("ascii").strip().partition(" ")
            self.commands.append(words)
            if self.drop_at and words.startswith(self.drop_at):
                return
            if words == "AUTHENTICATE PLAIN" or re.fullmatch(r"LOGIN \{\d+\}", words):
                answer, status = b"", "OK in" if self._read_words(peer, words) == self._words else "NO wrong"
            else:
                answer, status = self._answer(words)
            if status == "DROP":
                peer.wfile.write(answer)
                return
            peer.wfile.write(answer + f"{tag} {status}\r\n".encode())
            if words == "LOGOUT":
                return

    def _read_words(self, peer: socketserver.StreamRequestHandler, words: str) -> list[str]:
        """User and password, as AUTHENTICATE or as two literals."""
        if words.startswith("AUTH"):
            peer.wfile.write(b"+ \r\n")
            return base64.b64decode(peer.rfile.readline()).decode("utf-8").split("\0")[1:]
        found = []
        while match := re.search(r"\{(\d+)\}$", words):
            peer.wfile.write(b"+ go\r\n")
            found.append(peer.rfile.read(int(match[1])).decode("utf-8"))
            words = peer.rfile.readline().decode("ascii").strip()
        return found

    def _answer(self, words: str) -> tuple[bytes, str]:
        if words == "CAPABILITY":
            return " ".join(["* CAPABILITY IMAP4rev1", *self.offers, "\r\n"]).encode(), "OK done"
        if words.startswith("LOGIN"):
            return b"", "OK in" if words == self._login else "NO wrong"
        if words in (f'SELECT "{self.folder}"', f'EXAMINE "{self.folder}"'):
            facts = f"* {len(self.mails)} EXISTS\r\n* OK [UIDVALIDITY {self.validity}] fine\r\n"
            if self.has_uidnext:
                facts += f"* OK [UIDNEXT {max(self.mails, default=0) + 1}] fine\r\n"
            if self.is_read_only:
                return f"{facts}* OK [READ-ONLY] look only\r\n".encode(), "OK [READ-ONLY] selected"
            return facts.encode(), "OK [READ-WRITE] selected"
        if words.startswith(("SELECT", "EXAMINE")):
            return b"", "NO [NONEXISTENT] no such folder"
        if words.startswith("UID SEARCH"):
            return b"* SEARCH " + " ".join(map(str, self._found(words[11:]))).encode() + b"\r\n", "OK done"
        if match := re.fullmatch(r"UID FETCH (\d+) \((.+)\)", words):
            return self._fetched(int(match[1]), match[2])
        if match := re.fullmatch(r"UID STORE (\d+) \+FLAGS.SILENT \(\\Seen\)", words):
            if self.refuses_marks:
                return b"", "BAD you may not"
            self.seen.add(int(match[1]))
            return b"", "OK done"
        return (b"* BYE\r\n", "OK bye") if words == "LOGOUT" else (b"", "BAD what?")

    def _fetched(self, number: int, what: str) -> tuple[bytes, str]:
        if what != "RFC822.SIZE":
            if number in self.refused:
                return b"", "NO this mail is damaged"
            if number in self.withheld:
                return b"", "OK done"
            if number in self.dropping:
                return self._part(number, what)[:-20], "DROP"
        return (self._part(number, what), "OK done") if number in self.mails else (b"", "OK done")

    def _found(self, words: str) -> list[int]:
        if words == "UNSEEN":
            return [number for number in self.mails if number not in self.seen]
        if match := re.fullmatch(r"UID (\d+):\*", words):
            # as the protocol has it: the last one is always within `n:*`
            return [number for number in self.mails if number >= int(match[1]) or number == max(self.mails)]
        if match := re.fullmatch(r"UID (\d+)", words):
            return [number for number in self.mails if number == int(match[1])]
        if words.startswith("SINCE"):
            return [number for number in self.mails if number in self.recent]
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
