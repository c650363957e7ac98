"""Fills a new help desk with believable contents: a trader's wallets, bookings and tickets, as if used for weeks."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

from roundup import date, instance

from desktop import assets
from desktop.desk import demo_files
from desktop.domain.clock import Clock, SystemClock

FIRST_REFERENCE = 416982


def fill(tracker: instance.Tracker, clock: Clock | None = None) -> None:
    """Write the demo's contents as the administrator, in one transaction; the users exist already."""
    db = tracker.open("admin")
    try:
        _Filler(db, (clock or SystemClock()).now_ms()).fill()
        db.commit()
    finally:
        db.close()


def contents(name: str) -> Any:
    """One of the demo's files: people, wallets, tickets."""
    return json.loads(assets.path("desk", "first_data", f"{name}.json").read_text(encoding="utf-8"))


class _Filler:
    """Writes into one open database; ages in days count back from the moment of filling."""

    def __init__(self, db: Any, now_ms: int) -> None:
        self._db = db
        self._now = datetime.fromtimestamp(now_ms // 1000, timezone.utc)
        people = contents("people")
        self._people = [people["trader"], *people["agents"]]
        self._trader: str = db.user.lookup(people["trader"]["username"])

    def fill(self) -> None:
        for person in self._people:
            facts = {name: value for name, value in person.items() if name != "username"}
            self._db.user.set(self._db.user.lookup(person["username"]), **facts)
        book = contents("wallets")
        self._add_wallets(book)
        self._add_rates(book["rates"])
        for ticket in contents("tickets"):
            self._add_ticket(ticket)

    def _add_wallets(self, book: Mapping[str, Any]) -> None:
        wallets = {}
        for wallet in book["wallets"]:
            facts = {name: wallet[name] for name in ("number", "currency", "network", "balance")}
            wallets[wallet["key"]] = (self._db.wallet.create(owner=self._trader, **facts), facts)
        for reference, booking in enumerate(book["transactions"], FIRST_REFERENCE):
            wallet, facts = wallets[booking["wallet"]]
            fee = {"fee": booking["fee"]} if "fee" in booking else {}
            self._db.txn.create(
                wallet=wallet,
                reference=f"OTM-{reference}",
                date=self._when(booking),
                account=facts["number"],
                currency=facts["currency"],
                method=booking["method"],
                kind=booking["kind"],
                amount=booking["amount"],
                state=booking.get("state", "done"),
                **fee,
            )

    def _add_rates(self, rates: Mapping[str, Any]) -> None:
        quotes = json.dumps(rates["quotes"], sort_keys=True)
        self._db.rates.create(base=rates["base"], quotes=quotes, date=self._when(rates))

    def _add_ticket(self, ticket: Mapping[str, Any]) -> None:
        messages = [self._add_message(message) for message in ticket["messages"]]
        spoken = [self._when(message) for message in ticket["messages"] if not message.get("internal")]
        answered_by = [message["by"] for message in ticket["messages"] if message["by"] != self._people[0]["username"]]
        self._db.issue.create(
            title=ticket["title"],
            requester=self._trader,
            department=self._db.department.lookup(ticket["department"]) if ticket["department"] else None,
            status=self._db.status.lookup(ticket["status"]),
            assignedto=self._db.user.lookup(answered_by[-1]),
            opened=spoken[0],
            updated=spoken[-1],
            messages=messages,
            files=[item for message in messages for item in self._db.msg.get(message, "files")],
        )

    def _add_message(self, message: Mapping[str, Any]) -> str:
        files = [self._add_file(name) for name in message.get("files", ())]
        made: str = self._db.msg.create(
            author=self._db.user.lookup(message["by"]),
            date=self._when(message),
            content=message["text"],
            internal=message.get("internal", False),
            files=files,
        )
        return made

    def _add_file(self, name: str) -> str:
        media_type, content = demo_files.make(name)
        made: str = self._db.file.create(name=name, type=media_type, content=content)
        return made

    def _when(self, row: Mapping[str, Any]) -> date.Date:
        moment = datetime.fromisoformat(row["on"]) if "on" in row else self._now - timedelta(days=row["days_ago"])
        return date.Date(moment.replace(tzinfo=None, microsecond=0))
