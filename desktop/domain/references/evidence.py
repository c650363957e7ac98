"""Evidence of a message: values while it is written, lines of plain text when it is sent."""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone
from enum import Enum
from typing import TYPE_CHECKING

from desktop.domain.language.jalali import jalali
from desktop.domain.money.wallets import Transaction
from desktop.values import dataclass

if TYPE_CHECKING:
    from desktop.domain.references.detection import Reference

MOST = 10
"""How many one message may rest on."""
LONGEST = 200
"""How long one fact may be."""
SEARCHED = 20_000
"""How many characters at the end of a message are searched for its evidence, which is sent below the text."""
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_LATEST_MS = 32_503_680_000_000
_NOTHING = "-"
_JOINERS = "\u200c\u200d"


class EvidenceKind(str, Enum):
    """What the facts are about."""

    TRANSACTION = "transaction"
    TXID = "txid"
    ADDRESS = "address"
    IBAN = "iban"
    CARD = "card"
    ORDER = "order"


_TITLES: Mapping[EvidenceKind, str] = {
    EvidenceKind.TRANSACTION: "Transaction",
    EvidenceKind.TXID: "TXID",
    EvidenceKind.ADDRESS: "Address",
    EvidenceKind.IBAN: "IBAN",
    EvidenceKind.CARD: "Card",
    EvidenceKind.ORDER: "Order",
}
_KINDS = {title: kind for kind, title in _TITLES.items()}
_TRANSACTION = ("reference", "date", "wallet", "account", "method", "kind", "amount", "currency", "fee", "state", "id")
_SINGLE = ("value", "network", "checked")


def names(kind: EvidenceKind) -> tuple[str, ...]:
    """The names of the facts of a kind, in the order in which they are read."""
    return _TRANSACTION if kind is EvidenceKind.TRANSACTION else _SINGLE


@dataclass(frozen=True)
class Evidence:
    """Facts by name, all as text: a moment as ms UTC, money as a decimal number, "" for what there is none of."""

    kind: EvidenceKind
    facts: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, kind: EvidenceKind, facts: Mapping[str, str]) -> "Evidence":
        """Facts of any origin, each made to stand on one line."""
        return cls(kind, tuple((name, _fact(name, str(facts.get(name, "")))) for name in names(kind)))

    @classmethod
    def of_transaction(cls, transaction: Transaction, wallet: str = "") -> "Evidence":
        """What the broker has booked, in the wallet of that number."""
        facts = {
            "id": transaction.remote_id,
            "reference": transaction.reference,
            "date": str(transaction.date_ms),
            "wallet": wallet,
            "account": transaction.account,
            "method": transaction.method,
            "kind": transaction.kind,
            "amount": f"{transaction.amount:f}",
            "currency": transaction.currency,
            "fee": "" if transaction.fee is None else f"{transaction.fee:f}",
            "state": transaction.state,
        }
        return cls.of(EvidenceKind.TRANSACTION, facts)

    @classmethod
    def of_reference(cls, reference: "Reference") -> "Evidence":
        """A number or address; of a card nothing but its last four digits."""
        value = f"**** {reference.value[-4:]}" if reference.kind.value == EvidenceKind.CARD.value else reference.value
        facts = {"value": value, "network": reference.network, "checked": reference.verdict.value}
        return cls.of(EvidenceKind(reference.kind.value), facts)

    def fact(self, name: str) -> str:
        """One fact, "" where there is none."""
        return dict(self.facts).get(name, "")

    @property
    def name(self) -> str:
        """What it is called in a word: a transaction's reference, or the number itself."""
        return self.fact("value") or self.fact("reference") or self.fact("id")

    @property
    def lines(self) -> tuple[str, ...]:
        """It as lines of text for whoever has no such app."""
        title = _TITLES[self.kind]
        facts = (f"{_label(name)}: {_written(name, value) or _NOTHING}" for name, value in self.facts)
        return (f"[{title}]", *facts, f"[/{title}]")


def _label(name: str) -> str:
    return name.capitalize()


def _written(name: str, value: str) -> str:
    if name != "date" or not value:
        return value
    moment = _EPOCH + timedelta(milliseconds=int(value))
    form = "%Y-%m-%d %H:%M:%S" + (f".{int(value) % 1000:03}" if int(value) % 1000 else "")
    year, month, day = jalali(moment.date())
    return f"{moment.strftime(form)} UTC ({year:04}-{month:02}-{day:02} Jalali)"


