"""What is allowed in one file only, and what is allowed nowhere."""

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "desktop").rglob("*.py"))

ONLY_IN = {
    # the tracker is a program of its own: when a mailbox was last looked at has to be known after a restart
    "time.time": {"desktop/domain/clock.py", "desktop/desk/tracker/mail/fetch.py"},
    "time.time_ns": {"desktop/domain/clock.py"},
    "uuid.uuid4": {"desktop/domain/ids.py"},
    "uuid4": {"desktop/domain/ids.py"},
    "sqlite3.connect": {"desktop/store/database.py", "desktop/desk/callers.py"},
    "datetime.now": set(),
    "datetime.utcnow": set(),
    "date.today": set(),
    "QDateTime.currentDateTime": set(),
    "QApplication.processEvents": set(),
    "time.sleep": {"desktop/desk/lock.py"},  # the child waits for the one before it, before anything runs
}
BROAD_EDGES = {
    "desktop/sync/engine.py",  # the engine's loop
    "desktop/secrets.py",  # key stores raise what they like
    "desktop/ui/kit/appearance.py",  # the exception hook
    "desktop/ui/notifications/notifier.py",  # plyer raises what it likes
    "desktop/app/start.py",  # the command line
    "desktop/desk/gate.py",  # whatever failed, a caller of the help desk is answered
    "desktop/desk/serve.py",  # the help desk's process tells its parent whatever failed
    "desktop/desk/tracker/health.py",  # the last frame of a thread
    "desktop/desk/tracker/notifier.py",  # the last frame of a thread; those who wait are answered
    "desktop/desk/tracker/wire/api.py",  # whatever failed, an app is answered
    "desktop/desk/tracker/pages/publish.py",  # one answer that cannot be published holds up no other
    "desktop/desk/tracker/mail/fetch.py",  # a mailbox is looked at again, whatever failed
    "desktop/desk/tracker/mail/send.py",  # one mail that cannot be sent holds up no other
    "desktop/desk/tracker/mail/inbox.py",  # one mail that cannot be dealt with holds up no other
    "desktop/desk/tracker/mail/accept.py",  # a mail that nobody thought of is listed for people
    "desktop/desk/tracker/mail/parse.py",  # a mail that nobody thought of is kept whole
}


def dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_seams(path: Path) -> None:
    calls = {dotted(node.func) for node in nodes(path) if isinstance(node, ast.Call)}
    assert {call for call in calls if call in ONLY_IN and name_of(path) not in ONLY_IN[call]} == set()


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_broad_excepts_stand_only_at_the_edges(path: Path) -> None:
    broad = [
        node.lineno
        for node in nodes(path)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or dotted(node.type) in ("Exception", "BaseException"))
        and not any(isinstance(inner, ast.Raise) and inner.exc is None for inner in ast.walk(node))
    ]
    assert not broad or name_of(path) in BROAD_EDGES, broad


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_certificates_are_always_verified(path: Path) -> None:
    for node in nodes(path):
        if isinstance(node, ast.keyword) and node.arg in ("verify", "check_hostname"):
            assert not (isinstance(node.value, ast.Constant) and node.value.value is False)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and node.value.value is False:
            assert all(not dotted(target).endswith((".verify", ".check_hostname")) for target in node.targets)


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_formatted_string_goes_into_tr(path: Path) -> None:
    for node in nodes(path):
        if isinstance(node, ast.Call) and dotted(node.func).split(".")[-1] in ("tr", "translate"):
            assert not any(isinstance(argument, ast.JoinedStr) for argument in node.args), node.lineno


UI_FILES = [path for path in FILES if name_of(path).startswith("desktop/ui/")]
TRANSLATED = "desktop/ui/kit/translated.py"


@pytest.mark.parametrize("path", UI_FILES, ids=name_of)
def test_only_one_base_watches_for_the_language(path: Path) -> None:
    if name_of(path) != TRANSLATED:
        assert all(
            not dotted(node).endswith("Type.LanguageChange") for node in nodes(path) if isinstance(node, ast.Attribute)
        )


@pytest.mark.parametrize("path", UI_FILES, ids=name_of)
def test_no_widget_asks_whether_it_is_half_built(path: Path) -> None:
    for node in nodes(path):
        if isinstance(node, ast.Call):
            assert dotted(node.func) != "hasattr", node.lineno
            assert dotted(node.func) != "getattr" or dotted(node.args[0]) != "self", node.lineno
