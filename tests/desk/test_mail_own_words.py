"""Words, signs and addresses of mails that stand where they are easily lost."""

import base64
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.desk.tracker.mail import html_text, parse, quotes
from tests.desk.local_tracker import TICKET, Desk, new_mail, opened, reply_to
from tests.desk.mail_bytes import mail, names, page, part, read, several, typed

BASE64 = "Content-Transfer-Encoding: base64"


@pytest.fixture
def desk(new_tracker: Path, tmp_path: Path) -> Iterator[Desk]:
    with opened(new_tracker, tmp_path / "home") as desk:
        yield desk


def answers(desk: Desk, text: str, subject: str) -> str:
    """What the ticket holds of an answer with this text and subject."""
    desk.answer("Which bank was it?")
    desk.work_off()
    desk.receive(reply_to(desk.mails()[0], text, Subject=subject))
    return str(desk.bodies()[-1])


def test_a_subject_that_says_more_than_the_title_stands_above_the_text(desk: Desk) -> None:
    assert (
        answers(desk, "see subject", f"Re: [issue{TICKET}] my new IBAN is GB29") == "my new IBAN is GB29\n\nsee subject"
    )


@pytest.mark.parametrize(
    "form", ["RE: {}", "RV: RE: {}", "پاسخ: {}", "Re: [EXTERNAL] {}", "[EXT] Re: {}", "Fwd: {}", "***SPAM*** Re: {}"]
)
def test_what_programs_add_to_a_title_is_no_word(desk: Desk, form: str) -> None:
    title = desk.db.issue.get(TICKET, "title")
    assert answers(desk, "Mellat", form.format(f"[issue{TICKET}] {title}")) == "Mellat"


def test_a_new_ticket_has_its_subject_as_title_only(desk: Desk) -> None:
    desk.receive(new_mail("Where is it?", Subject="My deposit"))
    assert desk.bodies(desk.newest()) == ["Where is it?"]


@pytest.mark.parametrize(
    ("plain", "shown"), [("I paid 25 ? and 30 ?", "I paid 25 € and 30 £"), ("I agree:", "I agree: ✔"), ("", "👍")]
)
def test_signs_that_the_plain_version_lacks(plain: str, shown: str) -> None:
    found = read(
        several(part(plain, "Content-Type: text/plain; charset=us-ascii"), page(f"<p>{shown}</p>"), kind="alternative")
    )
    assert found.text == shown


def test_signs_that_both_versions_have_choose_none() -> None:
    plain = part("25 € – see\n\n> 25 €", "Content-Type: text/plain; charset=utf-8")
    found = read(several(plain, page("<p>25 € – see<br>25 €</p>"), kind="alternative"))
    assert found.text == "25 € – see\n\n> 25 €"
    assert names(found) == []


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ('<a href="mailto:boss@bank.example?subject=x">him</a>', "him (boss@bank.example)"),
        ('<a href="mailto:Boss@bank.example">boss@bank.example</a>', "boss@bank.example"),
        ('<a href="tel:+447700900123">call me</a>', "call me (tel:+447700900123)"),
        ('<a href="tel:+447700900123">+44 7700 900123</a>', "+44 7700 900123"),
        ('<a href="bitcoin:bc1qxy?amount=0.5">my wallet</a>', "my wallet (bitcoin:bc1qxy?amount=0.5)"),
        ('<a href="HTTPS://x.example/9">here</a>', "here (HTTPS://x.example/9)"),
        ('<a href="javascript:void(0)">here</a>', "here"),
        ('<a href="cid:1@x">here</a>', "here"),
        ('<a href="#top">here</a>', "here"),
    ],
)
def test_addresses_behind_words(link: str, shown: str) -> None:
    assert html_text.text_of(f"<p>{link}</p>") == shown


@pytest.mark.parametrize("words", ["متن ۵۵۴۱", "It was Barclays.", "متن " * 40])
def test_a_footer_longer_than_the_encoded_text_above_it(words: str) -> None:
    footer = "_______________\r\nThis e-mail was scanned. " + "It is confidential. " * 40
    coded = base64.encodebytes(words.encode()).decode().replace("\n", "\r\n")
    found = read(typed("text/plain; charset=utf-8", coded + footer + "\r\n", BASE64))
    assert found.text.startswith(words.strip())
    assert "scanned" in found.text
    assert coded.split()[0] not in found.text


@pytest.mark.parametrize("text", ["Dear\r\nSirs, where is it?", "Hola\r\n¿qué tal?", "Hello, where is my money?"])
def test_words_that_only_say_that_they_are_encoded(text: str) -> None:
    assert read(typed("text/plain; charset=utf-8", text, BASE64)).text == text.replace("\r\n", "\n")


def test_numbers_of_letters_in_a_plain_text() -> None:
    words = "سلام، واریز من کجاست؟"
    coded = "".join(letter if letter.isascii() else f"&#{ord(letter)};" for letter in words)
    raw = mail(coded, "Content-Type: text/plain; charset=us-ascii").replace(
        b"Subject: A question", b"Subject: " + coded.encode()
    )
    found = read(raw)
    assert (found.subject, found.text) == (words, words)
    for left in ("write &#1587; for a letter", "a &#38; b &#60; c &#62;", "سلام &#1587;&#1587;&#1587;"):
        assert read(mail(left, "Content-Type: text/plain; charset=utf-8")).text == left


@pytest.mark.parametrize("words", ["EL AÑO PASADO COBRÉ ÁÉÍÓÚ Ñ", "¿Y él? Ó á é", "Sí, 25 €"])
def test_spanish_letters_without_a_label(words: str) -> None:
    assert read(mail(words.encode("cp1252")), "es").text == words


def test_arabic_letters_of_a_customer_who_reads_spanish() -> None:
    words = "مرحبا، أين المال من حسابي؟ لم يصل بعد"
    assert read(mail(words.encode("cp1256")), "es").text == words


@pytest.mark.parametrize("value", ["no", "No", "no (written by hand)", "no; x=y", ""])
def test_a_person_who_says_that_no_program_wrote(value: str) -> None:
    assert not read(mail("x", f"Auto-Submitted: {value}")).is_robot


def test_a_delay_in_words_alone_is_no_failure() -> None:
    head = b"From: MAILER-DAEMON@mx.example\r\nReferences: <1@otet.example>\r\nSubject: Warning: delayed 24 hours\r\n"
    words = b"A message that you sent has not yet been delivered to one or more of its recipients.\r\n"
    assert parse.head(head + b"\r\n" + words).bounce is None
    failed = head.replace(b"Warning: delayed 24 hours", b"Mail delivery failed")
    found = parse.head(failed + b"\r\nNo such user.\r\n").bounce
    assert found is not None and found.message_id == "<1@otet.example>"


def test_one_short_line_hundreds_of_times_in_our_mail_and_in_the_quote() -> None:
    started_s = time.process_time()
    found = quotes.folds("Done.\n" + "> 0.00\n" * 1500, "support@otet.example", ["0.00\n" * 3000])
    assert found == [], "what is in doubt is shown"
    assert time.process_time() - started_s < 10
