"""What may be written after `otet-desk`: one parser that knows the app's options and every command."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from desktop import __version__

COMMANDS = ("desk", "people", "new", "outbox", "export", "test", "bench")
APP = "app"
"""The command that is meant where none is named."""
_TEST_OPTIONS = ("-h", "--help", "--yes")
_WITH_VALUE = ("--data-dir", "--screenshot")
CHECKOUT_COMMANDS = ("test", "bench")
"""Those that only a checkout has."""
BENCHMARKS = {
    "start": ("from spawn to the first painted page, and memory, against a bare Qt window", ("start_bench",)),
    "search": (
        "search at each key, against one FTS5 index and until it is painted; the index's size and build",
        ("search_bench", "keystroke_bench"),
    ),
    "list": (
        "how long the window does not answer while a long list changes; frames while it is flung",
        ("list_bench", "fling_bench"),
    ),
    "thread": ("a thread of 200 to 20,000 messages: opening it, its earlier messages, an answer", ("thread_bench",)),
    "window": ("the same for what is received, pasted or dropped", ("window_bench",)),
    "drafts": ("a draft on the disk, against fdatasync of the same bytes", ("draft_bench",)),
    "sync": ("a first sync of 10,000 tickets without the network, against inserts and FTS5", ("sync_bench",)),
    "statement": ("a statement of 100,000 transactions, against counting its rows", ("statement_bench",)),
    "alerts": ("from an agent's Send to the desktop's notification", ("alert_latency",)),
    "bookings": ("from an agent's booking to the customer's app", ("book_latency",)),
    "desk": ("the built-in help desk: wake-ups while idle, waiting customers, a submit", ("desk_bench",)),
    "load": ("the built-in help desk with agents and apps at work", ("desk_load",)),
}
"""What `bench` measures, by the name of the measurement: in words, and by which modules of `tests.benchmarks`."""
LANGUAGES = ("en", "fa", "ar", "es")
LINK = re.compile(r"otet://ticket/([0-9]{1,12})", re.ASCII)
_EPILOG = """commands (each has --help):
  desk     run the built-in help desk alone, until Ctrl-C
  people   customers and agents of the built-in help desk
  new      put a ticket in the outbox; the app sends it
  outbox   list what waits to be sent
  export   write your tickets as files that can be read without the app
  test     run the checks (in a checkout)
  bench    measure speed against floors in the same run (in a checkout)
"""
_TEST_EPILOG = """all other options go to pytest:
  test tests/domain            one folder
  test -x -k "wallet and not csv" tests/ui
                               stop at the first failure; only tests with such names
  test -n 0 FILE               in one process
  test -- --help               what follows -- goes to pytest as it stands: here, its own help
