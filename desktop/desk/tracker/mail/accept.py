"""Decides what becomes of a mail: a message, a new ticket, a mark on an answer, or a place among those not taken in."""

import dataclasses
import hashlib
import json
import logging
import sqlite3
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
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


def take_in(db: Database, raw: bytes, put_aside: Callable[..., Any]) -> str:
    """Deal with one mail in one transaction; a word for what became of it. `db` is the administrator's.

    `put_aside(name)` keeps its bytes among the mails that were not taken in; called before the commit.
    Raises only what is worth a later try.
    """
    letter, problem = _read(db, raw)
    outcome = ""
    if not problem:
        try:
            outcome = _write(db, letter, _Intake(db, letter, put_aside).decide)
        except LATER:
            raise
        except Exception as error:  # noqa: BLE001
            problem = health.place_of(error)
    if problem:
        LOG.error("mail: %s cannot be dealt with: %s", letter.digest[:12], problem)
        outcome = _write(db, letter, lambda: _Intake(db, letter, put_aside).hold("unreadable", problem))
    # no address and no word of the mail: the log is read by others than the page
    level = logging.WARNING if outcome.startswith("held") else logging.INFO
    LOG.log(level, "mail: %s: %s", letter.digest[:12], outcome)
    return outcome


def _write(db: Database, letter: Any, decide: Callable[..., Any]) -> str:
    with store.WRITES:
        try:
            outcome = decide()
            db.commit()
        except (ValueError, sqlite3.IntegrityError):
            db.rollback()
            # another process took the same mail in between; the unique index stopped this one
            if not _is_known(db, letter):
                raise
            return "known"
        except BaseException:
            db.rollback()
            raise
        finally:
            db.setCurrentUser("admin")
    found: str = outcome
    return found


def _read(db: Database, raw: bytes) -> tuple[Any, str]:
    """The mail in these bytes, and the error that ended the reading, "" where all was read."""
    letter = _nothing(raw)
    try:
        head = parse.head(raw)
        letter = SimpleNamespace(**{**vars(letter), **vars(head), "text": "", "files": []})
        if not letter.is_too_large:
            users = held_mail.people(db, letter.sender) if letter.sender else []
            language = db.user.get(users[0], "language") if users else ""
            letter = parse.read(raw, texts.language_of(language) if language else "")
    except LATER:
        raise
    except Exception as error:  # noqa: BLE001
        return letter, health.place_of(error)
    return letter, ""


def _nothing(raw: bytes) -> Any:
    """A mail of which nothing can be read."""
    return SimpleNamespace(
        sender="", sender_problem="", seems_from=[], reply_to=[], original_from=[], subject="", message_id="",
        references=[], text="", files=[], digest=hashlib.sha256(raw).hexdigest(), is_too_large=False,
    )  # fmt: skip


def content_digest(letter: Any) -> str:
    """What a mail says, whichever way it came: the same for a copy with other transport headers."""
    if not letter.message_id:
        found: str = letter.digest
        return found
    words = hashlib.sha256("\0".join([letter.subject, " ".join(letter.text.split())]).encode("utf-8", "replace"))
    for name, _, content in letter.files:
        words.update(name.encode("utf-8", "replace") + hashlib.sha256(content).digest())
    return words.hexdigest()


def _key(letter: Any) -> str:
    """Sender, Message-ID and content: none of them alone says that two mails are the same."""
    name = "\0".join([letter.sender, letter.message_id, content_digest(letter)])
    return f"mail:{hashlib.sha256(name.encode()).hexdigest()}"


def _is_known(db: Database, letter: Any) -> bool:
    for key in (_key(letter), _older_key(letter)):
        try:
            db.submission.lookup(key)
        except KeyError:
            continue
        if key == _key(letter) or _was_taken(db, letter):
            return True
    return False


def _older_key(letter: Any) -> str:
    """What earlier versions knew a mail by."""
    name = f"{letter.sender} {letter.message_id or letter.digest}"
    return f"mail:{hashlib.sha256(name.encode()).hexdigest()}"


def _was_taken(db: Database, letter: parse.Incoming) -> bool:
    """Whether an earlier version, which kept no digest and cut quotes, wrote this very mail."""
    messages = db.msg.filter(None, {}, exact_match_spec={"messageid": letter.message_id}) if letter.message_id else []
    whole = quotes.flat(f"{letter.subject}\n{letter.text}")
    return not letter.message_id or any(
        quotes.flat(db.msg.get(item, "content") or "").partition("(")[0] in whole for item in messages
    )


