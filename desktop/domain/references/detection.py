"""Detects transaction ids, addresses, IBANs, cards and order numbers in texts, with digits of any script."""

import re
import unicodedata
from collections.abc import Iterator
from enum import Enum

from desktop.domain.references import cards, checksums, ibans
from desktop.values import dataclass


class ReferenceKind(str, Enum):
    """What a number or address stands for."""

    TXID = "txid"
    ADDRESS = "address"
    IBAN = "iban"
    CARD = "card"
    ORDER = "order"


class CheckResult(str, Enum):
    """RIGHT: the checksum fits. UNCHECKED: the form is right and has no checksum. All others are typing errors."""

    RIGHT = "right"
    UNCHECKED = "unchecked"
    WRONG_SUM = "wrong_sum"
    WRONG_LENGTH = "wrong_length"
    INVALID_CHARACTER = "wrong_sign"

    @property
    def is_wrong(self) -> bool:
        """Whether a user should look at it again."""
        return self not in (CheckResult.RIGHT, CheckResult.UNCHECKED)


@dataclass(frozen=True)
class Reference:
    """What was found. `value` is as it is written everywhere; `network` a name such as "TRC-20" or a country."""

    kind: ReferenceKind
    value: str
    network: str
    verdict: CheckResult


TRON, ETHEREUM, BITCOIN, ANY_CHAIN = "TRC-20", "ERC-20", "Bitcoin", "Bitcoin / Tron"
_UNSEEN = {"Cf", "Mn"}
_TOKEN = re.compile(r"(?<![0-9A-Za-z])[0-9A-Za-z]{14,}(?![0-9A-Za-z])")
_GROUPS = re.compile(r"(?<![0-9A-Za-z])[0-9]{2,}(?:[ -][0-9]{2,})*(?![0-9A-Za-z])")
_IBAN = re.compile(r"(?<![0-9A-Za-z])([A-Za-z]{2})[0-9]{2}(?=[ -]?[0-9A-Za-z])")
_ORDER = re.compile(r"(?<![0-9A-Za-z-])([A-Za-z]{2,5})-([0-9]{5,12})(?![0-9A-Za-z-])")
_ORDER_WORDS = (
    "orders?|positions?|deals?|trades?|tickets?|orden|órdenes|posición|operación|سفارش|پوزیشن|معامله|تیکت|"
    "الطلب|طلب|أمر|الأمر|الصفقة|صفقة"
)
_NUMBER_WORDS = r"number|no\b\.?|nº|n\.º|número|شمارهی|شماره|رقم"
_SAID = re.compile(
    rf"(?<![^\W_])(?:(mt[45])|{_ORDER_WORDS})(?:[ :#-]|{_NUMBER_WORDS}|{_ORDER_WORDS}){{0,8}}"
    r"(?<![0-9])([0-9]{5,12})(?![0-9A-Za-z]|[.,][0-9])",
    re.IGNORECASE,
)
_TRON_ADDRESS = re.compile(r"T[0-9A-Za-z]{31,35}")
_OLD_BITCOIN_ADDRESS = re.compile(r"[13][0-9A-Za-z]{25,34}")
_NEW_BITCOIN_ADDRESS = re.compile(r"bc1[0-9a-z]{17,87}", re.IGNORECASE)
_ETHEREUM = re.compile(r"0x[0-9a-z]{38,42}|0x[0-9a-z]{62,66}", re.IGNORECASE)
_HASH = re.compile(r"[0-9a-f]{62,66}", re.IGNORECASE)
_SHORTEST_CARD, _LONGEST_CARD = 13, 19
_HEX = re.compile(r"[0-9a-f]+", re.IGNORECASE)


def plain(text: str) -> str:
    """`text` with digits of any script as 0 to 9, other spaces and dashes as usual ones, and unseen signs left out."""
    if text.isascii():
        return text
    signs = {ord(sign): _plain_sign(sign) for sign in set(text) if not sign.isascii()}
    return text.translate(signs)


def _plain_sign(sign: str) -> str:
    if sign.isascii():
        return sign
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    category = unicodedata.category(sign)
    if category in ("Zs", "Pd"):
        return " " if category == "Zs" else "-"
    return "" if category in _UNSEEN else unicodedata.normalize("NFKC", sign) if "\uff01" <= sign <= "\uff5e" else sign


