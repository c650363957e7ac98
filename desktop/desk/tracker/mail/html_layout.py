"""Builds the plain text of a page from its tags: paragraphs, numbered lists, quotes, tables, links, struck out text."""

import html as entities
import re

from desktop.desk.tracker.mail import html_blocks, html_styles

MOST_QUOTES = 8
MOST_TABLES = 20
"""Tables in tables; a deeper one is read as paragraphs."""
MOST_SEARCHED = 200
_SECTIONS = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "menu", "dl", "table", "blockquote", "pre",
             "listing", "xmp", "fieldset", "form")  # fmt: skip
_LINES = ("div", "tr", "li", "hr", "section", "article", "header", "footer", "main", "nav", "aside", "figure",
          "figcaption", "address", "dt", "dd", "center", "caption", "legend", "option", "body", "summary")  # fmt: skip
_BLOCKS = {*_SECTIONS, *_LINES, "td", "th"}
_VOID = {"br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr"}
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,30}:")
_NO_ADDRESSES = (
    "javascript:",
    "vbscript:",
    "data:",
    "blob:",
    "about:",
    "cid:",
    "mid:",
    "file:",
    "x-msg:",
    "webkit-fake-url:",
)
"""Schemes of links that lead nowhere outside the mail."""
_BLANKS = re.compile(r"[ \t\r\n\f\xa0]+")
_ATTRIBUTE = re.compile(r"""([^\s=/"'<>]{1,60})(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")


class _Frame:
    """An open element, with what holds for the text in it."""

    __slots__ = ("flow", "indent", "is_block", "is_hidden", "items", "keeps", "link", "own_struck", "quotes", "raised",
                 "shown", "skips_newline", "struck", "table", "tag")  # fmt: skip

    def __init__(self, tag: str, parent: "_Frame | None", flow: html_blocks.Flow) -> None:
        self.tag, self.flow = tag, flow
        self.keeps: str = parent.keeps if parent else ""
        self.is_hidden: bool = bool(parent and parent.is_hidden)
        self.struck: int = parent.struck if parent else 0
        self.quotes: int = parent.quotes if parent else 0
        self.indent: int = parent.indent if parent else 0
        self.raised: str = parent.raised if parent else ""
        self.own_struck = 0
        self.is_block = False
        self.items: html_styles.Items | None = None
        self.table: html_blocks.Table | None = None
        self.link: str | None = None
        self.shown: list[str] = []
        self.skips_newline = False


class Builder:
    """The page so far. Feed it tags and texts in order, then take `text()`."""

    def __init__(self) -> None:
        self._stack = [_Frame("", None, html_blocks.Flow())]
        self.styles = html_styles.Styles()
        self._hidden: list[str] = []
        self._tables = 0
        self.has_marks = False

    @property
    def _top(self) -> _Frame:
        return self._stack[-1]

    def text(self) -> str:
        """Close everything and return the text; no more than one blank line in a row."""
        while len(self._stack) > 1:
            self._pop()
        self._end_line()
        shown: list[str] = []
        for line in self._top.flow.lines:
            if line.strip("> ") or (shown and shown[-1].strip("> ")):
                shown.append(line.rstrip())
        while shown and not shown[-1].strip("> "):
            shown.pop()
        return "\n".join(shown).strip("\n ")

    def hidden(self) -> str:
        """Return the words that the page hides from its readers."""
        return " ".join("".join(self._hidden).split())

    def open(self, tag: str, text: str) -> None:
        """Begin an element with these attributes."""
        if tag == "br":
            self._end_line(always=True)
            return
        attributes: dict[str, str] = {}
        for match in _ATTRIBUTE.finditer(text):
            attributes.setdefault(match[1].lower(), match[2] or match[3] or match[4] or "")
        self._close_implied(tag)
        if tag in _BLOCKS and tag not in ("td", "th"):
            self._break(tag)
        if tag in _VOID:
            shown = attributes.get("alt" if tag == "img" else "value" if tag == "input" else "")
            if shown and attributes.get("type", "").lower() not in ("hidden", "submit"):
                self.write(entities.unescape(shown))
            return
        frame = _Frame(tag, self._top, self._top.flow)
        self._style(frame, tag, attributes)
        if frame.is_block:
            self._end_line()
        self._stack.append(frame)
        self._begin(frame, tag, attributes)

    def close(self, tag: str) -> None:
        """End the innermost element of this name."""
        place = self._find(tag)
        if tag in ("br", "p") and place is None:
            self._end_line(always=tag == "br")
            return
        if tag in _BLOCKS and place is None:
            self._break(tag)
        if place is None:
            return
        above = self._stack[place + 1 :]
        if tag not in _BLOCKS and any(frame.tag in _BLOCKS for frame in above):
            self._close_across(place)
            return
        while len(self._stack) > place:
            self._pop()

    def write(self, text: str) -> None:
        """Add text, with white space as the page shows it."""
        top = self._top
        if top.skips_newline:
            top.skips_newline = False
            text = text.removeprefix("\r").removeprefix("\n")
        if top.is_hidden:
            self._hidden.append(f" {text}")
        elif top.keeps:
            first, *others = text.replace("\r\n", "\n").split("\n")
            self._put(first if top.keeps == "pre" else _BLANKS.sub(" ", first))
            for line in others:
                self._end_line(always=True)
                self._put(line if top.keeps == "pre" else _BLANKS.sub(" ", line).lstrip(" "))
        else:
            text = _BLANKS.sub(" ", text)
            self._put(text.lstrip(" ") if top.flow.ends_with_blank() else text)

    def _put(self, text: str) -> None:
        top = self._top
        if not text:
            return
        before = top.flow.last_letter()
        if top.raised and before.isalnum() and text.strip():
            is_number = text.lstrip()[0].isdigit() or (text.lstrip()[0] in "+-−" and text.strip() != text.lstrip()[0])
            if is_number and (top.raised == "^" or before.isdigit()):
                text = top.raised + text.lstrip()
            top.raised = ""
        self.has_marks |= bool(top.struck and text.strip())
        top.flow.add(text, struck=bool(top.struck))
        for frame in reversed(self._stack[-MOST_TABLES:]):
            if frame.link is not None and len(frame.shown) < MOST_SEARCHED:
                frame.shown.append(text)
                break

    def _begin(self, frame: _Frame, tag: str, attributes: dict[str, str]) -> None:
        if tag == "blockquote":
            frame.quotes += 1
        elif tag in ("ul", "ol", "menu"):
            frame.items = html_styles.Items(tag, attributes, self.styles.of(tag, attributes))
            frame.indent += frame.items.type != "none"
        elif tag == "li":
            owner = next((one for one in reversed(self._stack[-MOST_SEARCHED:]) if one.items), None)
            mark = owner.items.mark(attributes.get("value")) if owner and owner.items else "- "
            frame.flow.mark_item(mark, max(0, frame.indent - 1))
        elif tag == "a":
            frame.link = entities.unescape(attributes.get("href", "")).strip()
        elif tag == "q":
            self.write('"')
        elif tag == "table" and self._tables < MOST_TABLES:
            frame.table = html_blocks.Table()
            self._tables += 1
        elif tag == "tr":
            table = self._table()
            if table:
                table.add_row()
        elif tag in ("td", "th"):
            self._begin_cell(frame, attributes)

    def _begin_cell(self, frame: _Frame, attributes: dict[str, str]) -> None:
        table = self._table()
        if table:
            spans = [html_styles.whole_number(attributes.get(name), 1) for name in ("colspan", "rowspan")]
            frame.flow = table.add_cell(*spans)
            frame.quotes = frame.indent = 0
        elif frame.flow.has_words():
            self.write(" | ")

    def _style(self, frame: _Frame, tag: str, attributes: dict[str, str]) -> None:
        styles = self.styles.of(tag, attributes)
        if styles or "hidden" in attributes:
            found = html_styles.PATTERNS["keeps"].findall(styles)
            if found:
                frame.keeps = {"pre-line": "lines", "normal": "", "nowrap": ""}.get(found[-1], "pre")
            frame.is_hidden |= "hidden" in attributes or bool(html_styles.PATTERNS["hidden"].search(styles))
            frame.is_block = tag not in _BLOCKS and bool(html_styles.PATTERNS["block"].search(styles))
            frame.own_struck += bool(html_styles.PATTERNS["struck"].search(styles))
        if tag in ("pre", "listing", "xmp", "textarea"):
            frame.keeps = frame.keeps or "pre"
            frame.skips_newline = True
        frame.own_struck = int(frame.own_struck or tag in ("del", "s", "strike"))
        frame.struck += frame.own_struck
        frame.raised = {"sup": "^", "sub": "_"}.get(tag, frame.raised)

    def _close_implied(self, tag: str) -> None:
        """Close what the beginning of this element ends without an end tag."""
        top = self._top.tag
        if tag in _BLOCKS and top == "p":
            self._pop()
        elif tag in ("td", "th"):
            self._close_within(("td", "th"), ("table",))
        elif tag == "tr":
            self._close_within(("tr",), ("table",))
        elif tag == "li":
            self._close_within(("li",), ("ul", "ol", "menu", "td", "th"))
        elif tag in ("dt", "dd"):
            self._close_within(("dt", "dd"), ("dl", "td", "th"))
        elif tag == "a":
            self._close_within(("a",), ("td", "th", "table"))

    def _close_within(self, tags: tuple[str, ...], scopes: tuple[str, ...]) -> None:
        for place in range(len(self._stack) - 1, max(0, len(self._stack) - MOST_SEARCHED), -1):
            if self._stack[place].tag in scopes:
                return
            if self._stack[place].tag in tags:
                while len(self._stack) > place:
                    self._pop()
                return

    def _find(self, tag: str) -> int | None:
        """The place of the innermost open element of this name; None behind the borders of a table's cell."""
        scopes: tuple[str, ...] = (
            ("table",) if tag in ("td", "th", "tr", "tbody", "thead", "tfoot") else ("td", "th", "table")
        )
        scopes = () if tag == "table" else scopes
        for place in range(len(self._stack) - 1, max(0, len(self._stack) - MOST_SEARCHED), -1):
            if self._stack[place].tag == tag:
                return place
            if self._stack[place].tag in scopes:
                return None
        return None

    def _close_across(self, place: int) -> None:
        """End an element such as `<del>` within which a paragraph is still open."""
        closed = self._stack.pop(place)
        for frame in self._stack[place:]:
            frame.struck -= closed.own_struck
        self._write_link(closed)

    def _pop(self) -> None:
        frame = self._top
        if frame.tag in ("td", "th", "blockquote"):
            if frame.tag == "blockquote" or frame.flow is not self._stack[-2].flow:
                self._end_line()
        elif frame.tag in _BLOCKS or frame.is_block:
            self._break(frame.tag)
        if frame.tag == "q":
            self.write('"')
        self._write_link(frame)
        self._stack.pop()
        if frame.tag == "blockquote":
            self._break(frame.tag)
        if frame.table:
            self._tables -= 1
            top = self._top
            top.flow.add_lines(frame.table.lines(), _mark(top), top.indent)
            self._break("table")

    def _write_link(self, frame: _Frame) -> None:
        address, shown = frame.link or "", "".join(frame.shown)
        scheme = _SCHEME.match(address)
        if not scheme or scheme[0].lower() in _NO_ADDRESSES or not shown.strip():
            return
        address = address[7:].partition("?")[0] if scheme[0].lower() == "mailto:" else address
        written = "".join(filter(str.isdigit, shown)) if scheme[0].lower() in ("tel:", "sms:", "callto:") else ""
        if not (written and written in address) and address.rstrip("/").lower() not in shown.lower():
            self._top.flow.add_behind(f" ({address})")

    def _table(self) -> html_blocks.Table | None:
        for frame in reversed(self._stack[-MOST_SEARCHED:]):
            if frame.tag == "table":
                return frame.table
        return None

    def _break(self, tag: str) -> None:
        self._end_line()
        flow = self._top.flow
        is_nested_list = tag in ("ul", "ol", "menu") and self._top.indent > (self._top.tag == tag)
        if tag in _SECTIONS and not is_nested_list and not flow.has_mark():
            flow.end_section(_mark(self._top))

    def _end_line(self, *, always: bool = False) -> None:
        top = self._top
        top.flow.end_line(_mark(top), top.indent, always=always, keeps=bool(top.keeps))


def _mark(frame: _Frame) -> str:
    return "> " * min(frame.quotes, MOST_QUOTES)
