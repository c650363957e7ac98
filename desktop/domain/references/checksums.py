"""Checksums of addresses and numbers, which reveal typing errors before money moves."""

from desktop.digests import sha256
from desktop.domain.references.keccak import keccak256

_BASE58 = {sign: value for value, sign in enumerate("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz")}
_BECH32 = {sign: value for value, sign in enumerate("qpzry9x8gf2tvdw0s3jn54khce6mua7l")}
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_PLAIN, _MODIFIED = 1, 0x2BC830A3
_SUM_LENGTH = 6


def base58_payload(text: str) -> bytes | None:
    """What a Base58Check text carries, its version byte first; None where a sign or the sum is wrong."""
    number = 0
    for sign in text:
        if sign not in _BASE58:
            return None
        number = number * 58 + _BASE58[sign]
    zeros = len(text) - len(text.lstrip("1"))
    whole = bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big")
    payload, check = whole[:-4], whole[-4:]
    return payload if payload and sha256(sha256(payload).digest()).digest()[:4] == check else None


def is_segwit(text: str, part: str) -> bool:
    """Whether `text` is an address of that human-readable part: Bech32 for version 0, Bech32m for all later ones."""
    if text not in (text.lower(), text.upper()) or len(text) > 90:
        return False
    head, _, tail = text.lower().rpartition("1")
    if head != part or len(tail) <= _SUM_LENGTH or not set(tail) <= set(_BECH32):
        return False
    values = [_BECH32[sign] for sign in tail]
    version, program = values[0], _octets(values[1:-_SUM_LENGTH])
    spread = [*(ord(sign) >> 5 for sign in head), 0, *(ord(sign) & 31 for sign in head)]
    if program is None or version > 16 or _polymod(spread + values) != (_MODIFIED if version else _PLAIN):
        return False
    return program in (20, 32) if version == 0 else 2 <= program <= 40


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for place, generator in enumerate(_GENERATORS):
            check ^= generator if top >> place & 1 else 0
    return check


def _octets(values: list[int]) -> int | None:
    """How many bytes groups of five bits make; None where more than a filling of zeros is left over."""
    rest = len(values) * 5 % 8
    return None if rest >= 5 or (values and values[-1] & ((1 << rest) - 1)) else len(values) * 5 // 8


def is_mixed_case_right(hexadecimal: str) -> bool:
    """Whether capital letters stand where EIP-55 wants them, in 40 hexadecimal digits without "0x"."""
    digest = keccak256(hexadecimal.lower().encode()).hex()
    return all(
        sign.isdigit() or sign.isupper() == (int(nibble, 16) >= 8)
        for sign, nibble in zip(hexadecimal, digest, strict=False)
    )


def is_mod97(iban: str) -> bool:
    """Whether the two check digits of an IBAN, in capitals and without spaces, fit the rest (ISO 7064)."""
    return int("".join(str(int(sign, 36)) for sign in iban[4:] + iban[:4])) % 97 == 1


def is_luhn(digits: str) -> bool:
    """Whether the last digit of a card's number fits the others."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
