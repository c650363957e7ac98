"""What the help desk said is written once, told precisely, and never shown twice."""

import contextlib
from dataclasses import replace
from decimal import Decimal
from functools import partial

import pytest

from desktop.domain.errors import ErrorCode, Problem
from desktop.domain.filters import HistoryFilter
from desktop.domain.money.wallets import Rates, Verification
from desktop.domain.operations import OperationState
from desktop.domain.remote import Page, Receipt, RemoteTransaction, RemoteWallet
from desktop.domain.tickets import Attachment, Delivery, DownloadState, RowKey, RowKind, Side
from desktop.store import accounts, cursors, mirror, outbox, read_state
from desktop.store.changes import Kind
from desktop.store.database import WriteTransaction, connect
from desktop.store.read import money, queries
from tests.store.store_harness import NOON, OFFLINE, StoreHarness, Told, a_file, a_ticket, an_answer, file, own


def bodies(harness: StoreHarness, number: str = "7") -> list[str]:
    return [message.body for message in harness.thread(RowKind.TICKET, harness.ticket_id(number))]


def test_a_ticket_with_its_messages(harness: StoreHarness, told: Told) -> None:
    harness.page(a_ticket(), own(), an_answer(files=(a_file(),)))
    seven = harness.ticket_id("7")
    first, second = harness.thread(RowKind.TICKET, seven)
    assert (first.side, first.delivery, first.unread) == (Side.OWN, Delivery.SENT, False)
    assert (second.side, second.author, second.delivery, second.unread) == (Side.SUPPORT, "Sara", None, True)
    assert second.attachments == (Attachment(1, "a.png", "image/png", 3, DownloadState.NOT_DOWNLOADED),)
    row = harness.row(RowKind.TICKET, seven)
    assert (row.number, row.snippet, row.snippet_side, row.unread) == ("7", "پاسخ شما", Side.SUPPORT, 1)
    assert (row.activity_ms, row.has_attachments, row.delivery) == (NOON + 71, True, None)
    assert told.items == {(Kind.TICKET, str(seven)), (Kind.NOTIFICATION, str(second.key[1:]))}


def test_the_same_page_again_changes_and_tells_nothing(harness: StoreHarness, told: Told) -> None:
    page = (a_ticket(), own(), an_answer(files=(a_file(), a_file("f2", "b"))))
    harness.page(*page)
    before = (bodies(harness), harness.row(RowKind.TICKET, harness.ticket_id("7")))
    told.clear()
    harness.page(*page)
    assert told.items == set()
    assert (bodies(harness), harness.row(RowKind.TICKET, harness.ticket_id("7"))) == before


def test_an_own_message_becomes_the_mirrored_one_by_its_reference(harness: StoreHarness) -> None:
    harness.send("d1", files=(file(), file("b.png", 5, "b" * 64)))
    harness.arrived("d1", files=("f1", "f2"))
    (shown,) = harness.thread(RowKind.OUTBOX, "d1")
    assert (shown.key, shown.delivery) == ("d1", Delivery.SENT)
    harness.page(a_ticket(ref="d1"), own(ref="d1", files=(a_file(), a_file("f2", "b.png", 5))))
    (mirrored,) = harness.thread(RowKind.TICKET, harness.ticket_id("7"))
    assert (mirrored.key, mirrored.operation_id) == ("d1", "d1")
    assert [one.sha256 for one in mirrored.attachments] == ["a" * 64, "b" * 64]
    assert {one.download_state for one in mirrored.attachments} == {DownloadState.DOWNLOADED}
    assert harness.keys() == [f"ticket {harness.ticket_id('7')}"]


def test_an_own_message_is_recognised_by_its_receipt(harness: StoreHarness) -> None:
    harness.page(a_ticket(), an_answer())
    seven = harness.ticket_id("7")
    harness.send("r1", ticket_id=seven)
    harness.arrived("r1", message="90")
    assert [message.key for message in harness.thread(RowKind.TICKET, seven)][-1] == "r1"
    harness.page(own("90"))
    assert [message.key for message in harness.thread(RowKind.TICKET, seven)].count("r1") == 1
    assert len(harness.thread(RowKind.TICKET, seven)) == 2


