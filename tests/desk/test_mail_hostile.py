"""Mails made to break their reader, and mails of broken programs: bounded, and no word is thrown away."""

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.desk.tracker.mail import parse
from tests.desk.local_tracker import TRADER, Desk, folder, new_mail, opened, plain
from tests.simulation import counters

HEAD = f"From: {TRADER}\r\nTo: support@otet.example\r\nSubject: hostile\r\n".encode()
PERSIAN = "سلام، کیف‌پول ۱۲۲"


@pytest.fixture(scope="module")
def desk(new_tracker: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with opened(new_tracker, tmp_path_factory.mktemp("hostile")) as desk:
        yield desk


def taken(desk: Desk, raw: bytes) -> Any:
    """The one message of the ticket that this mail opens."""
    before = desk.tickets()
    desk.receive(raw)
    assert len(desk.tickets()) == len(before) + 1
    (message,) = desk.messages(desk.newest())
    return message


def nested(depth: int) -> bytes:
    opening = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (level, level) for level in range(depth)
    )
    return HEAD + opening + b"Content-Type: text/plain\r\n\r\nfound me\r\n"


@pytest.mark.parametrize("depth", [1, 20, 90])
def test_words_are_found_however_deep(desk: Desk, depth: int) -> None:
    assert taken(desk, nested(depth)).content.strip() == "found me"


@pytest.mark.parametrize(
    "raw",
    [
        nested(5000),
        HEAD + b"Content-Type: message/rfc822\r\n\r\n" * 5000 + b"x",
        HEAD + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + b"--b\r\n\r\nx\r\n" * 50_000,
        HEAD + b"Content-Type: multipart/mixed; boundary=x" + b"\r\n boundary=y;" * 1000 + b"\r\n\r\nx",
    ],
    ids=["nested", "mails in mails", "parts", "boundaries"],
)
def test_a_mail_that_cannot_be_taken_apart_is_kept_whole(desk: Desk, raw: bytes) -> None:
    message = taken(desk, raw)
    files = desk.files(message)
    assert files[0][0] == "message.eml" or len(files) <= 20
    assert message.content or files


def test_ten_megabytes_of_text_are_kept_in_a_file(desk: Desk) -> None:
    text = "واریز " * 1_000_000
    message = taken(desk, HEAD + b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + text.encode())
    assert message.content.startswith("واریز واریز")
    assert len(message.content) < 51_000
    assert "message.txt" in message.content
    ((name, _, content),) = desk.files(message)
    assert (name, content.decode()) == ("message.txt", text.strip())


