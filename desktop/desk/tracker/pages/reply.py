"""The actions of a ticket's page: send an answer, keep a note, keep a draft, undo, send at once.

An answer and a note are two forms with an action each; a draft is restored into the form it came from. Each form has a
key and is carried out once (`form_keys`). What the agent has not seen is shown before anything goes out: the form is
then held back as a draft with a question, its text, choices and files included.
"""

import json
import sqlite3
from typing import Any, NoReturn

from roundup import date, hyperdb
from roundup.cgi import actions
from roundup.cgi.exceptions import Redirect, Unauthorised
from roundup.exceptions import Reject

from desktop.desk.tracker import fields, form_keys
from desktop.desk.tracker.pages import collisions, drafts, publish
from desktop.desk.tracker.pages.view import View
from desktop.desk.tracker.roundup_types import Node
from desktop.desk.tracker.wire import api

LONGEST_UNDO_S = 30
UNSENT = ("undone", "held")
"""Outcomes after which a form's key is free again."""
FAILURES = (Reject, ValueError, KeyError, IndexError, hyperdb.HyperdbValueError, sqlite3.IntegrityError)


class _TicketAction(actions.Action):  # type: ignore[misc] # Roundup is not typed
    """What the actions of a ticket's page have in common."""

    def permission(self) -> None:
        if self.classname != "issue" or not self.nodeid or self.client.env["REQUEST_METHOD"] != "POST":
            raise Unauthorised("no ticket to answer")
        if not self.db.user.has_role(self.userid, "Agent", "Admin"):
            raise Unauthorised("only agents answer here")

    def given(self, name: str) -> str:
        """A field's text."""
        return fields.text_of(self.form, name)

    def go(self, outcome: str = "", place: str = "compose") -> NoReturn:
        """Show the ticket; `outcome` is the key of the form whose outcome is shown, once."""
        query = f"?outcome={outcome}" if outcome else ""
        raise Redirect(f"{self.client.base}issue{self.nodeid}{query}#{place}")

    def say(self, key: str, **facts: Any) -> None:
        """Show the form again, as it was sent, with what went wrong."""
        self.client.say(View(self.client).sentence(key, **facts))


class Reply(_TicketAction):
    """An answer to the customer, or a change of status or department alone."""

    mode = "reply"

    def handle(self) -> None:
        # older pages have one form with a tick: what was ticked stays a note
        mode = "note" if self.given("internal") else self.mode
        send = self._read(mode)
        if not form_keys.is_key(send["key"]):
            self.say("no_key")
            return
        sent = form_keys.find(self.db, send["key"])
        if sent and sent["digest"] == send["digest"]:
            self._show_outcome(send["key"], sent)
        problem = self._problem(send)
        if problem:
            self.say(problem)
            return
        try:
            is_used = sent and sent["answer"].get("outcome") not in UNSENT
            question = "used" if is_used else self._question(send)
            if sent and question == "used":
                send["shown"]["sent"] = sent["answer"].get("message", "")
            done = self._hold(send, question) if question else self._carry_out(send)
            self.db.commit()
        except FAILURES:
            self.db.rollback()
            sent = form_keys.find(self.db, send["key"])
            if sent and sent["digest"] == send["digest"]:
                # the same form came twice at once, and the other was first
                self._show_outcome(send["key"], sent)
            api.LOG.exception("a ticket's form was refused")
            self.say("refused")
            return
        except (sqlite3.OperationalError, OSError):
            # locked, full: it may be better in a moment
            self.db.rollback()
            self.say("busy")
            return
        self.go(*done)

    def _show_outcome(self, key: str, sent: dict[str, Any]) -> NoReturn:
        is_waiting = sent["answer"].get("outcome") == "waiting"
        self.go(key, f"waiting{sent['answer']['draft']}" if is_waiting else "outcome")

    def _read(self, mode: str) -> dict[str, Any]:
        text = self.given("@note").replace("\r\n", "\n").rstrip()
        uploads = [part for part in api.parts(self.form, "@file") if getattr(part, "filename", None)]
        department = self.given("department")
        shown = collisions.shown_by(self.form)
        send = {
            "mode": mode,
            "text": text,
            "uploads": uploads,
            "files": self._kept(mode),
            "status": self.given("status"),
            # compared with the page, not with the ticket: another agent may have moved it since
            "department": department if department != shown["department"] else "",
            "shown": shown,
            "key": self.given("@key"),
            "from": self.given("@from"),
        }
        files = [(part.filename, form_keys.digest_of_bytes(part.file)) for part in uploads]
        content = (self.nodeid, mode, text, send["status"], department, files, send["files"])
        return {**send, "digest": form_keys.digest_of(*content)}

    def _kept(self, mode: str) -> list[str]:
        """Files that an earlier, held back send has brought already; only those of the agent's own drafts."""
        own = {item for row in drafts.rows(self.db, self.nodeid, self.userid) for item in row.files}
        return sorted(own & drafts.asked(self.form), key=int)

    def _problem(self, send: dict[str, Any]) -> str:
        if any(part.file.seek(0, 2) > api.ATTACHMENT_LIMIT_BYTES for part in send["uploads"]):
            return "too_large"
        if len(send["text"]) > publish.LONGEST_TEXT:
            return "text_too_long"
        says = send["text"] or send["uploads"] or send["files"] or send["department"]
        status = send["status"] and send["status"] != self.db.issue.get(self.nodeid, "status")
        return "" if says or status else "nothing_to_send"

    def _question(self, send: dict[str, Any]) -> str:
        """What has to be asked before this may go out, "" where nothing has to."""
        writes = send["text"] or send["uploads"] or send["files"]
        is_plain_note = send["mode"] == "note" and writes and not send["status"] and not send["department"]
        is_news = collisions.is_news(self.db, self.nodeid, self.userid, send["shown"])
        return "meanwhile" if is_news and not is_plain_note else ""

    def _hold(self, send: dict[str, Any], question: str) -> tuple[str, str]:
        """Keep the whole form as a draft, to be asked about on the page."""
        files = [*send["files"], *publish.keep_files(self.db, send["uploads"])]
        self._save(send, state="held", question=question, files=files)
        return "", "question"

    def _carry_out(self, send: dict[str, Any]) -> tuple[str, str]:
        if form_keys.find(self.db, send["key"]):
            # nothing came of the first send under this key
            form_keys.record(self.db, send["key"], send["digest"])
        else:
            form_keys.use(self.db, send["key"], send["digest"])
        undo = self.given("@undo")
        writes = bool(send["text"] or send["uploads"] or send["files"])
        files = [*send["files"], *publish.keep_files(self.db, send["uploads"])]
        if send["mode"] == "reply" and writes and undo.isascii() and undo.isdigit() and int(undo):
            seconds = min(int(undo[:3]), LONGEST_UNDO_S)
            due = date.Date(".") + date.Interval(f"00:00:{seconds:02d}")
            row = self._save(send, state="waiting", question="", files=files, due=due)
            text = form_keys.digest_of(send["text"])
            form_keys.record(self.db, send["key"], outcome="waiting", draft=row, text=text)
            return send["key"], f"waiting{row}"
        is_news = collisions.is_news(self.db, self.nodeid, self.userid, send["shown"])
        facts = {name: send[name] for name in ("mode", "text", "status", "department")}
        outcome, message = publish.write(self.db, self.nodeid, files=files, **facts)
        keys = (send["key"], send["from"])
        drafts.forget(self.db, self.nodeid, self.userid, send["mode"], keys, send["text"])
        outcome = "note_meanwhile" if outcome == "sent_note" and is_news else outcome
        text = form_keys.digest_of(send["text"])
        form_keys.record(self.db, send["key"], outcome=outcome, message=message, text=text)
        return send["key"], "outcome"

    def _save(self, send: dict[str, Any], **facts: Any) -> str:
        facts = {"due": None, "names": "[]", **facts, "shown": json.dumps(send["shown"])}
        facts.update((name, send[name]) for name in ("text", "status", "department"))
        keys = (send["key"], send["from"])
        return drafts.save(self.db, self.nodeid, self.userid, send["mode"], keys, **facts)


