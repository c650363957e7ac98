"""The web pages of agents and customers, used as a browser uses them, against the running help desk."""

import email
import email.policy
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from roundup import instance, password

from desktop.desk import home as homes
from desktop.desk.process import DeskAddress, DeskProcess
from tests.desk.browser import Browser, Files, Page, match_of
from tests.desk.polling import until

STRANGER_PASSWORD = "stranger's word"
WAITING, ANSWERED, WITH_NOTE = "issue8", "issue6", "issue2"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("desk")
    mask = os.umask(0o077)  # opening a tracker changes it
    homes.ready(place / "tracker")
    tracker = instance.open(str(place / "tracker"))
    db = tracker.open("admin")
    word = password.Password(STRANGER_PASSWORD, config=tracker.config)
    db.user.create(username="stranger", password=word, address="stranger@otet.example", roles="Customer")
    db.commit()
    db.close()
    os.umask(mask)
    return place


@pytest.fixture(scope="module")
def desk(place: Path) -> Iterator[DeskAddress]:
    process = DeskProcess(place)
    yield process.start()
    process.stop()


def signed_in(desk: DeskAddress, user: str, word: str) -> Iterator[Browser]:
    browser = Browser(desk.agent_url)
    assert browser.sign_in(user, word).status == 200
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def rachel(desk: DeskAddress, place: Path) -> Iterator[Browser]:
    yield from signed_in(desk, "rachel", homes.Keys.read(place / "tracker").agents["rachel"])


@pytest.fixture(scope="module")
def raha(desk: DeskAddress, place: Path) -> Iterator[Browser]:
    yield from signed_in(desk, "raha", homes.Keys.read(place / "tracker").agents["raha"])


@pytest.fixture(scope="module")
def sara(desk: DeskAddress) -> Iterator[Browser]:
    yield from signed_in(desk, desk.demo_user, desk.demo_password)


@pytest.fixture(scope="module")
def app(desk: DeskAddress) -> Iterator["App"]:
    app = App(desk)
    yield app
    app.session.close()


class App:
    """What the trader's app asks over the wire."""

    def __init__(self, desk: DeskAddress) -> None:
        self.url = desk.url
        self.session = requests.Session()
        self.session.headers["X-Requested-With"] = "otet-desk"
        self.session.headers["Origin"] = desk.url.removesuffix("/desk")
        signed = self.session.post(
            f"{self.url}/rest/desk/token",
            json={"label": "test"},
            auth=(desk.demo_user, desk.demo_password),
            timeout=20,
        )
        assert signed.status_code == 201
        self.session.headers["Authorization"] = "Bearer " + signed.json()["data"]["token"]

    def sync(self) -> dict[str, Any]:
        answer = self.session.get(f"{self.url}/rest/desk/sync", params={"since": "", "limit": "2000"}, timeout=20)
        assert answer.status_code == 200
        data: dict[str, Any] = answer.json()["data"]
        return data

    def ticket(self, number: str) -> dict[str, Any]:
        return next(ticket for ticket in self.sync()["tickets"] if ticket["id"] == number)

    def submit(self, ref: str, files: tuple[tuple[str, bytes, str], ...] = (), **fields: str) -> dict[str, Any]:
        parts: list[tuple[str, Any]] = [
            ("ref", (None, ref)),
            *((name, (None, value)) for name, value in fields.items()),
        ]
        parts += [("file", (name, content, kind)) for name, content, kind in files]
        answer = self.session.post(f"{self.url}/rest/desk/submit", files=parts, timeout=20)
        assert answer.status_code == 201, answer.text
        data: dict[str, Any] = answer.json()["data"]
        return data


def new_ticket(app: App, ref: str, text: str = "Where is my deposit?") -> str:
    return str(app.submit(ref, title=f"Ticket {ref}", content=text)["issue"])


def answer(browser: Browser, number: str, files: Files = (), **values: str) -> Page:
    page = browser.get(f"issue{number}")
    return browser.send(page, page.form("reply"), files, **values)


