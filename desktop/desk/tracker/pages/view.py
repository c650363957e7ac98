"""What the web pages show: plain values for the templates, so that these hold no rules of their own."""

from typing import Any

from roundup import date

from desktop.desk.tracker import moments, texts
from desktop.desk.tracker.books import ledger
from desktop.desk.tracker.roundup_types import Date, Request
from desktop.desk.tracker.rules import roles
from desktop.desk.tracker.texts import dates


class View:
    """The pages as one signed-in person sees them."""

    def __init__(self, client: Request) -> None:
        self.client = client
        self.db = client.db
        self.userid = client.db.getuid()
        self.now = date.Date(".")

    @property
    def is_signed_in(self) -> bool:
        return bool(self.client.user != "anonymous")

    @property
    def is_agent(self) -> bool:
        return bool(self.db.user.has_role(self.userid, "Agent", "Admin"))

    @property
    def keeps_books(self) -> bool:
        """Whether this person may write wallets, transactions, verification and rates."""
        return self.is_signed_in and roles.keeps_books(self.db, self.userid)

    @property
    def language(self) -> str:
        if self.is_signed_in:
            return texts.language_of(self.db.user.get(self.userid, "language"))
        wanted = self.client.env.get("HTTP_ACCEPT_LANGUAGE", "").split(",")
        codes = [part.split(";")[0].strip()[:2].lower() for part in wanted]
        return next((code for code in codes if code in texts.LANGUAGES), "en")

    @property
    def direction(self) -> str:
        return texts.direction(self.language)

    @property
    def name(self) -> str:
        return self.name_of(self.userid)

    def t(self, key: str) -> str:
        """A word of the pages in the person's language."""
        return texts.page(key, self.language)

    def sentence(self, key: str, **facts: Any) -> str:
        """A word with facts in it; `n` is a count and decides its form."""
        return texts.sentence(key, self.language, **facts)

    def missing(self, code: str) -> str:
        """What a code of what is missing means."""
        return self.t("missing_" + code) if code in ledger.MISSING else code

    def not_here(self) -> str:
        """What is said where there is nothing; the answer's status says so too."""
        if self.client.response_code == 200:
            self.client.response_code = 404
        return self.t("not_here")

    def name_of(self, userid: str) -> str:
        """The name people are shown by."""
        found: str = self.db.user.get(userid, "realname") or self.db.user.get(userid, "username")
        return found

    def label(self, classname: str, itemid: str | None) -> str:
        """A department's or status's name in the person's language."""
        if not itemid:
            return ""
        klass = self.db.getclass(classname)
        found: str = klass.get(itemid, "label_" + self.language) or klass.get(itemid, "name")
        return found

    def choices(self, classname: str) -> list[dict[str, str]]:
        """All departments or statuses in their order."""
        klass = self.db.getclass(classname)
        ids = klass.filter(None, {}, sort=[("+", "order")])
        return [{"id": item, "label": self.label(classname, item)} for item in ids]

    def kind(self, statusid: str) -> str:
        """What the rules know a status as: open, answered, solved, closed."""
        return self.db.status.get(statusid, "kind") if statusid else "open"

    def moment(self, value: Date) -> dict[str, str]:
        """A time in UTC for people (`text` names the zone, `short` leaves this year out) and machines, with its age."""
        seconds = max(0, int(moments.epoch_s(self.now) - moments.epoch_s(value)))
        if seconds < 60:
            age = self.t("just_now")
        elif seconds < 3600:
            age = self.sentence("minutes", n=seconds // 60)
        elif seconds < 86400:
            age = self.sentence("hours", n=seconds // 3600)
        else:
            age = self.sentence("days", n=seconds // 86400)
        day, clock = (value.year, value.month, value.day), (value.hour, value.minute)
        this_year = dates.year((self.now.year, self.now.month, self.now.day), self.language)
        return {
            "iso": value.pretty("%Y-%m-%dT%H:%M:%SZ"),
            "text": dates.moment(day, clock, self.language) + " UTC",
            "short": dates.moment(day, clock, self.language, without_year=this_year),
            "age": age,
        }

    def requester(self, issue: str) -> str:
        """The customer a ticket belongs to."""
        found: str = self.db.issue.get(issue, "requester") or self.db.issue.get(issue, "creator")
        return found

    def messages(self, issue: str) -> list[str]:
        """The ids of a ticket's messages in time order, as far as this person may see them."""
        ids = self.db.issue.get(issue, "messages")
        if not self.is_agent:
            ids = [item for item in ids if not self.db.msg.get(item, "internal")]
        return sorted(ids, key=lambda item: (moments.epoch_s(self.sent(item)), int(item)))

    def sent(self, msg: str) -> Date:
        """When a message was written."""
        return self.db.msg.get(msg, "date") or self.db.msg.get(msg, "creation")

    def head(self, issue: str) -> dict[str, Any]:
        """A ticket's own facts."""
        node = self.db.issue.getnode(issue)
        return {
            "id": issue,
            "title": node.title,
            "status": node.status,
            "status_label": self.label("status", node.status),
            "kind": self.kind(node.status),
            "department": node.department or "",
            "department_label": self.label("department", node.department) or self.t("no_department"),
            "opened": self.moment(node.opened or node.creation),
        }
