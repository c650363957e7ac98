"""The contract, kept with the built-in help desk."""

import json
from collections.abc import Iterator
from itertools import count

import pytest

from desktop.connectors.base import Connector
from desktop.connectors.registry import connect
from desktop.desk.process import DeskAddress
from desktop.domain.accounts import StatusKind
from tests.connectors.contract import Customer
from tests.connectors.contract_following import ChangesContract, ReplyContract, WaitContract
from tests.connectors.contract_sending import DeliveryContract, SignInContract
from tests.desk.running import Agent, address_of, running_desk


class BuiltInDesk:
    """The built-in help desk in a process of its own, and the people behind it, all over HTTP."""

    def __init__(self, address: DeskAddress, admin_password: str) -> None:
        self._address = address
        self._admin = Agent(address.url, "admin", admin_password)
        self._agent = Agent(address.url, address.agent_user, address.agent_password)
        self._kinds = {status["kind"]: status["id"] for status in self._agent.get("/rest/desk/about")["statuses"]}
        self.agent_name: str = self._agent.get(f"/rest/data/user/{self._agent.id}")["attributes"]["realname"]
        self._numbers = count(1)

    def connector(self, token: str = "") -> Connector:
        return connect("roundup", self._address.url, token)

    def customer(self) -> Customer:
        number = next(self._numbers)
        customer = Customer(f"customer{number}", f"رمز عبور {number} £:", f"مشتری {number}")
        self._admin.create(
            "user",
            username=customer.username,
            password=customer.password,
            address=f"{customer.username}@otet.example",
            realname=customer.display_name,
            roles="Customer",
        )
        return customer

    def trader(self) -> Customer:
        return Customer(self._address.demo_user, self._address.demo_password, "")

    def answer(self, ticket: str, text: str, files: dict[str, bytes] | None = None) -> None:
        made = [
            self._agent.create("file", name=name, type="text/plain", content=data.decode())
            for name, data in (files or {}).items()
        ]
        self._agent.answer(ticket, text, tuple(made))

    def note(self, ticket: str, text: str) -> None:
        self._agent.answer(ticket, text, internal=True)

    def set_status(self, ticket: str, kind: StatusKind) -> None:
        self._agent.change("issue", ticket, status=self._kinds[kind.value])

    def close(self) -> None:
        self._admin.http.close()
        self._agent.http.close()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BuiltInDesk]:
    home = tmp_path_factory.mktemp("desk") / "home"
    with running_desk(home) as process:
        keys = json.loads((home / "tracker" / "desk.json").read_text(encoding="utf-8"))
        desk = BuiltInDesk(address_of(process), keys["admin"])
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
