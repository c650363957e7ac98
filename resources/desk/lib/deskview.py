"""What the web pages show: plain values for the templates, so that these hold no rules of their own."""

import re
from urllib.parse import quote, urlencode

import desktexts
from roundup import date

PAGE_SIZE = 50
SNIPPET = 140
OUTCOMES = ("sent", "sent_note", "sent_meanwhile", "saved")
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")
_PLAIN_QUERY = re.compile(r"[A-Za-z0-9%+=&_.-]*")  # no @action among it
_WIDEST_ID = 9  # digits; more would not fit the database's integers


def text_of(form, name):
    """A form's single text, "" where it has none."""
    value = form[name] if form.list and name in form else ""
    value = value[0] if isinstance(value, list) else value
    return getattr(value, "value", value) or ""


class View:
    """The pages as one signed-in person sees them."""

    def __init__(self, client):
        self.client = client
        self.db = client.db
        self.userid = client.db.getuid()
        self.now = date.Date(".")

    # -- the person

    @property
    def is_signed_in(self):
        return self.client.user != "anonymous"

    @property
    def is_agent(self):
        return self.db.user.has_role(self.userid, "Agent", "Admin")

    @property
    def language(self):
        if self.is_signed_in:
            return desktexts.language_of(self.db.user.get(self.userid, "language"))
        wanted = self.client.env.get("HTTP_ACCEPT_LANGUAGE", "").split(",")
        codes = [part.split(";")[0].strip()[:2].lower() for part in wanted]
        return next((code for code in codes if code in desktexts.LANGUAGES), "en")

    @property
    def direction(self):
        return desktexts.direction(self.language)

    @property
    def name(self):
        return self.name_of(self.userid)

    def t(self, key):
        """A word of the pages in the person's language."""
        return desktexts.page(key, self.language)

    def name_of(self, userid):
        """The name people are shown by."""
        return self.db.user.get(userid, "realname") or self.db.user.get(userid, "username")

    @property
    def outcome(self):
        """What the last Send did, "" where there was none."""
        key = text_of(self.client.form, "outcome")
        return key if key in OUTCOMES and self.client.env["REQUEST_METHOD"] == "GET" else ""

    def came_from(self):
        """Where to go after the sign-in: the page that was asked for."""
        address = self.client.base + quote(self.client.path.lstrip("/"))
        asked = self.client.env.get("QUERY_STRING", "")
        return f"{address}?{asked}" if asked and _PLAIN_QUERY.fullmatch(asked) else address

    # -- small values

    def label(self, classname, itemid):
        """A department's or status's name in the person's language."""
        if not itemid:
            return ""
        klass = self.db.getclass(classname)
        return klass.get(itemid, "label_" + self.language) or klass.get(itemid, "name")

    def choices(self, classname):
        """All departments or statuses in their order."""
        klass = self.db.getclass(classname)
        ids = klass.filter(None, {}, sort=[("+", "order")])
        return [{"id": item, "label": self.label(classname, item)} for item in ids]

    def kind(self, statusid):
        """What the rules know a status as: open, answered, solved, closed."""
        return self.db.status.get(statusid, "kind") if statusid else "open"

    def moment(self, value):
        """A time for people and for machines, with its age."""
        seconds = max(0, int(self.now.timestamp() - value.timestamp()))
        if seconds < 60:
            age = self.t("just_now")
        elif seconds < 3600:
            age = self.t("minutes").format(n=seconds // 60)
        elif seconds < 86400:
            age = self.t("hours").format(n=seconds // 3600)
        else:
            age = self.t("days").format(n=seconds // 86400)
        text = value.pretty("%Y-%m-%d %H:%M")
        return {"iso": value.pretty("%Y-%m-%dT%H:%M:%SZ"), "text": text + " UTC", "age": age}

    def files(self, ids):
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

    def requester(self, issue):
        """The customer a ticket belongs to."""
        return self.db.issue.get(issue, "requester") or self.db.issue.get(issue, "creator")

    def messages(self, issue):
        """The ids of a ticket's messages in time order, as far as this person may see them."""
        ids = self.db.issue.get(issue, "messages")
        if not self.is_agent:
            ids = [item for item in ids if not self.db.msg.get(item, "internal")]
        return sorted(ids, key=lambda item: (self.sent(item).timestamp(), int(item)))

    def sent(self, msg):
        """When a message was written."""
        return self.db.msg.get(msg, "date") or self.db.msg.get(msg, "creation")

    # -- one ticket

    def may_see(self, issue):
        """Agents see every ticket, customers their own."""
        return self.is_agent or (self.is_signed_in and self.requester(issue) == self.userid)

    def thread(self, issue):
        """The messages of a ticket, oldest first."""
        owner = self.requester(issue)
        shown = []
        for item in self.messages(issue):
            msg = self.db.msg.getnode(item)
            side = "note" if msg.internal else "customer" if msg.author == owner else "support"
            shown.append(
                {
                    "id": item,
                    "side": side,
                    "role": self.t(side),
                    "author": self.name_of(msg.author),
                    "when": self.moment(self.sent(item)),
                    "body": msg.content,
                    "files": self.files(msg.files),
                }
            )
        return shown

    def head(self, issue):
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

    def customer(self, issue):
        """The panel beside a ticket: who asks, how far verified, with what money."""
        owner = self.requester(issue)
        user = self.db.user.getnode(owner)
        language = desktexts.language_of(user.language)
        wallets = self.db.wallet.filter(None, {"owner": owner}, sort=[("+", "id")])
        others = self.db.issue.filter(None, {"requester": owner}, sort=[("-", "updated")])
        return {
            "name": self.name_of(owner),
            "address": user.address,
            "language": self.t("lang_" + language),
            "alerts": self.t("email_off" if user.email_alerts is False else "email_on"),
            "level": user.verification_level or 0,
            "percent": user.verification_percent or 0,
            "missing": (user.verification_missing or "").split(),
            "wallets": [self.db.wallet.getnode(item) for item in wallets],
            "others": [self.head(item) for item in others if item != issue][:5],
            "greeting": desktexts.greeting(language, self.name_of(owner), self.name),
        }

    def last_message(self, issue):
        """The newest message's id: what the person had seen when the page was made."""
        return max(self.db.issue.get(issue, "messages"), key=int, default="0")

    def unsent(self, issue=None):
        """Text of a form that came back without having been sent, so that it is not lost."""
        text = text_of(self.client.form, "@note")
        if text and issue and self.repeats(issue, text, text_of(self.client.form, "@seen")):
            return ""
        return text

    def repeats(self, issue, text, seen):
        """Whether this person has already sent just this text from a page that showed messages up to `seen`."""
        newer = [i for i in self.db.issue.get(issue, "messages") if seen.isdigit() and int(i) > int(seen)]
        plain = text.replace("\r\n", "\n").rstrip()
        return any(
            self.db.msg.get(i, "author") == self.userid and self.db.msg.get(i, "content") == plain for i in newer
        )


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
