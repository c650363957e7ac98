"""Folded parts of messages: kept whole, and left out of excerpts."""

from desktop.domain.tickets import RowKind
from desktop.store.read import queries
from tests.store.store_harness import StoreHarness, a_ticket, an_answer

BODY = "Your money left today.\n> Where is it?"
FOLDS = ((BODY.index(">"), len(BODY)),)


def test_folds_are_kept_with_the_message_and_left_out_of_excerpts(harness: StoreHarness) -> None:
    harness.page(a_ticket(), an_answer(body=BODY, folds=FOLDS))
    (message,) = harness.thread(RowKind.TICKET, harness.ticket_id("7"))
    assert (message.body, message.folds) == (BODY, FOLDS)
    (answer,) = queries.pending_answers(harness.reader, harness.account)
    assert answer.body == "Your money left today."
    assert harness.reader.execute("SELECT snippet FROM ticket").fetchone()[0] == "Your money left today."


def test_folds_that_come_later_change_the_excerpt(harness: StoreHarness) -> None:
    harness.page(a_ticket(), an_answer(body=BODY))
    assert "Where is it" in harness.reader.execute("SELECT snippet FROM ticket").fetchone()[0]
    harness.page(an_answer(body=BODY, folds=FOLDS))
    assert "Where is it" not in harness.reader.execute("SELECT snippet FROM ticket").fetchone()[0]


def test_folds_that_damage_has_changed_hide_nothing(harness: StoreHarness) -> None:
    harness.page(a_ticket(), an_answer(body=BODY, folds=FOLDS))
    harness.do(lambda tx: tx.execute("UPDATE message SET folds = '[[0, 999]]'"))
    (message,) = harness.thread(RowKind.TICKET, harness.ticket_id("7"))
    assert message.folds == ()
