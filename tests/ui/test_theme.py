"""Token files: readable in both themes, complete, and the only place where colours are written."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFontInfo
from PySide6.QtWidgets import QApplication

from desktop import assets
from desktop.ui.kit import theme

ROOT = Path(__file__).resolve().parents[2]
GROUNDS = ("window", "surface", "sunken", "sidebar")
TEXTS = [
    *[(ink, ground) for ground in GROUNDS for ink in ("text", "text_secondary", "accent_text")],
    *[("text", ground) for ground in ("hover", "own_message", "support_message")],
    *[("text_secondary", ground) for ground in ("own_message", "support_message", "hover")],
    *[("danger_text", ground) for ground in ("window", "surface", "danger_soft", "sidebar")],
    *[("warning_text", ground) for ground in ("window", "surface", "warning_soft", "sidebar")],
    ("info_text", "info_soft"),
    ("accent_text", "own_message"),
    ("text", "hit"),
    ("text", "current_hit"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_danger", "danger"),
    ("on_danger", "danger_text"),
    ("on_selection", "selection"),
    ("on_toast", "toast"),
    ("toast_action", "toast"),
    # a placeholder tells what to write, so it is read
    ("text_disabled", "surface"),
]
SHAPES = [
    *[("field_border", ground) for ground in ("window", "surface")],
    *[("focus", ground) for ground in (*GROUNDS, "selection")],
    ("accent", "surface"),
    ("danger", "surface"),
]
SEPARATORS = [("separator", ground) for ground in ("window", "surface", "sidebar")]


def luminance(color: QColor) -> float:
    parts = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (color.redF(), color.greenF(), color.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    """WCAG's ratio, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_reckoned_as_wcag_does() -> None:
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("white")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", theme.THEMES)
@pytest.mark.parametrize(
    ("pairs", "least"), [(TEXTS, 4.5), (SHAPES, 3.0), (SEPARATORS, 1.5)], ids=["text", "shapes", "separators"]
)
def test_contrast(name: str, pairs: list[tuple[str, str]], least: float) -> None:
    look = theme.load(name)
    poor = {
        f"{ink} on {ground}": round(contrast(look.color(ink), look.color(ground)), 2)
        for ink, ground in pairs
        if contrast(look.color(ink), look.color(ground)) < least
    }
    assert poor == {}


def test_focus_and_selection_are_unlike() -> None:
    for name in theme.THEMES:
        look = theme.load(name)
        apart = abs(look.color("focus").hslHue() - look.color("selection").hslHue())
        assert min(apart, 360 - apart) > 40


def test_themes_have_the_same_tokens() -> None:
    assert set(theme.load("light").tokens) == set(theme.load("dark").tokens)


@pytest.mark.parametrize("name", theme.THEMES)
def test_style_sheet_is_filled_in(name: str) -> None:
    sheet = theme.load(name, 150).style_sheet()
    assert not re.search(r"[@$%][a-z0-9]", sheet)
    assert "font-size: 20px" in sheet, "13 px at 150 % is 20 px"
    for picture in re.findall(r'url\("([^"]+)"\)', sheet):
        assert Path(picture).is_file()


def test_pictures_have_the_colours_of_their_theme() -> None:
    inks = {"chevron-down": "text_secondary", "chevron-up": "text_secondary", "check": "on_accent"}
    for name in theme.THEMES:
        for icon, ink in inks.items():
            drawing = assets.path("themes", f"{name}-{icon}.svg").read_text(encoding="utf-8")
            assert f'stroke="{theme.load(name).tokens[ink]}"' in drawing


def test_colours_are_written_in_token_files_only() -> None:
    sources = [*(ROOT / "desktop" / "ui").rglob("*.py"), assets.path("themes", "app.qss")]
    named = re.compile(r"""["':\s]#[0-9a-fA-F]{6}\b|Qt\.GlobalColor\.(?!transparent)""")
    assert [str(path) for path in sources if named.search(path.read_text(encoding="utf-8"))] == []


def test_fonts_are_ours_and_follow_the_text_size(qapp: QApplication) -> None:
    look = theme.load("light", 200)
    assert QFontInfo(look.font("body")).family() == theme.FAMILY
    assert QFontInfo(look.font("body")).pixelSize() == 26
    assert QFontInfo(look.font("body", medium=True)).weight() == 500, "a real medium, not a synthetic one"
