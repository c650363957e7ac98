"""What the help desk said is written once, told precisely, and never shown twice."""

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
from desktop.store.read import money, queries
from tests.store.world import NOON, OFFLINE, Told, World, a_file, a_ticket, an_answer, file, own


def bodies(world: World, number: str = "7") -> list[str]:
    return [message.body for message in world.thread(RowKind.TICKET, world.ticket_id(number))]


def test_a_ticket_with_its_messages(world: World, told: Told) -> None:
    world.page(a_ticket(), own(), an_answer(files=(a_file(),)))
    seven = world.ticket_id("7")
    first, second = world.thread(RowKind.TICKET, seven)
    assert (first.side, first.delivery, first.unread) == (Side.OWN, Delivery.SENT, False)
    assert (second.side, second.author, second.delivery, second.unread) == (Side.SUPPORT, "Sara", None, True)
    assert second.attachments == (Attachment(1, "a.png", "image/png", 3, DownloadState.NOT_DOWNLOADED),)
    row = world.row(RowKind.TICKET, seven)
    assert (row.number, row.snippet, row.snippet_side, row.unread) == ("7", "پاسخ شما", Side.SUPPORT, 1)
    assert (row.activity_ms, row.has_attachments, row.delivery) == (NOON + 71, True, None)
    assert told.items == {(Kind.TICKET, str(seven)), (Kind.NOTIFICATION, str(second.key[1:]))}


def test_the_same_page_again_changes_and_tells_nothing(world: World, told: Told) -> None:
    page = (a_ticket(), own(), an_answer(files=(a_file(), a_file("f2", "b"))))
    world.page(*page)
    before = (bodies(world), world.row(RowKind.TICKET, world.ticket_id("7")))
    told.clear()
    world.page(*page)
    assert told.items == set()
    assert (bodies(world), world.row(RowKind.TICKET, world.ticket_id("7"))) == before


def test_an_own_message_becomes_the_mirrored_one_by_its_reference(world: World) -> None:
    world.send("d1", files=(file(), file("b.png", 5, "b" * 64)))
    world.arrived("d1", files=("f1", "f2"))
    (shown,) = world.thread(RowKind.OUTBOX, "d1")
    assert (shown.key, shown.delivery) == ("d1", Delivery.SENT)
    world.page(a_ticket(ref="d1"), own(ref="d1", files=(a_file(), a_file("f2", "b.png", 5))))
    (mirrored,) = world.thread(RowKind.TICKET, world.ticket_id("7"))
    assert (mirrored.key, mirrored.operation_id) == ("d1", "d1")
    assert [one.sha256 for one in mirrored.attachments] == ["a" * 64, "b" * 64]
    assert {one.download_state for one in mirrored.attachments} == {DownloadState.DOWNLOADED}
    assert world.keys() == [f"ticket {world.ticket_id('7')}"]


def test_an_own_message_is_recognised_by_its_receipt(world: World) -> None:
    world.page(a_ticket(), an_answer())
    seven = world.ticket_id("7")
    world.send("r1", ticket_id=seven)
    world.arrived("r1", message="90")
    assert [message.key for message in world.thread(RowKind.TICKET, seven)][-1] == "r1"
    world.page(own("90"))
    assert [message.key for message in world.thread(RowKind.TICKET, seven)].count("r1") == 1
    assert len(world.thread(RowKind.TICKET, seven)) == 2


@pytest.mark.parametrize("state", ["queued", "intent", "unknown", "needs_user"])
def test_a_mirrored_message_finishes_its_operation_whatever_it_was_thought_to_be(world: World, state: str) -> None:
    world.send("d1")
    if state != "queued":
        world.begin("d1")
    if state == "unknown":
        world.do(lambda tx: outbox.unknown(tx, "d1", OFFLINE, NOON + 1000))
    if state == "needs_user":
        world.do(lambda tx: outbox.refused(tx, "d1", OFFLINE))
    world.page(a_ticket(ref="d1"), own(ref="d1"))
    assert world.operation("d1").state is OperationState.DONE
    assert world.operation("d1").problem is None
    assert outbox.next_due_ms(world.reader, world.account) is None
    assert len(world.thread(RowKind.TICKET, world.ticket_id("7"))) == 1


