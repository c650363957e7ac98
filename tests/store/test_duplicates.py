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
from tests.store.world import NOON, Told, World, a_file, a_ticket, an_answer, file, head, listed, own

FIRST, TWIN = a_ticket("7", ref="r", created_ms=NOON), a_ticket("8", ref="r", created_ms=NOON + 5)
TEXT, AGAIN = own("70", ref="r"), own("80", "8", ref="r")


def remove(world: World, *, tickets: tuple[str, ...] = (), messages: tuple[str, ...] = ()) -> None:
    page = Page("c", False, removed_tickets=tickets, removed_messages=messages)
    world.do(lambda tx: mirror.apply(tx, world.account, page, NOON))


@pytest.mark.parametrize("order", list(permutations([FIRST, TWIN, TEXT, AGAIN])))
def test_whatever_comes_first_the_older_one_is_the_original(
    world: World, order: tuple[RemoteTicket | RemoteMessage, ...]
) -> None:
    for item in order:
        world.page(item)
    assert listed(world) == {"7"}
    assert head(world, "7").duplicates == (DuplicateTicket(world.ticket_id("8"), "8"),)
    assert head(world, "8").original == DuplicateTicket(world.ticket_id("7"), "7")
    assert (head(world, "7").original, head(world, "8").duplicates) == (None, ())
    world.page(*order)
    world.reopen()
    assert listed(world) == {"7"}


def test_of_two_that_came_in_one_moment_the_one_named_first_is_the_original(world: World) -> None:
    world.page(a_ticket("10", ref="r"), own("100", "10", ref="r"), a_ticket("9", ref="r"), own("90", "9", ref="r"))
    assert listed(world) == {"9"}


@pytest.mark.parametrize("linked", ["7", "8"])
def test_the_operation_may_be_linked_to_either(world: World, linked: str) -> None:
    world.send("r", files=(file(),))
    world.arrived("r", linked, f"{linked}0")
    texts = {"7": own("70", ref="r", files=(a_file("f1"),)), "8": own("80", "8", ref="r", files=(a_file("f2"),))}
    world.page(*((FIRST, texts["7"]) if linked == "7" else (TWIN, texts["8"])))
    became = world.operation("r").ticket_id
    world.page(*((TWIN, texts["8"]) if linked == "7" else (FIRST, texts["7"])))
    assert world.operation("r").ticket_id == became == world.ticket_id(linked)
    assert world.operation("r").state is OperationState.DONE
    assert world.keys() == [f"ticket {world.ticket_id('7')}"]
    # the thread of the send is the original's, and the bytes that were sent need no download in either
    found = queries.ticket(world.reader, world.account, RowKey(RowKind.OUTBOX, "r"))
    assert found is not None and found.number == "7"
    for number in ("7", "8"):
        (message,) = world.thread(RowKind.TICKET, world.ticket_id(number))
        assert [one.download_state for one in message.attachments] == [DownloadState.DOWNLOADED]


def test_a_ticket_without_a_reference_is_nobodys_twin(world: World) -> None:
    world.page(a_ticket("7"), a_ticket("8"), own("70"), own("80", "8"))
    assert listed(world) == {"7", "8"}
    assert head(world, "7").duplicates == ()


def test_another_accounts_ticket_is_nobodys_twin(world: World) -> None:
    other = world.do(lambda tx: accounts.add(tx, "roundup", "elsewhere", "nasrin", "Nasrin"))
    world.page(FIRST, TEXT)
    world.page(TWIN, AGAIN, account=other)
    assert listed(world) == {"7"}
    world.account = other
    assert listed(world) == {"8"}


MORE = {
    "an answer": an_answer("81", "8"),
    "another text": own("81", "8", ref="other"),
    "a text that came by mail": own("81", "8"),
}


@pytest.mark.parametrize("more", list(MORE.values()), ids=list(MORE))
def test_whatever_else_a_twin_holds_shows_it(world: World, told: Told, more: RemoteMessage) -> None:
    world.page(FIRST, TWIN, TEXT, AGAIN)
    told.clear()
    world.page(more)
    assert listed(world) == {"7", "8"}
    assert (Kind.TICKET, str(world.ticket_id("8"))) in told.items
    assert head(world, "7").duplicates == (DuplicateTicket(world.ticket_id("8"), "8"),), (
        "and it is offered for closing as before"
    )
    is_answer = more.side is Side.SUPPORT
    assert [answer.number for answer in queries.pending_answers(world.reader, world.account)] == ["8"] * is_answer
    assert queries.unread_total(world.reader, world.account) == int(is_answer)
    assert listed(world, only=QuickFilter.UNREAD) == ({"8"} if is_answer else set())


