"""Spelling never decides whether something is found."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.domain.language.normalisation import ZWNJ, contains, fold, indexed, number_key, terms, words
from tests.domain.spellings import OTHER, SAME

arabic = st.text(st.characters(min_codepoint=0x0600, max_codepoint=0x06FF), max_size=30)
foldable = st.text(
    st.one_of(st.sampled_from("يىۍېئكڪةۀہھأإآٱؤءـ\u200c\u200d\u064e۱١1ÀéßİŞﷲﻻＡ k"), st.characters()), max_size=30
)


@pytest.mark.parametrize(
    ("variants", "folded"),
    [
        (["ی", "ي", "ى", "ۍ", "ې", "ئ"], "ی"),
        (["ک", "ك", "ڪ"], "ک"),
        (["ه", "ة", "ۀ", "ہ", "ھ", "هٔ"], "ه"),
        (["ا", "أ", "إ", "آ", "ٱ", "ا\u0653"], "ا"),
        (["و", "ؤ", "ۆ"], "و"),
        (["ر", "ڕ"], "ر"),
        (["ل", "ڵ"], "ل"),
        (["آزاد", "ئازاد"], "ازاد"),
        (["نامه", "نامهٔ", "نامۀ", "نامه‌ی", "نامة"], "نامه"),
        (["مُحَمَّد", "محمد", "محـــمد", "مﺣﻤﺪ"], "محمد"),
        (["رحمن", "رحمٰن"], "رحمن"),
        (["کیف‌پول", "كيف\u200cپول", "کیف پول", "کیف\xa0پول"], "کیف پول"),
        (["۱۲۳", "١٢٣", "123", "１２３"], "123"),
        (["Málaga", "malaga", "MÁLAGA", "Ma\u0301laga"], "malaga"),
        (["STRASSE", "straße"], "strasse"),
        (["İstanbul", "istanbul"], "istanbul"),
        (["\u2067سلام\u2069", "س\u200dلام", "\u200fسلام", "سلام\ufeff", "س\xadلام"], "سلام"),
        (["جزء", "جز"], "جز"),
        (["ﷲ", "الله"], "الله"),
        (["لا", "ﻻ"], "لا"),
        (["ﬁle", "FILE"], "file"),
        (["", "ءٰ"], ""),
    ],
)
def test_variants_fold_to_one(variants: list[str], folded: str) -> None:
    assert {fold(variant) for variant in variants} == {folded}


@given(st.one_of(st.text(), arabic, foldable))
@example("\u0345")
@example("ẞ")
@example("\u1fb7")
@example("ﬅ")
@example("K")
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(foldable)
def test_forms_of_unicode_do_not_decide(text: str) -> None:
    assert words(fold(unicodedata.normalize("NFD", text))) == words(fold(unicodedata.normalize("NFC", text)))


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_ascii_is_only_lowered(text: str) -> None:
    assert fold(text) == text.lower()


@given(st.text(st.characters(codec=None), max_size=20))
def test_anything_at_all_can_be_folded(text: str) -> None:
    indexed(text)
    contains(text, text)
    terms(text)


@pytest.mark.parametrize("text", ["کیف‌پول", "کیف پول", "کیفپول"])
@pytest.mark.parametrize("query", ["کیف‌پول", "كيف‌پو", "كيف"])
def test_zwnj_never_decides(text: str, query: str) -> None:
    assert contains(f"از {text} من", query)


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("کیف‌پول", "کیفپول", True),
        ("کیفپول", "کیف پول", True),
        ("می‌خواسته‌اند", "میخواستهاند", True),
        ("میخواستهاند", "می‌خواسته‌اند", True),
        ("میخواستهاند", "می‌خواسته‌ا", True),
        ("میخواستهاند بیایند", "می‌خواسته‌اند بیا", True),
        ("کیف پول", "کیفپو", True),
        ("از کیف پول من", "کیفپول من", True),
        ("کیف و پول", "کیفپول", False),
        ("کیف مهرنوش", "کیفمهرنوش", False),
        ("مسؤول", "مسئو", True),
        ("fees", "fee fee", False),
        ("my wallet is empty", "wallet my", True),
        ("my wallet is empty", "wal my", False),
        ("my wallet is empty", "my wal", True),
        ("ab cd", "abcd", False),
        ("abcd", "ab cd", False),
        ("price 10€", "€", True),
        ("price 10", "€", False),
        ("anything", "  ", True),
        ("foo_bar-baz", "bar foo", True),
        ("TXID 0xAbC", "0xab", True),
    ],
)
def test_every_word_and_the_last_as_it_begins(text: str, query: str, found: bool) -> None:
    assert contains(text, query) is found


@given(st.lists(st.text("ابپتکگیوmnop", min_size=1, max_size=6), min_size=1, max_size=5), st.data())
def test_a_text_is_found_by_its_words_in_any_order_joined_or_not(parts: list[str], data: st.DataObject) -> None:
    text = "".join(part + data.draw(st.sampled_from([" ", ZWNJ])) for part in parts)
    query = data.draw(st.permutations(parts))
    assert contains(text, " ".join(query))
    assert contains(text, text)


@pytest.mark.parametrize(
    ("number", "key"), [("#12", "12"), (" # ۱۲ ", "12"), ("١٢", "12"), ("ABC-12", "abc12"), ("#", ""), ("", "")]
)
def test_numbers_are_compared_by_their_digits(number: str, key: str) -> None:
    assert number_key(number) == key


def test_the_tables_are_as_long_as_they_should_be() -> None:
    assert len(set(SAME)) >= 200
    assert len(set(OTHER)) >= 50


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_spellings_of_a_word_find_each_other(one: str, other: str) -> None:
    assert one != other
    for text, query in ((one, other), (other, one)):
        assert contains(f"در {text} و", query), "as the last word, which may be a beginning"
        assert contains(f"در {text} و", f"{query} در"), "as a whole word"


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_another_word_is_not_found(one: str, other: str) -> None:
    assert not contains(f"در {one} و", f"{other} در")
    assert not contains(f"در {other} و", f"{one} در")
