"""What people see of mails in the running help desk: folded quotes, held mails, answers that came back."""

import email
import email.policy
import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from desktop.desk import people
from desktop.desk.process import DeskAddress
from tests.desk.browser import Browser, Page
from tests.desk.local_tracker import TRADER, new_mail, reply_to
from tests.desk.polling import until
from tests.desk.running import Agent, Person, address_of, running_desk

ASKED = "Hello Sara, which bank was it?\n\nAnd on which day?"
LANGUAGES = ("en", "fa", "ar", "es")
HTML = (
    "<div>See my answers in red below.</div><br>"
    "<div>On 29 Nov 2026, at 12:00, Rachel (Otet Desk) &lt;support@otet.example&gt; wrote:</div>"
    '<blockquote type="cite"><div>Hello Sara, which bank was it?</div><div>Bank Mellat, branch 6212</div>'
    "<div>And on which day?</div><div>On 3 May, 250 USD</div></blockquote>"
)
_numbers = itertools.count(1)


class MailPages:
    """A running help desk with a customer's app, agents in four languages, and its mail folders."""

    def __init__(self, home: Path, address: DeskAddress) -> None:
        self.home = home
        self.address = address
        self.trader = Person(address.url, address.demo_user, address.demo_password)
        self.rachel = Agent(address.url, address.agent_user, address.agent_password)
        with people.opened(home) as staff:
            words = {
                code: staff.add(f"agent-{code}", "agent", f"{code}@broker.example", "", code) for code in LANGUAGES
            }
        self.agents = {code: self._signed_in(f"agent-{code}", word) for code, word in words.items()}

    def _signed_in(self, user: str, word: str) -> Browser:
        browser = Browser(self.address.agent_url)
        assert browser.sign_in(user, word).status == 200
        return browser

    def close(self) -> None:
        for agent in self.agents.values():
            agent.close()

    def receive(self, content: bytes | EmailMessage) -> None:
        """A mail arrives and is dealt with."""
        new = self.home / "inbox-mail" / "new"
        new.mkdir(parents=True, exist_ok=True)
        path = new / f"{next(_numbers):06}"
        half = self.home / "half"
        half.write_bytes(content if isinstance(content, bytes) else content.as_bytes())
        half.replace(path)
        assert until(lambda: not path.exists())

    def answered(self, title: str) -> tuple[str, EmailMessage]:
        """A new ticket with an agent's answer, and the mail that went out for it."""
        ticket = self.trader.new_ticket(title=title)["issue"]
        self.rachel.answer(ticket, ASKED)
        found: list[EmailMessage] = []

        def is_out() -> bool:
            for path in (self.home / "outbox-mail" / "new").glob("*"):
                mail = read(path)
                if f"[issue{ticket}]" in str(mail["Subject"]):
                    found.append(mail)
            return bool(found)

        assert until(is_out)
        return ticket, found[0]

    def newest(self, ticket: str) -> dict[str, object]:
        """The newest message of a ticket, as the customer's app gets it."""
        rows = [row for row in self.trader.sync()["messages"].values() if row["ticket"] == ticket]
        return dict(max(rows, key=lambda row: int(row["id"])))

    def held(self, subject: str, language: str = "en") -> Page:
        """The page of the held mail with this subject."""
        browser = self.agents[language]
        rows = browser.get("heldmail").html.split('<li class="row"')
        (row,) = [row for row in rows if subject in row]
        return browser.get(row.partition('href="')[2].partition('"')[0])


def read(path: Path) -> EmailMessage:
    """One mail of a Maildir."""
    return email.message_from_bytes(path.read_bytes(), policy=email.policy.default)


@pytest.fixture(scope="module")
def mail_pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MailPages]:
    home = tmp_path_factory.mktemp("mail") / "home"
    with running_desk(home) as desk:
        mail_pages = MailPages(home, address_of(desk))
        yield mail_pages
        mail_pages.close()


