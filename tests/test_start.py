"""Starting: what is loaded before the first picture, what is said without a display, who may start twice."""

import os
import sqlite3
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from desktop.secrets import Secrets
from desktop.ui.platform.network import NetworkReturn, Reachability
from tests.connectors.servers import serving
from tests.journeys.robot import running
from tests.simulation.test_names_and_links import sign_in
from tests.store.store_harness import StoreHarness, a_ticket, own

ROOT = Path(__file__).resolve().parents[1]
FIRST_PICTURE = """
import sys
from pathlib import Path
from desktop.app import start
from desktop.app.desktop_app import DesktopApp
from desktop.paths import Paths
from desktop.ui.kit import appearance
from desktop.ui.platform.single_instance import SingleInstance

paths = Paths(Path(sys.argv[1]))
paths.make()
app = DesktopApp(appearance.create(), paths)
app.window.show()
app.window.grab()
late = ("requests", "urllib3", "keyring", "plyer", "roundup", "waitress", "truststore", "requests_toolbelt")
late += ("hashlib", "logging.handlers", "mimetypes", "pickle", "uuid", "PySide6.QtNetwork")
late += ("email", "jeepney", "csv", "html", "subprocess", "desktop.sync", "desktop.desk", "desktop.connectors.base")
late += ("desktop.store.mirror", "desktop.store.files.sweep", "desktop.domain.references.detection")
late += tuple(f"desktop.ui.{room}" for room in ("tickets", "wallets", "settings", "editor"))
late += ("desktop.ui.dashboard" if app.window.pages.current == "welcome" else "desktop.ui.welcome",)
late += ("desktop.ui.notifications.presenter", "desktop.ui.platform.network")
late += tuple(name for name in sys.modules if name.startswith("desktop.ui.window.") and name.endswith("_dialog"))
slow = (f"{name}.{cls}" for name, module in list(sys.modules.items()) if name.startswith("desktop.")
        for cls, value in vars(module).items() if getattr(value, "__dataclass_params__", None) is not None
        and value.__dataclass_params__.init)
print(" ".join([*(name for name in late if name in sys.modules), *slow]))
app.stop()
"""


