"""One bad hour of one person, in Persian: everything that can fail does, and what was written arrives once."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.desk.process import DeskAddress
from desktop.secrets import Secrets
from tests.desk.running import Person
from tests.journeys.conftest import RachelAtHerDesk
from tests.journeys.relay import Relay, relayed
from tests.journeys.robot import Robot, running
from tests.journeys.test_offline import broker
from tests.journeys.test_round_trip import messages_of, the_ticket

pytestmark = pytest.mark.journey

BEFORE, ALONE, LATE = "برداشت گیر کرده", "هنوز نرسیده", "لطفاً زودتر"
UNFINISHED = "فردا می‌نویسم"
ANSWER = "برداشت شما انجام شد."
UP_TO_DATE, WAITING, SIGN_IN = "به‌روزرسانی", "در انتظار", "دوباره وارد شوید"
NOTHING_ANSWERS = "سامانهٔ پشتیبانی در این آدرس پاسخ نمی‌دهد"
QUIT_S = 5.0


class HungKeyStore(KeyringBackend):
    """Accepts every call and answers none of them."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.calls = 0
        self.released = threading.Event()

    def _hang(self) -> None:
        self.calls += 1
        self.released.wait()

    def get_password(self, service: str, username: str) -> None:
        self._hang()

    def set_password(self, service: str, username: str, password: str) -> None:
        self._hang()

    def delete_password(self, service: str, username: str) -> None:
        self._hang()


@pytest.fixture
def key_store() -> Iterator[HungKeyStore]:
    before, store = keyring.get_keyring(), HungKeyStore()
    keyring.set_keyring(store)
    yield store
    store.released.set()
    keyring.set_keyring(before)


def secrets_of(home: Path) -> Secrets:
    return Secrets(str(home), answer_s=0.5)


def write(robot: Robot, subject: str, *, submit: bool = True) -> None:
    robot.click("sidebar.helpdesk")
    robot.click("helpdesk.create")
    robot.type("composer.subject", subject)
    robot.type("composer.description", "متن")
    if submit:
        robot.click("composer.submit")


def give_password(robot: Robot, desk: DeskAddress) -> None:
    robot.until(lambda: robot.sees("welcome.password"), "the form")
    robot.clear("welcome.password")
    robot.type("welcome.password", desk.demo_password)
    robot.click("welcome.sign_in")


def waits(robot: Robot, subject: str) -> bool:
    return any(subject in row and WAITING in row for row in robot.rows())


def arrived(robot: Robot, subject: str) -> bool:
    return any(subject in row and "#" in row for row in robot.rows())


def first_sign_in(robot: Robot, desk: DeskAddress) -> None:
    """The key store takes the sign-in and never says anything: it counts for this session, and that is said."""
    robot.click("welcome.connect")
    robot.type("welcome.address", desk.url)
    robot.type("welcome.user", desk.demo_user)
    give_password(robot, desk)
    robot.until(lambda: robot.sees("dashboard.total_balance"), "the dashboard")
    robot.until(lambda: "فقط تا بسته شدن برنامه" in robot.words("main_window"), "for this session only")
    write(robot, BEFORE)
    robot.until(lambda: arrived(robot, BEFORE), "its number")


def alone(robot: Robot, desk: DeskAddress) -> None:
    """The help desk is gone, and so is the sign-in: writing goes on, and signing in says what is wrong."""
    assert robot.app.window.isRightToLeft()
    write(robot, ALONE)
    robot.until(lambda: waits(robot, ALONE), "it waits")
    write(robot, UNFINISHED, submit=False)
    robot.until(lambda: robot.sees("notice_bar"), "asked to sign in again")
    robot.click("sidebar.sync_state")
    give_password(robot, desk)
    robot.until(lambda: NOTHING_ANSWERS in robot.words("main_window"), "why not")


def back(robot: Robot, desk: DeskAddress, network: Relay) -> None:
    """The help desk is back, at another address: what waited goes out."""
    robot.until(lambda: robot.sees("notice_bar"), "asked to sign in again")
    robot.click("sidebar.sync_state")
    robot.until(lambda: robot.sees("welcome.password"), "the form")
    robot.find("welcome.address", QLineEdit).clear()
    robot.type("welcome.address", network.url)
    give_password(robot, desk)
    robot.until(lambda: UP_TO_DATE in robot.text("sidebar.sync_state"), "up to date")
    robot.click("sidebar.helpdesk")
    robot.until(lambda: arrived(robot, ALONE), "what waited has its number")


def close_the_laptop(robot: Robot, desk: DeskAddress, network: Relay, meanwhile: Callable[[], None]) -> None:
    """It is closed in the middle of a send, and while it is closed the sign-in expires."""
    write(robot, LATE, submit=False)
    network.sleep()
    robot.click("composer.submit")
    robot.until(lambda: any(LATE in row for row in robot.rows()), "it is on its way")
    assert not arrived(robot, LATE)
    account = robot.app.session.account
    assert account is not None
    link = robot.app.session.services.accounts.connector(replace(account, address=desk.url))
    link.sign_out()
    link.close()
    meanwhile()
    network.wake()
    robot.click("sidebar.sync_state")
    robot.until(lambda: SIGN_IN in robot.words("main_window"), "asked to sign in again")
    robot.until(lambda: waits(robot, LATE), "nothing is lost meanwhile")
    robot.click("sidebar.sync_state")
    give_password(robot, desk)
    robot.until(lambda: arrived(robot, LATE), "its number")


def test_everything_fails_in_one_hour(
    qapp: QApplication,
    home: Path,
    tmp_path: Path,
    key_store: HungKeyStore,
    reader: Callable[[DeskAddress], Person],
    agent: Callable[[DeskAddress], RachelAtHerDesk],
) -> None:
    desk_home = tmp_path / "broker"
    with broker(desk_home) as desk, running(qapp, home, secrets_of(home), language="fa") as robot:
        first_sign_in(robot, desk)
    assert key_store.calls > 0
    with running(qapp, home, secrets_of(home)) as robot:
        alone(robot, desk)
        began_s = time.monotonic()
    assert time.monotonic() - began_s < QUIT_S, "quitting waits for no key store"
    with broker(desk_home) as desk, relayed(desk.url) as network, running(qapp, home, secrets_of(home)) as robot:
        back(robot, desk, network)
        person, rachel = reader(desk), agent(desk)
        number = str(the_ticket(person, BEFORE)["number"])
        close_the_laptop(robot, desk, network, lambda: rachel.answer(number, ANSWER))
        robot.until(lambda: bool(robot.desktop.shown), "the alert")
        assert number in robot.desktop.shown[0].title and "پشتیبانی" in robot.desktop.shown[0].title
        robot.open_row(BEFORE)
        robot.until(lambda: ANSWER in robot.words("thread.list"), "the answer itself")
        assert any(UNFINISHED in row for row in robot.rows()), "the draft of the hour"
        for subject in (BEFORE, ALONE, LATE):
            assert len([row for row in robot.rows() if subject in row]) == 1
            assert len(messages_of(person, the_ticket(person, subject))) == 1 + (subject == BEFORE)
        assert UNFINISHED not in [ticket["title"] for ticket in person.sync()["tickets"].values()]
