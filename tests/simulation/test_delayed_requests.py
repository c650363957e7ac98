"""Where the help desk breaks what its level rests on: nothing lost, and what is there twice is known and shown once."""

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from unittest.mock import patch

import pytest

from desktop.store.database import WriteTransaction
from desktop.store.read import duplicates
from tests.simulation import counters
from tests.simulation.delayed_requests import outcome

SCHEDULES = 600
LEFT_OUT: dict[str, Callable[[], AbstractContextManager[object]]] = {
    "detection": lambda: patch.object(duplicates, "update_hidden", lambda tx, ticket_ids: None),
    "offering": lambda: patch.object(duplicates, "related", lambda connection, ticket: (None, ())),
    "showing a message once": lambda: patch.object(
        duplicates, "without_duplicates", lambda rows: [(row, "", 1) for row in rows]
    ),
    "what else a twin holds": lambda: patch.object(duplicates, "_update_hidden", _hide_all),
}


def _hide_all(tx: WriteTransaction, account_id: int, ref: str) -> None:
    tx.execute(
        "UPDATE ticket SET hidden = id <> (SELECT min(id) FROM ticket WHERE account_id = ?1 AND ref = ?2) "
        "WHERE account_id = ?1 AND ref = ?2",
        (account_id, ref),
    )


@pytest.mark.timeout(3600)
def test_what_arrived_twice_is_known_and_shown_once(nightly: bool) -> None:
    tried: Counter[str] = Counter()
    failures = []
    schedules = 20_000 if nightly else SCHEDULES
    for seed in range(schedules):
        played = outcome(seed)
        tried += played.tried
        if played.failure is not None:
            failures.append(f"{played.verdict}: python -m tests.simulation.delayed_requests --seed {seed}")
    counters.add("schedules whose requests outlive the quarantine", schedules, failed=len(failures))
    assert failures == []
    # without twins it proves nothing
    assert tried["fault: twin ticket"] > SCHEDULES / 100
    assert tried["fault: twin message"] > SCHEDULES / 100


@pytest.mark.parametrize("part", sorted(LEFT_OUT))
def test_what_is_left_out_is_found(part: str) -> None:
    with LEFT_OUT[part]():
        assert any(outcome(seed).failure is not None for seed in range(SCHEDULES))