def test_what_is_written_to_a_twin_shows_it(world: World) -> None:
    world.page(FIRST, TWIN, TEXT, AGAIN)
    eight = world.ticket_id("8")
    world.draft("d", ticket_id=eight, subject="")
    assert listed(world) == listed(world, only=QuickFilter.DRAFTS) | {"7"} == {"7", "8"}
    world.do(lambda tx: drafts.discard(tx, "d"))
    assert listed(world) == {"7"}
    world.send("reply", ticket_id=eight, subject="")
    assert listed(world) == {"7", "8"}
    assert listed(world, only=QuickFilter.WAITING) == {"8"}
    world.arrived("reply", "8", "81")
    assert listed(world) == {"7", "8"}
    world.page(own("81", "8", ref="reply"))
    assert listed(world) == {"7", "8"}


def test_a_twin_is_not_counted(world: World) -> None:
    world.page(FIRST, TWIN, TEXT, AGAIN, a_ticket("9"))
    assert queries.counts(world.reader, world.account).open == 2
    assert listed(world, only=QuickFilter.OPEN) == {"7", "9"}
    world.page(an_answer("81", "8"))
    assert queries.counts(world.reader, world.account).open == 3


def test_a_twin_is_not_found(world: World) -> None:
    world.page(FIRST, TWIN, own("70", ref="r", body="OTM-5"), own("80", "8", ref="r", body="OTM-5"))
    index = SearchIndex(world.folder, world.database)
    while index.index_pending():
        pass
    found = index.search(world.account, "OTM-5")
    index.close()
    keys = queries.history_keys(world.reader, world.account, HistoryFilter(content="OTM-5"), matches=found)
    seven = RowKey(RowKind.TICKET, str(world.ticket_id("7")))
    assert keys == [seven]
    booking = Transaction(1, 1, "OTM-5", NOON, "", "", "", None, "USD", None, "", "b")  # type: ignore[arg-type]
    assert transaction_refs.tickets_mentioning(world.reader, world.account, booking, found) == (seven,)
    # but who asks for it by its number is shown it
    assert queries.ticket_by_number(world.reader, world.account, "8") == world.ticket_id("8")


def test_what_support_has_closed_is_not_offered(world: World) -> None:
    info = DeskInfo(
        "Otet", statuses=(Status("1", "open", kind=StatusKind.OPEN), Status("2", "x", kind=StatusKind.CLOSED))
    )
    world.do(lambda tx: accounts.keep_info(tx, world.account, info))
    world.page(FIRST, TWIN, TEXT, AGAIN)
    world.page(replace(TWIN, status="2"))
    assert (head(world, "7").duplicates, head(world, "8").original) == ((), None)
    assert listed(world) == {"7"}
    world.page(TWIN)
    assert head(world, "7").duplicates
    remove(world, tickets=("8",))
    assert (head(world, "7").duplicates, head(world, "8").original) == ((), None)
    assert listed(world) == {"7"}, "it was never shown, and is not shown now that it is gone"


def test_when_the_original_goes_the_twin_takes_its_place(world: World, told: Told) -> None:
    world.page(FIRST, TWIN, TEXT, AGAIN)
    remove(world, tickets=("7",))
    assert listed(world) == {"8"}
    assert {item for item in told.items if item[0] is Kind.TICKET} >= {(Kind.TICKET, str(world.ticket_id("8")))}
    assert (head(world, "8").original, head(world, "8").duplicates) == (None, ())
    world.page(FIRST)
    assert listed(world) == {"7"}


def test_an_original_with_more_in_it_stays_when_it_goes(world: World) -> None:
    world.page(FIRST, TWIN, TEXT, AGAIN, an_answer("71"))
    remove(world, tickets=("7",))
    assert listed(world) == {"7", "8"}


def test_a_text_that_only_the_twin_still_has_shows_it(world: World) -> None:
    world.page(FIRST, TWIN, TEXT, AGAIN)
    remove(world, messages=("70",))
    assert listed(world) == {"7", "8"}
    remove(world, messages=("80",))
    assert listed(world) == {"7"}