PAGES = """
import sys
from pathlib import Path
from desktop.app.desktop_app import DesktopApp
from desktop.paths import Paths
from desktop.ui.kit import appearance
from tests.store.store_harness import StillClock

qt = appearance.create()
app = DesktopApp.built(qt, Paths(Path(sys.argv[1])), clock=StillClock())
if sys.argv[3] == "before":
    for page in ("helpdesk", "wallets", "settings"):
        getattr(app.window.pages, page)
app.window.show()
for page in ("dashboard", "helpdesk", "wallets", "settings"):
    app.window.show_page(page)
    for _ in range(20):
        qt.processEvents()
    app.window.grab().save(f"{sys.argv[2]}/{page}.png")
app.stop()
"""


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The app in a process of its own, without a display."""
    mine = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    mine.pop("QT_QPA_PLATFORM", None)
    return subprocess.run(
        [sys.executable, "-m", "desktop.app", *words],
        cwd=ROOT, env={**mine, **environment}, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


@pytest.mark.parametrize("signed_in", [False, True])
def test_nothing_heavy_is_loaded_before_the_first_picture(tmp_path: Path, signed_in: bool) -> None:
    if signed_in:
        sign_in(tmp_path / "profile", "https://desk.example")
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PICTURE, str(tmp_path / "profile")],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == ""


def test_a_page_that_is_built_when_it_is_shown_looks_as_if_it_had_always_been(tmp_path: Path) -> None:
    for when in ("before", "after"):
        world = StoreHarness(tmp_path / f"profile {when}")
        # no answer: its toast comes when it comes
        world.page(a_ticket("7"), own("70", body="متن " * 60), a_ticket("8", subject="Euros"))
        world.draft("d1", body="half a thought")
        world.close()
        (tmp_path / when).mkdir()
        done = subprocess.run(
            [sys.executable, "-c", PAGES, str(tmp_path / f"profile {when}"), str(tmp_path / when), when],
            cwd=ROOT, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, capture_output=True, text=True, check=False,
            timeout=60,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    for page in ("dashboard", "helpdesk", "wallets", "settings"):
        before, after = (QImage(str(tmp_path / when / f"{page}.png")) for when in ("before", "after"))
        assert before == after, page


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")
def test_without_a_display_it_says_so_once_and_draws_a_picture(tmp_path: Path) -> None:
    picture = tmp_path / "first.png"
    done = run("--data-dir", str(tmp_path / "profile"), "--screenshot", str(picture))
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("\n") == 1
    assert "no display" in done.stderr
    image = QImage(str(picture))
    colours = {image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}
    assert len(colours) > 10, "an empty picture"


def test_a_picture_that_cannot_be_written_is_a_failure(tmp_path: Path) -> None:
    done = run("--data-dir", str(tmp_path / "profile"), "--screenshot", str(tmp_path / "nowhere" / "first.png"))
    assert done.returncode == 1
    assert "could not be written" in done.stderr


def test_a_profile_that_cannot_be_made_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    done = run("--data-dir", str(tmp_path / "file" / "profile"), QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "--data-dir" in done.stderr


def test_a_start_that_fails_says_why_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "PySide6").mkdir()
    (tmp_path / "PySide6" / "__init__.py").write_text(
        "raise ImportError('libEGL.so.1: cannot open shared object file')"
    )
    done = run("--data-dir", str(tmp_path / "profile"), QT_QPA_PLATFORM="offscreen", PYTHONPATH=str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "libEGL.so.1" in done.stderr
    checked = run("--data-dir", str(tmp_path / "profile"), "--self-check", PYTHONPATH=str(tmp_path))
    assert checked.returncode == 1
    assert "failed  window: " in checked.stdout
    assert "libEGL.so.1" in checked.stdout


def test_a_self_check_repairs_nothing(tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    profile.mkdir()
    damaged = b"no database" * 1000
    (profile / "otet.sqlite").write_bytes(damaged)
    checked = run("--data-dir", str(profile), "--self-check")
    assert checked.returncode == 1
    assert "failed  database: " in checked.stdout
    assert [path.name for path in profile.iterdir()] == ["otet.sqlite"]
    assert (profile / "otet.sqlite").read_bytes() == damaged


def test_wrong_usage_ends_with_two(tmp_path: Path) -> None:
    assert run("--no-such-option").returncode == 2


def test_a_second_start_hands_its_link_over_and_ends(qapp: QApplication, tmp_path: Path) -> None:
    from PySide6.QtTest import QSignalSpy

    from desktop.ui.platform.single_instance import SingleInstance

    home = tmp_path / "profile"
    home.mkdir()
    first = SingleInstance(home / "running.lock")
    assert first.claim()
    told = QSignalSpy(first.received)
    try:
        second = subprocess.Popen(
            [sys.executable, "-m", "desktop.app", "--data-dir", str(home), "otet://ticket/12"],
            cwd=ROOT, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        )  # fmt: skip
        assert told.wait(20_000)
        assert told.at(0) == ["12"]
        assert second.wait(20) == 0
    finally:
        first.close()


def test_a_database_from_a_newer_version_is_read_and_not_touched(qapp: QApplication, tmp_path: Path) -> None:
    home = tmp_path / "profile"
    with running(qapp, home):
        pass
    file = home / "otet.sqlite"
    database = sqlite3.connect(file)
    database.execute("PRAGMA user_version = 9999")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    before = sha256(file.read_bytes()).hexdigest()
    with running(qapp, home) as robot:
        robot.until(lambda: robot.sees("notice_bar"), "a notice")
        assert "newer version" in robot.words("notice_bar")
    assert sha256(file.read_bytes()).hexdigest() == before


def test_a_damaged_database_is_set_aside_and_said(qapp: QApplication, tmp_path: Path) -> None:
    home = tmp_path / "profile"
    home.mkdir()
    (home / "otet.sqlite").write_bytes(b"SQLite format 3\0" + os.urandom(8192))
    with running(qapp, home) as robot:
        robot.until(lambda: robot.sees("notice_bar"), "a notice")
        assert robot.sees("welcome.try")
    assert list(home.glob("otet.sqlite.damaged*"))


def test_a_link_that_is_not_one_is_told_of(qapp: QApplication, tmp_path: Path) -> None:
    with running(qapp, tmp_path / "profile") as robot:
        for link in ("otet://ticket/x", "otet://ticket/1/delete", "https://evil.example", "otet://ticket/" + "9" * 99):
            robot.app.open_link(link)
            robot.until(lambda: "does not point to one of your tickets" in robot.words("notice_bar"), link)


def test_a_connection_that_is_back_is_tried_at_once(qapp: QApplication, tmp_path: Path) -> None:
    """The system's word ends the back-off, and only that: whether there is a way is seen from the request."""
    secrets = Secrets("a key store", use_key_store=False)
    secrets.keep(1, "token")
    with serving(lambda visit: None) as server:
        sign_in(tmp_path / "profile", server.url)
        with running(qapp, tmp_path / "profile", secrets) as robot:
            robot.until(lambda: robot.app.findChild(NetworkReturn) is not None, "the first picture")
            watch = robot.app.findChild(NetworkReturn)
            assert isinstance(watch, NetworkReturn)
            for tries in range(1, 9):
                robot.until(lambda: server.visits >= tries, "one more try")  # noqa: B023 - seen before the next
                robot.until(lambda: robot.text("sidebar.sync_state").startswith("Offline"), "offline, in words")
                watch.changed(Reachability.Disconnected)
                watch.changed(Reachability.Online)
            robot.until(lambda: server.visits > 8, "the last try")
            assert robot.text("sidebar.sync_state").startswith("Offline")
