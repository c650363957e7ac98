"""What arrived twice is known by its reference, shown once, and never hides anything else."""

from dataclasses import replace
from itertools import permutations

import pytest

from desktop.domain.accounts import DeskInfo, Status, StatusKind
from desktop.domain.filters import HistoryFilter, QuickFilter
from desktop.domain.money.wallets import Transaction
from desktop.domain.operations import OperationState
from desktop.domain.remote import Page, RemoteMessage, RemoteTicket
from desktop.domain.tickets import DownloadState, DuplicateTicket, RemoteState, RowKey, RowKind, Side
from desktop.store import accounts, drafts, mirror, server_rollback
from desktop.store.changes import Kind
from desktop.store.read import queries, transaction_refs
from desktop.store.read.search import SearchIndex
from tests.store.store_harness import NOON, StoreHarness, Told, a_file, a_ticket, an_answer, file, head, listed, own

FIRST, TWIN = a_ticket("7", ref="r", created_ms=NOON), a_ticket("8", ref="r", created_ms=NOON + 5)
TEXT, AGAIN = own("70", ref="r"), own("80", "8", ref="r")


def remove(harness: StoreHarness, *, tickets: tuple[str, ...] = (), messages: tuple[str, ...] = ()) -> None:
    page = Page("c", False, removed_tickets=tickets, removed_messages=messages)
    harness.do(lambda tx: mirror.apply(tx, harness.account, page, NOON))


@pytest.mark.parametrize("order", list(permutations([FIRST, TWIN, TEXT, AGAIN])))
def test_whatever_comes_first_the_older_one_is_the_original(
    harness: StoreHarness, order: tuple[RemoteTicket | RemoteMessage, ...]
) -> None:
    for item in order:
        harness.page(item)
    assert listed(harness) == {"7"}
    assert head(harness, "7").duplicates == (DuplicateTicket(harness.ticket_id("8"), "8"),)
    assert head(harness, "8").original == DuplicateTicket(harness.ticket_id("7"), "7")
    assert (head(harness, "7").original, head(harness, "8").duplicates) == (None, ())
    harness.page(*order)
    harness.reopen()
    assert listed(harness) == {"7"}


def test_of_two_that_came_in_one_moment_the_one_named_first_is_the_original(harness: StoreHarness) -> None:
    harness.page(a_ticket("10", ref="r"), own("100", "10", ref="r"), a_ticket("9", ref="r"), own("90", "9", ref="r"))
    assert listed(harness) == {"9"}


@pytest.mark.parametrize("linked", ["7", "8"])
def test_the_operation_may_be_linked_to_either(harness: StoreHarness, linked: str) -> None:
    harness.send("r", files=(file(),))
    harness.arrived("r", linked, f"{linked}0")
    texts = {"7": own("70", ref="r", files=(a_file("f1"),)), "8": own("80", "8", ref="r", files=(a_file("f2"),))}
    harness.page(*((FIRST, texts["7"]) if linked == "7" else (TWIN, texts["8"])))
    became = harness.operation("r").ticket_id
    harness.page(*((TWIN, texts["8"]) if linked == "7" else (FIRST, texts["7"])))
    assert harness.operation("r").ticket_id == became == harness.ticket_id(linked)
    assert harness.operation("r").state is OperationState.DONE
    assert harness.keys() == [f"ticket {harness.ticket_id('7')}"]
    # the thread of the send is the original's, and the bytes that were sent need no download in either
    found = queries.ticket(harness.reader, harness.account, RowKey(RowKind.OUTBOX, "r"))
    assert found is not None and found.number == "7"
    for number in ("7", "8"):
        (message,) = harness.thread(RowKind.TICKET, harness.ticket_id(number))
        assert [one.download_state for one in message.attachments] == [DownloadState.DOWNLOADED]


def test_a_ticket_without_a_reference_is_nobodys_twin(harness: StoreHarness) -> None:
    harness.page(a_ticket("7"), a_ticket("8"), own("70"), own("80", "8"))
    assert listed(harness) == {"7", "8"}
    assert head(harness, "7").duplicates == ()


def test_another_accounts_ticket_is_nobodys_twin(harness: StoreHarness) -> None:
    other = harness.do(lambda tx: accounts.add(tx, "roundup", "elsewhere", "nasrin", "Nasrin"))
    harness.page(FIRST, TEXT)
    harness.page(TWIN, AGAIN, account=other)
    assert listed(harness) == {"7"}
    harness.account = other
    assert listed(harness) == {"8"}


MORE = {
    "an answer": an_answer("81", "8"),
    "another text": own("81", "8", ref="other"),
    "a text that came by mail": own("81", "8"),
}