def plain(text: str) -> Callable[[EmailMessage], EmailMessage]:
    return lambda mail: reply_to(mail, text)


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (
            plain("I asked my bank. They answered:\n\n> The transfer 8831 came back.\n> Please send it again."),
            ["The transfer 8831 came back.", "Please send it again."],
        ),
        (lambda mail: reply_to(mail, html=HTML), ["Bank Mellat, branch 6212", "On 3 May, 250 USD"]),
        (
            plain("سلام\n-- \nسارا احمدی\n\n> کدام بانک بود؟\nبانک ملت، شعبهٔ ۶۲۱۲"),
            ["کدام بانک بود؟", "بانک ملت، شعبهٔ ۶۲۱۲"],
        ),
        (plain("My bank:\n-- \nIBAN DE89370400440532013000"), ["IBAN DE89370400440532013000"]),
    ],
    ids=["21 a bank's words", "23 within the quote", "24 below the signature", "facts under two dashes"],
)
def test_an_answer_is_kept_and_shown_wherever_it_stands(
    mail_pages: MailPages, reply: Callable[[EmailMessage], EmailMessage], words: list[str]
) -> None:
    ticket, mail = mail_pages.answered("Mail")
    mail_pages.receive(reply(mail))
    message = mail_pages.newest(ticket)
    body, folds = str(message["body"]), message["folds"]
    folded = "\n".join(body[start:end] for start, end in folds)  # type: ignore[attr-defined]
    page = mail_pages.agents["en"].get(f"issue{ticket}").html
    outside = "".join(piece.partition("</details>")[2] or piece for piece in page.split("<details"))
    for one in words:
        assert one in body
        assert one not in folded
        assert one in outside


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_own_mail_starts_folded_for_customers_and_agents(mail_pages: MailPages, language: str) -> None:
    shown = {
        "en": "Show quoted text",
        "fa": "نمایش متن نقل‌شده",
        "ar": "إظهار النص المقتبس",
        "es": "Mostrar el texto citado",
    }
    ticket, mail = mail_pages.answered("Mail")
    quote = "> Hello Sara, which bank was it?\n>\n> And on which day?"
    intro = "On Mon, 1 Jan 2030 at 12:00 Rachel (Otet Desk) <support@otet.example> wrote:"
    mail_pages.receive(reply_to(mail, f"Bank Mellat 😀\n\n{intro}\n\n{quote}\n"))
    message = mail_pages.newest(ticket)
    body = str(message["body"])
    assert message["folds"] == [[len("Bank Mellat 😀\n\n"), len(body)]], "in code points"
    html = mail_pages.agents[language].get(f"issue{ticket}").html
    (details,) = [piece.partition("</details>")[0] for piece in html.split("<details")[1:] if "quoted" in piece[:20]]
    assert shown[language] in details
    assert "which bank" in details
    assert "Bank Mellat" not in details
    recalled = mail_pages.trader.get("/rest/desk/recall", params={"messages": str(message["id"])})
    assert recalled["messages"][0]["folds"] == message["folds"]


def test_a_message_without_a_quote_has_no_folds(mail_pages: MailPages) -> None:
    ticket = mail_pages.trader.new_ticket(content="> not a mail")["issue"]
    assert mail_pages.newest(ticket)["folds"] == []


def test_an_answer_in_the_subject_alone(mail_pages: MailPages) -> None:
    ticket, mail = mail_pages.answered("x")
    subject = f"Re: [issue{ticket}] yes, please close my account"
    mail_pages.receive(reply_to(mail, "\n> Hello Sara, which bank was it?\n", Subject=subject))
    message = mail_pages.newest(ticket)
    assert message["body"] == "yes, please close my account\n\n> Hello Sara, which bank was it?"


REASONS = {
    "no_sender": (None, {}, ("does not say who", "چه کسی آن را", "لا تذكر الرسالة", "no indica quién")),
    "unclear_sender": (f'"Sara <{TRADER}>', {}, ("with certainty", "با اطمینان", "بيقين", "con certeza")),
    "several_senders": (f"{TRADER}, x@y.example", {}, ("more than one", "بیش از یک", "أكثر من", "más de un")),
    "stranger": ("x@y.example", {}, ("no customer", "هیچ مشتری", "أي عميل", "ningún cliente")),
    "agent": ("fa@broker.example", {}, ("agent's address", "یک کارشناس", "أحد الموظفين", "un agente")),
    "own_address": ("support@otet.example", {}, ("own address", "خود میز", "مركز المساعدة نفسه", "propia dirección")),
    "list": ("l@y.example", {"List_Id": "<l>"}, ("mailing list", "گروه ایمیلی", "مجموعة بريدية", "lista")),
    "empty": (TRADER, {"Subject": ""}, ("neither words", "نه متنی", "لا تحتوي", "no contiene")),
    "automatic": ("r@y.example", {"Auto_Submitted": "auto-generated"}, ("A machine", "خودکار", "تلقائي", "automático")),
}  # fmt: skip


