"""What a power cut may leave of the second copies, and which of two texts is believed then."""

from tests.store.world import NOON, World


def test_an_older_copy_of_a_draft_does_not_win_over_its_row(world: World) -> None:
    """Copies of drafts are not flushed: the disk may still hold the one before."""
    world.draft("d1", body="half", updated_ms=NOON)
    copy = world.folder / "spool" / "d1.json"
    older = copy.read_bytes()
    whole = world.draft("d1", body="half and the rest", updated_ms=NOON + 1)
    world.close()
    copy.write_bytes(older)
    world.reopen()
    assert world.database.recovered is None
    assert world.reader.execute("SELECT body FROM draft").fetchone()["body"] == whole.body


def test_a_copy_of_the_same_moment_wins_over_a_harmed_row(world: World) -> None:
    world.draft("d1", body="as it was typed", updated_ms=NOON)
    world.do(lambda tx: tx.execute("UPDATE draft SET body = 'harmed'"))
    world.reopen()
    assert world.reader.execute("SELECT body FROM draft").fetchone()["body"] == "as it was typed"
