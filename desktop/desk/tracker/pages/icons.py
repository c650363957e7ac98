"""The app's icons in the pages: drawn in the colour of the words beside them, and turned where the page is."""

import functools
import pathlib
import re
from pathlib import Path

NAMES = (
    "arrow-left", "chevron-left", "chevron-right", "circle-user", "download", "key-round", "landmark", "life-buoy",
    "log-out", "paperclip", "pencil", "refresh-cw", "save", "search", "send", "triangle-alert", "undo-2", "users",
)  # fmt: skip
TURNING = ("arrow-left", "chevron-left", "chevron-right", "log-out", "send", "undo-2")
"""Those that point along the line."""
_SHAPES = re.compile(r"<(?!svg|/svg|!--)[a-z][^>]*/>")
_HEAD = 'viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"'


def drawing(folder: str, name: str) -> str:
    """An icon as a piece of a page, without a name of its own: words stand beside it."""
    return _drawing(pathlib.Path(str(folder)), name)


@functools.lru_cache(maxsize=64)
def _drawing(folder: Path, name: str) -> str:
    shapes = "".join(_SHAPES.findall((folder / f"{name}.svg").read_text(encoding="utf-8")))
    classes = "icon turns" if name in TURNING else "icon"
    return f'<svg class="{classes}" aria-hidden="true" focusable="false" {_HEAD}>{shapes}</svg>'
