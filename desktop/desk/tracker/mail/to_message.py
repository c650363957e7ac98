"""Writes a customer's mail as a message: on the ticket that it answers, or as a new ticket. The caller commits."""

import json
import re
import zipfile
from io import BytesIO
from typing import Any

from desktop.desk.tracker import texts
from desktop.desk.tracker.mail import answer, mime, parse, quotes
from desktop.desk.tracker.roundup_types import Database
from desktop.desk.tracker.rules import roles
from desktop.desk.tracker.wire import api

TAG = re.compile(r"\[\s*issue\s*(\d{1,9})\s*\]", re.IGNORECASE)
_REPLY_WORDS = re.compile(r"(?:\s*(?:re|aw|sv|پاسخ|رد)\s*[:：]\s*)+", re.IGNORECASE)
_WORD_OR_NUMBER = re.compile(r"\d|[^\W_]{2}")
_ADDED_BY_PROGRAMS = re.compile(
    r"(?:\s*(?:(?:re|fwd?|aw|wg|sv|vs|vb|tr|rv|r|i|antw|res|enc|ynt|ilt|پاسخ|بازارسال|ارسال|رد|إعادة توجيه)\s*[:：]"
    r"|[\[*{(]+\s*(?:external|ext|spam|suspected spam|bulk|caution)[^\w\s]*\s*[\])}*]+:?))+\s*",
    re.IGNORECASE,
)
WHOLE_TEXT, MORE_FILES, NOT_READ = "message.txt", "more-files.zip", "message.eml"
TEXT_LIMIT = 100_000
TITLE_FROM_TEXT = 80
MOST_FILES = 20
"""Of one message; a mail may have more, and all are kept."""
_NAMES_SHOWN = 200
_MAILS_QUOTED, _MAILS_IN_EVERY_LANGUAGE = 50, 3
_LETTERS_COMPARED = 300_000
"""Of our own mails, the newest first; finding quotes takes time while nobody else can write."""
_ZIP_ENTRY_BYTES = 1_000
"""More than what a zip needs to say of a file."""


def accept(db: Database, mail: parse.Incoming, ticket: str | None, customer: str) -> tuple[str, str]:
    """Write the mail as this customer's; `ticket` is None for a new one. The ticket's and the first message's id."""
    acting = db.user.get(db.getuid(), "username")
    db.setCurrentUser(db.user.get(customer, "username"))
    try:
        return _Writer(db, mail, ticket, customer).write()
    finally:
        db.setCurrentUser(acting)


def add_note(db: Database, mail: parse.Incoming, ticket: str) -> None:
    """Write what a customer's machine sent, such as an absence notice, where agents see it; opens nothing again."""
    text = "\n\n".join(filter(None, [mail.subject, mail.text.strip()]))
    files = list(mail.files)
    if len(text) > TEXT_LIMIT:
        files.insert(0, (WHOLE_TEXT, "text/plain", text.encode()))
    batches, _ = _batches(files)
    messages = []
    for number, batch in enumerate(batches, 1):
        kept = [db.file.create(name=name, type=kind, content=content) for name, kind, content in batch]
        facts = {"author": db.getuid(), "internal": True, "files": kept}
        part = f".{number}" if number > 1 else ""
        content = text[: api.TEXT_LIMIT] if len(text) > TEXT_LIMIT else text
        messages.append(db.msg.create(content=content, messageid=own_id(db, mail, part), **facts))
    db.issue.set(ticket, messages=[*db.issue.get(ticket, "messages"), *messages])


def own_id(db: Database, mail: parse.Incoming, part: str = "") -> str:
    """What a message that came by mail is known by, also where its mail has no Message-ID."""
    if mail.message_id and not part:
        return mail.message_id
    return f"<{mail.digest[:40]}{part}@mail.{db.config.MAIL_DOMAIN}>"


