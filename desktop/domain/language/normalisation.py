"""Normalises spelling variants of Persian, Arabic, Kurdish and Latin script, so that they compare as equal."""

import re
import unicodedata

from desktop.domain.language.compound_words import joined
from desktop.values import dataclass

ZWNJ = "\u200c"

_LETTERS = {
    "ی": "يىۍېێےؠ",
    "ئ": "ۓ",
    "ک": "كڪ",
    "گ": "ګ",
    "ه": "ةۀہھەۂۃ",
    "ا": "أإآٱٲٳ",
    "و": "ؤۆۇۊ",
    "ر": "ڕ",
    "ل": "ڵ",
    "ن": "ں",
    "ف": "ڤ",
    "": "ءٴ",  # a hamza of its own is as often left out as written
    " ": "\u200b\u200c\xa0",  # what stands between words unseen
}
_LATIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})
"""Letters whose stroke or ligature Unicode does not take for an accent."""
_DROPPED = [
    "\xad\u200d\u200e\u200f\u061c\u2060\ufeff",  # soft hyphen, joiner, marks of direction
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    "\u0640",  # tatweel
    *map(chr, range(0x0610, 0x061B)),  # vowel marks and signs of the Quran
    *map(chr, range(0x064B, 0x0654)),
    *map(chr, range(0x0655, 0x0660)),  # the hamza above is looked at first: with a yeh it makes a seat
    "\u0670",
    *map(chr, range(0x06D6, 0x06DD)),
    *map(chr, range(0x06DF, 0x06E5)),
    *map(chr, (0x06E7, 0x06E8, 0x06EA, 0x06EB, 0x06EC, 0x06ED)),
]
_FOLDED = {
    **{variant: letter for letter, variants in _LETTERS.items() for variant in variants},
    **dict.fromkeys("".join(_DROPPED), ""),
    **{chr(start + digit): str(digit) for start in (0x0660, 0x06F0) for digit in range(10)},
}
_PAIRS = tuple(_FOLDED.items())
_LATIN_MARKS = re.compile("[\u0300-\u036f]+")
# Only what lies outside these can have another form, case or accent; nearly all Persian text stays inside.
_FOREIGN = re.compile(
    "[^\x00-\x7f\xa0\xab\xad\xbb\u0600-\u0674\u0679-\u06ff"
    "\u200b-\u2010\u2012-\u2016\u2018-\u2023\u202a-\u202e\u2060\u2066-\u2069]"
)
_WORD = re.compile(r"[^\W_]+")
_RUN = r"[\w\u0300-\u036f\u0640\u064b-\u0655\u0670\xad\u200d]+"  # a word with marks that folding drops
_JOINED = re.compile(rf"{_RUN}(?:{ZWNJ}+{_RUN})+")
_JOINED_OR_WORD = re.compile(rf"{_RUN}(?:{ZWNJ}+{_RUN})*")
_ARABIC = re.compile("[\u0620-\u06ff]")
_YEH_WITH_HAMZA = re.compile(r"ی([^\w\s]*?)\u0654")
_FIRST_SEAT = re.compile(
    r"(?<!\w)ئ(?:ا(?=\w)|(?=\w))"
)  # how Kurdish begins a word with a vowel: «ئازاد» is Persian «آزاد»
_HAMZA = re.compile("[ئۓ\u0654\ufe89-\ufe8c]")  # where a word may have a hamza on a yeh
_EZAFE = re.compile(rf"([هةەھہ]){ZWNJ}+[یيى](?!\w)")  # «نامه‌ی من» is «نامهٔ من»


def fold(text: str) -> str:
    """`text` without case, accents, vowel marks, tatweel and variants of letters and digits; ZWNJ becomes a space.

    Folding a folded text changes nothing.
    """
    if text.isascii():
        return text.lower()
    text = _plain(text)
    return _FIRST_SEAT.sub("ا", text).replace("ئ", "ی") if "ئ" in text else text


