"""The pages of mails that were not taken in: the list, one mail, and what an agent decides about it."""

import sqlite3
from email.parser import BytesHeaderParser
from typing import Any

from roundup import hyperdb
from roundup.cgi import actions
from roundup.cgi.exceptions import Redirect, Unauthorised
from roundup.exceptions import Reject

from desktop.desk.tracker import fields
from desktop.desk.tracker.mail import accept, held_mail, parse
from desktop.desk.tracker.pages import ticket_page
from desktop.desk.tracker.pages.view import View
from desktop.desk.tracker.roundup_types import Node
from desktop.desk.tracker.rules import roles
from desktop.desk.tracker.wire import api

PAGE_SIZE = 100
TEXT_SHOWN = 100_000
_HEADERS = ("From", "Reply-To", "X-Original-From", "To", "Subject", "Date")
_HEAD_BYTES = 64 * 1024
_HEADER_SHOWN = 1_000


class Held(ticket_page.Page):
    """Mails that were not taken in, as agents see them."""

    @property
    def page(self) -> int:
        """Which page of the list is asked for, from 0."""
        number = fields.text_of(self.client.form, "page")
        return int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 0

    def groups(self) -> list[dict[str, Any]]:
        """The mails of people, and apart from them those that machines wrote; one page of each."""
        found, start = [], self.page * PAGE_SIZE
        self.has_more = False
        for key, automatic in (("held_people", False), ("held_machines", True)):
            ids = held_mail.waiting(self.db, automatic=automatic)
            self.has_more |= len(ids) > start + PAGE_SIZE
            rows = [self.row(item) for item in ids[start : start + PAGE_SIZE]]
            if rows:
                found.append({"title": self.t(key), "folded": automatic, "rows": rows, "count": len(ids)})
        return found

    def row(self, item: str) -> dict[str, Any]:
        """One mail in a few words."""
        node = self.db.heldmail.getnode(item)
        return {
            "id": item,
            "sender": node.sender or self.t("held_nobody"),
            "subject": node.subject or self.t("held_no_subject"),
            "reason": self.reason(node),
            "when": self.moment(node.received),
            "state": node.state,
            "customer": self.name_of(node.customer) if node.customer else "",
        }

    def reason(self, node: Node) -> str:
        """Why it was not taken in."""
        known = node.reason if node.reason in held_mail.REASONS else "unreadable"
        words = self.t("held_" + known)
        return f"{words} {self.t('held_not_told')}" if node.detail == "not_told" else words

    def undelivered(self) -> list[dict[str, Any]]:
        """Tickets whose last answer did not reach the customer by mail."""
        found = []
        for state in ("bounced", "failed"):
            for item in self.db.mailjob.filter(None, {}, exact_match_spec={"state": state}):
                job = self.db.mailjob.getnode(item)
                if job.issue and job.msg and self._is_last(job):
                    found.append({**self.head(job.issue), "msg": job.msg, "trouble": self._mail_trouble(job)})
        return sorted(found, key=lambda one: int(one["msg"]), reverse=True)[:PAGE_SIZE]

    def _is_last(self, job: Node) -> bool:
        """Whether nothing came after it: neither another answer nor a word of the customer's."""
        if self.db.issue.is_retired(job.issue) or self.db.msg.is_retired(job.msg):
            return False
        return all(
            int(item) <= int(job.msg) or self.db.msg.get(item, "internal")
            for item in self.db.issue.get(job.issue, "messages")
        )

    def mail(self, item: str) -> dict[str, Any] | None:
        """One mail as text; None where its bytes are gone."""
        path = held_mail.path(self.db, item)
        if path is None:
            return None
        with path.open("rb") as file:
            raw = file.read(parse.MAIL_LIMIT_BYTES + 1)
        found = accept.read_held(raw)
        return {
            "headers": _headers(raw),
            "text": found.text.strip()[:TEXT_SHOWN],
            "files": [{"name": name, "size": f"{max(1, len(content) // 1024)} KB"} for name, _, content in found.files],
        }

    def customer_of(self, item: str) -> dict[str, str] | None:
        """The customer whom a mail seems to be from."""
        user = self.db.heldmail.get(item, "customer")
        if not user or not roles.is_a_customer(self.db, user):
            return None
        return {"username": self.db.user.get(user, "username"), "name": self.name_of(user)}

    def ticket_of(self, item: str) -> str | None:
        """The ticket that a mail became part of."""
        message = self.db.heldmail.get(item, "message")
        return self.db.msg.get(message, "issue") if message else None


