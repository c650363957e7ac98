"""Decides what becomes of a mail: a message, a new ticket, a mark on an answer, or a place among those not taken in."""

import dataclasses
import hashlib
import json
import logging
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from roundup import date

from desktop.desk.tracker import health, store, texts
from desktop.desk.tracker.mail import bounce, held_mail, mail_settings, parse, quotes, rejection, to_message
from desktop.desk.tracker.roundup_types import Database
from desktop.desk.tracker.rules import roles

REFUSALS_TO_ONE, REFUSALS_TO_ONE_IN_S = 1, 24 * 3600
REFUSALS_TO_ALL, REFUSALS_TO_ALL_IN_S = 30, 3600
"""So that nobody makes the help desk fill the mailbox of a third person, or be taken for a sender of spam."""
LATER = (sqlite3.OperationalError, OSError)
"""A locked database, a full disk: no fault of the mail's."""

LOG = logging.getLogger("roundup.desk")


def take_in(db: Database, raw: bytes, put_aside: Callable[[str], object]) -> str:
    """Deal with one mail in one transaction; a word for what became of it. `db` is the administrator's.

    `put_aside(name)` keeps its bytes among the mails that were not taken in; called before the commit.
    Raises only what is worth a later try.
    """
    mail, problem = _read(db, raw)
    outcome = ""
    if not problem:
        try:
            outcome = _write(db, mail, _Acceptance(db, mail, put_aside).decide)
        except LATER:
            raise
        except Exception as error:  # noqa: BLE001
            problem = health.place_of(error)
    if problem:
        LOG.error("mail: %s cannot be dealt with: %s", mail.digest[:12], problem)
        outcome = _write(db, mail, lambda: _Acceptance(db, mail, put_aside).hold("unreadable", problem))
    # no address and no word of the mail: the log is read by others than the page
    level = logging.WARNING if outcome.startswith("held") else logging.INFO
    LOG.log(level, "mail: %s: %s", mail.digest[:12], outcome)
    return outcome


def _write(db: Database, mail: parse.Incoming, decide: Callable[[], str]) -> str:
    with store.WRITES:
        try:
            outcome = decide()
            db.commit()
        except (ValueError, sqlite3.IntegrityError):
            db.rollback()
            # another process took the same mail in between; the unique index stopped this one
            if not _is_known(db, mail):
                raise
            return "known"
        except BaseException:
            db.rollback()
            raise
        finally:
            db.setCurrentUser("admin")
    return outcome


def _read(db: Database, raw: bytes) -> tuple[parse.Incoming, str]:
    """The mail in these bytes, and the error that ended the reading, "" where all was read."""
    mail = _nothing(raw)
    try:
        mail = parse.Incoming(**vars(parse.head(raw)))
        if not mail.is_too_large:
            users = held_mail.people(db, mail.sender) if mail.sender else []
            language = db.user.get(users[0], "language") if users else ""
            mail = parse.read(raw, texts.language_of(language) if language else "")
    except LATER:
        raise
    except Exception as error:  # noqa: BLE001
        return mail, health.place_of(error)
    return mail, ""


def _nothing(raw: bytes) -> parse.Incoming:
    """A mail of which nothing can be read."""
    return parse.Incoming(digest=hashlib.sha256(raw).hexdigest())


def content_digest(mail: parse.Incoming) -> str:
    """What a mail says, whichever way it came: the same for a copy with other transport headers."""
    if not mail.message_id:
        return mail.digest
    words = hashlib.sha256("\0".join([mail.subject, " ".join(mail.text.split())]).encode("utf-8", "replace"))
    for name, _, content in mail.files:
        words.update(name.encode("utf-8", "replace") + hashlib.sha256(content).digest())
    return words.hexdigest()


def _key(mail: parse.Incoming) -> str:
    """Sender, Message-ID and content: none of them alone says that two mails are the same."""
    name = "\0".join([mail.sender, mail.message_id, content_digest(mail)])
    return f"mail:{hashlib.sha256(name.encode()).hexdigest()}"


