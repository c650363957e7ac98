"""Writes the app's colours and fonts into the help desk's style sheet: `python -m tests.tools.desk_tokens`.

The tokens of the themes that the sheet uses become its variables; each font has the version of its file in its address.
"""

import json
import re

from desktop.desk import home
from desktop.desk.tracker.pages import assets
from tests.tools.state_styles import RESOURCES, SHEET

BEGIN, END = "/* tokens: written by tests/tools/desk_tokens.py */", "/* end of tokens */"
_LEFT_TO_RIGHT = "Vazirmatn LTR"
_CAPITALS_IN_THE_MIDDLE = "ascent-override: 113.7%; descent-override: 42.6%; line-gap-override: 0%;"
"""The font's own line is made for Arabic letters: capitals stand a ninth of their size too high in it."""
_WEIGHTS = {"Regular": 400, "Medium": 500, "Bold": 700}


def rules(sheet: str) -> str:
    """The variables that this sheet uses in each theme, and its fonts."""
    used = sorted(set(re.findall(r"var\(--([a-z_]+)\)", sheet)))
    lines = [_font(family, *one) for family in ("Vazirmatn", _LEFT_TO_RIGHT) for one in _WEIGHTS.items()]
    for theme in ("light", "dark"):
        tokens = json.loads((RESOURCES / "themes" / f"{theme}.json").read_text(encoding="utf-8"))
        variables = " ".join(f"--{name}: {tokens[name]};" for name in used)
        rule = f":root {{ color-scheme: light dark; {variables} }}" if theme == "light" else f":root {{ {variables} }}"
        lines.append(f"@media (prefers-color-scheme: dark) {{ {rule} }}" if theme == "dark" else rule)
    return "\n".join(lines)


def _font(family: str, name: str, weight: int) -> str:
    file = f"Vazirmatn-{name}.ttf"
    source = f'url("{file}?v={assets.version(str(RESOURCES / home.FONTS), file)}") format("truetype")'
    middle = f" {_CAPITALS_IN_THE_MIDDLE}" if family == _LEFT_TO_RIGHT else ""
    face = f"font-family: {json.dumps(family)}; font-weight: {weight}; font-display: swap;{middle} src: {source};"
    return f"@font-face {{ {face} }}"


def written(sheet: str) -> str:
    """The style sheet with these rules in their place."""
    block = f"{BEGIN}\n{rules(sheet)}\n{END}"
    return re.sub(f"{re.escape(BEGIN)}.*?{re.escape(END)}", lambda _: block, sheet, flags=re.DOTALL)


if __name__ == "__main__":
    SHEET.write_text(written(SHEET.read_text(encoding="utf-8")), encoding="utf-8")
