"""The commands that need no window: `desk`, `people`, `new`, `outbox`, `export`."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import replace

from desktop import running_app
from desktop.desk.process import SIGN_IN_WORDS, DeskProcess
from desktop.domain.accounts import Account, DeskInfo
from desktop.domain.clock import SystemClock
from desktop.domain.errors import ErrorCode, OtetError, Problem
from desktop.domain.ids import random_id
from desktop.paths import Paths, keep_private
from desktop.running_app import Reply
from desktop.services.context import Context
from desktop.services.drafts import Drafts
from desktop.services.export import FolderTakenError, TicketExport, UnknownTicketError
from desktop.services.reads import TicketReads
from desktop.services.tickets import Tickets
from desktop.store import accounts, snapshot
from desktop.store.database import FILE_NAME, Database
from desktop.store.files.blobs import Blobs
from desktop.store.read.search import SearchIndex

DONE, FAILED = 0, 1
NOBODY = "nobody is signed in; start the app and sign in first"
SENTENCES = {
    ErrorCode.BLANK_FIELD: "the {field} is blank; write a few words",
    ErrorCode.TEXT_TOO_LONG: "the {field} is too long by {over} characters; support accepts {limit}",
    ErrorCode.FILE_GONE: "there is no file {name}",
    ErrorCode.FILE_DAMAGED: "{name} has changed on the disk since it was attached; attach it again",
    ErrorCode.FILE_NOT_REGULAR: "{name} is not a normal file",
    ErrorCode.FILE_UNREADABLE: "{name} cannot be read; check its permissions",
    ErrorCode.FILE_EMPTY: "{name} is empty",
    ErrorCode.FILE_TOO_LARGE: "{name} is too large; support accepts files up to {limit_bytes}",
    ErrorCode.TOO_MANY_FILES: "too many files; support accepts {limit} in one message",
    ErrorCode.DISK_FULL: "the disk is full; free some space and try again",
    ErrorCode.DISK_ERROR: "the disk did not take it; try again, or name another folder with --data-dir",
    ErrorCode.READ_ONLY: "this profile can only be read; start the app to see why",
    ErrorCode.NEWER_DATABASE: "this profile was made by a newer version; use that version",
    ErrorCode.DATABASE_DAMAGED: "this profile is damaged; start the app to repair it",
    ErrorCode.BUILT_IN_DESK_FAILED: "the built-in help desk did not start: {reason}",
}
"""What is said of a failure on the command line, in English as all of it."""


class CommandError(Exception):
    """A command cannot be carried out; the text says why and what to do."""


def main(options: argparse.Namespace) -> int:
    """Carry out one command, as `command_line.parse` read it.

    Returns 0 done, 1 failed (one line on standard error says why and what to do).
    """
    keep_private()
    paths = Paths(options.data_dir.absolute()) if options.data_dir else Paths.default()
    commands: dict[str, Callable[[Paths, argparse.Namespace], None]] = {
        "desk": _desk, "people": _people, "new": _new, "outbox": _outbox, "export": _export,
        "test": _in_checkout, "bench": _in_checkout,
    }  # fmt: skip
    try:
        commands[options.command](paths, options)
    except CommandError as error:
        print(f"otet-desk: {error}", file=sys.stderr)
        return FAILED
    except OtetError as error:
        print(f"otet-desk: {_sentence(error.problem)}", file=sys.stderr)
        return FAILED
    return DONE


def _in_checkout(_paths: Paths, options: argparse.Namespace) -> None:
    raise CommandError(f"this is part of a checkout: run `python3 -m desktop {options.command}` in its folder")


def _people(paths: Paths, options: argparse.Namespace) -> None:
    from desktop.desk import people

    try:
        with people.opened(paths.desk) as desk:
            if options.do == "list":
                for person in desk.all():
                    print("\t".join(person))
            elif options.do == "add":
                word = desk.add(options.name, options.role, options.email, options.shown_as, options.language)
                print(f"{options.name}   password: {word}")
            elif options.do == "password":
                print(f"{options.name}   password: {desk.new_password(options.name)}")
            elif options.do == "role":
                desk.give(options.name, options.role)
            elif options.do == "remove":
                desk.remove(options.name)
            else:
                customers = people.read_book(options.file)
                for customer in customers:
                    desk.keep_book(customer)
                print(f"{len(customers)} customers brought up to date")
    except people.PeopleError as error:
        raise CommandError(str(error)) from None


def _desk(paths: Paths, _options: argparse.Namespace) -> None:
    paths.make()
    ended = threading.Event()
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, lambda *_: ended.set())
    process = DeskProcess(paths.desk)
    try:
        address = process.start()
        print(f"Help desk:      {address.url}")
        print(f"Agents' page:   {address.agent_url}")
        # whatever keeps standard output (a log of services, a terminal's history) would keep passwords for ever
        print(f"Passwords:      {paths.desk / SIGN_IN_WORDS}   (only its owner can read it)")
        print("Ctrl-C stops it.", flush=True)
        ended.wait()
    finally:
        process.stop()


def _sentence(problem: Problem) -> str:
    """One line that says what is wrong and, where anything helps, what to do."""
    sentence = SENTENCES.get(problem.code, problem.code.value.replace("_", " "))
    return sentence.format(
        field=problem.draft_field.value if problem.draft_field else "",
        name=problem.name,
        over=problem.over,
        limit=problem.limit,
        limit_bytes=f"{problem.limit_bytes // 1024**2} MB",
        reason=problem.reason,
    )


class _Profile:
    """The store of one profile that is there, opened for one command; a command makes none."""

    def __init__(self, paths: Paths) -> None:
        if not paths.home.is_dir():
            raise CommandError(NOBODY)
        clock = SystemClock()
        self.database = Database.open(paths.home, clock)
        if self.database.read_only:
            self.database.close()
            raise CommandError("this profile can only be read; start the app to see why")
        self.search = SearchIndex(paths.home, self.database)
        blobs = Blobs(paths.blobs)
        self.context = Context(self.database, blobs, self.search, clock, random_id, lambda: None)

    def account(self) -> Account:
        return _signed_in(self.database)

    def info(self, account: Account) -> DeskInfo:
        return accounts.info(self.database.read_connection(), account.id) or DeskInfo(account.address)

    def close(self) -> None:
        self.search.close()
        self.database.close()


def _new(paths: Paths, options: argparse.Namespace) -> None:
    profile = _Profile(paths)
    try:
        account = profile.account()
        info = profile.info(account)
        drafts, tickets = Drafts(profile.context), Tickets(profile.context)
        draft = drafts.new(account.id, department=_department(info, options.type))
        try:
            draft = drafts.keep(replace(draft, subject=options.subject, body=options.text))
            for file in options.attach:
                draft = drafts.attach(draft, file, info)
            operation = tickets.submit(draft, limits=info)
        except OtetError:
            # who wrote the command has the text; a draft left behind would stand in the app as if it was wanted
            drafts.discard(draft.id)
            raise
    finally:
        profile.close()
    is_told = running_app.tell(paths.lock, running_app.queued(operation)) is Reply.ANSWERED
    print(f"{operation}: in the outbox; the app {'is sending it' if is_told else 'sends it when it runs'}")


def _department(info: DeskInfo, name: str) -> str:
    if not name:
        return ""
    for department in info.departments:
        names = {department.id, department.name, *(label for _, label in department.labels)}
        if name.casefold() in {one.casefold() for one in names}:
            return department.id
    known = ", ".join(department.name for department in info.departments)
    raise CommandError(f"there is no type {name!r}; there are: {known}")


def _outbox(paths: Paths, _options: argparse.Namespace) -> None:
    if not (paths.home / FILE_NAME).exists():
        return  # no profile: nothing waits
    with snapshot.opened(paths.home, SystemClock()) as database:
        for operation in TicketReads(database).unfinished(_signed_in(database).id):
            print(f"{operation.id}  {operation.state.value}  {operation.subject or 'reply'}")


def _export(paths: Paths, options: argparse.Namespace) -> None:
    target = options.folder.absolute()
    home = paths.home.resolve()
    if home in (target.resolve(), *target.resolve().parents):
        raise CommandError(f"{target} is part of the profile; name a folder elsewhere")
    if not (paths.home / FILE_NAME).exists():
        raise CommandError(NOBODY)
    with snapshot.opened(paths.home, SystemClock()) as database:
        export = TicketExport(database, Blobs(paths.blobs), _signed_in(database))
        try:
            done = export.write(target, options.tickets, replace=options.force)
        except UnknownTicketError as error:
            raise CommandError(f"there is no ticket {error} on this computer") from None
        except FolderTakenError:
            why = "holds other things than an export" if options.force else "is not an empty folder"
            hint = "" if options.force else ", or replace an earlier export with --force"
            raise CommandError(f"{target} {why}; name another folder{hint}") from None
    print(f"{target}: {done.tickets} tickets, {done.drafts} drafts, {done.attachments} attachments")
    if done.missing:
        print(f"{done.missing} attachments are not on this computer; open them in the app and export again")


def _signed_in(database: Database) -> Account:
    account = accounts.current(database.read_connection())
    if account is None:
        raise CommandError(NOBODY)
    return account