def _is_known(db: Database, mail: parse.Incoming) -> bool:
    for key in (_key(mail), _older_key(mail)):
        try:
            db.submission.lookup(key)
        except KeyError:
            continue
        if key == _key(mail) or _was_taken(db, mail):
            return True
    return False


def _older_key(mail: parse.Incoming) -> str:
    """What earlier versions knew a mail by."""
    name = f"{mail.sender} {mail.message_id or mail.digest}"
    return f"mail:{hashlib.sha256(name.encode()).hexdigest()}"


def _was_taken(db: Database, mail: parse.Incoming) -> bool:
    """Whether an earlier version, which kept no digest and cut quotes, wrote this very mail."""
    messages = db.msg.filter(None, {}, exact_match_spec={"messageid": mail.message_id}) if mail.message_id else []
    whole = quotes.flat(f"{mail.subject}\n{mail.text}")
    return not mail.message_id or any(
        quotes.flat(db.msg.get(item, "content") or "").partition("(")[0] in whole for item in messages
    )


class _Acceptance:
    def __init__(self, db: Database, mail: parse.Incoming, put_aside: Callable[[str], object]) -> None:
        self.db = db
        self.mail = mail
        self._put_aside = put_aside

    def decide(self) -> str:
        """Write what has to be written; the caller commits."""
        db, mail = self.db, self.mail
        if _is_known(db, mail):
            return "known"
        own = db.config.TRACKER_EMAIL.lower()
        sender, problem = self._sender()
        # a customer's absence notice may look like a report; reports come from mail servers
        if mail.bounce and not (sender and self._customers(sender)):
            found: str = self._bounce()
            return found
        if mail.is_robot or mail.loop == own:
            return self._automatic(sender)
        if problem or sender == own:
            return self.hold(problem or "own_address")
        return self._from_person(sender)

    def _from_person(self, sender: str) -> str:
        customers = self._customers(sender)
        if customers:
            return self._from_customer(customers)
        people = held_mail.people(self.db, sender)
        kind = "agent" if people else "stranger"
        told = self._refuse(kind, people[0] if people else None)
        return self.hold("list" if self.mail.is_list and not people else kind, "" if told else "not_told")

    def _customers(self, address: str) -> list[str]:
        return [user for user in held_mail.people(self.db, address) if roles.is_a_customer(self.db, user)]

    def hold(self, reason: str, detail: str = "") -> str:
        """Put the mail among those not taken in."""
        self._remember()
        self._put_aside(held_mail.file_name(self.mail.digest))
        held_mail.hold(self.db, self.mail, reason, detail)
        return f"held: {reason}"

    def _remember(self) -> None:
        self.db.submission.create(key=_key(self.mail), digest=content_digest(self.mail))

    def _sender(self) -> tuple[str, str]:
        """Whose mail it is, and why that is not known."""
        mail = self.mail
        if mail.sender_problem or not mail.sender:
            return "", mail.sender_problem or "no_sender"
        groups = self._groups()
        if mail.sender not in groups:
            return mail.sender, ""
        named = {one.lower() for one in mail.original_from or mail.reply_to} - groups
        return (named.pop(), "") if len(named) == 1 else ("", "group_sender")

    def _groups(self) -> set[str]:
        try:
            return mail_settings.groups(Path(self.db.config.TRACKER_HOME).parent)
        except mail_settings.SettingsError:
            return set()  # whoever sends mail says that the settings cannot be read

    def _bounce(self) -> str:
        job = bounce.mark(self.db, self.mail.bounce) if self.mail.bounce else None
        if job is None:
            return self.hold("bounce")
        self._remember()
        return f"marked mail {job} as bounced"

    def _automatic(self, sender: str) -> str:
        """What a machine wrote: beside the ticket it is about, where it is about one."""
        db, mail = self.db, self.mail
        is_own = mail.loop == db.config.TRACKER_EMAIL.lower()
        customers = [] if is_own or not sender else self._customers(sender)
        ticket = to_message.ticket_of(db, mail, customers) if customers else None
        if ticket is None or mail.is_too_large or not (mail.text.strip() or mail.subject):
            return self.hold("automatic")
        self._remember()
        to_message.add_note(db, mail, ticket)
        return f"noted on {ticket}"

    def _from_customer(self, customers: list[str]) -> str:
        db, mail = self.db, self.mail
        if mail.is_too_large:
            told = self._refuse("too_large", customers[0])
            return self.hold("too_large", "" if told else "not_told")
        ticket = to_message.ticket_of(db, mail, customers)
        if to_message.says_nothing(db, mail, ticket):
            return self.hold("empty")
        customer = db.issue.get(ticket, "requester") if ticket else customers[0]
        if ticket and to_message.is_closed(db, ticket):
            if not mail.takes_no_answer:
                if not self._refuse("closed", customer, number=ticket):
                    return self.hold("closed", "not_told")
                self._remember()
                return f"closed {ticket}"
            ticket = None  # nobody could be told that it was refused, so it must not be
        self._remember()
        written, _ = to_message.accept(db, mail, ticket, customer)
        return f"added to {written}" if ticket else f"opened {written}"

    def _refuse(self, kind: str, user: str | None, **facts: Any) -> bool:
        """Queue a mail that says why; whether that was possible."""
        db, mail = self.db, self.mail
        # people we know are told at the address we know, whatever the mail claims
        address = db.user.get(user, "address") if user else mail.sender
        if mail.takes_no_answer or not parse.ADDRESS.fullmatch(address or ""):
            return False
        if _refused(db, {"address": address}, REFUSALS_TO_ONE_IN_S) >= REFUSALS_TO_ONE * (10 if user else 1) or (
            not user and _refused(db, {}, REFUSALS_TO_ALL_IN_S) >= REFUSALS_TO_ALL
        ):
            return False
        language = texts.language_of(db.user.get(user, "language")) if user else ""
        told = rejection.compose(db.config, kind, address, language, mail, **facts)
        db.mailjob.create(address=address, letter=told.as_string(), state="new", tries=0, messageid=told["Message-ID"])
        return True


