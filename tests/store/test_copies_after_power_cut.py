"""What a power cut may leave of the second copies, and which of two texts is believed then."""

from tests.store.store_harness import NOON, StoreHarness


def test_an_older_copy_of_a_draft_does_not_win_over_its_row(harness: StoreHarness) -> None:
    """Copies of drafts are not flushed: the disk may still hold the one before."""
    harness.draft("d1", body="half", updated_ms=NOON)
    copy = harness.folder / "spool" / "d1.json"
    older = copy.read_bytes()
    whole = harness.draft("d1", body="half and the rest", updated_ms=NOON + 1)
    harness.close()
    copy.write_bytes(older)
    harness.reopen()
    assert harness.database.recovered is None
    assert harness.reader.execute("SELECT body FROM draft").fetchone()["body"] == whole.body


def test_a_copy_of_the_same_moment_wins_over_a_harmed_row(harness: StoreHarness) -> None:
    harness.draft("d1", body="as it was typed", updated_ms=NOON)
    harness.do(lambda tx: tx.execute("UPDATE draft SET body = 'harmed'"))
    harness.reopen()
    assert harness.reader.execute("SELECT body FROM draft").fetchone()["body"] == "as it was typed"
