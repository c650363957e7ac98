"""The help desk's classes, defined at every opening of the database.

Money is kept as decimal text, never as a float. Customers read their own rows only and write through the help desk's
own routes (`wire/submit.py`) or by mail (`mail/accept.py`); the stock ways to create and edit are closed to them.
"""

from collections.abc import Callable
from typing import Any

from roundup.hyperdb import Boolean, Date, Integer, Link, Multilink, Number, Password, String

from desktop.desk.tracker.roundup_types import Database
from desktop.desk.tracker.rules import roles

LANGUAGES = ("en", "fa", "ar", "es")


def define(
    db: Database, klass: Callable[..., Any], file_klass: Callable[..., Any], issue_klass: Callable[..., Any]
) -> None:
    """Define every class of this database with the given kinds of class, which belong to its backend."""
    _define_people(db, klass)
    _define_books(db, klass)
    _define_tickets(db, file_klass, issue_klass)
    _define_bookkeeping(db, klass)
    _define_mails(db, klass)
    for name in ("draft", "apitoken", "submission", "change", "mailjob", "heldmail"):
        db.getclass(name).disableJournalling()
    roles.grant(db)


def _labels() -> dict[str, Any]:
    return {"label_" + language: String() for language in LANGUAGES}


def _define_people(db: Database, klass: Callable[..., Any]) -> None:
    department = klass(db, "department", name=String(), order=Number(), **_labels())
    department.setkey("name")
    # kind is what the app's rules go by: open, answered, solved, closed
    status = klass(db, "status", name=String(), kind=String(), order=Number(), **_labels())
    status.setkey("name")
    klass(db, "query", klass=String(), name=String(), url=String(), private_for=Link("user"))

    user = klass(
        db,
        "user",
        username=String(),
        password=Password(),
        address=String(),
        realname=String(),
        phone=String(),
        organisation=String(),
        alternate_addresses=String(),
        queries=Multilink("query"),
        roles=String(),
        timezone=String(),
        language=String(),
        email_alerts=Boolean(),  # unset means yes
        verification_level=Integer(),
        verification_percent=Integer(),
        verification_missing=String(),  # codes, separated by blanks
    )
    user.setkey("username")


def _define_books(db: Database, klass: Callable[..., Any]) -> None:
    klass(
        db,
        "wallet",
        owner=Link("user", do_journal="no"),
        number=String(),
        currency=String(),
        network=String(),
        balance=String(),
    )
    klass(
        db,
        "txn",
        owner=Link("user", do_journal="no"),  # its wallet's owner, kept by rules/permissions.py
        wallet=Link("wallet", do_journal="no"),
        reference=String(),
        date=Date(),
        account=String(),
        method=String(),
        kind=String(),
        amount=String(),
        currency=String(),
        fee=String(),
        state=String(),
    )

    # one row, read by everybody: what one unit of each currency is worth in `base`
    klass(db, "rates", base=String(), date=Date(), quotes=String())


def _define_tickets(db: Database, file_klass: Callable[..., Any], issue_klass: Callable[..., Any]) -> None:
    # `opened` and `updated` are what customers see: a note among agents moves `activity` but not `updated`
    # an attachment's bytes are not indexed: decoding 25 MB for that costs 100 MB of memory
    file_klass(db, "file", name=String(), content=String(indexme="no"))
    file_klass(
        db,
        "msg",
        author=Link("user", do_journal="no"),
        recipients=Multilink("user", do_journal="no"),
        date=Date(),
        summary=String(),
        files=Multilink("file"),
        messageid=String(),
        inreplyto=String(),
        issue=Link("issue", do_journal="no"),
        internal=Boolean(),
        ref=String(),
        folds=String(),  # quoted text and signatures, as JSON: [[start, end], ...] in characters of `content`
    )
    issue_klass(
        db,
        "issue",
        requester=Link("user", do_journal="no"),
        department=Link("department"),
        status=Link("status"),
        assignedto=Link("user"),
        opened=Date(),
        updated=Date(),
        waiting=Date(),  # since when the customer waits for an answer; unset where nobody waits
        ref=String(),
    )


def _define_bookkeeping(db: Database, klass: Callable[..., Any]) -> None:
    # what an agent has written and not sent yet; only its author sees it, and it is gone once it was sent
    klass(
        db,
        "draft",
        author=Link("user", do_journal="no"),
        issue=Link("issue", do_journal="no"),
        mode=String(),  # reply, note
        state=String(),  # draft; waiting: goes out at `due`; held: its author has to decide, `question` says what
        question=String(),
        text=String(),
        files=Multilink("file", do_journal="no"),
        names=String(),  # JSON: files that were chosen in the browser but have not been sent
        status=String(),
        department=String(),
        shown=String(),  # JSON: what the page showed of the ticket; see `pages/collisions.py`
        key=String(),  # of the form it was last saved from
        due=Date(),
    )
    # what an app or a browser is signed in with; `kind` is "session" for a browser's, unset for an app's
    apitoken = klass(
        db,
        "apitoken",
        user=Link("user", do_journal="no"),
        digest=String(),
        label=String(),
        kind=String(),
        expires=Date(),
    )
    apitoken.setkey("digest")
    # the unique index of this key is what makes a send happen once; `digest` names what was sent under it,
    # `answer` is the first answer, as JSON
    submission = klass(db, "submission", key=String(), digest=String(), answer=String())
    submission.setkey("key")
    # one row for everything a customer's app has to hear of, without an owner where all have to; its id is the cursor
    klass(db, "change", owner=Link("user", do_journal="no"), kind=String(), item=String())


def _define_mails(db: Database, klass: Callable[..., Any]) -> None:
    klass(
        db,
        "mailjob",
        issue=Link("issue", do_journal="no"),
        msg=Link("msg", do_journal="no"),
        address=String(),
        letter=String(indexme="no"),  # a refusal's whole mail; an answer's is written when it is sent
        state=String(),  # new, sent, failed, skipped, bounced
        tries=Integer(),
        not_before=Date(),
        messageid=String(),
        error=String(),  # of new and failed ones "code: text"; of skipped ones the code of the reason
        given_up=String(),  # of failed ones: a digest of what has to change before it is tried again
    )
    # a mail that was not taken in; its bytes lie in the Maildir folder `inbox-mail/held` under `file`
    klass(
        db,
        "heldmail",
        file=String(),
        received=Date(),
        sender=String(),
        subject=String(),
        messageid=String(),
        reason=String(),  # a code with a sentence of its own in `texts/held.json`
        detail=String(),
        customer=Link("user", do_journal="no"),  # whom it seems to be from
        state=String(),  # waiting, taken, dismissed
        message=Link("msg", do_journal="no"),  # what it became
    )
