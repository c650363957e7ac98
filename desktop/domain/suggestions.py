"""What to say about the numbers and addresses in a text that is being written."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from desktop.domain.evidence import MOST, Evidence, EvidenceKind
from desktop.domain.mentions import named
from desktop.domain.references import Reference, ReferenceKind, Verdict, find, plain
from desktop.domain.wallets import Transaction

LONGEST = 20_000
"""How much of a text is looked through, in characters."""
_MOST_NAMES = 20


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
        """What it is remembered by when the person does not want it."""
        return f"{self.advice.value} {self.reference.value}"


def suggestions(
    text: str, evidence: Sequence[Evidence], look_up: Callable[[str], tuple[Transaction, str] | None], *, is_done: bool
) -> Iterator[Suggestion]:
    """The advice on `text`, the gravest first.

    `evidence` is there already. `look_up` finds a transaction, with the number of its wallet, by its reference.
    Unless `is_done`, a last word that may be typed on is not called wrong yet.
    """
    text = text[:LONGEST]
    found = list(find(text))
    last = "" if is_done or text[-1:].isspace() else plain(text).replace(" ", "").replace("-", "")
    room = len(evidence) < MOST
    values = {one.name for one in evidence} | {one.fact("reference") for one in evidence}
    for one in found:
        if one.kind is ReferenceKind.CARD:
            chip = Evidence.of_reference(one)
            yield Suggestion(Advice.CARD, one, chip if room and chip.name not in values else None)
    for one in found:
        typed_on = bool(last) and last.lower().endswith(one.value.lower())
        if one.kind is not ReferenceKind.CARD and one.verdict.is_wrong and not typed_on:
            yield Suggestion(Advice.WRONG, one)
    if not room:
        return
    right = [one for one in found if one.kind is not ReferenceKind.CARD and not one.verdict.is_wrong]
    bare = [
        Reference(ReferenceKind.ORDER, name, "", Verdict.UNCHECKED)
        for name in list(dict.fromkeys(named(text)))[:_MOST_NAMES]
        if name not in {one.value for one in right}
    ]
    for one in (*right, *bare):
        booked = look_up(one.value)
        if booked is not None:
            chip = Evidence.of_transaction(*booked)
        elif one in bare:
            continue
        else:
            chip = Evidence.of_reference(one)
        if chip not in evidence and not _is_there(chip, values, evidence):
            yield Suggestion(Advice.ADD, one, chip)


def _is_there(chip: Evidence, values: set[str], evidence: Sequence[Evidence]) -> bool:
    if chip.kind is EvidenceKind.TRANSACTION:
        return any(one.kind is chip.kind and one.fact("id") == chip.fact("id") for one in evidence)
    return chip.name in values