def test_ten_megabytes_of_html_and_of_unclosed_tags(desk: Desk) -> None:
    for filling in (b"<p>x</p>", b"<", b"<!--", b"<a href='", b"<![CDATA[", b"</", b"&#", b"<blockquote>"):
        page = b"<p>first words</p>" + filling * ((10_000_000 if filling == b"<p>x</p>" else 1_500_000) // len(filling))
        message = taken(desk, HEAD + b"Content-Type: text/html; charset=utf-8\r\n\r\n" + page)
        assert message.content.startswith("first words")
        assert [name for name, _, _ in desk.files(message)][-1] == "message.html"


@pytest.mark.parametrize(
    "header",
    [
        b"Subject: " + b"x" * 10_000_000,
        b"X-Long: " + b"x\r\n " * 1_000_000 + b"x",
        b"References: " + b"<a@b> " * 1_000_000,
        b"Content-Type: text/plain" + b'; a="' * 1_000_000,
        b"\r\n".join(b"X-%d: y" % number for number in range(200_000)),
        b"Reply-To: " + b"(" * 1_000_000,
        b"Subject: " + b"=?utf-8?q?=" * 200_000,
    ],
    ids=["subject", "folded", "references", "parameters", "many", "comments", "words"],
)
def test_huge_headers(desk: Desk, header: bytes) -> None:
    message = taken(desk, HEAD.replace(b"Subject: hostile\r\n", b"") + header + b"\r\n\r\nthe words\r\n")
    title = desk.db.issue.get(desk.newest(), "title")
    assert 0 < len(title) <= 200
    assert "the words" in message.content or desk.files(message)


def test_a_second_sender_is_not_taken_for_the_customer(desk: Desk) -> None:
    before = desk.tickets()
    desk.receive(HEAD + b"From: " + b"(" * 1_000_000 + b"\r\n\r\nwords\r\n")
    assert desk.tickets() == before


def test_a_subject_cannot_add_headers_or_lines(desk: Desk) -> None:
    evil = base64.b64encode(b"Hi\r\nBcc: evil@example.org\r\n\r\nbody\x00\x1b[2J").decode()
    raw = HEAD.replace(b"hostile", f"=?utf-8?b?{evil}?=".encode()) + b"\r\nx"
    taken(desk, raw)
    assert desk.db.issue.get(desk.newest(), "title") == "Hi Bcc: evil@example.org body[2J"
    desk.set_status("closed", desk.newest())
    number = desk.newest()
    reply = new_mail("again", Subject=f"[issue{number}] x", Message_ID="<a@b> <c@d>")
    desk.receive(reply.as_bytes().replace(b"<a@b>", b"<a@b>\r\n\tBcc: evil@example.org\r\n\t"))
    refusal = desk.mails_to(TRADER)[-1]
    assert refusal["Bcc"] is None
    assert number in str(refusal["Subject"])


@pytest.mark.parametrize(
    ("declared", "real"),
    [
        ("utf-8", "utf-8"),
        ("windows-1256", "cp1256"),
        ("us-ascii", "utf-8"),
        ("iso-8859-1", "utf-8"),
        ("x-unknown", "utf-8"),
        ("", "utf-8"),
        ("", "cp1256"),
        ("unicode_escape", "utf-8"),
        ("zlib", "utf-8"),
        ("utf-16", "utf-16"),
        ("\u0633", "utf-8"),
    ],
)
def test_whatever_the_charset_says(desk: Desk, declared: str, real: str) -> None:
    # what Windows' Persian alphabet has: no Persian digits
    words = PERSIAN.translate({ord("۱"): "1", ord("۲"): "2", ord("ی"): "ي"}) if real == "cp1256" else PERSIAN
    kind = f"Content-Type: text/plain; charset={declared}\r\n" if declared else ""
    coded = base64.b64encode(words.encode(real))
    raw = HEAD + kind.encode() + b"Content-Transfer-Encoding: base64\r\n\r\n" + coded
    assert taken(desk, raw).content == words


@pytest.mark.parametrize(
    "subject",
    [
        PERSIAN.encode(),
        b"=?utf-8?B?" + base64.b64encode(PERSIAN.encode()) + b"?=",
        # a letter cut in two between words, as some programs do
        b"\r\n ".join(
            b"=?utf-8?B?" + base64.b64encode(part) + b"?=" for part in (PERSIAN.encode()[:5], PERSIAN.encode()[5:])
        ),
        b"=?us-ascii?Q?" + "".join(f"={byte:02X}" for byte in PERSIAN.encode()).encode() + b"?=",
    ],
)
def test_subjects_in_persian(desk: Desk, subject: bytes) -> None:
    taken(desk, HEAD.replace(b"hostile", subject) + b"\r\nx")
    assert desk.db.issue.get(desk.newest(), "title") == PERSIAN


def test_no_body_no_subject(desk: Desk) -> None:
    assert taken(desk, HEAD + b"X-No: body\r\n").content == "hostile", "the subject is all there is to say"
    bare = HEAD.replace(b"Subject: hostile\r\n", b"")
    taken(desk, bare + b"\r\nFirst line\r\nSecond line")
    assert desk.db.issue.get(desk.newest(), "title") == "First line"
    before = desk.tickets()
    desk.receive(bare, b"", b"\r\n", b"\x00" * 1000, b"From: \r\n\r\nx", HEAD.replace(TRADER.encode(), b"<>"))
    assert desk.tickets() == before


def test_names_of_files_are_only_names(desk: Desk) -> None:
    mail = new_mail("Look")
    for name in ("../../etc/passwd", "C:\\x\\y.exe", "a%0D%0Ab.txt", "x" * 300 + ".pdf", "", "رسید.pdf"):
        mail.add_attachment(b"x", maintype="application", subtype="pdf", filename=name)
    names = [name for name, _, _ in desk.files(taken(desk, mail.as_bytes().replace(b"%250D%250A", b"%0D%0A")))]
    assert not [name for name in names if set(name) & set('/\\\r\n"\x00') or not 0 < len(name) <= 200]
    assert names[3].endswith(".pdf")
    assert names[-1] == "رسید.pdf"


def test_a_mail_larger_than_the_help_desk_takes(desk: Desk) -> None:
    before = desk.tickets()
    limit = parse.MAIL_LIMIT_BYTES
    desk.receive(HEAD + b"\r\n" + b"x" * limit)
    assert desk.tickets() == before
    assert "36" in plain(desk.mails_to(TRADER)[-1])


LINES = st.sampled_from(
    [
        b"Content-Type: multipart/mixed; boundary=b",
        b"Content-Type: multipart/alternative; boundary=b",
        b"Content-Type: text/html; charset=utf-7",
        b"Content-Type: message/rfc822",
        b"Content-Transfer-Encoding: base64",
        b"Content-Transfer-Encoding: quoted-printable",
        b"Content-Transfer-Encoding: x-uuencode",
        b"Content-Disposition: attachment; filename*0*=utf-8''%D8; filename*1=x",
        b"Content-Disposition: attachment; filename*=x'y'%FF",
        b"--b",
        b"--b--",
        b"",
        b"begin 644 x",
        b"<p>words",
        b"> quoted",
        b"=?utf-8?b?///?=",
        "سلام".encode(),
        b"\xff\xfe\x00",
    ]
)


def test_spoilt_mails_of_every_kind(desk: Desk, nightly: bool) -> None:
    @settings(
        max_examples=3000 if nightly else 150,
        deadline=None,
        database=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(st.lists(st.one_of(LINES, st.binary(max_size=40)), max_size=25))
    def check(lines: list[bytes]) -> None:
        desk.receive(HEAD + b"\r\n".join(lines))
        assert folder(desk, "failed") == []
        counters.add("spoilt mails", 1, reader_failed=0)

    check()