def test_sign_in_page_is_ours_and_asks_nobody_else(desk: DeskAddress) -> None:
    browser = Browser(desk.agent_url)
    page = browser.get(**{"Accept-Language": "fa-IR,fa;q=0.9"})
    assert page.status == 200
    assert '<html lang="fa" dir="rtl">' in page.html
    assert "roundup" not in page.html.lower()
    for address in re.findall(r'(?:src|href)="([^"]+)"', page.html):
        assert not address.startswith(("http:", "https:", "//")), address
    assert browser.get("@@file/desk.css").status == 200
    refused = browser.sign_in("rachel", "wrong")
    assert "The user name or the password is wrong." in refused.text
    assert refused.form("Login").fields["@csrf"]
    browser.close()


def test_what_went_wrong_is_said_in_the_persons_language(desk: DeskAddress) -> None:
    browser = Browser(desk.agent_url)
    browser.session.headers["Accept-Language"] = "fa"
    # a name of nobody's: after wrong passwords its owner waits too, and Raha signs in in another test
    assert "رمز عبور درست نیست" in browser.sign_in("nobody", "wrong").text
    page = browser.get()
    old = page.form("Login")
    old.fields["@csrf"] = "0" * 32
    stale = browser.send(page, old, __login_name="nobody", __login_password="x")
    assert "این صفحه بیش از حد باز مانده" in stale.text
    for _ in range(5):
        last = browser.sign_in("nobody", "wrong")
    assert "ثانیه دیگر" in last.text
    forged = browser.get("?@error_message=Call+0900+123+now&@ok_message=Really")
    assert "0900" not in forged.text
    assert "Really" not in forged.text
    assert forged.status == 404
    browser.close()


def test_list_puts_the_longest_waiting_first_and_counts(rachel: Browser) -> None:
    page = rachel.get("issue")
    assert (
        page.html.index("Waiting for an answer") < page.html.index(f'href="{WAITING}"') < page.html.index("All others")
    )
    assert page.html.index("All others") < page.html.index(f'href="{ANSWERED}"')
    assert "سارا احمدی" in page.html
    solved = rachel.get(match_of(r'href="(issue\?status=\d+)"[^>]*>Solved', page.html)[1])
    assert f'href="{WITH_NOTE}"' in solved.html
    assert f'href="{ANSWERED}"' not in solved.html


def test_list_finds_by_number_subject_and_customer(rachel: Browser) -> None:
    assert re.findall(r'href="(issue\d+)"', rachel.get("issue?q=%236").html) == ["issue6"]
    assert 'href="issue3"' in rachel.get("issue?q=rebate").html
    assert f'href="{ANSWERED}"' in rachel.get("issue?q=احمدی").html
    assert "No tickets here." in rachel.get("issue?q=zzzz&status=nonsense&page=abc").text


def test_agents_read_in_their_own_language(raha: Browser) -> None:
    page = raha.get(WITH_NOTE)
    assert '<html lang="fa" dir="rtl">' in page.html
    assert "یادداشت داخلی" in page.text
    assert "Wallet USD 122" in page.text
    assert "1,028.50 USD" in page.text


def test_answer_with_two_files_reaches_the_customer(rachel: Browser, app: App) -> None:
    number = new_ticket(app, "ref-answer-1")
    files = (("quittung.pdf", b"%PDF-1.4 x", "application/pdf"), ("تصویر.png", b"\x89PNG\r\n\x1a\n", "image/png"))
    sent = answer(rachel, number, files=files, at_note="سلام،\nواریز شما رسید. <b>ok</b>")
    assert sent.status == 200
    assert "Sent." in sent.text
    assert "&lt;b&gt;ok&lt;/b&gt;" in sent.html
    message = next(m for m in app.sync()["messages"] if m["ticket"] == number and m["side"] == "support")
    assert message["author"] == "Rachel"
    assert message["body"] == "سلام،\nواریز شما رسید. <b>ok</b>"
    assert [file["name"] for file in message["files"]] == ["quittung.pdf", "تصویر.png"]
    got = app.session.get(f"{app.url}/file{message['files'][0]['id']}/quittung.pdf", timeout=20)
    assert got.content == b"%PDF-1.4 x"
    assert kind_of(rachel, app.ticket(number)["status"]) == "Answered"


