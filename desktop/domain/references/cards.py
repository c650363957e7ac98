"""Numbers of payment cards: whose they are by their first digits and their length."""

import re
from collections.abc import Mapping

from desktop.domain.references.checksums import is_luhn

_IRANIAN = {
    207177, 502229, 502806, 502908, 502910, 502937, 502938, 504172, 504706, 505416, 505785,
    505801, 505809, 507677, 581874, 585947, 585983, 589210, 589463, 603769, 603770, 603799,
    604932, 606256, 606373, 610433, 621986, 622106, 627353, 627381, 627412, 627488, 627648,
    627760, 627884, 627961, 628023, 628157, 636214, 636795, 636797, 636949, 639194, 639217,
    639346, 639347, 639370, 639599, 639607, 991975,
}  # fmt: skip
_BRANDS: Mapping[str, tuple[re.Pattern[str], frozenset[int]]] = {
    "American Express": (re.compile("3[47]"), frozenset({15})),
    "Diners Club": (re.compile("3(?:0[0-5]|[689])"), frozenset({14, 16, 19})),
    "JCB": (re.compile("35(?:2[89]|[3-8])"), frozenset({16, 17, 18, 19})),
    "Visa": (re.compile("4"), frozenset({13, 16, 19})),
    "Mastercard": (
        re.compile("5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720"),
        frozenset({16}),
    ),
    "Discover": (re.compile("6011|64[4-9]|65"), frozenset({16, 17, 18, 19})),
    "UnionPay": (re.compile("62"), frozenset({16, 17, 18, 19})),
    "Mir": (re.compile("220[0-4]"), frozenset({16, 17, 18, 19})),
    "Maestro": (re.compile("50|5[6-8]|6[0-9]"), frozenset(range(13, 20))),
}
IRANIAN = "Iranian card"


def brand(digits: str) -> str:
    """Whose card has such a number, "" where nobody's; whether its last digit is right is another question."""
    if len(digits) == 16 and int(digits[:6]) in _IRANIAN:
        return IRANIAN
    return next(
        (name for name, (begins, sizes) in _BRANDS.items() if len(digits) in sizes and begins.match(digits)), ""
    )


def is_card(digits: str) -> bool:
    """Whether it is a card's number as far as anybody can tell without the bank."""
    return bool(brand(digits)) and is_luhn(digits) and len(set(digits)) > 1