def test_a_ticket_before_its_message_is_not_shown_beside_its_create(world: World) -> None:
    world.send("d1")
    world.arrived("d1")
    world.page(a_ticket(ref="d1"))
    seven = world.ticket_id("7")
    assert world.keys() == [f"ticket {seven}"]
    assert [message.key for message in world.thread(RowKind.TICKET, seven)] == ["d1"]
    assert queries.ticket_of_operation(world.reader, "d1") == seven
    head = queries.ticket(world.reader, world.account, RowKey(RowKind.OUTBOX, "d1"))
    assert head is not None
    assert head.key == (RowKind.TICKET, str(seven))
    world.page(own(ref="d1"))
    assert [message.key for message in world.thread(RowKind.TICKET, seven)] == ["d1"]


def test_drafts_and_replies_follow_a_create_to_its_ticket(world: World, told: Told) -> None:
    world.send("d1")
    world.send("r1", parent_id="d1", body="one more thing")
    world.draft("r2", parent_id="d1", body="and")
    world.arrived("d1")
    told.clear()
    world.page(a_ticket(ref="d1"), own(ref="d1"))
    seven = world.ticket_id("7")
    assert [message.key for message in world.thread(RowKind.TICKET, seven)] == ["d1", "r1"]
    assert world.row(RowKind.TICKET, seven).has_draft
    assert {(Kind.OPERATION, "d1"), (Kind.OPERATION, "r1"), (Kind.DRAFT, "r2"), (Kind.TICKET, str(seven))} == told.items


def test_files_are_taken_over_only_where_they_fit(world: World) -> None:
    world.send("d1", files=(file(size=3), file("b.png", 5, "b" * 64)))
    world.page(a_ticket(ref="d1"), own(ref="d1", files=(a_file(size=3), a_file("f2", "b.png", 6))))
    (message,) = world.thread(RowKind.TICKET, world.ticket_id("7"))
    assert [one.download_state for one in message.attachments] == [
        DownloadState.DOWNLOADED,
        DownloadState.NOT_DOWNLOADED,
    ]


def test_an_answer_is_told_once_ever(world: World, told: Told) -> None:
    world.page(a_ticket(), an_answer())
    (answer,) = queries.pending_answers(world.reader, world.account)
    assert (answer.number, answer.subject, answer.author, answer.body) == ("7", "برداشت", "Sara", "پاسخ شما")
    world.do(lambda tx: read_state.mark_notified(tx, [answer.message_id]))
    told.clear()
    world.page(an_answer(body="پاسخ ویرایش‌شده"))
    world.reopen()
    world.page(a_ticket(), an_answer(body="پاسخ ویرایش‌شده"))
    assert queries.pending_answers(world.reader, world.account) == ()
    assert Kind.NOTIFICATION not in {kind for kind, _ in told.items}


def test_an_answer_that_went_and_came_back_is_not_told_again(world: World) -> None:
    world.page(a_ticket(), an_answer())
    (answer,) = queries.pending_answers(world.reader, world.account)
    world.do(lambda tx: read_state.mark_notified(tx, [answer.message_id]))
    world.do(lambda tx: tx.execute("DELETE FROM message"))
    world.page(an_answer())
    assert bodies(world) == ["پاسخ شما"]
    assert queries.pending_answers(world.reader, world.account) == ()


def test_the_first_sync_is_no_news(world: World) -> None:
    other = world.do(lambda tx: accounts.add(tx, "roundup", "https://example.org", "reza", "Reza"))
    world.page(a_ticket(), an_answer(), account=other)
    assert queries.unread_total(world.reader, other) == 0
    assert queries.pending_answers(world.reader, other) == ()
    world.is_synced(other)
    world.page(an_answer(), an_answer("72"), account=other)
    assert queries.unread_total(world.reader, other) == 1
    assert len(queries.pending_answers(world.reader, other)) == 1
    assert queries.unread_total(world.reader, world.account) == 0


def test_reading_a_ticket_ends_its_alerts(world: World, told: Told) -> None:
    world.page(a_ticket(), an_answer(), an_answer("72"), a_ticket("8"), an_answer("81", "8"))
    seven = world.ticket_id("7")
    told.clear()
    world.do(lambda tx: read_state.mark_read(tx, seven))
    assert queries.unread_total(world.reader, world.account) == 1
    assert [answer.number for answer in queries.pending_answers(world.reader, world.account)] == ["8"]
    assert (Kind.TICKET, str(seven)) in told.items
    assert not any(message.unread for message in world.thread(RowKind.TICKET, seven))
    told.clear()
    world.do(lambda tx: read_state.mark_read(tx, seven))
    assert told.items == set()


