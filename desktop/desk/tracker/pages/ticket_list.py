"""The list of tickets: who waits longest comes first; filters with counts, and a search."""

import itertools
from typing import Any
from urllib.parse import urlencode

from desktop.desk.tracker.fields import text_of, whole_number
from desktop.desk.tracker.pages import drafts
from desktop.desk.tracker.pages.view import View
from desktop.desk.tracker.roundup_types import Request

PAGE_SIZE = 50
SNIPPET = 140
_WIDEST_PAGE = 4
_WIDEST_ID = 9  # digits; more would not fit the database's integers


class Lists(View):
    """The list of tickets with its filters."""

    def __init__(self, client: Request) -> None:
        super().__init__(client)
        self.status = self._known("status")
        self.department = self._known("department")
        self.query = text_of(client.form, "q").strip()
        self.page = whole_number(text_of(client.form, "page"), _WIDEST_PAGE) or 0

    def _known(self, classname: str) -> str:
        value = text_of(self.client.form, classname)
        if value == "-1" and classname == "department":
            return value
        fits = whole_number(value, _WIDEST_ID) is not None
        return value if fits and self.db.getclass(classname).hasnode(value) else ""

    def link(self, **changes: Any) -> str:
        """The list's address with some of its filters changed."""
        values = {"status": self.status, "department": self.department, "q": self.query, **changes}
        kept = {key: value for key, value in values.items() if value not in ("", 0)}
        return "issue?" + urlencode(kept) if kept else "issue"

    def _conditions(self) -> str:
        """The filters as SQL: what the page's parts have in common."""
        numbers = {"_status": self.status, "_department": self.department}
        numbers["_requester"] = "" if self.is_agent else self.userid
        conditions = ["__retired__=0"]
        for column, value in numbers.items():
            if value == "-1":
                conditions.append(f"{column} is null")
            elif value:
                conditions.append(f"{column}={int(value)}")
        if self.query:
            conditions.append(f"id in ({','.join(map(str, self._matches())) or 'null'})")
        return " and ".join(conditions)

    def _matches(self) -> list[int]:
        """Ids of what the query finds: a number, a part of the subject, or of the customer's name or address."""
        number = self.query.lstrip("#")
        if number.isdecimal() and len(number) <= _WIDEST_ID:
            return [int(number)]  # also in the digits of a Persian keyboard
        found = {int(item) for item in self.db.issue.filter(None, {"title": self.query})}
        people = {
            *self.db.user.filter(None, {"realname": self.query}),
            *self.db.user.filter(None, {"address": self.query}),
        }
        if people:
            found.update(int(item) for item in self.db.issue.filter(None, {"requester": list(people)}))
        return sorted(found)

    def _waits(self) -> str:
        """What is in the first part of the list: a customer waits, or an agent keeps the ticket open."""
        opened = [item for item in self.db.status.list() if self.kind(item) == "open"]
        return f"(_waiting is not null or _status is null or _status in ({','.join(opened) or 'null'}))"

    def _counted(self, where: str) -> int:
        self.db.sql(f"select count(*) from _issue where {where}")
        found: int = self.db.cursor.fetchone()[0]
        return found

    def _ids(self, where: str, order: str, start: int, most: int) -> list[str]:
        if most <= 0:
            return []
        self.db.sql(f"select id from _issue where {where} order by {order} limit {most} offset {start}")
        return [str(row[0]) for row in self.db.cursor.fetchall()]

    def groups(self) -> list[dict[str, Any]]:
        """One page of tickets: who waits for an answer first, longest wait on top; then the rest, newest on top."""
        where, waits = self._conditions(), self._waits()
        counts = [self._counted(f"{where} and {waits}"), self._counted(f"{where} and not {waits}")]
        start = self.page * PAGE_SIZE
        # who waits for a follow-up only comes after those who wait for an answer
        first = self._ids(f"{where} and {waits}", "_waiting is null, _waiting, _updated, id", start, PAGE_SIZE)
        rest = f"{where} and not {waits}"
        second = self._ids(rest, "_updated desc, id desc", max(0, start - counts[0]), PAGE_SIZE - len(first))
        self.has_more = sum(counts) > start + PAGE_SIZE
        threads = self._threads([*first, *second])
        return [
            {"key": key, "title": self.t(key), "count": count, "rows": [self._row(i, threads.get(i, [])) for i in part]}
            for key, part, count in (("waiting", first, counts[0]), ("others", second, counts[1]))
            if part
        ]

    def _threads(self, issues: list[str]) -> dict[str, list[tuple[str, str]]]:
        """Ids and authors of these tickets' messages as far as this person may see them, oldest first."""
        if not issues:
            return {}
        where = f"_issue in ({','.join(issues)}) and __retired__=0"
        if not self.is_agent:
            where += " and (_internal is null or not _internal)"
        self.db.sql(f"select _issue, id, _author from _msg where {where} order by _date, id")
        threads: dict[str, list[tuple[str, str]]] = {}
        for issue, message, author in self.db.cursor.fetchall():
            threads.setdefault(str(issue), []).append((str(message), str(author)))
        return threads

    def _row(self, issue: str, messages: list[tuple[str, str]]) -> dict[str, Any]:
        row = self.head(issue)
        owner = self.requester(issue)
        waiting = self.db.issue.get(issue, "waiting")
        row["customer"] = self.name_of(owner)
        row["waiting"] = bool(waiting)
        row["count"] = len(messages)
        row["new"] = self._new(owner, messages) if waiting else 0
        row["snippet"], row["side"] = "", ""
        when = waiting or self.db.issue.get(issue, "updated") or self.db.issue.get(issue, "activity")
        if messages:
            last = self.db.msg.getnode(messages[-1][0])
            row["snippet"] = " ".join((last.content or "").split())[:SNIPPET]
            row["side"] = self.t("note" if last.internal else "customer" if last.author == owner else "support")
            when = waiting or self.sent(messages[-1][0])
        row["when"] = self.moment(when)
        return row

    def _new(self, owner: str, messages: list[tuple[str, str]]) -> int:
        """How many messages the customer has written since somebody of the staff wrote; for agents."""
        authors = [author for _, author in messages] if self.is_agent else []
        return len(list(itertools.takewhile(owner.__eq__, reversed(authors))))

    def held(self) -> list[dict[str, Any]]:
        """Tickets on which an answer of this agent was held back when it should have gone out."""
        if not self.is_agent:
            return []
        issues = [row.issue for row in drafts.held(self.db, self.userid)]
        return [self.head(issue) for issue in issues if self.db.issue.hasnode(issue)]

    def filters(self) -> list[dict[str, Any]]:
        """The filter links with how many tickets each would show."""
        self.db.sql(
            "select _status, _department, count(*) from _issue where __retired__=0 group by _status, _department"
        )
        counts = [(str(s), str(d) if d else "-1", n) for s, d, n in self.db.cursor.fetchall()]

        def entry(name: str, value: str, label: str) -> dict[str, Any]:
            other = "department" if name == "status" else "status"
            position = 0 if name == "status" else 1
            chosen = getattr(self, other)
            number = sum(row[2] for row in counts if value in ("", row[position]) and chosen in ("", row[1 - position]))
            return {
                "label": label,
                "url": self.link(**{name: value}),
                "count": number,
                "on": getattr(self, name) == value,
            }

        status = [("", self.t("all")), *((c["id"], c["label"]) for c in self.choices("status"))]
        department = [
            ("", self.t("all")),
            *((c["id"], c["label"]) for c in self.choices("department")),
            ("-1", self.t("no_department")),
        ]
        return [
            {"title": self.t("status"), "links": [entry("status", *pair) for pair in status]},
            {"title": self.t("department"), "links": [entry("department", *pair) for pair in department]},
        ]
