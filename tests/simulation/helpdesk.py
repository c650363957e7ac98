"""A help desk over real sockets that counts what it was really made to do, and misbehaves on the way when asked to.

It speaks the wire of the built-in one. Every token has a world of its own, so that thousands of runs share a server.
"""

import hashlib
import json
import os
import socket
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

START_MS = 1_700_000_000_000
LATE_S = 0.12
PATIENCE_S = 0.06
"""What a client of the late server allows a call: less than the server takes for it."""

BEHAVIOURS = ("well", "answers lost", "late", "twice", "plain", "plain, answers lost")
"""Answers lost, late: the first answer to each send. Twice: a proxy sends each send two times.

Plain servers have no unique references: whatever is sent again is there again.
"""
NEWS_FILE = b"The statement you asked for. " * 40


@dataclass
class World:
    """What one person has at the help desk."""

    tickets: dict[str, dict[str, Any]] = field(default_factory=dict)
    messages: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    changes: list[tuple[str, str]] = field(default_factory=list)
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    arrivals: Counter[str] = field(default_factory=Counter)
    at_work: int = 0

    def add_ticket(self, title: str, department: str = "", ref: str = "") -> str:
        """A ticket without messages; its id."""
        id = str(len(self.tickets) + 1)
        moment = START_MS + len(self.changes) * 1000
        self.tickets[id] = {
            "id": id, "number": id, "title": title, "department": department, "status": "1",
            "created": moment, "updated": moment, "ref": ref,
        }  # fmt: skip
        self.changes.append(("tickets", id))
        return id

    def add_message(self, ticket: str, body: str, side: str, files: list[tuple[str, str, bytes]], ref: str = "") -> str:
        """A message with files of (name, media type, bytes); its id."""
        id = str(len(self.messages) + 1)
        kept = []
        for name, media_type, data in files:
            file_id = str(len(self.files) + 1)
            self.files[file_id] = data
            kept.append({"id": file_id, "name": name, "type": media_type, "size": len(data)})
        self.messages[id] = {
            "id": id, "ticket": ticket, "side": side, "author": side, "body": body,
            "created": START_MS + len(self.changes) * 1000, "ref": ref, "files": kept,
        }  # fmt: skip
        self.changes.append(("messages", id))
        return id

    def take_in(
        self, form: dict[str, str], files: list[tuple[str, str, bytes]], *, unique: bool
    ) -> dict[str, Any] | None:
        """Create what a form asks for, with support's answer to it.

        A known reference creates nothing; None where it came with other content before.
        """
        ref = form["ref"]
        digest = hashlib.sha256(repr((sorted(form.items()), files)).encode()).hexdigest()
        if unique and ref in self.answers:
            return {**self.answers[ref], "repeat": True} if self.digests[ref] == digest else None
        self.digests[ref] = digest
        ticket = form.get("issue") or self.add_ticket(form["title"], form.get("department", ""), ref)
        message = self.add_message(ticket, form["content"], "own", files, ref)
        self.add_message(ticket, f"We read: {form['content'][:40]}", "support", [])
        ids = [file["id"] for file in self.messages[message]["files"]]
        self.answers[ref] = {"issue": ticket, "message": message, "files": ids, "repeat": False}
        return self.answers[ref]

    def page(self, since: int, limit: int) -> dict[str, Any]:
        """What changed after a cursor."""
        end = min(len(self.changes), since + limit)
        page: dict[str, Any] = {"cursor": str(end), "more": end < len(self.changes), "wallets": [], "transactions": []}
        for kind, things in (("tickets", self.tickets), ("messages", self.messages)):
            ids = dict.fromkeys(id for changed, id in self.changes[since:end] if changed == kind)
            page[kind] = [things[id] for id in ids]
        return {**page, "verification": None}

    def recall(self, wanted: dict[str, str]) -> dict[str, Any]:
        """What of these is here."""
        page: dict[str, Any] = {"cursor": "", "more": False, "wallets": [], "transactions": [], "verification": None}
        for kind, things in (("tickets", self.tickets), ("messages", self.messages)):
            page[kind] = [things[id] for id in wanted.get(kind, "").split(",") if id in things]
        return page

    def report(self) -> dict[str, Any]:
        """What a harness counts: everything of the person's own, the references seen, support's answers."""
        own = [message for message in self.messages.values() if message["side"] == "own" and message["ref"]]
        return {
            "own": [
                {
                    **{name: message[name] for name in ("id", "ref", "ticket", "body")},
                    "title": self.tickets[message["ticket"]]["title"],
                    "files": [hashlib.sha256(self.files[file["id"]]).hexdigest() for file in message["files"]],
                }
                for message in own
            ],
            "tickets": len(self.tickets),
            "seen": sorted(self.arrivals),
            "answers": [one["id"] for one in self.messages.values() if one["side"] == "support"],
        }


def new_world(*, with_news: bool) -> World:
    """An old ticket; `with_news` an answer on it that the profile has not seen yet."""
    world = World()
    ticket = world.add_ticket("An old question", "1")
    world.add_message(ticket, "Where is my statement?", "own", [])
    world.add_message(ticket, "We are looking for it.", "support", [])
    if with_news:
        world.add_message(ticket, "Here it is.", "support", [("statement.txt", "text/plain", NEWS_FILE)])
    return world


ABOUT: dict[str, Any] = {
    "product": "otet-desk", "version": 1, "name": "Test desk", "demo": False,
    "departments": [{"id": "1", "name": "Financial", "labels": {}}],
    "statuses": [{"id": "1", "name": "open", "kind": "open", "labels": {}}],
    "attachment_limit_bytes": 1_000_000, "attachments_per_message": 5, "text_limit": 100_000, "subject_limit": 200,
    "reply_reopens": True, "languages": [], "email_address": "", "email_alerts": False,
}  # fmt: skip


