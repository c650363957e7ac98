"""Reads the documentation for the house tests: pages, links, and the tests that a page names as proofs."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = (ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md")))
_PROOF = re.compile(r"`(tests/[\w/]+\.py|test_\w+)`")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_CODE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def text(name: str) -> str:
    """A page by its path below the root."""
    return (ROOT / name).read_text(encoding="utf-8")


def proofs(page: str) -> Iterator[tuple[str, str]]:
    """Pairs of a test file and a test in it: a file in backticks, then the names of its tests.

    A file that no test follows comes with "".
    """
    file, is_used = "", True
    for token in _PROOF.findall(page):
        if token.endswith(".py"):
            if not is_used:
                yield file, ""
            file, is_used = token, False
        elif file:
            yield file, token
            is_used = True
    if not is_used:
        yield file, ""


def links(page: str) -> list[str]:
    """The targets of all links and pictures."""
    return _LINK.findall(_CODE.sub("", page))


def anchors(page: str) -> set[str]:
    """What a link may name after `#`, by GitHub's rule."""
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in _HEADING.findall(page)}