class _Intake:
    def __init__(self, db: Database, letter: Any, put_aside: Callable[..., Any]) -> None:
        self.db = db
        self.letter = letter
        self._put_aside = put_aside

    def decide(self) -> str:
        """Write what has to be written; the caller commits."""
        db, letter = self.db, self.letter
        if _is_known(db, letter):
            return "known"
        own = db.config.TRACKER_EMAIL.lower()
        sender, problem = self._sender()
        # a customer's absence notice may look like a report; reports come from mail servers
        if letter.bounce and not (sender and self._customers(sender)):
            found: str = self._bounce()
            return found
        if letter.is_robot or letter.loop == own:
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
        return self.hold("list" if self.letter.is_list and not people else kind, "" if told else "not_told")

    def _customers(self, address: str) -> list[str]:
        return [user for user in held_mail.people(self.db, address) if roles.is_a_customer(self.db, user)]

    def hold(self, reason: str, detail: str = "") -> str:
        """Put the mail among those not taken in."""
        self._remember()
        self._put_aside(held_mail.file_name(self.letter.digest))
        held_mail.hold(self.db, self.letter, reason, detail)
        return f"held: {reason}"

    def _remember(self) -> None:
        self.db.submission.create(key=_key(self.letter), digest=content_digest(self.letter))

    def _sender(self) -> tuple[str, str]:
        """Whose mail it is, and why that is not known."""
        letter = self.letter
        if letter.sender_problem or not letter.sender:
            return "", letter.sender_problem or "no_sender"
        groups = self._groups()
        if letter.sender not in groups:
            return letter.sender, ""
        named = {one.lower() for one in letter.original_from or letter.reply_to} - groups
        return (named.pop(), "") if len(named) == 1 else ("", "group_sender")

    def _groups(self) -> set[str]:
        try:
            return mail_settings.groups(Path(self.db.config.TRACKER_HOME).parent)
        except mail_settings.SettingsError:
            return set()  # whoever sends mail says that the settings cannot be read

    def _bounce(self) -> Any:
        job = bounce.mark(self.db, self.letter.bounce)
        if job is None:
            return self.hold("bounce")
        self._remember()
        return f"marked mail {job} as bounced"

    def _automatic(self, sender: str) -> str:
        """What a machine wrote: beside the ticket it is about, where it is about one."""
        db, letter = self.db, self.letter
        is_own = letter.loop == db.config.TRACKER_EMAIL.lower()
        customers = [] if is_own or not sender else self._customers(sender)
        ticket = to_message.ticket_of(db, letter, customers) if customers else None
        if ticket is None or letter.is_too_large or not (letter.text.strip() or letter.subject):
            return self.hold("automatic")
        self._remember()
        to_message.add_note(db, letter, ticket)
        return f"noted on {ticket}"

    def _from_customer(self, customers: list[str]) -> str:
        db, letter = self.db, self.letter
        if letter.is_too_large:
            told = self._refuse("too_large", customers[0])
            return self.hold("too_large", "" if told else "not_told")
        ticket = to_message.ticket_of(db, letter, customers)
        if to_message.says_nothing(db, letter, ticket):
            return self.hold("empty")
        customer = db.issue.get(ticket, "requester") if ticket else customers[0]
        if ticket and to_message.is_closed(db, ticket):
            if not letter.takes_no_answer:
                if not self._refuse("closed", customer, number=ticket):
                    return self.hold("closed", "not_told")
                self._remember()
                return f"closed {ticket}"
            ticket = None  # nobody could be told that it was refused, so it must not be
        self._remember()
        written, _ = to_message.accept(db, letter, ticket, customer)
        return f"added to {written}" if ticket else f"opened {written}"

    def _refuse(self, kind: str, user: str | None, **facts: Any) -> bool:
        """Queue a mail that says why; whether that was possible."""
        db, letter = self.db, self.letter
        # people we know are told at the address we know, whatever the mail claims
        address = db.user.get(user, "address") if user else letter.sender
        if letter.takes_no_answer or not parse.ADDRESS.fullmatch(address or ""):
            return False
        if _refused(db, {"address": address}, REFUSALS_TO_ONE_IN_S) >= REFUSALS_TO_ONE * (10 if user else 1) or (
            not user and _refused(db, {}, REFUSALS_TO_ALL_IN_S) >= REFUSALS_TO_ALL
        ):
            return False
        language = texts.language_of(db.user.get(user, "language")) if user else ""
        mail = rejection.compose(db.config, kind, address, language, letter, **facts)
        db.mailjob.create(address=address, letter=mail.as_string(), state="new", tries=0, messageid=mail["Message-ID"])
        return True


def _refused(db: Database, whom: dict[str, str], within_s: int) -> int:
    since = (date.Date(".") - date.Interval(within_s)).pretty("%Y-%m-%d.%H:%M:%S")
    found = db.mailjob.filter(None, {"creation": f"from {since}"}, exact_match_spec=whom)
    return sum(1 for item in found if db.mailjob.get(item, "letter"))


def take_in_held(db: Database, held: str, customer: str) -> Any:
    """Write a held mail as this customer's, in the transaction of the caller, who commits; (ticket, message).

    None where somebody has decided about it already.
    """
    path = held_mail.path(db, held)
    if path is None or db.heldmail.get(held, "state") != "waiting":
        return None
    letter = held_letter(path.read_bytes())
    db.submission.create(key=f"held:{held}", digest=letter.digest, answer=json.dumps({"customer": customer}))
    ticket = to_message.ticket_of(db, letter, [customer])
    if ticket and to_message.is_closed(db, ticket):
        ticket = None
    ticket, message = to_message.accept(db, letter, ticket, customer)
    db.heldmail.set(held, state="taken", message=message, customer=customer)
    return ticket, message


def held_letter(raw: bytes) -> Any:
    """A held mail as it would be taken in: with its text and files, or whole as a file where it cannot be read."""
    try:
        letter = parse.read(raw, "")
    except LATER:
        raise
    except Exception as error:  # noqa: BLE001
        letter = _nothing(raw)
        LOG.warning("mail: %s cannot be read: %s", letter.digest[:12], health.place_of(error))
    if letter.is_too_large:
        letter = dataclasses.replace(letter, text="", files=[])
    if not (letter.text.strip() or letter.files):
        letter.files = [(to_message.NOT_READ, "message/rfc822", raw)]
    return letter