@pytest.mark.parametrize("state", ["queued", "intent", "unknown", "needs_user"])
def test_a_mirrored_message_finishes_its_operation_whatever_it_was_thought_to_be(
    harness: StoreHarness, state: str
) -> None:
    harness.send("d1")
    if state != "queued":
        harness.begin("d1")
    if state == "unknown":
        harness.do(lambda tx: outbox.unknown(tx, "d1", OFFLINE, NOON + 1000))
    if state == "needs_user":
        harness.do(lambda tx: outbox.refused(tx, "d1", OFFLINE))
    harness.page(a_ticket(ref="d1"), own(ref="d1"))
    assert harness.operation("d1").state is OperationState.DONE
    assert harness.operation("d1").problem is None
    assert outbox.next_due_ms(harness.reader, harness.account) is None
    assert len(harness.thread(RowKind.TICKET, harness.ticket_id("7"))) == 1


def test_a_ticket_before_its_message_is_not_shown_beside_its_create(harness: StoreHarness) -> None:
    harness.send("d1")
    harness.arrived("d1")
    harness.page(a_ticket(ref="d1"))
    seven = harness.ticket_id("7")
    assert harness.keys() == [f"ticket {seven}"]
    assert [message.key for message in harness.thread(RowKind.TICKET, seven)] == ["d1"]
    assert queries.ticket_of_operation(harness.reader, "d1") == seven
    head = queries.ticket(harness.reader, harness.account, RowKey(RowKind.OUTBOX, "d1"))
    assert head is not None
    assert head.key == (RowKind.TICKET, str(seven))
    harness.page(own(ref="d1"))
    assert [message.key for message in harness.thread(RowKind.TICKET, seven)] == ["d1"]


def test_drafts_and_replies_follow_a_create_to_its_ticket(harness: StoreHarness, told: Told) -> None:
    harness.send("d1")
    harness.send("r1", parent_id="d1", body="one more thing")
    harness.draft("r2", parent_id="d1", body="and")
    harness.arrived("d1")
    told.clear()
    harness.page(a_ticket(ref="d1"), own(ref="d1"))
    seven = harness.ticket_id("7")
    assert [message.key for message in harness.thread(RowKind.TICKET, seven)] == ["d1", "r1"]
    assert harness.row(RowKind.TICKET, seven).has_draft
    assert {(Kind.OPERATION, "d1"), (Kind.OPERATION, "r1"), (Kind.DRAFT, "r2"), (Kind.TICKET, str(seven))} == told.items


def test_files_are_taken_over_only_where_they_fit(harness: StoreHarness) -> None:
    harness.send("d1", files=(file(size=3), file("b.png", 5, "b" * 64)))
    harness.page(a_ticket(ref="d1"), own(ref="d1", files=(a_file(size=3), a_file("f2", "b.png", 6))))
    (message,) = harness.thread(RowKind.TICKET, harness.ticket_id("7"))
    assert [one.download_state for one in message.attachments] == [
        DownloadState.DOWNLOADED,
        DownloadState.NOT_DOWNLOADED,
    ]


def test_an_answer_is_told_once_ever(harness: StoreHarness, told: Told) -> None:
    harness.page(a_ticket(), an_answer())
    (answer,) = queries.pending_answers(harness.reader, harness.account)
    assert (answer.number, answer.subject, answer.author, answer.body) == ("7", "برداشت", "Sara", "پاسخ شما")
    harness.do(lambda tx: read_state.mark_notified(tx, [answer.message_id]))
    told.clear()
    harness.page(an_answer(body="پاسخ ویرایش‌شده"))
    harness.reopen()
    harness.page(a_ticket(), an_answer(body="پاسخ ویرایش‌شده"))
    assert queries.pending_answers(harness.reader, harness.account) == ()
    assert Kind.NOTIFICATION not in {kind for kind, _ in told.items}


def test_an_answer_that_went_and_came_back_is_not_told_again(harness: StoreHarness) -> None:
    harness.page(a_ticket(), an_answer())
    (answer,) = queries.pending_answers(harness.reader, harness.account)
    harness.do(lambda tx: read_state.mark_notified(tx, [answer.message_id]))
    harness.do(lambda tx: tx.execute("DELETE FROM message"))
    harness.page(an_answer())
    assert bodies(harness) == ["پاسخ شما"]
    assert queries.pending_answers(harness.reader, harness.account) == ()


def test_the_first_sync_is_no_news(harness: StoreHarness) -> None:
    other = harness.do(lambda tx: accounts.add(tx, "roundup", "https://example.org", "reza", "Reza"))
    harness.page(a_ticket(), an_answer(), account=other)
    assert queries.unread_total(harness.reader, other) == 0
    assert queries.pending_answers(harness.reader, other) == ()
    harness.is_synced(other)
    harness.page(an_answer(), an_answer("72"), account=other)
    assert queries.unread_total(harness.reader, other) == 1
    assert len(queries.pending_answers(harness.reader, other)) == 1
    assert queries.unread_total(harness.reader, harness.account) == 0


