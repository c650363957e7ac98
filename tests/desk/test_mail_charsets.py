"""Charsets and transfer encodings: said wrongly, not said, or in pieces; every letter that can be saved is shown."""

import base64
import codecs
import quopri

import pytest

from desktop.desk.tracker.mail import mime
from tests.desk.mail_bytes import HEAD, joined, mail, part, read, several, typed

PERSIAN_1256 = "سلام، واريز 250 دلار من هنوز نرسيده است. پاسخ دهيد، چرا گران‌تر شد؟"
ARABIC = "أين إيداعي؟ أرسلت 250 دولارا يوم الجمعة"
SPANISH = "Señora, mi depósito no llegó: ¿cuándo estará? Me cobraron 25 € y dice “rechazado” – ¿por qué?"


@pytest.mark.parametrize(
    "label", ["UTF-8", "us-ascii", "iso-8859-1", "windows-1252", "", "x-unknown", "utf-16", '"utf8"']
)
@pytest.mark.parametrize("language", ["fa", "ar", ""])
def test_windows_1256_under_any_label(label: str, language: str) -> None:
    kind = f"text/plain; charset={label}" if label else "text/plain"
    assert read(typed(kind, PERSIAN_1256.encode("cp1256")), language).text == PERSIAN_1256


@pytest.mark.parametrize("label", ["iso-8859-1", "us-ascii", "UTF-8", "windows-1252", "", "ISO_8859-1:1987", "latin1"])
@pytest.mark.parametrize("text", [SPANISH, "Adiós", "Cobraron 25 €", "El año pasado pagué"])
def test_windows_1252_under_any_label(label: str, text: str) -> None:
    kind = f"text/plain; charset={label}" if label else "text/plain"
    assert read(typed(kind, text.encode("cp1252")), "es").text == text


@pytest.mark.parametrize("label", ["iso-8859-1", "us-ascii"])
def test_quotes_and_the_euro_of_a_writer_whose_language_is_not_known(label: str) -> None:
    assert read(typed(f"text/plain; charset={label}", "25 € – “no”".encode("cp1252"))).text == "25 € – “no”"


@pytest.mark.parametrize("word", ["سلام", "پول", "كم"])
@pytest.mark.parametrize("language", ["fa", "ar", ""])
def test_one_word_is_decided_by_the_language(word: str, language: str) -> None:
    assert read(mail(word.encode("cp1256")), language).text == word


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("iso-8859-6-i", "iso8859-6", ARABIC),
        ("ISO-8859-6-E", "iso8859-6", ARABIC),
        ("iso_8859-6:1987", "iso8859-6", ARABIC),
        ("x-windows-1256", "cp1256", PERSIAN_1256),
        ("windows1256", "cp1256", PERSIAN_1256),
        ("cp-1256", "cp1256", PERSIAN_1256),
        ("win-1256", "cp1256", PERSIAN_1256),
        ("windows-1256", "iso8859-6", ARABIC),
        ("", "iso8859-6", ARABIC),
        ("utf-7", "utf-7", PERSIAN_1256),
        ("unicode-1-1-utf-7", "utf-7", PERSIAN_1256),
        ("iso-8859-8-i", "iso8859-8", "שלום עליכם"),
        ("iso-8859-9", "cp1254", "“ışık”"),
        ("iso-8859-15", "iso8859-15", "25 €"),
        ("iso-8859-2", "cp1250", "“łódka”"),
        ("iso-8859-6", "cp1256", "پول من کجاست؟"),
        ("gb2312", "gb18030", "你好，錢在哪里"),
        ("ks_c_5601-1987", "cp949", "안녕하세요 똠방"),
        ("shift_jis", "cp932", "①お金"),
        ("koi8-r", "koi8-r", "Где мои деньги"),
        ("utf-8 (Unicode)", "utf-8", "سلام"),
        ("'utf-8'", "utf-8", "سلام"),
        ("windows-1256", "utf-8", "سلام ی ۱۲"),
        ("utf-16le", "utf-16-le", "سلام دنیا"),
    ],
)
def test_labels_as_programs_write_them(label: str, codec: str, text: str) -> None:
    kind = f"text/plain; charset={label}" if label else "text/plain"
    coded = base64.encodebytes(text.encode(codec))
    assert read(typed(kind, coded, "Content-Transfer-Encoding: base64"), "fa").text == text


@pytest.mark.parametrize("label", ["utf-16", "utf-8", "", "utf-16le"])
@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_with_and_without_its_mark(label: str, codec: str) -> None:
    coded = base64.encodebytes("Hello سلام, 250 USD is missing".encode(codec))
    kind = f"text/plain; charset={label}" if label else "text/plain"
    raw = typed(kind, coded, "Content-Transfer-Encoding: base64")
    assert read(raw).text == "Hello سلام, 250 USD is missing"


def test_cyrillic_of_a_writer_whose_language_has_other_letters() -> None:
    text = "Где мои деньги? Я отправил 250 долларов в пятницу, и они ещё не пришли."
    assert read(mail(text.encode("cp1251")), "en").text == text


