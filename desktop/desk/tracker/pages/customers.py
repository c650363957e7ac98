"""What the back office's pages show: customers, one customer's money and verification, one transaction, the rates."""

import unicodedata
from typing import Any
from urllib.parse import urlencode

from desktop.desk.tracker import form_keys, texts
from desktop.desk.tracker.books import ledger, money
from desktop.desk.tracker.fields import text_of
from desktop.desk.tracker.pages import book_forms
from desktop.desk.tracker.pages.view import View
from desktop.desk.tracker.roundup_types import Request
from desktop.desk.tracker.rules import roles

PAGE_SIZE = 50
ROWS = 25
_ALIKE = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "أ": "ا", "إ": "ا", "آ": "ا", "\u200c": " "})
_WIDEST_ID = 9


def folded(text: str) -> str:
    """Text as it is compared: whatever keyboard it was typed on."""
    plain = unicodedata.normalize("NFKC", text or "").translate(_ALIKE).casefold()
    return " ".join("".join(one for one in plain if not unicodedata.combining(one)).split())


class Books(View):
    """Customers and their money as an agent sees them."""

    def __init__(self, client: Request) -> None:
        super().__init__(client)
        self.query = text_of(client.form, "q").strip()[:100]
        # a form has a field of that name too
        self.wallet = self._number("wallet") if client.env["REQUEST_METHOD"] == "GET" else ""
        state = text_of(client.form, "shown")
        self.state = state if state in ledger.STATES else ""
        self.page = int(self._number("page") or 0)
        self.has_more = False
        self.total = 0

    def _number(self, name: str) -> str:
        value = text_of(self.client.form, name)
        return value if value.isascii() and value.isdigit() and len(value) <= 4 + (name == "wallet") * 5 else ""

    def refusal(self, item: str = "", kind: str = "user") -> str:
        """Why this page is not shown, "" where it is; the answer's status says so too."""
        if not self.is_signed_in:
            return "not_yours"
        if not self.is_agent:
            self.client.response_code = 403
            return "not_yours"
        if item and kind == "user" and not roles.is_a_customer(self.db, item):
            self.client.response_code = 404
            return "not_here"
        return ""

    def link(self, target: str, **changes: Any) -> str:
        """A page's address with its filters, some of them changed."""
        values = {"q": self.query, "wallet": self.wallet, "shown": self.state, **changes}
        kept = {key: value for key, value in values.items() if value not in ("", 0)}
        return f"{target}?{urlencode(kept)}" if kept else target

    def _customers(self) -> list[str]:
        """Ids of all customers whom the search means, by name."""
        self.db.sql("select id, _username, _realname, _address, _roles from _user where __retired__=0")
        people = [
            (str(row[0]), row[1:4])
            for row in self.db.cursor.fetchall()
            if "customer" in [role.strip().lower() for role in (row[4] or "").split(",")]
        ]
        if self.query:
            wanted = folded(self.query)
            owners = self._owners_of(self.query)
            people = [
                (item, names)
                for item, names in people
                if item in owners or any(wanted in folded(name) for name in names)
            ]
        return [item for item, names in sorted(people, key=lambda person: folded(person[1][1] or person[1][0]))]

    def _owners_of(self, query: str) -> set[str]:
        """Whose wallet or transaction is called so."""
        found: set[str] = set()
        for klass, name in ((self.db.wallet, "number"), (self.db.txn, "reference")):
            found.update(klass.get(item, "owner") for item in klass.filter(None, {name: query}))
        return found

    def customers(self) -> list[dict[str, Any]]:
        """One page of customers."""
        found = self._customers()
        start = self.page * PAGE_SIZE
        self.total, self.has_more = len(found), len(found) > start + PAGE_SIZE
        return [self._line(item) for item in found[start : start + PAGE_SIZE]]

    def _line(self, item: str) -> dict[str, Any]:
        user = self.db.user.getnode(item)
        return {
            "id": item,
            "name": self.name_of(item),
            "address": user.address or "",
            "username": user.username,
            "level": user.verification_level,
            "percent": user.verification_percent or 0,
            "wallets": self.wallets(item),
        }

    def person(self, item: str) -> dict[str, Any]:
        """One customer: who, and how far verified."""
        user = self.db.user.getnode(item)
        missing = (user.verification_missing or "").split()
        return {
            **self._line(item),
            "language": self.t("lang_" + texts.language_of(user.language)),
            "missing": [self.missing(code) for code in missing],
            "tickets": len(self.db.issue.find(requester=item)),
        }

    def wallets(self, owner: str) -> list[dict[str, Any]]:
        """A customer's wallets."""
        ids = sorted(self.db.wallet.find(owner=owner), key=int)
        return [self._wallet(item) for item in ids if not self.db.wallet.is_retired(item)]

    def _wallet(self, item: str) -> dict[str, Any]:
        row = self.db.wallet.getnode(item)
        return {
            "id": item,
            "number": row.number,
            "currency": row.currency or "",
            "network": row.network or "",
            "balance": self.money(row.balance, row.currency),
            "on": item == self.wallet,
        }

    def differs(self, wallet: str) -> bool:
        """Whether a balance is not the sum of its transactions."""
        return not ledger.agrees(self.db, wallet)

    def money(self, text: str, currency: str) -> str:
        """An amount with its currency, grouped by thousands."""
        value = money.kept(text)
        if value is None:
            return f"{text or '?'} {currency or ''}"
        sign = "\u2212" if value < 0 else ""
        whole, point, decimals = money.written(value.copy_abs(), currency or "").partition(".")
        return f"{sign}{int(whole):,}{point}{decimals} {currency or ''}"

    def transactions(self, owner: str) -> list[dict[str, Any]]:
        """One page of a customer's transactions, newest on top, as the filters say."""
        spec = {"owner": owner}
        if self.wallet:
            spec["wallet"] = self.wallet
        ids = self.db.txn.filter(None, spec, sort=[("-", "date"), ("-", "id")])
        if self.state:
            ids = [item for item in ids if self.db.txn.get(item, "state") == self.state]
        start = self.page * ROWS
        self.total, self.has_more = len(ids), len(ids) > start + ROWS
        return [self.transaction(item) for item in ids[start : start + ROWS]]

    def transaction(self, item: str) -> dict[str, Any]:
        """One transaction's facts."""
        row = self.db.txn.getnode(item)
        comes = (money.kept(row.amount) or 0) > 0
        return {
            "id": item,
            "owner": row.owner,
            "reference": row.reference or item,
            "date": self.moment(row.date or row.creation),
            "account": row.account or "",
            "wallet": row.wallet,
            "method": row.method or "",
            "kind": self.t("kind_" + row.kind) if row.kind in ledger.WIRE_KINDS else row.kind,
            "amount": ("+" if comes else "") + self.money(row.amount, row.currency),
            "amount_class": "void" if row.state == "rejected" else "comes" if comes else "leaves",
            "fee": self.money(row.fee, row.currency) if row.fee else "\u2013",
            "state": row.state if row.state in ledger.STATES else "other",
            "state_label": self.t("state_" + row.state) if row.state in ledger.STATES else row.state,
            "booked": self.sentence("booked_by", name=self.name_of(row.creator)),
            "booked_on": self.moment(row.creation),
            "changed": self.sentence("changed_by", name=self.name_of(row.actor)) if row.activity > row.creation else "",
            "changed_on": self.moment(row.activity),
        }

    def after(self, item: str) -> str | None:
        """The balance that a pending transaction leads to when it is done, None where nobody can say."""
        row = self.db.txn.getnode(item)
        held = self.db.wallet.get(row.wallet, "balance") if row.wallet else ""
        balance, amount, fee = (money.kept(text) for text in (held, row.amount, row.fee or "0"))
        if balance is None or amount is None or fee is None:
            return None
        return self.money(f"{money.total((balance, amount, fee.copy_negate())):f}", row.currency)

    def states(self, owner: str) -> list[dict[str, Any]]:
        """The links that show one state only."""
        target = f"user{owner}"
        shown = [("", self.t("all")), *((state, self.t("state_" + state)) for state in ledger.STATES)]
        return [
            {"label": label, "url": self.link(target, shown=state, page=0) + "#transactions", "on": state == self.state}
            for state, label in shown
        ]

    def rates(self) -> dict[str, Any] | None:
        """The table of rates: base, when it was written, by whom."""
        row, base, quotes = ledger.rates(self.db)
        if row is None:
            return None
        return {
            "base": base,
            "when": self.moment(row.date),
            "who": self.sentence("changed_by", name=self.name_of(row.actor)),
            "quotes": sorted(quotes.items()),
        }

    def form(self, name: str, item: str = "") -> dict[str, Any]:
        """One of the forms, with what was typed into it where it came back."""
        return book_forms.filled(self, name, item)

    @property
    def new_key(self) -> str:
        """What makes a form count once."""
        return form_keys.new()
