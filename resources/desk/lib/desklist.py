"""The list of tickets: who waits longest comes first; filters with counts, and a search."""

from urllib.parse import urlencode

from deskview import View, text_of

PAGE_SIZE = 50
SNIPPET = 140
_WIDEST_ID = 9  # digits; more would not fit the database's integers


class Lists(View):
    """The list of tickets with its filters."""

    def __init__(self, client):
        super().__init__(client)
        self.status = self._known("status")
        self.department = self._known("department")
        self.query = text_of(client.form, "q").strip()
        page = text_of(client.form, "page")
        self.page = min(int(page), 9999) if page.isdigit() else 0

    def _known(self, classname):
        value = text_of(self.client.form, classname)
        if value == "-1" and classname == "department":
            return value
        fits = value.isdigit() and len(value) <= _WIDEST_ID
        return value if fits and self.db.getclass(classname).hasnode(value) else ""

    def link(self, **changes):
        """The list's address with some of its filters changed."""
        values = {"status": self.status, "department": self.department, "q": self.query, **changes}
        kept = {key: value for key, value in values.items() if value not in ("", 0)}
        return "issue?" + urlencode(kept) if kept else "issue"

    def _spec(self, statuses):
        spec = {"status": statuses}
        if not self.is_agent:
            spec["requester"] = self.userid
        if self.department:
            spec["department"] = self.department
        return spec

    def _statuses(self, waiting):
        """The chosen status or all of them, but only those that wait for an answer, or only the others."""
        unset = ["-1"] if waiting and not self.status else []
        known = [self.status] if self.status else self.db.status.list()
        return [item for item in known if (self.kind(item) == "open") is waiting] + unset

    def _found(self, order, waiting):
        """Ticket ids that pass the filters; a query is a number, a part of the subject, or of the customer's name."""
        statuses = self._statuses(waiting)
        if not statuses:
            return []
        spec = self._spec(statuses)
        if not self.query:
            return self.db.issue.filter(None, spec, sort=[order])
        number = self.query.lstrip("#")
        if number.isdecimal() and len(number) <= _WIDEST_ID:
            return self.db.issue.filter(None, {**spec, "id": str(int(number))}, sort=[order])
        found = set(self.db.issue.filter(None, {**spec, "title": self.query}))
        people = {
            *self.db.user.filter(None, {"realname": self.query}),
            *self.db.user.filter(None, {"address": self.query}),
        }
        if people:
            found.update(self.db.issue.filter(None, {**spec, "requester": list(people)}))
        return self.db.issue.filter(list(found), {}, sort=[order]) if found else []

    def groups(self):
        """One page of tickets: who waits for an answer first, longest wait on top; then the rest, newest on top."""
        waiting = self._found(("+", "updated"), waiting=True)
        others = self._found(("-", "updated"), waiting=False)
        known = set(waiting)
        start = self.page * PAGE_SIZE
        ids = (waiting + others)[start : start + PAGE_SIZE]
        self.has_more = len(waiting) + len(others) > start + PAGE_SIZE
        parts = (
            ("waiting", [i for i in ids if i in known], len(waiting)),
            ("others", [i for i in ids if i not in known], len(others)),
        )
        return [
            {"key": key, "title": self.t(key), "count": count, "rows": [self._row(item) for item in part]}
            for key, part, count in parts
            if part
        ]

    def _row(self, issue):
        row = self.head(issue)
        messages = self.messages(issue)
        owner = self.requester(issue)
        row["customer"] = self.name_of(owner)
        row["waiting"] = row["kind"] == "open"
        row["count"] = len(messages)
        row["snippet"], row["side"] = "", ""
        when = self.db.issue.get(issue, "updated") or self.db.issue.get(issue, "activity")
        if messages:
            last = self.db.msg.getnode(messages[-1])
            row["snippet"] = " ".join((last.content or "").split())[:SNIPPET]
            row["side"] = self.t("note" if last.internal else "customer" if last.author == owner else "support")
            when = self.sent(self._waiting_since(messages, owner) if row["waiting"] else messages[-1])
        row["when"] = self.moment(when)
        return row

    def _waiting_since(self, messages, owner):
        """The customer's first message that nobody has answered."""
        first = messages[-1]
        for item in reversed(messages):
            if self.db.msg.get(item, "internal"):
                continue
            if self.db.msg.get(item, "author") != owner:
                break
            first = item
        return first

    def filters(self):
        """The filter links with how many tickets each would show."""
        self.db.sql(
            "select _status, _department, count(*) from _issue where __retired__=0 group by _status, _department"
        )
        counts = [(str(s), str(d) if d else "-1", n) for s, d, n in self.db.cursor.fetchall()]

        def entry(name, value, label):
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
