"""Folded parts of messages: kept whole, and left out of excerpts."""

from desktop.domain.tickets import RowKind
from desktop.store.read import queries
from tests.store.world import World, a_ticket, an_answer

BODY = "Your money left today.\n> Where is it?"
FOLDS = ((BODY.index(">"), len(BODY)),)


def test_folds_are_kept_with_the_message_and_left_out_of_excerpts(world: World) -> None:
    world.page(a_ticket(), an_answer(body=BODY, folds=FOLDS))
    (message,) = world.thread(RowKind.TICKET, world.ticket_id("7"))
    assert (message.body, message.folds) == (BODY, FOLDS)
    (answer,) = queries.pending_answers(world.reader, world.account)
    assert answer.body == "Your money left today."
    assert world.reader.execute("SELECT snippet FROM ticket").fetchone()[0] == "Your money left today."


def test_folds_that_come_later_change_the_excerpt(world: World) -> None:
    world.page(a_ticket(), an_answer(body=BODY))
    assert "Where is it" in world.reader.execute("SELECT snippet FROM ticket").fetchone()[0]
    world.page(an_answer(body=BODY, folds=FOLDS))
    assert "Where is it" not in world.reader.execute("SELECT snippet FROM ticket").fetchone()[0]


def test_folds_that_damage_has_changed_hide_nothing(world: World) -> None:
    world.page(a_ticket(), an_answer(body=BODY, folds=FOLDS))
    world.do(lambda tx: tx.execute("UPDATE message SET folds = '[[0, 999]]'"))
    (message,) = world.thread(RowKind.TICKET, world.ticket_id("7"))
    assert message.folds == ()
