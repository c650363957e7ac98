"""Roundup's web client as the gate uses it: answers one row of the table of routes, and nothing else.

The gate (`desktop/desk/gate.py`) has decided who asks and what for; it says so in the request's environment:
`desk.caller`, `desk.row`, `desk.parts`, `desk.refusal`, `desk.retry_after_s`, `desk.nonce`.
"""

import contextlib
import html
import json
import logging
import pathlib
import re
import sqlite3
import sys
import urllib.parse
from pathlib import Path
from typing import Any

from roundup.cgi import client
from roundup.cgi.exceptions import NotFound, SendFile, SendStaticFile
from roundup.exceptions import Reject
from roundup.rest import Routing

from desktop.desk.tracker import fields, form_keys, health, json_answers, kept_databases, store, texts
from desktop.desk.tracker.pages import assets, drafts
from desktop.desk.tracker.pages.view import View
from desktop.desk.tracker.roundup_types import Request
from desktop.desk.tracker.rules import roles
from desktop.desk.tracker.wire import about

LOG = logging.getLogger("roundup.desk")
SHOWN_TYPES = ("image/png", "image/jpeg", "image/gif", "image/webp", "text/plain")
RANGE = re.compile(r"bytes=(\d{1,15})-(\d{0,15})")
ERRORS = ((re.compile(r"permission|not allowed|not permitted|may not", re.IGNORECASE), "not_yours"),)
"""What Roundup's own sentences, which are English, are about."""
BUSY = ("busy", "books_busy", "gate_busy")
"""The texts that say that nothing was written and that it may work in a moment."""
REFUSED = {"expired": 403, "wrong_login": 403, "too_many_logins": 429}
"""The statuses of what the gate refuses and a page explains."""
CHUNK_BYTES = 256 * 1024
RETRY_AFTER_S = "2"
SAFETY = (("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"), ("Referrer-Policy", "same-origin"))
"""Headers of every answer: nothing is guessed to be a script, framed by another site, or told to one."""


# Roundup writes it where even a page of ours cannot be made
client.default_err_msg = "<!doctype html><meta charset=utf-8><title>Otet Desk</title>" + "".join(
    f'<p lang="{one}" dir="auto">{texts.page("broken", one)}</p>' for one in texts.LANGUAGES
)


