"""What is right is known as right, what is mistyped is told, and words are left alone."""

import string
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.references.detection import (
    ANY_CHAIN,
    BITCOIN,
    ETHEREUM,
    TRON,
    CheckResult,
    ReferenceKind,
    check,
    find,
    plain,
)
from desktop.domain.references.keccak import keccak256
from tests.domain import reference_table as table

ADDRESS, RIGHT, UNCHECKED = ReferenceKind.ADDRESS, CheckResult.RIGHT, CheckResult.UNCHECKED
VALID = [
    *((text, ADDRESS, text, TRON, RIGHT) for text in table.TRON),
    *((text, ADDRESS, text, BITCOIN, RIGHT) for text in table.OLD_BITCOIN),
    *((text, ADDRESS, text.lower(), BITCOIN, RIGHT) for text in table.NEW_BITCOIN if len(text) > 19),
    *((text, ADDRESS, text, ETHEREUM, RIGHT) for text in table.CHECKED_ETHEREUM),
    *((text, ADDRESS, text, ETHEREUM, UNCHECKED) for text in table.UNCHECKED_ETHEREUM),
    *(
        (text, ReferenceKind.TXID, text.lower(), "Ethereum" if text[1] == "x" else ANY_CHAIN, UNCHECKED)
        for text in table.TXIDS
    ),
    *((text, ReferenceKind.IBAN, text, text[:2], RIGHT) for text in table.IBANS),
    *((text, ReferenceKind.CARD, text, issuer, RIGHT) for text, issuer in table.CARDS.items()),
]
CHECKED = [text for text, _, _, _, verdict in VALID if verdict is RIGHT]
INVALID = [
    *table.NEVER_VALID,
    *(f"{text[:9]}{'1' if text[9] != '1' else '2'}{text[10:]}" for text in CHECKED),
    *(f"{text}7" for text in CHECKED),
]
EASTERN = {ord(str(digit)): chr(0x06F0 + digit) for digit in range(10)}


def altered(text: str) -> Iterator[str]:
    """`text` with one sign changed into each other of its kind, which a slip of the hand may do."""
    for place, sign in enumerate(text):
        kinds = string.digits if sign.isdigit() else string.ascii_letters if text.isalnum() else ""
        if text.startswith("0x"):
            kinds = "0123456789abcdefABCDEF" if place > 1 else ""
        elif not text[:2].isupper() and not text.isdigit():
            kinds = table.BASE58 if place else ""
        elif text.isupper() and sign.isalpha():
            kinds = string.ascii_uppercase
        for other in kinds:
            if other != sign:
                yield text[:place] + other + text[place + 1 :]


def changed_places(text: str) -> Iterator[str]:
    for place in range(len(text) - 1):
        if text[place] != text[place + 1]:
            yield text[:place] + text[place + 1] + text[place] + text[place + 2 :]


def is_refused(text: str) -> bool:
    found = check(text)
    return found is None or found.verdict.is_wrong


def test_the_table_is_long_enough() -> None:
    assert len({row[0] for row in VALID}) >= 150
    assert len(set(INVALID)) >= 300


@pytest.mark.parametrize(("text", "kind", "value", "network", "verdict"), VALID, ids=[row[0] for row in VALID])
def test_what_is_right_is_known(text: str, kind: ReferenceKind, value: str, network: str, verdict: CheckResult) -> None:
    found = check(text)
    assert found is not None
    assert (found.kind, found.value, found.network, found.verdict) == (kind, value, network, verdict)
    assert [found] == list(find(f"see {text}, please"))
    assert [found] == list(find(f"لطفاً «{text}» را ببینید."))


@pytest.mark.parametrize("text", INVALID)
def test_what_is_wrong_is_refused(text: str) -> None:
    assert is_refused(text)


@pytest.mark.parametrize("text", CHECKED)
def test_neighbours_that_changed_places_are_refused(text: str) -> None:
    """But for those that the sums cannot see: 09 and 90 of a card, 1B and B1 of an IBAN."""
    for wrong in changed_places(text):
        place = next(at for at in range(len(text)) if text[at] != wrong[at])
        pair = set(text[place : place + 2])
        blind = pair == {"0", "9"} if text.isdigit() else text[:2].isupper() and pair == {"1", "B"}
        assert is_refused(wrong) or blind


@pytest.mark.parametrize("text", [text for text in CHECKED if not text.startswith("0x")])
def test_any_one_changed_sign_is_refused(text: str) -> None:
    tried = list(altered(text))
    assert len(tried) >= 9 * len(text) - 9
    assert [wrong for wrong in tried if not is_refused(wrong)] == []


