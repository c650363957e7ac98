"""What the back office's forms consist of: fields with their words, choices and first values."""

from typing import Any, Protocol

from roundup import date

from desktop.desk.tracker import form_keys
from desktop.desk.tracker.books import ledger, money
from desktop.desk.tracker.fields import text_of
from desktop.desk.tracker.roundup_types import Database, Request


class CustomerView(Protocol):
    """What these forms need of the page that they stand on."""

    client: Request
    db: Database
    wallet: str

    @property
    def new_key(self) -> str:
        """What makes a form count once."""

    def wallets(self, owner: str) -> list[dict[str, Any]]:
        """A customer's wallets."""

    def t(self, key: str) -> str:
        """A word of the pages."""

    def sentence(self, key: str, **facts: Any) -> str:
        """A word with facts in it."""

    def missing(self, code: str) -> str:
        """What a code of what is missing means."""


def _field(kind: str, name: str, label: str, **facts: Any) -> dict[str, Any]:
    defaults = {"value": "", "hint": "", "options": [], "checked": False, "wrong": None, "group": None}
    return {"kind": kind, "name": name, "label": label, **defaults, **facts}


def _choice(view: CustomerView, name: str, label: str, options: list[tuple[str, str]], value: str) -> dict[str, Any]:
    listed = [{"value": one, "label": words} for one, words in options]
    return _field("select", name, view.t(label), options=listed, value=value)


def book(view: CustomerView, owner: str) -> tuple[list[dict[str, Any]], str, str]:
    """A new transaction of this customer."""
    wallets = view.wallets(owner)
    chosen = view.wallet if view.wallet in [one["id"] for one in wallets] else wallets[0]["id"] if wallets else ""
    # isolated: in a right-to-left page it stays in one piece
    shown = [(one["id"], f"\u2066{one['number']} · {one['balance']}\u2069") for one in wallets]
    used = {view.db.txn.get(item, "method") or "" for item in view.db.txn.find(owner=owner)}
    fields = [
        {**_choice(view, "wallet", "wallet", shown, chosen), "wide": True},
        _choice(view, "kind", "kind", [(kind, view.t("book_" + kind)) for kind in ledger.KINDS], "deposit"),
        _field("text", "amount", view.t("amount"), hint=view.t("amount_hint"), mode="decimal", needed=True),
        _field("text", "fee", view.t("fee"), hint=view.t("fee_hint"), mode="decimal"),
        _field("text", "method", view.t("method"), hint=view.t("method_hint"), needed=True, known=sorted(used - {""})),
        _field("text", "reference", view.t("reference"), hint=view.t("reference_hint")),
        _field("date", "date", view.t("date_utc"), value=date.Date(".").pretty("%Y-%m-%dT%H:%M")),
        _choice(view, "state", "status", [(state, view.t("state_" + state)) for state in ledger.STATES], "done"),
    ]
    return fields, f"user{owner}", ""


def open_wallet(view: CustomerView, owner: str) -> tuple[list[dict[str, Any]], str, str]:
    """A new wallet of this customer."""
    fields = [
        _choice(view, "currency", "currency", [(code, code) for code in money.PLACES], "USD"),
        _field("text", "number", view.t("wallet_number"), hint=view.t("number_hint")),
        _field("text", "network", view.t("network"), hint=view.t("network_hint"), known=["trc20", "erc20", "bep20"]),
    ]
    return fields, f"user{owner}", ""


def verify(view: CustomerView, owner: str) -> tuple[list[dict[str, Any]], str, str]:
    """How far this customer is verified."""
    user = view.db.user.getnode(owner)
    missing = (user.verification_missing or "").split()
    fields = [
        _field("text", "level", view.t("level"), value=str(user.verification_level or 0), mode="numeric", needed=True),
        _field(
            "text", "percent", view.t("percent"), value=str(user.verification_percent or 0), mode="numeric", needed=True
        ),
        _field("heading", "missing", view.t("missing")),
        *(
            _field("check", f"missing_{code}", view.missing(code), checked=code in missing, group="missing")
            for code in ledger.MISSING
        ),
        _field(
            "text",
            "other",
            view.t("missing_other"),
            wide=True,
            value=" ".join(code for code in missing if code not in ledger.MISSING),
            hint=view.t("missing_other_hint"),
        ),
    ]
    return fields, f"user{owner}", ledger.verification(view.db, owner)


def keep_rates(view: CustomerView, _item: str) -> tuple[list[dict[str, Any]], str, str]:
    """What one unit of each currency is worth."""
    row, base, quotes = ledger.rates(view.db)
    bases = [(code, code) for code in sorted({*money.PLACES, base})]
    fields = [
        _choice(view, "base", "rate_base", bases, base),
        *(
            _field(
                "text",
                "rate_" + code,
                view.sentence("worth_of", currency=code),
                value=quotes.get(code, ""),
                mode="decimal",
            )
            for code in ledger.quoted(view.db)
            if code != base
        ),
    ]
    return fields, "rates", row.date.serialise() if row else ""


FORMS = {"book": book, "openwallet": open_wallet, "verify": verify, "keeprates": keep_rates}


def filled(view: CustomerView, name: str, item: str) -> dict[str, Any]:
    """One of the forms, with what was typed into it where it came back."""
    fields, target, was = FORMS[name](view, item)
    form = view.client.form
    came_back = _came_back(view, name)
    wrong = getattr(view.client, "wrong", None)
    # whoever was told that the page was old has seen the new when the form is sent again
    is_stale = wrong is not None and wrong.key == "changed_meanwhile"
    is_used = ledger.is_used(view.db, text_of(form, "@key"))
    return {
        "name": name,
        "target": target,
        "fields": [_filled(view, field, wrong) if came_back else field for field in fields],
        "open": came_back,
        "submit": view.t("submit_" + name),
        "key": text_of(form, "@key") if came_back and not is_used else view.new_key,
        "was": text_of(form, "@was") if came_back and not is_stale else was,
    }


def _came_back(view: CustomerView, name: str) -> bool:
    """Whether this form was just sent and not carried out; a key that carried out something else does not matter."""
    form = view.client.form
    is_sent = view.client.env["REQUEST_METHOD"] == "POST" and text_of(form, "@action") == name
    return is_sent and not form_keys.repeats(view.db, form)


def _filled(view: CustomerView, field: dict[str, Any], wrong: money.InvalidInputError | None) -> dict[str, Any]:
    value = text_of(view.client.form, field["name"])
    is_wrong = wrong is not None and wrong.field == field["name"]
    words = view.sentence(wrong.key, **wrong.facts) if wrong is not None and is_wrong else None
    return {**field, "value": value, "checked": bool(value), "wrong": words}
