"""The help desk's classes, and who may see and do what; executed by Roundup at every opening of the database.

Money is kept as decimal text, never as a float. Customers read their own rows only and write through the desk's
own routes (`lib/desksubmit.py`) or by mail (`lib/deskintake.py`); the stock ways to create and edit are closed to them.
"""

import deskaccess

LANGUAGES = ("en", "fa", "ar", "es")


def labels():
    return {"label_" + language: String() for language in LANGUAGES}


department = Class(db, "department", name=String(), order=Number(), **labels())
department.setkey("name")
# kind is what the app's rules go by: open, answered, solved, closed
status = Class(db, "status", name=String(), kind=String(), order=Number(), **labels())
status.setkey("name")
Class(db, "query", klass=String(), name=String(), url=String(), private_for=Link("user"))

user = Class(
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

Class(
    db,
    "wallet",
    owner=Link("user", do_journal="no"),
    number=String(),
    currency=String(),
    network=String(),
    balance=String(),
)
Class(
    db,
    "txn",
    owner=Link("user", do_journal="no"),  # its wallet's owner, kept by detectors/deskguard.py
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
Class(db, "rates", base=String(), date=Date(), quotes=String())

# `opened` and `updated` are what customers see: a note among agents moves `activity` but not `updated`
# an attachment's bytes are not indexed: decoding 25 MB for that costs 100 MB of memory
FileClass(db, "file", name=String(), content=String(indexme="no"))
FileClass(
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
IssueClass(
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

# what an agent has written and not sent yet; only its author sees it, and it is gone once it was sent
draft = Class(
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
    shown=String(),  # JSON: what the page showed of the ticket; see `lib/deskmeanwhile.py`
    key=String(),  # of the form it was last saved from
    due=Date(),
)
# what an app or a browser is signed in with; `kind` is "session" for a browser's, unset for an app's
apitoken = Class(
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
submission = Class(db, "submission", key=String(), digest=String(), answer=String())
submission.setkey("key")
# one row for everything a customer's app has to hear of, without an owner where all have to; its id is the cursor
change = Class(db, "change", owner=Link("user", do_journal="no"), kind=String(), item=String())
mailjob = Class(
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
heldmail = Class(
    db,
    "heldmail",
    file=String(),
    received=Date(),
    sender=String(),
    subject=String(),
    messageid=String(),
    reason=String(),  # a code with a sentence of its own in `lib/texts/held.json`
    detail=String(),
    customer=Link("user", do_journal="no"),  # whom it seems to be from
    state=String(),  # waiting, taken, dismissed
    message=Link("msg", do_journal="no"),  # what it became
)
for bookkeeping in (draft, apitoken, submission, change, mailjob, heldmail):
    bookkeeping.disableJournalling()

deskaccess.grant(db)
