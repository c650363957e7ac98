"""Facts survive being stored, sent as text, quoted, and read again; nothing else is taken for them."""

import time
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCalendar, QDate

from desktop.domain.drafts import Draft
from desktop.domain.language.jalali import jalali
from desktop.domain.money.wallets import Transaction
from desktop.domain.references.detection import check
from desktop.domain.references.evidence import (
    SEARCHED,
    Evidence,
    EvidenceKind,
    dumped,
    loaded,
    names,
    read,
    with_evidence,
    without_evidence,
)
from desktop.domain.references.mentions import Mention, named, number

BOOKED = Transaction(
    7, 1, "OTM-417030", 1_687_536_240_000, "Wallet USD 122", "USD - trc20", "deposit", Decimal("99.01"), "USD", None,
    "done", "31",
)  # fmt: skip
CHIP = Evidence.of_transaction(BOOKED, "Wallet USD 122")
LINES = """[Transaction]
Reference: OTM-417030
Date: 2023-06-23 16:04:00 UTC (1402-04-02 Jalali)
Wallet: Wallet USD 122
Account: Wallet USD 122
Method: USD - trc20
Kind: deposit
Amount: 99.01
Currency: USD
Fee: -
State: done
Id: 31
[/Transaction]"""

moments = st.integers(min_value=0, max_value=32_503_679_999_999).map(str)
money = st.decimals(allow_nan=False, allow_infinity=False, places=8, min_value=-(10**12), max_value=10**12).map(
    lambda value: f"{value:f}"
)


@st.composite
def chips(draw: st.DrawFn) -> Evidence:
    kind = draw(st.sampled_from(EvidenceKind))
    facts = {name: draw(st.text(max_size=20)) for name in names(kind)}
    if kind is EvidenceKind.TRANSACTION:
        facts |= {"date": draw(moments), "amount": draw(money), "fee": draw(money | st.just(""))}
    return Evidence.of(kind, facts)


def test_the_lines_say_everything_in_both_calendars() -> None:
    assert "\n".join(CHIP.lines) == LINES


@given(st.text(), st.lists(chips(), max_size=3, unique=True))
def test_what_is_sent_gives_text_and_evidence_back(text: str, evidence: list[Evidence]) -> None:
    assert without_evidence(with_evidence(text, evidence), evidence) == (text, tuple(evidence))
    assert loaded(dumped(evidence)) == tuple(evidence)


@given(st.lists(chips(), min_size=1, max_size=3, unique=True), st.sampled_from(["", "> ", ">> ", "> > "]))
def test_evidence_is_read_from_the_lines_alone(evidence: list[Evidence], quote: str) -> None:
    sent = with_evidence("Hello\nthere", evidence)
    quoted = "\n".join(f"{quote}{line}" for line in sent.split("\n"))
    text, found = read(f"{quoted}\n")
    assert found == tuple(evidence)
    assert text == f"{quote}Hello\n{quote}there"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("99.01", "99,01"),
        ("2023-06-23", "2023-06-24"),
        ("(1402-04-02 Jalali)", "(1402-04-03 Jalali)"),
        ("Fee: -", "Fee: none"),
        ("Fee: -\n", ""),
        ("Kind:", "Sort:"),
        ("[/Transaction]", "[/Card]"),
        ("[Transaction]", "[transaction]"),
        ("State: done", "State: done\u202e"),
    ],
)
def test_lines_that_no_app_wrote_stay_lines(old: str, new: str) -> None:
    text = LINES.replace(old, new)
    assert text != LINES
    assert read(text) == (text, ())


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    left, found = read(text)
    assert found or left == text


def test_facts_of_any_origin_stand_on_one_line_and_turn_nothing_around() -> None:
    odd = replace(BOOKED, method="a\n[/Transaction]\n\u202eb\x00c", reference="-", account="\ud800x", state="y" * 999)
    chip = Evidence.of_transaction(odd, "w\u2067")
    assert chip.fact("method") == "a [/Transaction] bc"
    assert (chip.fact("reference"), chip.fact("account"), chip.fact("wallet")) == ("", "x", "w")
    assert len(chip.fact("state")) == 200
    assert read("\n".join(chip.lines))[1] == (chip,)


