"""Words that are put into a mail come out of it whole, whatever the structure, the charset and the encoding."""

import base64
import quopri
from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.desk.mail_bytes import HEAD, attached, joined, read
from tests.simulation import counters

LETTERS = {
    "utf-8": "abc XYZ 019 سلامیک‌پچژ۱۲۳ أينإ ñé¿€“ 你",
    "windows-1256": "abc XYZ 019 سلامكپژگ",
    "windows-1252": "abc XYZ 019 ñé¿áÑ€“”–",
    "iso-8859-6": "abc 019 أينإداعي",
    "utf-16": "abc سلام ñ 你",
    "utf-7": "abc سلام + ñ",
}
ENDS = ("", "?", "!", ":", " =", "=3D", ">", "<b>", "&amp;", "--", ".")


@st.composite
def texts(draw: st.DrawFn, charset: str) -> str:
    """Lines of words; each begins with a letter, and no blank stands at an end of a line."""
    # in Windows-1252 a word without any of A to Z is no word of English or Spanish
    first = "a" if charset == "windows-1252" else ""
    alphabet = [first + letter for letter in sorted(set(LETTERS[charset]) - {" ", "+"})]
    word = st.lists(st.sampled_from(alphabet), min_size=1, max_size=12).map("".join)
    lines = draw(st.lists(st.lists(word, min_size=1, max_size=9), min_size=1, max_size=4))
    ends = draw(st.lists(st.sampled_from(ENDS), min_size=len(lines), max_size=len(lines)))
    return "\n".join("text " + " ".join(words) + end for words, end in zip(lines, ends, strict=True))


def leaf(text: str, charset: str, coding: str, kind: str = "text/plain") -> bytes:
    """A part with this text."""
    raw = text.replace("\n", "\r\n").encode(charset)
    if charset == "utf-16" or (coding == "8bit" and charset == "utf-7"):
        coding = "base64"
    coders: dict[str, Callable[[bytes], bytes]] = {
        "base64": base64.encodebytes,
        "quoted-printable": quopri.encodestring,
        "8bit": bytes,
    }
    coded = coders[coding](raw)
    headers = f"Content-Type: {kind}; charset={charset}\r\nContent-Transfer-Encoding: {coding}\r\n\r\n"
    return headers.encode() + coded


def as_page(text: str) -> str:
    for letter, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        text = text.replace(letter, entity)
    return f"<html><body><div>{text.replace(chr(10), '<br>')}</div></body></html>"


def wrapped(structure: str, text: str, charset: str, coding: str) -> bytes:
    """A mail's content type and body with this text in it."""
    plain = leaf(text, charset, coding)
    html = leaf(as_page(text), charset, coding, "text/html")
    bodies = {
        "plain": plain,
        "page": html,
        "both": several("alternative", plain, html),
        "placeholder": several("alternative", leaf("text", "utf-8", "8bit"), html),
        "related": several("alternative", plain, several("related", html, attached(b"x", "inline; filename=x.png"))),
        "mixed": several("mixed", several("alternative", plain, html), attached(b"%PDF", "attachment; filename=a.pdf")),
        "signed": several("signed", plain, attached(b"s", "attachment; filename=s.p7s", "application/pkcs7-signature")),
        "nested": several("mixed", several("mixed", several("related", html))),
        "encoded": several("mixed", plain, as_whole=True),
    }
    return bodies[structure]


def several(kind: str, *parts: bytes, as_whole: bool = False) -> bytes:
    boundary = f"{kind}={len(parts)}{sum(map(len, parts))}"
    body = joined(*parts, boundary=boundary)
    headers = f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n'
    if as_whole:
        return f"{headers}Content-Transfer-Encoding: base64\r\n\r\n".encode() + base64.encodebytes(body)
    return headers.encode() + b"\r\n" + body


STRUCTURES = ("plain", "page", "both", "placeholder", "related", "mixed", "signed", "nested", "encoded")


def test_words_come_out_whole(nightly: bool) -> None:
    @settings(
        max_examples=3000 if nightly else 200,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(
        st.sampled_from(sorted(LETTERS)).flatmap(lambda charset: st.tuples(st.just(charset), texts(charset))),
        st.sampled_from(STRUCTURES),
        st.sampled_from(("8bit", "base64", "quoted-printable")),
        st.sampled_from(("fa", "ar", "es", "en", "")),
    )
    def check(words: tuple[str, str], structure: str, coding: str, language: str) -> None:
        charset, text = words
        found = read(HEAD + wrapped(structure, text, charset, coding), language)
        assert found.text == text
        assert found.sender
        counters.add("mails in every form", 1, lost_words=0)

    check()
