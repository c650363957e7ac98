"""The seeds and points that once failed; every run tries them again."""

from pathlib import Path

FOLDER = Path(__file__).with_name("seeds")


def seeds(harness: str) -> tuple[str, ...]:
    """What `seeds/<harness>.txt` lists, remarks left out."""
    file = FOLDER / f"{harness}.txt"
    if not file.exists():
        return ()
    words = (line.partition("#")[0].strip() for line in file.read_text(encoding="utf-8").splitlines())
    return tuple(word for word in words if word)
