"""The two forms below a ticket, answer and note: what stands in them, and what their agent is asked."""

from typing import Any

from desktop.desk.tracker import form_keys
from desktop.desk.tracker.fields import text_of
from desktop.desk.tracker.pages import collisions, drafts, ticket_page
from desktop.desk.tracker.roundup_types import Node, Request

UNDO_S = 8
"""How long an answer can be undone."""


class Compose(ticket_page.Page):
    """The forms of one ticket as its agent sees them."""

    def __init__(self, client: Request, issue: str) -> None:
        super().__init__(client)
        self.issue = issue
        self.undo_s = UNDO_S
        self._rows = drafts.rows(self.db, issue, self.userid)
        self._shown = collisions.shown_now(self.db, issue)
        self._returned = self._returned_mode()

    def _returned_mode(self) -> str:
        """The mode of a form that was just posted and comes back without having been carried out."""
        form = self.client.form
        action = text_of(form, "@action")
        if self.client.env["REQUEST_METHOD"] != "POST" or action not in drafts.MODES:
            return ""
        sent = form_keys.find(self.db, text_of(form, "@key"))
        if sent and sent["answer"].get("text") == form_keys.digest_of(self._posted_text().rstrip()):
            return ""
        return "note" if text_of(form, "internal") else action

    def _posted_text(self) -> str:
        return text_of(self.client.form, "@note").replace("\r\n", "\n")

    @property
    def mode(self) -> str:
        """The form that is open at first."""
        return self._returned or (self._rows[0].mode if self._rows else "reply")

    def box(self, mode: str) -> dict[str, Any]:
        """What stands in a form: what was posted and came back, else the newest draft of its mode, else nothing."""
        box = self._box(mode)
        # a browser takes one line break after the tag away
        return {**box, "area": "\n" * box["text"].startswith("\n") + box["text"]}

    def _box(self, mode: str) -> dict[str, Any]:
        row = next((row for row in self._rows if row.mode == mode), None)
        box = {"mode": mode, "key": form_keys.new(), "from": row.key if row else "", "shown": self._shown}
        box.update(text="", status="", department="", kept=[], names=[], question=None)
        if self._returned == mode:
            return {**box, **self._posted(row)}
        if row is None:
            return box
        return {
            **box,
            "text": row.text or "",
            "status": row.status or "",
            "department": row.department or "",
            "kept": self._files(row.files),
            "names": drafts.names(row),
            "question": self._question(row) if row.state == "held" else None,
        }

    def _posted(self, row: Node | None) -> dict[str, Any]:
        form = self.client.form
        uploads = [part.filename for part in form.list or () if part.name == "@file" and part.filename]
        department = text_of(form, "department")
        key = text_of(form, "@key")
        is_new = form_keys.is_key(key) and not form_keys.find(self.db, key)
        return {
            "key": key if is_new else form_keys.new(),
            "text": self._posted_text(),
            "status": text_of(form, "status"),
            "department": department if department != text_of(form, "@department") else "",
            "kept": self._files([item for item in row.files if item in drafts.asked(form)] if row else []),
            "names": uploads,
            # whatever the page had not shown has still to be asked about
            "shown": {**self._shown, **{k: v for k, v in collisions.shown_by(form).items() if v}},
        }

    def _files(self, ids: list[str]) -> list[dict[str, str]]:
        return [{"id": item, "name": self.db.file.get(item, "name") or "file"} for item in ids]

    def _question(self, row: Node) -> dict[str, Any]:
        """Why a form was held back, with everything that its agent has to see before deciding."""
        shown = drafts.shown(row)
        new = set(collisions.messages(self.db, self.issue, self.userid, shown))
        changes = collisions.changes(self.db, self.issue, self.userid, shown)
        message = shown.get("sent")  # what the same page had sent before
        earlier = {message} if message and self.db.msg.hasnode(message) else set()
        listed = [one for one in self.thread(self.issue) if one["id"] in new | earlier]
        return {
            "words": self.t("ask_" + row.question),
            "messages": listed,
            "changes": [self.change_line(*change[:4]) for change in changes],
            "was_waiting": bool(row.due),
        }