class Client(client.Client):  # type: ignore[misc] # Roundup is not typed
    """One request."""

    actions = ()  # none of Roundup's own
    mime_type_allowlist: list[str] = []

    def __init__(self, *words: Any, **named: Any) -> None:
        super().__init__(*words, **named)
        self.row = self.env["desk.row"]
        # no page can be made of an app's answer: there is nothing to frame, and nothing that refers to elsewhere
        for header, value in SAFETY[:1] if self.row.kind.value == "wire" else SAFETY:
            self.setHeader(header, value)

    def clean_up(self) -> None:
        """Do nothing: sessions are rows that a sign-in clears, and nonces are not stored."""

    def determine_charset(self) -> None:
        """Always UTF-8."""

    def determine_language(self) -> None:
        """Leave Roundup's own words alone: the pages have theirs."""

    def determine_user(self, is_api: bool = False) -> None:
        """Act as the caller whom the gate has identified."""
        caller = self.env["desk.caller"]
        if not hasattr(self, "db"):
            self.db = kept_databases.take(self.instance, caller.name)
        self.opendb(caller.name)
        self.db.tx_Source = "web"
        self.user, self.userid = caller.name, self.db.getuid()
        self.session_api = None

    def determine_context(self, dre: object = None) -> None:
        """Show what the row says; somebody who is not signed in gets the sign-in page in its place."""
        self.classname = self.nodeid = None
        self.template = ""
        kind, parts = self.row.kind.value, self.env["desk.parts"]
        if kind == "static":
            raise SendStaticFile(parts[0])
        if self.user == "anonymous":
            if kind == "file":
                self.response_code = 401
            return
        if kind == "file":
            raise SendFile(f"file{parts[0]}")
        if not self.row.template:
            return
        self.classname, _, self.template = self.row.template.partition(".")
        self.nodeid = parts[0] if parts else None
        if self.nodeid and not self.db.getclass(self.classname).hasnode(self.nodeid):
            raise NotFound(f"{self.classname}{self.nodeid}")

    def handle_csrf(self, api: bool = False) -> bool:
        """Explain what the gate refused; whether the form is acted upon."""
        key = self.env["desk.refusal"]
        if not key:
            return True
        self.form_wins = True
        self.response_code = REFUSED[key]
        seconds = self.env["desk.retry_after_s"]
        if seconds:
            self.setHeader("Retry-After", str(seconds))
        if key == "expired" and form_keys.repeats(self.db, self.form):
            # a form sent twice, the second time from an old page: the first time it worked
            key = "done_already"
        if key != "expired" or self.user != "anonymous" or self.row.kind.value == "sign in":
            self.say(View(self).sentence(key, n=seconds or 60))
        return False

    def handle_action(self) -> Any:
        """Run the row's action while nobody else writes."""
        if not self.row.action or self.env["REQUEST_METHOD"] != "POST":
            return None
        try:
            with store.writing():
                # what was read before the lock may have changed since
                self.db.rollback()
                return self.get_action_class(self.row.action)(self).execute()
        except (sqlite3.OperationalError, OSError):
            LOG.exception("not now: %s", self.row.action)
            self.db.rollback()
            self.say(View(self).t("busy"))
        except (ValueError, Reject) as refused:
            self.db.rollback()
            self.add_error_message(str(refused))
        return None

    def handle_rest(self) -> None:
        """Answer an app; only the overlay's own routes can be reached, and those that write do so one at a time."""
        if self.path == health.PATH and not self.env["desk.caller"].is_known:
            json_answers.send(self, {"status": health.status()})
            return
        self.determine_user()
        self.db.tx_Source = "rest"
        try:
            with store.writing() if self.row.writes else contextlib.nullcontext():
                output = Routing.execute(self, self.path, self.env["REQUEST_METHOD"].replace("HEAD", "GET"), self.form)
        except store.BusyError:
            self.response_code = 503
            self.setHeader("Retry-After", RETRY_AFTER_S)
            output = {"error": {"status": 503, "msg": "The help desk cannot do this right now."}}
        json_answers.send(self, output, is_tagged=self.path == about.PATH)

    @property
    def client(self) -> Request:
        """What a route calls the request: this."""
        return self

    def reject_request(self, message: bytes | str, message_type: str = "text/plain", status: int = 401) -> None:
        """Refuse a call, always as JSON."""
        if message_type != "application/json":
            words = message.decode("utf-8", "replace") if isinstance(message, bytes) else message
            message = json.dumps({"error": {"status": int(status), "msg": words}}).encode()
        super().reject_request(message, message_type="application/json", status=status)

    def renderFrontPage(self, message: str) -> None:
        """Refuse a page: an app gets JSON where a browser gets the front page."""
        if self.env.get("HTTP_AUTHORIZATION") or self.env.get("HTTP_X_REQUESTED_WITH") == "otet-desk":
            self.reject_request(str(message), status=self.response_code)
        else:
            super().renderFrontPage(message)

    def selectTemplate(self, name: str, view: str | None) -> str:
        """Only the row's own template, the front page, or the page that says that there is nothing."""
        if view not in (None, "", "404", "400") and f"{name}.{view}" != self.row.template:
            raise NotFound(str(name))
        found: str = super().selectTemplate(name, view)
        return found

    def add_error_message(self, msg: str, escape: bool = True) -> None:
        """Say what went wrong in the person's language; also keeps Roundup's sentences off the page."""
        if not texts.is_of_a_page(msg):
            key = next((key for pattern, key in ERRORS if pattern.search(msg)), "failed")
            LOG.info("the page says: %s", key)
            msg = View(self).sentence(key)
        self.say(msg)

    def say(self, words: str) -> None:
        """Say what is wrong with a form, in words of our own; the status says it as well."""
        if self.env["REQUEST_METHOD"] == "POST" and self.response_code == 200:
            busy = {texts.page(key, one) for key in BUSY for one in texts.LANGUAGES}
            self.response_code = 503 if words in busy else 422
            if self.response_code == 503:
                self.setHeader("Retry-After", RETRY_AFTER_S)
        super().add_error_message(words)

    def send_error_to_admin(self, subject: str, html: str, txt: str) -> None:
        """Write a failure to the log, and let the status say so: mailing it would need a mail server."""
        error = sys.exc_info()[1]
        is_passing = isinstance(error, (sqlite3.OperationalError, OSError))
        self.response_code = 503 if is_passing else 500
        if is_passing:
            self.setHeader("Retry-After", RETRY_AFTER_S)
        is_file = self.row.kind.value == "file"
        what = f"file{self.env['desk.parts'][0]}" if is_file else self.row.template or "front page"
        LOG.error("not answered: %s", what, exc_info=error)

    def write_html(self, content: str) -> None:
        """Send a page; where it could not be made, one that says so and gives back what the person wrote."""
        if content == client.default_err_msg:
            content = _failure_page(self)
        target = self.additional_headers.get("Location", "")
        if target.startswith(self.base):
            # whichever of its names the help desk was called by is kept
            self.additional_headers["Location"] = self.cookie_path + target[len(self.base) :]
        super().write_html(content)

    def serve_static_file(self, file: str) -> None:
        """Send a style sheet or script; kept by the browser only under an address that names its content."""
        name = str(file).rpartition("/")[2]
        asked = fields.text_of(self.form, "v")
        kept = assets.cache_control(self.instance.config["TEMPLATES"], str(file), asked)
        self.Cache_Control: dict[str, str] = {**self.Cache_Control, name: kept}
        super().serve_static_file(file)

    def serve_file(self, designator: str, dre: object = None) -> None:
        """Send an attachment: as a download only, in pieces, from where the caller already is."""
        item = self.env["desk.parts"][0]
        if not self.db.file.hasnode(item):
            if self.env.get("HTTP_AUTHORIZATION"):
                self.reject_request("There is no such file.", status=404)
                return
            self.classname, self.template = "issue", ""
            raise NotFound(str(designator))
        is_hidden = drafts.hides(self.db, item, self.userid)
        if is_hidden or not roles.may_read_file(self.db, self.userid, item):
            self.response_code = 403
            self.renderFrontPage("You may not see this file.")
            return
        media_type = self.db.file.get(item, "type") or "application/octet-stream"
        self.setHeader("Content-Type", media_type if media_type in SHOWN_TYPES else "application/octet-stream")
        self.setHeader("Content-Disposition", _download_name(self.path))
        # who asks is looked at each time: the browser may be somebody else's by then
        self.setHeader("Cache-Control", "private, no-cache")
        self._send(pathlib.Path(self.db.filename("file", item)))

    def _send(self, path: Path) -> None:
        kept = path.stat()
        length, etag = kept.st_size, f'"{kept.st_size:x}-{kept.st_mtime_ns:x}"'
        start, end = 0, length
        self.setHeader("ETag", etag)
        if etag in self.env.get("HTTP_IF_NONE_MATCH", "").replace(" ", "").split(","):
            self.response_code = 304
            self.header()
            return
        self.setHeader("Accept-Ranges", "bytes")
        wanted = RANGE.fullmatch(self.env.get("HTTP_RANGE", ""))
        if wanted:
            start = int(wanted[1])
            end = min(length, int(wanted[2]) + 1) if wanted[2] else length
            if start >= end:
                self.response_code = 416
                self.setHeader("Content-Range", f"bytes */{length}")
                self.setHeader("Content-Length", "0")
                self.header()
                return
            self.response_code = 206
            self.setHeader("Content-Range", f"bytes {start}-{end - 1}/{length}")
        self.setHeader("Content-Length", str(end - start))
        self.header()
        if self.env["REQUEST_METHOD"] == "HEAD":
            return
        with path.open("rb") as file:
            file.seek(start)
            while start < end:
                piece = file.read(min(CHUNK_BYTES, end - start))
                if not piece:
                    break
                start += len(piece)
                self.request.wfile.write(piece)


def _download_name(path: str) -> str:
    name = path.partition("/")[2] or "file"
    return "attachment; filename*=UTF-8''" + urllib.parse.quote(name, safe="")


def _failure_page(client_: Request) -> str:
    language = texts.language_of(client_.env["desk.caller"].language)
    text = fields.text_of(client_.form, "@note")
    words = texts.page("gate_busy" if client_.response_code == 503 else "broken", language)
    kept = ""
    if text:
        kept = f'<p id="kept">{html.escape(texts.page("gate_kept", language))}</p>'
        kept += f'<textarea dir="auto" rows="12" readonly aria-labelledby="kept">{html.escape(text)}</textarea>'
    head = f'<!doctype html><html lang="{language}" dir="{texts.direction(language)}"><meta charset="utf-8">'
    head += '<meta name="viewport" content="width=device-width, initial-scale=1"><title>Otet Desk</title>'
    head += '<link rel="stylesheet" href="@@file/desk.css">'
    title = html.escape(texts.page("desk", language))
    words = f'<p class="bad" role="alert">{html.escape(words)}</p>'
    return f"{head}<body><main><h1>{title}</h1>{words}{kept}</main></body></html>"