def test_the_first_sync_is_no_news_to_a_clock_that_is_behind(harness: StoreHarness) -> None:
    """The tickets come first, in a part of their own: their times tell what the help desk knew by then."""
    other = harness.do(lambda tx: accounts.add(tx, "roundup", "https://example.org", "reza", "Reza"))
    year_ms = 365 * 86_400_000
    written_ms = harness.clock.ms + year_ms
    harness.page(a_ticket(updated_ms=written_ms), account=other)
    harness.page(an_answer(created_ms=written_ms), account=other)
    assert queries.unread_total(harness.reader, other) == 0
    harness.page(an_answer("72", created_ms=written_ms + 1), account=other)
    assert queries.unread_total(harness.reader, other) == 1


def test_an_own_message_costs_the_same_however_many_there_are(harness: StoreHarness) -> None:
    """Where no message tells a reference: those from mail, or from another program."""

    def effort(id: str) -> int:
        steps = [0]

        def count() -> int:
            steps[0] += 1
            return 0

        with contextlib.closing(connect(harness.database.path)) as connection:
            connection.execute("BEGIN")
            connection.set_progress_handler(count, 1)
            tx, ticket_id = WriteTransaction(connection), harness.ticket_id("7")
            read_state.mark_read_by_own_message(tx, harness.account, ticket_id, own(id))
            connection.set_progress_handler(None, 0)
            connection.execute("ROLLBACK")
        return steps[0]

    harness.is_synced(harness.account)
    harness.page(a_ticket(), own("70"))
    few = effort("71")
    harness.page(a_ticket("8"), *(own(str(id), "8") for id in range(100, 400)))
    assert effort("72") <= few + 50


def test_reading_a_ticket_ends_its_alerts(harness: StoreHarness, told: Told) -> None:
    harness.page(a_ticket(), an_answer(), an_answer("72"), a_ticket("8"), an_answer("81", "8"))
    seven = harness.ticket_id("7")
    told.clear()
    harness.do(lambda tx: read_state.mark_read(tx, seven))
    assert queries.unread_total(harness.reader, harness.account) == 1
    assert [answer.number for answer in queries.pending_answers(harness.reader, harness.account)] == ["8"]
    assert (Kind.TICKET, str(seven)) in told.items
    assert not any(message.unread for message in harness.thread(RowKind.TICKET, seven))
    told.clear()
    harness.do(lambda tx: read_state.mark_read(tx, seven))
    assert told.items == set()


def test_messages_before_their_ticket_wait_for_it(harness: StoreHarness, told: Told) -> None:
    harness.page(an_answer(), own())
    assert harness.keys() == []
    assert queries.pending_answers(harness.reader, harness.account) == ()
    told.clear()
    harness.page(a_ticket())
    assert bodies(harness) == ["کیف پول من", "پاسخ شما"]
    assert harness.row(RowKind.TICKET, harness.ticket_id("7")).unread == 1
    assert len(queries.pending_answers(harness.reader, harness.account)) == 1
    assert Kind.NOTIFICATION in {kind for kind, _ in told.items}, "only now can anybody be told of it"


def test_what_changed_and_nothing_else_is_told(harness: StoreHarness, told: Told) -> None:
    harness.page(a_ticket("7"), an_answer(), a_ticket("8"))
    told.clear()
    harness.page(a_ticket("7", department="5", status="3"), a_ticket("8"))
    seven = harness.ticket_id("7")
    assert told.items == {(Kind.TICKET, str(seven))}
    row = harness.row(RowKind.TICKET, seven)
    assert (row.department, row.status, row.unread, row.snippet) == ("5", "3", 1, "پاسخ شما")


def test_a_message_that_moves_leaves_its_old_ticket(harness: StoreHarness, told: Told) -> None:
    harness.page(a_ticket("7"), own(), an_answer(), a_ticket("8"))
    told.clear()
    harness.page(an_answer(ticket="8"))
    seven, eight = harness.ticket_id("7"), harness.ticket_id("8")
    assert (bodies(harness, "7"), bodies(harness, "8")) == (["کیف پول من"], ["پاسخ شما"])
    assert [harness.row(RowKind.TICKET, id).unread for id in (seven, eight)] == [0, 1]
    assert {(Kind.TICKET, str(seven)), (Kind.TICKET, str(eight))} == told.items