def ticket_of(db: Database, mail: parse.Incoming, customers: list[str]) -> str | None:
    """The sender's own ticket that the mail answers: by the number in the subject, else by the mail it answers."""
    ours = re.compile(rf"<\d+\.issue(\d{{1,9}})(?:\.msg\d+)?@{re.escape(db.config.MAIL_DOMAIN)}>")
    numbers = TAG.findall(mail.subject)
    for known in mail.references:
        match = ours.fullmatch(known)
        messages = db.msg.filter(None, {}, exact_match_spec={"messageid": known})
        numbers += [match[1]] if match else [db.msg.get(item, "issue") for item in messages]
    for number in filter(None, numbers):
        ticket = str(int(number))
        is_there = db.issue.hasnode(ticket) and not db.issue.is_retired(ticket)
        if is_there and db.issue.get(ticket, "requester") in customers:
            return ticket
    return None


def is_closed(db: Database, ticket: str) -> bool:
    """Whether a ticket takes no more messages."""
    return bool(db.status.get(db.issue.get(ticket, "status"), "kind") == "closed")


def says_nothing(db: Database, mail: parse.Incoming, ticket: str | None) -> bool:
    """Whether a mail has no words and no files: a subject that only repeats the ticket's is no word."""
    if mail.text.strip() or mail.files:
        return False
    subject = own_subject(mail.subject)
    return not subject or bool(ticket and _is_title(db, ticket, subject))


def _is_title(db: Database, ticket: str, subject: str) -> bool:
    title = db.issue.get(ticket, "title") or ""
    subjects = (subject, _ADDED_BY_PROGRAMS.sub("", subject))
    own = {quotes.flat(own_subject(title)).lower(), quotes.flat(title).lower(), ""}
    return any(quotes.flat(one).lower() in own for one in subjects)


def own_subject(subject: str) -> str:
    """A subject without the number of a ticket and without `Re:`."""
    subject = " ".join(TAG.sub(" ", subject).split())
    return _REPLY_WORDS.sub("", subject, count=1).strip() if _REPLY_WORDS.match(subject) else subject


class _Writer:
    def __init__(self, db: Database, mail: parse.Incoming, ticket: str | None, customer: str) -> None:
        self.db = db
        self.mail = mail
        self.ticket = ticket
        self.customer = customer
        self.words = texts.refusal(db.user.get(customer, "language"))
        self.answers = ticket or ticket_of(db, mail, [customer])
        """Also a closed ticket's mails are quoted in the new one that follows it."""
        sent, names = ours(db, self.answers, customer) if self.answers else ([], set())
        self.ours = (db.config.TRACKER_EMAIL, sent, names)

    def write(self) -> tuple[str, str]:
        text = self._text()
        files = list(self.mail.files)
        notes = []
        if len(text) > TEXT_LIMIT:
            files.insert(0, (WHOLE_TEXT, "text/plain", text.encode()))
            notes.append(self.words["cut"].format(file=WHOLE_TEXT))
            text = text[: api.TEXT_LIMIT].rstrip()
        batches, named = _batches(files)
        if named:
            notes.append(self.words["zipped"].format(file=MORE_FILES, names=", ".join(named[:_NAMES_SHOWN])))
        large = [name for name, _, content in files if len(content) > api.ATTACHMENT_LIMIT_BYTES]
        if large:
            limit = api.ATTACHMENT_LIMIT_BYTES // 1024 // 1024
            notes.append(self.words["large"].format(names=", ".join(large), limit=limit))
        content = "\n\n".join(filter(None, [text, *notes]))
        first, kept = self._message(content, batches[0], folds=json.dumps(self._folds(text)))
        messages = [first]
        for number, batch in enumerate(batches[1:], 2):
            words = self.words["more_files"].format(part=number, parts=len(batches))
            message, more = self._message(words, batch, part=f".{number}")
            messages.append(message)
            kept += more
        return self._link(messages, kept), first

    def _message(self, content: str, files: list[mime.File], part: str = "", **facts: Any) -> tuple[str, list[str]]:
        db = self.db
        kept = [db.file.create(name=name, type=kind, content=bytes_) for name, kind, bytes_ in files]
        return db.msg.create(content=content, files=kept, messageid=own_id(db, self.mail, part), **facts), kept

    def _link(self, messages: list[str], files: list[str]) -> str:
        db, ticket = self.db, self.ticket
        if ticket is None:
            found: str = db.issue.create(title=self._title(), messages=messages, files=files)
            return found
        held = {name: db.issue.get(ticket, name) for name in ("messages", "files")}
        db.issue.set(ticket, messages=held["messages"] + messages, files=held["files"] + files)
        return ticket

    def _text(self) -> str:
        """What the person wrote; where that stands in the subject alone, the subject with the quoted text below it."""
        mail = self.mail
        text = mail.text.strip()
        subject = own_subject(mail.subject)
        is_bare = not text or quotes.is_all_quote(text, *self.ours)
        is_needed = (not text and not mail.files) or len(mail.subject) > api.SUBJECT_LIMIT
        # a ticket keeps its title: what the subject of an answer says stands nowhere else
        is_answer = bool(self.answers and is_bare) or bool(self.ticket and _WORD_OR_NUMBER.search(subject))
        is_needed |= is_answer and not _is_title(self.db, self.answers or "", subject)
        if is_needed:
            return f"{subject or mail.subject}\n\n{text}".strip()
        return text

    def _folds(self, text: str) -> list[list[int]]:
        return quotes.folds(text, *self.ours, known=known_of(self.db, self.customer, self.answers))

    def _title(self) -> str:
        subject = own_subject(self.mail.subject)
        first_line = self.mail.text.strip().partition("\n")[0][:TITLE_FROM_TEXT].strip()
        title = subject or first_line or (self.mail.files[0][0] if self.mail.files else "")
        return title if len(title) <= api.SUBJECT_LIMIT else title[: api.SUBJECT_LIMIT - 1] + "…"


