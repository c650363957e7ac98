"""Decides what becomes of a mail: a message on its ticket, a new ticket, a polite refusal, or nothing."""

import hashlib
import logging
import re
import sqlite3

import deskaccess
import deskapi
import deskincoming
import deskquotes
import deskrefusal
import deskstore
import desktexts
from roundup import date

TAG = re.compile(r"\[\s*issue\s*(\d{1,9})\s*\]", re.IGNORECASE)
_REPLY_WORDS = re.compile(r"(?:\s*(?:re|aw|sv|پاسخ|رد)\s*[:：]\s*)+", re.IGNORECASE)
WHOLE_TEXT = "message.txt"
TEXT_LIMIT = 100_000
TITLE_FROM_TEXT = 80
REFUSALS_TO_ONE, REFUSALS_TO_ONE_IN_S = 1, 24 * 3600
REFUSALS_TO_ALL, REFUSALS_TO_ALL_IN_S = 30, 3600
"""So that nobody makes the help desk fill the mailbox of a third person, or be taken for a sender of spam."""

LOG = logging.getLogger("roundup.desk")


def take_in(db, raw):
    """Deal with one mail in one transaction; a word for what became of it. `db` is the administrator's."""
    letter = deskincoming.read(raw)
    with deskstore.WRITES:
        try:
            outcome = _Intake(db, letter).decide()
            db.commit()
        except (ValueError, sqlite3.IntegrityError):
            db.rollback()
            # another process took the same mail in between; the unique index stopped this one
            if not _is_known(db, letter):
                raise
            outcome = "known"
        except BaseException:
            db.rollback()
            raise
        finally:
            db.setCurrentUser("admin")
    LOG.info("mail: %s from %s: %s", letter.message_id or letter.digest[:12], letter.sender, outcome)
    return outcome


def _key(letter):
    name = f"{letter.sender} {letter.message_id or letter.digest}"
    return f"mail:{hashlib.sha256(name.encode()).hexdigest()}"


def _is_known(db, letter):
    try:
        db.submission.lookup(_key(letter))
    except KeyError:
        known = letter.message_id
        return bool(known and db.msg.filter(None, {}, exact_match_spec={"messageid": known}))
    return True


class _Intake:
    def __init__(self, db, letter):
        self.db = db
        self.letter = letter

    def decide(self):
        """Write what has to be written; the caller commits."""
        letter = self.letter
        if letter.is_robot or letter.loop == self.db.config.TRACKER_EMAIL.lower():
            return "robot"
        if not letter.sender or letter.sender == self.db.config.TRACKER_EMAIL.lower():
            return "nobody"
        if _is_known(self.db, letter):
            return "known"
        self.db.submission.create(key=_key(letter))
        people = _people(self.db, letter.sender)
        customers = [user for user in people if "customer" in deskaccess.roles_of(self.db, user)]
        if not customers:
            return self._refuse("agent" if people else "stranger", people[0] if people else None)
        if letter.is_too_large:
            return self._refuse("too_large", customers[0])
        return self._take_in(customers)

    def _take_in(self, customers):
        db, letter = self.db, self.letter
        ticket = _ticket(db, letter, customers)
        customer = db.issue.get(ticket, "requester") if ticket else customers[0]
        if ticket:
            letter.text = deskquotes.own_words(letter.text, db.config.TRACKER_EMAIL, _said(db, ticket))
        if not (letter.text.strip() or letter.files) and (ticket or not letter.subject):
            return "empty"
        if ticket and db.status.get(db.issue.get(ticket, "status"), "kind") == "closed":
            if not letter.takes_no_answer:
                return self._refuse("closed", customer, number=ticket)
            ticket = None  # nobody could be told that it was refused, so it must not be
        db.setCurrentUser(db.user.get(customer, "username"))
        message, files = self._write(desktexts.refusal(db.user.get(customer, "language")))
        if ticket:
            held = {name: db.issue.get(ticket, name) for name in ("messages", "files")}
            db.issue.set(ticket, messages=[*held["messages"], message], files=held["files"] + files)
            return f"added to {ticket}"
        return f"opened {db.issue.create(title=self._title(), messages=[message], files=files)}"

    def _write(self, words):
        db, letter = self.db, self.letter
        files, text = letter.files, letter.text.strip()
        notes = []
        if len(text) > TEXT_LIMIT:
            files = [(WHOLE_TEXT, "text/plain", text.encode()), *files]
            notes.append(words["cut"].format(file=WHOLE_TEXT))
            text = text[: deskapi.TEXT_LIMIT]
        if letter.left_out:
            notes.append(words["left_out"].format(names=", ".join(letter.left_out[:200])))
        if (not text and not files) or len(letter.subject) > deskapi.SUBJECT_LIMIT:
            text = f"{letter.subject}\n\n{text}".strip()
        kept = [db.file.create(name=name, type=kind, content=content) for name, kind, content in files]
        facts = {"messageid": letter.message_id} if letter.message_id else {}
        return db.msg.create(content="\n\n".join([text, *notes]), files=kept, **facts), kept

    def _title(self):
        subject = " ".join(TAG.sub(" ", self.letter.subject).split())
        subject = _REPLY_WORDS.sub("", subject, count=1) if _REPLY_WORDS.match(subject) else subject
        first_line = self.letter.text.strip().partition("\n")[0][:TITLE_FROM_TEXT].strip()
        title = subject or first_line or (self.letter.files[0][0] if self.letter.files else "")
        return title if len(title) <= deskapi.SUBJECT_LIMIT else title[: deskapi.SUBJECT_LIMIT - 1] + "…"

    def _refuse(self, kind, user, **facts):
        db, letter = self.db, self.letter
        # people we know are told at the address we know, whatever the mail claims
        address = db.user.get(user, "address") if user else letter.sender
        if letter.takes_no_answer or not deskincoming.ADDRESS.fullmatch(address or ""):
            return f"{kind}, not told"
        if _refused(db, {"address": address}, REFUSALS_TO_ONE_IN_S) >= REFUSALS_TO_ONE * (10 if user else 1) or (
            not user and _refused(db, {}, REFUSALS_TO_ALL_IN_S) >= REFUSALS_TO_ALL
        ):
            return f"{kind}, told often enough"
        language = desktexts.language_of(db.user.get(user, "language")) if user else ""
        mail = deskrefusal.compose(db.config, kind, address, language, letter, **facts)
        db.mailjob.create(address=address, letter=mail.as_string(), state="new", tries=0, messageid=mail["Message-ID"])
        return kind