@pytest.mark.parametrize("text", table.CHECKED_ETHEREUM[:3])
def test_any_one_changed_sign_of_an_ethereum_address_is_refused(text: str) -> None:
    """Its sum is only in the capitals, about fifteen bits: these few show it for all 40 places."""
    assert [wrong for wrong in altered(text) if not is_refused(wrong)] == []


@pytest.mark.parametrize(("text", "value"), table.ORDERS.items())
def test_orders_are_known_where_it_is_said(text: str, value: str) -> None:
    found = next(find(text), None)
    assert (found.value if found is not None else "") == value or (value == "" and found is not None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("IR06 2960 0000 0010 0324 2000 01", "IR062960000000100324200001"),
        ("\u200fIR۰۶ ۲۹۶۰ ۰۰۰۰ ۰۰۱۰ ۰۳۲۴ ۲۰۰۰ ۰۱\u200f", "IR062960000000100324200001"),
        ("gb29 nwbk 6016 1331 9268 19", "GB29NWBK60161331926819"),
        ("4111-1111-1111-1111", "4111111111111111"),
        ("۴۱۱۱\u00a0۱۱۱۱ ۱۱۱۱–۱۱۱۱", "4111111111111111"),
        ("  TR7NHqjeKQxGTCi8q8ZY\u200c4pL8otSzgjLj6t\n", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"),
        ("\u2066OTM-٤١٧٠٣٠\u2069", "OTM-417030"),
    ],
)
def test_spaces_dashes_marks_and_digits_of_any_script_are_taken(text: str, value: str) -> None:
    for found in (check(text), next(find(f"این: {text} است"), None)):
        assert found is not None
        assert found.value == value
        assert not found.verdict.is_wrong


@pytest.mark.parametrize("text", table.IBANS[:20] + list(table.CARDS))
def test_eastern_digits_are_the_same_number(text: str) -> None:
    assert check(text.translate(EASTERN)) == check(text)


@pytest.mark.parametrize(
    "text",
    [
        "I sent 250,000.00 USD on 2023-06-23 at 14:04:05 and again 1,234,567.89",
        "Call +98 21 8888 7777 or 00442079460000",
        "Donaudampfschifffahrtsgesellschaft and AntidisestablishmentarianismT",
        "سلام، سه روز است که برداشت من انجام نشده است.",
        "https://example.com/a/very-long-path-with-words-and-1234",
        "UTF-8 ISO-8601 COVID-19",
        "",
    ],
)
def test_words_amounts_and_dates_are_left_alone(text: str) -> None:
    assert list(find(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "4111 1111 1111 1111 12/28 123",
        "12 4111 1111 1111 1111",
        "name,4111111111111111,x",
        "6037991234567893 4111-1111-1111-1111",
        "4111 1111 1111 1111 and 5555 5555 5555 4444",
        "4111 1111 1111 1111 5555 5555 5555 4444",
        "کارت: ۴۱۱۱ ۱۱۱۱ ۱۱۱۱ ۱۱۱۱، تاریخ ۰۵/۰۸",
    ],
)
def test_no_whole_card_number_goes_unseen(text: str) -> None:
    found = [one.value for one in find(text) if one.kind is ReferenceKind.CARD]
    assert "4111111111111111" in found
    assert ("5555555555554444" in found) == ("5555" in text)


@pytest.mark.parametrize("text", ["1700000000004", "1111 1111 1111 1117", "9000000000000001", "4111111111111112"])
def test_a_long_number_is_no_card_unless_its_first_and_its_check_digit_are_right(text: str) -> None:
    assert [one for one in find(text) if one.kind is ReferenceKind.CARD] == []


def test_the_groups_of_an_iban_are_no_card() -> None:
    assert [one.kind for one in find("DE89 3704 0044 0532 0130 00, 4111 1111 1111 1111")] == [
        ReferenceKind.IBAN,
        ReferenceKind.CARD,
    ]


def test_one_text_names_several_each_once() -> None:
    text = f"{table.TRON[0]} to {table.IBANS[4]} for OTM-417030, yes {table.TRON[0]}"
    assert [found.value for found in find(text)] == [table.TRON[0], table.IBANS[4], "OTM-417030"]


@given(st.text())
def test_any_text_can_be_looked_through(text: str) -> None:
    list(find(text))
    check(text)
    assert plain(plain(text)) == plain(text)


@pytest.mark.parametrize(
    ("data", "digest"),
    [
        (b"", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"),
        (b"abc", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"),
        (b"testing", "5f16f4c7f149ac4f9510d9cf8cf384038ad348b3bcdc01915f95de12df9d1b02"),
        (b"transfer(address,uint256)", "a9059cbb2ab09eb219583f4a59a5d0623ade346d962bcd4e46b11da047c9049b"),
        (b"Transfer(address,address,uint256)", "ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"),
    ],
)
def test_keccak_is_ethereums(data: bytes, digest: str) -> None:
    assert keccak256(data).hex() == digest
