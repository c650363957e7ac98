"""The bundled font is enough: every weight is a file of its own, and no letter comes from anywhere else."""

import re
import unicodedata
from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetricsF, QRawFont
from PySide6.QtWidgets import QApplication

from desktop import assets
from desktop.ui.kit import theme

ROOT = Path(__file__).resolve().parents[2]
STYLES = {400: "Regular", 500: "Medium", 700: "Bold"}
LETTERS = {
    "en": "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789“”‘’",
    "es": "áéíóúüñÁÉÍÓÚÜÑ¿¡ºª«»€",
    "fa": "ءآأؤئابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیةۀ۰۱۲۳۴۵۶۷۸۹٪٫٬،؛؟«»ًٌٍَُِّْٰٔ",
    "ar": "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهويىٱ٠١٢٣٤٥٦٧٨٩٪٫٬،؛؟ًٌٍَُِّْٰ",
}
ELSEWHERE = {"⌘", "₮"}
"""On macOS only, whose own fonts have it; and known where people write it, but never written by the app."""


@pytest.fixture(autouse=True)
def loaded(qapp: QApplication) -> None:
    theme.apply(qapp, theme.load("light"))


def test_every_weight_that_is_used_is_a_file(qapp: QApplication) -> None:
    files = {path.stem.split("-")[1] for path in assets.path("fonts").glob("Vazirmatn-*.ttf")}
    assert files == set(STYLES.values())
    written = assets.path("themes", "app.qss").read_text(encoding="utf-8")
    used = {int(weight) for weight in re.findall(r"font-weight:\s*(\d+)", written)}
    used |= {weight.value for weight in (*theme.WEIGHTS.values(), QFont.Weight.Medium, QFont.Weight.Normal)}
    assert used == set(STYLES)
    assert "font-weight: bold" not in written
    for weight, style in STYLES.items():
        font = theme.current().font()
        font.setWeight(QFont.Weight(weight))
        raw = QRawFont.fromFont(font)
        assert (raw.familyName(), raw.styleName(), raw.weight()) == (theme.FAMILY, style, weight), (
            "drawn, not made bold"
        )
        assert QFontInfo(font).exactMatch()
    assert set(STYLES.values()) <= set(QFontDatabase.styles(theme.FAMILY))
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "desktop" / "ui").rglob("*.py"))
    assert "setBold(" not in code and "setItalic(" not in code, "there is no such file"


@pytest.mark.parametrize("role", theme.SIZES)
@pytest.mark.parametrize("medium", [False, True])
@pytest.mark.parametrize("digits", ["0123456789", "۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩"], ids=["latin", "persian", "arabic"])
def test_tabular_digits_are_all_as_wide(role: str, medium: bool, digits: str) -> None:
    metrics = QFontMetricsF(theme.current().font(role, tabular=True, medium=medium))
    widths = {digit: round(metrics.horizontalAdvance(digit * 8), 1) for digit in digits}
    assert len(set(widths.values())) == 1, widths


def test_digits_are_not_all_as_wide_by_themselves() -> None:
    metrics = QFontMetricsF(theme.current().font())
    assert len({metrics.horizontalAdvance(digit) for digit in "۰۱۲۳۴۵۶۷۸۹"}) > 1


def shown_signs() -> set[str]:
    """Every sign of the app's own words: in the catalogues, and in the code beyond them."""
    signs = set("".join(LETTERS.values()))
    for path in (ROOT / "resources" / "translations").glob("*.ts"):
        signs |= set(path.read_text(encoding="utf-8"))
    for path in (ROOT / "desktop" / "ui").rglob("*.py"):
        for text in re.findall(r'"([^"\n]*)"', path.read_text(encoding="utf-8")):
            signs |= set(text)
    return {sign for sign in signs if unicodedata.category(sign) not in ("Cc", "Cf", "Zs", "Zl", "Zp")} - ELSEWHERE


@pytest.mark.parametrize("weight", STYLES)
def test_the_font_has_every_sign_that_is_shown(weight: int) -> None:
    font = theme.current().font()
    font.setWeight(QFont.Weight(weight))
    raw = QRawFont.fromFont(font)
    missing = {sign for sign in shown_signs() if not raw.supportsCharacter(ord(sign))}
    assert missing == set()
