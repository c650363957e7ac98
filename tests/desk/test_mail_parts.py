"""Parts of mails: attachments and their names, attached mails, kinds of text, structures as programs break them."""

import base64

import pytest

from tests.desk.mail_bytes import (
    HEAD,
    SARA,
    attached,
    inner,
    joined,
    mail,
    names,
    page,
    part,
    read,
    several,
    typed,
)

PDF, ICON = b"%PDF-1.7 passport", b"\x89PNG icon"
SHOT = b"\x89PNG" + bytes(4000)
RECEIPT = "رسید"


def named(disposition: str, kind: str = "application/pdf", language: str = "") -> str:
    raw = HEAD + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + joined(
        b"Content-Type: " + kind.encode("utf-8", "surrogateescape") + b"\r\nContent-Disposition: "
        + disposition.encode("utf-8", "surrogateescape") + b"\r\n\r\n%PDF"
    )  # fmt: skip
    (name,) = names(read(raw, language))
    return name


def as_bytes(text: str, codec: str) -> str:
    """Raw bytes in a header, as surrogates."""
    return text.encode(codec).decode("utf-8", "surrogateescape")


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ("attachment; filename*0*=utf-8''%D8%B1%D8%B3; filename*1*=%DB%8C%D8%AF%202026.pdf", "رسید 2026.pdf"),
        ("attachment; filename*1*=%DB%8C%D8%AF; filename*0*=utf-8''%D8%B1%D8%B3", RECEIPT),
        ("attachment; filename*0=a; filename*1=b; filename*2=.pdf", "ab.pdf"),
        ("attachment; filename*0*=utf-8'fa'%D8%B1; filename*1=b.pdf", "رb.pdf"),
        ("attachment; filename*=windows-1256''%D1%D3%ED%CF.pdf", "رسيد.pdf"),
        ("attachment; filename*=iso-8859-1'es'a%F1o.pdf", "año.pdf"),
        ('attachment; filename="receipt.pdf"; filename*=UTF-8\'\'%D8%B1%D8%B3%DB%8C%D8%AF.pdf', "رسید.pdf"),
        ('attachment; filename*=UTF-8\'\'%D8%B1%D8%B3%DB%8C%D8%AF.pdf; filename="receipt.pdf"', "رسید.pdf"),
        (f'attachment; filename="{RECEIPT}.pdf"', "رسید.pdf"),
        (f'attachment; filename="{as_bytes("رسيد", "cp1256")}.pdf"', "رسيد.pdf"),
        ('attachment; filename*0="=?UTF-8?B?2LHYs9uM2K8g";\r\n filename*1="2KjYp9mG2qk=?=.pdf"', "رسید بانک.pdf"),
        ('attachment; filename="=?utf-8?Q?=D8=B1=D8=B3=DB?=\r\n =?utf-8?Q?=8C=D8=AF.pdf?="', "رسید.pdf"),
        ("attachment; filename==?UTF-8?B?2LHYs9uM2K8=?=.pdf", "رسید.pdf"),
        ("attachment; filename=my receipt of may.pdf", "my receipt of may.pdf"),
        ('attachment; filename="my; receipt = name=x.pdf"', "my; receipt = name=x.pdf"),
        ('attachment; filename="a \\"b\\".pdf"', 'a "b".pdf'),
        ("attachment; filename='a.pdf'", "a.pdf"),
        ("attachment; filename=\"UTF-8''%D8%B1%D8%B3.pdf\"", "رس.pdf"),
        ('attachment; filename="%D8%B1%D8%B3%20x.pdf"', "رس x.pdf"),
        ('attachment; filename="100%25 %zz %20.pdf"', "100%25 %zz %20.pdf"),
        ('attachment; filename="a.pdf', "a.pdf"),
        ('attachment filename="a.pdf"', "a.pdf"),
        ("attachment;filename=a.pdf;size=3", "a.pdf"),
        ("ATTACHMENT; FileName=a.pdf", "a.pdf"),
        ('filename="a.pdf"', "a.pdf"),
        ('attachment; filename=""', "unnamed.pdf"),
        ("attachment", "unnamed.pdf"),
    ],
)  # fmt: skip
def test_names_of_files(disposition: str, name: str) -> None:
    assert named(disposition) == name


