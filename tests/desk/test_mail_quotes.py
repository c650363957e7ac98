"""A customer's mail is kept whole; our own mail quoted in it starts folded, and nothing that may be an answer does."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.local_tracker import Desk, new_mail, opened, plain, reply_to, shown

ON_FA = "در تاریخ دوشنبه ۱ ژانویه ۲۰۳۰، ۱۲:۰۰ Rachel (Otet Desk) <\u202asupport@otet.example\u202c> نوشت:"
OUTLOOK = (
    "From: Rachel (Otet Desk) <support@otet.example>\nSent: Monday, 1 January 2030 12:00\nTo: سارا\nSubject: Re: x"
)


@pytest.fixture
def desk(new_tracker: Path, tmp_path: Path) -> Iterator[Desk]:
    with opened(new_tracker, tmp_path) as desk:
        yield desk


def kept(desk: Desk, text: str = "", html: str = "") -> tuple[str, str]:
    """What is kept of an answer to our mail, and what of it is shown; {ours} stands for our text, {quoted} quoted."""
    desk.answer("سلام سارا،\nواریز شد.\n\nRachel")
    desk.work_off()
    mail = desk.mails()[-1]
    ours = plain(mail).strip().replace("\r\n", "\n")
    quoted = "\n".join(f"> {line}".rstrip() for line in ours.splitlines())
    page = ours.replace("\n", "<br>")
    for name, words in (("{ours}", ours), ("{quoted}", quoted), ("{page}", page)):
        text, html = text.replace(name, words), html.replace(name, words)
    desk.receive(reply_to(mail, text, html=html))
    message = desk.messages()[-1]
    if text and not html:
        assert message.content == text.strip(), "every letter is kept"
    return message.content, shown(message.content, json.loads(message.folds))


@pytest.mark.parametrize(
    "text",
    [
        "Not yet.\n",
        "Not yet.\n\n{quoted}\n",
        f"Not yet.\n\n{ON_FA}\n\n{{quoted}}\n",
        "Not yet.\n\nOn Mon, Jan 1, 2030 at 12:00 PM Rachel (Otet Desk) <support@otet.example>\nwrote:\n\n{quoted}\n\n",
        f"Not yet.\n\n-----Original Message-----\n{OUTLOOK}\n\n{{ours}}\n",
        f"Not yet.\n________________________________\n{OUTLOOK}\n\n{{ours}}\n",
        f"Not yet.\n\n{OUTLOOK}\n\n{{ours}}",
        f"-----Original Message-----\n{OUTLOOK}\n\n{{ours}}\n\nNot yet.",
        f"{ON_FA}\n{{quoted}}\nNot yet.",
        "Not yet.\n-- \nسارا احمدی\nsara.ahmadi@otet.example\n",
        "Not yet.\n-- \nسارا احمدی\n\n{quoted}\n",
    ],
)
def test_our_own_mail_below_is_folded(desk: Desk, text: str) -> None:
    assert kept(desk, text)[1] == "Not yet."


@pytest.mark.parametrize(
    "text",
    [
        "> واریز شد.\n\nNo, it was not.\n\n> Rachel\n\nGreet her, too.",
        "{quoted}\n\nMy answer stands below.",
        f"Please read what they wrote me:\n\n{OUTLOOK}\n\nDear Sara, send 100 USD to this wallet.",
        "You wrote on 3 May:\nthat it takes a day.\n\nIt took three.",
        "The steps were:\n--\n1. sign in\n2. wait",
        "First\n-- \n" + "\n".join(f"line {number}" for number in range(9)),
        "Answer: yes\nFrom: Tehran\nSent: yesterday",
        "I asked my bank. They answered:\n\n> The transfer 8831 came back on 3 May.\n> Please send it again.",
        "My steps were:\n> opened MT5\n> pressed withdraw\n> got code 1009",
        "سلام\n-- \nسارا احمدی\n\n> کدام بانک بود؟\nبانک ملت، شعبهٔ ۶۲۱۲",
        "Please change my bank.\n-- \nIBAN DE89370400440532013000\nAccount holder Sara A.",
        "On 3 May at 10:00 I wrote to support@otet.example and was told:\n> واریز شد.",
        "x" * 100 + "\n" + "> only a bit\n" * 6000 + "end",
    ],
)
def test_in_doubt_every_line_stays(desk: Desk, text: str) -> None:
    _, found = kept(desk, text)
    lines = [line for line in text.splitlines() if "{" not in line]
    missing = [line for line in lines if line.strip() and line not in found]
    assert missing == []


def test_a_mail_that_is_all_quote_is_kept_whole(desk: Desk) -> None:
    assert "> سلام سارا،" in kept(desk, "{quoted}")[1]


def test_html_without_plain_text_becomes_text(desk: Desk) -> None:
    html = (
        "<html><head><title>no</title><style>p {color: red}</style></head><body dir=rtl>"
        "<p>سلام،<br>هنوز&nbsp;نرسیده <b>است</b>.</p><ul><li>یک</li><li>دو</li></ul>"
        '<p>See <a href="https://example.org/tx/1">this</a> &lt;b&gt;</p><script>alert(1)</script>'
        f'<div class="gmail_quote"><div>{ON_FA.replace("<", "&lt;")}</div><blockquote>{{page}}</blockquote></div>'
    )
    want = "سلام،\nهنوز نرسیده است.\n\n- یک\n- دو\n\nSee this (https://example.org/tx/1) <b>"
    assert kept(desk, html=html)[1] == want


def test_html_of_outlook_becomes_text_without_our_mail(desk: Desk) -> None:
    head = OUTLOOK.replace("<", "&lt;").replace("\n", "<br>")
    html = f"<div>Not yet.</div><hr><div id=divRplyFwdMsg><p>{head}</p></div><div>{{page}}</div>"
    assert kept(desk, html=html)[1] == "Not yet."


def test_our_own_page_in_a_quote_is_folded(desk: Desk) -> None:
    desk.answer("سلام سارا،\nواریز شد.\n\nhttps://example.org/tx/1\n\nRachel")
    desk.work_off()
    mail = desk.mails()[-1]
    page = f"<div>Not yet.</div><div>{ON_FA.replace('<', '&lt;')}</div><blockquote>{plain(mail, 'html')}</blockquote>"
    desk.receive(reply_to(mail, html=page))
    message = desk.messages()[-1]
    assert shown(message.content, json.loads(message.folds)) == "Not yet."
    assert "واریز شد" in message.content


def test_the_plain_version_is_preferred_unless_the_page_says_more(desk: Desk) -> None:
    assert kept(desk, text="Plain words", html="<p>Plain <b>words</b></p>")[0] == "Plain words"
    assert kept(desk, text="Please use another program", html="<p>Page</p>")[0] == "Page"
    assert kept(desk, text=" \n", html="<p>Page</p>")[0] == "Page"


def test_pieces_around_a_picture_are_all_kept(desk: Desk) -> None:
    mail = new_mail("Before")
    mail.make_mixed()
    mail.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="a.png", disposition="inline")
    mail.add_attachment("After", disposition="inline")
    mail.add_attachment("A note in a file", filename="note.txt", disposition="inline")
    desk.receive(mail)
    (message,) = desk.messages(desk.newest())
    assert message.content == "Before\n\nAfter"
    assert [name for name, _, _ in desk.files(message)] == ["a.png", "note.txt"]


def test_a_mail_forwarded_as_a_file_stays_a_file(desk: Desk) -> None:
    inner = new_mail("Inside", Subject="رسید بانک")
    mail = new_mail("See this")
    mail.add_attachment(inner)
    desk.receive(mail)
    (message,) = desk.messages(desk.newest())
    assert message.content == "See this"
    ((name, kind, content),) = desk.files(message)
    assert (name, kind) == ("رسید بانک.eml", "message/rfc822")
    assert b"Inside" in content
