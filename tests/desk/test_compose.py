"""How agents answer: two modes, one send a form, questions before anything goes out unseen, and undo."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.desk import home as homes
from desktop.desk import people
from desktop.desk.process import DeskProcess
from tests.desk.browser import Browser, Form, Page, match_of
from tests.desk.polling import until
from tests.desk.running import Person, address_of, new_ref, running_desk, trader_of

FILE = ("passport.pdf", b"%PDF-1.4 passport", "application/pdf")


def agent_of(desk: DeskProcess, home: Path, name: str) -> Browser:
    browser = Browser(address_of(desk).agent_url)
    assert browser.sign_in(name, homes.Keys.read(home / "tracker").agents[name]).status == 200
    return browser


@pytest.fixture(scope="module")
def rachel(desk: DeskProcess, desk_home: Path) -> Iterator[Browser]:
    browser = agent_of(desk, desk_home, "rachel")
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def raha(desk: DeskProcess, desk_home: Path) -> Iterator[Browser]:
    browser = agent_of(desk, desk_home, "raha")
    yield browser
    browser.close()


@pytest.fixture
def ticket(trader: Person) -> str:
    return str(trader.new_ticket(title="Compose", content="Where is my deposit?")["issue"])


def bodies(trader: Person, ticket: str) -> list[str]:
    """What the customer gets to read as answers."""
    messages = trader.sync()["messages"].values()
    return [one["body"] for one in messages if one["ticket"] == ticket and one["side"] == "support"]


def files_of(trader: Person, ticket: str) -> list[str]:
    messages = trader.sync()["messages"].values()
    return [file["name"] for one in messages if one["ticket"] == ticket for file in one["files"]]


def status_of(browser: Browser, ticket: str) -> str:
    return match_of(r'class="pill (\w+)"', browser.get(f"issue{ticket}").html.split("ticket-head")[1])[1]


def fresh_token(browser: Browser, ticket: str, form: Form) -> Form:
    """The form as a page that was kept: its key and what it showed stay, its token is good."""
    form.fields["@csrf"] = browser.get(f"issue{ticket}").form("reply").fields["@csrf"]
    return form


def save_draft(browser: Browser, ticket: str, mode: str, text: str, **more: str) -> Form:
    """What the page's script does while its agent types."""
    page = browser.get(f"issue{ticket}")
    form = page.form(mode)
    fields = {**form.fields, "@note": text, "@mode": mode, "@action": "draft", "@names": "[]", **more}
    saved = browser.send(page, Form(form.action, multipart=False, fields=fields))
    assert (saved.status, '"csrf"' in saved.html) == (200, True)
    return form


def test_answer_and_note_are_two_forms_with_their_own_words(rachel: Browser, ticket: str) -> None:
    page = rachel.get(f"issue{ticket}")
    reply, note = page.form("reply"), page.form("note")
    assert reply.fields["@key"] != note.fields["@key"]
    assert [
        match_of(rf'id="{mode}".*?class="primary"[^>]*>.*?<span>([^<]+)<', page.html, re.S)[1]
        for mode in ("reply", "note")
    ] == [
        "Send answer",
        "Keep note",
    ]


def test_a_note_is_never_an_answer_also_from_an_older_page(rachel: Browser, trader: Person, ticket: str) -> None:
    page = rachel.get(f"issue{ticket}")
    assert "The customer does not see it." in rachel.send(page, page.form("note"), at_note="looks forged").text
    page = rachel.get(f"issue{ticket}")
    assert "The customer does not see it." in rachel.send(page, page.form("reply"), at_note="ticked", internal="1").text
    page = rachel.get(f"issue{ticket}")
    old = rachel.send(page, page.form("reply"), at_note="kept as a note", internal="1", **{"at_key": ""})
    assert "older version" in old.text
    assert old.form("note").fields["@note"] == "kept as a note"
    assert old.form("reply").fields["@note"] == ""
    assert bodies(trader, ticket) == []