def test_answer_is_mailed_with_a_link_that_works(rachel: Browser, app: App, place: Path, sara: Browser) -> None:
    number = new_ticket(app, "ref-mailed-1")
    answer(rachel, number, at_note="Look into your mail")
    folder = place / "outbox-mail" / "new"

    def found() -> list[bytes]:
        mails = [path.read_bytes() for path in folder.glob("*.eml")]
        return [mail for mail in mails if f"[issue{number}]".encode() in mail]

    assert until(lambda: len(found()) == 1)
    part = email.message_from_bytes(found()[0], policy=email.policy.default).get_body(("plain",))
    assert part is not None
    link = match_of(rf"http://\S+/issue{number}\b", part.get_content())[0]
    assert "Look into your mail" in sara.get(link).text


def test_first_start_serves_pages_from_a_home_it_just_made(tmp_path: Path) -> None:
    process = DeskProcess(tmp_path / "new")
    browser = Browser(process.start().agent_url)
    assert "Sign in" in browser.get().text
    browser.close()
    process.stop()


def kind_of(browser: Browser, status: str) -> str:
    labels = browser.get(WAITING).form("reply").selects["status"]
    return next(label for label, value in labels.items() if value == status)


def test_internal_note_never_reaches_the_customer(rachel: Browser, app: App, sara: Browser) -> None:
    number = new_ticket(app, "ref-note-1")
    before = app.sync()["cursor"]
    files = (("secret.txt", b"for agents", "text/plain"),)
    sent = answer(rachel, number, files=files, at_note="KYC looks forged", internal="1")
    assert "The customer does not see it." in sent.text
    assert "KYC looks forged" in sent.text
    after = app.sync()
    assert after["cursor"] == before
    assert "forged" not in str(after)
    assert kind_of(rachel, app.ticket(number)["status"]) == "Open"
    assert "forged" not in sara.get(f"issue{number}").html
    secret = match_of(r'href="(file\d+/secret\.txt)"', sent.html)[1]
    assert rachel.get(secret).html == "for agents"
    assert app.session.get(f"{app.url}/{secret}", timeout=20).status_code == 403
    assert sara.get(secret).status == 403


def test_the_same_form_sent_twice_is_one_answer(rachel: Browser, app: App) -> None:
    number = new_ticket(app, "ref-twice-1")
    page = rachel.get(f"issue{number}")
    form = page.form("reply")
    rachel.send(page, form, at_note="Only once")
    second = rachel.send(page, form, at_note="Only once")
    assert second.form("reply").fields["@note"].strip() == ""
    bodies = [message["body"] for message in app.sync()["messages"] if message["ticket"] == number]
    assert bodies.count("Only once") == 1


def test_text_survives_an_expired_form(rachel: Browser, app: App) -> None:
    number = new_ticket(app, "ref-expired-1")
    page = rachel.get(f"issue{number}")
    form = page.form("reply")
    form.fields["@csrf"] = "expired"
    refused = rachel.send(page, form, at_note="A long answer")
    assert refused.form("reply").fields["@note"].strip() == "A long answer"
    assert "A long answer" not in str(app.sync())


def test_text_survives_a_signed_out_session(rachel: Browser, app: App, desk: DeskAddress) -> None:
    number = new_ticket(app, "ref-signed-out-1")
    page = rachel.get(f"issue{number}")
    anonymous = Browser(desk.agent_url)
    shown = anonymous.send(page, page.form("reply"), at_note="Another long answer")
    assert "Another long answer" in shown.text
    assert "Another long answer" not in str(app.sync())
    anonymous.close()


