"""The rules of the books: a balance is the sum of what was done, each form counts once, nobody writes over another.

What writes here leaves the commit to its caller, so that a booking and its balance stand or fall together.
"""

import json
import re
from collections.abc import Callable
from decimal import Decimal
from typing import NoReturn

from roundup import date

from desktop.desk.tracker import form_keys
from desktop.desk.tracker.books import money
from desktop.desk.tracker.books.money import InvalidInputError
from desktop.desk.tracker.roundup_types import Database, Date, Klass, Node

WIRE_KINDS = ("deposit", "withdrawal", "transfer", "rebate")
KINDS = {
    "deposit": ("deposit", 1),
    "withdrawal": ("withdrawal", -1),
    "transfer_in": ("transfer", 1),
    "transfer_out": ("transfer", -1),
    "rebate": ("rebate", 1),
}
"""What an agent chooses: the kind on the wire, and whether money comes or goes."""
STATES = ("done", "pending", "rejected")
MISSING = ("identity", "address", "phone", "selfie", "video-call", "bank")
"""What a verification may lack; other codes may be written too."""
LEVELS = 9
EARLIEST_YEAR = 2000
_CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_MOMENT = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})[T ]?([0-9]{2}):([0-9]{2})(:[0-9]{2})?")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def is_used(db: Database, key: str) -> bool:
    """Whether this person's form with that key was taken in already."""
    return form_keys.find(db, key) is not None


def use(db: Database, key: str) -> str:
    """Take the form's key, before anything else is written; from here on nobody else writes. Its row's id."""
    if not form_keys.is_key(key):
        raise InvalidInputError("failed")
    return form_keys.use(db, key)


def total(db: Database, wallet: str) -> Decimal | None:
    """What the wallet's balance has to be: the sum of amount − fee over what is done."""
    rows = [db.txn.getnode(item) for item in db.txn.find(wallet=wallet) if not db.txn.is_retired(item)]
    done = [row for row in rows if row.state == "done"]
    amounts: list[Decimal] = []
    for row in done:
        value, fee = money.kept(row.amount), money.kept(row.fee or "0")
        if value is None or fee is None:
            return None
        amounts += [value, fee.copy_negate()]
    return money.total(amounts)


def agrees(db: Database, wallet: str) -> bool:
    """Whether the balance is the sum of the transactions, as it is for everything written here."""
    return bool(money.kept(db.wallet.get(wallet, "balance")) == total(db, wallet))


def _bring_up_to_date(db: Database, wallet: str, field: str) -> None:
    balance, held = total(db, wallet), money.kept(db.wallet.get(wallet, "balance"))
    currency = db.wallet.get(wallet, "currency") or ""
    if balance is None or held is None:
        raise InvalidInputError("failed", field)
    if balance < 0:
        raise InvalidInputError("overdraft", field, balance=f"{money.written(held, currency)} {currency}")
    if balance != held:
        db.wallet.set(wallet, balance=money.written(balance, currency))


def book(db: Database, owner: str, key: str, given: Callable[[str], str]) -> None:
    """Write down a transaction and bring the wallet's balance up to date."""
    wallet = given("wallet")
    if not _is_row(db.wallet, wallet) or db.wallet.get(wallet, "owner") != owner:
        raise InvalidInputError("choose_wallet", "wallet")
    currency = db.wallet.get(wallet, "currency") or ""
    kind, sign = KINDS.get(given("kind"), (None, 0))
    if not kind or given("state") not in STATES:
        raise InvalidInputError("failed")
    amount = money.amount(given("amount"), currency, "amount")
    facts = {
        "wallet": wallet,
        "account": db.wallet.get(wallet, "number"),
        "kind": kind,
        "method": _line(given("method"), "method", 80) or _wrong("method_missing", "method"),
        "amount": ("-" if sign < 0 else "") + money.written(amount, currency),
        "currency": currency,
        "date": _moment(given("date"), "date"),
        "state": given("state"),
    }
    fee = money.fee(given("fee"), currency, "fee")
    if fee is not None:
        facts["fee"] = money.written(fee, currency)
    reference = _line(given("reference"), "reference", 40)
    number = use(db, key)
    if not agrees(db, wallet):
        raise InvalidInputError("books_differ", "wallet", wallet=db.wallet.get(wallet, "number"))
    if reference and db.txn.filter(None, {"owner": owner}, exact_match_spec={"reference": reference}):
        raise InvalidInputError("reference_taken", "reference", reference=reference)
    db.txn.create(reference=reference or f"OTB-{number}", **facts)
    _bring_up_to_date(db, wallet, "amount")


def settle(db: Database, txn: str, key: str, given: Callable[[str], str]) -> None:
    """A pending transaction is done, or rejected."""
    state = given("state")
    if state not in ("done", "rejected"):
        raise InvalidInputError("failed")
    use(db, key)
    if db.txn.get(txn, "state") != "pending":
        raise InvalidInputError("changed_meanwhile")
    wallet = db.txn.get(txn, "wallet")
    if not agrees(db, wallet):
        raise InvalidInputError("books_differ", wallet=db.wallet.get(wallet, "number"))
    db.txn.set(txn, state=state)
    _bring_up_to_date(db, wallet, "")