@pytest.mark.parametrize("reason", REASONS)
def test_each_reason_is_said_in_the_agents_language(mail_pages: MailPages, reason: str) -> None:
    sender, headers, sentences = REASONS[reason]
    subject = headers.get("Subject", f"Held {reason}")
    mail = new_mail("" if reason == "empty" else "words", **{"Subject": subject, **headers})
    del mail["From"]
    mail_pages.receive((f"From: {sender}\n" if sender else "").encode() + mail.as_bytes())
    for language, sentence in zip(LANGUAGES, sentences, strict=True):
        page = mail_pages.agents[language].get("heldmail")
        assert sentence in page.text, language
    is_quiet = reason == "automatic"
    machines = page.html.rpartition("<details")[2] if "Correos automáticos" in page.html else ""
    assert is_quiet == (f"Held {reason}" in machines), "apart from what people wrote"


def test_taken_in_with_one_click_once_and_marked_as_by_mail(mail_pages: MailPages) -> None:
    ticket, answer = mail_pages.answered("x")
    mail = reply_to(answer, "Where is it (quote)?", Subject=f"Re: [issue{ticket}] unbalanced <b>")
    mail.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="proof<i>.png")
    del mail["From"]
    mail_pages.receive(f'From: "Sara Ahmadi <{TRADER}>\n'.encode() + mail.as_bytes())
    browser = mail_pages.agents["en"]
    count = waiting(browser.get("issue"))
    page = mail_pages.held("unbalanced")
    for words in (
        "Where is it (quote)?",
        "proof&lt;i&gt;.png",
        f"&quot;Sara Ahmadi &lt;{TRADER}&gt;",
        "unbalanced &lt;b&gt;",
    ):
        assert words in page.html or words.replace("&quot;", '"') in page.html
    taken = browser.send(page, page.form("takein"))
    assert f"issue{ticket}" in taken.url
    assert taken.html.count("by e-mail</span>") == 1
    message = mail_pages.newest(ticket)
    assert (message["body"], message["side"]) == ("unbalanced <b>\n\nWhere is it (quote)?", "own")
    before = mail_pages.trader.sync()["messages"].keys()
    mail_pages.receive(new_mail("x", Subject="Beside it", From="beside@y.example"))
    fresh = mail_pages.held("Beside it").form("takein").fields["@csrf"]
    assert f"issue{ticket}" in browser.send(page, page.form("takein"), at_csrf=fresh).url, "as a second click says"
    assert mail_pages.trader.sync()["messages"].keys() == before
    assert waiting(browser.get("issue")) == count, "one less, and the one beside it"
    shown = browser.get(page.url)
    assert f"ticket {ticket}" in shown.text.replace("\u2068", "").replace("\u2069", "")
    assert "takein" not in shown.html


def waiting(page: Page) -> int:
    """The number beside the link to the list."""
    link = page.html.partition('href="heldmail"')[2].partition("</a>")[0]
    return int(link.partition('count">')[2].partition("<")[0] or 0)


def test_for_another_customer_by_name_and_for_nobody_else(mail_pages: MailPages) -> None:
    mail_pages.receive(new_mail("From my new address", Subject="New address", From="sara.new@y.example"))
    browser = mail_pages.agents["en"]
    page = mail_pages.held("New address")
    for name in ("nobody", "rachel", "agent-fa"):
        page = browser.send(page, page.form("takein"), customer=name)
        assert "no customer with this user name" in page.text
    assert "issue" in browser.send(page, page.form("takein"), customer=TRADER).url
    assert "From my new address" in [row["body"] for row in mail_pages.trader.sync()["messages"].values()]


