"""The list shows everything once, in order, and only what was asked for."""

from functools import partial

import pytest

from desktop.domain.accounts import DeskInfo, Status, StatusKind
from desktop.domain.filters import HistoryFilter, QuickFilter
from desktop.domain.remote import Page
from desktop.domain.tickets import Delivery, RowKey, RowKind, Side
from desktop.store import accounts, mirror, outbox
from desktop.store.read import queries
from tests.store.store_harness import NOON, OFFLINE, StoreHarness, a_file, a_ticket, an_answer, file, own


@pytest.fixture
def full(harness: StoreHarness) -> StoreHarness:
    """Three tickets, two drafts, one create on its way; oldest first."""
    harness.page(
        *(
            a_ticket(id, department=department, status=status, created_ms=NOON + int(id))
            for id, department, status in TICKETS
        )
    )
    harness.draft("d1", subject="پیش‌نویس", body="كيف", updated_ms=NOON + 25, department="1")
    harness.draft("d2", subject="", body="", files=(file("Statement.PDF"),), updated_ms=NOON + 5)
    harness.send("s1", subject="Refund", now_ms=NOON + 15, department="2")
    return harness


TICKETS = [("10", "1", "1"), ("20", "2", "1"), ("110", "2", "2")]


def names(harness: StoreHarness, **values: object) -> list[str]:
    numbers = {f"ticket {harness.ticket_id(number)}": f"#{number}" for number, _, _ in TICKETS}
    return [numbers.get(key, key.split()[1]) for key in harness.keys(**values)]


def test_newest_activity_first(full: StoreHarness) -> None:
    assert names(full) == ["#110", "d1", "#20", "s1", "#10", "d2"]
    keys = queries.history_keys(full.reader, full.account, HistoryFilter(), limit=3)
    assert [key.id for key in keys][1:] == ["d1", str(full.ticket_id("20"))]


@pytest.mark.parametrize(
    ("filter", "expected"),
    [
        ({"department": "1"}, ["d1", "#10"]),
        ({"department": "2"}, ["#110", "#20", "s1"]),
        ({"status": "1"}, ["#20", "#10"]),
        ({"status": "1", "department": "2"}, ["#20"]),
        ({"ticket_id": "1"}, ["#110", "#10"]),
        ({"ticket_id": " # ۱۱"}, ["#110"]),
        ({"ticket_id": "١٠"}, ["#10"]),
        ({"ticket_id": "7"}, []),
        ({"ticket_id": "#"}, ["#110", "d1", "#20", "s1", "#10", "d2"]),
        ({"department": "9"}, []),
        ({"only": QuickFilter.DRAFTS}, ["d1", "d2"]),
        ({"only": QuickFilter.DRAFTS, "department": "1"}, ["d1"]),
        ({"only": QuickFilter.WAITING}, ["s1"]),
        ({"only": QuickFilter.UNREAD}, []),
        ({"only": QuickFilter.OPEN}, ["#20", "#10"]),
        ({"since_ms": NOON + 15}, ["#110", "d1", "#20", "s1"]),
        ({"until_ms": NOON + 15}, ["#10", "d2"]),
        ({"since_ms": NOON + 10, "until_ms": NOON + 25}, ["#20", "s1", "#10"]),
        ({"since_ms": NOON + 25, "until_ms": NOON + 20}, []),
        ({"since_ms": NOON + 15, "department": "2", "status": "1"}, ["#20"]),
        ({"has_attachments": True}, ["d2"]),
    ],
)
def test_filters(full: StoreHarness, filter: dict[str, object], expected: list[str]) -> None:
    info = DeskInfo("desk", statuses=(Status("1", "open"), Status("2", "closed", kind=StatusKind.CLOSED)))
    full.do(lambda tx: accounts.keep_info(tx, full.account, info))
    assert names(full, **filter) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("کیف", ["#20", "d1", "s1"]),
        ("پیش نویس", ["#20", "d1"]),
        ("statement", ["#20", "d2"]),
        ("refund کیف", ["#20", "s1"]),
    ],
)
def test_content_asks_the_index_for_tickets_and_folds_the_rest(
    full: StoreHarness, content: str, expected: list[str]
) -> None:
    keys = queries.history_keys(
        full.reader, full.account, HistoryFilter(content=content), matches=[full.ticket_id("20"), 999]
    )
    shown = {str(full.ticket_id("20")): "#20"}
    assert sorted(shown.get(key.id, key.id) for key in keys) == expected


def test_numbers_that_are_words(harness: StoreHarness) -> None:
    harness.page(a_ticket("t1", number="ABC-12"), a_ticket("t2", number="ABD-12"))
    assert len(harness.keys(ticket_id="abc")) == 1
    assert len(harness.keys(ticket_id="AB")) == 2
    assert queries.ticket_by_number(harness.reader, harness.account, "abc-۱۲") == harness.ticket_id("ABC-12")
    assert queries.ticket_by_number(harness.reader, harness.account, "12") is None


