"""The help desk's folder: whole or not at all, and up to date with the app."""

import ast
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.desk import home as homes
from desktop.desk import serve, tracker
from desktop.desk.process import DeskProcess
from tests.desk.running import Person, address_of, running_desk

ROOT = Path(__file__).resolve().parents[2]
STOCK = {"detectors/messagesummary.py", "detectors/userauditor.py"}
"""What of Roundup's own template works beside ours."""


def test_a_first_start_killed_half_way_leaves_no_half_home(tmp_path: Path) -> None:
    home = tmp_path / "home"
    words = "import sys; from desktop.desk import home; from pathlib import Path\n"
    words += "home._settle = lambda half: (print(1, flush=True), sys.stdin.read()); home.ready(Path(sys.argv[1]))"
    with subprocess.Popen(
        [sys.executable, "-c", words, str(home / "tracker")], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as making:
        assert making.stdout is not None
        making.stdout.readline()
        os.kill(making.pid, signal.SIGKILL)
    assert not (home / "tracker").exists()
    assert len(list(home.glob("tracker.making-*"))) == 1
    with running_desk(home) as desk:
        assert desk.is_running
    assert list(home.glob("tracker.making-*")) == []


def test_a_newer_app_refreshes_the_overlay_and_keeps_the_tickets(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with running_desk(home) as first:
        address = address_of(first)
        taken = Person(address.url, address.demo_user, address.demo_password).new_ticket(title="Kept")
    tracker = home / "tracker"
    keys = (tracker / homes.KEYS_FILE).read_text()
    (tracker / "schema.py").write_text("raise RuntimeError('an older schema')\n")
    (tracker / "detectors" / "older.py").write_text("raise RuntimeError('a rule we no longer have')\n")
    stamp = json.loads((tracker / homes.STAMP_FILE).read_text())
    stamp = {"digest": "of an older app", "files": [*stamp["files"], "detectors/older.py"]}
    (tracker / homes.STAMP_FILE).write_text(json.dumps(stamp))
    with running_desk(home) as second:
        address = address_of(second)
        person = Person(address.url, address.demo_user, address.demo_password)
        assert person.sync()["tickets"][taken["issue"]]["title"] == "Kept"
    assert not (tracker / "detectors" / "older.py").exists()
    assert (tracker / homes.KEYS_FILE).read_text() == keys
    assert json.loads((tracker / homes.STAMP_FILE).read_text())["digest"] == homes.digest()


def test_an_older_app_leaves_a_newer_home_alone(tmp_path: Path) -> None:
    home = tmp_path / "tracker"
    home.mkdir()
    newer = json.dumps({"format": homes.FORMAT + 1, "digest": "of a newer app", "files": []})
    (home / homes.STAMP_FILE).write_text(newer)
    with pytest.raises(RuntimeError, match="newer version"):
        homes.ready(home)
    assert [path.name for path in home.iterdir()] == [homes.STAMP_FILE]
    assert (home / homes.STAMP_FILE).read_text() == newer


def test_the_stock_rules_that_work_against_ours_are_gone(desk: DeskProcess, desk_home: Path) -> None:
    for name in homes.REPLACED_FILES:
        assert not (desk_home / "tracker" / name).exists()


def test_the_index_and_the_journal_are_set_at_install(desk: DeskProcess, desk_home: Path) -> None:
    config = (desk_home / "tracker" / "config.ini").read_text()
    assert "indexer = native-fts" in config
    with sqlite3.connect(desk_home / "tracker" / "db" / "db") as database:
        (mode,) = database.execute("pragma journal_mode").fetchone()
        indexes = [row[1] for row in database.execute("pragma index_list(_change)")]
    database.close()
    assert mode == "wal"
    assert "change_owner_idx" in indexes


def test_roundups_template_is_found() -> None:
    assert (homes.template() / "schema.py").is_file()
    assert homes.template().name == "classic"


@pytest.mark.parametrize("stamped", [True, False], ids=["as its stamp says", "without a stamp"])
def test_the_program_in_a_home_of_an_earlier_version_is_removed_and_never_run(tmp_path: Path, stamped: bool) -> None:
    """Earlier versions copied the help desk's program into its home, from where Roundup would still load it."""
    home = tmp_path / "home"
    with running_desk(home):
        pass
    tracker = home / "tracker"
    older = ["lib/deskmail.py", "lib/texts/pages.json", "detectors/deskflow.py", "extensions/deskpages.py"]
    for name in [*older, "lib/__pycache__/deskmail.cpython-311.pyc"]:
        (tracker / name).parent.mkdir(parents=True, exist_ok=True)
        (tracker / name).write_text("raise RuntimeError('of an earlier version')\n")
    stamp = json.loads((tracker / homes.STAMP_FILE).read_text())
    older_stamp = json.dumps({"format": homes.FORMAT, "digest": "older", "files": [*stamp["files"], *older]})
    (tracker / homes.STAMP_FILE).write_text(older_stamp if stamped else "{")
    with running_desk(home) as desk:
        address = address_of(desk)
        Person(address.url, address.demo_user, address.demo_password).new_ticket(title="Works")
    assert [name for name in older if (tracker / name).exists()] == []
    assert not (tracker / "lib").exists()


def test_what_an_operator_put_beside_the_program_stays(tmp_path: Path) -> None:
    place = tmp_path / "tracker"
    homes.ready(place)
    (place / "lib").mkdir()
    (place / "lib" / "deskmail.py").write_text("raise RuntimeError('of an earlier version')\n")
    (place / "lib" / "ours.py").write_text("# of the broker's own\n")
    (place / homes.STAMP_FILE).unlink()
    homes.ready(place)
    assert [path.name for path in (place / "lib").iterdir()] == ["ours.py"]


def test_a_home_holds_no_program_but_what_roundup_finds_it_by(new_tracker: Path) -> None:
    programs = {path.relative_to(new_tracker).as_posix(): path for path in new_tracker.rglob("*.py")}
    ours = {name for name, path in programs.items() if "desktop.desk.tracker" in path.read_text(encoding="utf-8")}
    assert ours == {"schema.py", "initial_data.py", "interfaces.py", "detectors/rules.py", "extensions/pages.py"}
    assert all(len(programs[name].read_text(encoding="utf-8").splitlines()) < 10 for name in ours)
    assert {name for name in programs if name.startswith(("lib/", "detectors/", "extensions/"))} - ours == STOCK


def test_what_a_home_imports_is_imported_by_the_process_too() -> None:
    """A bundle holds what is imported somewhere in the app; the files of a home are only data to it."""
    trees = [ast.parse(path.read_text()) for name, path in homes.overlay_files() if name.endswith(".py")]
    froms = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    names = {
        f"{node.module}.{node.names[0].name}" if node.module == tracker.__name__ else node.module for node in froms
    }
    assert names == {module.__name__ for module in serve.IMPORTED_BY_A_HOME}
    assert len(names) == 5


def test_another_program_is_another_digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mail that one version could not write is tried again by the next, which is known by this."""
    before = homes.digest()
    program = shutil.copytree(Path(tracker.__file__).parent, tmp_path / "program")
    monkeypatch.setattr(tracker, "__file__", str(program / "__init__.py"))
    assert homes.digest() == before
    (program / "mail" / "answer.py").write_text("# written in another way\n")
    assert homes.digest() != before


def test_the_units_of_the_help_desk_are_imported_without_a_tracker() -> None:
    """And without changing anything of Roundup's, which only opening a tracker does."""
    words = "from roundup.backends import rdbms_common as r; before = r.eval_import\n"
    words += "from desktop.desk.tracker.mail import quotes, parse; from desktop.desk.tracker.books import ledger\n"
    words += "from desktop.desk.tracker import store; assert quotes.folds('', '', []) == [] and r.eval_import is before"
    subprocess.run([sys.executable, "-c", words], cwd=ROOT, check=True, timeout=60)


def test_the_identity_of_a_help_desk_stays_the_same(tmp_path: Path) -> None:
    """Apps compare it before they follow an account to another address."""
    place = tmp_path / "tracker"
    homes.ready(place)
    identity = (place / homes.IDENTITY_FILE).read_text()
    assert len(identity) == 32
    assert (place / homes.IDENTITY_FILE).stat().st_mode & 0o077 == 0
    (place / homes.STAMP_FILE).unlink()
    homes.ready(place)
    assert (place / homes.IDENTITY_FILE).read_text() == identity
    # a home of an earlier version gets one
    (place / homes.IDENTITY_FILE).unlink()
    homes.ready(place)
    assert (place / homes.IDENTITY_FILE).read_text() not in ("", identity)
