"""Turns a theme's token file into the palette, the style sheet and the fonts that everything is painted with."""

import json
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from weakref import WeakMethod

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from desktop import assets
from desktop.values import dataclass

FAMILY = "Vazirmatn"
THEMES = ("light", "dark")

SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_6 = 4, 8, 12, 16, 24
RADIUS_BUTTON, RADIUS_CARD = 8, 12
CONTROL_HEIGHT, SIDEBAR_ITEM_HEIGHT, LIST_ROW_HEIGHT, ICON = 36, 40, 72, 20

SIZES = {"caption": 12, "body": 13, "row": 14, "section": 16, "title": 20, "balance": 28}
WEIGHTS = {
    "row": QFont.Weight.Medium,
    "section": QFont.Weight.Medium,
    "title": QFont.Weight.Bold,
    "balance": QFont.Weight.Bold,
}

_ROLES = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "sunken",
    QPalette.ColorRole.ToolTipBase: "toast",
    QPalette.ColorRole.ToolTipText: "on_toast",
    QPalette.ColorRole.PlaceholderText: "text_disabled",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "danger_text",
    QPalette.ColorRole.Highlight: "selection",
    QPalette.ColorRole.HighlightedText: "on_selection",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent_text",
    QPalette.ColorRole.LinkVisited: "accent_text",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "separator",
    QPalette.ColorRole.Dark: "field_border",
    QPalette.ColorRole.Shadow: "field_border",
}
_FADED = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


@dataclass(frozen=True)
class Theme:
    """The tokens of one theme. `text_size` in per cent scales every font and the controls that hold text."""

    name: str
    tokens: Mapping[str, str]
    text_size: int = 100

    def color(self, token: str) -> QColor:
        """The colour behind a token's name; an unknown name is a `KeyError`."""
        return QColor(self.tokens[token])

    def px(self, size: int) -> int:
        """A size in pixels that follows the text-size setting."""
        return round(size * self.text_size / 100)

    def font(self, role: str = "body", *, tabular: bool = False, medium: bool = False) -> QFont:
        """The font of a role (see `SIZES`); `tabular` gives digits one width, `medium` marks what is unread."""
        font = QFont(FAMILY)
        font.setPixelSize(self.px(SIZES[role]))
        font.setWeight(QFont.Weight.Medium if medium else WEIGHTS.get(role, QFont.Weight.Normal))
        if tabular:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def palette(self) -> QPalette:
        """The palette that Fusion and our painters use."""
        palette = QPalette()
        for role, token in _ROLES.items():
            palette.setColor(role, self.color(token))
        for role in _FADED:
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("text_disabled"))
        return palette

    def style_sheet(self) -> str:
        """The style sheet with this theme's colours, sizes and pictures."""
        return _style_sheet(self.name, self.text_size)

    def _fill_in(self) -> str:
        text = assets.path("themes", "app.qss").read_text(encoding="utf-8")
        text = text[text.index("*/") + 2 :]
        text = re.sub(r"%([a-z-]+)", lambda found: self._picture(found[1]), text)
        text = re.sub(r"\$(\d+)", lambda found: str(self.px(int(found[1]))), text)
        return re.sub(r"@([a-z_]+)", lambda found: self.color(found[1]).name(), text)

    def _picture(self, icon: str) -> str:
        return f'"{assets.path("themes", f"{self.name}-{icon}.svg").as_posix()}"'


@lru_cache(maxsize=4)
def _style_sheet(name: str, text_size: int) -> str:
    return load(name, text_size)._fill_in()


class _Current:
    theme: Theme | None = None
    followers: list[WeakMethod[Callable[[], None]]] = []


def load(name: str, text_size: int = 100) -> Theme:
    """Read the token file of "light" or "dark"."""
    tokens = json.loads(assets.path("themes", f"{name}.json").read_text(encoding="utf-8"))
    return Theme(name, tokens, text_size)


def current() -> Theme:
    """The theme in force: painters ask for it at every paint, so that a change reaches them."""
    if _Current.theme is None:
        _Current.theme = load("light")
    return _Current.theme


def follow(restyle: Callable[[], None]) -> None:
    """Call a QObject's bound method at each change of the theme, for as long as the object lives."""
    _Current.followers = [one for one in _Current.followers if one() is not None]
    _Current.followers.append(WeakMethod(restyle))


def apply(app: QApplication, theme: Theme) -> None:
    """Put `theme` in force: widgets get `PaletteChange`, and what `styled_parts` gave a style sheet gets this one's.

    No style sheet is set on the application itself: Qt would apply it to each widget once for every ancestor that the
    widget has (1.3 s for 730 widgets), and again whenever a widget's parent changes.
    """
    if theme == _Current.theme:
        return
    _Current.theme = theme
    app.setPalette(theme.palette())
    app.setFont(theme.font())
    for follower in _Current.followers:
        restyle = follower()
        if restyle is not None:
            restyle()