class Desk(ThreadingHTTPServer):
    """The server: one lock, worlds by token."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, behaviour: str) -> None:
        super().__init__(("127.0.0.1", 0), Visit)
        self.behaviour = behaviour
        self.unique = not behaviour.startswith("plain")
        self.worlds: dict[str, World] = {}
        self.lock = threading.Condition()

    def world(self, token: str) -> World:
        """The world of a token; made when it is first met."""
        return self.worlds.setdefault(token, new_world(with_news=token != "base"))

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that was killed is what this is about."""


class Visit(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True
    server: Desk

    def log_message(self, format: str, *args: Any) -> None:
        """Nobody reads it."""

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        with self.server.lock:
            if parts.path == "/report":
                self._answer(200, self._report(query["world"]))
            elif parts.path == "/desk/rest/desk/about":
                self._data({**ABOUT, "guarantee": "A" if self.server.unique else "C"})
            elif parts.path == "/desk/rest/desk/sync":
                self._data(self._world().page(int(query.get("since") or 0), int(query["limit"])))
            elif parts.path == "/desk/rest/desk/recall":
                self._data(self._world().recall(query))
            elif parts.path == "/desk/rest/desk/found":
                self._data({"answer": self._world().answers.get(query["ref"])})
            elif parts.path.startswith("/desk/file"):
                self._file(self._world().files[parts.path.split("/")[2].removeprefix("file")])
            else:
                self._answer(404, {"error": {"status": 404, "msg": "no such route", "code": "gone"}})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/desk/rest/desk/token":
            self._data({"token": "base", "user": "2", "username": "demo", "display_name": "Demo"}, 201)
            return
        form, files = _form(self.headers["Content-Type"], body)
        behaviour = self.server.behaviour
        with self.server.lock:
            world = self._world()
            world.arrivals[form["ref"]] += 1
            is_first = world.arrivals[form["ref"]] == 1
            world.at_work += 1
        if behaviour == "late" and is_first:
            time.sleep(LATE_S)
        with self.server.lock:
            for _ in range(2 if behaviour == "twice" else 1):
                answer = world.take_in(form, files, unique=self.server.unique)
            world.at_work -= 1
            self.server.lock.notify_all()
        if behaviour.endswith("answers lost") and is_first:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        if answer is None:
            self._answer(409, {"error": {"status": 409, "code": "ref_conflict", "msg": "other content came with it"}})
            return
        self._data(answer, 200 if answer["repeat"] else 201)

    def _report(self, token: str) -> dict[str, Any]:
        world = self.server.world(token)
        self.server.lock.wait_for(lambda: not world.at_work, 10)
        return world.report()

    def _world(self) -> World:
        return self.server.world(self.headers["Authorization"].removeprefix("Bearer "))

    def _data(self, data: dict[str, Any], status: int = 200) -> None:
        self._answer(status, {"data": data})

    def _answer(self, status: int, value: dict[str, Any]) -> None:
        self._send(status, "application/json", json.dumps(value).encode())

    def _file(self, data: bytes) -> None:
        first, _, last = (self.headers.get("Range") or "bytes=0-").removeprefix("bytes=").partition("-")
        begin, end = int(first), min(int(last) + 1, len(data)) if last else len(data)
        is_part = (begin, end) != (0, len(data))
        span = {"Content-Range": f"bytes {begin}-{end - 1}/{len(data)}"} if is_part else {}
        self._send(206 if is_part else 200, "text/plain", data[begin:end], span)

    def _send(self, status: int, media_type: str, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": media_type, "Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def _form(content_type: str, body: bytes) -> tuple[dict[str, str], list[tuple[str, str, bytes]]]:
    """The fields and the files of a multipart form; one that broke off half-way raises."""
    boundary = b"--" + content_type.partition("boundary=")[2].encode()
    first, *parts, last = body.split(boundary)
    if first or not last.startswith(b"--"):
        raise ValueError("half a form")
    form: dict[str, str] = {}
    files = []
    for part in parts:
        head, _, data = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        words = head.decode().replace("\r\n", "; ").split("; ")
        facts = dict(word.partition("=")[::2] for word in words if "=" in word)
        name, data = facts["name"].strip('"'), data.removesuffix(b"\r\n")
        if name == "file":
            media_type = next(word.partition(": ")[2] for word in words if word.lower().startswith("content-type"))
            files.append((facts["filename"].strip('"'), media_type, data))
        else:
            form[name] = data.decode()
    return form, files


@dataclass(frozen=True)
class Running:
    """A help desk in a process of its own; it ends when the process that started it does."""

    url: str
    lifeline: int

    def report(self, world: str) -> dict[str, Any]:
        """What it has of one world, once it has nothing under way there."""
        connection = HTTPConnection(urlsplit(self.url).netloc, timeout=30)
        try:
            connection.request("GET", f"/report?world={world}")
            report: dict[str, Any] = json.loads(connection.getresponse().read())
        finally:
            connection.close()
        return report


def start(behaviour: str) -> Running:
    """Fork it off; call this while the process has one thread only."""
    port_out, port_in = os.pipe()
    life_out, life_in = os.pipe()
    if os.fork() == 0:
        os.close(life_in)
        desk = Desk(behaviour)
        os.write(port_in, str(desk.server_port).encode())
        threading.Thread(target=desk.serve_forever, daemon=True).start()
        os.read(life_out, 1)
        os._exit(0)
    os.close(life_out)
    port = int(os.read(port_out, 16))
    for end in (port_out, port_in):
        os.close(end)
    return Running(f"http://127.0.0.1:{port}/desk", life_in)
