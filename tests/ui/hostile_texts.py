"""Texts that try to be more than text, or too much of it."""

from collections.abc import Iterator

MARKUP = [
    '<img src="file:///etc/passwd">', "<img src=//127.0.0.1:1/x>", '<body background="file:///etc/hosts">',
    "<table background=x><tr><td>",
    "<style>@import url(file:///etc/passwd)</style>", '<p style="background:url(file:///etc/passwd)">x</p>',
    "<svg onload=alert(1)>",
    '<a href="javascript:alert(1)">click</a>', '<a href="file:///etc/passwd">click</a>',
    "<script>alert(1)</script>", "<iframe src=x></iframe>",
    '<object data="file:///x">', '<link rel=stylesheet href="file:///x">', "<?xml version='1.0'?><x/>",
    "<!DOCTYPE html><html><body><h1>x",
    "&lt;b&gt;", "&#60;img src=x&#62;", "<b>bold</b>", "<h1>large</h1>", "<font size=900>x</font>", "<ul><li>x",
    "<hr>", "<br>" * 500,
    "<table><tr><td>" * 200, "<div>" * 5000, "<qt>rich</qt>", "<html>", "<base href='file:///'>",
    "<meta http-equiv=refresh content=0>",
    "<video src=x autoplay>", "<math><mi xlink:href='data:x'>", "![x](file:///etc/passwd)",
    "[x](javascript:alert(1))", "# Heading\n* list\n> q",
    "```\ncode\n```", "{{7*7}}", "${jndi:ldap://x}", "%s%n%x", "{0}{name}", "\\n\\t", "<<<>>>", "<", "&", "<a",
    "</", "<!--", "]]>",
]  # fmt: skip
LINKS = [
    "javascript:alert(1)", "file:///etc/passwd", "\\\\host\\share", "smb://host/share", "ms-msdt:/id",
    "otet://ticket/1", "data:text/html,<b>",
    "https://аррӏе.com", "https://support.example@evil.example", "http:\\\\evil.example",
    "https://evil.example/\u202egpj.exe", "https://[::1",
    "https://x" + "y" * 5000, "https://" + "a." * 3000, "mailto:a@b.example?attach=/etc/passwd",
    "https://a/" + ")" * 5000, "http://",
    "https://a.example/\u200b/x", "HTTPS://A.EXAMPLE", "vbscript:x", "https://user:pw@a.example/",
    "https://a.example/%0d%0aX: y",
]  # fmt: skip
SIGNS = [
    "\u202e", "\u202d", "\u2066", "\u2067", "\u2068", "\u2069", "\u202a", "\u202b", "\u202c", "\u200e", "\u200f",
    "\u061c", "\u200b", "\u200c",
    "\u200d", "\u2060", "\ufeff", "\u00ad", "\u034f", "\u115f", "\u3164", "\u2028", "\u2029", "\x00", "\x07",
    "\x08", "\x0b", "\x0c", "\x1b[31m",
    "\x7f", "\x85", "\ufffc", "\ufffd", "\ufffe", "\ud800", "\udfff", "\U000e0041", "\ue000", "\U0010ffff",
    "\ufdfd", "\U00012031", "\u0301", "\u20dd",
]  # fmt: skip
LARGE = {
    "one word": "x" * 1_000_000,
    "one Persian word": "ب" * 1_000_000,
    "lines": "a\n" * 200_000,
    "empty lines": "\n" * 200_000,
    "line separators": "a\u2028" * 200_000,
    "tabs": "\t" * 200_000,
    "blanks": " " * 1_000_000,
    "marks on one letter": "a" + "\u0301" * 200_000,
    "joined": "a\u200d" * 200_000,
    "families": "👨‍👩‍👧‍👦" * 40_000,
    "turned round": "\u202eab" * 100_000,
    "isolates": "\u2066" * 200_000,
    "embeddings": "\u202a" * 130 + "x\u202b" * 60_000,
    "both directions": "aب" * 300_000,
    "links": "https://a.example/x " * 50_000,
    "one link": "https://a.example/" + "x" * 1_000_000,
    "brackets": "https://a.example/" + ")" * 500_000,
    "mails": "mailto:a@b.example " * 50_000,
    "numbers among Persian": "سلام " + "12.34 " * 150_000,
    "tables": "<table><tr><td>" * 60_000,
    "ligatures": "\ufdfd" * 200_000,
    "hyphens": "-" * 1_000_000,
    "wide": "\U00012031" * 200_000,
    "one exact word": "a." * 400_000 + "ب",
}


def small() -> Iterator[str]:
    """About two hundred short texts."""
    yield from MARKUP
    yield from LINKS
    yield from SIGNS
    for sign in SIGNS:
        yield f"before{sign}after سلام 12.50 USD{sign} end"
    for markup in MARKUP:
        yield f"Dear Sara,\n{markup}\nhttps://a.example/x {markup} سلام"