def test_an_edited_message_keeps_what_was_fetched_of_it(harness: StoreHarness) -> None:
    harness.page(a_ticket(), an_answer(files=(a_file(), a_file("f2", "b"))))
    first, second = harness.thread(RowKind.TICKET, harness.ticket_id("7"))[0].attachments
    harness.do(lambda tx: mirror.attachment_here(tx, second.id, "c" * 64))
    harness.page(an_answer(body="edited", files=(a_file("f2", "renamed"), a_file("f3", "new"))))
    kept, new = harness.thread(RowKind.TICKET, harness.ticket_id("7"))[0].attachments
    assert (kept.id, kept.name, kept.download_state, kept.sha256) == (
        second.id,
        "renamed",
        DownloadState.DOWNLOADED,
        "c" * 64,
    )
    assert (new.name, new.download_state) == ("new", DownloadState.NOT_DOWNLOADED)
    assert queries.attachment(harness.reader, first.id) is None


def test_an_attachment_goes_its_way(harness: StoreHarness, told: Told) -> None:
    harness.page(a_ticket(), an_answer(files=(a_file(),)))
    (one,) = harness.thread(RowKind.TICKET, harness.ticket_id("7"))[0].attachments
    told.clear()
    harness.do(lambda tx: read_state.request_download(tx, one.id))
    assert queries.wanted_attachments(harness.reader, harness.account) == ((one.id, "f1", "a.png"),)
    assert told.items == {(Kind.TICKET, str(harness.ticket_id("7")))}
    harness.do(lambda tx: mirror.attachment_failed(tx, one.id, OFFLINE))
    assert queries.wanted_attachments(harness.reader, harness.account) == ()
    harness.do(lambda tx: read_state.request_download(tx, one.id))
    harness.do(lambda tx: mirror.attachment_here(tx, one.id, "c" * 64))
    harness.do(lambda tx: read_state.request_download(tx, one.id))
    here = queries.attachment(harness.reader, one.id)
    assert here is not None
    assert (here.download_state, here.sha256) == (DownloadState.DOWNLOADED, "c" * 64)
    assert queries.blobs_in_use(harness.reader) == {"c" * 64}


def test_accounts_do_not_see_each_other(harness: StoreHarness) -> None:
    other = harness.do(lambda tx: accounts.add(tx, "roundup", "https://example.org", "reza", "Reza"))
    harness.page(a_ticket("7"), own())
    harness.page(a_ticket("7", subject="another"), own(body="another"), account=other)
    assert bodies(harness) == ["کیف پول من"]
    theirs = queries.history_keys(harness.reader, other, HistoryFilter())
    assert len(theirs) == 1
    assert queries.messages(harness.reader, harness.account, theirs[0]) == ()
    assert queries.history_rows(harness.reader, harness.account, theirs) == {}
    harness.do(lambda tx: accounts.forget(tx, other))
    assert queries.history_keys(harness.reader, other, HistoryFilter()) == []
    assert bodies(harness) == ["کیف پول من"]


def test_wallets_bookings_and_verification(harness: StoreHarness, told: Told) -> None:
    wallet = RemoteWallet("w1", "Wallet USD 122", "USD", "", Decimal("99.010"))
    booking = RemoteTransaction(
        "t1", "w1", "TX", NOON, "acc", "trc20", "deposit", Decimal("-0.10"), "USD", None, "done"
    )
    page = Page(
        "c", False, wallets=(wallet,), transactions=(booking, replace(booking, id="t2", wallet="w9", fee=Decimal(1)))
    )
    harness.do(lambda tx: mirror.apply(tx, harness.account, page, NOON))
    (mine,) = money.wallets(harness.reader, harness.account)
    assert str(mine.balance) == "99.010"
    second, first = money.transactions(harness.reader, harness.account)
    assert (first.wallet_id, str(first.amount), first.fee) == (mine.id, "-0.10", None)
    assert (second.wallet_id, second.fee) == (0, Decimal(1))
    assert money.transactions(harness.reader, harness.account, wallet_id=mine.id) == (first,)
    assert money.transaction_count(harness.reader, harness.account) == 2
    assert money.transaction_count(harness.reader, harness.account, wallet_id=mine.id) == 1
    assert money.transactions(harness.reader, harness.account, limit=1, offset=1) == (first,)
    assert told.items == {(Kind.WALLETS, "")}
    told.clear()
    harness.do(lambda tx: mirror.apply(tx, harness.account, page, NOON))
    assert told.items == set()


def test_verification_is_told_when_it_changes(harness: StoreHarness, told: Told) -> None:
    assert money.verification(harness.reader, harness.account) is None
    for verification in (Verification(1, 50, ("address",)), Verification(1, 50, ("address",)), Verification(1, 100)):
        told.clear()
        page = Page("c", False, verification=verification)
        harness.do(partial(mirror.apply, account_id=harness.account, page_part=page, now_ms=NOON))
    assert money.verification(harness.reader, harness.account) == Verification(1, 100)
    assert told.items == {(Kind.VERIFICATION, "")}


