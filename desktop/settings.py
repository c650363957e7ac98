"""What a person has chosen, as one small JSON file."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Settings:
    """Choices; "" and "auto" follow the system. `text_size` in per cent, `undo_s` in seconds."""

    language: str = ""
    theme: str = "system"
    text_size: int = 100
    digits: str = "auto"
    undo_s: float = 5.0
    send_with_enter: bool = False
    notify: bool = True
    notify_content: bool = False
    notify_channel: str = "auto"
    close_to_tray: bool = True
    tray_told: bool = False
    window: tuple[int, ...] = ()


def load(path: Path) -> Settings:
    """The settings kept at `path`; a damaged file is set aside as `*.damaged` and the defaults are used."""
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
    """Replace the file at `path` in one step, so that no crash leaves half of it. Raises `OSError`."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary = path.with_suffix(".new")
    made = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(made, "w", encoding="utf-8") as file:
        json.dump(asdict(settings), file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def _checked(raw: dict[str, Any]) -> Settings:
    """What of `raw` is known and of the right sort; a value of the wrong sort is as good as none."""
    kept: dict[str, Any] = {}
    for name, default in asdict(Settings()).items():
        value = raw.get(name)
        if isinstance(default, tuple):
            if isinstance(value, list) and all(type(item) is int for item in value):
                kept[name] = tuple(value)
        elif type(value) is type(default) or (type(default) is float and type(value) is int):
            kept[name] = value
    return Settings(**kept)


def _set_aside(path: Path) -> None:
    try:
        path.replace(path.with_suffix(".damaged"))
    except OSError:
        return
