"""Mails that were not taken in: a row for each, and its bytes in the Maildir folder `held` until an agent decides."""

import contextlib
import os
import shutil
from pathlib import Path

from roundup import date

from desktop.desk.tracker import durable_files
from desktop.desk.tracker.mail import maildir, parse
from desktop.desk.tracker.roundup_types import Database, Node
from desktop.desk.tracker.rules import roles

INBOX = "inbox-mail"
FOLDER, DECIDED = "held", "cur"
AUTOMATIC = ("automatic", "bounce")
"""Reasons of mails that no person wrote; they are shown apart."""
REASONS = (
    "no_sender", "several_senders", "unclear_sender", "group_sender", "list", "stranger", "agent", "own_address",
    "too_large", "unreadable", "empty", "closed", *AUTOMATIC,
)  # fmt: skip
MOST_BYTES = 64 * 1024 * 1024
"""Of a mail that an agent can take in; a larger one can be read in its folder only."""
_DETAIL_LIMIT, _SUBJECT_LIMIT = 200, 200


def folder(db: Database) -> maildir.Folder:
    """The Maildir of incoming mails."""
    return maildir.Folder(Path(db.config.TRACKER_HOME).parent / INBOX)


def file_name(raw_digest: str) -> str:
    """The name under which the bytes of a mail are held."""
    return f"{raw_digest}.eml"


def hold(db: Database, mail: parse.Incoming, reason: str, detail: str = "") -> str:
    """Write the row of a mail whose bytes are in place; the caller commits."""
    found: str = db.heldmail.create(
        file=file_name(mail.digest),
        received=date.Date("."),
        sender=mail.sender or ", ".join(mail.seems_from[:5]),
        subject=mail.subject[:_SUBJECT_LIMIT],
        messageid=mail.message_id,
        reason=reason,
        detail=detail[:_DETAIL_LIMIT],
        customer=seems_from(db, mail),
        state="waiting",
    )
    return found


def seems_from(db: Database, mail: parse.Incoming) -> str | None:
    """The one customer whom a mail seems to be from, for an agent to look at; None where there are none or several."""
    passed_on = [*mail.original_from, *mail.reply_to] if mail.is_list else []
    addresses = {mail.sender, *mail.seems_from, *passed_on} - {""}
    users = {user for address in addresses for user in people(db, address)}
    customers = [user for user in users if roles.is_a_customer(db, user)]
    return customers[0] if len(customers) == 1 else None


def people(db: Database, address: str) -> list[str]:
    """Who has this address; customers and agents."""
    found = set(db.user.stringFind(address=address))
    for user in db.user.filter(None, {"alternate_addresses": address}):
        others = (db.user.get(user, "alternate_addresses") or "").lower().split()
        found |= {user} & ({user} if address in others else set())
    return sorted((user for user in found if not db.user.is_retired(user)), key=int)


def waiting(db: Database, *, automatic: bool) -> list[str]:
    """The ids of mails that nobody has decided about, newest first; `automatic` chooses those that machines wrote."""
    _select_waiting(db, "id", automatic)
    return [str(item) for item in sorted((row[0] for row in db.cursor.fetchall()), reverse=True)]


def count(db: Database) -> int:
    """How many mails of people wait for a decision."""
    _select_waiting(db, "count(*)", automatic=False)
    found: int = db.cursor.fetchone()[0]
    return found


def _select_waiting(db: Database, columns: str, automatic: bool) -> None:
    # a mail without a known reason is a person's: nobody may overlook it
    of_machines = f"coalesce(_reason, '') in ({','.join([db.arg] * len(AUTOMATIC))})"
    chosen = of_machines if automatic else f"not {of_machines}"
    where = f"__retired__=0 and _state={db.arg} and {chosen}"
    db.sql(f"select {columns} from _heldmail where {where}", ("waiting", *AUTOMATIC))


def path(db: Database, held: Node) -> Path | None:
    """Where the bytes of a held mail are; None where they are gone."""
    name = db.heldmail.get(held, "file") or ""
    found = folder(db).path / FOLDER / Path(name).name
    return found if name and found.is_file() else None


def put_aside(folder_: maildir.Folder, source: Path, name: str) -> None:
    """Keep the bytes of an incoming mail in `held`, on the disk, before the row that names them is committed."""
    held = folder_.path / FOLDER
    durable_files.make_folder(held)
    try:
        os.link(source, held / name)  # a large mail is not copied while nobody else can write
    except FileExistsError:
        pass  # an earlier try got as far as this; the name is a digest of the bytes
    except OSError:
        half = folder_.path / "tmp" / name
        durable_files.make_folder(half.parent)
        shutil.copyfile(source, half)
        durable_files.flush_file(half)
        half.replace(held / name)
    durable_files.flush_file(held / name)
    durable_files.flush_folder(held)


def let_go(db: Database, held: Node) -> None:
    """Move the bytes of a decided mail among those that are removed after some time; after the commit."""
    found = path(db, held)
    others = db.heldmail.filter(None, {}, exact_match_spec={"file": db.heldmail.get(held, "file"), "state": "waiting"})
    if found and not others:
        with contextlib.suppress(FileNotFoundError):
            os.utime(found)  # the time counts from the decision
            folder(db).move(found, DECIDED)