@pytest.mark.parametrize("more", list(MORE.values()), ids=list(MORE))
def test_whatever_else_a_twin_holds_shows_it(harness: StoreHarness, told: Told, more: RemoteMessage) -> None:
    harness.page(FIRST, TWIN, TEXT, AGAIN)
    told.clear()
    harness.page(more)
    assert listed(harness) == {"7", "8"}
    assert (Kind.TICKET, str(harness.ticket_id("8"))) in told.items
    assert head(harness, "7").duplicates == (DuplicateTicket(harness.ticket_id("8"), "8"),), (
        "and it is offered for closing as before"
    )
    is_answer = more.side is Side.SUPPORT
    assert [answer.number for answer in queries.pending_answers(harness.reader, harness.account)] == ["8"] * is_answer
    assert queries.unread_total(harness.reader, harness.account) == int(is_answer)
    assert listed(harness, only=QuickFilter.UNREAD) == ({"8"} if is_answer else set())


def test_what_is_written_to_a_twin_shows_it(harness: StoreHarness) -> None:
    harness.page(FIRST, TWIN, TEXT, AGAIN)
    eight = harness.ticket_id("8")
    harness.draft("d", ticket_id=eight, subject="")
    assert listed(harness) == listed(harness, only=QuickFilter.DRAFTS) | {"7"} == {"7", "8"}
    harness.do(lambda tx: drafts.discard(tx, "d"))
    assert listed(harness) == {"7"}
    harness.send("reply", ticket_id=eight, subject="")
    assert listed(harness) == {"7", "8"}
    assert listed(harness, only=QuickFilter.WAITING) == {"8"}
    harness.arrived("reply", "8", "81")
    assert listed(harness) == {"7", "8"}
    harness.page(own("81", "8", ref="reply"))
    assert listed(harness) == {"7", "8"}


def test_a_twin_is_not_counted(harness: StoreHarness) -> None:
    harness.page(FIRST, TWIN, TEXT, AGAIN, a_ticket("9"))
    assert queries.counts(harness.reader, harness.account).open == 2
    assert listed(harness, only=QuickFilter.OPEN) == {"7", "9"}
    harness.page(an_answer("81", "8"))
    assert queries.counts(harness.reader, harness.account).open == 3


def test_a_twin_is_not_found(harness: StoreHarness) -> None:
    harness.page(FIRST, TWIN, own("70", ref="r", body="OTM-5"), own("80", "8", ref="r", body="OTM-5"))
    index = SearchIndex(harness.folder, harness.database)
    while index.index_pending():
        pass
    found = index.search(harness.account, "OTM-5")
    index.close()
    keys = queries.history_keys(harness.reader, harness.account, HistoryFilter(content="OTM-5"), matches=found)
    seven = RowKey(RowKind.TICKET, str(harness.ticket_id("7")))
    assert keys == [seven]
    booking = Transaction(1, 1, "OTM-5", NOON, "", "", "", None, "USD", None, "", "b")  # type: ignore[arg-type]
    assert transaction_refs.tickets_mentioning(harness.reader, harness.account, booking, found) == (seven,)
    # but who asks for it by its number is shown it
    assert queries.ticket_by_number(harness.reader, harness.account, "8") == harness.ticket_id("8")


def test_what_support_has_closed_is_not_offered(harness: StoreHarness) -> None:
    info = DeskInfo(
        "Otet", statuses=(Status("1", "open", kind=StatusKind.OPEN), Status("2", "x", kind=StatusKind.CLOSED))
    )
    harness.do(lambda tx: accounts.keep_info(tx, harness.account, info))
    harness.page(FIRST, TWIN, TEXT, AGAIN)
    harness.page(replace(TWIN, status="2"))
    assert (head(harness, "7").duplicates, head(harness, "8").original) == ((), None)
    assert listed(harness) == {"7"}
    harness.page(TWIN)
    assert head(harness, "7").duplicates
    remove(harness, tickets=("8",))
    assert (head(harness, "7").duplicates, head(harness, "8").original) == ((), None)
    assert listed(harness) == {"7"}, "it was never shown, and is not shown now that it is gone"


def test_when_the_original_goes_the_twin_takes_its_place(harness: StoreHarness, told: Told) -> None:
    harness.page(FIRST, TWIN, TEXT, AGAIN)
    remove(harness, tickets=("7",))
    assert listed(harness) == {"8"}
    assert {item for item in told.items if item[0] is Kind.TICKET} >= {(Kind.TICKET, str(harness.ticket_id("8")))}
    assert (head(harness, "8").original, head(harness, "8").duplicates) == (None, ())
    harness.page(FIRST)
    assert listed(harness) == {"7"}


def test_an_original_with_more_in_it_stays_when_it_goes(harness: StoreHarness) -> None:
    harness.page(FIRST, TWIN, TEXT, AGAIN, an_answer("71"))
    remove(harness, tickets=("7",))
    assert listed(harness) == {"7", "8"}


