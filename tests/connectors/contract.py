"""The contract that every connector keeps with its help desk, run against a real one over real HTTP.

A connector's test module has a fixture `desk` that gives a `HelpDeskUnderTest`, and takes in the classes of
`contract_sending` and `contract_following` by deriving from each. What a help desk cannot do is told by its
capabilities, and such a test is skipped.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Protocol
from uuid import uuid4

import pytest

from desktop.connectors.base import Connector, OutgoingMessage
from desktop.domain.accounts import DeskInfo, StatusKind
from desktop.domain.errors import ErrorCode, OtetError
from desktop.domain.operations import File, OperationKind
from desktop.domain.remote import Page, Receipt, RemoteMessage, RemoteTicket

PERSIAN = "سلام، برداشت من از کیف‌پول انجام نشد ۱۲۳ 🙏\nخط دوم\n\n\tو پایان"


@dataclass(frozen=True)
class Customer:
    """Someone who can sign in."""

    username: str
    password: str
    display_name: str


class HelpDeskUnderTest(Protocol):
    """A running help desk with its people, seen from its own side."""

    agent_name: str
    """What customers see of the agent who answers."""

    def connector(self, token: str = "") -> Connector:
        """A new connector to it."""

    def customer(self) -> Customer:
        """A customer of their own, with no ticket yet."""

    def trader(self) -> Customer:
        """A customer with wallets, transactions and a verification level."""

    def answer(self, ticket: str, text: str, files: dict[str, bytes] | None = None) -> None:
        """The agent answers."""

    def note(self, ticket: str, text: str) -> None:
        """The agent leaves an internal note."""

    def set_status(self, ticket: str, kind: StatusKind) -> None:
        """The agent gives the ticket the first status of that kind."""


def no_progress(done: int, total: int) -> None:
    """For who does not ask."""


def create(subject: str = "Withdrawal", body: str = "Where is it?", **how: object) -> OutgoingMessage:
    """A new ticket with a reference of its own."""
    outgoing = OutgoingMessage(uuid4().hex, OperationKind.CREATE, "", "", subject, body)
    return replace(outgoing, **how)  # type: ignore[arg-type]


def reply(ticket: str, body: str = "Any news?", **how: object) -> OutgoingMessage:
    """A reply with a reference of its own."""
    return replace(create(), kind=OperationKind.REPLY, ticket=ticket, subject="", body=body, **how)  # type: ignore[arg-type]


def attachment(folder: Path, name: str, data: bytes, media_type: str = "application/octet-stream") -> tuple[File, Path]:
    """A file as the blob store keeps it."""
    digest = sha256(data).hexdigest()
    path = folder / digest
    path.write_bytes(data)
    return File(name, media_type, len(data), digest), path


def whole(connector: Connector, cursor: str = "", limit: int = 1000) -> Page:
    """All changes after a cursor as one page, each thing as it was said last."""
    tickets: dict[str, RemoteTicket] = {}
    messages: dict[str, RemoteMessage] = {}
    page = connector.changes(cursor, limit)
    while True:
        tickets.update((ticket.id, ticket) for ticket in page.tickets)
        messages.update((message.id, message) for message in page.messages)
        if not page.more:
            return Page(page.cursor, False, tuple(tickets.values()), tuple(messages.values()))
        page = connector.changes(page.cursor, limit)


@contextmanager
def refused(*codes: ErrorCode) -> Iterator[None]:
    """The body fails with one of these codes."""
    with pytest.raises(OtetError) as raised:
        yield
    assert raised.value.code in codes


@dataclass(frozen=True)
class Person:
    """A customer, signed in."""

    customer: Customer
    connector: Connector
    token: str

    def send(self, outgoing: OutgoingMessage) -> Receipt:
        """Deliver without looking at the progress."""
        return self.connector.deliver(outgoing, no_progress)

    def message(self, id: str) -> RemoteMessage:
        """One message as the help desk tells it."""
        return next(message for message in whole(self.connector).messages if message.id == id)

    def ticket(self, id: str) -> RemoteTicket:
        """One ticket as the help desk tells it."""
        return next(ticket for ticket in whole(self.connector).tickets if ticket.id == id)

    def status_kind(self, id: str) -> StatusKind:
        """What the ticket's status means."""
        status = self.connector.about().status(self.ticket(id).status)
        assert status is not None
        return status.kind


SignIn = Callable[..., Person]


class Contract:
    """What all parts of the contract start from."""

    @pytest.fixture
    def sign_in(self, desk: HelpDeskUnderTest) -> Iterator[SignIn]:
        """Signs a customer in, a new one unless told."""
        opened: list[Connector] = []

        def sign_in(customer: Customer | None = None) -> Person:
            customer = customer or desk.customer()
            connector = desk.connector()
            opened.append(connector)
            signed_in = connector.sign_in(customer.username, customer.password, "tests")
            return Person(customer, connector, signed_in.token)

        yield sign_in
        for connector in opened:
            connector.close()

    @pytest.fixture
    def person(self, sign_in: SignIn) -> Person:
        """A customer without tickets, signed in."""
        return sign_in()

    @pytest.fixture
    def info(self, person: Person) -> DeskInfo:
        """What the help desk offers."""
        return person.connector.about()
