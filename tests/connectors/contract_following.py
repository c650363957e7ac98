"""The contract's second half: how a ticket goes on, how its changes are followed, and how one waits for them."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.accounts import DeskInfo, StatusKind
from desktop.domain.errors import ErrorCode, OtetError
from desktop.domain.tickets import Side
from tests.connectors.contract import (
    PERSIAN,
    Contract,
    HelpDeskUnderTest,
    Person,
    SignIn,
    attachment,
    create,
    no_progress,
    refused,
    reply,
    whole,
)


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
        assert person.send(sent) == receipt

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
        assert raised.value.problem.reason == "closed"
        # What had arrived before has arrived: asking again must not say otherwise.
        assert person.send(earlier).ticket == person.send(sent).ticket == ticket
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
        assert page.rates is None or all(page.rates.quote(wallet.currency) for wallet in page.wallets)
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