@pytest.mark.parametrize("stored", ["{", "[1]", '[["transaction", 3]]', '[["gold", {}]]', "null", "7"])
def test_what_no_app_stored_is_no_evidence(stored: str) -> None:
    assert loaded(stored) == ()


def test_a_text_that_an_older_app_sent_otherwise_keeps_its_lines() -> None:
    assert without_evidence("text\n\n[Transaction v0]", (CHIP,)) == ("text\n\n[Transaction v0]", ())


def test_of_a_card_only_the_last_four_digits_are_kept() -> None:
    card = check("4111 1111 1111 1111")
    assert card is not None
    chip = Evidence.of_reference(card)
    assert chip.fact("value") == "**** 1111"
    assert "4111111" not in dumped([chip]) + "\n".join(chip.lines)


def test_a_drafts_message_is_its_text_alone_without_evidence() -> None:
    assert Draft("d", 1, body="text").message == "text"
    assert Draft("d", 1, body="text", evidence=(CHIP,)).message == f"text\n\n{LINES}"


@pytest.mark.slow
def test_the_jalali_day_is_qts_for_four_centuries() -> None:
    calendar = QCalendar(QCalendar.System.Jalali)
    day = date(1700, 1, 1)
    while day.year < 2100:
        parts = calendar.partsFromDate(QDate(day.year, day.month, day.day))
        assert jalali(day) == (parts.year, parts.month, parts.day)
        day += timedelta(1)


@pytest.mark.parametrize(
    "text",
    [
        "OTM-417030", "where is otm-417030?", "شمارهٔ ۴۱۷۰۳۰ کجاست", "#417030", "(417030)", "417030.", "٤١٧٠٣٠",
        LINES, f"> {LINES.replace(chr(10), chr(10) + '> ')}",
    ],
)  # fmt: skip
def test_a_mention_is_seen(text: str) -> None:
    assert Mention(BOOKED).is_in(text)


@pytest.mark.parametrize("text", ["", "OTM-4170301", "1417030", "X-417030", "417030.50 USD", "1,417030", "OTM-41703"])
def test_another_number_is_no_mention(text: str) -> None:
    assert not Mention(BOOKED).is_in(text)


def test_a_transaction_without_a_reference_is_known_by_its_facts() -> None:
    nameless = replace(BOOKED, reference="")
    assert Mention(nameless).is_in("\n".join(Evidence.of_transaction(nameless).lines))
    assert not Mention(nameless).is_in("31")


def test_what_may_be_a_reference_is_named() -> None:
    assert list(named("OTM-417030 و ۵۱۲۳۴۵۶، 99.01 USD, 12")) == ["OTM-417030", "5123456"]
    assert (number("OTM-417030"), number("A-12"), number("")) == ("417030", "A-12", "")


@pytest.mark.parametrize(
    "part", ["[Transaction]\n", "[Transaction]\nReference: 1\n", "> [TXID]\n", "[Order]\nValue: 1\nNetwork: -\n"]
)
def test_a_text_full_of_beginnings_takes_no_longer_for_its_length(part: str) -> None:
    text = part * (SEARCHED // len(part)) + "[/"

    def seconds(text: str) -> float:
        samples = []
        for _ in range(3):
            start = time.thread_time()
            assert read(text) == (text, ())
            samples.append(time.thread_time() - start)
        return min(samples)

    assert seconds(text * 20) < 5 * seconds(text) + 0.01


def test_evidence_below_a_long_text_is_found() -> None:
    chip = Evidence.of(EvidenceKind.ORDER, {"value": "1", "checked": "unchecked"})
    text = "word " * SEARCHED
    sent = with_evidence(text.rstrip(), [chip])
    assert read(sent) == (text.rstrip(), (chip,))