def check(text: str) -> Reference | None:
    """What `text` as a whole is, with spaces, dashes and unseen signs in it or around it; None for anything else."""
    whole = plain(text).strip()
    if order := _ORDER.fullmatch(whole):
        return _order(order)
    found = _judge("".join(whole.replace("-", " ").split()))
    return found or next(_said(whole), None)


def find(text: str) -> Iterator[Reference]:
    """Everything in a running text that is such a number or address, or was certainly meant as one, each value once."""
    words = plain(text)
    seen: set[str] = set()
    accounts = list(_ibans(words))
    rest = words
    for _, place in accounts:
        rest = f"{rest[: place.start]}{' ' * (place.stop - place.start)}{rest[place.stop :]}"
    numbers = [found for found, _ in accounts]
    for found in (*_tokens(rest), *numbers, *_cards(rest), *map(_order, _ORDER.finditer(rest)), *_said(rest)):
        if found.value not in seen:
            seen.add(found.value)
            yield found


def _judge(word: str) -> Reference | None:
    """What an unbroken word of letters and digits is."""
    if not word.isascii() or not word.isalnum():
        return None
    if word.isdigit():
        return _card(word)
    for judge in (_ethereum, _tron, _new_bitcoin, _old_bitcoin, _hash, _iban):
        if (found := judge(word)) is not None:
            return found
    return None


def _ethereum(word: str) -> Reference | None:
    if not _ETHEREUM.fullmatch(word):
        return None
    digits = word[2:]
    kind = ReferenceKind.ADDRESS if len(digits) < 50 else ReferenceKind.TXID
    network = ETHEREUM if kind is ReferenceKind.ADDRESS else "Ethereum"
    if not _HEX.fullmatch(digits):
        verdict = CheckResult.INVALID_CHARACTER
    elif len(digits) not in (40, 64):
        verdict = CheckResult.WRONG_LENGTH
    elif kind is ReferenceKind.TXID or digits in (digits.lower(), digits.upper()):
        verdict = CheckResult.UNCHECKED
    else:
        verdict = CheckResult.RIGHT if checksums.is_mixed_case_right(digits) else CheckResult.WRONG_SUM
    value = digits.lower() if kind is ReferenceKind.TXID else digits
    return Reference(kind, f"0x{value}", network, verdict)


def _tron(word: str) -> Reference | None:
    if not _TRON_ADDRESS.fullmatch(word) or not _is_mixed(word):
        return None
    payload = checksums.base58_payload(word)
    if payload is not None and len(payload) == 21 and payload[0] == 0x41:
        verdict = CheckResult.RIGHT
    else:
        verdict = _what_is_wrong(word, len(word) == 34)
    return Reference(ReferenceKind.ADDRESS, word, TRON, verdict)


def _old_bitcoin(word: str) -> Reference | None:
    if not _OLD_BITCOIN_ADDRESS.fullmatch(word) or not _is_mixed(word):
        return None
    payload = checksums.base58_payload(word)
    if payload is not None and len(payload) == 21 and payload[0] in (0, 5):
        verdict = CheckResult.RIGHT
    else:
        verdict = _what_is_wrong(word, True)
    return Reference(ReferenceKind.ADDRESS, word, BITCOIN, verdict)


def _new_bitcoin(word: str) -> Reference | None:
    if not _NEW_BITCOIN_ADDRESS.fullmatch(word):
        return None
    right = checksums.is_segwit(word, "bc")
    value = word.lower() if right else word
    return Reference(ReferenceKind.ADDRESS, value, BITCOIN, CheckResult.RIGHT if right else CheckResult.WRONG_SUM)


def _hash(word: str) -> Reference | None:
    if not _HASH.fullmatch(word):
        return None
    verdict = CheckResult.UNCHECKED if len(word) == 64 else CheckResult.WRONG_LENGTH
    return Reference(ReferenceKind.TXID, word.lower(), ANY_CHAIN, verdict)


