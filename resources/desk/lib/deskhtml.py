"""Turns the HTML of a mail into plain text: paragraphs, lists, where links lead, and quotes marked by >."""

import re
from html.parser import HTMLParser

HTML_LIMIT = 300_000
"""Characters; a spoilt page costs the parser time that grows with the square of its length."""
_SECTIONS = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "pre")
_LINES = ("div", "tr", "li", "br", "hr", "section", "article", "header", "footer", "dt", "dd", "center")
_UNSEEN = ("script", "style", "title")
_BLANKS = re.compile(r"[ \t\r\n\f\xa0]+")
_TAG = re.compile(r"<[^<>]*>")


def text_of(html):
    """What a reader of the page sees."""
    page = _Page()
    page.feed(html[:HTML_LIMIT])
    page.close()
    text = page.text()
    # a tag that was never closed may have hidden everything: better an ugly text than none
    return text or "\n".join(filter(None, map(str.strip, _TAG.sub(" ", html[:HTML_LIMIT]).splitlines())))


class _Page(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self._lines = []
        self._line = ""
        self._unseen = 0
        self._quotes = 0
        self._kept_lines = 0
        self._links = []

    def text(self):
        """The lines so far; no more than one blank line in a row."""
        self._end_line()
        shown = []
        for line in self._lines:
            if line.strip("> ") or (shown and shown[-1].strip("> ")):
                shown.append(line.rstrip())
        return "\n".join(shown).strip()

    def handle_starttag(self, tag, attrs):
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag in _SECTIONS or tag in _LINES:
            self._break(tag)
            self._quotes += tag == "blockquote"
            self._kept_lines += tag == "pre"
            self._line += "- " if tag == "li" else ""
        elif tag in ("td", "th") and self._line.strip():
            self._line += " "
        elif tag == "a":
            self._links.append((dict(attrs).get("href") or "", len(self._line)))
        elif tag == "img":
            self.handle_data(dict(attrs).get("alt") or "")

    def handle_endtag(self, tag):
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in _SECTIONS or tag in _LINES:
            self._break(tag)
            self._quotes = max(0, self._quotes - (tag == "blockquote"))
            self._kept_lines = max(0, self._kept_lines - (tag == "pre"))
        elif tag == "a" and self._links:
            address, start = self._links.pop()
            shown = self._line[start:]
            if address.startswith(("http://", "https://")) and address.rstrip("/") not in shown and shown.strip():
                self._line += f" ({address})"

    def handle_data(self, data):
        if self._unseen:
            return
        if self._kept_lines:
            *whole, self._line = (self._line + data).split("\n")
            self._lines += ["> " * self._quotes + line for line in whole]
            return
        data = _BLANKS.sub(" ", data)
        self._line += data.lstrip() if not self._line or self._line.endswith(" ") else data

    def _break(self, tag):
        if tag == "br":
            self._end_line(always=True)
        else:
            self._end_line()
            if tag in _SECTIONS and self._lines and self._lines[-1].strip("> "):
                self._lines.append("> " * self._quotes)

    def _end_line(self, always=False):
        line = self._line.strip()
        if line or always:
            self._lines.append("> " * self._quotes + line)
        self._line = ""