@pytest.mark.parametrize(
    "kind", ['application/pdf; name="a.pdf"', "application/pdf name=a.pdf", "Application/PDF;NAME=a.pdf"]
)
def test_the_name_may_stand_in_the_type(kind: str) -> None:
    assert named("attachment", kind) == "a.pdf"


def test_signature_icons_stand_behind_the_passport_and_once() -> None:
    icons = [
        attached(ICON, f'inline; filename="image{n:03}.png"', "image/png", f"Content-ID: <i{n}@x>") for n in range(24)
    ]
    pictures = "".join(f'<img src="cid:i{n}@x">' for n in range(24)) + '<img src="CID:shot@x">'
    related = inner(
        page(f"<p>Here is my passport.</p>{pictures}"),
        *icons,
        attached(SHOT, "inline; filename=shot.png", "image/png", "Content-ID: <shot@x>"),
        kind="related",
        boundary="r",
    )
    found = read(several(related, attached(PDF, 'attachment; filename="passport.pdf"')))
    assert found.text == "Here is my passport."
    assert names(found) == ["passport.pdf", "shot.png", "image000.png"]
    assert [content for _, _, content in found.files] == [PDF, SHOT, ICON]


def test_files_that_are_alike_but_named_by_people_are_all_kept() -> None:
    parts = [attached(SHOT, f"attachment; filename={name}.png", "image/png") for name in ("front", "back")]
    many = [attached(b"%d" % n, f"attachment; filename={n}.pdf") for n in range(60)]
    found = read(several(part("x"), *parts, *many))
    assert names(found) == ["front.png", "back.png", *(f"{n}.pdf" for n in range(60))]


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1)])
def test_texts_between_pictures_keep_their_order(order: tuple[int, ...]) -> None:
    parts = [part("One"), attached(SHOT, "inline; filename=a.png", "image/png"), page("<p>Two"), part("Three")]
    words = {0: "One", 2: "Two", 3: "Three"}
    found = read(several(*(parts[n] for n in order)))
    assert found.text == "\n\n".join(words[n] for n in order if n in words)
    assert names(found) == ["a.png"]


def test_a_file_between_the_halves_of_one_version() -> None:
    rich = inner(
        page("<p>Before"), attached(PDF, "inline; filename=a.pdf"), page("<p>After"), kind="mixed", boundary="m"
    )
    found = read(several(part("Before\nAfter"), rich, kind="alternative"))
    assert (found.text, names(found)) == ("Before\nAfter", ["a.pdf"])


BANK = b"From: bank@bank.example\r\nSubject: =?utf-8?B?2LHYs9uM2K8=?=\r\n\r\nYour transfer was rejected.\r\n"


@pytest.mark.parametrize("coding", ["", "base64", "8bit", "quoted-printable"])
@pytest.mark.parametrize(
    ("disposition", "name"), [('attachment; filename="Bank notice.eml"', "Bank notice.eml"), ("inline", "رسید.eml")]
)
def test_attached_mails(coding: str, disposition: str, name: str) -> None:
    content = base64.encodebytes(BANK) if coding == "base64" else BANK
    headers = ["Content-Type: message/rfc822", f"Content-Disposition: {disposition}"]
    headers += [f"Content-Transfer-Encoding: {coding}"] if coding else []
    found = read(several(part("See the bank mail."), part(content, *headers)))
    assert found.text == "See the bank mail."
    ((kept, kind, inside),) = found.files
    assert (kept, kind, inside.strip()) == (name, "message/rfc822", BANK.strip())


def test_attached_mails_of_a_digest_and_a_mail_that_is_one() -> None:
    found = read(several(b"\r\n" + BANK, b"\r\n" + BANK.replace(b"Your", b"My"), kind="digest"))
    assert names(found) == ["رسید.eml", "رسید.eml"]
    assert names(read(typed("message/rfc822", BANK))) == ["رسید.eml"]


