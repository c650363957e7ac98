"""`python3 -m desktop`: sets a checkout up where needed, then goes to the app or to a command."""

from __future__ import annotations

import sys

COMMANDS = ("desk", "people", "new", "outbox")


def command_of(arguments: list[str]) -> str:
    """The first word that is neither an option nor the folder of `--data-dir`; after "--" there is only a link."""
    words = iter(arguments)
    for word in words:
        if word == "--":
            break
        if word == "--data-dir":
            next(words, None)
        elif not word.startswith("-"):
            return word
    return ""


def main() -> int:
    """Run with the arguments of this process; returns the exit code."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["--serve-desk"]:
        from desktop.desk import serve

        return serve.main(arguments[1:])
    from desktop.bootstrap import setup

    if setup.is_checkout() and (arguments[:1] == ["test"] or not setup.is_ready_python()):
        from desktop.bootstrap import start

        return start.run(arguments)
    if command_of(arguments) in COMMANDS:
        from desktop import commands

        return commands.main(arguments)
    from desktop.app import start as app

    return app.main(arguments)


if __name__ == "__main__":
    sys.exit(main())
