"""Links are found as a reader sees them, and only safe ones lead anywhere."""

import time

import pytest

from desktop.ui.language.bidi import is_rtl
from desktop.ui.tickets.thread.bidi_marks import LONGEST_WORD, BidiMarks
from desktop.ui.tickets.thread.links import destination, links


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see https://a.example/x.", ["https://a.example/x"]),
        ("(https://a.example/x_(y)), then", ["https://a.example/x_(y)"]),
        ("به https://a.example/۱۲؟ بروید", ["https://a.example/۱۲"]),
        ("mailto:help@a.example, HTTP://B.example", ["mailto:help@a.example", "HTTP://B.example"]),
        ("javascript:alert(1) file:///etc/passwd ftp://a.example smb://a/b", []),
        ("https:// http://: mailto:x https://", []),
        ("mailto:a@b.example%0d%0aBcc:all@c.example", []),
        ("no link here", []),
    ],
)
def test_links_of_a_text(text: str, found: list[str]) -> None:
    assert [link.address for link in links(text)] == found
    assert all(text[link.start : link.end] == link.address for link in links(text))


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://аррӏе.com/login", "xn--80ak6aa92e.com"),
        ("https://support.example@evil.example/", "evil.example"),
        ("http://a.example:8080/", "a.example:8080"),
        ("mailto:help%40a.example", "help@a.example"),
        ("file:///etc/passwd", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_the_real_host_is_told(address: str, host: str) -> None:
    assert destination(address) == host


@pytest.mark.parametrize(
    "text",
    [
        "مبلغ $1,250.00 (شناسه #A-4471) به Wallet USD 122 رسید",
        "plain words, 12:03",
        "already \u2066isolated\u2069 سلام",
        "a" * (3 * LONGEST_WORD) + " سلام " + "ب" * (2 * LONGEST_WORD + 1),
        "own \u200b break",
    ],
)
def test_marks_come_out_again(text: str) -> None:
    marking = BidiMarks(text)
    shown = marking.put(text, rtl=is_rtl(text))
    assert marking.take_out(shown) == text
    assert max(len(word) for word in shown.replace("\u200b", " ").split()) <= LONGEST_WORD + 2


def test_phrases_keep_their_order_inside_persian() -> None:
    shown = BidiMarks("").put("مبلغ $1,250.00 به Wallet USD 122 رسید", rtl=True)
    assert "\u2066$1,250.00\u2069" in shown and "\u2066Wallet USD 122\u2069" in shown
    assert is_rtl("«سلام»") and not is_rtl("12 Wallet سلام") and not is_rtl("123")


HOSTILE = {
    "closing brackets": lambda n: "https://a" + ")" * n,
    "closing brackets of many links": lambda n: ("https://a" + ")" * 1900 + " ") * (n // 1900),
    "punctuation": lambda n: "https://a" + ".,;" * n,
    "openers of links": lambda n: "https://( " * n,
    "mail links": lambda n: "mailto:a@" * n,
    "words just shorter than is broken": lambda n: ("x" * (LONGEST_WORD - 1) + " ") * (n // LONGEST_WORD),
    "one word": lambda n: "x" * n,
    "one Persian word": lambda n: "س" * n,
    "separators": lambda n: "سلام 1" + "." * n,
    "digits and separators": lambda n: "سلام " + "1.2-3 " * n,
    "signs": lambda n: "سلام " + "$#-" * n,
    "blanks": lambda n: "سلام" + " " * n,
    "families": lambda n: "سلام " + "\U0001f468\u200d\U0001f469 " * n,
    "direction marks": lambda n: "سلام" + "\u202e\u2066" * n,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_linearly_with_the_text(name: str) -> None:
    """Four times the text takes about four times as long; it would be sixteen times as long with the square."""

    def seconds(text: str) -> float:
        samples = []
        for _ in range(3):
            start = time.thread_time()
            rtl = is_rtl(text)
            for link in links(text):
                assert link.address
            BidiMarks(text).put(text, rtl=rtl)
            samples.append(time.thread_time() - start)
        return min(samples)

    size = 10_000
    while (one := seconds(HOSTILE[name](size))) < 0.003:
        size *= 2
    assert seconds(HOSTILE[name](4 * size)) < 10 * one


@pytest.mark.parametrize("length", [LONGEST_WORD - 1, LONGEST_WORD, LONGEST_WORD + 1, 3 * LONGEST_WORD])
def test_a_long_word_may_be_broken_at_fixed_places(length: int) -> None:
    shown = BidiMarks("").put("x" * length + " y", rtl=False)
    assert [len(part) for part in shown.removesuffix(" y").split("\u200b")] == [
        min(LONGEST_WORD, length - start) for start in range(0, length, LONGEST_WORD)
    ]
