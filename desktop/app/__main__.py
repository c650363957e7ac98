"""`python -m desktop.app`: the app without a look at whether this checkout is set up."""

import sys

from desktop.app import start

if __name__ == "__main__":
    sys.exit(start.main(sys.argv[1:]))