def test_a_copy_without_the_original_that_was_put_right(world: World) -> None:
    world.page(FIRST, TWIN, TEXT, AGAIN)
    world.do(lambda tx: mirror.mark_absent(tx, world.account, "ticket", ["7"], RemoteState.ROLLED_BACK))
    assert listed(world) == {"8"}
    world.do(lambda tx: server_rollback.clear_missing(tx, world.account))
    assert listed(world) == {"7"}


def test_a_ticket_whose_reference_is_taken_off_is_one_of_its_own(world: World) -> None:
    world.page(FIRST, TWIN, TEXT, AGAIN)
    world.page(replace(TWIN, ref=""))
    assert listed(world) == {"7", "8"}
    world.page(TWIN)
    world.page(replace(FIRST, ref="another"))
    assert listed(world) == {"7", "8"}


def test_when_the_original_turns_out_to_be_another_the_next_one_is_it(world: World) -> None:
    world.page(FIRST, TWIN, a_ticket("9", ref="r", created_ms=NOON + 9), TEXT, AGAIN, own("90", "9", ref="r"))
    assert [twin.number for twin in head(world, "7").duplicates] == ["8", "9"]
    world.page(replace(FIRST, ref="another"))
    assert listed(world) == {"7", "8"}
    assert [twin.number for twin in head(world, "8").duplicates] == ["9"]


def test_what_is_not_in_the_list_is_offered_first(world: World) -> None:
    world.page(FIRST, TWIN, a_ticket("9", ref="r", created_ms=NOON + 9), TEXT, AGAIN, own("90", "9", ref="r"))
    world.draft("d", ticket_id=world.ticket_id("8"), subject="")
    assert [twin.number for twin in head(world, "7").duplicates] == ["9", "8"]


def test_a_flag_that_damage_has_set_hides_nothing(world: World) -> None:
    world.page(FIRST, TEXT, a_ticket("9"))
    world.do(lambda tx: tx.execute("UPDATE ticket SET hidden = 1"))
    assert listed(world) == {"7", "9"}
    assert queries.counts(world.reader, world.account).open == 2


def test_two_messages_of_a_ticket_are_one(world: World) -> None:
    world.page(a_ticket(), own("70", ref="r"), an_answer("71"), own("72", ref="r"), own("73", ref="r"), own("74"))
    shown = world.thread(RowKind.TICKET, world.ticket_id("7"))
    assert [(one.created_ms - NOON, one.arrivals) for one in shown] == [(70, 3), (71, 1), (74, 1)]
    remove(world, messages=("74", "72"))
    assert [one.arrivals for one in world.thread(RowKind.TICKET, world.ticket_id("7"))] == [2, 1, 1]
    remove(world, messages=("70",))
    first, second, _ = world.thread(RowKind.TICKET, world.ticket_id("7"))
    assert (first.created_ms, second.created_ms, second.arrivals) == (NOON + 71, NOON + 73, 1)
    assert second.remote_state is RemoteState.PRESENT


def test_a_reply_that_came_twice_keeps_its_place_in_the_thread(world: World) -> None:
    world.page(a_ticket())
    world.send("r", ticket_id=world.ticket_id("7"), subject="")
    before = [one.key for one in world.thread(RowKind.TICKET, world.ticket_id("7"))]
    world.page(own("79", ref="r"))
    world.page(own("70", ref="r"), an_answer("71"))
    shown = world.thread(RowKind.TICKET, world.ticket_id("7"))
    assert [one.key for one in shown][:1] == before
    assert (shown[0].created_ms, shown[0].operation_id, shown[0].arrivals) == (NOON + 70, "r", 2)
    row = world.row(RowKind.TICKET, world.ticket_id("7"))
    assert (row.snippet_side, row.activity_ms) == (Side.SUPPORT, NOON + 71), "the list goes by what the thread shows"


def test_what_support_writes_under_a_reference_is_never_a_twin(world: World) -> None:
    world.page(a_ticket(), own("70", ref="r"), an_answer("71", ref="r"), an_answer("72", ref="r"))
    assert len(world.thread(RowKind.TICKET, world.ticket_id("7"))) == 3
    world.page(replace(FIRST, id="8", number="8"), replace(FIRST, id="9", number="9"))
    world.page(an_answer("81", "8", ref="r"), an_answer("91", "9", ref="r"))
    assert listed(world) == {"7", "8", "9"}
