"""File names that other people chose, made safe to show and to save under."""

import re
import unicodedata
from pathlib import PurePosixPath

LIMIT_BYTES = 120
EXTENSION_BYTES = 20
NAMELESS = "file"

_RESERVED = {
    *("CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"),
    *(f"{device}{digit}" for device in ("COM", "LPT") for digit in "0123456789¹²³"),
}
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_KEPT_FORMATS = "\u200c\u200d"
"""Joiners that Persian and Indic words and emoji are written with."""


def clean_name(name: str) -> str:
    """`name` without folders, controls, bidi controls and what Windows refuses; at most 120 bytes, never ""."""
    name = name.encode("utf-8", "replace").decode("utf-8")
    name = unicodedata.normalize("NFC", name)
    name = "".join(char for char in name if char in _KEPT_FORMATS or unicodedata.category(char) not in _UNSEEN)
    name = re.split(r"[/\\]", name.rstrip("/\\"))[-1]
    name = _FORBIDDEN.sub("_", name)
    name = " ".join(name.split()).rstrip(". ")
    if name.split(".")[0].rstrip(" ").upper() in _RESERVED:
        name = f"_{name}"
    name = _shortened(name)
    return name if name.strip("._ \u200c\u200d") else NAMELESS


_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def _shortened(name: str) -> str:
    if len(name.encode()) <= LIMIT_BYTES:
        return name
    extension = PurePosixPath(name).suffix
    if len(extension.encode()) > EXTENSION_BYTES:
        extension = ""
    stem = name[: len(name) - len(extension)].encode()[: LIMIT_BYTES - len(extension.encode())]
    return (stem.decode("utf-8", "ignore").rstrip(". ") + extension).rstrip(". ")
