"""Writes the mail that tells a customer of an answer, in the customer's language."""

from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formataddr, formatdate
from html import escape

import desktexts
import desktime

LINK = "otet://ticket/{}"


def compose(db, job):
    """The mail for one row of the queue; None when the customer wants none or has no address."""
    job = db.mailjob.getnode(job)
    issue = db.issue.getnode(job.issue)
    msg = db.msg.getnode(job.msg)
    customer = db.user.getnode(issue.requester)
    if not customer.address or not wants_mail(customer) or msg.internal or db.issue.is_retired(issue.id):
        return None
    language = desktexts.language_of(customer.language)
    names = [db.file.get(item, "name") for item in msg.files]
    parts = _parts(db, issue, msg, names, language)
    mail = EmailMessage(policy=SMTP)
    _address(db, mail, issue, msg, customer)
    mail.set_content("\n\n".join(parts) + "\n")
    mail.add_alternative(_page(parts, language), subtype="html")
    mail["Content-Language"] = language
    return mail


def wants_mail(customer):
    """Whether a customer has the mails switched on, as all have who never said."""
    return customer.email_alerts is None or bool(customer.email_alerts)


def _address(db, mail, issue, msg, customer):
    agent = db.user.get(msg.author, "realname") or db.user.get(msg.author, "username")
    mail["From"] = formataddr((f"{agent} ({db.config.TRACKER_NAME})", db.config.TRACKER_EMAIL))
    mail["To"] = formataddr((customer.realname or "", customer.address))
    mail["Reply-To"] = db.config.TRACKER_EMAIL
    # a subject is one line; the bracket is how the mail gateway knows the ticket again
    mail["Subject"] = f"Re: [issue{issue.id}] {' '.join((issue.title or '').split())}"
    mail["Date"] = formatdate(desktime.epoch_s(msg.date))
    mail["Message-ID"] = message_id(db, issue, msg)
    start = f"<{_stamp(issue.opened or issue.creation)}.issue{issue.id}@{db.config.MAIL_DOMAIN}>"
    earlier = [item for item in _known_ids(db, issue) if item != mail["Message-ID"]]
    mail["In-Reply-To"] = earlier[-1] if earlier else start
    mail["References"] = " ".join([start, *earlier[-9:]])
    # no holiday notices to answers, and no way for two robots to talk
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Roundup-Loop"] = "hello"


def message_id(db, issue, msg):
    """The same for each try of a mail, so that a second copy is known as one."""
    return msg.messageid or f"<{_stamp(msg.creation)}.issue{issue.id}.msg{msg.id}@{db.config.MAIL_DOMAIN}>"


def _stamp(moment):
    return int(desktime.epoch_s(moment) * 1000)


def _known_ids(db, issue):
    known = (db.msg.get(item, "messageid") for item in sorted(issue.messages, key=int))
    return [" ".join(item.split()) for item in known if item]


def _parts(db, issue, msg, names, language):
    words = desktexts.mail(language)
    parts = [words["opening"].format(number=issue.id), msg.content]
    if names:
        parts.append(words["files"].format(names=", ".join(names)))
    parts.append(words["again"])
    parts.append(words["reply"])
    parts.append(words["app"].format(link="\n" + LINK.format(issue.id)))
    parts.append(words["page"].format(link=f"\n{db.config.TRACKER_WEB}issue{issue.id}"))
    return parts


def _page(parts, language):
    """The same words as HTML, because a plain text cannot say that it runs from right to left."""
    paragraphs = []
    for part in parts:
        lines = []
        for line in escape(part, quote=True).split("\n"):
            is_link = line.startswith(("http://", "https://", "otet://ticket/")) and " " not in line
            lines.append(f'<a dir="ltr" href="{line}">{line}</a>' if is_link else line)
        paragraphs.append(f'<p dir="auto">{"<br>".join(lines)}</p>')
    direction = desktexts.direction(language)
    return f'<!doctype html><html lang="{language}" dir="{direction}"><body>{"".join(paragraphs)}</body></html>\n'
