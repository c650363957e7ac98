"""Lets one thread at a time read what Roundup keeps as Python literals: the journals.

Before 3.11.8 and 3.12.2 Python counts the depth of a syntax tree for all threads together, and two that parse at
once can end with "SystemError: AST constructor recursion depth mismatch" (CPython issue 106905): a page was not made.
"""

import threading
from typing import Any

from roundup.anypy import strings
from roundup.backends import rdbms_common

_LOCK = threading.Lock()


def install() -> None:
    """Have Roundup read journals by this from now on."""
    rdbms_common.eval_import = eval_import


def eval_import(text: str) -> dict[str, Any]:
    """The value of a literal."""
    with _LOCK:
        found: dict[str, Any] = strings.eval_import(text)
        return found
