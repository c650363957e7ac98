"""Keeps of a mail what the person wrote: without the quoted mail below it, where it is certain that this is one."""

import re
import unicodedata

MOST_LINES = 5_000
"""Of a mail longer than that everything is kept."""
_TIME, _YEAR = re.compile(r"\d{1,2}[:.٫]\d{2}"), re.compile(r"\d{4}")
_RULE = re.compile(r"\s*(?:-{3,}[^-]{3,60}-{3,}|_{8,}|-{8,})\s*")
_HEADER = re.compile(r"\s*\*?[^\W\d_][\w .‌-]{0,24}\*?\s*:")
_MOST_RULES = 5
_HEADER_LINES = 10
_SIGNATURE_LINES, _SIGNATURE_LETTERS = 8, 600


def own_words(text, address, sent):
    """The text without what quotes our own mails: `address` is the help desk's, `sent` what its mails said.

    In doubt everything stays: a line is dropped only within a block at the end that is all quote.
    """
    lines = text.split("\n")
    if len(lines) > MOST_LINES:
        return text.strip()
    known = flat(sent)
    end = _marked_quote(lines, address)
    if end == len(lines):
        end = _unmarked_quote(lines, address, known)
    return "\n".join(_without_signature(lines[:end])).strip() or text.strip()


def flat(text):
    """A text without blanks and marks that mail programs add or move."""
    return "".join(letter for letter in text if not letter.isspace() and unicodedata.category(letter) != "Cf")


def _marked_quote(lines, address):
    """Where the lines beginning with > at the end start, with the line above that says who wrote them."""
    start = len(lines)
    has_quote = False
    while start and (not lines[start - 1].strip() or lines[start - 1].lstrip().startswith(">")):
        start -= 1
        has_quote = has_quote or bool(lines[start].strip())
    if not has_quote:
        return len(lines)
    above = start
    while above and start - above < 3 and lines[above - 1].strip():
        above -= 1
        if _introduces(lines[above:start], address):
            return above
    return start


def _introduces(lines, address):
    """Whether this is `On … X wrote:`, in whichever language."""
    words = " ".join(lines).strip()
    words = "".join(letter for letter in words if unicodedata.category(letter) != "Cf")
    if not words.endswith((":", "：")):
        return False
    return address.lower() in words.lower() or bool(_TIME.search(words) and _YEAR.search(words))


def _unmarked_quote(lines, address, known):
    """Where a quote without marks starts: a rule or our address in a header, and below it only what we wrote."""
    starts = [n for n, line in enumerate(lines) if _RULE.fullmatch(line) or _names_us(lines, n, address)]
    for start in starts[:_MOST_RULES]:
        below = _below_headers(lines, start + 1)
        if below < len(lines) and all(_is_ours(line, known) for line in lines[below:]):
            return start
    return len(lines)


def _below_headers(lines, at):
    while at < len(lines) and not lines[at].strip():
        at += 1
    last = at + _HEADER_LINES
    while at < min(len(lines), last) and _HEADER.match(lines[at]):
        at += 1
    return at


def _names_us(lines, number, address):
    return bool(_HEADER.match(lines[number])) and address.lower() in lines[number].lower()


def _is_ours(line, known):
    return line.lstrip().startswith(">") or flat(line) in known


def _without_signature(lines):
    """Mail programs write two dashes and a blank above a signature; nobody else does."""
    marks = [number for number, line in enumerate(lines) if line == "-- "]
    for number in marks[-1:]:
        below = "\n".join(lines[number + 1 :]).strip()
        if below.count("\n") < _SIGNATURE_LINES and len(below) <= _SIGNATURE_LETTERS:
            return lines[:number]
    return lines