def test_a_waiting_reply_lifts_and_marks_its_ticket(full: StoreHarness) -> None:
    ten = full.ticket_id("10")
    full.send("r1", ticket_id=ten, body="سلام\n\n  دوباره", now_ms=NOON + 500, files=(file(),))
    assert names(full)[0] == "#10"
    row = full.row(RowKind.TICKET, ten)
    assert (row.snippet, row.snippet_side, row.activity_ms) == ("سلام دوباره", Side.OWN, NOON + 500)
    assert (row.delivery, row.has_attachments) == (Delivery.WAITING, True)
    assert names(full, only=QuickFilter.WAITING) == ["#10", "s1"]
    assert names(full, department="1") == ["#10", "d1"]
    assert names(full, ticket_id="20") == ["#20"]
    matching = queries.history_keys(full.reader, full.account, HistoryFilter(content="دوباره"), matches=[])
    assert [key.id for key in matching] == [str(ten)], "the index does not know it yet"
    full.arrived("r1", "10", "99")
    assert full.row(RowKind.TICKET, ten).delivery is None
    assert full.row(RowKind.TICKET, ten).snippet == "سلام دوباره"


def test_a_waiting_reply_counts_where_its_ticket_is_dated(full: StoreHarness) -> None:
    ten = full.ticket_id("10")
    full.send("r1", ticket_id=ten, now_ms=NOON + 500)
    assert names(full, since_ms=NOON + 400) == ["#10"], "shown with the reply's time, so found by it"
    assert "#10" not in names(full, until_ms=NOON + 400)


def test_attachments_are_found_wherever_they_are(full: StoreHarness) -> None:
    full.page(an_answer("900", ticket="20", files=(a_file(),)))
    full.send("r1", ticket_id=full.ticket_id("10"), now_ms=NOON + 500, files=(file(),))
    full.send("s2", subject="with a file", now_ms=NOON + 600)
    full.send("s3", parent_id="s2", body="here it is", now_ms=NOON + 601, files=(file(),))
    assert set(names(full, has_attachments=True)) == {"#10", "#20", "s2", "d2"}
    both = HistoryFilter(has_attachments=True, content="with a file")
    found = queries.history_keys(full.reader, full.account, both, matches=[])
    assert [key.id for key in found] == ["s2"], "the words and the file are in two messages"
    assert names(full, has_attachments=True, only=QuickFilter.WAITING) == ["s2", "#10"]


def test_the_gravest_state_is_shown(full: StoreHarness) -> None:
    ten = full.ticket_id("10")
    for id in ("r1", "r2"):
        full.send(id, ticket_id=ten)
    full.begin("r1")
    assert full.row(RowKind.TICKET, ten).delivery is Delivery.SENDING
    full.do(lambda tx: outbox.unknown(tx, "r1", OFFLINE, NOON))
    assert full.row(RowKind.TICKET, ten).delivery is Delivery.CHECKING
    full.refused("r1")
    assert full.row(RowKind.TICKET, ten).delivery is Delivery.NEEDS_YOU


def test_a_create_on_its_way(full: StoreHarness) -> None:
    row = full.row(RowKind.OUTBOX, "s1")
    assert (row.subject, row.number, row.status, row.department) == ("Refund", "", "", "2")
    assert (row.delivery, row.activity_ms) == (Delivery.WAITING, NOON + 15)
    full.send("r1", parent_id="s1", body="and this", now_ms=NOON + 900)
    assert names(full)[0] == "s1"
    assert full.row(RowKind.OUTBOX, "s1").snippet == "and this"
    full.arrived("s1", "30", "300")
    full.arrived("r1", "30", "301")
    assert full.row(RowKind.OUTBOX, "s1").delivery is Delivery.SENT
    assert names(full, only=QuickFilter.WAITING) == []


def test_reply_drafts_have_no_row_but_mark_one(full: StoreHarness) -> None:
    before = names(full)
    full.draft("r1", ticket_id=full.ticket_id("10"))
    full.draft("r2", parent_id="s1")
    assert names(full) == before
    assert full.row(RowKind.TICKET, full.ticket_id("10")).has_draft
    assert not full.row(RowKind.TICKET, full.ticket_id("20")).has_draft
    assert names(full, only=QuickFilter.DRAFTS) == ["d1", "s1", "#10", "d2"]


def test_rows_that_are_gone_are_left_out(full: StoreHarness) -> None:
    keys = [RowKey(RowKind.DRAFT, "gone"), RowKey(RowKind.OUTBOX, "gone"), RowKey(RowKind.TICKET, "999")]
    assert queries.history_rows(full.reader, full.account, keys) == {}
    assert queries.history_rows(full.reader, full.account, []) == {}


def test_unread_is_counted_by_ticket(harness: StoreHarness) -> None:
    harness.page(a_ticket("7"), a_ticket("8"), own(), an_answer("71"), an_answer("72"), an_answer("81", "8"))
    assert [harness.row(RowKind.TICKET, harness.ticket_id(number)).unread for number in "78"] == [2, 1]
    assert queries.unread_total(harness.reader, harness.account) == 3
    assert len(harness.keys(only=QuickFilter.UNREAD)) == 2
    harness.send()
    harness.draft("d2")
    assert queries.counts(harness.reader, harness.account) == queries.Counts(unread=3, open=2, drafts=1, waiting=1)


