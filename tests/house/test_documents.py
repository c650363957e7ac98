"""What README and docs say of the source is true: commands, links, pictures, tests, routes, packages, labels."""

import ast
import re
import shlex
import xml.etree.ElementTree as ElementTree
from functools import cache
from pathlib import Path

import pytest

from desktop import command_line
from desktop.desk.routes import ROWS, Kind
from tests.house.documents import PAGES, ROOT, anchors, links, proofs, text

LONGEST_LINE = 120
LARGEST_PICTURE_BYTES = 150_000
IDS = [str(page.relative_to(ROOT)) for page in PAGES]
WIRE = {Kind.WIRE, Kind.TOKEN, Kind.HEALTH, Kind.FILE}
PROOFS = sorted({proof for page in PAGES for proof in proofs(page.read_text(encoding="utf-8"))})


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_lines_are_short(page: Path) -> None:
    long = [line for line in page.read_text(encoding="utf-8").splitlines() if len(line) > LONGEST_LINE]
    assert long == []


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_links_lead_somewhere(page: Path) -> None:
    for link in links(page.read_text(encoding="utf-8")):
        if link.startswith("https://"):
            continue
        name, _, anchor = link.partition("#")
        target = page.parent / name if name else page
        assert target.is_file(), link
        assert not anchor or anchor in anchors(target.read_text(encoding="utf-8")), link


def test_readme_leads_to_every_page() -> None:
    pages = {f"docs/{page.name}" for page in (ROOT / "docs").glob("*.md")}
    assert pages <= set(links(text("README.md")))


def test_every_picture_is_small_and_shown() -> None:
    shown = {(page.parent / link).resolve() for page in PAGES for link in links(page.read_text(encoding="utf-8"))}
    for picture in (ROOT / "docs" / "images").iterdir():
        assert picture in shown, f"no page shows {picture.name}"
        assert picture.suffix == ".png"
        assert picture.stat().st_size <= LARGEST_PICTURE_BYTES, picture.name


@cache
def names_in(file: str) -> frozenset[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize(("file", "name"), PROOFS)
def test_every_proof_exists(file: str, name: str) -> None:
    assert (ROOT / file).is_file()
    assert not name or name in names_in(file)


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_paths_and_modules_exist(page: Path) -> None:
    words = page.read_text(encoding="utf-8")
    paths = re.findall(r"`((?:desktop|docs|resources|tests)/[\w./-]*)`", words)
    modules = [name.replace(".", "/") for name in re.findall(r"\b(tests(?:\.[a-z_]+)+)\b(?!\.…)", words)]
    there = [*paths, *(f"{module}.py" if (ROOT / f"{module}.py").is_file() else module for module in modules)]
    assert [name for name in there if "NNNN" not in name and not (ROOT / name).exists()] == []


def commands() -> list[str]:
    """What README tells a user to type after `python3 -m desktop`; angle and upper-case words stand for values."""
    found = re.findall(r"(?:`|^)python3 -m desktop ?([^`\n]*)", text("README.md"), re.MULTILINE)
    return sorted(set(found))


@pytest.mark.parametrize("command", commands())
def test_readme_names_commands_that_exist(command: str) -> None:
    words = shlex.split(command)
    if "--version" not in words:
        assert command_line.parse(words).command in (command_line.APP, *command_line.COMMANDS)


PEOPLE = re.findall(r"^\| `((?:add|role|password|remove|book) [^`]*)`", text("docs/help-desk.md"), re.MULTILINE)


@pytest.mark.parametrize("command", PEOPLE)
def test_commands_for_people_exist(command: str) -> None:
    assert command_line.parse(["people", *shlex.split(command)]).do == command.split(" ", maxsplit=1)[0]


def test_readme_names_every_command() -> None:
    named = {command.split(" ")[0] for command in commands()}
    assert set(command_line.COMMANDS) <= named


def test_every_route_for_apps_is_described() -> None:
    described = set(
        re.findall(r"^- `(GET|POST|PUT|DELETE) /(rest/desk/\w+|file)", text("docs/help-desk.md"), re.MULTILINE)
    )
    there = {(row.method, re.split(r"[^\w/]", row.path)[0]) for row in ROWS if row.kind in WIRE}
    assert described == there


def test_every_package_is_described() -> None:
    page = text("docs/architecture.md")
    folders = {path.parent.name for path in (ROOT / "desktop").glob("*/__init__.py")}
    modules = {path.stem for path in (ROOT / "desktop").glob("*.py")} - {"__init__", "__main__"}
    assert {name for name in folders | modules if f"| `{name}` |" not in page} == set()


def labels() -> list[str]:
    """What the user guide says that the app shows: everything in bold."""
    page = text("docs/user-guide.md").partition("\n## ")[2]
    return sorted({" ".join(label.split()) for label in re.findall(r"\*\*(.+?)\*\*", page, re.DOTALL)})


@cache
def english() -> frozenset[str]:
    catalogue = ElementTree.parse(ROOT / "resources" / "translations" / "fa.ts")
    return frozenset(message.findtext("source") or "" for message in catalogue.getroot().iter("message"))


@pytest.mark.parametrize("label", labels())
def test_the_user_guide_names_what_the_app_shows(label: str) -> None:
    assert label in english()


def test_the_user_guide_names_every_shortcut() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "desktop" / "ui").rglob("*.py")]
    made = {keys for source in sources for keys in re.findall(r'"((?:Ctrl|Alt)\+[A-Za-z0-9+,]+)"', source)}
    there = {keys.replace("Return", "Enter") for keys in made}
    keyboard = text("docs/user-guide.md").partition("## Keyboard")[2].partition("\n## ")[0]
    named = set(re.findall(r"(?:Ctrl|Alt)\+(?:[A-Za-z0-9+]+|,)", keyboard))
    assert there
    assert named == there | {"Ctrl+C"}


def test_every_package_that_ships_is_named_with_its_licence() -> None:
    section = text("requirements.lock").partition("# section: app\n")[2].partition("# section: ")[0]
    shipped = set(re.findall(r"^([a-z0-9-]+)==", section, re.MULTILINE))
    rows = re.findall(r"^\| ([^|]+) \|", text("docs/third-party.md"), re.MULTILINE)
    assert shipped
    assert shipped - {name for row in rows for name in re.findall(r"[a-z0-9-]+", row)} == set()
