"""The contract that every connector keeps with its help desk, run against a real one over real HTTP.

A connector's test module has a fixture `desk` that gives a `HelpDeskUnderTest`, and takes in these classes by
deriving from each. What a help desk cannot do is told by its capabilities, and such a test is skipped.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Protocol
from uuid import uuid4

import pytest

from desktop.connectors.base import Connector, Outgoing
from desktop.domain.accounts import DeskInfo, StatusKind
from desktop.domain.errors import ErrorCode, OtetError
from desktop.domain.operations import File, OperationKind
from desktop.domain.remote import Page, Receipt, RemoteMessage, RemoteTicket
from desktop.domain.tickets import Side

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


def create(subject: str = "Withdrawal", body: str = "Where is it?", **how: object) -> Outgoing:
    """A new ticket with a reference of its own."""
    outgoing = Outgoing(uuid4().hex, OperationKind.CREATE, "", "", subject, body)
    return replace(outgoing, **how)  # type: ignore[arg-type]


def reply(ticket: str, body: str = "Any news?", **how: object) -> Outgoing:
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

    def send(self, outgoing: Outgoing) -> Receipt:
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


class SignInContract(Contract):
    """Who may come in."""

    def test_a_password_buys_a_token(self, desk: HelpDeskUnderTest) -> None:
        customer, connector = desk.customer(), desk.connector()
        signed_in = connector.sign_in(customer.username, customer.password, "laptop")
        assert signed_in.username == customer.username
        assert signed_in.display_name == customer.display_name
        assert customer.password not in signed_in.token
        again = desk.connector(signed_in.token)
        assert again.about() == connector.about()
        for each in (connector, again):
            each.close()

    def test_a_wrong_password(self, desk: HelpDeskUnderTest) -> None:
        customer, connector = desk.customer(), desk.connector()
        with refused(ErrorCode.WRONG_PASSWORD):
            connector.sign_in(customer.username, "wrong", "laptop")
        with refused(ErrorCode.SIGN_IN_AGAIN):
            connector.about()
        connector.close()

    @pytest.mark.parametrize("username", ["nobody-at-all", "", "سارا", "a:b", "a b"])
    def test_an_unknown_name_looks_like_a_wrong_password(self, desk: HelpDeskUnderTest, username: str) -> None:
        connector = desk.connector()
        with refused(ErrorCode.WRONG_PASSWORD):
            connector.sign_in(username, "رمز", "laptop")
        connector.close()

    def test_too_many_tries(self, desk: HelpDeskUnderTest) -> None:
        customer, connector = desk.customer(), desk.connector()
        codes = []
        for _ in range(12):
            with pytest.raises(OtetError) as raised:
                connector.sign_in(customer.username, "wrong", "laptop")
            codes.append(raised.value.code)
        assert codes[0] is ErrorCode.WRONG_PASSWORD
        assert codes[-1] is ErrorCode.TOO_MANY_ATTEMPTS
        wait_s = raised.value.problem.facts["retry_after_s"]
        assert isinstance(wait_s, int)
        assert 0 <= wait_s <= 900
        connector.close()

    def test_signed_out_is_signed_out(self, desk: HelpDeskUnderTest, person: Person) -> None:
        other = desk.connector(person.token)
        person.connector.sign_out()
        with refused(ErrorCode.SIGN_IN_AGAIN):
            person.connector.changes("", 10)
        with refused(ErrorCode.SIGN_IN_AGAIN):
            other.changes("", 10)
        with refused(ErrorCode.SIGN_IN_AGAIN):
            other.deliver(create(), no_progress)
        other.sign_out()
        other.close()

    def test_other_devices_stay_signed_in(self, sign_in: SignIn, person: Person) -> None:
        second = sign_in(person.customer)
        assert second.token != person.token
        person.connector.sign_out()
        second.connector.about()

    def test_a_made_up_token(self, desk: HelpDeskUnderTest) -> None:
        connector = desk.connector("made-up-token")
        with refused(ErrorCode.SIGN_IN_AGAIN):
            connector.about()
        connector.close()

    def test_about(self, info: DeskInfo, person: Person) -> None:
        assert info.name
        assert info.guarantee is person.connector.capabilities.guarantee
        assert {status.kind for status in info.statuses} >= {StatusKind.OPEN, StatusKind.CLOSED}
        for items in (info.departments, info.statuses):
            assert items
            assert len({item.id for item in items}) == len(items)
            assert all(item.name for item in items)

    def test_email_alerts(self, person: Person) -> None:
        if not person.connector.capabilities.has_email_switch:
            pytest.skip("no such switch")
        for wanted in (False, True, True, False):
            person.connector.set_email_alerts(wanted)
            assert person.connector.about().email_alerts is wanted


class DeliveryContract(Contract):
    """What is sent arrives, once, unchanged, or is refused in so many words."""

    def test_a_ticket_arrives_as_it_was_written(self, person: Person, info: DeskInfo) -> None:
        department = info.departments[-1].id
        sent = create("کیف پول من", PERSIAN, department=department)
        receipt = person.send(sent)
        assert not receipt.repeat
        page = whole(person.connector)
        (ticket,), (message,) = page.tickets, page.messages
        assert (ticket.id, ticket.subject, ticket.department) == (receipt.ticket, sent.subject, department)
        assert person.status_kind(ticket.id) is StatusKind.OPEN
        assert (message.id, message.ticket, message.body) == (receipt.message, receipt.ticket, PERSIAN)
        assert (message.side, message.author, message.ref) == (Side.OWN, person.customer.display_name, sent.ref)
        assert 0 < ticket.created_ms <= message.created_ms + 1000
        assert ticket.updated_ms >= ticket.created_ms

    def test_a_ticket_needs_no_department(self, person: Person) -> None:
        assert person.ticket(person.send(create()).ticket).department == ""

    def test_attachments_come_back_byte_for_byte(self, person: Person, tmp_path: Path) -> None:
        contents = {
            "گزارش برداشت ۱۴۰۵.pdf": bytes(range(256)) * 999,
            "a b'%22.txt": b"\r\n--\r\n",
            "عکس.png": b"\x89PNG\r\n",
        }
        files = [attachment(tmp_path, name, data) for name, data in contents.items()]
        seen: list[tuple[int, int]] = []
        receipt = person.connector.deliver(create(files=files), lambda *step: seen.append(step))
        assert len(receipt.files) == len(files)
        assert seen == sorted(seen)
        assert seen[-1][0] == seen[-1][1]
        assert {total for _, total in seen} == {seen[0][1]}
        told = person.message(receipt.message).files
        assert [file.id for file in told] == list(receipt.files)
        assert [file.name for file in told] == [name.replace("%22", '"') for name in contents]
        assert [file.size for file in told] == [len(data) for data in contents.values()]
        for file, data in zip(told, contents.values(), strict=True):
            target = tmp_path / f"fetched-{file.id}"
            person.connector.download(file.id, file.name, target, no_progress)
            assert target.read_bytes() == data

    def test_a_download_goes_on_where_it_stopped(self, person: Person, tmp_path: Path) -> None:
        data = bytes(range(256)) * 2000
        (file_id,) = person.send(create(files=[attachment(tmp_path, "long.bin", data)])).files
        for here in (data[:100_000], data[:-1], data, data + b"x"):
            target = tmp_path / "partial"
            target.write_bytes(here)
            seen: list[tuple[int, int]] = []
            person.connector.download(file_id, "long.bin", target, lambda *step: seen.append(step))
            assert target.read_bytes() == data
            assert seen[-1] == (len(data), len(data))
            if len(here) < len(data):
                assert seen[0][0] > len(here)

    def test_a_file_that_is_not_there_or_not_ours(self, person: Person, sign_in: SignIn, tmp_path: Path) -> None:
        (file_id,) = person.send(create(files=[attachment(tmp_path, "mine.txt", b"secret")])).files
        stranger = sign_in()
        for id in (file_id, "999999", "../../etc/passwd"):
            with refused(ErrorCode.FILE_GONE):
                stranger.connector.download(id, "mine.txt", tmp_path / "stolen", no_progress)
        assert not (tmp_path / "stolen").exists()

    def test_the_same_reference_again_is_the_same_ticket(self, person: Person, tmp_path: Path) -> None:
        sent = create(files=[attachment(tmp_path, "a.txt", b"a"), attachment(tmp_path, "b.txt", b"b")])
        first = person.send(sent)
        for _ in range(3):
            assert person.send(sent) == replace(first, repeat=True)
        page = whole(person.connector)
        assert (len(page.tickets), len(page.messages)) == (1, 1)

    def test_eight_at_once_are_one(self, desk: HelpDeskUnderTest, person: Person, tmp_path: Path) -> None:
        first = person.send(create())
        file = attachment(tmp_path, "a.bin", bytes(100_000))
        for sent in (create(files=[file]), reply(first.ticket, files=[file])):
            connectors = [desk.connector(person.token) for _ in range(8)]
            with ThreadPoolExecutor(8) as pool:
                receipts = list(pool.map(lambda one, sent=sent: one.deliver(sent, no_progress), connectors))  # type: ignore[misc]
            assert len({replace(receipt, repeat=False) for receipt in receipts}) == 1
            assert [receipt.repeat for receipt in receipts].count(False) == 1
            for connector in connectors:
                connector.close()
        page = whole(person.connector)
        assert (len(page.tickets), len(page.messages)) == (2, 3)

    def test_two_customers_may_use_one_reference(self, person: Person, sign_in: SignIn) -> None:
        sent = create()
        assert person.send(sent).ticket != sign_in().send(sent).ticket

    def test_the_longest_text(self, person: Person, info: DeskInfo) -> None:
        text = "ن😀" * (info.text_limit // 2)
        receipt = person.send(create("x" * info.subject_limit, text))
        assert person.message(receipt.message).body == text
        with refused(ErrorCode.REFUSED):
            person.send(create(body=text + "yy"))

    @pytest.mark.parametrize(
        "sent",
        [create(""), create("  "), create(body=""), create(body=" \n\t"), create(department="no-such-department")],
        ids=["no subject", "blank subject", "no text", "blank text", "department"],
    )
    def test_documented_refusals(self, person: Person, sent: Outgoing) -> None:
        with refused(ErrorCode.REFUSED):
            person.send(sent)
        assert whole(person.connector).tickets == ()

    def test_an_attachment_over_the_limit(self, person: Person, info: DeskInfo, tmp_path: Path) -> None:
        file = attachment(tmp_path, "big.bin", b"")
        with file[1].open("wb") as sparse:
            sparse.truncate(info.attachment_limit_bytes + 1)
        with refused(ErrorCode.TOO_LARGE):
            person.send(create(files=[(replace(file[0], size=info.attachment_limit_bytes + 1), file[1])]))
        assert whole(person.connector).tickets == ()

    def test_a_file_that_vanished_is_known_before_anything_is_sent(self, person: Person, tmp_path: Path) -> None:
        gone = attachment(tmp_path, "gone.txt", b"x")
        gone[1].unlink()
        other = attachment(tmp_path, "changed.txt", b"y")
        other[1].write_bytes(b"longer")
        for file, code in ((gone, ErrorCode.FILE_GONE), (other, ErrorCode.FILE_UNREADABLE)):
            with refused(code):
                person.send(create(files=[file]))
        assert whole(person.connector).tickets == ()


class ReplyContract(Contract):
    """A ticket goes on: replies, answers, states."""

    def test_a_reply(self, person: Person, tmp_path: Path) -> None:
        ticket = person.send(create()).ticket
        sent = reply(ticket, PERSIAN, files=[attachment(tmp_path, "a.txt", b"a")])
        receipt = person.send(sent)
        assert receipt.ticket == ticket
        message = person.message(receipt.message)
        assert (message.ticket, message.body, message.ref, message.side) == (ticket, PERSIAN, sent.ref, Side.OWN)
        assert [file.id for file in message.files] == list(receipt.files)
        assert person.send(sent) == replace(receipt, repeat=True)

    def test_an_answer_arrives(self, desk: HelpDeskUnderTest, person: Person, tmp_path: Path) -> None:
        ticket = person.send(create()).ticket
        cursor = whole(person.connector).cursor
        desk.answer(ticket, PERSIAN, {"راهنما.txt": b"guide"})
        page = whole(person.connector, cursor)
        (message,) = page.messages
        assert (message.ticket, message.body, message.ref) == (ticket, PERSIAN, "")
        assert (message.side, message.author) == (Side.SUPPORT, desk.agent_name)
        assert [file.name for file in message.files] == ["راهنما.txt"]
        person.connector.download(message.files[0].id, "راهنما.txt", tmp_path / "got", no_progress)
        assert (tmp_path / "got").read_bytes() == b"guide"
        assert person.status_kind(ticket) is StatusKind.ANSWERED

    def test_an_internal_note_never_does(self, desk: HelpDeskUnderTest, person: Person) -> None:
        ticket = person.send(create()).ticket
        cursor = whole(person.connector).cursor
        desk.note(ticket, "top secret note")
        assert whole(person.connector, cursor).messages == ()
        desk.answer(ticket, "the answer")
        assert [message.body for message in whole(person.connector, cursor).messages] == ["the answer"]
        assert "top secret" not in str(whole(person.connector))
        assert person.connector.search("secret", "", "") == ()

    @pytest.mark.parametrize("kind", [StatusKind.ANSWERED, StatusKind.SOLVED])
    def test_a_reply_reopens(self, desk: HelpDeskUnderTest, person: Person, info: DeskInfo, kind: StatusKind) -> None:
        if not info.reply_reopens:
            pytest.skip("replies do not reopen here")
        ticket = person.send(create()).ticket
        desk.answer(ticket, "done")
        desk.set_status(ticket, kind)
        assert person.status_kind(ticket) is kind
        person.send(reply(ticket))
        assert person.status_kind(ticket) is StatusKind.OPEN

    def test_a_closed_ticket_takes_nothing_more(self, desk: HelpDeskUnderTest, person: Person) -> None:
        sent = create()
        ticket = person.send(sent).ticket
        earlier = reply(ticket)
        person.send(earlier)
        desk.set_status(ticket, StatusKind.CLOSED)
        with pytest.raises(OtetError) as raised:
            person.send(reply(ticket))
        assert raised.value.code is ErrorCode.TICKET_GONE
        assert raised.value.problem.facts["closed"] == 1
        # What had arrived before has arrived: asking again must not say otherwise.
        assert person.send(earlier).repeat
        assert person.send(sent).repeat
        assert len(whole(person.connector).messages) == 2

    def test_foreign_and_unknown_tickets(self, person: Person, sign_in: SignIn) -> None:
        foreign = sign_in().send(create()).ticket
        for ticket in (foreign, "999999", "no-number"):
            with refused(ErrorCode.TICKET_GONE):
                person.send(reply(ticket))
        assert whole(person.connector) == replace(whole(person.connector), tickets=(), messages=())

    def test_a_status_change_alone_is_told(self, desk: HelpDeskUnderTest, person: Person) -> None:
        ticket = person.send(create()).ticket
        cursor = whole(person.connector).cursor
        desk.set_status(ticket, StatusKind.SOLVED)
        page = whole(person.connector, cursor)
        assert [item.id for item in page.tickets] == [ticket]
        assert page.messages == ()

    def test_search(self, desk: HelpDeskUnderTest, person: Person, sign_in: SignIn, info: DeskInfo) -> None:
        department = info.departments[0].id
        first = person.send(create("Zebra withdrawal", "about gold", department=department)).ticket
        second = person.send(create("Deposit", "کیف پول zebra")).ticket
        foreign = sign_in().send(create("Zebra", "zebra")).ticket
        search = person.connector.search
        assert sorted(search("zebra", "", "")) == sorted([first, second])
        assert search("gold", "", "") == (first,)
        assert search("zebra", department, "") == (first,)
        assert search("", "", second) == (second,)
        assert search("zebra", "", foreign) == ()
        assert search("nothing-like-it", "", "") == ()
        assert search('"(*) OR -- & # %', "", "") == ()


class ChangesContract(Contract):
    """Every change reaches the app, in pages of any size, from any point on."""

    @pytest.fixture
    def busy(self, desk: HelpDeskUnderTest, person: Person) -> Person:
        """A customer with five tickets and some talk on each."""
        for number in range(5):
            ticket = person.send(create(f"Ticket {number}")).ticket
            desk.answer(ticket, f"answer {number}")
            person.send(reply(ticket, f"thanks {number}"))
        return person

    def test_nothing_yet(self, person: Person) -> None:
        page = person.connector.changes("", 100)
        assert (page.tickets, page.messages, page.more) == ((), (), False)
        assert whole(person.connector, page.cursor).messages == ()

    @pytest.mark.parametrize("limit", [1, 2, 7, 1000])
    def test_pages_of_any_size_hold_the_same(self, busy: Person, limit: int) -> None:
        everything = whole(busy.connector)
        assert (len(everything.tickets), len(everything.messages)) == (5, 15)
        assert set(whole(busy.connector, limit=limit).tickets) == set(everything.tickets)
        assert set(whole(busy.connector, limit=limit).messages) == set(everything.messages)

    def test_a_page_is_about_as_long_as_asked(self, busy: Person) -> None:
        page = busy.connector.changes("", 4)
        assert page.more
        assert len(page.tickets) + len(page.messages) <= 8

    def test_from_every_cursor_what_is_missing_follows(self, busy: Person) -> None:
        known: set[str] = set()
        everything = {message.id for message in whole(busy.connector).messages}
        page = busy.connector.changes("", 3)
        cursors = [page.cursor]
        while True:
            known |= {message.id for message in page.messages}
            later = {message.id for message in whole(busy.connector, page.cursor).messages}
            assert known | later == everything
            if not page.more:
                break
            page = busy.connector.changes(page.cursor, 3)
            cursors.append(page.cursor)
        assert len(set(cursors)) == len(cursors)
        assert whole(busy.connector, cursors[-1]).messages == ()

    def test_a_cursor_outlives_its_connection(self, desk: HelpDeskUnderTest, person: Person) -> None:
        ticket = person.send(create()).ticket
        cursor = whole(person.connector).cursor
        person.connector.close()
        desk.answer(ticket, "while away")
        again = desk.connector(person.token)
        assert [message.body for message in whole(again, cursor).messages] == ["while away"]
        again.close()

    def test_only_the_own(self, busy: Person, person: Person, sign_in: SignIn) -> None:
        stranger = sign_in()
        page = whole(stranger.connector)
        assert (page.tickets, page.messages) == ((), ())

    def test_wallets_transactions_verification(self, desk: HelpDeskUnderTest, sign_in: SignIn, person: Person) -> None:
        if not person.connector.capabilities.has_wallets:
            pytest.skip("no wallets here")
        page = sign_in(desk.trader()).connector.changes("", 2000)
        assert not page.more
        assert page.wallets
        assert page.transactions
        wallets = {wallet.id: wallet for wallet in page.wallets}
        assert all(wallet.number and wallet.currency and wallet.balance.is_finite() for wallet in page.wallets)
        assert all(transaction.wallet in wallets for transaction in page.transactions)
        assert all(transaction.amount.is_finite() and transaction.date_ms > 0 for transaction in page.transactions)
        assert any(transaction.fee is None for transaction in page.transactions)
        assert page.verification is not None
        mine = person.connector.changes("", 2000)
        assert (mine.wallets, mine.transactions) == ((), ())


class WaitContract(Contract):
    """Waiting ends with news, with time, or when told to."""

    @pytest.fixture
    def waiting(self, desk: HelpDeskUnderTest, person: Person) -> Person:
        """A customer with a ticket, on a help desk that can wake."""
        if not person.connector.capabilities.can_wait:
            pytest.skip("this help desk cannot wake an app")
        person.send(create())
        return person

    def test_an_answer_wakes(self, desk: HelpDeskUnderTest, waiting: Person) -> None:
        page = whole(waiting.connector)
        with ThreadPoolExecutor(1) as pool:
            wake = pool.submit(waiting.connector.wait, page.cursor, 25.0)
            desk.answer(page.tickets[0].id, "wake up")
            assert wake.result(30).changed
        assert [message.body for message in whole(waiting.connector, page.cursor).messages] == ["wake up"]

    def test_old_news_wakes_at_once(self, waiting: Person) -> None:
        assert waiting.connector.wait("", 25.0).changed

    def test_time_ends_it(self, waiting: Person) -> None:
        cursor = whole(waiting.connector).cursor
        wake = waiting.connector.wait(cursor, 1.0)
        assert not wake.changed
        assert whole(waiting.connector, wake.cursor).messages == ()

    def test_another_thread_ends_it(self, waiting: Person) -> None:
        cursor = whole(waiting.connector).cursor
        for _ in range(5):
            with ThreadPoolExecutor(1) as pool:
                wake = pool.submit(waiting.connector.wait, cursor, 25.0)
                waiting.connector.interrupt()
                assert not wake.result(20).changed

    def test_an_interrupt_that_came_first_counts(self, waiting: Person) -> None:
        cursor = whole(waiting.connector).cursor
        waiting.connector.interrupt()
        waiting.connector.interrupt()
        assert not waiting.connector.wait(cursor, 25.0).changed
        # and only once
        assert waiting.connector.wait("", 25.0).changed

    def test_nothing_is_lost_by_an_interrupt(self, desk: HelpDeskUnderTest, waiting: Person) -> None:
        page = whole(waiting.connector)
        waiting.connector.interrupt()
        waiting.connector.wait(page.cursor, 25.0)
        waiting.send(reply(page.tickets[0].id))
        desk.answer(page.tickets[0].id, "answer")
        assert waiting.connector.wait(page.cursor, 25.0).changed
        assert len(whole(waiting.connector, page.cursor).messages) == 2

    def test_close_ends_it(self, waiting: Person) -> None:
        cursor = whole(waiting.connector).cursor
        with ThreadPoolExecutor(1) as pool:
            wake = pool.submit(waiting.connector.wait, cursor, 25.0)
            waiting.connector.close()
            with refused(ErrorCode.CANCELLED):
                wake.result(20)
