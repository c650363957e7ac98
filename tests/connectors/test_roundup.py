"""The contract, kept with the built-in help desk."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from desktop.connectors.base import Connector
from desktop.connectors.registry import connect
from desktop.desk.process import DeskAddress
from desktop.domain.accounts import StatusKind
from tests.connectors.contract import Customer
from tests.connectors.contract_following import ChangesContract, ReplyContract, WaitContract
from tests.connectors.contract_sending import DeliveryContract, SignInContract
from tests.desk.running import Agent, add_customer, address_of, database, running_desk

pytestmark = pytest.mark.slow


class BuiltInDesk:
    """The built-in help desk in a process of its own, and the people behind it, all over HTTP."""

    def __init__(self, address: DeskAddress, home: Path) -> None:
        self._address = address
        self._home = home
        self._agent = Agent(address.url, address.agent_user, address.agent_password)
        with database(home) as db:
            self.agent_name: str = db.user.get(self._agent.id, "realname")
        self._numbers = count(1)

    def connector(self, token: str = "") -> Connector:
        return connect("roundup", self._address.url, token)

    def customer(self) -> Customer:
        number = next(self._numbers)
        customer = Customer(f"customer{number}", f"رمز عبور {number} £:", f"مشتری {number}")
        add_customer(self._home, customer.username, customer.password, customer.display_name)
        return customer

    def trader(self) -> Customer:
        return Customer(self._address.demo_user, self._address.demo_password, "")

    def answer(self, ticket: str, text: str, files: dict[str, bytes] | None = None) -> None:
        uploads = tuple((name, data, "text/plain") for name, data in (files or {}).items())
        self._agent.answer(ticket, text, uploads)

    def note(self, ticket: str, text: str) -> None:
        self._agent.answer(ticket, text, internal=True)

    def set_status(self, ticket: str, kind: StatusKind) -> None:
        self._agent.change(ticket, status=kind.value.title())

    def close(self) -> None:
        self._agent.close()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BuiltInDesk]:
    home = tmp_path_factory.mktemp("desk") / "home"
    with running_desk(home) as process:
        desk = BuiltInDesk(address_of(process), home)
        yield desk
        desk.close()


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
