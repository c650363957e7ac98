"""Chooses the delivery policy by what a help desk guarantees."""

from desktop.connectors.base import Connector
from desktop.domain.accounts import Guarantee
from desktop.domain.operations import Operation, OperationKind
from desktop.sync.delivery.in_doubt import InDoubtTracker
from desktop.sync.delivery.outcomes import Outcomes
from desktop.sync.delivery.policy import DeliveryPolicy, UniqueReferencePolicy
from desktop.sync.delivery.without_guarantee import AskUserPolicy, LookUpPolicy


def policy_for(connector: Connector, operation: Operation, outcomes: Outcomes) -> DeliveryPolicy:
    """The policy for an operation at this moment: at level B it changes when the help desk forgets the reference."""
    if is_reference_unique(connector, operation, outcomes.in_doubt):
        return UniqueReferencePolicy(outcomes)
    if connector.capabilities.can_look_up:
        return LookUpPolicy(outcomes, connector)
    return AskUserPolicy(outcomes, connector)


def is_reference_unique(connector: Connector, operation: Operation, in_doubt: InDoubtTracker) -> bool:
    """Whether the same reference sent again cannot make a second object at the help desk."""
    capabilities = connector.capabilities
    if capabilities.guarantee is Guarantee.A:
        return True
    is_keyed = capabilities.guarantee is Guarantee.B and operation.kind is OperationKind.CREATE
    return is_keyed and in_doubt.is_key_alive(operation.id, capabilities.key_life_s)
