"""Where the words of a search stand in a text, in the spelling that the text has."""

import re
import unicodedata
from itertools import pairwise

from desktop.domain.language.compound_words import joined
from desktop.domain.language.normalisation import ZWNJ, fold, indexed, terms, words

_RUN = r"(?:[^\W_]|[\u0300-\u036f\u0640\u064b-\u0655\u0670\xad\u200d])+"
_PIECE = re.compile(rf"{_RUN}(?:{ZWNJ}+{_RUN})*")
_WORD = re.compile(_RUN)
_SEATS = "ئۓی\u0654"
_MOST_KNOWN = 4096
_LEAD = 24
"""Letters that an excerpt has before the first hit; a longer beginning is left out."""
_LOOKED_AT = 20_000
"""Letters of a text in which an excerpt looks for a hit."""

Span = tuple[int, int]
"""A stretch of a text, in characters: where it begins, and where it ends."""


class Highlighter:
    """Finds the words of one query, by the rules of `normalisation.terms`. One thread at a time."""

    def __init__(self, query: str) -> None:
        found = {term for forms in terms(query) for term in forms}
        self._whole = {term.word for term in found}
        self._beginnings = tuple(term.word for term in found if term.is_prefix)
        self._sign = "" if found else query.strip()
        self._known: dict[str, bool] = {}
        self._first_letters = {word[0] for word in self._whole if word}
        self._letters: dict[str, bool] = {}

    def spans(self, text: str) -> list[Span]:
        """Every hit in the order of the text; whole words, and none overlaps another."""
        if self._sign:
            return [found.span() for found in re.finditer(re.escape(self._sign), text, re.IGNORECASE)]
        if not self._whole:
            return []
        runs: list[tuple[str, int]] = []
        hits: list[Span] = []
        for found in _PIECE.finditer(text):
            piece, start = found.group(), found.start()
            if ZWNJ not in piece:
                runs.append((piece, start))
            elif self._is_hit(piece.replace(ZWNJ, "")):
                hits.append(found.span())
            else:
                runs += [(run.group(), run.start()) for run in _WORD.finditer(text, *found.span())]
        hits += [(start, start + len(run)) for run, start in runs if self._is_hit(run)]
        for (first, start), (second, end) in pairwise(runs):
            if self._is_hit_in_one(first, second):
                hits.append((start, end + len(second)))
        return _merged(sorted(hits))

    def holds(self, text: str) -> bool:
        """Whether there is a hit in `text`."""
        return bool(self.spans(text))

    def excerpt(self, text: str, length: int) -> str:
        """One line of `text`, at most `length` letters, with the first hit near its beginning; "" without a hit."""
        line = " ".join(text[:_LOOKED_AT].split())
        hits = self.spans(line)
        if not hits:
            return ""
        start = hits[0][0]
        if start <= _LEAD:
            return line[:length]
        begin = line.find(" ", start - _LEAD, start) + 1 or start
        # else a word of another script at its beginning would turn it round
        mark = "\u200f" if _is_rtl(line) else "\u200e"
        return f"{mark}…{line[begin : begin + length]}"

    def _may_begin(self, letter: str) -> bool:
        """Whether a word that begins with `letter` may be a hit, which few are: folding each of them takes long."""
        if letter not in self._letters:
            folded = fold(letter)
            # a seat of a hamza becomes another letter by what follows it
            self._letters[letter] = folded[:1] in self._first_letters or not folded or letter in _SEATS
        return self._letters[letter]

    def _is_hit(self, run: str) -> bool:
        if not self._may_begin(run[0]):
            return False
        if run not in self._known:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[run] = any(self._is_wanted(word) for word in words(indexed(run)))
        return self._known[run]

    def _is_hit_in_one(self, first: str, second: str) -> bool:
        """Whether two neighbours are a hit as the word that many write them as."""
        if not self._may_begin(first[0]) or first.isascii() or second.isascii() or len(first) + len(second) > _LEAD:
            return False
        return any(self._is_wanted(word) for word in joined([fold(first), fold(second)]))

    def _is_wanted(self, word: str) -> bool:
        return word in self._whole or word.startswith(self._beginnings)


def _is_rtl(text: str) -> bool:
    kinds = (unicodedata.bidirectional(sign) for sign in text)
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
