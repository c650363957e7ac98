"""What is said of a text: the gravest first, nothing twice, nothing of a word that is still being typed."""

from desktop.domain.money.wallets import Transaction
from desktop.domain.references.evidence import MOST, Evidence, EvidenceKind
from desktop.domain.references.suggestions import Advice, suggestions
from tests.domain.test_evidence import BOOKED, CHIP

TRON = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"
CARD = "4111 1111 1111 1111"


def look_up(reference: str) -> tuple[Transaction, str] | None:
    return (BOOKED, "Wallet USD 122") if reference in ("OTM-417030", "417030") else None


def said(text: str, *evidence: Evidence, is_done: bool = True) -> list[tuple[Advice, str]]:
    found = suggestions(text, evidence, look_up, is_done=is_done)
    return [(one.advice, one.evidence.name if one.evidence is not None else "") for one in found]


def test_a_card_comes_first_then_what_is_wrong_then_what_can_be_added() -> None:
    assert said(f"OTM-417030 {TRON[:-1]}u {CARD}") == [
        (Advice.CARD, "**** 1111"),
        (Advice.WRONG, ""),
        (Advice.ADD, "OTM-417030"),
    ]


def test_a_known_number_brings_the_facts_once() -> None:
    assert said("417030 and OTM-417030") == [(Advice.ADD, "OTM-417030")]
    assert said("417030 and OTM-417030", CHIP) == []
    assert said("12345 and 99999") == []


def test_what_is_there_is_not_offered_again_and_a_whole_card_is_warned_of_last() -> None:
    card = Evidence.of(EvidenceKind.CARD, {"value": "**** 1111"})
    address = Evidence.of(EvidenceKind.ADDRESS, {"value": TRON})
    assert said(f"{CARD} {TRON}", card) == [(Advice.ADD, TRON), (Advice.CARD, "")]
    assert said(f"{CARD} {TRON}", card, address) == [(Advice.CARD, "")]


def test_where_there_is_no_room_only_warnings_are_left() -> None:
    full = tuple(Evidence.of(EvidenceKind.ORDER, {"value": f"A-{number}"}) for number in range(MOST))
    assert said(f"{CARD} {TRON} {TRON[:-1]}u.", *full) == [(Advice.WRONG, ""), (Advice.CARD, "")]


def test_a_last_word_is_not_wrong_before_it_is_done() -> None:
    assert said(TRON[:33], is_done=False) == []
    assert said(f"{TRON[:33]} ", is_done=False) == [(Advice.WRONG, "")]
    assert said(TRON[:33]) == [(Advice.WRONG, "")]
    assert said(TRON, is_done=False) == [(Advice.ADD, TRON)]
