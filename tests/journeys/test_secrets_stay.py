"""After a whole journey with errors in it, neither token nor password is anywhere but in the key store."""

import base64
import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from PySide6.QtWidgets import QApplication

from desktop.app import logs
from desktop.secrets import Secrets
from desktop.ui.kit.appearance import Faults
from desktop.ui.window.fault_dialog import FaultDialog
from tests.desk.running import address_of, running_desk
from tests.journeys.robot import Robot, running
from tests.simulation import counters

pytestmark = pytest.mark.journey


def disguises(secret: str) -> dict[str, bytes]:
    """The forms in which a secret could lie about."""
    whole = secret.encode()
    return {
        "as it is": whole,
        "UTF-16": secret.encode("utf-16-le"),
        "hex": whole.hex().encode(),
        "in an address": quote(secret, safe="").encode(),
        **{f"base64, shifted by {cut}": base64.b64encode(b"x" * cut + whole)[4:-4] for cut in range(3)},
    }


def places(home: Path) -> Iterator[tuple[str, bytes]]:
    """Everything of the profile, and what others can read of this process."""
    for path in home.rglob("*"):
        yield str(path.relative_to(home)), path.name.encode()
        if path.is_file():
            yield str(path.relative_to(home)), path.read_bytes()
    for name in ("cmdline", "environ"):
        if sys.platform.startswith("linux"):
            yield name, Path(f"/proc/self/{name}").read_bytes()


def write(robot: Robot, text: str) -> None:
    robot.click("sidebar.helpdesk")
    robot.click("helpdesk.create")
    robot.type("composer.subject", "About secrets")
    robot.type("composer.description", text)
    robot.click("composer.submit")


def break_something(robot: Robot, faults: Faults, token: str) -> str:
    """A bug that meets the token; the details that the dialog offers to copy."""

    def fails(_the_token: str) -> None:
        raise RuntimeError("a bug of ours")

    try:
        fails(token)
    except RuntimeError as error:
        sys.excepthook(RuntimeError, error, error.__traceback__)
    robot.until(lambda: bool(robot.app.window.findChildren(FaultDialog)), "the dialog")
    dialogs = robot.app.window.findChildren(FaultDialog)
    next(button for button in dialogs[0].buttons if button.text() == "Copy details").click()
    dialogs[0].close()
    return QApplication.clipboard().text()


def test_no_secret_lies_about(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(logging.getLogger(), "level", logging.getLogger().level)
    home = tmp_path / "profile"
    secrets = Secrets(str(home), use_key_store=False)
    (home / "logs").mkdir(parents=True)
    logs.start(home / "logs")
    with running_desk(tmp_path / "broker") as desk, running(qapp, home, secrets) as robot:
        broker = address_of(desk)
        faults = Faults()
        faults.install()
        faults.happened.connect(robot.app.window.show_fault)
        robot.click("welcome.connect")
        for name, words in (("address", broker.url), ("user", broker.demo_user), ("password", "canary-wrong-password")):
            robot.type(f"welcome.{name}", words)
        robot.click("welcome.sign_in")
        robot.until(lambda: "did not accept" in robot.words("main_window"), "the refusal")
        robot.clear("welcome.password")
        robot.type("welcome.password", broker.demo_password)
        robot.click("welcome.sign_in")
        robot.until(lambda: robot.sees("dashboard.total_balance"), "the dashboard")
        token = secrets.get(1)
        assert len(token) >= 20
        write(robot, "first")
        robot.until(lambda: any("#" in row and "secrets" in row for row in robot.rows()), "its number")
        details = break_something(robot, faults, token)
        desk.stop()
        write(robot, "second")
        robot.until(lambda: robot.text("sidebar.sync_state").startswith("Offline"), "offline")
        held = list(places(home))
    held += [("crash details", details.encode()), *places(home)]
    logs.stop()
    assert "a bug of ours" in details
    assert any(name.startswith("logs/") and b"a bug of ours" in data for name, data in held)
    secrets_of_journey = (token, broker.demo_password, "canary-wrong-password")
    found = [
        (name, how)
        for secret in secrets_of_journey
        for how, form in disguises(secret).items()
        for name, data in held
        if form in data
    ]
    counters.add("files searched for secrets", len(held), found=len(found))
    assert found == []
    # what may be there is found by the same search
    assert any(b"About secrets" in data for name, data in held if name.endswith(".sqlite-wal"))
