"""Finds what of a mail's text may start folded: quoted lines that are provably ours, and signatures that are known.

Nothing is removed from a text. A quoted line is ours when it stands, with its neighbours and in their order, in a mail
that we sent; the line that introduces such a quote (`On … wrote:`, a block of headers, a rule) is folded with it.
Whatever is in doubt is shown.
"""

import bisect
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

MOST_LINES = 5_000
"""A longer text has no folds."""
SHORT = 12
"""Letters. "200" or "yes" may stand in our mail and be the answer to it; a line as short as that proves nothing."""
SHORTEST_UNMARKED = 30
"""Letters of a quote without marks."""
_KEY = 8
_MOST_TRIES = 50
_MOST_STEPS = 300_000
"""Lines compared for one text. Where the same short line stands hundreds of times in both, there is no end to it."""
_LONGEST_LINE = 2_000
_LONGEST_LINK_LINE = 500
_MOST_OPENERS = 100
_INTRODUCTION_LINES = 3
_HEADER_LINES = 10
SIGNATURE = "-- "

_MARKS = re.compile(r"\s*((?:>\s?)*)")
_SENTENCE = re.compile(r"(?<=[.?!؟…:])\s+")
_TIME = re.compile(r"\d{1,2}[:.٫]\d{2}")
_STARTS = re.compile(r"\W*(?:\d|(?:on|el|le|am|em|op|il|den|dnia|w|в|در|في|بتاريخ)\b)", re.IGNORECASE)
_REPEATED_LINK = re.compile(r"(\w{2,8}://[^\s<>()]+)\s*[<(]\1[>)]")
_FROM = ("from", "von", "de", "da", "van", "från", "от", "از", "فرستنده", "من", "المرسل")
_LABELS = {
    *_FROM,
    *("sent", "date", "to", "cc", "subject", "reply-to", "importance", "gesendet", "datum", "an", "betreff"),
    *(
        "enviado",
        "enviado el",
        "enviada",
        "enviados",
        "responder a",
        "fecha",
        "para",
        "asunto",
        "envoyé",
        "à",
        "objet",
        "kopie",
        "aan",
    ),
    *("ارسال شده", "ارسال", "تاریخ", "به", "گیرنده", "موضوع", "رونوشت"),
    *("تم الإرسال", "أرسلت", "تاريخ الإرسال", "التاريخ", "إلى", "الموضوع", "نسخة"),
}
_LABEL = re.compile(r"\s*\*?([^\W\d_][^:：\n]{0,24}?)\*?\s*[:：]")
_SENT_FROM = re.compile(
    r"\W*(?:sent from|get outlook for|enviado desde|von meinem|envoyé de"
    r"|ارسال شده از|فرستاده شده از|أرسل من|مرسل من)\b",
    re.IGNORECASE,
)
_RULE = re.compile(
    r"\s*(?:[-_]{5,}|-{3,}\s*(?:original message|forwarded message|پیام اصلی|الرسالة الأصلية|mensaje original"
    r"|ursprüngliche nachricht|message d'origine)\s*-{3,})\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Line:
    start: int
    end: int
    depth: int  # how many marks of quotation it has
    text: str  # without these marks
    flat: str


class _Sent:
    """One mail of ours, as a row of letters with the places where its lines and sentences start and end."""

    def __init__(self, text: str, steps: list[int]) -> None:
        self._steps = steps  # how many are left, shared by all mails that a text is compared with
        pieces, starts, self._ends, at = [], [], set(), 0
        for line in text.split("\n"):
            for piece in filter(None, map(flat, _SENTENCE.split(line))):
                starts.append(at)
                pieces.append(piece)
                at += len(piece)
                self._ends.add(at)
        self._letters = "".join(pieces)
        self._starts: dict[str, list[int]] = {}
        for start in starts:
            for length in range(1, _KEY + 1):
                self._starts.setdefault(self._letters[start : start + length], []).append(start)
        self._from = 0

    def match(self, lines: list[_Line], first: int, following: list[int]) -> tuple[int, int, int]:
        """How far the lines from this one on stand here one after the other: (letters, last line, end).

        `following` has for each line the number of the next one that is quoted alike, -1 where there is none.
        """
        best = (0, 0, 0)
        starts = self._starts.get(lines[first].flat[:_KEY], ())
        first_start = bisect.bisect_left(starts, self._from)
        for start in starts[first_start : first_start + _MOST_TRIES]:
            if self._steps[0] < 0:
                return 0, 0, 0
            best = max(best, self._match_at(start, lines, first, following))
        return best

    def _match_at(self, start: int, lines: list[_Line], number: int, following: list[int]) -> tuple[int, int, int]:
        ends, numbers = [], []
        at = start
        while number >= 0 and self._letters.startswith(lines[number].flat, at):
            at += len(lines[number].flat)
            ends.append(at)
            numbers.append(number)
            number = following[number]
        self._steps[0] -= len(ends) + 1
        while ends:
            before = ends[-2] if len(ends) > 1 else start
            is_short = ends[-1] - before < SHORT and ends[-1] != len(self._letters)
            # a short line may be an answer that happens to be our next line, unless it ends a sentence of ours
            if ends[-1] in self._ends and not (is_short and (before in self._ends or len(ends) == 1)):
                return ends[-1] - start, numbers[len(ends) - 1], ends[-1]
            ends.pop()
        return 0, 0, 0

    def pass_over(self, end: int) -> None:
        """Expect later lines after this place only."""
        self._from = end


def folds(
    text: str, address: str, sent: list[str], names: Collection[str] = (), known: Collection[str] = ()
) -> list[list[int]]:
    """The ranges of `text` that may start folded, as [start, end] in characters, the end excluded, in order.

    `address` is the help desk's, `sent` the texts of the mails it sent, `names` what their From header showed beside
    the address; `known` are lines about the sender that are no news in a signature: name, address, phone.
    Never the whole text.
    """
    lines = _lines(text)
    if len(lines) > MOST_LINES:
        return []
    spans = _spans(lines, address, sent, names)
    spans += _signature(lines, spans, {flat(line).lower() for line in known})
    folded = {number for first, last in spans for number in range(first, last + 1)}
    if all(number in folded or not line.flat for number, line in enumerate(lines)):
        return []
    return [[lines[first].start, lines[last].end] for first, last in sorted(spans)]


def is_all_quote(text: str, address: str, sent: list[str], names: Collection[str] = ()) -> bool:
    """Whether nothing stands in the text but quotes, what introduces them, and a signature."""
    lines = _lines(text)
    if len(lines) > MOST_LINES:
        return False
    spans = [*_spans(lines, address, sent, names), *_openers(lines, address, names)]
    quoted = {number for first, last in spans for number in range(first, last + 1)}
    for number, line in enumerate(lines):
        if line.text == SIGNATURE and not line.depth:
            break
        if line.flat and not (number in quoted or line.depth or _SENT_FROM.match(line.text)):
            return False
    return True


def signature_lines(text: str) -> list[str]:
    """The lines of a text's signature."""
    lines = text.split("\n")
    marks = [number for number, line in enumerate(lines) if line == SIGNATURE]
    return [line for line in lines[marks[-1] + 1 :] if line.strip() and not line.startswith(">")] if marks else []


def flat(text: str) -> str:
    """A text without blanks and marks that mail programs add or move."""
    return "".join(letter for letter in text if not letter.isspace() and unicodedata.category(letter) != "Cf")


def _lines(text: str) -> list[_Line]:
    lines, at = [], 0
    for line in text.split("\n"):
        marks = _MARKS.match(line)
        marked = marks[1] if marks else ""
        words = line[marks.end() :] if marks and marked else line
        once = _REPEATED_LINK.sub(r"\1", words) if len(words) < _LONGEST_LINK_LINE else words
        lines.append(_Line(at, at + len(line), marked.count(">"), words, flat(once)))
        at += len(line) + 1
    return lines


def _spans(lines: list[_Line], address: str, sent: list[str], names: Collection[str]) -> list[tuple[int, int]]:
    """Folded lines as pairs of first and last number."""
    openers = _openers(lines, address, names)
    spans: list[tuple[int, int]] = []
    for start, end in _without_interleaved(lines, _runs(lines, openers, address, sent), openers):
        first, last = _with_introduction(lines, start, openers), end
        while last + 1 < len(lines) and lines[last + 1].depth and not lines[last + 1].flat:
            last += 1  # marks without words
        if spans and not any(line.flat for line in lines[spans[-1][1] + 1 : first]):
            spans[-1] = (spans[-1][0], last)
        else:
            spans.append((first, last))
    return spans


def _openers(lines: list[_Line], address: str, names: Collection[str]) -> list[tuple[int, int]]:
    """What introduces a quote of our mail: pairs of first and last line."""
    marks = [mark.lower() for mark in (address, *names) if mark]
    found = []
    for number, line in enumerate(lines):
        length = _introduction(lines, number, address, names)
        if length:
            found.append((number - length + 1, number))
        elif _label(line) in _FROM and any(mark in line.text.lower() for mark in marks):
            last = number
            while last + 1 < len(lines) and last - number < _HEADER_LINES and _label(lines[last + 1]) in _LABELS:
                last += 1
            found.append((number, last))
    return found[:_MOST_OPENERS]


def _label(line: _Line) -> str:
    match = _LABEL.match(line.text) if len(line.text) < _LONGEST_LINE else None
    return match[1].strip().lower() if match else ""


def _introduction(lines: list[_Line], last: int, address: str, names: Collection[str]) -> int:
    """How many lines up to this one are `On … <our address> wrote:`; 0 where it is none."""
    if not lines[last].flat.endswith((":", "：")):
        return 0
    for length in range(1, min(_INTRODUCTION_LINES, last + 1) + 1):
        part = lines[last - length + 1 : last + 1]
        if any(not line.flat or line.depth != part[-1].depth or len(line.text) > _LONGEST_LINE for line in part):
            return 0
        words = " ".join(line.text.strip() for line in part)
        words = "".join(letter for letter in words if unicodedata.category(letter) != "Cf")
        if (length == 1 or _STARTS.match(words)) and _names_us(words, address, names):
            return length
    return 0


def _names_us(words: str, address: str, names: Collection[str]) -> bool:
    """Whether a sentence has a time, and us as the one who wrote, near its end as mail programs put it."""
    for mark in (f"<{address.lower()}>", f"<mailto:{address.lower()}>", *(name.lower() for name in names if name)):
        before, found, after = words.lower().rpartition(mark)
        if found and _TIME.search(before + after) and len(after.split()) <= 3:
            return True
    return False


def _runs(lines: list[_Line], openers: list[tuple[int, int]], address: str, sent: list[str]) -> list[tuple[int, int]]:
    """Quoted lines that stand in our mails, as pairs of first and last number."""
    steps = [_MOST_STEPS]
    mails = [_Sent(text, steps) for text in sent]
    is_quote = _quotes(lines, openers, address)
    following = _following(lines, is_quote)
    starts = {first for first, _ in openers}
    quoted: dict[int, _Sent] = {}  # which of our mails a part of the text quotes, by the depth of its marks
    runs, number = [], 0
    while number < len(lines):
        if number in starts:
            quoted = {}
        if not is_quote[number] or not lines[number].flat:
            number += 1
            continue
        depth = lines[number].depth
        candidates = [quoted[depth]] if depth in quoted else mails
        found = [(*mail.match(lines, number, following), mail) for mail in candidates]
        letters, last, end, mail = max(found, key=lambda one: one[:2], default=(0, 0, 0, None))
        if mail is not None and letters >= (SHORT if depth else SHORTEST_UNMARKED):
            mail.pass_over(end)
            quoted[depth] = mail
            runs.append((number, last))
            number = last
        number += 1
    return runs


def _quotes(lines: list[_Line], openers: list[tuple[int, int]], address: str) -> list[bool]:
    """Of each line whether it can be a quote: it is marked as one, or stands below what introduces one."""
    ends = {last for _, last in openers}
    within = {number for first, last in openers for number in range(first, last + 1)}
    is_quote, is_below = [], False
    for number, line in enumerate(lines):
        if number not in within and _label(line) in _FROM and number + 1 < len(lines):
            # somebody else's mail starts here
            is_below = is_below and _label(lines[number + 1]) not in _LABELS
        is_quote.append(number not in within and (line.depth > 0 or is_below))
        is_below = is_below or number in ends
    return is_quote


def _following(lines: list[_Line], is_quote: list[bool]) -> list[int]:
    """Of each line the number of the next one, blank ones left out, that is quoted as deep; else -1."""
    following, below = [-1] * len(lines), -1
    for number in range(len(lines) - 1, -1, -1):
        if below >= 0 and is_quote[below] and lines[below].depth == lines[number].depth:
            following[number] = below
        if lines[number].flat:
            below = number
    return following


def _without_interleaved(
    lines: list[_Line], runs: list[tuple[int, int]], openers: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Leave out quotes with answers between their lines: these are read together."""
    groups: list[list[tuple[int, int]]] = []
    for run in runs:
        if groups and _is_interleaved(lines, groups[-1][-1], run, openers):
            groups[-1].append(run)
        else:
            groups.append([run])
    return [group[0] for group in groups if len(group) == 1]


def _is_interleaved(
    lines: list[_Line], above: tuple[int, int], below: tuple[int, int], openers: list[tuple[int, int]]
) -> bool:
    if any(above[1] < first < below[0] for first, _ in openers):
        return False
    depths = (0, lines[above[0]].depth, lines[below[0]].depth)
    return any(line.flat and line.depth in depths for line in lines[above[1] + 1 : below[0]])


def _with_introduction(lines: list[_Line], first: int, openers: list[tuple[int, int]]) -> int:
    """Where a quote starts when what introduces it and the rule above are counted in."""
    starts = {last: start for start, last in openers}
    at = _above(lines, first)
    while at >= 0 and (at in starts or _RULE.fullmatch(lines[at].text)):
        first = starts.get(at, at)
        at = _above(lines, first)
    return first


def _above(lines: list[_Line], number: int) -> int:
    """The line above that is not blank; -1 where there is none."""
    number -= 1
    while number >= 0 and not lines[number].flat:
        number -= 1
    return number


def _signature(lines: list[_Line], spans: list[tuple[int, int]], known: set[str]) -> list[tuple[int, int]]:
    """The signature under two dashes and a blank, where nothing in it is new and nothing new follows it."""
    marks = [number for number, line in enumerate(lines) if line.text == SIGNATURE and not line.depth]
    if not marks:
        return []
    folded = {number for first, last in spans for number in range(first, last + 1)}
    below = [n for n in range(marks[-1] + 1, len(lines)) if lines[n].flat and n not in folded]
    if marks[-1] in folded or not below or any(lines[n].flat.lower() not in known for n in below):
        return []
    return [(marks[-1], below[-1])]