def test_rates_are_kept_exactly_and_told_when_they_change(harness: StoreHarness, told: Told) -> None:
    assert money.rates(harness.reader, harness.account) is None
    first = Rates("USD", NOON, (("BTC", Decimal("67250.10")), ("EUR", Decimal("1.0845"))))
    later = Rates("USD", NOON + 1, (("EUR", Decimal("1.0900")),))
    for rates, is_told in ((first, True), (first, False), (later, True)):
        told.clear()
        page = Page("c", False, rates=rates)
        harness.do(partial(mirror.apply, account_id=harness.account, page_part=page, now_ms=NOON))
        assert told.items == ({(Kind.WALLETS, "")} if is_told else set())
        kept = money.rates(harness.reader, harness.account)
        assert kept == rates
        assert [str(quote) for _code, quote in kept.quotes] == [str(quote) for _code, quote in rates.quotes]
    assert (later.quote("USD"), later.quote("EUR"), later.quote("BTC")) == (Decimal(1), Decimal("1.09"), None)


def test_parts_are_small_and_lose_nothing() -> None:
    page = Page(
        "c9",
        True,
        tickets=tuple(a_ticket(str(id)) for id in range(70)),
        messages=tuple(an_answer(str(id), files=(a_file(),) * (id % 4)) for id in range(100)),
        verification=Verification(1, 100),
        rates=Rates("USD", NOON),
    )
    parts = list(mirror.parts(page))
    assert tuple(ticket for part in parts for ticket in part.tickets) == page.tickets
    assert tuple(message for part in parts for message in part.messages) == page.messages
    assert [part.verification for part in parts if part.verification] == [page.verification]
    assert [part.rates for part in parts if part.rates] == [page.rates]
    assert all(len(part.tickets) + sum(1 + len(one.files) for one in part.messages) <= 50 for part in parts)
    assert [part.cursor for part in parts] == [""] * (len(parts) - 1) + ["c9"]
    assert [part.more for part in parts] == [True] * len(parts)


def test_an_empty_page_is_one_part_and_a_huge_message_too() -> None:
    assert list(mirror.parts(Page("c", False))) == [Page("c", False)]
    huge = an_answer(files=tuple(a_file(str(id)) for id in range(99)))
    assert [len(part.messages) for part in mirror.parts(Page("c", False, messages=(huge, huge)))] == [1, 1]


def test_the_cursor_is_each_accounts_own(harness: StoreHarness) -> None:
    assert harness.cursor() == ""
    harness.do(lambda tx: cursors.keep(tx, harness.account, "42"))
    harness.reopen()
    assert harness.cursor() == "42"
    assert cursors.get(harness.reader, 99) == ""


def test_what_no_text_can_hold_is_replaced(harness: StoreHarness) -> None:
    harness.page(a_ticket(subject="\ud800 lone"), own(body="x\ud83d\ude00y\udfff\x00z"))
    assert bodies(harness) == ["x😀y\ufffd\x00z"]
    assert harness.row(RowKind.TICKET, harness.ticket_id("7")).subject == "\ufffd lone"


def test_a_problem_of_a_later_version_is_still_one(harness: StoreHarness) -> None:
    harness.send()
    harness.do(
        lambda tx: tx.execute("""UPDATE operation SET problem = '{"code": "from the future", "facts": {"a": 1}}'""")
    )
    problem = harness.operation("d1").problem
    assert problem == Problem(ErrorCode.INTERNAL)


def test_receipt_for_a_ticket_that_is_already_here(harness: StoreHarness) -> None:
    harness.send("d1")
    harness.begin("d1")
    harness.page(a_ticket("7"))
    harness.do(lambda tx: outbox.done(tx, "d1", Receipt("7", "70")))
    assert queries.ticket_of_operation(harness.reader, "d1") == harness.ticket_id("7")


def test_a_message_without_a_key_that_may_be_from_here_reads_nothing(harness: StoreHarness) -> None:
    """A send whose receipt was lost comes back without its key, after an answer that nobody has seen."""
    harness.page(a_ticket())
    (key,) = queries.history_keys(harness.reader, harness.account, HistoryFilter())
    harness.send("op1", ticket_id=int(key.id), body="text")
    harness.begin("op1")
    harness.do(lambda tx: outbox.unknown(tx, "op1", OFFLINE, 0))
    harness.page(an_answer("71"), own("72", body="text"))
    assert queries.unread_total(harness.reader, harness.account) == 1
