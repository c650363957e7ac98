"""An agent's Send: answer, internal note, files, status and department in one transaction, and once only."""

import mimetypes

import deskview
from roundup import date, hyperdb
from roundup.cgi import actions
from roundup.cgi.exceptions import Redirect, Unauthorised
from roundup.exceptions import Reject

FILE_LIMIT = 25 * 1024 * 1024


class Reply(actions.Action):
    """The form of the ticket page."""

    def permission(self):
        if self.classname != "issue" or not self.nodeid or self.client.env["REQUEST_METHOD"] != "POST":
            raise Unauthorised("no ticket to answer")
        if not self.db.user.has_role(self.userid, "Agent", "Admin"):
            raise Unauthorised("only agents answer here")

    def handle(self):
        view = deskview.View(self.client)
        text = deskview.text_of(self.form, "@note").replace("\r\n", "\n").rstrip()
        seen = deskview.text_of(self.form, "@seen")
        note = bool(deskview.text_of(self.form, "internal"))
        if text and view.repeats(self.nodeid, text, seen):
            self._done("sent_note" if note else "sent")
        uploads = self._uploads()
        if any(len(upload.value) > FILE_LIMIT for upload in uploads):
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
        except self.db.sql_operational_error if hasattr(self.db, "sql_operational_error") else ():
            self.db.rollback()
            self.client.add_error_message(view.t("busy"))
            return
        if outcome is None:
            self.client.add_error_message(view.t("nothing_to_send"))
            return
        self._done(outcome)

    def _uploads(self):
        found = self.form["@file"] if "@file" in self.form else []
        found = found if isinstance(found, list) else [found]
        return [upload for upload in found if getattr(upload, "filename", None)]

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
        if department and (None if department == "-1" else department) != issue.department:
            changes["department"] = None if department == "-1" else department
        status = deskview.text_of(self.form, "status")
        writes = bool(text or uploads)
        if not status and writes and not note:
            status = self._status("open" if meanwhile else "answered")
        if status and status != issue.status:
            changes["status"] = status
        if writes:
            files = [self._file(upload) for upload in uploads]
            msg = self.db.msg.create(
                author=self.userid, date=date.Date("."), content=text, files=files, internal=note
            )
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
        name = upload.filename.replace("\\", "/").split("/")[-1] or "file"
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return self.db.file.create(name=name, type=kind, content=upload.value)

    def _status(self, kind):
        found = self.db.status.filter(None, {"kind": kind}, sort=[("+", "order")])
        return found[0] if found else ""

    def _done(self, outcome):
        raise Redirect(f"{self.client.base}issue{self.nodeid}?outcome={outcome}#reply")
