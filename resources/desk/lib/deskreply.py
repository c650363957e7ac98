"""An agent's Send: answer, internal note, files, status and department in one transaction, and once only."""

import mimetypes
import re
import sqlite3

import deskapi
import deskthread
import deskview
from roundup import date, hyperdb
from roundup.cgi import actions
from roundup.cgi.exceptions import Redirect, Unauthorised
from roundup.exceptions import Reject

NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f]")


class Reply(actions.Action):
    """The form of the ticket page."""

    def permission(self):
        if self.classname != "issue" or not self.nodeid or self.client.env["REQUEST_METHOD"] != "POST":
            raise Unauthorised("no ticket to answer")
        if not self.db.user.has_role(self.userid, "Agent", "Admin"):
            raise Unauthorised("only agents answer here")

    def handle(self):
        view = deskthread.Page(self.client)
        text = deskview.text_of(self.form, "@note").replace("\r\n", "\n").rstrip()
        seen = deskview.text_of(self.form, "@seen")
        note = bool(deskview.text_of(self.form, "internal"))
        if text and view.repeats(self.nodeid, text, seen):
            self._done("sent_note" if note else "sent")
        uploads = self._uploads()
        if any(upload.file.seek(0, 2) > deskapi.ATTACHMENT_LIMIT_BYTES for upload in uploads):
            self.client.add_error_message(view.t("too_large"))
            return
        meanwhile = self._customer_wrote(view, seen)
        try:
            outcome = self._apply(text, uploads, note, meanwhile)
            self.db.commit()
        except (Reject, ValueError, KeyError, IndexError, hyperdb.HyperdbValueError):
            self.db.rollback()
            self.client.add_error_message(view.t("refused"))
            return
        except (sqlite3.OperationalError, OSError):
            # locked, full: it may be better in a moment
            self.db.rollback()
            self.client.add_error_message(view.t("busy"))
            return
        if outcome is None:
            self.client.add_error_message(view.t("nothing_to_send"))
            return
        self._done(outcome)

    def _uploads(self):
        parts = deskapi.parts(self.form, "@file")
        return [part for part in parts if getattr(part, "filename", None)]

    def _customer_wrote(self, view, seen):
        """Whether the customer sent something that the agent's page did not show."""
        owner = view.requester(self.nodeid)
        newer = [i for i in self.db.issue.get(self.nodeid, "messages") if seen.isdigit() and int(i) > int(seen)]
        return any(self.db.msg.get(item, "author") == owner for item in newer)

    def _apply(self, text, uploads, note, meanwhile):
        """Writes what the form says; the key of what to tell the agent, None where the form says nothing."""
        issue = self.db.issue.getnode(self.nodeid)
        changes = {}
        department = deskview.text_of(self.form, "department")
        # compared with the page, not with the ticket: another agent may have moved it since
        if department and department != deskview.text_of(self.form, "@department"):
            changes["department"] = None if department == "-1" else department
        status = deskview.text_of(self.form, "status")
        writes = bool(text or uploads)
        speaks = writes and not note
        if not status and speaks:
            status = issue.status if self._is_closed(issue) else self._status("open" if meanwhile else "answered")
        if status and (speaks or status != issue.status):
            # said also where it stays the same: the ticket's rules would move it otherwise
            changes["status"] = status
        if writes:
            files = [self._file(upload) for upload in uploads]
            msg = self.db.msg.create(author=self.userid, date=date.Date("."), content=text, files=files, internal=note)
            changes["messages"] = [*issue.messages, msg]
            if files and not note:
                changes["files"] = [*issue.files, *files]
            if not note and not issue.assignedto:
                changes["assignedto"] = self.userid
        if not changes:
            return None
        self.db.issue.set(self.nodeid, **changes)
        if not writes:
            return "saved"
        return "sent_note" if note else "sent_meanwhile" if meanwhile else "sent"

    def _file(self, upload):
        name = NOT_IN_NAMES.sub("_", upload.filename.replace("\\", "/").split("/")[-1]).strip()[:200] or "file"
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        upload.file.seek(0)
        return self.db.file.create(name=name, type=kind, content=upload.file.read())

    def _is_closed(self, issue):
        return self.db.status.get(issue.status, "kind") == "closed"

    def _status(self, kind):
        found = self.db.status.filter(None, {}, sort=[("+", "order")], exact_match_spec={"kind": kind})
        return found[0] if found else ""

    def _done(self, outcome):
        raise Redirect(f"{self.client.base}issue{self.nodeid}?outcome={outcome}#reply")