def _refused(db, whom, within_s):
    since = (date.Date(".") - date.Interval(within_s)).pretty("%Y-%m-%d.%H:%M:%S")
    found = db.mailjob.filter(None, {"creation": f"from {since}"}, exact_match_spec=whom)
    return sum(1 for item in found if db.mailjob.get(item, "letter"))


def _people(db, address):
    """Who has this address; customers and agents."""
    found = set(db.user.stringFind(address=address))
    for user in db.user.filter(None, {"alternate_addresses": address}):
        others = (db.user.get(user, "alternate_addresses") or "").lower().split()
        found |= {user} & ({user} if address in others else set())
    return sorted((user for user in found if not db.user.is_retired(user)), key=int)


def _ticket(db, letter, customers):
    """The sender's own ticket that the mail answers: by the number in the subject, else by the mail it answers."""
    ours = re.compile(rf"<\d+\.issue(\d{{1,9}})(?:\.msg\d+)?@{re.escape(db.config.MAIL_DOMAIN)}>")
    numbers = TAG.findall(letter.subject)
    for known in letter.references:
        match = ours.fullmatch(known)
        messages = db.msg.filter(None, {}, exact_match_spec={"messageid": known})
        numbers += [match[1]] if match else [db.msg.get(item, "issue") for item in messages]
    for number in filter(None, numbers):
        ticket = str(int(number))
        is_there = db.issue.hasnode(ticket) and not db.issue.is_retired(ticket)
        if is_there and db.issue.get(ticket, "requester") in customers:
            return ticket
    return None


def _said(db, ticket):
    """All that a mail about this ticket can quote."""
    messages = [db.msg.getnode(item) for item in db.issue.get(ticket, "messages")]
    names = [", ".join(db.file.get(item, "name") or "" for item in message.files) for message in messages]
    said = [message.content for message in messages]
    for language in desktexts.LANGUAGES:
        for sentence in desktexts.mail(language).values():
            said += [sentence.format(number=ticket, link="", names=one) for one in {"", *names}]
    links = [f"otet://ticket/{ticket}", f"{db.config.TRACKER_WEB}issue{ticket}"]
    return "\n".join([*said, *links, db.issue.get(ticket, "title") or ""])
