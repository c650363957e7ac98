"""`python -m desktop.app`: the app without a look at whether this checkout is set up."""

import sys

from desktop import command_line
from desktop.app import start

if __name__ == "__main__":
    sys.exit(start.main(command_line.parse(sys.argv[1:])))