class Note(Reply):
    """An internal note."""

    mode = "note"


class Draft(_TicketAction):
    """What a page saves while its agent types; answers as JSON."""

    def handle(self) -> str:
        mode = self.given("@mode")
        if mode not in drafts.MODES or not form_keys.is_key(self.given("@key")):
            raise Unauthorised("not a draft")
        # Roundup's own tokens are good for one form: the page needs the next one
        answer = {"csrf": self.client.instance.TemplatingUtils(self.client).anti_csrf_nonce()}
        text = self.given("@note").replace("\r\n", "\n")
        if len(text) > publish.LONGEST_TEXT:
            return self._answer(413, answer)
        try:
            self._save(mode, text)
            self.db.commit()
        except (*FAILURES, sqlite3.OperationalError, OSError):
            self.db.rollback()
            api.LOG.exception("a draft was not saved")
            return self._answer(503, answer)
        return self._answer(200, answer)

    def _save(self, mode: str, text: str) -> None:
        keys = (self.given("@key"), self.given("@from"))
        sent = form_keys.find(self.db, keys[0])
        if sent and sent["answer"].get("text") == form_keys.digest_of(text.rstrip()):
            return  # it came late: what it holds has been sent
        department = self.given("department")
        chosen = department if department != self.given("@department") else ""
        facts = {"text": text, "status": self.given("status"), "department": chosen, "names": self.given("@names")}
        row = next((r for r in drafts.rows(self.db, self.nodeid, self.userid) if r.key in keys), None)
        files = [item for item in row.files if item in drafts.asked(self.form)] if row else []
        if not (text.strip() or facts["status"] or chosen or files or facts["names"] not in ("", "[]")):
            if row:
                drafts.remove(self.db, row.id)
            return
        drafts.save(self.db, self.nodeid, self.userid, mode, keys, files=files, **facts)

    def _answer(self, status: int, answer: dict[str, Any]) -> str:
        self.client.response_code = status
        self.client.setHeader("Content-Type", "application/json")
        self.client.setHeader("Cache-Control", "no-store")
        return json.dumps(answer)


class _WaitingAction(_TicketAction):
    """What can be done with an answer that is about to go out; only by its author."""

    def row(self) -> Node | None:
        """The answer, None where it is not waiting any more."""
        item = self.given("@draft")
        found = drafts.waiting(self.db, self.nodeid)
        return next((row for row in found if row.id == item and row.author == self.userid), None)


class Undo(_WaitingAction):
    """Bring a waiting answer back into the form."""

    def handle(self) -> None:
        row = self.row()
        if row is None:
            self.say("undo_too_late")
            return
        self.db.draft.set(row.id, state="draft", due=None)
        form_keys.record(self.db, row.key, outcome="undone")
        self.db.commit()
        self.go(row.key, "outcome")


class SendNow(_WaitingAction):
    """Send a waiting answer at once."""

    def handle(self) -> None:
        row = self.row()
        if row is None:
            self.go()
        key = row.key
        publish.publish(self.db, row)
        self.go(key, "outcome")


ACTIONS = {"reply": Reply, "note": Note, "draft": Draft, "undo": Undo, "sendnow": SendNow}
