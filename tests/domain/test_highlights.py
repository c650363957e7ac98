"""What a search marks in texts: the words as they are written there, in every spelling that the search finds."""

import pytest

from desktop.domain.language.highlights import Highlighter
from desktop.domain.language.normalisation import contains


def marked(text: str, query: str) -> list[str]:
    return [text[start:end] for start, end in Highlighter(query).spans(text)]


@pytest.mark.parametrize(
    ("text", "query", "hits"),
    [
        ("A fee, a Fee and fees; coffee.", "fee", ["fee", "Fee", "fees"]),
        ("A fee and a withdrawal", "fee with", ["fee", "withdrawal"]),
        ("The fees of a fee", "fee of", ["of", "fee"]),
        ("پول من كجاست؟", "کجا", ["كجاست"]),
        ("می‌خواهم پول را", "می خواهم", ["می‌خواهم"]),
        ("می‌خواهم پول را", "خواهم", ["خواهم"]),
        ("از کیف پول برداشتم", "کیفپول", ["کیف پول"]),
        ("از کیف‌پول برداشتم", "کیفپول", ["کیف‌پول"]),
        ("از کیفپول برداشتم", "کیف پول", ["کیفپول"]),
        ("هیئت و مسئول", "هیات مسوول", ["هیئت", "مسئول"]),
        ("مبلغ ۲۵۰ دلار", "250", ["۲۵۰"]),
        ("Retiró el depósito", "deposito", ["depósito"]),
        ("مَبلَغ", "مبلغ", ["مَبلَغ"]),
        ("5 € and 6 €", "€", ["€", "€"]),
        ("ORDER-417030, see", "417030", ["417030"]),
        ("nothing here", "fee", []),
        ("text", "  ", []),
    ],
)
def test_hits_are_marked_as_they_are_written(text: str, query: str, hits: list[str]) -> None:
    assert marked(text, query) == hits
    assert bool(hits) == (bool(query.strip()) and contains(text, query)), "what is found is marked, and nothing else"


def test_an_excerpt_shows_the_first_hit_near_its_beginning() -> None:
    highlighter = Highlighter("fee")
    assert highlighter.excerpt("The fee is  small\nand fair.", 20) == "The fee is small and"
    long = highlighter.excerpt("word " * 50 + "the fee of the bank " + "word " * 50, 60)
    assert long.startswith("\u200e…word") and 10 < long.index("fee") <= 30 and len(long) <= 62
    assert highlighter.excerpt("x" * 100 + " fee", 60) == "\u200e…fee"
    persian = highlighter.excerpt("برداشت از حساب " * 5 + "fee " * 9, 60)
    assert persian.startswith("\u200f…"), "it runs as the text does, whatever it begins with"
    assert highlighter.excerpt("nothing", 60) == ""


@pytest.mark.parametrize("text", ["fee " * 20_000, "f" * 100_000, "کیف پول " * 10_000])
def test_long_texts_are_marked_in_time_linear_in_their_length(text: str) -> None:
    assert len(Highlighter("fee کیف").spans(text)) in (20_000, 0, 10_000)