def _read(name: str, written: str) -> str:
    """What `_written` made it of. Raises ValueError for anything that it would not have written."""
    value = "" if written == _NOTHING else written
    if name == "date" and value:
        form = "%Y-%m-%d %H:%M:%S.%f" if "." in value else "%Y-%m-%d %H:%M:%S"
        moment = datetime.strptime(value.partition(" UTC")[0], form).replace(tzinfo=timezone.utc)
        value = str((moment - _EPOCH) // timedelta(milliseconds=1))
    if _fact(name, value) != value or (_written(name, value) or _NOTHING) != written:
        raise ValueError(name)
    return value


def _fact(name: str, value: str) -> str:
    line = _line(value)
    if name == "date":
        return line if re.fullmatch("0|[1-9][0-9]{0,13}", line) and int(line) < _LATEST_MS else ""
    if name in ("amount", "fee"):
        return line if re.fullmatch(r"-?[0-9]{1,40}(\.[0-9]{1,40})?", line) else ""
    return line


def _line(text: str) -> str:
    """`text` on one line, without signs that nobody sees or that turn what stands around them."""
    shown = "".join(
        sign if sign in _JOINERS or unicodedata.category(sign) not in ("Cf", "Cs", "Co", "Cn") else ""
        for sign in text
        if sign.isspace() or unicodedata.category(sign) != "Cc"
    )
    line = " ".join(shown.split())[:LONGEST].strip()
    return "" if line == _NOTHING else line


def with_evidence(text: str, evidence: Sequence[Evidence]) -> str:
    """What is sent: a user's text, and below it what it rests on."""
    return "\n\n".join([text, *("\n".join(one.lines) for one in evidence)])


def without_evidence(sent: str, evidence: Sequence[Evidence]) -> tuple[str, tuple[Evidence, ...]]:
    """The user's text again. What an older app wrote otherwise stays in the text, so that nothing is lost."""
    tail = with_evidence("", evidence)
    return (sent[: len(sent) - len(tail)], tuple(evidence)) if sent.endswith(tail) else (sent, ())


def read(text: str) -> tuple[str, tuple[Evidence, ...]]:
    """What is left of a message without its evidence, and the evidence; also where it was quoted with ">".

    The last `SEARCHED` characters are looked through; what stands before them stays text.
    """
    if len(text) > SEARCHED:
        end = len(text) - SEARCHED
        start = text.find("\n", end) + 1 or len(text)
        left_of_end, found_at_end = read(text[start:])
        return ((text[:start] + left_of_end).rstrip(), found_at_end) if found_at_end else (text, ())
    if "[/" not in text:
        return text, ()
    lines = text.split("\n")
    left: list[str] = []
    found: list[Evidence] = []
    at = 0
    while at < len(lines):
        one = _block(lines, at)
        if one is None:
            left.append(lines[at])
            at += 1
            continue
        found.append(one)
        at += len(one.lines)
        while left and not left[-1].strip("> \t\r"):
            left.pop()
    return "\n".join(left).rstrip() if found else text, tuple(dict.fromkeys(found))


def _block(lines: Sequence[str], at: int) -> Evidence | None:
    """The evidence that begins at that line."""
    opening = lines[at].rstrip("\r").lstrip("> ")
    quote = lines[at][: len(lines[at].rstrip("\r")) - len(opening)]
    kind = _KINDS.get(opening[1:-1]) if opening.startswith("[") and opening.endswith("]") else None
    # looked at before the whole block is: a text may hold thousands of beginnings
    if kind is None or not "".join(lines[at + 1 : at + 2]).startswith(f"{quote}{_label(names(kind)[0])}: "):
        return None
    wanted = names(kind)
    block = [line.rstrip("\r") for line in lines[at : at + len(wanted) + 2]]
    if len(block) < len(wanted) + 2 or not all(line.startswith(quote) for line in block):
        return None
    body = [line[len(quote) :] for line in block]
    if body[-1] != f"[/{_TITLES[kind]}]":
        return None
    facts: dict[str, str] = {}
    try:
        for name, line in zip(wanted, body[1:-1], strict=True):
            label, colon, written = line.partition(": ")
            if label != _label(name) or not colon:
                return None
            facts[name] = _read(name, written)
    except (ValueError, OverflowError):
        return None
    return Evidence.of(kind, facts)


def dumped(evidence: Sequence[Evidence]) -> str:
    """Evidence as it is stored, "" for none."""
    stored = [[one.kind.value, dict(one.facts)] for one in evidence]
    return json.dumps(stored, ensure_ascii=False) if stored else ""


def loaded(stored: str) -> tuple[Evidence, ...]:
    """Stored evidence; what no app wrote is none."""
    if not stored:
        return ()
    try:
        return tuple(Evidence.of(EvidenceKind(kind), facts) for kind, facts in json.loads(stored))
    except (ValueError, TypeError, AttributeError, RecursionError):
        return ()
