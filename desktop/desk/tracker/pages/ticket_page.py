"""What a ticket's page shows, and what came of the last Send."""

import html
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from desktop.desk.tracker import fields, form_keys, health, moments, texts
from desktop.desk.tracker.fields import text_of
from desktop.desk.tracker.mail import answer, bounce, held_mail, monitor
from desktop.desk.tracker.pages import collisions, drafts
from desktop.desk.tracker.pages.view import View
from desktop.desk.tracker.roundup_types import Node
from desktop.desk.tracker.texts import dates

OUTCOMES = ("sent", "sent_note", "note_meanwhile", "saved", "undone", "waiting", "held", "booked", "wallet_opened")
SHORTEST_REFERENCE = 3
REFERENCE = re.compile(r"[A-Za-z0-9]+(?:[-_/.][A-Za-z0-9]+)*")
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")
SKIPPED = ("no_address", "mail_off", "removed", "customer_removed")
"""Reasons why an answer was not mailed that agents should know."""
_PLAIN_QUERY = re.compile(r"[A-Za-z0-9%+=&_.-]*")  # no @action among it


class Page(View):
    """The pages of a ticket and of the sign-in."""

    @property
    def outcome(self) -> str:
        """What came of the send whose key is in the address; "" where there is none."""
        key = text_of(self.client.form, "outcome")
        if not form_keys.is_key(key) or self.client.env["REQUEST_METHOD"] != "GET":
            return ""
        sent = form_keys.find(self.db, key)
        outcome = sent["answer"].get("outcome", "") if sent else ""
        if outcome in OUTCOMES and text_of(self.client.form, "again"):
            return "done_already"
        return outcome if outcome in OUTCOMES else ""

    @property
    def is_ticket(self) -> bool:
        """Whether the page is an agent's page of a ticket, which says outcomes beside its forms."""
        return self.is_agent and self.client.classname == "issue" and bool(self.client.nodeid)

    @property
    def held_mails(self) -> int:
        """How many mails wait for an agent's decision."""
        return held_mail.count(self.db) if self.is_agent else 0

    def came_from(self) -> str:
        """Where to go after the sign-in: the page that was asked for."""
        address = self.client.base + quote(self.client.path.lstrip("/"))
        asked = self.client.env.get("QUERY_STRING", "")
        return f"{address}?{asked}" if asked and _PLAIN_QUERY.fullmatch(asked) else address

    def may_see(self, issue: str) -> bool:
        """Agents see every ticket, customers their own."""
        return self.is_agent or (self.is_signed_in and self.requester(issue) == self.userid)

    def thread(self, issue: str) -> list[dict[str, Any]]:
        """The messages of a ticket, oldest first; for agents also what was changed without a message."""
        owner = self.requester(issue)
        jobs = {job.msg: job for job in map(self.db.mailjob.getnode, self._jobs(issue))}
        references = self._references(owner)
        shown = self._events(issue) if self.is_agent else []
        for item in self.messages(issue):
            msg = self.db.msg.getnode(item)
            side = "note" if msg.internal else "customer" if msg.author == owner else "support"
            is_automatic = bool(msg.internal and msg.messageid)  # a machine of the customer's answered
            is_own = owner == msg.author == self.userid
            shown.append(
                {
                    "id": item,
                    "event": "",
                    "moment": moments.epoch_s(self.sent(item)),
                    "side": side,
                    "role": self.t("automatic_reply" if is_automatic else "you" if is_own else side),
                    "author": self.name_of(owner if is_automatic else msg.author),
                    "when": self.moment(self.sent(item)),
                    "parts": self._parts(msg.content or "", references, fields.folds(msg.folds, msg.content)),
                    "by_mail": self.is_agent and bool(msg.messageid) and (is_automatic or msg.author == owner),
                    "mail": self._mail_trouble(jobs.get(item)),
                    "files": self.files(msg.files),
                }
            )
        # stable: what has one moment stays in its order
        return sorted(shown, key=lambda one: one["moment"])

    def _events(self, issue: str) -> list[dict[str, Any]]:
        """A line for each change of status or department that came without a message."""
        lines = []
        for when, who, name, before, after in collisions.lone_changes(self.db, issue):
            line = {"event": self.change_line(name, before, after, who), "when": self.moment(when)}
            lines.append({"id": "", "side": "event", "moment": moments.epoch_s(when), **line})
        return lines

    def change_line(self, name: str, before: str | None, after: str | None, who: str | None) -> str:
        """One change as a sentence."""
        labels = [self._label_of(name, value) for value in (before, after)]
        person = self.name_of(who) if who else ""
        return self.sentence("changed_" + name, who=person, before=labels[0], after=labels[1])

    def _label_of(self, name: str, value: str | None) -> str:
        is_row = value not in (None, "", "-1") and self.db.getclass(name).hasnode(value)
        return self.label(name, value) if is_row else self.t("no_department" if name == "department" else "open_label")

    def waiting_answers(self, issue: str) -> list[dict[str, Any]]:
        """Answers that are about to go out, with the seconds left; for agents."""
        return [
            {
                "id": row.id,
                "own": row.author == self.userid,
                "author": self.name_of(row.author),
                "text": row.text or "",
                "files": [self.db.file.get(item, "name") or "file" for item in row.files],
                "seconds": drafts.seconds_left(row),
            }
            for row in drafts.waiting(self.db, issue)
        ]

    def countdown(self, seconds: int) -> str:
        """The sentence of a waiting answer, as HTML: scripts count its number down."""
        words = html.escape(self.t("goes_out"))
        return words.format(n=f'<bdi class="left">{dates.number(seconds, self.language)}</bdi>')

    def _references(self, owner: str) -> dict[str, str]:
        """What a customer's transactions are called, for agents: a word in a text may be one."""
        if not self.is_agent:
            return {}
        rows = [(self.db.txn.get(item, "reference"), item) for item in self.db.txn.find(owner=owner)]
        return {reference: item for reference, item in rows if reference and len(reference) >= SHORTEST_REFERENCE}

    def _parts(
        self, text: str, references: dict[str, str], folds: Sequence[tuple[int, int] | list[int]] = ()
    ) -> list[dict[str, Any]]:
        """A text in pieces: folded ones, and those that name a transaction, with its address."""
        pieces, at = [], 0
        for start, end in folds:
            # what is folded is shown as a block of its own: it needs no line ends around it
            pieces += _linked(text[at:start].removesuffix("\n"), references)
            pieces.append({"text": text[start:end], "url": "", "fold": True})
            at = end + text.startswith("\n", end)
        return pieces + _linked(text[at:], references)

    def _jobs(self, issue: str) -> Sequence[str]:
        return self.db.mailjob.find(issue=issue) if self.is_agent else ()

    def _mail_trouble(self, job: Node | None) -> str:
        """What agents should know of the mail of an answer, "" where all is well."""
        if not job:
            return ""
        if job.state == "bounced":
            return _bounced(self, job)
        code, error = monitor.read_error(job.error)
        if job.state == "failed":
            key = (
                f"mail_{code}" if code in ("unwritable", "bad_address", "needs_smtputf8", "in_doubt") else "mail_failed"
            )
            return self.t(key).format(error=error)
        if job.state == "skipped" and job.error in SKIPPED:
            return self.t(f"mail_skipped_{job.error}")
        is_late = job.state == "new" and (job.tries or job.error or health.has(health.MAIL_OUT))
        return self.t("mail_waiting") if is_late else ""

    def files(self, ids: list[str]) -> list[dict[str, Any]]:
        """Attachments with the address a browser downloads them from."""
        shown = []
        for item in ids:
            name = self.db.file.get(item, "name") or "file"
            shown.append(
                {
                    "name": name,
                    "url": f"file{item}/{quote(name, safe='')}",
                    "picture": self.db.file.get(item, "type") in PICTURES,
                }
            )
        return shown

    def customer(self, issue: str) -> dict[str, Any]:
        """The panel beside a ticket: who asks, how far verified, with what money."""
        owner = self.requester(issue)
        user = self.db.user.getnode(owner)
        language = texts.language_of(user.language)
        wallets = self.db.wallet.filter(None, {"owner": owner}, sort=[("+", "id")])
        others = self.db.issue.filter(None, {"requester": owner}, sort=[("-", "updated")])
        return {
            "id": owner,
            "name": self.name_of(owner),
            "address": user.address,
            "language": self.t("lang_" + language),
            "alerts": self.t("email_on" if answer.wants_mail(user) else "email_off"),
            "level": user.verification_level or 0,
            "percent": user.verification_percent or 0,
            "missing": [self.missing(code) for code in (user.verification_missing or "").split()],
            "wallets": [self.db.wallet.getnode(item) for item in wallets],
            "others": [self.head(item) for item in others[:6] if item != issue][:5],
            "greeting": texts.greeting(language, self.name_of(owner), self.name),
        }

    def unsent(self) -> dict[str, str]:
        """Text of a form that came without a session, so that it is not lost; and in which mode it was."""
        mode = "note" if text_of(self.client.form, "@action") == "note" or text_of(self.client.form, "internal") else ""
        return {"text": text_of(self.client.form, "@note"), "mode": self.t("mode_" + (mode or "reply"))}


def _linked(text: str, references: dict[str, str]) -> list[dict[str, Any]]:
    """A shown text in pieces."""
    pieces, end = [], 0
    for word in REFERENCE.finditer(text) if references else ():
        if word[0] in references:
            pieces.append({"text": text[end : word.start()], "url": "", "fold": False})
            pieces.append({"text": word[0], "url": f"txn{references[word[0]]}", "fold": False})
            end = word.end()
    return [*pieces, {"text": text[end:], "url": "", "fold": False}]


def _bounced(view: View, job: Node) -> str:
    """That the mail of an answer came back, and why."""
    key = bounce.reason_key(job.error)
    return view.sentence("mail_bounced", reason=view.t(key) if key else job.error or "")
