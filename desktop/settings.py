"""What a person has chosen, as one small JSON file."""

import json
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from desktop import durable_files
from desktop.values import dataclass


@dataclass(frozen=True)
class Settings:
    """Choices; "" and "auto" follow the system. `text_size` in per cent, `undo_s` in seconds.

    Quiet hours are minutes of the user's day; `window` is x, y, width, height in pixels, and whether it is maximized.
    """

    language: str = ""
    theme: str = "system"
    text_size: int = 100
    calendar: str = "auto"
    digits: str = "auto"
    undo_s: float = 5.0
    send_with_enter: bool = False
    notify: bool = True
    notify_content: bool = False
    notify_channel: str = "auto"
    notify_sound: bool = False
    quiet: bool = False
    quiet_from: int = 22 * 60
    quiet_to: int = 7 * 60
    paused_until_ms: int = 0
    data_saver: str = "metered"
    close_to_tray: bool = True
    tray_told: bool = False
    window: tuple[int, ...] = ()


CHOICES = {
    "language": ("", "en", "fa", "ar", "es"),
    "theme": ("system", "light", "dark"),
    "calendar": ("auto", "gregorian", "jalali", "hijri"),
    "digits": ("auto", "latin", "persian", "arabic"),
    "data_saver": ("off", "on", "metered"),
}
_MINUTES_OF_DAY = (0, 24 * 60 - 1)
RANGES = {
    "text_size": (90, 200),
    "undo_s": (0, 60),
    "quiet_from": _MINUTES_OF_DAY,
    "quiet_to": _MINUTES_OF_DAY,
    "paused_until_ms": (0, 253_402_300_799_999),  # the end of the year 9999, the last that dates can show
}
"""The least and the greatest value of each number."""
_FARTHEST_PX = 32_767
"""No window system has screens beyond that."""


def load(path: Path) -> Settings:
    """The settings kept at `path`; the default of each field that is missing, of another type or out of range.

    A damaged file is set aside as `*.damaged`.
    """
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError, RecursionError):
        raw = None
    if not isinstance(raw, dict):
        _set_aside(path)
        return Settings()
    return _checked(raw)


def save(path: Path, settings: Settings) -> None:
    """Replace the file at `path` in one step, so that no crash leaves half of it; it is on the disk then.

    Raises `OSError`.
    """
    durable_files.make_folder(path.parent)
    durable_files.replace(path, json.dumps(asdict(settings), indent=1).encode())


def _checked(raw: dict[str, Any]) -> Settings:
    kept: dict[str, Any] = {}
    for field in fields(Settings):
        value = raw.get(field.name)
        if isinstance(value, list):
            value = tuple(value)
        if _is_of_type(value, field.default) and _is_allowed(field.name, value):
            kept[field.name] = value
    return Settings(**kept)


def _is_of_type(value: object, default: object) -> bool:
    if isinstance(default, tuple):
        return isinstance(value, tuple) and all(type(item) is int for item in value)
    if isinstance(default, float):
        return type(value) in (int, float)
    return type(value) is type(default)


def _is_allowed(name: str, value: Any) -> bool:
    if name in CHOICES:
        return value in CHOICES[name]
    if name in RANGES:
        least, greatest = RANGES[name]
        return bool(least <= value <= greatest)  # false for a number that is none (NaN)
    if name == "window":
        return not value or (len(value) in (4, 5) and all(abs(one) <= _FARTHEST_PX for one in value))
    return True


def _set_aside(path: Path) -> None:
    try:
        path.replace(path.with_suffix(".damaged"))
    except OSError:
        return