def _iban(word: str) -> Reference | None:
    word = word.upper()
    country = word[:2]
    if country not in ibans.LENGTHS or not word[2:4].isdigit() or len(word) < 15:
        return None
    if len(word) != ibans.LENGTHS[country]:
        # far from it, it is something else
        near = abs(len(word) - ibans.LENGTHS[country]) <= 2 and word[4:].isdigit()
        return Reference(ReferenceKind.IBAN, word, country, CheckResult.WRONG_LENGTH) if near else None
    if not ibans.STRUCTURES[country].fullmatch(word[4:]):
        verdict = CheckResult.INVALID_CHARACTER
    elif 2 <= int(word[2:4]) <= 98 and checksums.is_mod97(word):
        verdict = CheckResult.RIGHT
    else:
        verdict = CheckResult.WRONG_SUM
    return Reference(ReferenceKind.IBAN, word, country, verdict)


def _card(digits: str) -> Reference | None:
    is_iranian = cards.is_iranian(digits)
    if cards.is_card(digits):
        return Reference(ReferenceKind.CARD, digits, cards.IRANIAN if is_iranian else "", CheckResult.RIGHT)
    if is_iranian:
        return Reference(ReferenceKind.CARD, digits, cards.IRANIAN, CheckResult.WRONG_SUM)
    return None


def _order(found: re.Match[str]) -> Reference:
    return Reference(ReferenceKind.ORDER, f"{found[1].upper()}-{found[2]}", "", CheckResult.UNCHECKED)


def _tokens(words: str) -> Iterator[Reference]:
    for token in _TOKEN.finditer(words):
        if not token[0].isdigit() and (found := _judge(token[0])) is not None:
            yield found


def _ibans(words: str) -> Iterator[tuple[Reference, slice]]:
    """IBANs in groups and where they stand: as many signs as the country's have, ending where a group ends."""
    for begin in _IBAN.finditer(words):
        length = ibans.LENGTHS.get(begin[1].upper())
        if length is None:
            continue
        grouped = rf"[0-9A-Za-z](?:[ -]?[0-9A-Za-z]){{{length - 1}}}(?![0-9A-Za-z])"
        rest = re.compile(grouped).match(words, begin.start())
        found = _iban(re.sub("[ -]", "", rest[0])) if rest is not None else None
        # small letters are words unless the sum says otherwise
        if (
            found is not None
            and rest is not None
            and (found.verdict is CheckResult.RIGHT or rest[0] == rest[0].upper())
        ):
            yield found, slice(*rest.span())


def _cards(words: str) -> Iterator[Reference]:
    """Numbers of cards in groups of any size, whatever figures stand beside them, such as a card's expiry."""
    for run in _GROUPS.finditer(words):
        groups = re.split("[ -]", run[0])
        at = 0
        while at < len(groups):
            found, used = _card_at(groups, at)
            if found is not None:
                yield found
            at += used


def _card_at(groups: list[str], at: int) -> tuple[Reference | None, int]:
    """The card whose number begins with that group, and how many groups it takes."""
    wrong: tuple[Reference | None, int] = (None, 1)
    digits = ""
    for used, group in enumerate(groups[at : at + _LONGEST_CARD], 1):
        digits += group
        if len(digits) > _LONGEST_CARD:
            break
        found = _card(digits) if len(digits) >= _SHORTEST_CARD else None
        if found is not None and not found.verdict.is_wrong:
            return found, used
        if found is not None:
            wrong = found, used
    return wrong


def _said(words: str) -> Iterator[Reference]:
    """Bare numbers, where a word before them says that they are an order's."""
    for found in _SAID.finditer(words):
        yield Reference(ReferenceKind.ORDER, found[2], (found[1] or "").upper(), CheckResult.UNCHECKED)


def _is_mixed(word: str) -> bool:
    """Whether it has digits, capitals and small letters, as every such address has and no word."""
    return all(re.search(signs, word[1:]) for signs in ("[0-9]", "[A-Z]", "[a-z]"))


def _what_is_wrong(word: str, is_long_enough: bool) -> CheckResult:
    if not is_long_enough:
        return CheckResult.WRONG_LENGTH
    return CheckResult.INVALID_CHARACTER if set(word) & set("0OIl") else CheckResult.WRONG_SUM
