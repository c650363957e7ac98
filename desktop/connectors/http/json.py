"""Untrusted JSON: bounded in size and depth before it is parsed, with validated access to every field."""

import itertools
import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from desktop.domain.language.surrogates import without_nul
from desktop.domain.money import arithmetic

MAX_BYTES = 8 * 1024 * 1024
MAX_DEPTH = 64
MAX_CONTAINERS = 300_000
MAX_LINE = 1000
_LONGEST_S = 10**9

_STRING = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"?', re.DOTALL)
_STEPS = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}
_NO_BRACKETS = bytes(set(range(256)) - _STEPS.keys())
_INTEGER = re.compile(r"-?[0-9]{1,18}")
_ID = re.compile(r"[!-~]{1,200}")
_YEAR_9999_MS = 253_402_300_799_999


class Malformed(Exception):  # noqa: N818 - it says what the data is
    """The bytes, or one field of them, are not what was agreed; never quotes the content."""


class _Unusable:
    """Stands where a value cannot be believed, so that only what holds it is lost and not the whole page."""

    def __init__(self, raw: "str | list[tuple[str, object]]") -> None:
        """`raw` is a number as it was written, or the pairs of an object with a key twice."""
        self.raw = raw


def read_json(body: bytes) -> object:
    """The value in `body`; raises Malformed instead of running out of memory, stack or patience.

    An object with a key twice, a number with a fraction or one beyond what fits reads as something that no field
    accepts, but `seconds`.
    """
    if len(body) > MAX_BYTES:
        raise Malformed("too large")
    _bound_structure(body)
    try:
        return json.loads(
            body.decode("utf-8"),
            object_pairs_hook=_unique_keys,
            parse_constant=_Unusable,
            parse_float=_Unusable,
            parse_int=lambda digits: int(digits) if _INTEGER.fullmatch(digits) else _Unusable(digits),
        )
    except ValueError:
        raise Malformed("not JSON") from None


def _bound_structure(body: bytes) -> None:
    # Counting is fast and enough for nearly every small answer; else what is left without its strings is walked.
    if body.count(b"[") + body.count(b"{") <= MAX_DEPTH:
        return
    brackets = _STRING.sub(b"", body).translate(None, _NO_BRACKETS)
    depth = max(itertools.accumulate(map(_STEPS.__getitem__, brackets)), default=0)
    if depth > MAX_DEPTH or brackets.count(b"[") + brackets.count(b"{") > MAX_CONTAINERS:
        raise Malformed("too deep or too many parts")


def _unique_keys(pairs: list[tuple[str, object]]) -> object:
    fields = dict(pairs)
    return fields if len(fields) == len(pairs) else _Unusable(pairs)


def raw_text(value: object) -> str:
    """A value that `read_json` gave, as JSON text again: every key and every number as it was written.

    Halves of surrogate pairs stay escaped, so that any file and any database can hold the text.
    """
    text = "".join(_written(value))
    return text if text.isascii() else _SURROGATE.sub(lambda half: f"\\u{ord(half[0]):04x}", text)


_SURROGATE = re.compile("[\ud800-\udfff]")


def _written(value: object) -> Iterator[str]:
    raw = value.raw if isinstance(value, _Unusable) else None
    if isinstance(raw, str):
        yield raw
    elif isinstance(value, Mapping) or raw is not None:
        pairs = list(value.items()) if isinstance(value, Mapping) else raw or []
        yield "{"
        for number, (key, item) in enumerate(pairs):
            yield f"{', ' if number else ''}{json.dumps(key, ensure_ascii=False)}: "
            yield from _written(item)
        yield "}"
    elif isinstance(value, list):
        yield "["
        for number, item in enumerate(value):
            yield ", " if number else ""
            yield from _written(item)
        yield "]"
    else:
        yield json.dumps(value, ensure_ascii=False)


class JsonObject:
    """One JSON object, read field by field; every reader raises Malformed rather than guess."""

    def __init__(self, value: object) -> None:
        if not isinstance(value, Mapping):
            raise Malformed("not an object")
        self._fields = value

    def __contains__(self, name: str) -> bool:
        return self._fields.get(name) is not None

    @property
    def whole(self) -> object:
        """The object itself, as it was read."""
        return self._fields

    @property
    def count(self) -> int:
        """How many fields there are."""
        return len(self._fields)

    def value(self, name: str) -> object:
        """A field as it was read, for `raw_text`; None where there is none."""
        return self._fields.get(name)

    def text(self, name: str, default: str | None = None) -> str:
        """Words for people; half a surrogate pair or a NUL, which no database takes, becomes U+FFFD."""
        value = self._fields.get(name)
        if value is None and default is not None:
            return default
        if not isinstance(value, str):
            raise Malformed(name)
        return without_nul(value)

    def line(self, name: str, default: str | None = None) -> str:
        """Words that are shown on one line, such as a title: as `text`, and no longer than anybody reads."""
        return self.text(name, default)[:MAX_LINE]

    def id(self, name: str, default: str | None = None) -> str:
        """An identifier: printable ASCII without blanks. With a default it may be missing, null or ""."""
        value = self._fields.get(name)
        if default is not None and value in (None, ""):
            return default
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str) or not _ID.fullmatch(value):
            raise Malformed(name)
        return value

    def integer(self, name: str, low: int, high: int, default: int | None = None) -> int:
        """A whole number between `low` and `high`, both allowed."""
        value = self._fields.get(name)
        if value is None and default is not None:
            return default
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise Malformed(name)
        return value

    def time_ms(self, name: str) -> int:
        """Milliseconds since 1970 UTC, up to the year 9999."""
        return self.integer(name, 0, _YEAR_9999_MS)

    def flag(self, name: str, default: bool | None = None) -> bool:
        """True or false."""
        value = self._fields.get(name)
        if value is None and default is not None:
            return default
        if not isinstance(value, bool):
            raise Malformed(name)
        return value

    def seconds(self, name: str) -> float | None:
        """A length of time, or None where there is none that makes sense."""
        value = self._fields.get(name)
        if isinstance(value, bool) or not isinstance(value, int | _Unusable):
            return None
        try:
            seconds = float(str(value.raw if isinstance(value, _Unusable) else value))
        except ValueError:
            return None
        return seconds if 0 <= seconds <= _LONGEST_S else None

    def money(self, name: str) -> Decimal:
        """An amount, given as a plain decimal string: a float has lost cents before it gets here."""
        value = self._fields.get(name)
        if not isinstance(value, str):
            raise Malformed(name)
        try:
            return arithmetic.parse(value)
        except arithmetic.NotMoney:
            raise Malformed(name) from None

    def fields(self, name: str) -> "JsonObject":
        """An object inside this one."""
        return JsonObject(self._fields.get(name))

    def items(self, name: str) -> list[object]:
        """A list, as it is; missing is empty."""
        value = self._fields.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise Malformed(name)
        return value

    def texts(self) -> tuple[tuple[str, str], ...]:
        """Every field whose value is text, as pairs."""
        return tuple(
            (without_nul(key), without_nul(value)) for key, value in self._fields.items() if isinstance(value, str)
        )
