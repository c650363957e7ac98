"""Roundup's web client with the desk's ways: tokens, errors in JSON for apps, attachments that can be resumed."""

import json
import logging
import pathlib
import re
import urllib.parse

import deskbooks
import deskhealth
import desktexts
import desktokens
import deskview
from roundup.anypy.cgi_ import MiniFieldStorage
from roundup.cgi import client
from roundup.cgi.exceptions import LoginError, NotFound

LOG = logging.getLogger("roundup.desk")
SHOWN_TYPES = ("image/png", "image/jpeg", "image/gif", "image/webp", "text/plain")
RANGE = re.compile(r"bytes=(\d{1,15})-(\d{0,15})")
NUMBER = re.compile(r"\d{1,4}")
ERRORS = (
    (re.compile(r"Invalid login|Username required"), "wrong_login"),
    (re.compile(r"Logins? occurring too fast|rate limit", re.IGNORECASE), "too_many_logins"),
    (re.compile(r"csrf|referer|origin|session|expired", re.IGNORECASE), "expired"),
    (re.compile(r"permission|not allowed|not permitted|may not", re.IGNORECASE), "not_yours"),
)
"""What Roundup's own sentences, which are English, are about."""
CHUNK_BYTES = 256 * 1024


# Roundup writes it where even a page of ours cannot be made
client.default_err_msg = "<!doctype html><meta charset=utf-8><title>Otet Desk</title>" + "".join(
    f'<p lang="{one}" dir="auto">{desktexts.page("broken", one)}</p>' for one in desktexts.LANGUAGES
)


class Client(client.Client):
    """One request."""

    def authenticate_bearer_token(self, challenge):
        """Sign in by one of our own tokens."""
        try:
            user = desktokens.user_of(self.db, challenge.strip())
        except LoginError:
            self.make_user_anonymous()
            raise
        return {"sub": user, "roles": list(self.db.user.get_roles(user))}

    def handle_rest(self):
        """Answer a REST call, the health check of a caller without a name without opening the database.

        Long answers come without the blanks that Roundup adds for human eyes, half of a long page.
        """
        is_nobody = not (self.env.get("HTTP_AUTHORIZATION") or self.env.get("HTTP_COOKIE"))
        if self.path == deskhealth.PATH and self.env["REQUEST_METHOD"] in ("GET", "HEAD") and is_nobody:
            self.setHeader("Content-Type", "application/json")
            self.setHeader("Cache-Control", "no-store")
            self.write(json.dumps({"status": deskhealth.status()}).encode())
            return
        if self.env["REQUEST_METHOD"] == "GET" and "@pretty" not in self.form:
            self.form.list.append(MiniFieldStorage("@pretty", "false"))
        super().handle_rest()

    def reject_request(self, message, message_type="text/plain", status=401):
        """Refuse a REST call, always as JSON."""
        if message_type != "application/json":
            words = message.decode("utf-8", "replace") if isinstance(message, bytes) else message
            message = json.dumps({"error": {"status": int(status), "msg": words}}).encode()
        super().reject_request(message, message_type="application/json", status=status)

    def renderFrontPage(self, message):
        """Refuse a page: an app gets JSON where a browser gets the front page."""
        if self.env.get("HTTP_AUTHORIZATION") or self.env.get("HTTP_X_REQUESTED_WITH") == "otet-desk":
            self.reject_request(str(message), status=self.response_code)
        else:
            super().renderFrontPage(message)

    def add_error_message(self, msg, escape=True):
        """Say what went wrong in the person's language; also keeps a link from putting words into our mouth."""
        if not desktexts.is_of_a_page(msg):
            LOG.info("the page says: %s", msg)
            key = next((key for pattern, key in ERRORS if pattern.search(msg)), "failed")
            seconds = NUMBER.search(msg)
            if key == "expired" and deskbooks.is_used(self.db, deskview.text_of(self.form, "@key")):
                # a form sent twice: its token was good for the first time, and that time it worked
                key = "done_already"
            msg = deskview.View(self).sentence(key, n=int(seconds[0]) if seconds else 60)
        super().add_error_message(msg, escape)

    def say(self, words):
        """Say what is wrong with a form, in words of our own."""
        super().add_error_message(words)

    def send_error_to_admin(self, subject, html, txt):
        """Write a failure to the log: mailing it needs a mail server and makes the visitor wait for it."""
        LOG.error("%s\n%s", subject, txt)

    def serve_file(self, designator, dre=None):
        """Send an attachment: as a download only, in pieces, from where the caller already is."""
        match = re.fullmatch(r"(file|msg)(\d{1,9})", str(designator))
        if not match or not self.db.getclass(match[1]).hasnode(match[2]):
            if self.env.get("HTTP_AUTHORIZATION"):
                self.reject_request("There is no such file.", status=404)
                return
            raise NotFound(str(designator))
        klass, item = match[1], match[2]
        if not self.db.security.hasPermission("View", self.userid, klass, "content", item):
            self.response_code = 403
            self.renderFrontPage("You may not see this file.")
            return
        media_type = self.db.getclass(klass).get(item, "type") or "text/plain"
        self.setHeader("Content-Type", media_type if media_type in SHOWN_TYPES else "application/octet-stream")
        self.setHeader("Content-Disposition", _download_name(self.path))
        self.setHeader("Cache-Control", "private, max-age=86400")
        self._send(pathlib.Path(self.db.filename(klass, item)))

    def _send(self, path):
        length = path.stat().st_size
        start, end = 0, length
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


def _download_name(path):
    name = path.partition("/")[2] or "file"
    return "attachment; filename*=UTF-8''" + urllib.parse.quote(name, safe="")
