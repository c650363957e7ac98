"""Writes the colours of states into the help desk's style sheet: `python -m tests.tools.state_styles`.

The app and the help desk's pages show a state alike: the table of states and the tokens of the themes are the source.
"""

import json
import re
from pathlib import Path

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
SHEET = RESOURCES / "desk" / "html" / "desk.css"
BEGIN, END = "/* states: written by tests/tools/state_styles.py */", "/* end of states */"
_SCHEMES = {"light": "", "dark": "@media (prefers-color-scheme: dark) "}


def rules() -> str:
    """A rule for each state in each theme."""
    states = json.loads((RESOURCES / "themes" / "states.json").read_text(encoding="utf-8"))
    kinds = {state: kind for of_records in states.values() for state, kind in of_records.items()}
    lines = []
    for theme, scheme in _SCHEMES.items():
        tokens = json.loads((RESOURCES / "themes" / f"{theme}.json").read_text(encoding="utf-8"))
        for kind in dict.fromkeys(kinds.values()):
            named = ", ".join(f".pill.{state}" for state, one in kinds.items() if one == kind)
            fill, line, ink = (tokens[f"pill_{kind}{part}"] for part in ("", "_line", "_ink"))
            rule = f"{named} {{ background: {fill}; border-color: {line}; color: {ink}; }}"
            lines.append(f"{scheme}{{ {rule} }}" if scheme else rule)
    return "\n".join(lines)


def written(sheet: str) -> str:
    """The style sheet with these rules in their place."""
    block = f"{BEGIN}\n{rules()}\n{END}"
    return re.sub(f"{re.escape(BEGIN)}.*?{re.escape(END)}", lambda _: block, sheet, flags=re.DOTALL)


if __name__ == "__main__":
    SHEET.write_text(written(SHEET.read_text(encoding="utf-8")), encoding="utf-8")
