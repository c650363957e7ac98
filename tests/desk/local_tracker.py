"""A tracker opened in the tests' own process, whose mail is worked off by hand; and customers' mail programs."""

import email
import email.policy
import itertools
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from roundup import date, instance

from desktop.desk.tracker import health
from desktop.desk.tracker.mail import inbox, send

TICKET = "8"
TRADER = "sara.ahmadi@otet.example"
SUPPORT = "support@otet.example"
_numbers = itertools.count(1)


class Desk:
    """One help desk; ticket 8 is an open one of the demo trader, who reads Persian."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.tracker = instance.open(str(place / "tracker"))
        self.db = self.tracker.open("admin")
        self.now = datetime(2030, 1, 1, 12, 0)
        self.worker = self.new_worker()

    def new_worker(self) -> Any:
        return send.Worker(self.tracker, self.place, now=lambda: date.Date(self.now))

    def answer(self, text: str = "واریز شد.", ticket: str = TICKET, **facts: Any) -> str:
        self.db.setCurrentUser("rachel")
        files = [
            self.db.file.create(name=name, type="text/plain", content=content)
            for name, content in facts.pop("files", {}).items()
        ]
        msg: str = self.db.msg.create(content=text, files=files, **facts)
        self.db.issue.set(ticket, messages=[*self.db.issue.get(ticket, "messages"), msg])
        self.db.commit()
        self.db.setCurrentUser("admin")
        return msg

    def customer(self, name: str = "demo", **facts: Any) -> None:
        self.db.user.set(self.db.user.lookup(name), **facts)
        self.db.commit()

    def new_person(self, name: str, role: str = "Customer", **facts: str) -> str:
        made: str = self.db.user.create(username=name, roles=role, **facts)
        self.db.commit()
        return made

    def status(self, ticket: str = TICKET) -> str:
        self.db.rollback()
        return str(self.db.status.get(self.db.issue.get(ticket, "status"), "kind"))

    def set_status(self, name: str, ticket: str = TICKET) -> None:
        self.db.issue.set(ticket, status=self.db.status.lookup(name))
        self.db.commit()

    def jobs(self) -> list[tuple[str, int]]:
        self.db.rollback()
        nodes = [self.db.mailjob.getnode(item) for item in self.db.mailjob.list()]
        return [(node.state, node.tries) for node in nodes]

    def work_off(self) -> int:
        return int(self.worker.work_off(self.db))

    def mails(self) -> list[EmailMessage]:
        """What went out, where no mail server is set up."""
        found = sorted((self.place / "outbox-mail" / "new").glob("*"))
        return [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in found]

    def mails_to(self, address: str) -> list[EmailMessage]:
        self.work_off()
        return [mail for mail in self.mails() if mail["To"].addresses[0].addr_spec == address]

    def settings(self, section: str = "smtp", /, **values: object) -> None:
        lines = "".join(f"{name} = {value}\n" for name, value in values.items())
        (self.place / "mail.ini").write_text(f"[{section}]\n{lines}", encoding="utf-8")
        (self.place / "mail.ini").chmod(0o600)

    def put(self, content: bytes | EmailMessage) -> None:
        """A mail arrives in the folder."""
        new = self.place / "inbox-mail" / "new"
        new.mkdir(parents=True, exist_ok=True)
        (new / f"{next(_numbers):06}").write_bytes(content if isinstance(content, bytes) else content.as_bytes())

    def receive(self, *contents: bytes | EmailMessage) -> None:
        """Mails arrive and are dealt with."""
        for content in contents:
            self.put(content)
        assert self.take_in() == len(contents)

    def take_in(self) -> int:
        return int(inbox.Inbox(self.place).take_in(self.db))

    def messages(self, ticket: str = TICKET) -> list[Any]:
        self.db.rollback()
        return [self.db.msg.getnode(item) for item in sorted(self.db.issue.get(ticket, "messages"), key=int)]

    def bodies(self, ticket: str = TICKET) -> list[str]:
        return [message.content for message in self.messages(ticket)]

    def tickets(self) -> list[str]:
        self.db.rollback()
        return sorted(self.db.issue.list(), key=int)

    def newest(self) -> str:
        return self.tickets()[-1]

    def files(self, message: Any) -> list[tuple[str, str, bytes]]:
        nodes = [self.db.file.getnode(item) for item in message.files]
        return [(node.name, node.type, node.binary_content) for node in nodes]


@contextmanager
def opened(original: Path, place: Path) -> Iterator[Desk]:
    """A copy of a tracker, at work in `place`; nothing is reported to be wrong with it."""
    mask = os.umask(0o077)  # opening a tracker changes it
    shutil.copytree(original, place / "tracker")
    desk = Desk(place)
    health.HEALTH.reset()
    try:
        yield desk
    finally:
        desk.db.close()
        os.umask(mask)


def plain(mail: EmailMessage, kind: str = "plain") -> str:
    """A mail's words."""
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def new_mail(text: str = "", *, html: str = "", **headers: str) -> EmailMessage:
    """A mail as a customer's program writes it; `Message_ID="…"` and the like set headers."""
    mail = EmailMessage()
    number = next(_numbers)
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    usual = {"From": TRADER, "To": SUPPORT, "Subject": "A question", "Message-ID": f"<{number}@example.org>"}
    for name, value in {**usual, **given}.items():
        mail[name] = value
    if text:
        mail.set_content(text)
    if html:
        (mail.add_alternative if text else mail.set_content)(html, subtype="html")
    return mail


def reply_to(mail: EmailMessage, text: str = "", *, html: str = "", **changed: str) -> EmailMessage:
    """A customer's answer to one of our mails."""
    usual = {
        "Subject": str(mail["Subject"]),
        "In_Reply_To": str(mail["Message-ID"]),
        "References": f"{mail['References'] or ''} {mail['Message-ID']}".strip(),
    }
    return new_mail(text, html=html, **{**usual, **changed})


def folder(desk: Desk, part: str) -> list[Path]:
    """The mails in one part of the inbox."""
    return sorted((desk.place / "inbox-mail" / part).glob("*"))


def shown(text: str, folds: list[list[int]]) -> str:
    """What of a message is shown at first: its text without what starts folded."""
    for start, end in reversed(folds):
        text = text[:start] + text[end:]
    return text.strip()
