"""Texts are made encodable without changing any that is."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.language.surrogates import encodable, without_nul


@given(st.text(alphabet=st.characters()))
def test_what_can_be_encoded_stays_as_it_is(text: str) -> None:
    assert encodable(text).encode().decode() == encodable(text)
    if not any(0xD800 <= ord(letter) <= 0xDFFF for letter in text):
        assert encodable(text) == text
    assert without_nul(text) == encodable(text).replace("\0", "\ufffd")


def test_pairs_are_joined_and_lone_halves_replaced() -> None:
    assert encodable("a\ud83d\ude00b\ud800c\0") == "a\U0001f600b\ufffdc\0"
    assert without_nul("a\ud83d\ude00b\ud800c\0") == "a\U0001f600b\ufffdc\ufffd"


def test_joiners_emoji_and_nul_stay() -> None:
    text = "سلام\u200c 😀\x00 é"
    assert encodable(text) == text