def test_a_text_that_only_the_twin_still_has_shows_it(harness: StoreHarness) -> None:
    harness.page(FIRST, TWIN, TEXT, AGAIN)
    remove(harness, messages=("70",))
    assert listed(harness) == {"7", "8"}
    remove(harness, messages=("80",))
    assert listed(harness) == {"7"}


def test_a_copy_without_the_original_that_was_put_right(harness: StoreHarness) -> None:
    harness.page(FIRST, TWIN, TEXT, AGAIN)
    harness.do(lambda tx: mirror.mark_absent(tx, harness.account, "ticket", ["7"], RemoteState.ROLLED_BACK))
    assert listed(harness) == {"8"}
    harness.do(lambda tx: server_rollback.clear_missing(tx, harness.account))
    assert listed(harness) == {"7"}


def test_a_ticket_whose_reference_is_taken_off_is_one_of_its_own(harness: StoreHarness) -> None:
    harness.page(FIRST, TWIN, TEXT, AGAIN)
    harness.page(replace(TWIN, ref=""))
    assert listed(harness) == {"7", "8"}
    harness.page(TWIN)
    harness.page(replace(FIRST, ref="another"))
    assert listed(harness) == {"7", "8"}


def test_when_the_original_turns_out_to_be_another_the_next_one_is_it(harness: StoreHarness) -> None:
    harness.page(FIRST, TWIN, a_ticket("9", ref="r", created_ms=NOON + 9), TEXT, AGAIN, own("90", "9", ref="r"))
    assert [twin.number for twin in head(harness, "7").duplicates] == ["8", "9"]
    harness.page(replace(FIRST, ref="another"))
    assert listed(harness) == {"7", "8"}
    assert [twin.number for twin in head(harness, "8").duplicates] == ["9"]


def test_what_is_not_in_the_list_is_offered_first(harness: StoreHarness) -> None:
    harness.page(FIRST, TWIN, a_ticket("9", ref="r", created_ms=NOON + 9), TEXT, AGAIN, own("90", "9", ref="r"))
    harness.draft("d", ticket_id=harness.ticket_id("8"), subject="")
    assert [twin.number for twin in head(harness, "7").duplicates] == ["9", "8"]


def test_a_flag_that_damage_has_set_hides_nothing(harness: StoreHarness) -> None:
    harness.page(FIRST, TEXT, a_ticket("9"))
    harness.do(lambda tx: tx.execute("UPDATE ticket SET hidden = 1"))
    assert listed(harness) == {"7", "9"}
    assert queries.counts(harness.reader, harness.account).open == 2


def test_two_messages_of_a_ticket_are_one(harness: StoreHarness) -> None:
    harness.page(a_ticket(), own("70", ref="r"), an_answer("71"), own("72", ref="r"), own("73", ref="r"), own("74"))
    shown = harness.thread(RowKind.TICKET, harness.ticket_id("7"))
    assert [(one.created_ms - NOON, one.arrivals) for one in shown] == [(70, 3), (71, 1), (74, 1)]
    remove(harness, messages=("74", "72"))
    assert [one.arrivals for one in harness.thread(RowKind.TICKET, harness.ticket_id("7"))] == [2, 1, 1]
    remove(harness, messages=("70",))
    first, second, _ = harness.thread(RowKind.TICKET, harness.ticket_id("7"))
    assert (first.created_ms, second.created_ms, second.arrivals) == (NOON + 71, NOON + 73, 1)
    assert second.remote_state is RemoteState.PRESENT


def test_a_reply_that_came_twice_keeps_its_place_in_the_thread(harness: StoreHarness) -> None:
    harness.page(a_ticket())
    harness.send("r", ticket_id=harness.ticket_id("7"), subject="")
    before = [one.key for one in harness.thread(RowKind.TICKET, harness.ticket_id("7"))]
    harness.page(own("79", ref="r"))
    harness.page(own("70", ref="r"), an_answer("71"))
    shown = harness.thread(RowKind.TICKET, harness.ticket_id("7"))
    assert [one.key for one in shown][:1] == before
    assert (shown[0].created_ms, shown[0].operation_id, shown[0].arrivals) == (NOON + 70, "r", 2)
    row = harness.row(RowKind.TICKET, harness.ticket_id("7"))
    assert (row.snippet_side, row.activity_ms) == (Side.SUPPORT, NOON + 71), "the list goes by what the thread shows"


def test_what_support_writes_under_a_reference_is_never_a_twin(harness: StoreHarness) -> None:
    harness.page(a_ticket(), own("70", ref="r"), an_answer("71", ref="r"), an_answer("72", ref="r"))
    assert len(harness.thread(RowKind.TICKET, harness.ticket_id("7"))) == 3
    harness.page(replace(FIRST, id="8", number="8"), replace(FIRST, id="9", number="9"))
    harness.page(an_answer("81", "8", ref="r"), an_answer("91", "9", ref="r"))
    assert listed(harness) == {"7", "8", "9"}
