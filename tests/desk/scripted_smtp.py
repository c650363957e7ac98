"""A mail server that answers as a test wants it: refuses, says nothing, or ends the connection at any step."""

import base64
import socketserver
import threading
from collections.abc import Callable
from types import TracebackType

DROP, SILENT = "drop", "silent"
Reply = str | Callable[[str], str]


class ScriptedSmtp:
    """`replies` by step (`greeting`, `EHLO`, `AUTH`, `MAIL`, `RCPT`, `DATA`, `body`): a line or a function.

    A function gets the client's words. The line may be `drop` (the connection ends) or `silent` (no answer ever).
    With `password` it asks for a sign-in.
    """

    def __init__(self, *, offers: tuple[str, ...] = (), user: str = "", password: str = "", **replies: Reply) -> None:
        self.offers = offers
        self.replies: dict[str, Reply] = dict(replies)
        self.user, self.password = user, password
        self.connections = 0
        self.commands: list[str] = []
        self.mails: list[bytes] = []
        self._over = threading.Event()
        outer = self

        class Conversation(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                outer._talk(self)

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True

            def handle_error(self, request: object, client_address: object) -> None:
                """A client that hung up."""

        self._server = Server(("127.0.0.1", 0), Conversation)
        self.port = int(self._server.server_address[1])
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    def __enter__(self) -> "ScriptedSmtp":
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._over.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def recipients(self) -> list[str]:
        """Every RCPT that was tried."""
        return [words[8:].split(">")[0].lstrip("<") for words in self.commands if words.upper().startswith("RCPT TO:")]

    def _talk(self, peer: socketserver.StreamRequestHandler) -> None:
        self.connections += 1
        if not self._say(peer, self._reply("greeting", "", "220 ready")):
            return
        for line in iter(peer.rfile.readline, b""):
            words = line.decode("utf-8", "replace").strip()
            self.commands.append(words)
            verb = words.upper().split(" ")[0].split(":")[0]
            if verb == "QUIT":
                self._say(peer, "221 bye")
                return
            if not self._say(peer, self._answer(peer, verb, words)):
                return
            if verb == "DATA" and "354" in self._reply("DATA", words, "354 go"):
                content = b"".join(iter(peer.rfile.readline, b".\r\n"))
                reply = self._reply("body", words, "250 taken")
                if reply.startswith("250") or reply == DROP:
                    self.mails.append(content)
                if not self._say(peer, reply):
                    return

    def _answer(self, peer: socketserver.StreamRequestHandler, verb: str, words: str) -> str:
        if verb == "EHLO":
            lines = ["test", *self.offers]
            usual = "\r\n".join(f"250{'-' if line is not lines[-1] else ' '}{line}" for line in lines)
            return self._reply("EHLO", words, usual)
        if verb == "AUTH":
            return self._reply("AUTH", words, "") or self._sign_in(peer, words)
        return self._reply(verb, words, "354 go" if verb == "DATA" else "250 fine")

    def _sign_in(self, peer: socketserver.StreamRequestHandler, words: str) -> str:
        given = words.split(" ")[1:]
        if given[0].upper() == "PLAIN":
            found = base64.b64decode(given[1]).decode("utf-8").split("\0")[1:]
        else:
            found = []
            for question in ("VXNlcm5hbWU6", "UGFzc3dvcmQ6"):
                self._say(peer, f"334 {question}")
                found.append(base64.b64decode(peer.rfile.readline()).decode("utf-8"))
        return "235 in" if found == [self.user, self.password] else "535 5.7.8 wrong user or password"

    def _reply(self, step: str, words: str, usual: str) -> str:
        reply = self.replies.get(step, usual)
        return reply if isinstance(reply, str) else reply(words)

    def _say(self, peer: socketserver.StreamRequestHandler, line: str) -> bool:
        if line == SILENT:
            self._over.wait(30)
        if line in (DROP, SILENT):
            return False
        peer.wfile.write(line.encode() + b"\r\n")
        return True
