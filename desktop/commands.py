"""The commands that need no window: `desk`, `people`, `new`, `outbox`."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from desktop.desk.process import SIGN_IN_WORDS, DeskProcess
from desktop.domain.accounts import Account, DeskInfo
from desktop.domain.clock import SystemClock
from desktop.domain.errors import OtetError
from desktop.domain.ids import random_id
from desktop.paths import Paths, keep_private
from desktop.services.context import Context
from desktop.services.drafts import Drafts
from desktop.services.tickets import Tickets
from desktop.store import accounts
from desktop.store.blobs import Blobs
from desktop.store.database import Database
from desktop.store.search import SearchIndex

DONE, FAILED = 0, 1


class CommandError(Exception):
    """A command cannot be carried out; the text says why and what to do."""


def main(arguments: list[str]) -> int:
    """Carry out one command; returns 0 done, 1 failed (one line on standard error says why), 2 usage."""
    options = _parser().parse_args(arguments)
    keep_private()
    data_dir: Path | None = getattr(options, "data_dir", None)
    paths = Paths(data_dir.absolute()) if data_dir else Paths.default()
    command: Callable[[Paths, argparse.Namespace], None] = options.run
    try:
        command(paths, options)
    except CommandError as error:
        print(f"otet-desk: {error}", file=sys.stderr)
        return FAILED
    except OtetError as error:
        facts = ", ".join(f"{name}: {value}" for name, value in error.problem.facts.items())
        print(f"otet-desk: {error.code.value.replace('_', ' ')}{f' ({facts})' if facts else ''}", file=sys.stderr)
        return FAILED
    return DONE


def _parser() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--data-dir", type=Path, metavar="DIR", default=argparse.SUPPRESS, help="the profile, if not the usual one"
    )
    parser = argparse.ArgumentParser(prog="otet-desk", parents=[shared])
    commands = parser.add_subparsers(required=True)
    desk = commands.add_parser("desk", parents=[shared], help="run the built-in help desk alone, until Ctrl-C")
    desk.set_defaults(run=_desk)
    _add_people(commands, shared)
    new = commands.add_parser("new", parents=[shared], help="put a ticket in the outbox; the app sends it")
    new.add_argument("--type", default="", metavar="NAME", help="a department's name, such as Financial")
    new.add_argument("--subject", required=True)
    new.add_argument("--text", required=True)
    new.add_argument("--attach", type=Path, action="append", default=[], metavar="FILE")
    new.set_defaults(run=_new)
    outbox = commands.add_parser("outbox", parents=[shared], help="list what waits to be sent")
    outbox.set_defaults(run=_outbox)
    return parser


def _add_people(commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser) -> None:
    people = commands.add_parser("people", parents=[shared], help="customers and agents of the built-in help desk")
    people.set_defaults(run=_people, do="list")
    actions = people.add_subparsers()
    add = actions.add_parser("add", parents=[shared], help="a new customer or agent; prints the password")
    add.add_argument("--agent", dest="role", action="store_const", const="agent", default="customer")
    add.add_argument(
        "--finance", dest="role", action="store_const", const="finance", help="an agent of the back office"
    )
    add.add_argument("--email", required=True)
    add.add_argument("--shown-as", default="", metavar="NAME")
    add.add_argument("--language", choices=("en", "fa", "ar", "es"), default="en")
    password = actions.add_parser("password", parents=[shared], help="a new password, printed; signs the apps out")
    remove = actions.add_parser("remove", parents=[shared], help="no more sign-in and mail; the tickets stay")
    role = actions.add_parser("role", parents=[shared], help="an agent keeps the books (finance), or not (agent)")
    for name, action in (("role", role), ("add", add), ("password", password), ("remove", remove)):
        action.add_argument("name")
        action.set_defaults(do=name)
    role.add_argument("role", choices=("agent", "finance"))
    book = actions.add_parser("book", parents=[shared], help="wallets, transactions, verification from a JSON file")
    book.add_argument("file", type=Path)
    book.set_defaults(do="book")


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
        print(f"Sign-in words:  {paths.desk / SIGN_IN_WORDS}   (only its owner can read it)")
        print("Ctrl-C stops it.", flush=True)
        ended.wait()
    finally:
        process.stop()


class _Profile:
    """The store of one profile, opened for one command."""

    def __init__(self, paths: Paths) -> None:
        paths.make()
        clock = SystemClock()
        self.database = Database.open(paths.home, clock)
        if self.database.read_only:
            self.database.close()
            raise CommandError("this profile can only be read; start the app to see why")
        self.search = SearchIndex(paths.home, self.database)
        blobs = Blobs(paths.blobs)
        self.context = Context(self.database, blobs, self.search, clock, random_id, lambda: None)

    def account(self) -> Account:
        account = accounts.current(self.database.reader())
        if account is None:
            raise CommandError("nobody is signed in; start the app and sign in first")
        return account

    def info(self, account: Account) -> DeskInfo:
        return accounts.info(self.database.reader(), account.id) or DeskInfo(account.address)

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
        draft = drafts.keep(replace(draft, subject=options.subject, body=options.text))
        for file in options.attach:
            draft = drafts.attach(draft, file, info)
        operation = tickets.submit(draft, limits=info)
        print(f"{operation}: in the outbox; the app sends it when it runs")
    finally:
        profile.close()


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
    profile = _Profile(paths)
    try:
        account = profile.account()
        for operation in Tickets(profile.context).unfinished(account.id):
            subject = operation.subject or "reply"
            print(f"{operation.id}  {operation.state.value}  {subject}")
    finally:
        profile.close()