def open_wallet(db: Database, owner: str, key: str, given: Callable[[str], str]) -> None:
    """A new wallet with nothing in it."""
    currency = given("currency")
    if currency not in money.PLACES:
        raise InvalidInputError("choose_currency", "currency")
    number = _line(given("number"), "number", 60)
    network = _line(given("network"), "network", 20)
    counted = 100 + int(use(db, key))
    number = number or f"Wallet {currency} {counted}"
    if db.wallet.filter(None, {}, exact_match_spec={"number": number}):
        raise InvalidInputError("number_taken", "number", number=number)
    db.wallet.create(
        owner=owner, number=number, currency=currency, network=network, balance=money.written(Decimal(0), currency)
    )


def verification(db: Database, owner: str) -> str:
    """What is kept of a customer's verification, as one text: two pages that show the same have the same."""
    user = db.user.getnode(owner)
    return json.dumps([user.verification_level, user.verification_percent, user.verification_missing or ""])


def verify(db: Database, owner: str, key: str, given: Callable[[str], str]) -> None:
    """How far a customer is verified, and what is missing."""
    level = _whole(given("level"), "level", LEVELS)
    percent = _whole(given("percent"), "percent", 100)
    missing = [code for code in MISSING if given(f"missing_{code}")]
    for code in _line(given("other"), "other", 400).replace(",", " ").split():
        if not _CODE.fullmatch(code):
            raise InvalidInputError("code_unreadable", "other", text=code[:40])
        if code not in missing:
            missing.append(code)
    if missing and percent == 100:
        raise InvalidInputError("missing_at_100", "percent")
    use(db, key)
    if verification(db, owner) != given("@was"):
        raise InvalidInputError("changed_meanwhile")
    db.user.set(owner, verification_level=level, verification_percent=percent, verification_missing=" ".join(missing))


def rates(db: Database) -> tuple[Node, str, dict[str, str]]:
    """The table of rates as it is kept: its row (None where there is none), base currency, and worth by currency."""
    found = db.rates.list()
    if not found:
        return None, "USD", {}
    row = db.rates.getnode(found[0])
    return row, row.base, json.loads(row.quotes)


def quoted(db: Database) -> list[str]:
    """The currencies that may need a rate: those with a wallet, and those with a rate."""
    used = {db.wallet.get(item, "currency") for item in db.wallet.list()}
    return sorted({currency for currency in {*used, *rates(db)[2]} if currency})


def keep_rates(db: Database, key: str, given: Callable[[str], str]) -> None:
    """What one unit of each currency is worth now; a currency left empty has no rate."""
    base = given("base")
    if base not in {*money.PLACES, rates(db)[1]}:
        raise InvalidInputError("choose_currency", "base")
    listed = [currency for currency in quoted(db) if currency != base and money.folded(given("rate_" + currency))]
    quotes = {currency: f"{money.rate(given('rate_' + currency), 'rate_' + currency):f}" for currency in listed}
    use(db, key)
    row, base_before, quotes_before = rates(db)
    if base != base_before and quotes.items() & quotes_before.items():
        raise InvalidInputError("rates_of_another_base", "base")
    if (row.date.serialise() if row else "") != given("@was"):
        raise InvalidInputError("changed_meanwhile")
    facts = {"base": base, "quotes": json.dumps(quotes, sort_keys=True), "date": date.Date(".")}
    if row:
        db.rates.set(row.id, **facts)
    else:
        db.rates.create(**facts)


def _is_row(klass: Klass, item: str) -> bool:
    is_id = item.isascii() and item.isdigit() and len(item) <= 9
    return is_id and klass.hasnode(item) and not klass.is_retired(item)


def _wrong(key: str, field: str) -> NoReturn:
    raise InvalidInputError(key, field)


def _line(text: str, field: str, longest: int) -> str:
    text = " ".join(_UNPRINTABLE.sub("", text).split())
    if len(text) > longest:
        raise InvalidInputError("line_too_long", field, n=longest)
    return text


def _whole(text: str, field: str, most: int) -> int:
    plain = money.folded(text).removesuffix("%")
    if not (plain.isascii() and plain.isdigit() and len(plain) <= 3 and int(plain) <= most):
        raise InvalidInputError("whole_number", field, most=most)
    return int(plain)


def _moment(text: str, field: str) -> Date:
    if not text.strip():
        return date.Date(".")
    found = _MOMENT.fullmatch(money.folded(text))
    try:
        moment = found and date.Date("{}-{}-{}.{}:{}:00".format(*found.groups()))
    except ValueError:
        moment = None
    if not moment or moment.year < EARLIEST_YEAR:
        raise InvalidInputError("date_unreadable", field)
    if moment > date.Date("."):
        raise InvalidInputError("date_in_future", field)
    return moment
