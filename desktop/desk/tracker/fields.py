"""Values as forms send them and as rows keep them."""

import json

from desktop.desk.tracker.roundup_types import Form


def text_of(form: Form, name: str) -> str:
    """A form's single text, "" where it has none."""
    value = form[name] if form.list and name in form else ""
    value = value[0] if isinstance(value, list) else value
    value = getattr(value, "value", value) or ""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def whole_number(text: str, most_digits: int) -> int | None:
    """A number as pages and forms write it, in ASCII digits; None where the text is none or too long."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= most_digits else None


def folds(kept: str | None, text: str | None) -> list[list[int]]:
    """The ranges of a text that start folded, as kept in `msg.folds`; none where they do not fit the text."""
    try:
        ranges = [[int(start), int(end)] for start, end in json.loads(kept or "[]")]
    except (TypeError, ValueError):
        return []
    edges = [edge for one in ranges for edge in one]
    fits = edges == sorted(edges) and all(0 <= edge <= len(text or "") for edge in edges)
    return ranges if fits else []
