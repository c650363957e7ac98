"""Everything that is Qt: pages, widgets, words for people.

PySide puts a function of its own before Python's `import`, for `from __feature__ import snake_case` and the like. It
also reads the whole source text of every module that is imported from then on, a third of a millisecond each, keeps
the text in memory, and while it runs swaps Python's function for all threads. We use none of these features, so
Python's own function is put back, which PySide keeps under a documented name.
"""

import builtins
import linecache

import PySide6.QtCore  # noqa: F401 - has put its function there when it is loaded


def _import_without_features() -> None:
    original = getattr(builtins, "__orig_import__", None)
    if original is not None:
        builtins.__import__ = original
        # the texts that it has read so far
        linecache.clearcache()


_import_without_features()
