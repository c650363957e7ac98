"""The actions behind the back office's forms: only for agents of the books, once for each form, whole or not at all."""

import sqlite3
from collections.abc import Callable

from roundup import hyperdb
from roundup.cgi import actions
from roundup.cgi.exceptions import Redirect, Unauthorised
from roundup.exceptions import Reject

from desktop.desk.tracker import fields, form_keys
from desktop.desk.tracker.books import ledger, money
from desktop.desk.tracker.books.money import InvalidInputError
from desktop.desk.tracker.pages.view import View
from desktop.desk.tracker.rules import roles
from desktop.desk.tracker.wire import api


class _Form(actions.Action):  # type: ignore[misc] # Roundup is not typed
    """What all forms have in common; `write` does what one is for and names what is told afterwards."""

    where = ("user", True)

    def permission(self) -> None:
        name, of_one = self.where
        if self.classname != name or bool(self.nodeid) is not of_one or self.client.env["REQUEST_METHOD"] != "POST":
            raise Unauthorised("not allowed here")
        if not roles.keeps_books(self.db, self.userid):
            raise Unauthorised("not allowed: only agents of the back office")
        # Roundup lets a form without any token pass
        if not self._given("@csrf"):
            raise Unauthorised("not allowed without the page")
        if name == "user" and not roles.is_a_customer(self.db, self.nodeid):
            raise Unauthorised("not allowed: no customer")

    def handle(self) -> None:
        key = self._given("@key")
        digest = form_keys.form_digest(self.form)
        if ledger.is_used(self.db, key):
            self._answer_used(key)
            return
        try:
            outcome = self.write(key, self._given)
            form_keys.record(self.db, key, digest, outcome=outcome)
            self.db.commit()
        except InvalidInputError as wrong:
            self.db.rollback()
            self._refuse(wrong)
            return
        except (sqlite3.OperationalError, OSError):
            self.db.rollback()
            self._refuse(InvalidInputError("books_busy"))
            return
        except (Reject, ValueError, KeyError, IndexError, hyperdb.HyperdbValueError, sqlite3.IntegrityError):
            self.db.rollback()
            if ledger.is_used(self.db, key):
                # the same form came twice at once, and the other was first
                self._answer_used(key)
                return
            api.LOG.exception("the back office refused a form")
            self._refuse(InvalidInputError("failed"))
            return
        self._done(key)

    def _answer_used(self, key: str) -> None:
        """The key was carried out: the same form was sent again, or the page was used for something else."""
        if form_keys.repeats(self.db, self.form):
            self._done(key, again=True)
        self._refuse(InvalidInputError("form_used"))

    def write(self, key: str, given: Callable[[str], str]) -> str:
        """Write what the form says; the key of what to tell."""
        raise NotImplementedError

    def _given(self, name: str) -> str:
        return fields.text_of(self.form, name)

    def _refuse(self, wrong: money.InvalidInputError) -> None:
        self.client.wrong = wrong
        self.client.say(View(self.client).sentence(wrong.key, **wrong.facts))

    def _done(self, key: str, again: bool = False) -> None:
        query = f"outcome={key}" + ("&again=1" if again else "")
        raise Redirect(f"{self.client.base}{self.classname}{self.nodeid or ''}?{query}")


class Book(_Form):
    """A new transaction."""

    def write(self, key: str, given: Callable[[str], str]) -> str:
        """Book it."""
        ledger.book(self.db, self.nodeid, key, given)
        return "booked"


class OpenWallet(_Form):
    """A new wallet."""

    def write(self, key: str, given: Callable[[str], str]) -> str:
        """Open it."""
        ledger.open_wallet(self.db, self.nodeid, key, given)
        return "wallet_opened"


class Verify(_Form):
    """A customer's verification."""

    def write(self, key: str, given: Callable[[str], str]) -> str:
        """Keep it."""
        ledger.verify(self.db, self.nodeid, key, given)
        return "saved"


class Settle(_Form):
    """The end of a pending transaction."""

    where = ("txn", True)

    def write(self, key: str, given: Callable[[str], str]) -> str:
        """Keep its state."""
        ledger.settle(self.db, self.nodeid, key, given)
        return "saved"


class KeepRates(_Form):
    """What the currencies are worth."""

    where = ("rates", False)

    def write(self, key: str, given: Callable[[str], str]) -> str:
        """Keep the table."""
        ledger.keep_rates(self.db, key, given)
        return "saved"


ACTIONS = {"book": Book, "openwallet": OpenWallet, "verify": Verify, "settle": Settle, "keeprates": KeepRates}