def test_a_form_without_a_key_is_refused_with_its_text(rachel: Browser, trader: Person, ticket: str) -> None:
    page = rachel.get(f"issue{ticket}")
    form = page.form("reply")
    del form.fields["@key"]
    refused = rachel.send(page, form, at_note="a text")
    assert "older version" in refused.text
    assert refused.form("reply").fields["@note"] == "a text"
    assert bodies(trader, ticket) == []
    assert "Sent." in rachel.send(refused, refused.form("reply")).text
    assert bodies(trader, ticket) == ["a text"]


def test_drafts_come_back_in_the_mode_they_were_written_in(rachel: Browser, trader: Person, ticket: str) -> None:
    solved = rachel.get(f"issue{ticket}").form("note").selects["status"]["Solved"]
    save_draft(rachel, ticket, "note", "only for us", status=solved, **{"@names": '["scan.pdf"]'})
    page = rachel.get(f"issue{ticket}")
    assert (
        'data-mode="note"'
        in page.html.split('id="compose"')[1].split(">")[0] + page.html.split('id="compose"')[0][-200:]
    )
    assert page.form("note").fields["@note"] == "only for us"
    assert page.form("note").fields["status"] == solved
    assert page.form("reply").fields["@note"] == ""
    assert "scan.pdf" in page.html
    save_draft(rachel, ticket, "reply", "for the customer")
    page = rachel.get(f"issue{ticket}")
    assert (page.form("note").fields["@note"], page.form("reply").fields["@note"]) == (
        "only for us",
        "for the customer",
    )
    sent = rachel.send(page, page.form("reply"))
    assert sent.form("reply").fields["@note"] == ""
    assert sent.form("note").fields["@note"] == "only for us"
    assert bodies(trader, ticket) == ["for the customer"]


def test_drafts_are_their_authors_only_and_survive_signing_out(
    rachel: Browser, raha: Browser, desk: DeskProcess, desk_home: Path, ticket: str
) -> None:
    save_draft(rachel, ticket, "reply", "half a sentence")
    assert "half a sentence" not in raha.get(f"issue{ticket}").html
    again = agent_of(desk, desk_home, "rachel")
    again.send(again.get(), again.get().form("logout"))
    assert "half a sentence" not in again.get(f"issue{ticket}").html
    again.close()
    elsewhere = agent_of(desk, desk_home, "rachel")
    assert elsewhere.get(f"issue{ticket}").form("reply").fields["@note"] == "half a sentence"
    elsewhere.close()


def test_two_pages_of_one_ticket_keep_a_draft_each(rachel: Browser, ticket: str) -> None:
    page = rachel.get(f"issue{ticket}")
    one, two = page.form("reply"), rachel.get(f"issue{ticket}").form("reply")
    for form, text in ((one, "first page"), (two, "second page")):
        fields = {**form.fields, "@note": text, "@mode": "reply", "@action": "draft"}
        fresh_token(rachel, ticket, form)
        fields["@csrf"] = form.fields["@csrf"]
        assert rachel.send(page, Form(form.action, multipart=False, fields=fields)).status == 200
    page = rachel.get(f"issue{ticket}")
    assert page.form("reply").fields["@note"] == "second page"
    assert rachel.send(page, page.form("reply")).form("reply").fields["@note"] == "first page"


def test_a_draft_that_comes_late_does_not_bring_a_sent_text_back(rachel: Browser, ticket: str) -> None:
    page = rachel.get(f"issue{ticket}")
    form = page.form("reply")
    rachel.send(page, form, at_note="sent already")
    fields = {**fresh_token(rachel, ticket, form).fields, "@note": "sent already", "@mode": "reply", "@action": "draft"}
    rachel.send(page, Form(form.action, multipart=False, fields=fields))
    assert rachel.get(f"issue{ticket}").form("reply").fields["@note"] == ""