@pytest.mark.parametrize(
    "kind",
    [
        "text/plain charset=utf-8", "text/plain;charset=utf-8;", "TEXT/PLAIN; CHARSET=UTF-8",
        '"text/plain"; charset=utf-8',
        "text/plain; charset=utf-8; charset=ascii", 'text/plain; charset="utf-8', "text/plain; charset = utf-8", "text",
        "text/plain; format=fixed charset=utf-8", "text / plain; charset=utf-8", "plain", "", ";",
        "text/x-unknown; charset=utf-8",
        "text/markdown", "text/plain\r\n charset=utf-8", "text/plain, charset=utf-8", "text/plain; charset='utf-8'; x",
    ],
)  # fmt: skip
def test_content_types_as_programs_write_them(kind: str) -> None:
    found = read(typed(kind, "واریز من کجاست؟", "Content-Transfer-Encoding: 8bit"))
    assert (found.text, found.files) == ("واریز من کجاست؟", [])


TWO = (part("First", "Content-Type: text/plain"), part("Second", "Content-Type: text/plain"))


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/mixed; boundary=b", joined(*TWO)),
        ("multipart/mixed boundary=b", joined(*TWO)),
        ('multipart/mixed; boundary="b', joined(*TWO)),
        ("multipart/mixed; boundary='b'", joined(*TWO)),
        ('multipart/mixed; boundary="b "', joined(*TWO)),
        ('multipart/mixed; boundary="a b"', joined(*TWO, boundary="a b")),
        ("multipart/mixed; boundary=a b", joined(*TWO, boundary="a b")),
        ('multipart/mixed; boundary="=_?:(x)"', joined(*TWO, boundary="=_?:(x)")),
        ("multipart/mixed", joined(*TWO)),
        ("multipart/mixed; boundary=other", joined(*TWO)),
        ("multipart/mixed; boundary=B", joined(*TWO)),
        ("multipart/mixed; boundary*0=b; boundary*1=c", joined(*TWO, boundary="bc")),
        ("MULTIPART/MIXED; BOUNDARY=b", joined(*TWO)),
        ("multipart/mixed; boundary=b", joined(*TWO).replace(b"--b--\r\n", b"")),
        ("multipart/mixed; boundary=b", joined(*TWO).replace(b"--b\r\n", b"--b  \r\n")),
        ("multipart/mixed; boundary=b", joined(*TWO).replace(b"\r\n", b"\n")),
        ("multipart/mixed; boundary=b", joined(TWO[0]) + joined(TWO[1])),
        ("multipart/mixed; boundary=b", b"This is a multi-part message in MIME format.\r\n\r\n" + joined(*TWO)),
        ("multipart/x-unknown; boundary=b", joined(*TWO)),
        ("multipart/mixed; boundary=b", joined(b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + joined(*TWO))),
        ("multipart/mixed; boundary=b", joined(inner(*TWO, kind="mixed", boundary="bb"))),
        ("multipart/mixed; boundary=b", joined(inner(*TWO, kind="mixed", boundary="bb").replace(b"--bb--", b""))),
        ("multipart/mixed; boundary=b", b"--b\r\nFirst\r\n--b\r\n\r\nSecond\r\n--b--"),
    ],
)  # fmt: skip
def test_boundaries_as_programs_write_them(kind: str, body: bytes) -> None:
    found = read(typed(kind, body))
    assert (found.text, found.files) == ("First\n\nSecond", [])


def test_words_around_the_parts_are_kept() -> None:
    found = read(
        typed("multipart/mixed; boundary=b", b"My first words\r\n" + joined(*TWO) + b"\r\n-- \r\nThe list's footer\r\n")
    )
    assert found.text == "My first words\n\nFirst\n\nSecond\n\n-- \nThe list's footer"


def test_words_of_a_multipart_without_parts() -> None:
    assert read(typed("multipart/mixed; boundary=b", "Only words")).text == "Only words"


def test_a_part_whose_words_look_like_headers() -> None:
    assert (
        read(typed("multipart/mixed; boundary=b", b"--b\r\nAmount: 500\r\n\r\nUSD\r\n--b--")).text
        == "Amount: 500\n\nUSD"
    )
    assert (
        read(typed("multipart/mixed; boundary=b", b"--b\r\n\r\nAmount: 500\r\n\r\nUSD\r\n--b--")).text
        == "Amount: 500\n\nUSD"
    )


