"""Suggestions for the numbers and addresses in a draft."""

from collections.abc import Callable, Iterator, Sequence
from enum import Enum

from desktop.domain.money.wallets import Transaction
from desktop.domain.references.detection import CheckResult, Reference, ReferenceKind, find, plain
from desktop.domain.references.evidence import MOST, Evidence, EvidenceKind
from desktop.domain.references.mentions import named
from desktop.values import dataclass

LONGEST = 20_000
"""How much of a text is looked through, in characters."""
_MOST_NAMES = 20
LookUp = Callable[[str], tuple[Transaction, str] | None]


class Advice(str, Enum):
    """ADD as evidence; WRONG: look at it again; CARD: a whole number of a card, which nobody should send."""

    ADD = "add"
    WRONG = "wrong"
    CARD = "card"


@dataclass(frozen=True)
class Suggestion:
    """One advice. `evidence` is what may be added, None for nothing."""

    advice: Advice
    reference: Reference
    evidence: Evidence | None = None

    @property
    def name(self) -> str:
        """What it is remembered by when the user does not want it."""
        return f"{self.advice.value} {self.reference.value}"


def suggestions(text: str, evidence: Sequence[Evidence], look_up: LookUp, *, is_done: bool) -> Iterator[Suggestion]:
    """The advice on `text`, the gravest first.

    `evidence` is there already. `look_up` finds a transaction, with the number of its wallet, by its reference.
    Unless `is_done`, a last word that may be typed on is not called wrong yet.
    """
    text = text[:LONGEST]
    found = list(find(text))
    last = "" if is_done or text[-1:].isspace() else plain(text).replace(" ", "").replace("-", "")
    room = len(evidence) < MOST
    values = {one.name for one in evidence} | {one.fact("reference") for one in evidence}
    cards = [
        Suggestion(Advice.CARD, one, _end_of(one, values, room)) for one in found if one.kind is ReferenceKind.CARD
    ]
    yield from (card for card in cards if card.evidence is not None)
    for one in found:
        typed_on = bool(last) and last.lower().endswith(one.value.lower())
        if one.kind is not ReferenceKind.CARD and one.verdict.is_wrong and not typed_on:
            yield Suggestion(Advice.WRONG, one)
    if room:
        yield from _additions(text, found, evidence, values, look_up)
    # what has been seen to is said last, and as long as the number stands there
    yield from (card for card in cards if card.evidence is None)


def _end_of(card: Reference, values: set[str], room: bool) -> Evidence | None:
    chip = Evidence.of_reference(card)
    return chip if room and chip.name not in values else None


def _additions(
    text: str, found: Sequence[Reference], evidence: Sequence[Evidence], values: set[str], look_up: LookUp
) -> Iterator[Suggestion]:
    right = [one for one in found if one.kind is not ReferenceKind.CARD and not one.verdict.is_wrong]
    bare = [
        Reference(ReferenceKind.ORDER, name, "", CheckResult.UNCHECKED)
        for name in list(dict.fromkeys(named(text)))[:_MOST_NAMES]
        if name not in {one.value for one in right}
    ]
    offered: list[Evidence] = []
    for one in (*right, *bare):
        booked = look_up(one.value)
        if booked is not None:
            chip = Evidence.of_transaction(*booked)
        elif one in bare:
            continue
        else:
            chip = Evidence.of_reference(one)
        if chip not in offered and not _is_there(chip, values, evidence):
            offered.append(chip)
            yield Suggestion(Advice.ADD, one, chip)


def _is_there(chip: Evidence, values: set[str], evidence: Sequence[Evidence]) -> bool:
    if chip.kind is EvidenceKind.TRANSACTION:
        return any(one.kind is chip.kind and one.fact("id") == chip.fact("id") for one in evidence)
    return chip.name in values