@pytest.mark.parametrize(
    ("action", "more", "file"),
    [
        ("reply", {}, True),
        ("note", {}, False),
        ("reply", {"status": "solved"}, False),
        ("reply", {"at_note": "b"}, False),
    ],
)
def test_other_content_under_a_used_key_is_asked_about(
    rachel: Browser, trader: Person, ticket: str, action: str, more: dict[str, str], file: bool
) -> None:
    page = rachel.get(f"issue{ticket}")
    form = page.form("reply")
    first = {"internal": "1"} if action == "note" else {}
    rachel.send(page, form, at_note="a", **first)
    before = bodies(trader, ticket)
    if "status" in more:
        more = {"status": form.selects["status"]["Solved"]}
    asked = rachel.send(page, fresh_token(rachel, ticket, form), (FILE,) * file, **{"at_note": "a", **more})
    question = asked.html.split('id="question"')[1].split("</section>")[0]
    assert "You have already sent something from this page" in question
    assert 'class="message' in question
    assert bodies(trader, ticket) == before
    back = asked.form("reply")
    assert back.fields["@note"] == more.get("at_note", "a")
    assert back.fields["status"] == more.get("status", "")
    assert ("passport.pdf" in asked.html) is file
    assert "Sent." in rachel.send(asked, back).text
    assert bodies(trader, ticket) == [*before, more.get("at_note", "a")]
    assert files_of(trader, ticket) == ["passport.pdf"] * file


def test_the_same_form_sent_twice_is_one_answer_and_says_so(rachel: Browser, trader: Person, ticket: str) -> None:
    page = rachel.get(f"issue{ticket}")
    form = page.form("reply")
    rachel.send(page, form, (FILE,), at_note="once")
    again = rachel.send(page, fresh_token(rachel, ticket, form), (FILE,), at_note="once")
    assert "Sent." in again.text
    assert again.form("reply").fields["@note"] == ""
    assert bodies(trader, ticket) == ["once"]
    assert files_of(trader, ticket) == ["passport.pdf"]
    # another page with the same words is another answer
    page = rachel.get(f"issue{ticket}")
    rachel.send(page, page.form("reply"), at_note="once")
    assert bodies(trader, ticket) == ["once", "once"]


def test_an_outcome_belongs_to_its_send(rachel: Browser, raha: Browser, ticket: str) -> None:
    assert "Sent." not in rachel.get(f"issue{ticket}?outcome=sent").text
    page = rachel.get(f"issue{ticket}")
    sent = rachel.send(page, page.form("reply"), at_note="a")
    assert "Sent." in sent.text
    address = sent.url.partition("#")[0]
    assert "Sent." not in raha.get(address).text
    save_draft(rachel, ticket, "reply", "the next text")
    assert rachel.get(address).form("reply").fields["@note"] == "the next text"


def solve(browser: Browser, page: Page, **values: str) -> Page:
    form = page.form("reply")
    return browser.send(page, form, status=form.selects["status"]["Solved"], **values)


def test_solving_over_an_unseen_message_is_asked_first(rachel: Browser, trader: Person, ticket: str) -> None:
    for words in ({}, {"at_note": "All done."}):
        page = rachel.get(f"issue{ticket}")
        trader.submit(ref=new_ref(), issue=ticket, content="It is not solved!")
        asked = solve(rachel, page, **words)
        assert "It is not solved!" in asked.html.split('id="question"')[1].split("</section>")[0]
        assert status_of(rachel, ticket) == "open"
        assert bodies(trader, ticket) == []
        assert asked.form("reply").fields["status"] == page.form("reply").selects["status"]["Solved"]
    rachel.send(asked, asked.form("reply"))
    assert status_of(rachel, ticket) == "solved"
    assert bodies(trader, ticket) == ["All done."]


