"""Keeps page templates of concurrent requests apart.

Roundup binds the names of a template's Python expression in globals that all threads share: while one person's page is
made, a page of somebody else could put its own `view` there, and the first would go on with the wrong person's data.
"""

import builtins
import types
from typing import Any

from roundup.cgi.PageTemplates import PythonExpr


def install() -> None:
    """Have Roundup evaluate expressions by this from now on."""
    PythonExpr.PythonExpr.__call__ = evaluate


def evaluate(expression: Any, econtext: Any) -> Any:
    """The value of an expression, with names that belong to this evaluation alone."""
    names = {"__builtins__": builtins, **expression._bind_used_names(econtext)}
    return types.FunctionType(expression._f.__code__, names)()
