"""Folds text so that spelling variants of Persian, Arabic, Kurdish and Latin script compare as equal."""

import re
import unicodedata

ZWNJ = "\u200c"

_LETTERS = {
    "ی": "يىۍېئ",
    "ک": "كڪ",
    "ه": "ةۀہھەۂۃ",
    "ا": "أإآٱٲٳ",
    "و": "ؤ",
    "": "ء",  # a hamza of its own is as often left out as written
    " ": "\u200b\u200c\xa0",  # what stands between words unseen
}
_DROPPED = [
    "\xad\u200d\u200e\u200f\u061c\u2060\ufeff",  # soft hyphen, joiner, marks of direction
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    "\u0640",  # tatweel
    *map(chr, range(0x0610, 0x061B)),  # vowel marks and signs of the Quran
    *map(chr, range(0x064B, 0x0660)),
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
_JOINED = re.compile(rf"[^\W_]+(?:{ZWNJ}+[^\W_]+)+")


def fold(text: str) -> str:
    """`text` without case, accents, vowel marks, tatweel and variants of letters and digits; ZWNJ becomes a space.

    Folding a folded text changes nothing.
    """
    if text.isascii():
        return text.lower()
    if _FOREIGN.search(text):
        text = unicodedata.normalize("NFKD", text.casefold())
        text = _LATIN_MARKS.sub("", unicodedata.normalize("NFKD", text.casefold()))
    for variant, letter in _PAIRS:
        if variant in text:
            text = text.replace(variant, letter)
    return text.lower()


def words(text: str) -> list[str]:
    """The words of an already folded text: runs of letters and digits."""
    return _WORD.findall(text)


def indexed(text: str) -> str:
    """What a search index holds of `text`: it folded, and words with ZWNJ once more as if they were written in one."""
    folded = fold(text)
    if ZWNJ not in text:
        return folded
    joined = (fold(match[0].replace(ZWNJ, "")) for match in _JOINED.finditer(text))
    return " ".join([folded, *joined])


def number_key(number: str) -> str:
    """A ticket number as it is compared: digits and letters only, in any script's digits, with or without "#"."""
    return "".join(words(fold(number)))


def contains(text: str, query: str) -> bool:
    """Whether every word of `query` is in `text`, the last one as the beginning of a word."""
    wanted = words(fold(query))
    if not wanted:
        return True
    found = words(indexed(text))
    whole = set(found)
    return all(word in whole for word in wanted[:-1]) and any(word.startswith(wanted[-1]) for word in found)
