"""Which delivery policy an operation gets, by what the help desk guarantees."""

from random import Random

import pytest

from desktop.connectors.base import Capabilities
from desktop.domain.accounts import Guarantee
from desktop.domain.operations import Operation, OperationKind, OperationState
from desktop.sync.delivery.in_doubt import QUARANTINE_S, InDoubtTracker
from desktop.sync.delivery.levels import policy_for
from desktop.sync.delivery.outcomes import Outcomes
from desktop.sync.delivery.policy import UniqueReferencePolicy
from desktop.sync.delivery.without_guarantee import AskUserPolicy, LookUpPolicy
from tests.client_harness import Client
from tests.fakes import FakeConnector, FakeDesk

KEY_LIFE_S = 3600.0
LEVELS = {
    "A": Capabilities(Guarantee.A),
    "B": Capabilities(Guarantee.B, key_life_s=KEY_LIFE_S, can_look_up=True),
    "B without look-up": Capabilities(Guarantee.B, key_life_s=KEY_LIFE_S),
    "C": Capabilities(Guarantee.C, can_look_up=True),
    "D": Capabilities(Guarantee.D),
}


def operation(kind: OperationKind) -> Operation:
    return Operation("id", 1, 1, kind, OperationState.QUEUED, None, None, "", "", "text", (), 0, 0, 0)


def policy(client: Client, tracker: InDoubtTracker, level: str, kind: OperationKind) -> type:
    desk = FakeDesk(client.clock, capabilities=LEVELS[level])
    outcomes = Outcomes(client.database, client.clock, Random(1), tracker)
    return type(policy_for(FakeConnector(desk), operation(kind), outcomes))


@pytest.mark.parametrize(
    ("level", "create", "reply"),
    [
        ("A", UniqueReferencePolicy, UniqueReferencePolicy),
        ("B", UniqueReferencePolicy, LookUpPolicy),
        ("B without look-up", UniqueReferencePolicy, AskUserPolicy),
        ("C", LookUpPolicy, LookUpPolicy),
        ("D", AskUserPolicy, AskUserPolicy),
    ],
)
def test_the_guarantee_decides(client: Client, level: str, create: type, reply: type) -> None:
    tracker = InDoubtTracker(client.clock)
    assert policy(client, tracker, level, OperationKind.CREATE) is create
    assert policy(client, tracker, level, OperationKind.REPLY) is reply


@pytest.mark.parametrize(("level", "after"), [("A", UniqueReferencePolicy), ("B", LookUpPolicy)])
def test_a_forgotten_reference_is_unique_no_longer(client: Client, level: str, after: type) -> None:
    tracker = InDoubtTracker(client.clock)
    tracker.on_send("id")
    client.clock.advance(KEY_LIFE_S - QUARANTINE_S - 1)
    assert policy(client, tracker, level, OperationKind.CREATE) is UniqueReferencePolicy
    client.clock.advance(1)
    assert policy(client, tracker, level, OperationKind.CREATE) is after


def test_a_reference_that_an_earlier_process_may_have_sent_is_not_trusted(client: Client) -> None:
    tracker = InDoubtTracker(client.clock)
    tracker.track("id")
    assert policy(client, tracker, "B", OperationKind.CREATE) is LookUpPolicy
