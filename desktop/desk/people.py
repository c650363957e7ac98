"""What an operator does with a help desk's people: customers and agents, their passwords, their wallets."""

import json
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from roundup import date, instance, password
from roundup.exceptions import Reject

ROLES = {"customer": "Customer", "agent": "Agent", "finance": "Agent,Finance"}
LANGUAGES = ("en", "fa", "ar", "es")
SYSTEM = ("admin", "anonymous")
WALLET = ("number", "currency", "network", "balance")
TRANSACTION = ("reference", "account", "method", "kind", "amount", "currency", "fee", "state")


class PeopleError(Exception):
    """It cannot be done; the text says why."""


@contextmanager
def opened(place: Path) -> Iterator["People"]:
    """The people of the help desk in `place`, whether it runs or not."""
    home = place / "tracker"
    if not home.is_dir():
        raise PeopleError(f"there is no help desk in {place}; start it once first: otet-desk desk")
    os.umask(0o077)
    tracker = instance.open(str(home))
    db = tracker.open("admin")
    try:
        yield People(db)
        db.commit()
    except (Reject, ValueError, KeyError, IndexError, TypeError) as error:
        db.rollback()
        raise PeopleError(str(error)) from error
    finally:
        db.close()


class People:
    """The users of one open help desk; what is done here is kept when the block that opened it ends well."""

    def __init__(self, db: Any) -> None:
        self._db = db

    def all(self) -> Iterator[tuple[str, str, str, str, str]]:
        """User name, role, name, address and language of everybody."""
        for item in sorted(self._db.user.list(), key=int):
            user = self._db.user.getnode(item)
            if user.username not in SYSTEM:
                yield user.username, user.roles, user.realname or "", user.address or "", user.language or "en"

    def add(self, name: str, role: str, address: str, shown: str, language: str) -> str:
        """A new person; the password."""
        word = secrets.token_urlsafe(12)
        facts = {"address": address, "realname": shown or name, "language": language}
        self._db.user.create(username=name, roles=ROLES[role], password=self._hashed(word), **facts)
        return word

    def new_password(self, name: str) -> str:
        """Another password; the apps that were signed in have to sign in again."""
        user = self._find(name)
        word = secrets.token_urlsafe(12)
        self._db.user.set(user, password=self._hashed(word))
        self._sign_out(user)
        return word

    def give(self, name: str, role: str) -> None:
        """An agent keeps the books from now on, or no longer does; nobody becomes a customer or stops being one."""
        user = self._find(name)
        if role == "customer" or self._db.user.get(user, "roles") not in (ROLES["agent"], ROLES["finance"]):
            raise PeopleError(f"{name} is no agent")
        self._db.user.set(user, roles=ROLES[role])

    def remove(self, name: str) -> None:
        """Nobody signs in or writes by this name any more; the tickets stay."""
        user = self._find(name)
        self._sign_out(user)
        self._db.user.retire(user)

    def keep_book(self, customer: Mapping[str, Any]) -> None:
        """Write what the broker has of one customer; rows that are there already are brought up to date."""
        owner = self._find(str(customer["username"]))
        verification = customer.get("verification")
        if verification:
            missing = " ".join(verification.get("missing", ()))
            facts = {"level": int(verification["level"]), "percent": int(verification["percent"]), "missing": missing}
            self._db.user.set(owner, **{f"verification_{key}": value for key, value in facts.items()})
        wallets = {
            wallet["number"]: self._put(self._db.wallet, owner, "number", _texts(wallet, WALLET))
            for wallet in customer.get("wallets", ())
        }
        for row in customer.get("transactions", ()):
            facts = _texts(row, TRANSACTION)
            facts["date"] = date.Date(str(row["date"]).replace("T", ".").rstrip("Z"))
            facts["wallet"] = wallets.get(row["wallet"]) or self._row(self._db.wallet, owner, "number", row["wallet"])
            if not facts["wallet"]:
                raise PeopleError(f"{row.get('reference')}: there is no wallet {row['wallet']!r}")
            self._put(self._db.txn, owner, "reference", facts)

    def _put(self, klass: Any, owner: str, key: str, facts: dict[str, Any]) -> str:
        found = self._row(klass, owner, key, facts[key])
        if found is None:
            made: str = klass.create(owner=owner, **facts)
            return made
        held = klass.getnode(found)
        if changed := {name: value for name, value in facts.items() if held[name] != value}:
            klass.set(found, **changed)
        return found

    def _row(self, klass: Any, owner: str, key: str, value: str) -> str | None:
        found = [item for item in klass.find(owner=owner) if klass.get(item, key) == value]
        return str(found[0]) if found else None

    def _find(self, name: str) -> str:
        if name in SYSTEM:
            raise PeopleError(f"{name} belongs to the help desk itself")
        try:
            found: str = self._db.user.lookup(name)
        except KeyError:
            raise PeopleError(f"there is nobody called {name}") from None
        return found

    def _hashed(self, word: str) -> password.Password:
        return password.Password(word, config=self._db.config)

    def _sign_out(self, user: str) -> None:
        for token in self._db.apitoken.find(user=user):
            self._db.apitoken.destroy(token)


def read_book(path: Path) -> list[dict[str, Any]]:
    """The customers of a book: wallets, transactions, verification."""
    try:
        customers = json.loads(path.read_text(encoding="utf-8"))["customers"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PeopleError(f"{path.name} cannot be read: {error}") from error
    return list(customers)


def _texts(row: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """Money and names as text, just as they are written in the book."""
    for name in names:
        if isinstance(row.get(name), float):
            raise PeopleError(f"{name}: {row[name]} has to be in quotation marks, money is no binary fraction")
    return {name: str(row[name]) for name in names if row.get(name) is not None}