def test_utf_8_that_was_cut_or_has_a_line_of_another_charset() -> None:
    text = "سلام، واریز من نرسیده است"
    assert read(mail(text.encode()[:-1])).text == text[:-1] + "\ufffd"
    assert read(mail((text + "\n").encode() + "señor".encode("cp1252")), "es").text == f"{text}\nseñor"


def test_several_charsets_in_one_mail() -> None:
    raw = several(
        part(PERSIAN_1256.encode("cp1256"), "Content-Type: text/plain; charset=windows-1256"),
        part("به پارسی ۱۲".encode(), "Content-Type: text/plain; charset=utf-8"),
        part(SPANISH.encode("cp1252"), "Content-Type: text/plain; charset=iso-8859-1"),
        headers=("Subject: x",),
    )
    assert read(raw).text == f"{PERSIAN_1256}\n\nبه پارسی ۱۲\n\n{SPANISH}"


@pytest.mark.parametrize(
    "meta",
    [
        '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">',
        "<META charset='windows-1252'>",
        "<meta charset=latin1>",
        "",
    ],
)
def test_a_page_that_only_its_meta_or_the_language_explains(meta: str) -> None:
    html = f"<html><head>{meta}</head><body><p>{SPANISH}</p></body></html>".encode("cp1252")
    assert read(typed("text/html", html), "es").text == SPANISH
    html = f"<html><head>{meta}</head><body><p>سلام</p></body></html>".encode()
    assert read(typed("text/html", html)).text == "سلام"


def test_a_meta_of_another_alphabet() -> None:
    html = "<meta charset=koi8-r><p>Где деньги</p>".encode("koi8-r")
    assert read(typed("text/html", html)).text == "Где деньги"


@pytest.mark.parametrize("mark", ["\ufeff", "\u200b\ufeff", "\u2060"])
def test_marks_at_the_beginning_are_no_text(mark: str) -> None:
    found = read(typed("text/plain; charset=utf-8", f"{mark}سلام واریز"))
    assert found.text == "سلام واریز"
    assert read(codecs.BOM_UTF8 + HEAD + b"\r\nwords").text == "words"
    assert read(mail("x", f"Subject: {mark}title")).subject != f"{mark}title" or mark != "\ufeff"


@pytest.mark.parametrize(
    ("subject", "shown"),
    [
        ("=?utf-8?Q?Where_is_my_money??=", "Where is my money?"),
        ("=?utf-8?Q?Where?_When??=", "Where? When?"),
        ("=?utf-8?Q?=D8=B3=D9=84=D8=A7=D9=85?==?utf-8?Q?_x?=", "سلام x"),
        ("=?utf-8?Q?=D8=B3=D9?= =?utf-8?Q?=84?=", "سل"),
        ("=?UTF-8?B?2LPZhNin2YU?=", "سلام"),
        ("=?UTF-8?B?2LPZ hNin2YU=?=", "سلام"),
        ("=?utf-8*fa?q?x?= y", "x y"),
        ("=?us-ascii?Q?=D3=E1=C7=E3?=", "سلام"),
        ("=?iso-8859-1?Q?25_=80?=", "25 €"),
        ("=?windows-1256?B?0+HH4w==?= =?utf-8?B?2YXZhg==?=", "سلاممن"),
        ('"=?utf-8?Q?quoted?="', '"quoted"'),
        ("=?utf-8?Q?two words?=", "two words"),
        ("=?utf-8?Q?never ended", "=?utf-8?Q?never ended"),
        ("=?utf-8?Q?broken =?utf-8?Q?good?=", "=?utf-8?Q?broken good"),
        ("=?utf-8?X?abc?= 1", "=?utf-8?X?abc?= 1"),
        ("a =? b ?= c", "a =? b ?= c"),
        ("سلام واریز", "سلام واریز"),
    ],
)
def test_encoded_words(subject: str, shown: str) -> None:
    raw = mail("x").replace(b"Subject: A question", b"Subject: " + subject.encode())
    assert read(raw, "fa").subject == shown


@pytest.mark.parametrize(
    ("codec", "text", "language"), [("cp1256", "سلام واريز", "fa"), ("cp1252", "¿Cuándo llegó?", "es")]
)
def test_subjects_in_raw_bytes(codec: str, text: str, language: str) -> None:
    raw = mail("x").replace(b"Subject: A question", b"Subject: " + text.encode(codec))
    assert read(raw, language).subject == text


@pytest.mark.parametrize("charset", ["utf-16", "utf-7", "iso-2022-jp", "windows-1256"])
def test_a_subject_is_not_in_the_charset_of_the_text(charset: str) -> None:
    raw = typed(
        f"text/plain; charset={charset}", base64.encodebytes("x".encode(charset)), "Content-Transfer-Encoding: base64"
    )
    assert read(raw).subject == "A question"
    assert read(raw.replace(b"A question", "سلام +BjM-".encode())).subject == "سلام +BjM-"


@pytest.mark.parametrize("word", ["اپ", "تچ"])
def test_a_short_word_that_is_valid_utf_8_by_accident(word: str) -> None:
    assert read(typed("text/plain; charset=windows-1256", word.encode("cp1256"))).text == word


