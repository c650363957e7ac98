"""The contract, kept with the built-in help desk."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from roundup import date, instance, password

from desktop.connectors.base import Connector
from desktop.connectors.registry import connect
from desktop.desk.process import DeskProcess
from desktop.domain.accounts import StatusKind
from tests.connectors.contract import (
    ChangesContract,
    Customer,
    DeliveryContract,
    ReplyContract,
    SignInContract,
    WaitContract,
)


class BuiltInDesk:
    """The built-in help desk in a process of its own; its people act on its database from here."""

    agent_name = "Raha"

    def __init__(self, process: DeskProcess, home: Path) -> None:
        self._address = process.start()
        self._tracker = instance.open(str(home / "tracker"))
        self._numbers = count(1)
        db = self._tracker.open("admin")
        self.agent_name = db.user.get(db.user.lookup("raha"), "realname")
        db.close()

    def connector(self, token: str = "") -> Connector:
        return connect("roundup", self._address.url, token)

    def customer(self) -> Customer:
        number = next(self._numbers)
        customer = Customer(f"customer{number}", f"رمز {number} £", f"مشتری {number}")
        db = self._tracker.open("admin")
        db.user.create(
            username=customer.username,
            password=password.Password(customer.password, config=self._tracker.config),
            address=f"{customer.username}@otet.example",
            realname=customer.display_name,
            roles="Customer",
        )
        db.commit()
        db.close()
        return customer

    def trader(self) -> Customer:
        return Customer(self._address.demo_user, self._address.demo_password, "")

    def answer(self, ticket: str, text: str, files: dict[str, bytes] | None = None) -> None:
        self._speak(ticket, text, files or {}, internal=False)

    def note(self, ticket: str, text: str) -> None:
        self._speak(ticket, text, {}, internal=True)

    def set_status(self, ticket: str, kind: StatusKind) -> None:
        db = self._tracker.open("raha")
        status = next(item for item in db.status.list() if db.status.get(item, "kind") == kind.value)
        db.issue.set(ticket, status=status)
        db.commit()
        db.close()

    def _speak(self, ticket: str, text: str, files: dict[str, bytes], *, internal: bool) -> None:
        db = self._tracker.open("raha")
        kept = [db.file.create(name=name, type="text/plain", content=data) for name, data in files.items()]
        message = db.msg.create(author=db.getuid(), date=date.Date("."), content=text, files=kept, internal=internal)
        db.issue.set(ticket, messages=[*db.issue.get(ticket, "messages"), message])
        db.commit()
        db.close()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BuiltInDesk]:
    home = tmp_path_factory.mktemp("desk")
    process = DeskProcess(home)
    try:
        yield BuiltInDesk(process, home)
    finally:
        process.stop()


class TestSignIn(SignInContract):
    pass


class TestDelivery(DeliveryContract):
    pass


class TestReply(ReplyContract):
    pass


class TestChanges(ChangesContract):
    pass


class TestWait(WaitContract):
    pass