def test_an_answer_over_an_unseen_message_is_held_back_and_asked(rachel: Browser, app: App) -> None:
    number = new_ticket(app, "ref-meanwhile-1")
    page = rachel.get(f"issue{number}")
    app.submit("ref-meanwhile-2", issue=number, content="One more thing")
    asked = rachel.send(page, page.form("reply"), at_note="Here is your answer")
    question = asked.html.split('id="question"')[1].split("</section>")[0]
    assert "One more thing" in question
    assert "سارا احمدی" in question
    assert asked.form("reply").fields["@note"] == "Here is your answer"
    assert "Here is your answer" not in str(app.sync())
    sent = rachel.send(asked, asked.form("reply"))
    assert "Sent." in sent.text
    assert str(app.sync()).count("Here is your answer") == 1
    assert kind_of(rachel, app.ticket(number)["status"]) == "Answered"


def test_department_alone_can_be_changed(rachel: Browser, app: App) -> None:
    number = new_ticket(app, "ref-move-1")
    page = rachel.get(f"issue{number}")
    form = page.form("reply")
    kyc = form.selects["department"]["KYC"]
    assert "Saved." in rachel.send(page, form, department=kyc).text
    assert app.ticket(number)["department"] == kyc
    page = rachel.get(f"issue{number}")
    assert page.form("reply").fields["department"] == kyc
    assert "Write an answer" in rachel.send(page, page.form("reply")).text
    page = rachel.get(f"issue{number}")
    assert "refused" in rachel.send(page, page.form("reply"), department="999", at_note="kept text").text


def test_chosen_status_wins(rachel: Browser, app: App) -> None:
    number = new_ticket(app, "ref-solved-1")
    page = rachel.get(f"issue{number}")
    form = page.form("reply")
    rachel.send(page, form, status=form.selects["status"]["Solved"], at_note="Done.")
    assert kind_of(rachel, app.ticket(number)["status"]) == "Solved"


def test_what_customers_write_and_send_stays_harmless(rachel: Browser, app: App) -> None:
    evil = (("<img src=x onerror=alert(1)>.html", b"<script>alert(1)</script>", "text/html"),)
    number = app.submit("ref-evil-1", files=evil, title="<script>x</script>", content="<script>alert(2)</script>")[
        "issue"
    ]
    page = rachel.get(f"issue{number}")
    assert "<script>alert" not in page.html
    assert "<img src=x" not in page.html
    assert "&lt;script&gt;x&lt;/script&gt;" in rachel.get("issue").html
    link = match_of(r'href="(file\d+/[^"]+\.html)"', page.html)[1]
    got = rachel.session.get(rachel.base + link, timeout=20)
    assert got.headers["Content-Type"] == "application/octet-stream"
    assert got.headers["Content-Disposition"].startswith("attachment;")
    assert got.headers["X-Content-Type-Options"] == "nosniff"


def test_customers_see_their_own_ticket_and_no_controls(sara: Browser, rachel: Browser) -> None:
    page = sara.get(ANSWERED)
    assert "من Rachel هستم" in page.text
    assert "otet://ticket/6" in page.html
    assert 'id="reply"' not in page.html
    assert "sara.ahmadi@" not in page.html
    assert "نام روی قبض" in rachel.get(WITH_NOTE).text
    assert "نام روی قبض" not in sara.get(WITH_NOTE).text
    forged = rachel.get(ANSWERED).form("reply")
    refused = sara.send(page, forged, at_note="I am an agent")
    assert "I am an agent" not in rachel.get(ANSWERED).html
    assert refused.status == 404


def test_customers_see_nothing_of_others(desk: DeskAddress) -> None:
    for browser in signed_in(desk, "stranger", STRANGER_PASSWORD):
        page = browser.get(ANSWERED)
        assert "Rachel" not in page.html
        assert "واریز" not in page.html
        assert "واریز" not in browser.get("issue?q=واریز").html.replace('value="واریز"', "")
        assert "سارا" not in browser.get("issue").html


@pytest.mark.parametrize("path", ["user", "user1", "msg1", "issue6?@template=history", "nonsense", "issue99999"])
def test_nothing_of_roundups_own_look_shows(rachel: Browser, path: str) -> None:
    page = rachel.get(path)
    assert page.status in (200, 400, 403, 404)
    assert "roundup" not in page.html.lower()
    assert "Traceback" not in page.html
