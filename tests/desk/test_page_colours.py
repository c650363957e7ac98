"""Colours and fonts of the help desk's pages: those of the app's themes, and none of their own."""

import json
import re

from desktop import assets
from desktop.desk import answers
from tests.tools import desk_tokens, state_styles


def test_colours_and_fonts_are_the_app_s() -> None:
    sheet = state_styles.SHEET.read_text(encoding="utf-8")
    assert sheet == desk_tokens.written(sheet), "run `python -m tests.tools.desk_tokens`"
    assert sheet == state_styles.written(sheet), "run `python -m tests.tools.state_styles`"
    rest = sheet[sheet.index(desk_tokens.END) :]
    rest = rest[: rest.index(state_styles.BEGIN)] + rest[rest.index(state_styles.END) :]
    assert "#" not in rest.replace("#outcome", ""), "no colour of the sheet's own"


def test_what_the_gate_says_has_the_app_s_colours() -> None:
    themes = [json.loads(assets.path("themes", f"{name}.json").read_text()) for name in ("light", "dark")]
    pairs = re.findall(r"([a-z-]+):light-dark\((#\w+),(#\w+)\)", answers._STYLE)
    tokens = {"background": "window", "color": "text"}
    for name, light, dark in pairs[:-1]:
        assert [light, dark] == [theme[tokens[name]] for theme in themes]
    assert pairs[-1][1:] == tuple(theme["accent_text"] for theme in themes), "its link"