@pytest.mark.parametrize("word", ["boundary", "message/rfc822", "--b", "Content-Type: multipart/mixed; boundary=x"])
def test_a_log_that_speaks_of_parts(word: str) -> None:
    text = "The log:\n" + "\n".join(f"12:00:00 {word} {n}" for n in range(500))
    found = read(mail(text))
    assert (found.text, found.files) == (text, [])


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r\r\n"])
def test_line_ends_and_lines_of_mailboxes(end: str) -> None:
    raw = end.join(
        [f"From {SARA} Mon Jan 1", f"From: {SARA}", "Subject: a", " b", "X: y", "", "words", "more"]
    ).encode()
    found = read(raw)
    assert (found.sender, found.subject, found.text.split()) == (SARA, "a b", ["words", "more"])


@pytest.mark.parametrize(
    ("kind", "content", "text"),
    [
        ("text/plain; format=flowed; delsp=yes", "the dep \r\nosit at https:// \r\nx.example/ \r\n9f2", "the deposit at https://x.example/9f2"),
        ("text/plain; format=flowed", "a long \r\nline\r\nnew line", "a long line\nnew line"),
        ("text/plain; Format=Flowed; DelSp=Yes", "a \r\nb", "ab"),
        ("text/plain; format=flowed", "> quoted \r\n> more\r\n>> deeper\r\nmine", "> quoted more\n> > deeper\nmine"),
        ("text/plain; format=flowed", "> quoted \r\nmine", "> quoted \nmine"),
        ("text/plain; format=flowed", " From here\r\n > no quote\r\n  two", "From here\n> no quote\n two"),
        ("text/plain; format=flowed", "words \r\n-- \r\nSara", "words \n-- \nSara"),
        ("text/plain; format=fixed", "a \r\nb", "a \nb"),
        ("text/enriched", "<bold>Now</bold>,\r\n<param>x</param>so <<b>\r\n\r\nnext", "Now, so <b>\nnext"),
        ("text/rtf", r"{\rtf1\ansi{\fonttbl{\f0 Arial;}}250 USD\par \'80 5}", "250 USD\n€ 5"),
        ("text/calendar", "SUMMARY:Call\\, at\r\n  noon\r\nLOCATION;X=y:Tehran\r\nX:", "Call, at noon\nTehran"),
    ],
)  # fmt: skip
def test_kinds_of_text(kind: str, content: str, text: str) -> None:
    found = read(typed(kind, content))
    assert found.text == text
    assert names(found) == {"text/rtf": ["message.rtf"], "text/calendar": ["invite.ics"]}.get(kind, [])


def test_an_invitation_beside_words_is_a_file() -> None:
    found = read(several(part("Words"), part("SUMMARY:x", "Content-Type: text/calendar"), kind="alternative"))
    assert (found.text, names(found)) == ("Words", ["invite.ics"])


def test_texts_that_are_files() -> None:
    found = read(
        several(
            part("Words"), part("a,b", "Content-Type: text/csv"), part("n", 'Content-Type: text/plain; name="n.txt"')
        )
    )
    assert (found.text, names(found)) == ("Words", ["unnamed.csv", "n.txt"])


def test_a_named_text_is_the_letter_where_there_is_no_other() -> None:
    found = read(
        several(
            part("Hello", 'Content-Type: text/plain; name="text_0.txt"'), attached(PDF, "attachment; filename=a.pdf")
        )
    )
    assert (found.text, names(found)) == ("Hello", ["text_0.txt", "a.pdf"])
    found = read(several(attached(b"file", "attachment; filename=a.txt", "text/plain")))
    assert (found.text, names(found)) == ("", ["a.txt"])


@pytest.mark.parametrize("raw", [HEAD, HEAD + b"\r\n", mail(""), mail(" \r\n\r\n"), several(), several(part(""))])
def test_empty_mails(raw: bytes) -> None:
    found = read(raw)
    assert (found.text.strip(), found.files, found.subject) == ("", [], "A question")
