"""Where the words of a search stand in a text, in the spelling that the text has."""

import re
import unicodedata
from itertools import pairwise

from desktop.domain.language.compound_words import joined
from desktop.domain.language.normalisation import ZWNJ, fold, indexed, terms, words

_RUN = r"(?:[^\W_]|[\u0300-\u036f\u0640\u064b-\u0655\u0670\xad\u200d])+"
_PIECE = re.compile(rf"{_RUN}(?:{ZWNJ}+{_RUN})*")
_WORD = re.compile(_RUN)
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

    def spans(self, text: str) -> list[Span]:
        """Every hit in the order of the text; whole words, and none overlaps another."""
        if self._sign:
            return [found.span() for found in re.finditer(re.escape(self._sign), text, re.IGNORECASE)]
        if not self._whole:
            return []
        runs: list[tuple[str, Span]] = []
        hits: list[Span] = []
        for piece in _PIECE.finditer(text):
            inside = [(run.group(), run.span()) for run in _WORD.finditer(text, *piece.span())]
            if ZWNJ in piece.group() and self._is_hit(piece.group().replace(ZWNJ, "")):
                hits.append(piece.span())
            else:
                hits += [span for run, span in inside if self._is_hit(run)]
            runs += inside
        hits += [(first[1][0], second[1][1]) for first, second in pairwise(runs) if self._is_hit_in_one(first, second)]
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

    def _is_hit(self, run: str) -> bool:
        if run not in self._known:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[run] = any(self._is_wanted(word) for word in words(indexed(run)))
        return self._known[run]

    def _is_hit_in_one(self, first: tuple[str, Span], second: tuple[str, Span]) -> bool:
        """Whether two neighbours are a hit as the word that many write them as."""
        if first[0].isascii() or second[0].isascii() or len(first[0]) + len(second[0]) > _LEAD:
            return False
        return any(self._is_wanted(word) for word in joined([fold(first[0]), fold(second[0])]))

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
