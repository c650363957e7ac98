"""Runs pytest for `python3 -m desktop test`, in the checkout's own Python."""

from __future__ import annotations

import sys

USAGE = 2


def main() -> int:
    """Run pytest with the arguments of this process; as elsewhere, 2 stands for a word or option it does not know."""
    import pytest

    code = pytest.main()
    return USAGE if code == pytest.ExitCode.USAGE_ERROR else int(code)


if __name__ == "__main__":
    sys.exit(main())