def _refused(db: Database, whom: dict[str, str], within_s: int) -> int:
    since = (date.Date(".") - date.Interval(within_s)).pretty("%Y-%m-%d.%H:%M:%S")
    found = db.mailjob.filter(None, {"creation": f"from {since}"}, exact_match_spec=whom)
    return sum(1 for item in found if db.mailjob.get(item, "letter"))


def take_in_held(db: Database, held: str, customer: str) -> tuple[str, str] | None:
    """Write a held mail as this customer's, in the transaction of the caller, who commits; (ticket, message).

    None where somebody has decided about it already.
    """
    path = held_mail.path(db, held)
    if path is None or db.heldmail.get(held, "state") != "waiting":
        return None
    mail = read_held(path.read_bytes())
    db.submission.create(key=f"held:{held}", digest=mail.digest, answer=json.dumps({"customer": customer}))
    ticket = to_message.ticket_of(db, mail, [customer])
    if ticket and to_message.is_closed(db, ticket):
        ticket = None
    ticket, message = to_message.accept(db, mail, ticket, customer)
    db.heldmail.set(held, state="taken", message=message, customer=customer)
    return ticket, message


def read_held(raw: bytes) -> parse.Incoming:
    """A held mail as it would be taken in: with its text and files, or whole as a file where it cannot be read."""
    try:
        mail = parse.read(raw, "")
    except LATER:
        raise
    except Exception as error:  # noqa: BLE001
        mail = _nothing(raw)
        LOG.warning("mail: %s cannot be read: %s", mail.digest[:12], health.place_of(error))
    if mail.is_too_large:
        mail = dataclasses.replace(mail, text="", files=[])
    if not (mail.text.strip() or mail.files):
        mail.files = [(to_message.NOT_READ, "message/rfc822", raw)]
    return mail