def test_messages_before_their_ticket_wait_for_it(world: World, told: Told) -> None:
    world.page(an_answer(), own())
    assert world.keys() == []
    assert queries.pending_answers(world.reader, world.account) == ()
    told.clear()
    world.page(a_ticket())
    assert bodies(world) == ["کیف پول من", "پاسخ شما"]
    assert world.row(RowKind.TICKET, world.ticket_id("7")).unread == 1
    assert len(queries.pending_answers(world.reader, world.account)) == 1
    assert Kind.NOTIFICATION in {kind for kind, _ in told.items}, "only now can anybody be told of it"


def test_what_changed_and_nothing_else_is_told(world: World, told: Told) -> None:
    world.page(a_ticket("7"), an_answer(), a_ticket("8"))
    told.clear()
    world.page(a_ticket("7", department="5", status="3"), a_ticket("8"))
    seven = world.ticket_id("7")
    assert told.items == {(Kind.TICKET, str(seven))}
    row = world.row(RowKind.TICKET, seven)
    assert (row.department, row.status, row.unread, row.snippet) == ("5", "3", 1, "پاسخ شما")


def test_a_message_that_moves_leaves_its_old_ticket(world: World, told: Told) -> None:
    world.page(a_ticket("7"), own(), an_answer(), a_ticket("8"))
    told.clear()
    world.page(an_answer(ticket="8"))
    seven, eight = world.ticket_id("7"), world.ticket_id("8")
    assert (bodies(world, "7"), bodies(world, "8")) == (["کیف پول من"], ["پاسخ شما"])
    assert [world.row(RowKind.TICKET, id).unread for id in (seven, eight)] == [0, 1]
    assert {(Kind.TICKET, str(seven)), (Kind.TICKET, str(eight))} == told.items


def test_an_edited_message_keeps_what_was_fetched_of_it(world: World) -> None:
    world.page(a_ticket(), an_answer(files=(a_file(), a_file("f2", "b"))))
    first, second = world.thread(RowKind.TICKET, world.ticket_id("7"))[0].attachments
    world.do(lambda tx: mirror.attachment_here(tx, second.id, "c" * 64))
    world.page(an_answer(body="edited", files=(a_file("f2", "renamed"), a_file("f3", "new"))))
    kept, new = world.thread(RowKind.TICKET, world.ticket_id("7"))[0].attachments
    assert (kept.id, kept.name, kept.download_state, kept.sha256) == (
        second.id,
        "renamed",
        DownloadState.DOWNLOADED,
        "c" * 64,
    )
    assert (new.name, new.download_state) == ("new", DownloadState.NOT_DOWNLOADED)
    assert queries.attachment(world.reader, first.id) is None


def test_an_attachment_goes_its_way(world: World, told: Told) -> None:
    world.page(a_ticket(), an_answer(files=(a_file(),)))
    (one,) = world.thread(RowKind.TICKET, world.ticket_id("7"))[0].attachments
    told.clear()
    world.do(lambda tx: read_state.request_download(tx, one.id))
    assert queries.wanted_attachments(world.reader, world.account) == ((one.id, "f1", "a.png"),)
    assert told.items == {(Kind.TICKET, str(world.ticket_id("7")))}
    world.do(lambda tx: mirror.attachment_failed(tx, one.id, OFFLINE))
    assert queries.wanted_attachments(world.reader, world.account) == ()
    world.do(lambda tx: read_state.request_download(tx, one.id))
    world.do(lambda tx: mirror.attachment_here(tx, one.id, "c" * 64))
    world.do(lambda tx: read_state.request_download(tx, one.id))
    here = queries.attachment(world.reader, one.id)
    assert here is not None
    assert (here.download_state, here.sha256) == (DownloadState.DOWNLOADED, "c" * 64)
    assert queries.blobs_in_use(world.reader) == {"c" * 64}


def test_accounts_do_not_see_each_other(world: World) -> None:
    other = world.do(lambda tx: accounts.add(tx, "roundup", "https://example.org", "reza", "Reza"))
    world.page(a_ticket("7"), own())
    world.page(a_ticket("7", subject="another"), own(body="another"), account=other)
    assert bodies(world) == ["کیف پول من"]
    theirs = queries.history_keys(world.reader, other, HistoryFilter())
    assert len(theirs) == 1
    assert queries.messages(world.reader, world.account, theirs[0]) == ()
    assert queries.history_rows(world.reader, world.account, theirs) == {}
    world.do(lambda tx: accounts.forget(tx, other))
    assert queries.history_keys(world.reader, other, HistoryFilter()) == []
    assert bodies(world) == ["کیف پول من"]


