"""Mentions of a transaction in a text: by its reference, by the number in it, or as evidence."""

import re
from collections.abc import Iterator

from desktop.domain.money.wallets import Transaction
from desktop.domain.references.detection import ReferenceKind, find, plain
from desktop.domain.references.evidence import Evidence, EvidenceKind, read

_RUN = re.compile("[0-9]+")
_BARE = re.compile(r"(?<![0-9A-Za-z.,-])[0-9]{5,12}(?![0-9A-Za-z-]|[.,][0-9])")
LEAST_DIGITS = 5
"""A shorter number stands for too many other things."""


def number(reference: str) -> str:
    """The number in a reference such as OTM-417030, as people call it; the reference itself where there is none."""
    longest = max(_RUN.findall(plain(reference)), key=len, default="")
    return longest if len(longest) >= LEAST_DIGITS else reference


class Mention:
    """Looks for one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._id = transaction.remote_id
        reference = plain(transaction.reference).strip()
        forms = [rf"(?<![0-9A-Za-z-]){re.escape(reference)}(?![0-9A-Za-z])"] if reference else []
        bare = number(reference)
        if bare.isdigit():
            forms.append(rf"(?<![0-9A-Za-z.,-]){bare}(?![0-9A-Za-z-]|[.,][0-9])")
        self._pattern = re.compile("|".join(forms), re.IGNORECASE) if forms else None

    def is_in(self, text: str) -> bool:
        """Whether `text` names it."""
        if self._pattern is not None and self._pattern.search(plain(text)):
            return True
        return self.is_among(read(text)[1])

    def is_among(self, evidence: tuple[Evidence, ...]) -> bool:
        """Whether facts of it are among these."""
        return bool(self._id) and any(
            one.kind is EvidenceKind.TRANSACTION and one.fact("id") == self._id for one in evidence
        )


def named(text: str) -> Iterator[str]:
    """What in `text` may be a transaction's reference, or the number in one."""
    for found in find(text):
        if found.kind is ReferenceKind.ORDER:
            yield found.value
    yield from _BARE.findall(plain(text))
