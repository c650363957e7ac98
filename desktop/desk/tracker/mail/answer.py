"""Writes the mail that tells a customer of an answer, in the customer's language."""

import pathlib
import re
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate
from html import escape

from desktop.desk.tracker import moments, texts
from desktop.desk.tracker.mail import parse, rejection, smtp
from desktop.desk.tracker.roundup_types import Database, Date, Node

LINK = "otet://ticket/{}"
ATTACHED_BYTES = 2 * 1024 * 1024
"""In all; what is larger is only named, because mailboxes refuse large mails."""
# what turns the direction of all text after it: a name must not make an address look like another
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_PLAIN_BYTES = re.compile(r"(?:image|audio|video|application)/[a-z0-9][a-z0-9.+-]{0,63}")


class BadAddressError(ValueError):
    """A customer's address is not exactly one address."""


def reason_to_skip(db: Database, job: str) -> str:
    """The code of the reason why an answer is not mailed at all, "" where it is."""
    row = db.mailjob.getnode(job)
    customer = db.user.getnode(db.issue.get(row.issue, "requester"))
    if db.issue.is_retired(row.issue) or db.msg.is_retired(row.msg):
        return "removed"
    if db.msg.get(row.msg, "internal"):
        return "note"
    if db.user.is_retired(customer.id):
        return "customer_removed"
    if not (customer.address or "").strip():
        return "no_address"
    return "" if wants_mail(customer) else "mail_off"


def compose(db: Database, job: str) -> EmailMessage | None:
    """The mail for one row of the queue; None where it is not to be mailed. Raises BadAddressError."""
    if reason_to_skip(db, job):
        return None
    row = db.mailjob.getnode(job)
    issue = db.issue.getnode(row.issue)
    msg = db.msg.getnode(row.msg)
    customer = db.user.getnode(issue.requester)
    language = texts.language_of(customer.language)
    attached, others = _files(db, msg)
    parts = [parse.clean(part) for part in _parts(db, issue, msg, attached, others, language)]
    mail = EmailMessage(policy=SMTP)
    _address(db, mail, issue, msg, customer)
    mail.set_content("\n\n".join(parts) + "\n")
    mail.add_alternative(_page(parts, language), subtype="html")
    for file in attached:
        # only what needs nothing said about its alphabet or its parts keeps its type
        kind = file.type if _PLAIN_BYTES.fullmatch(file.type or "") else "application/octet-stream"
        maintype, _, subtype = kind.partition("/")
        mail.add_attachment(file.binary_content, maintype=maintype, subtype=subtype, filename=_name(file))
    mail["Content-Language"] = language
    return mail


def text_of(db: Database, issue: Node, msg: Node, language: str) -> str:
    """The plain text of the mail about an answer, as it is sent in this language."""
    return "\n\n".join(map(parse.clean, _parts(db, issue, msg, *_files(db, msg), language)))


def _files(db: Database, msg: Node) -> tuple[list[Node], list[Node]]:
    """The files small enough to go with the mail, and the others."""
    attached, others, left = [], [], ATTACHED_BYTES
    for file in (db.file.getnode(item) for item in msg.files):
        size = pathlib.Path(db.filename("file", file.id)).stat().st_size
        if size <= left:
            left -= size
            attached.append(file)
        else:
            others.append(file)
    return attached, others


def _name(file: Node) -> str:
    return _line(file.name or "file")


def wants_mail(customer: Node) -> bool:
    """Whether a customer has the mails switched on, as all have who never said."""
    return customer.email_alerts is None or bool(customer.email_alerts)


def _address(db: Database, mail: EmailMessage, issue: Node, msg: Node, customer: Node) -> None:
    agent = db.user.get(msg.author, "realname") or db.user.get(msg.author, "username")
    mail["From"] = address_header(f"{agent} ({db.config.TRACKER_NAME})", db.config.TRACKER_EMAIL)
    mail["To"] = address_header(customer.realname or "", customer.address)
    mail["Reply-To"] = db.config.TRACKER_EMAIL
    # the bracket is how an answer finds its ticket
    mail["Subject"] = f"Re: [issue{issue.id}] {_line(issue.title or '')}"
    mail["Date"] = formatdate(moments.epoch_s(msg.date))
    mail["Message-ID"] = message_id(db, issue, msg)
    start = f"<{_stamp(issue.opened or issue.creation)}.issue{issue.id}@{db.config.MAIL_DOMAIN}>"
    earlier = [item for item in _known_ids(db, issue) if item != mail["Message-ID"]]
    mail["In-Reply-To"] = earlier[-1] if earlier else start
    mail["References"] = " ".join([start, *earlier[-9:]])
    rejection.mark_as_automatic(db.config, mail)


def address_header(name: str, address: str) -> Address:
    """A name and an address for a header; raises BadAddressError where that is not exactly one address."""
    known = smtp.recipient_of(address.strip())
    if known is None:
        raise BadAddressError("the address is not exactly one mail address")
    local, _, domain = known.rpartition("@")
    return Address(_DIRECTIONS.sub("", _line(name)), local, domain)


def _line(text: str) -> str:
    """A header is one line, whatever a name or a title holds, and nothing in it is taken for an encoded word."""
    return " ".join(parse.clean(text).split()).replace("=?", "= ?")


def message_id(db: Database, issue: Node, msg: Node) -> str:
    """The same for each try of a mail, so that a second copy is known as one."""
    return msg.messageid or f"<{_stamp(msg.creation)}.issue{issue.id}.msg{msg.id}@{db.config.MAIL_DOMAIN}>"


def _stamp(moment: Date) -> int:
    return int(moments.epoch_s(moment) * 1000)


def _known_ids(db: Database, issue: Node) -> list[str]:
    known = (db.msg.get(item, "messageid") for item in sorted(issue.messages, key=int))
    return [" ".join(item.split()) for item in known if item]


def _parts(db: Database, issue: Node, msg: Node, attached: list[Node], others: list[Node], language: str) -> list[str]:
    words = texts.mail(language)
    parts = [words["opening"].format(number=issue.id), msg.content or ""]
    for key, files in (("attached", attached), ("files", others)):
        if files:
            parts.append(words[key].format(names=", ".join(map(_name, files))))
    parts.append(words["again"])
    parts.append(words["reply"])
    parts.append(words["app"].format(link="\n" + LINK.format(issue.id)))
    parts.append(words["page"].format(link=f"\n{db.config.TRACKER_WEB}issue{issue.id}"))
    return parts


def _page(parts: list[str], language: str) -> str:
    """The same words as HTML, because a plain text cannot say that it runs from right to left."""
    paragraphs = []
    for part in parts:
        lines = []
        for line in escape(part, quote=True).split("\n"):
            is_link = line.startswith(("http://", "https://", "otet://ticket/")) and " " not in line
            lines.append(f'<a dir="ltr" href="{line}">{line}</a>' if is_link else line)
        paragraphs.append(f'<p dir="auto">{"<br>".join(lines)}</p>')
    direction = texts.direction(language)
    return f'<!doctype html><html lang="{language}" dir="{direction}"><body>{"".join(paragraphs)}</body></html>\n'
