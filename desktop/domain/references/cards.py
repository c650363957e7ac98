"""Numbers of payment cards, and which of them are Iranian."""

from desktop.domain.references.checksums import is_luhn

_IRANIAN = {
    207177, 502229, 502806, 502908, 502910, 502937, 502938, 504172, 504706, 505416, 505785,
    505801, 505809, 507677, 581874, 585947, 585983, 589210, 589463, 603769, 603770, 603799,
    604932, 606256, 606373, 610433, 621986, 622106, 627353, 627381, 627412, 627488, 627648,
    627760, 627884, 627961, 628023, 628157, 636214, 636795, 636797, 636949, 639194, 639217,
    639346, 639347, 639370, 639599, 639607, 991975,
}  # fmt: skip
_LENGTHS = range(13, 20)
# ISO/IEC 7812: first digits of cards for travel, banking and merchants
_FIRST_DIGITS = "23456"
IRANIAN = "Iranian card"


def is_iranian(digits: str) -> bool:
    """Whether an Iranian bank gives out such numbers, whatever their check digit."""
    return len(digits) == 16 and int(digits[:6]) in _IRANIAN


def is_card(digits: str) -> bool:
    """Whether it can be the number of a card: by its length, its first digits and its check digit (Luhn)."""
    is_issued = is_iranian(digits) or (len(digits) in _LENGTHS and digits[0] in _FIRST_DIGITS)
    return is_issued and is_luhn(digits) and len(set(digits)) > 1
