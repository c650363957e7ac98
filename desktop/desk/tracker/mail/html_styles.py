"""What a page's style sheets and the attributes of its lists say about its text."""

import re

PATTERNS = {
    "keeps": re.compile(r"white-space\s*:\s*([\w-]+)"),
    "hidden": re.compile(r"display\s*:\s*(none)|visibility\s*:\s*(hidden)|mso-hide\s*:\s*(all)"),
    "block": re.compile(r"display\s*:\s*(block|list-item|table|table-row|flex|grid)\b"),
    "struck": re.compile(r"text-decoration(?:-line)?\s*:[^;]*?(line-through)"),
    "list": re.compile(r"list-style(?:-type)?\s*:\s*(?:[\w-]+\s+)??(none|lower-alpha|upper-alpha|lower-latin|"
                       r"upper-latin|lower-roman|upper-roman|decimal)"),
}  # fmt: skip
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_SELECTOR = re.compile(r"[\w-]*(?:[.#][\w-]+)?")
_LIST_TYPES = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman", "1": "decimal"}
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


class Styles:
    """The rules of a page's style sheets that have one simple selector each."""

    def __init__(self) -> None:
        self._rules: dict[str, str] = {}

    def add(self, sheet: str) -> None:
        """Take note of a style sheet's rules with one simple selector each."""
        for match in _RULE.finditer(re.sub(r"@[\w-]+[^{};]{0,200}\{", "{", sheet[:200_000])):
            body = match[2].lower()
            if any(pattern.search(body) for pattern in PATTERNS.values()) and len(self._rules) < 1000:
                for selector in match[1].rpartition("*/")[2].split(",")[:20]:
                    if _SELECTOR.fullmatch(selector.strip()):
                        self._rules[selector.strip().lower()] = body

    def of(self, tag: str, attributes: dict[str, str]) -> str:
        """Return the styles of an element, the strongest last."""
        found = [attributes.get("style", "").lower()]
        if self._rules:
            names = [f".{name}" for name in attributes.get("class", "").lower().split()[:20]]
            names += [f"#{attributes['id'].lower()}"] if attributes.get("id") else []
            keys = [tag, *names, *(tag + name for name in names)]
            found = [self._rules.get(key, "") for key in keys] + found
        return ";".join(filter(None, found))


class Items:
    """The items of a list: how they are marked and which number is next."""

    def __init__(self, tag: str, attributes: dict[str, str], styles: str) -> None:
        self.type = "disc" if tag != "ol" else _LIST_TYPES.get(attributes.get("type", ""), "decimal")
        found = PATTERNS["list"].findall(styles)
        self.type = found[-1].replace("latin", "alpha") if found else self.type
        self.number = whole_number(attributes.get("start"), 1)
        # counted from above, which only the end of the list tells
        self.is_known = "reversed" not in attributes or "start" in attributes
        self.step = -1 if "reversed" in attributes else 1

    def mark(self, value: str | None) -> str:
        """Return the mark of the next item."""
        number = self.number = whole_number(value, self.number)
        self.number += self.step
        if self.type == "none":
            return ""
        return f"{_counted(number, self.type)}. " if self.type != "disc" and self.is_known else "- "


def whole_number(text: str | None, default: int) -> int:
    """Return the whole number that an attribute holds; `default` where it holds none."""
    text = (text or "").strip()
    match = re.fullmatch(r"[-+]?\d{1,6}", text) if text.isascii() else None
    return int(text) if match else default


def _counted(number: int, kind: str) -> str:
    if kind.endswith("alpha") and number > 0:
        letters = ""
        while number:
            number, letter = divmod(number - 1, 26)
            letters = chr(ord("a") + letter) + letters
    elif kind.endswith("roman") and 0 < number < 4000:
        letters = ""
        for value, sign in _ROMAN:
            letters += sign * (number // value)
            number %= value
    else:
        return str(number)
    return letters.upper() if kind.startswith("upper") else letters
