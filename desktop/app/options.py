"""What a person may write after `otet-desk`."""

import argparse
from dataclasses import dataclass
from pathlib import Path

from desktop import __version__


@dataclass(frozen=True)
class Options:
    """The choices of one start."""

    data_dir: Path | None
    screenshot: Path | None
    minimized: bool
    self_check: bool
    check_window: bool
    link: str


def parse(arguments: list[str]) -> Options:
    """Read the arguments; a wrong one ends the program with code 2 and a line that says which."""
    parser = argparse.ArgumentParser(
        prog="otet-desk",
        description="Support desk client. Without a command it opens the window.",
        epilog="commands: desk (run the built-in help desk alone), new (put a ticket in the outbox), "
        "outbox (what waits to be sent); each has --help",
    )
    parser.add_argument("--data-dir", type=Path, metavar="DIR", help="keep everything of this run under DIR")
    parser.add_argument("--screenshot", type=Path, metavar="FILE", help="write a picture of the first page and exit")
    parser.add_argument("--minimized", action="store_true", help="start without opening the window")
    parser.add_argument("--self-check", action="store_true", help="check that this installation is whole and exit")
    parser.add_argument("--check-window", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--version", action="version", version=f"Otet Desk {__version__}")
    parser.add_argument("link", nargs="?", default="", metavar="otet://ticket/NUMBER", help="show that ticket")
    found = parser.parse_args(arguments)
    return Options(found.data_dir, found.screenshot, found.minimized, found.self_check, found.check_window, found.link)