def test_a_long_snippet_is_cut_on_one_line(harness: StoreHarness) -> None:
    harness.page(a_ticket(), own(body="ab\n" * 5000, files=(a_file(),)))
    row = harness.row(RowKind.TICKET, harness.ticket_id("7"))
    assert len(row.snippet) == 160
    assert "\n" not in row.snippet


def test_thread_of_a_create_with_replies(harness: StoreHarness) -> None:
    harness.send("d1", files=(file(),))
    harness.send("r1", parent_id="d1", body="more", not_before_ms=NOON + 5)
    first, second = harness.thread(RowKind.OUTBOX, "d1")
    assert (first.key, first.author, first.delivery) == ("d1", "Nasrin", Delivery.WAITING)
    assert (first.attachments[0].id, first.attachments[0].sha256) == (0, "a" * 64)
    assert (second.key, second.not_before_ms) == ("r1", NOON + 5)
    head = queries.ticket(harness.reader, harness.account, RowKey(RowKind.OUTBOX, "d1"))
    assert head is not None
    assert (head.subject, head.number, head.key.kind) == ("برداشت", "", RowKind.OUTBOX)
    assert queries.ticket(harness.reader, harness.account, RowKey(RowKind.OUTBOX, "gone")) is None
    assert queries.ticket(harness.reader, harness.account, RowKey(RowKind.DRAFT, "d1")) is None
    assert harness.thread(RowKind.DRAFT, "d1") == ()


def test_keys_of_many_tickets_are_read_without_touching_their_rows(harness: StoreHarness) -> None:
    plan = " ".join(
        row["detail"]
        for row in harness.reader.execute(
            "EXPLAIN QUERY PLAN SELECT id, activity_ms FROM ticket WHERE account_id = 1 AND department = '2' AND "
            "status = '1' AND number_key >= '1' AND number_key < '2' ORDER BY activity_ms DESC, id DESC"
        )
    )
    assert "COVERING INDEX ticket_list" in plan
    assert "TEMP B-TREE" not in plan


@pytest.mark.slow
def test_many_tickets_keep_their_order(harness: StoreHarness) -> None:
    tickets = tuple(a_ticket(str(id), created_ms=NOON + (id * 7919) % 1000) for id in range(1000))
    page = mirror.parts(Page("c", False, tickets=tickets))
    for part in page:
        harness.do(partial(mirror.apply, account_id=harness.account, page_part=part, now_ms=NOON))
    for number in range(20):
        harness.draft(f"d{number}", updated_ms=NOON + number * 51)
    keys = queries.history_keys(harness.reader, harness.account, HistoryFilter())
    rows = queries.history_rows(harness.reader, harness.account, keys)
    times = [rows[key].activity_ms for key in keys]
    assert len(set(keys)) == len(keys) == 1020
    assert times == sorted(times, reverse=True)


@pytest.mark.parametrize(
    ("filter", "index"),
    [
        ({"since_ms": NOON, "until_ms": NOON + 20}, "ticket_list (account_id=? AND activity_ms>? AND activity_ms<?)"),
        ({"since_ms": NOON, "status": "1"}, "ticket_list (account_id=? AND activity_ms>?)"),
        ({"has_attachments": True, "department": "2"}, "ticket_attached (account_id=?)"),
        ({"has_attachments": True, "until_ms": NOON}, "ticket_attached (account_id=? AND activity_ms<?)"),
    ],
)
def test_an_index_answers_every_filter_in_the_lists_order(
    full: StoreHarness, filter: dict[str, object], index: str
) -> None:
    asked: list[str] = []
    full.reader.set_trace_callback(asked.append)
    full.keys(**filter)
    full.reader.set_trace_callback(None)
    question = next(sql for sql in asked if sql.startswith("SELECT id, activity_ms FROM ticket"))
    plan = [str(row["detail"]) for row in full.reader.execute(f"EXPLAIN QUERY PLAN {question}")]
    assert len(plan) == 1 and index in plan[0], plan


def test_the_few_tickets_that_hold_words_are_read_by_id(harness: StoreHarness) -> None:
    """However many tickets there are: at a hundred thousand the whole list took 100 ms at each key."""
    harness.page(a_ticket("7"))

    def effort() -> int:
        steps = [0]

        def count() -> int:
            steps[0] += 1
            return 0

        ticket = harness.ticket_id("7")
        harness.reader.set_progress_handler(count, 1)
        found = queries.history_order(harness.reader, harness.account, HistoryFilter(content="x"), matches=[ticket])
        harness.reader.set_progress_handler(None, 0)
        assert len(found) == 1
        return steps[0]

    few = effort()
    harness.page(*(a_ticket(str(number)) for number in range(100, 400)))
    assert effort() <= few + 10