def test_the_second_of_two_agents_is_told_before_the_answer_goes_out(
    rachel: Browser, raha: Browser, trader: Person, ticket: str
) -> None:
    page = raha.get(f"issue{ticket}")
    first = rachel.get(f"issue{ticket}")
    rachel.send(first, first.form("reply"), at_note="Rachel was faster")
    asked = raha.send(page, page.form("reply"), (FILE,), at_note="Raha's answer")
    question = asked.html.split('id="question"')[1].split("</section>")[0]
    assert "Rachel was faster" in question
    assert bodies(trader, ticket) == ["Rachel was faster"]
    assert "passport.pdf" in raha.get(f"issue{ticket}").html
    raha.send(asked, asked.form("reply"))
    assert bodies(trader, ticket) == ["Rachel was faster", "Raha's answer"]
    assert files_of(trader, ticket) == ["passport.pdf"]


def test_what_was_changed_meanwhile_is_told_too(rachel: Browser, raha: Browser, trader: Person, ticket: str) -> None:
    page = rachel.get(f"issue{ticket}")
    other = raha.get(f"issue{ticket}")
    form = other.form("reply")
    raha.send(other, form, department=next(v for v in form.selects["department"].values() if v != "-1"))
    mine = page.form("reply")
    asked = rachel.send(page, mine, at_note="a", department=mine.selects["department"]["Technical"])
    assert "رها کریمی" in asked.html.split('id="question"')[1].split("</section>")[0]
    assert bodies(trader, ticket) == []
    rachel.send(asked, asked.form("reply"))
    assert trader.sync()["tickets"][ticket]["department"] == mine.selects["department"]["Technical"]
    # a change alone leaves a line that agents see
    assert 'class="event"' in rachel.get(f"issue{ticket}").html


def test_a_note_goes_in_and_says_what_came_meanwhile(rachel: Browser, trader: Person, ticket: str) -> None:
    page = rachel.get(f"issue{ticket}")
    trader.submit(ref=new_ref(), issue=ticket, content="More")
    assert "Others have written" in rachel.send(page, page.form("note"), at_note="a note").text


def test_an_answer_with_undo_waits_and_comes_back(rachel: Browser, raha: Browser, trader: Person, ticket: str) -> None:
    page = rachel.get(f"issue{ticket}")
    solved = page.form("reply").selects["status"]["Solved"]
    form = page.form("reply")
    shown = rachel.send(page, form, (FILE,), at_note="oh no", status=solved, at_undo="30")
    assert "Goes out in" in shown.text
    assert bodies(trader, ticket) == []
    assert "oh no" in raha.get(f"issue{ticket}").html
    with pytest.raises(StopIteration):
        raha.get(f"issue{ticket}").form("undo")
    back = rachel.send(shown, shown.form("undo"))
    assert "back in the box" in back.text
    restored = back.form("reply").fields
    assert (restored["@note"], restored["status"]) == ("oh no", solved)
    assert "passport.pdf" in back.html
    # sending the old form once more does not send what was undone
    again = rachel.send(page, fresh_token(rachel, ticket, form), (FILE,), at_note="oh no", status=solved)
    assert "Not sent." in again.text
    assert bodies(trader, ticket) == []
    rachel.send(back, back.form("reply"), at_note="much better")
    assert (bodies(trader, ticket), files_of(trader, ticket)) == (["much better"], ["passport.pdf"])
    assert "Too late" in rachel.send(shown, shown.form("undo"), at_csrf=back.form("note").fields["@csrf"]).text


def test_a_waiting_answer_can_be_sent_now_or_goes_out_by_itself_once(
    rachel: Browser, trader: Person, ticket: str, desk_home: Path
) -> None:
    page = rachel.get(f"issue{ticket}")
    shown = rachel.send(page, page.form("reply"), at_note="now", at_undo="30")
    assert "Sent." in rachel.send(shown, shown.form("sendnow")).text
    assert bodies(trader, ticket) == ["now"]
    page = rachel.get(f"issue{ticket}")
    rachel.send(page, page.form("reply"), at_note="later", at_undo="1")
    assert until(lambda: bodies(trader, ticket) == ["now", "later"])
    assert status_of(rachel, ticket) == "answered"
    mails = desk_home / "outbox-mail" / "new"
    subject = f"[issue{ticket}]".encode()
    assert until(lambda: sum(subject in path.read_bytes() for path in mails.glob("*.eml")) == 2)


