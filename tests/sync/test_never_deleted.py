"""Whatever the help desk answers, what was accepted is at the help desk, or waits, or needs the person: never gone."""

from pathlib import Path

import pytest

from desktop.domain.accounts import Guarantee
from desktop.domain.errors import ErrorCode
from desktop.domain.operations import OperationState
from tests.client_harness import Client, at_level
from tests.fakes import FakeClock, FakeDesk, fails

DAYS = 6


@pytest.mark.parametrize("level", list(Guarantee))
@pytest.mark.parametrize("code", list(ErrorCode))
def test_no_answer_makes_a_send_disappear(tmp_path: Path, code: ErrorCode, level: Guarantee) -> None:
    desk = at_level(FakeDesk(FakeClock()), level, can_look_up=level is not Guarantee.D)
    client = Client(tmp_path / "profile", desk)
    try:
        client.settle()
        desk.policy = lambda call, outgoing: fails(code) if call == "deliver" else None
        id = client.send("kept for ever")
        for day in range(DAYS):
            client.engine.wake()
            for _ in range(3):
                client.engine.step()
                client.clock.advance(8 * 3600)
            if day % 3 == 0:
                client.restart()
        operation = client.operation(id)
        assert operation is not None
        assert operation.state is not OperationState.DONE
        assert (operation.body, desk.own_bodies()) == ("kept for ever", [])
        assert (client.folder / "spool" / f"{id}.json").exists()
    finally:
        client.close()


def test_undo_outlives_a_restart(tmp_path: Path) -> None:
    client = Client(tmp_path / "profile", FakeDesk(FakeClock()))
    try:
        client.settle()
        id = client.send("not yet", undo_s=5)
        client.restart()
        client.clock.advance(4.9)
        client.engine.step()
        assert client.desk.own_bodies() == []
        draft = client.services.tickets.undo(id)
        assert draft is not None and draft.body == "not yet"
        again = client.services.tickets.submit(draft, limits=client.desk.info, undo_s=5)
        client.restart()
        client.clock.advance(5.1)
        client.engine.step()
        assert client.desk.own_bodies() == ["not yet"]
        assert client.services.tickets.undo(again) is None
    finally:
        client.close()


def test_only_what_was_never_tried_can_be_taken_back(tmp_path: Path) -> None:
    client = Client(tmp_path / "profile", FakeDesk(FakeClock()))
    try:
        client.settle()
        client.desk.next("deliver", fails(ErrorCode.SERVER_ERROR, committed=True))
        id = client.send("gone out")
        client.engine.step()
        operation = client.operation(id)
        assert operation is not None and operation.state is not OperationState.QUEUED
        assert client.services.tickets.undo(id) is None
        client.settle()
        assert client.desk.own_bodies() == ["gone out"]
    finally:
        client.close()