def test_wallets_bookings_and_verification(world: World, told: Told) -> None:
    wallet = RemoteWallet("w1", "Wallet USD 122", "USD", "", Decimal("99.010"))
    booking = RemoteTransaction(
        "t1", "w1", "TX", NOON, "acc", "trc20", "deposit", Decimal("-0.10"), "USD", None, "done"
    )
    page = Page(
        "c", False, wallets=(wallet,), transactions=(booking, replace(booking, id="t2", wallet="w9", fee=Decimal(1)))
    )
    world.do(lambda tx: mirror.apply(tx, world.account, page, NOON))
    (mine,) = money.wallets(world.reader, world.account)
    assert str(mine.balance) == "99.010"
    second, first = money.transactions(world.reader, world.account)
    assert (first.wallet_id, str(first.amount), first.fee) == (mine.id, "-0.10", None)
    assert (second.wallet_id, second.fee) == (0, Decimal(1))
    assert money.transactions(world.reader, world.account, wallet_id=mine.id) == (first,)
    assert money.transaction_count(world.reader, world.account) == 2
    assert money.transaction_count(world.reader, world.account, wallet_id=mine.id) == 1
    assert money.transactions(world.reader, world.account, limit=1, offset=1) == (first,)
    assert told.items == {(Kind.WALLETS, "")}
    told.clear()
    world.do(lambda tx: mirror.apply(tx, world.account, page, NOON))
    assert told.items == set()


def test_verification_is_told_when_it_changes(world: World, told: Told) -> None:
    assert money.verification(world.reader, world.account) is None
    for verification in (Verification(1, 50, ("address",)), Verification(1, 50, ("address",)), Verification(1, 100)):
        told.clear()
        page = Page("c", False, verification=verification)
        world.do(partial(mirror.apply, account_id=world.account, page_part=page, now_ms=NOON))
    assert money.verification(world.reader, world.account) == Verification(1, 100)
    assert told.items == {(Kind.VERIFICATION, "")}


def test_rates_are_kept_exactly_and_told_when_they_change(world: World, told: Told) -> None:
    assert money.rates(world.reader, world.account) is None
    first = Rates("USD", NOON, (("BTC", Decimal("67250.10")), ("EUR", Decimal("1.0845"))))
    later = Rates("USD", NOON + 1, (("EUR", Decimal("1.0900")),))
    for rates, is_told in ((first, True), (first, False), (later, True)):
        told.clear()
        page = Page("c", False, rates=rates)
        world.do(partial(mirror.apply, account_id=world.account, page_part=page, now_ms=NOON))
        assert told.items == ({(Kind.WALLETS, "")} if is_told else set())
        kept = money.rates(world.reader, world.account)
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


def test_the_cursor_is_each_accounts_own(world: World) -> None:
    assert world.cursor() == ""
    world.do(lambda tx: cursors.keep(tx, world.account, "42"))
    world.reopen()
    assert world.cursor() == "42"
    assert cursors.get(world.reader, 99) == ""


def test_what_no_text_can_hold_is_replaced(world: World) -> None:
    world.page(a_ticket(subject="\ud800 lone"), own(body="x\ud83d\ude00y\udfff\x00z"))
    assert bodies(world) == ["x😀y\ufffd\x00z"]
    assert world.row(RowKind.TICKET, world.ticket_id("7")).subject == "\ufffd lone"


def test_a_problem_of_a_later_version_is_still_one(world: World) -> None:
    world.send()
    world.do(
        lambda tx: tx.execute("""UPDATE operation SET problem = '{"code": "from the future", "facts": {"a": 1}}'""")
    )
    problem = world.operation("d1").problem
    assert problem == Problem(ErrorCode.INTERNAL)


def test_receipt_for_a_ticket_that_is_already_here(world: World) -> None:
    world.send("d1")
    world.begin("d1")
    world.page(a_ticket("7"))
    world.do(lambda tx: outbox.done(tx, "d1", Receipt("7", "70")))
    assert queries.ticket_of_operation(world.reader, "d1") == world.ticket_id("7")


def test_a_message_without_a_key_that_may_be_from_here_reads_nothing(world: World) -> None:
    """A send whose receipt was lost comes back without its key, after an answer that nobody has seen."""
    world.page(a_ticket())
    (key,) = queries.history_keys(world.reader, world.account, HistoryFilter())
    world.send("op1", ticket_id=int(key.id), body="text")
    world.begin("op1")
    world.do(lambda tx: outbox.unknown(tx, "op1", OFFLINE, 0))
    world.page(an_answer("71"), own("72", body="text"))
    assert queries.unread_total(world.reader, world.account) == 1
