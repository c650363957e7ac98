"""Turns the HTML of a mail into plain text: paragraphs, lists, where links lead, and quotes marked by >.

Not by Python's own parser, which on a spoilt page takes time that grows with the square of its length.
"""

import html as entities
import re

HTML_LIMIT = 1_000_000
"""Characters; of a longer page the beginning is read, and the page is kept as a file."""
MOST_QUOTES = 8
_SECTIONS = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "pre")
_LINES = ("div", "tr", "li", "br", "hr", "section", "article", "header", "footer", "dt", "dd", "center")
_UNSEEN = ("script", "style", "title")
_BLANKS = re.compile(r"[ \t\r\n\f\xa0]+")
# neither runs past the next `<`, so that no letter is looked at again and again
_TAG = re.compile(
    r"""<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>|<(/?)([a-zA-Z!?][^\s<>]*)([^<>]*)>"""
)
_ATTRIBUTE = r"""\b{}\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))"""
_HREF, _ALT = (re.compile(_ATTRIBUTE.format(name), re.IGNORECASE) for name in ("href", "alt"))


def text_of(html):
    """What a reader of the page sees."""
    html = html[:HTML_LIMIT]
    page = _Page()
    for is_tag, closes, name, rest in _tokens(html):
        if not is_tag:
            page.write(entities.unescape(rest))
        elif closes:
            page.close(name)
        else:
            page.open(name, rest)
    return page.text()


def _tokens(html):
    """The page's texts and tags; what is no tag is text."""
    at, endless = 0, set()
    while at < len(html):
        start = html.find("<", at)
        start = len(html) if start < 0 else start
        if start > at:
            yield False, False, "", html[at:start]
        end = html.find("-->", start) if html.startswith("<!--", start) and "-->" not in endless else -1
        match = _TAG.match(html, start)
        if end >= 0:
            at = end + 3
        elif match:
            name = (match[2] or match[5]).lower()
            at = match.end()
            if not match[1] and name in _UNSEEN:
                at = _behind(html, at, name, endless)
            else:
                yield True, bool(match[1] or match[4]), name, match[3] or match[6] or ""
        else:
            if html.startswith("<!--", start):
                endless.add("-->")
            yield False, False, "", html[start : start + 1]
            at = start + 1


def _behind(html, at, name, endless):
    """Where what nobody sees is over; at once where it has no end, so that it hides nothing."""
    if name in endless:
        return at
    end = re.compile(f"</{name}[^<>]*>", re.IGNORECASE).search(html, at)
    if end is None:
        endless.add(name)
    return end.end() if end else at


class _Page:
    """The text so far, line by line."""

    def __init__(self):
        self._lines = []
        self._line = []  # pieces: a text that grows letter by letter would be copied each time
        self._quotes = 0
        self._kept_lines = 0
        self._link = None

    def text(self):
        """All of it; no more than one blank line in a row."""
        self._end_line()
        shown = []
        for line in self._lines:
            if line.strip("> ") or (shown and shown[-1].strip("> ")):
                shown.append(line.rstrip())
        return "\n".join(shown).strip()

    def open(self, tag, attributes):
        """A tag begins."""
        if tag in _SECTIONS or tag in _LINES:
            self._break(tag)
            self._quotes += tag == "blockquote"
            self._kept_lines += tag == "pre"
            if tag == "li":
                self._line.append("- ")
        elif tag in ("td", "th") and self._line:
            self.write(" ")
        elif tag == "a":
            self._link = (_value(_HREF, attributes), len(self._line))
        elif tag == "img":
            self.write(_value(_ALT, attributes))

    def close(self, tag):
        """A tag ends."""
        if tag in _SECTIONS or tag in _LINES:
            self._break(tag)
            self._quotes = max(0, self._quotes - (tag == "blockquote"))
            self._kept_lines = max(0, self._kept_lines - (tag == "pre"))
        elif tag == "a" and self._link:
            address, start = self._link
            shown = "".join(self._line[start:])
            if address.startswith(("http://", "https://")) and address.rstrip("/") not in shown and shown.strip():
                self._line.append(f" ({address})")
            self._link = None

    def write(self, text):
        """Letters, with the blanks that a page makes of any white space."""
        if self._kept_lines:
            first, *others = text.split("\n")
            self._line.append(first)
            for line in others:
                self._end_line(always=True)
                self._line.append(line)
            return
        text = _BLANKS.sub(" ", text)
        if not self._line or self._line[-1].endswith(" "):
            text = text.lstrip()
        if text:
            self._line.append(text)

    def _mark(self):
        return "> " * min(self._quotes, MOST_QUOTES)

    def _break(self, tag):
        if tag == "br":
            self._end_line(always=True)
        else:
            self._end_line()
            if tag in _SECTIONS and self._lines and self._lines[-1].strip("> "):
                self._lines.append(self._mark())

    def _end_line(self, always=False):
        line = "".join(self._line)
        line = line.rstrip() if self._kept_lines else line.strip()
        if line or always:
            self._lines.append(self._mark() + line)
        self._line, self._link = [], None


def _value(pattern, attributes):
    match = pattern.search(attributes)
    return entities.unescape(next(filter(None, match.groups()), "")) if match else ""
