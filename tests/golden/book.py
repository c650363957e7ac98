"""The demo's contents as one page of a help desk's answer, at a moment that never changes."""

import json
from collections.abc import Iterator
from datetime import datetime, timezone
from decimal import Decimal
from typing import Any

from desktop import assets
from desktop.desk.demo import FIRST_REFERENCE
from desktop.domain.accounts import Choice, DeskInfo, Guarantee, Status, StatusKind
from desktop.domain.money.wallets import Rates, Verification
from desktop.domain.remote import Page, RemoteFile, RemoteMessage, RemoteTicket, RemoteTransaction, RemoteWallet
from desktop.domain.tickets import Side
from tests.ui.frame import DAY_MS, INFO, NOON_MS


def contents(name: str) -> Any:
    """One of the demo's files."""
    return json.loads(assets.path("desk", "first_data", f"{name}.json").read_text(encoding="utf-8"))


LONGEST = "6"
"""The number of a ticket with a long conversation."""


def _labels(words: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(words.items())


DEPARTMENTS = (
    ("registration", {"en": "Registration and opening of account", "fa": "ثبت‌نام و افتتاح حساب",
                      "ar": "التسجيل وفتح الحساب", "es": "Registro y apertura de cuenta"}),
    ("kyc", {"en": "KYC", "fa": "احراز هویت", "ar": "التحقق من الهوية", "es": "Verificación de identidad"}),
    ("technical", {"en": "Technical", "fa": "فنی", "ar": "تقني", "es": "Técnico"}),
    ("financial", {"en": "Financial", "fa": "مالی", "ar": "مالي", "es": "Financiero"}),
    ("ib", {"en": "IB", "fa": "IB", "ar": "IB", "es": "IB"}),
)  # fmt: skip


def info() -> DeskInfo:
    """What the help desk says of itself."""
    return DeskInfo(
        "Otet Markets",
        departments=tuple(Choice(id, words["en"], _labels(words)) for id, words in DEPARTMENTS),
        statuses=tuple(Status(kind.value, kind.value, kind=kind) for kind in StatusKind),
        languages=INFO.languages,
        email_address="help@otet.example",
        email_alerts=True,
        guarantee=Guarantee.A,
    )


def page() -> Page:
    """Everything that a trader of the demo has."""
    tickets, messages = [], []
    for number, told in enumerate(contents("tickets"), 1):
        written = list(_messages(str(number), told["messages"]))
        messages += written
        moments = [one.created_ms for one in written]
        tickets.append(
            RemoteTicket(
                str(number), str(number), told["title"], told["department"], told["status"], moments[0], moments[-1]
            )
        )
    book = contents("wallets")
    return Page(
        "1",
        False,
        tickets=tuple(tickets),
        messages=tuple(messages),
        wallets=tuple(
            RemoteWallet(one["key"], one["number"], one["currency"], one["network"], Decimal(one["balance"]))
            for one in book["wallets"]
        ),
        transactions=tuple(_transactions(book)),
        verification=Verification(1, 100),
        rates=_rates(book["rates"]),
    )


def _rates(told: dict[str, Any]) -> Rates:
    return Rates(told["base"], _when(told), tuple((name, Decimal(quote)) for name, quote in told["quotes"].items()))


def _when(row: dict[str, Any]) -> int:
    if "on" in row:
        return round(datetime.fromisoformat(row["on"]).replace(tzinfo=timezone.utc).timestamp()) * 1000
    days_ago: float = row["days_ago"]
    return NOON_MS - round(days_ago * DAY_MS)


def _messages(ticket: str, told: list[dict[str, Any]]) -> Iterator[RemoteMessage]:
    names = {person["username"]: person["realname"] for person in contents("people")["agents"]}
    for position, one in enumerate(told):
        if one.get("internal"):
            continue
        side = Side.SUPPORT if one["by"] in names else Side.OWN
        files = tuple(
            RemoteFile(f"{ticket}.{position}.{at}", name, "", 48_200) for at, name in enumerate(one.get("files", []))
        )
        author = names.get(one["by"], "سارا احمدی")
        yield RemoteMessage(f"{ticket}.{position}", ticket, side, author, _when(one), one["text"], files)


def _transactions(book: dict[str, Any]) -> Iterator[RemoteTransaction]:
    wallets = {one["key"]: one for one in book["wallets"]}
    for number, one in enumerate(book["transactions"], FIRST_REFERENCE):
        wallet = wallets[one["wallet"]]
        fee = Decimal(one["fee"]) if "fee" in one else None
        yield RemoteTransaction(
            str(number),
            one["wallet"],
            f"OTM-{number}",
            _when(one),
            wallet["number"],
            one["method"],
            one["kind"],
            Decimal(one["amount"]),
            wallet["currency"],
            fee,
            one.get("state", "done"),
        )
