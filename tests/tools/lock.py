"""Writes requirements.lock anew: `python -m tests.tools.lock` (needs uv on the PATH).

Three sections: `build` (what the one source-only package is built with), `app`, and `test` (what only the tests need).
Every version has its hashes for all platforms, and no file names an index.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "requirements.lock"
BUILD = "setuptools>=80"
PINS = "PySide6-Essentials==6.11.3\n"  # newer ones lose references on Python 3.11 or need newer systems
COMPILE = [
    "uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.10", "--generate-hashes",
    "--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links",
]  # fmt: skip


def compiled(folder: Path, *sources: str | Path, constraints: str) -> list[str]:
    """One requirement with its hashes an item."""
    pins = folder / "pins.txt"
    pins.write_text(constraints, encoding="utf-8")
    done = subprocess.run([*COMPILE, "-c", pins, *sources], cwd=ROOT, check=True, capture_output=True, text=True)
    blocks: list[str] = []
    for line in done.stdout.splitlines():
        if line.startswith(" "):
            blocks[-1] += "\n" + line
        elif line.strip():
            blocks.append(line)
    return blocks


def main() -> int:
    """Resolve everything together, then say which part each requirement belongs to."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build_in = folder / "build.in"
        build_in.write_text(BUILD + "\n", encoding="utf-8")
        whole = compiled(folder, "pyproject.toml", "--group", "test", build_in, constraints=PINS)
        pins = "\n".join(block.split(" \\")[0] for block in whole)
        build = compiled(folder, build_in, constraints=pins)
        app = [block for block in compiled(folder, "pyproject.toml", constraints=pins) if block not in build]
    test = [block for block in whole if block not in app and block not in build]
    parts = (("build", build), ("app", app), ("test", test))
    text = "".join(f"# section: {title}\n" + "\n".join(blocks) + "\n" for title, blocks in parts)
    LOCK.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