def test_a_waiting_answer_is_held_back_by_what_comes_meanwhile(rachel: Browser, trader: Person, ticket: str) -> None:
    page = rachel.get(f"issue{ticket}")
    rachel.send(page, page.form("reply"), at_note="too early", at_undo="2")
    trader.submit(ref=new_ref(), issue=ticket, content="Forget it, I have found it")
    assert until(lambda: "held back" in rachel.get("issue").text)
    assert bodies(trader, ticket) == []
    asked = rachel.get(f"issue{ticket}")
    assert "Forget it" in asked.html.split('id="question"')[1].split("</section>")[0]
    assert asked.form("reply").fields["@note"] == "too early"
    rachel.send(asked, asked.form("reply"))
    assert bodies(trader, ticket) == ["too early"]
    assert "held back" not in rachel.get("issue").text


def test_a_waiting_answer_goes_out_after_a_restart(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with running_desk(home) as desk:
        trader = trader_of(desk)
        ticket = str(trader.new_ticket()["issue"])
        browser = agent_of(desk, home, "rachel")
        page = browser.get(f"issue{ticket}")
        browser.send(page, page.form("reply"), (FILE,), at_note="after a restart", at_undo="3")
        browser.close()
    with running_desk(home) as desk:
        trader = trader_of(desk)
        assert until(lambda: bodies(trader, ticket) == ["after a restart"])
        assert files_of(trader, ticket) == ["passport.pdf"]


def test_files_of_a_draft_are_its_authors_only(rachel: Browser, raha: Browser, trader: Person, ticket: str) -> None:
    page = rachel.get(f"issue{ticket}")
    shown = rachel.send(page, page.form("reply"), (FILE,), at_note="a", at_undo="30")
    kept = rachel.send(shown, shown.form("undo")).form("reply").fields["@kept"]
    assert rachel.get(f"file{kept}/passport.pdf").status == 200
    assert raha.get(f"file{kept}/passport.pdf").status == 403
    assert trader.call("GET", f"/file{kept}/passport.pdf").status_code == 403


def test_styles_and_scripts_have_a_version_and_only_that_is_kept(rachel: Browser) -> None:
    page = rachel.get("issue")
    addresses = re.findall(r'(?:src|href)="(@@file/[^"]+)"', page.html)
    assert {address.partition("?")[0] for address in addresses} == {
        "@@file/desk.css",
        "@@file/desk.js",
        "@@file/app.svg",
    }
    for address in addresses:
        plain, _, version = address.partition("?v=")
        assert version
        kept: dict[str, Any] = {
            asked: rachel.session.get(rachel.base + asked, timeout=20).headers["Cache-Control"]
            for asked in (address, plain, plain + "?v=old")
        }
        assert "immutable" in kept[address]
        assert kept[plain] == kept[plain + "?v=old"] == "no-cache"
    assert rachel.session.get(rachel.base + "issue", timeout=20).headers["Cache-Control"] == "no-store"


def test_an_answer_whose_author_was_removed_becomes_a_note(tmp_path: Path, umask: None) -> None:
    home = tmp_path / "home"
    with running_desk(home) as desk:
        trader = trader_of(desk)
        ticket = str(trader.new_ticket()["issue"])
        browser = agent_of(desk, home, "raha")
        page = browser.get(f"issue{ticket}")
        browser.send(page, page.form("reply"), at_note="from a colleague", at_undo="3")
        browser.close()
        with people.opened(home) as everybody:
            everybody.remove("raha")
        browser = agent_of(desk, home, "rachel")
        assert until(lambda: "message note" in browser.get(f"issue{ticket}").html)
        assert "from a colleague" in browser.get(f"issue{ticket}").html.split('class="message note')[1]
        browser.close()
        assert bodies(trader, ticket) == []