def _headers(raw: bytes) -> list[dict[str, str]]:
    mail = BytesHeaderParser().parsebytes(raw[:_HEAD_BYTES])
    shown = []
    for name in _HEADERS:
        for value in mail.get_all(name) or ():
            text = parse.header_text(str(value).replace("\ufffd", "?"))[:_HEADER_SHOWN]
            shown.append({"name": name, "text": " ".join(text.split())})
    return shown


class _Decision(actions.Action):  # type: ignore[misc] # Roundup is not typed
    """What both decisions have in common."""

    def permission(self) -> None:
        if self.classname != "heldmail" or not self.nodeid or self.client.env["REQUEST_METHOD"] != "POST":
            raise Unauthorised("not allowed here")
        if not self.db.user.has_role(self.userid, "Agent", "Admin"):
            raise Unauthorised("not allowed: only agents decide about mails")
        if not fields.text_of(self.form, "@csrf"):
            raise Unauthorised("not allowed without the page")

    def handle(self) -> None:
        view = View(self.client)
        try:
            where, problem = self.decide()
            self.db.commit()
        except (sqlite3.OperationalError, OSError):
            self.db.rollback()
            self.client.add_error_message(view.t("busy"))
            return
        except (Reject, ValueError, KeyError, IndexError, hyperdb.HyperdbValueError, sqlite3.IntegrityError):
            self.db.rollback()
            api.LOG.exception("a held mail could not be decided about")
            self.client.add_error_message(view.t("failed"))
            return
        if problem:
            self.client.add_error_message(view.t(problem))
            return
        held_mail.let_go(self.db, self.nodeid)
        raise Redirect(self.client.base + where)

    def decide(self) -> tuple[str, str]:
        """Write the decision; where to go then, and the key of what kept it from being written."""
        raise NotImplementedError

    def _is_waiting(self) -> bool:
        return bool(self.db.heldmail.get(self.nodeid, "state") == "waiting")


class TakeIn(_Decision):
    """Makes a held mail the message of a customer."""

    def decide(self) -> tuple[str, str]:
        customer = self._customer()
        if customer is None:
            return "", "held_no_customer"
        if not self._is_waiting():
            message = self.db.heldmail.get(self.nodeid, "message")
            ticket = self.db.msg.get(message, "issue") if message else None
            return (f"issue{ticket}#msg{message}", "") if ticket else ("", "held_decided")
        path = held_mail.path(self.db, self.nodeid)
        if path and path.stat().st_size > held_mail.MOST_BYTES:
            return "", "held_too_large"
        written = accept.take_in_held(self.db, self.nodeid, customer)
        if written is None:
            return "", "held_gone"
        api.LOG.info("mail: held mail %s was taken in for user %s by user %s", self.nodeid, customer, self.userid)
        return f"issue{written[0]}#msg{written[1]}", ""

    def _customer(self) -> str | None:
        """By user name or by address."""
        name = fields.text_of(self.form, "customer").strip()
        try:
            found = [self.db.user.lookup(name)] if name else []
        except KeyError:
            found = held_mail.people(self.db, name.lower())
        customers = [user for user in found if roles.is_a_customer(self.db, user)]
        return customers[0] if len(customers) == 1 else None


class Dismiss(_Decision):
    """Takes a held mail off the list; its bytes are kept for some time."""

    def decide(self) -> tuple[str, str]:
        if self._is_waiting():
            self.db.heldmail.set(self.nodeid, state="dismissed")
        elif self.db.heldmail.get(self.nodeid, "state") == "taken":
            return "", "held_decided"
        return "heldmail", ""


ACTIONS = {"takein": TakeIn, "dismiss": Dismiss}
