"""Brings the words' files up to date: `python -m tests.tools.translations update` and then `… release`."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "resources" / "translations"
BIN = Path(sys.executable).parent
LANGUAGES = ("fa", "ar", "es", "en")


def run(tool: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run one of Qt's language tools; its output comes back, an error ends the program."""
    command = [str(BIN / tool), *(str(argument) for argument in arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)


def update(language: str, folder: Path = FOLDER) -> Path:
    """Read the words of the source into the language's .ts; English holds plural forms only."""
    sources = sorted(path.relative_to(ROOT) for path in (ROOT / "desktop" / "ui").rglob("*.py"))
    target = folder / f"{language}.ts"
    options = ["-no-obsolete", "-locations", "none", "-source-language", "en", "-target-language", language]
    options += ["-pluralonly"] if language == "en" else []
    run("pyside6-lupdate", *options, *sources, "-ts", target)
    return target


def release(source: Path, target: Path) -> str:
    """Make the .qm that the app loads; returns what the tool said."""
    strict = ("-silent", "-fail-on-unfinished", "-fail-on-invalid")
    return run("pyside6-lrelease", *strict, source, "-qm", target).stdout


def main(words: list[str]) -> int:
    """`update` or `release`, for every language."""
    if words not in (["update"], ["release"]):
        print("usage: python -m tests.tools.translations update|release", file=sys.stderr)  # noqa: T201
        return 2
    for language in LANGUAGES:
        if words == ["update"]:
            update(language)
        else:
            release(FOLDER / f"{language}.ts", FOLDER / f"{language}.qm")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