def test_all_of_a_long_list_can_be_reached(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with running_desk(home) as desk:
        mail_pages = MailPages(home, address_of(desk))
        for number in range(103):
            (home / "inbox-mail" / "new").mkdir(parents=True, exist_ok=True)
            mail = new_mail("x", Subject=f"Number {number};", From=f"{number}@y.example")
            (home / "inbox-mail" / "new" / str(number)).write_bytes(mail.as_bytes())
        browser = mail_pages.agents["en"]
        assert until(lambda: waiting(browser.get("issue")) == 103)
        pages = [browser.get(path) for path in ("heldmail", "heldmail?page=1")]
        found = [number for number in range(103) if any(f"Number {number};" in page.html for page in pages)]
        assert found == list(range(103))
        assert ["heldmail?page=1" in page.html for page in pages] == [True, False]
        mail_pages.close()


def test_nobody_but_agents_reads_and_decides(mail_pages: MailPages) -> None:
    mail_pages.receive(new_mail("Secret words", Subject="Secret subject", From="z@y.example"))
    page = mail_pages.held("Secret subject")
    item = page.url.rpartition("/")[2]
    browsers = [
        Browser(mail_pages.address.agent_url),
        mail_pages._signed_in(mail_pages.address.demo_user, mail_pages.address.demo_password),
    ]
    for browser in browsers:
        for path in ("heldmail", item):
            assert "Secret" not in browser.get(path).html
        browser.send(page, page.form("takein"), customer="demo")
        browser.send(page, page.form("dismiss"))
        browser.close()
    assert mail_pages.agents["en"].get("heldmail").html.count("Secret subject") == 1
    assert mail_pages.trader.call("GET", f"/rest/data/heldmail/{item.removeprefix('heldmail')}").status_code in (
        403,
        404,
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_that_came_back_is_marked_in_the_agents_language(mail_pages: MailPages, language: str) -> None:
    words = {"en": "mailbox full", "fa": "صندوق ایمیل پر است", "ar": "صندوق البريد ممتلئ", "es": "buzón lleno"}
    ticket, mail = mail_pages.answered(f"Came back {language}")
    dsn = EmailMessage()
    dsn["From"], dsn["Auto-Submitted"], dsn["Subject"] = "MAILER-DAEMON@mx.example", "auto-replied", "Undelivered"
    report = f"""Final-Recipient: rfc822; {TRADER}\nAction: failed\nStatus: 5.2.2\n"""
    raw = (
        dsn.as_bytes()[:-1]
        + b"Content-Type: multipart/report; report-type=delivery-status; boundary=d\n\n--d\n\nfull\n"
        + f"--d\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\n{report}\n".encode()
        + f"--d\nContent-Type: message/rfc822\n\nMessage-ID: {mail['Message-ID']}\n\nx\n--d--\n".encode()
    )
    mail_pages.receive(raw)
    browser = mail_pages.agents[language]
    assert words[language] in browser.get(f"issue{ticket}").text
    listed = browser.get("heldmail")
    assert f"issue{ticket}#" in listed.html
    assert (
        mail_pages.trader.submit(ref=f"came-back-{ticket}", issue=ticket, content="I saw it in the app").status_code
        == 201
    )
    assert f"issue{ticket}#" not in browser.get("heldmail").html, "the customer has answered"


def test_dismissed_mails_are_kept_for_thirty_days_and_others_for_ever(tmp_path: Path) -> None:
    home = tmp_path / "home"
    box = home / "inbox-mail"
    with running_desk(home) as desk:
        mail_pages = MailPages(home, address_of(desk))
        for name in ("keep", "dismiss"):
            mail_pages.receive(new_mail("x", Subject=f"To {name}", From=f"{name}@y.example"))
        page = mail_pages.held("To dismiss")
        assert "To dismiss" not in mail_pages.agents["en"].send(page, page.form("dismiss")).html
        assert "no longer kept" in mail_pages.agents["en"].get(page.url).text
        mail_pages.close()
    (dismissed,) = (box / "cur").iterdir()
    for path in [*(box / "held").iterdir(), dismissed]:
        os.utime(path, (1, 1))
    shutil.copy(dismissed, box / "cur" / "recent")
    with running_desk(home):
        assert until(lambda: not dismissed.exists())
    assert [path.name for path in (box / "cur").iterdir()] == ["recent"]
    assert len(list((box / "held").iterdir())) == 1