def _plain(text: str) -> str:
    """`text` folded but for the hamza on a yeh, which may stand for another letter."""
    if _FOREIGN.search(text):
        text = unicodedata.normalize("NFKD", text.casefold())
        text = _LATIN_MARKS.sub("", unicodedata.normalize("NFKD", text.casefold())).translate(_LATIN)
    if ZWNJ in text:
        text = _EZAFE.sub(r"\1", text)
    for variant, letter in _PAIRS:
        if variant in text:
            text = text.replace(variant, letter)
    if "\u0654" in text:
        text = _YEH_WITH_HAMZA.sub(r"ئ\1", text).replace("\u0654", "")
    return text.lower()


def words(text: str) -> list[str]:
    """The words of an already folded text: runs of letters and digits."""
    return _WORD.findall(text)


def indexed(text: str) -> str:
    """What a search index holds of `text`: it folded, and once more what is also written in another way.

    Those are words with ZWNJ in one; words with a hamza on other seats («مسئول» as «مسوول»); and neighbours that
    many people write in one: «می خواهم», «حساب ها», «کیف پول» (see `joins`). Other neighbours are not found by a word
    written in one: every pair of them would double the index, and looking for a word's halves at each key would read
    hundreds of messages in which they merely both occur.
    """
    folded = fold(text)
    if text.isascii():
        return folded
    more: list[str] = []
    if ZWNJ in text:
        pieces = (match[0] for piece in text.split() if ZWNJ in piece for match in _JOINED.finditer(piece))
        more = [fold(piece.replace(ZWNJ, "")) for piece in pieces]
    if _HAMZA.search(text):
        more += [other for word in words(_plain(text)) for other in _other_seats(word)]
    more += joined(words(folded))
    return " ".join([folded, *more])


def _other_seats(word: str) -> set[str]:
    """A word of `_plain` text in the other spellings of its hamza on a yeh: «مسئول» is «مسؤول», «هیئت» is «هیأت»."""
    if "ئ" not in word[1:]:
        return set()
    seats = {"ئو": ("وو", "و"), "ئ": ("ا",)}["ئو" if "ئو" in word[1:] else "ئ"]
    return {fold(word[0] + word[1:].replace("ئو" if "ئو" in word[1:] else "ئ", seat)) for seat in seats}


def number_key(number: str) -> str:
    """A ticket number as it is compared: digits and letters only, in any script's digits, with or without "#"."""
    return "".join(words(fold(number)))


@dataclass(frozen=True)
class Term:
    """A word to look for, whole or as the beginning of one."""

    word: str
    is_prefix: bool


def terms(query: str) -> list[frozenset[Term]]:
    """What a text must hold to be found: for each word of `query` one of these terms.

    The last word may be the beginning of one. Neighbouring words count as written in one too (where the script is
    Arabic, in which a ZWNJ or nothing often stands for the space), so «کیف‌پول» and «کیف پول» find «کیفپول».
    """
    pieces = _JOINED_OR_WORD.findall(query)
    parts = [(word, seats, at) for at, piece in enumerate(pieces) for word, seats in _spelled(piece)]
    in_one = ["".join(words(fold(piece.replace(ZWNJ, "")))) for piece in pieces]
    last = len(parts) - 1
    wanted: list[frozenset[Term]] = []
    for at, (word, seats, piece) in enumerate(parts):
        forms = {Term(in_one[piece], parts[last][2] == piece), *(Term(form, at == last) for form in (word, *seats))}
        for first in (at - 1, at):
            if 0 <= first < last and _ARABIC.match(parts[first][0]) and _ARABIC.match(parts[first + 1][0]):
                forms.add(Term(parts[first][0] + parts[first + 1][0], first + 1 == last))
        wanted.append(frozenset(forms))
    return wanted


def _spelled(piece: str) -> list[tuple[str, set[str]]]:
    """The words of a part of a query, each with its other spellings."""
    if not _HAMZA.search(piece):
        return [(word, set()) for word in words(fold(piece))]
    return [(fold(word), _other_seats(word)) for word in words(_plain(piece))]


def contains(text: str, query: str) -> bool:
    """Whether `text` is found by `query`; one without words, such as "€", is looked for as it stands."""
    wanted = terms(query)
    if not wanted:
        return fold(query).strip() in fold(text)
    found = words(indexed(text))
    whole = set(found)
    return all(
        any(
            term.word in whole or (term.is_prefix and any(word.startswith(term.word) for word in found))
            for term in forms
        )
        for forms in wanted
    )
