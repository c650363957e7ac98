"""Collapsed parts of a message: quoted text and signatures, hidden until the user expands them.

A fold is a half-open range of code points of the message's body, as Python counts them; Qt counts UTF-16 units, so
folds are applied before a text reaches it.
"""

import json
import unicodedata
from collections.abc import Iterable, Iterator

Fold = tuple[int, int]
MARK = "[…]"
"""Stands where a part is hidden and text follows."""
MOST = 1000
_INVISIBLE = frozenset({"Cc", "Cf", "Cn", "Co", "Zl", "Zp", "Zs"})


def sound(body: str, ranges: Iterable[object]) -> tuple[Fold, ...]:
    """The ranges that lie in `body`, in order and without overlaps; none where they would hide all there is to read.

    Anything that is no such range is ignored.
    """
    found: list[Fold] = []
    for start, end in sorted(_ranges(body, ranges)):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    folds = tuple(found[:MOST])
    is_whole = all(unicodedata.category(sign) in _INVISIBLE for part in _parts(body, folds) for sign in part)
    return () if is_whole else folds


def _ranges(body: str, ranges: Iterable[object]) -> Iterator[Fold]:
    for one in ranges:
        if not isinstance(one, list | tuple) or len(one) != 2:
            continue
        start, end = one
        if type(start) is int and type(end) is int and 0 <= start < end <= len(body):
            yield start, end


def _parts(body: str, folds: Iterable[Fold]) -> Iterator[str]:
    done = 0
    for start, end in folds:
        yield body[done:start]
        done = end
    yield body[done:]


def unfolded(body: str, folds: tuple[Fold, ...]) -> str:
    """What is left to read while the folds are hidden, with `MARK` on a line of its own before what follows one."""
    if not folds:
        return body
    shown: list[str] = []
    for number, part in enumerate(_parts(body, folds)):
        if not part.strip():
            continue
        if number:
            shown += [MARK, part.strip()]
        else:
            shown.append(part.rstrip())
    return "\n".join(shown)


def unfolded_line(body: str, folds: tuple[Fold, ...]) -> str:
    """What is left to read, without marks: for excerpts of a line."""
    return " ".join(part.strip() for part in _parts(body, folds) if part.strip()) if folds else body


def dumped(folds: tuple[Fold, ...]) -> str:
    """Folds as they are stored, "" for none."""
    return json.dumps([list(fold) for fold in folds]) if folds else ""


def loaded(stored: str, body: str) -> tuple[Fold, ...]:
    """Stored folds of `body`; what no app wrote is none."""
    if not stored:
        return ()
    try:
        ranges = json.loads(stored)
    except (ValueError, RecursionError):
        return ()
    return sound(body, ranges) if isinstance(ranges, list) else ()
