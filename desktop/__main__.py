"""`python3 -m desktop`: reads the command line, sets a checkout up where needed, then runs the app or a command."""

from __future__ import annotations

import sys

from desktop import command_line


def main() -> int:
    """Run with the arguments of this process; returns the exit code."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["--serve-desk"]:
        from desktop.desk import serve

        return serve.main(arguments[1:])
    # before anything is installed: a wrong word or `--version` needs nothing
    options = command_line.parse(arguments)
    from desktop.bootstrap import setup

    if setup.is_checkout() and (options.command in command_line.CHECKOUT_COMMANDS or not setup.is_ready_python()):
        from desktop.bootstrap import start

        return start.run(arguments, options)
    if options.command != command_line.APP:
        from desktop import commands

        return commands.main(options)
    from desktop.app import start as app

    return app.main(options)


if __name__ == "__main__":
    sys.exit(main())