TWO = ("سلام. واریز من نرسیده است.", " شمارهٔ تراکنش ۸۸۳۱ است.")


@pytest.mark.parametrize(
    "value", ["base64", "base64 ", "BASE64", "base64 (comment)", '"base64"', "base-64", "base64;", "x base64"]
)
def test_names_of_base64(value: str) -> None:
    raw = typed("text/plain; charset=utf-8", base64.encodebytes(TWO[0].encode()), f"Content-Transfer-Encoding: {value}")
    assert read(raw).text == TWO[0]


@pytest.mark.parametrize("between", [b"\r\n", b"", b"\r\n\r\n", b"  \r\n", b"\r\n***\r\n"])
def test_base64_in_two_pieces(between: bytes) -> None:
    first, second = (base64.b64encode(one.encode()) for one in ("سلام", TWO[1]))
    assert b"=" in first
    raw = typed("text/plain; charset=utf-8", first + between + second, "Content-Transfer-Encoding: base64")
    assert read(raw).text == "سلام" + TWO[1]


@pytest.mark.parametrize("spoil", ["blanks", "no padding", "bare line ends", "footer", "one line"])
def test_base64_that_is_not_as_the_standard_has_it(spoil: str) -> None:
    coded = base64.encodebytes(("واریز " * 30 + "x").encode())
    want = ("واریز " * 30 + "x").strip()
    if spoil == "blanks":
        coded = b" ".join(coded[at : at + 5] for at in range(0, len(coded), 5))
    elif spoil == "no padding":
        coded = coded.rstrip(b"=\n")
    elif spoil == "bare line ends":
        coded = coded.replace(b"\n", b"\r")
    elif spoil == "footer":
        coded, want = (
            coded + b"\r\n-- \r\nChecked by a scanner, no virus.\r\n",
            f"{want}\n\n--\nChecked by a scanner, no virus.",
        )
    else:
        coded = coded.replace(b"\n", b"")
    raw = typed("text/plain; charset=utf-8", coded, "Content-Transfer-Encoding: base64")
    assert read(raw).text == want


def test_words_that_only_say_they_are_base64() -> None:
    raw = typed("text/plain", "Where is my money? I want it.\r\nSara", "Content-Transfer-Encoding: base64")
    assert read(raw).text == "Where is my money? I want it.\nSara"


@pytest.mark.parametrize(
    ("coded", "shown"),
    [
        (b"25 =E2=82=AC", "25 €"),
        (b"25 =e2=82=ac", "25 €"),
        (b"one=\r\n line", "one line"),
        (b"one=  \r\n line", "one line"),
        (b"a = b == c =ZZ =4", "a = b == c =ZZ =4"),
        ("raw سلام =D9=85".encode(), "raw سلام م"),
        (b"x=3D1=", "x=1"),
        (b"a=20\r\nb", "a \nb"),
        (b"under_score", "under_score"),
    ],
)
@pytest.mark.parametrize("value", ["quoted-printable", "Quoted-Printable ", "quoted-printable;", "quotedprintable"])
def test_quoted_printable(coded: bytes, shown: str, value: str) -> None:
    raw = typed("text/plain; charset=utf-8", coded, f"Content-Transfer-Encoding: {value}")
    assert read(raw).text == shown


def test_quoted_printable_in_pieces_is_the_same() -> None:
    text = "واریز = 250\n" * 60_000
    raw = typed(
        "text/plain; charset=utf-8", quopri.encodestring(text.encode()), "Content-Transfer-Encoding: quoted-printable"
    )
    assert len(raw) > 2 * mime.PIECE_BYTES
    assert read(raw).text == text.strip()


def test_uuencode() -> None:
    raw = typed("text/plain", b"begin 644 x\r\n#0V%T\r\n`\r\nend\r\n", "Content-Transfer-Encoding: x-uuencode")
    assert read(raw).text == "Cat"


@pytest.mark.parametrize("coding", ["base64", "quoted-printable"])
@pytest.mark.parametrize("kind", ["mixed", "alternative", "related"])
def test_a_multipart_that_is_encoded_as_a_whole(kind: str, coding: str) -> None:
    body = joined(
        part("Where is my deposit?", "Content-Type: text/plain"),
        part("<p>Where is my deposit?", "Content-Type: text/html"),
    )
    coded = base64.encodebytes(body) if coding == "base64" else quopri.encodestring(body)
    raw = typed(f"multipart/{kind}; boundary=b", coded, f"Content-Transfer-Encoding: {coding}")
    assert read(raw).text.startswith("Where is my deposit?")
    assert read(raw).files == []
    raw = typed(f"multipart/{kind}; boundary=b", body, f"Content-Transfer-Encoding: {coding}")
    assert read(raw).text.startswith("Where is my deposit?")


def test_nul_letters_and_very_long_lines() -> None:
    assert read(mail(b"a\x00b\x00c " + b"long " * 100_000)).text == "abc " + "long " * 100_000