"""


def parse(arguments: list[str]) -> argparse.Namespace:
    """Read the arguments; a wrong one ends the program with code 2 and a usage line on standard error.

    The result names the `command` ("app" where none was named), `data_dir` (None where none was named), `yes`, and what
    the command has of its own.
    """
    named, at = _command(arguments)
    if named == "bench" and len(arguments) > at + 2:
        # what follows the name is for that measurement
        options = _parser().parse_args(arguments[: at + 2])
        options.arguments = arguments[at + 2 :]
    elif named == "test":
        # what follows is for pytest, options included; what follows "--" is so even where it is an option of ours
        arguments, tests = arguments[: at + 1], arguments[at + 1 :]
        end = tests.index("--") if "--" in tests else len(tests)
        ours = [word for word in tests[:end] if word in _TEST_OPTIONS]
        options = _parser().parse_args([*arguments, *ours])
        options.arguments = [word for word in tests[:end] if word not in _TEST_OPTIONS] + tests[end + 1 :]
    else:
        options = _parser().parse_args(arguments if named else [APP, *arguments])
    options.data_dir = getattr(options, "data_dir", None)
    options.yes = getattr(options, "yes", False)
    return options


def ticket_number(link: str) -> str | None:
    """The number in `otet://ticket/<number>`; None for anything else. A link shows, it never does."""
    found = LINK.fullmatch(link)
    return found[1] if found else None


def _command(arguments: list[str]) -> tuple[str, int]:
    """The word where a command stands, and its position; "" where the app is meant: no word, or a link, or "--"."""
    words = enumerate(arguments)
    for at, word in words:
        if word == "--":
            break
        if word in _WITH_VALUE:
            next(words, None)
        elif not word.startswith("-"):
            return ("", at) if ":" in word else (word, at)
    return "", 0


def _parser() -> argparse.ArgumentParser:
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--data-dir", type=Path, metavar="DIR", default=argparse.SUPPRESS, help="the profile, if not the usual one"
    )
    shared.add_argument("--yes", action="store_true", default=argparse.SUPPRESS, help="let set-up use sudo")
    parser = argparse.ArgumentParser(prog="otet-desk", parents=[shared])
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_app(commands, shared)
    commands.add_parser("desk", parents=[shared], description="Run the built-in help desk alone, until Ctrl-C.")
    _add_people(commands, shared)
    new = commands.add_parser("new", parents=[shared], description="Put a ticket in the outbox; the app sends it.")
    new.add_argument("--type", default="", metavar="NAME", help="a department's name, such as Financial")
    new.add_argument("--subject", required=True)
    new.add_argument("--text", required=True)
    new.add_argument("--attach", type=Path, action="append", default=[], metavar="FILE")
    commands.add_parser("outbox", parents=[shared], description="List what waits to be sent.")
    _add_export(commands, shared)
    test = commands.add_parser(
        "test", parents=[shared], usage="otet-desk test [-h] [--yes] [--fast] [PATH | PYTEST-OPTION ...]",
        description="Run the checks of a checkout: all of them, or those of the paths named.", epilog=_TEST_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    bench = commands.add_parser(
        "bench", parents=[shared], usage="otet-desk bench [-h] [NAME [ARGUMENT ...]]",
        description="Measure. Ratios within one run count; times depend on the computer and on what else it does.",
        epilog="\n".join(["measurements:", *(f"  {name:10} {what}" for name, (what, _) in BENCHMARKS.items())]),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    bench.add_argument("name", nargs="?", choices=tuple(BENCHMARKS), metavar="NAME")
    bench.set_defaults(arguments=[])
    test.add_argument("--fast", action="store_true", help="only those of the inner loop: no window, no server")
    return parser


def _add_app(commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser) -> None:
    app = commands.add_parser(
        APP, prog="otet-desk", parents=[shared], epilog=_EPILOG,
        description="Support client. Without a command it opens the window.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    app.add_argument("--screenshot", type=Path, metavar="FILE", help="write a picture of the first page and exit")
    app.add_argument("--minimized", action="store_true", help="start without opening the window")
    app.add_argument("--self-check", action="store_true", help="check that this installation is whole and exit")
    app.add_argument("--check-window", action="store_true", help=argparse.SUPPRESS)
    app.add_argument("--version", action="version", version=f"Otet Desk {__version__}")
    app.add_argument("link", nargs="?", type=_link, default="", metavar="otet://ticket/NUMBER", help="show that ticket")


def _add_export(commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser) -> None:
    export = commands.add_parser(
        "export", parents=[shared],
        description="Write your tickets and drafts into a new folder, as text and JSON with the attachments that are "
        "on this computer. Needs no network and changes nothing in the profile.",
    )  # fmt: skip
    export.add_argument("folder", type=Path, metavar="FOLDER", help="is made; may be there if it is empty")
    export.add_argument(
        "--ticket", dest="tickets", action="append", default=[], metavar="NUMBER", help="only this one; repeatable"
    )
    export.add_argument("--force", action="store_true", help="replace an earlier export in FOLDER")


def _link(text: str) -> str:
    if text and ticket_number(text) is None:
        raise argparse.ArgumentTypeError(f"not a link to a ticket: {text[:100]!r}; one is otet://ticket/12")
    return text


def _add_people(commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser) -> None:
    people = commands.add_parser(
        "people", parents=[shared], description="Customers and agents of the built-in help desk."
    )
    people.set_defaults(do="list")
    actions = people.add_subparsers(metavar="ACTION")
    add = actions.add_parser("add", parents=[shared], help="a new customer or agent; prints the password")
    add.add_argument("--agent", dest="role", action="store_const", const="agent", default="customer")
    add.add_argument(
        "--finance", dest="role", action="store_const", const="finance", help="an agent of the back office"
    )
    add.add_argument("--email", required=True)
    add.add_argument("--shown-as", default="", metavar="NAME")
    add.add_argument("--language", choices=LANGUAGES, default="en")
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