def ours(db: Database, ticket: str, customer: str) -> tuple[list[str], set[str]]:
    """The texts of the mails that went out about a ticket, and the names they showed beside our address."""
    issue = db.issue.getnode(ticket)
    messages = [db.msg.getnode(item) for item in sorted(issue.messages, key=int, reverse=True)]
    answers = [msg for msg in messages if not msg.internal and roles.is_agent(db, msg.author)][:_MAILS_QUOTED]
    own = texts.language_of(db.user.get(customer, "language"))
    sent: list[str] = []
    names: set[str] = set()
    for number, msg in enumerate(answers):
        if sum(map(len, sent)) > _LETTERS_COMPARED:
            break
        # the customer may have changed the language since
        for language in texts.LANGUAGES if number < _MAILS_IN_EVERY_LANGUAGE else (own,):
            sent.append(answer.text_of(db, issue, msg, language))
        name = db.user.get(msg.author, "realname") or db.user.get(msg.author, "username")
        names.add(f"{name} ({db.config.TRACKER_NAME})")
    return sent, names


def known_of(db: Database, customer: str, ticket: str | None) -> list[str]:
    """Lines that are no news under a customer's text: what the help desk knows, and earlier signatures."""
    user = db.user.getnode(customer)
    known = [user.realname, user.username, user.address, user.phone, user.organisation]
    known += (user.alternate_addresses or "").split()
    for item in sorted(db.issue.get(ticket, "messages"), key=int)[-_MAILS_QUOTED:] if ticket else ():
        if db.msg.get(item, "author") == customer:
            known += quotes.signature_lines(db.msg.get(item, "content") or "")
    return [parse.clean(line) for line in known if line]


def _batches(files: list[mime.File]) -> tuple[list[list[mime.File]], list[str]]:
    """The files of each message, and the names of those that are in the zip."""
    first, rest = files[:MOST_FILES], files[MOST_FILES:]
    if not rest:
        return [first], []
    if sum(len(content) + _ZIP_ENTRY_BYTES for _, _, content in rest) <= api.ATTACHMENT_LIMIT_BYTES:
        return [[*first, (MORE_FILES, "application/zip", _zip(rest))]], [name for name, _, _ in rest]
    return [files[at : at + MOST_FILES] for at in range(0, len(files), MOST_FILES)], []


def _zip(files: list[mime.File]) -> bytes:
    written = BytesIO()
    used = set()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        for number, (name, _, content) in enumerate(files, 1):
            once = name if name.lower() not in used else f"{number}-{name}"
            used.add(once.lower())
            archive.writestr(zipfile.ZipInfo(once), content)
    return written.getvalue()
