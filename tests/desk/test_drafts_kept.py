"""What an agent has written is neither lost, nor sent twice, nor shown to other agents."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from roundup import date

from desktop.desk import people
from desktop.desk.process import DeskProcess
from tests.desk.browser import Browser, Form, Page
from tests.desk.polling import until
from tests.desk.running import Person, address_of, database, new_ref, running_desk
from tests.desk.test_compose import FILE, agent_of, bodies, fresh_token

LONGEST = 200_000


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
    return str(trader.new_ticket(title="Kept", content="Where is my deposit?")["issue"])


def hold_back(browser: Browser, trader: Person, ticket: str, text: str, **more: str) -> Page:
    """Send an answer over a message that its page has not shown, with a file."""
    page = browser.get(f"issue{ticket}")
    trader.submit(ref=new_ref(), issue=ticket, content="One thing more")
    asked = browser.send(page, page.form("reply"), (FILE,), at_note=text, **more)
    assert 'id="question"' in asked.html
    return asked


def test_what_a_removed_agent_sent_is_kept_whole_also_where_it_was_held_back(tmp_path: Path, umask: None) -> None:
    home = tmp_path / "home"
    with running_desk(home) as desk:
        address = address_of(desk)
        trader = Person(address.url, address.demo_user, address.demo_password)
        held, long = (str(trader.new_ticket()["issue"]) for _ in range(2))
        raha = agent_of(desk, home, "raha")
        hold_back(raha, trader, held, "held back from the customer")
        page = raha.get(f"issue{long}")
        raha.send(page, page.form("reply"), at_note="x" * (LONGEST - 1) + "z", at_undo="3")
        raha.close()
        with people.opened(home) as everybody:
            everybody.remove("raha")
            # somebody else of the same name sends nothing for the first one
            everybody.add("raha", "agent", "raha.two@otet.example", "Raha", "en")
        rachel = agent_of(desk, home, "rachel")
        assert until(lambda: "held back from the customer" in rachel.get(f"issue{held}").html)
        note = rachel.get(f"issue{held}").html.split('class="message note')[1]
        assert "held back from the customer" in note
        assert FILE[0] in note
        assert until(lambda: "x" * (LONGEST - 1) + "z" in rachel.get(f"issue{long}").html)
        rachel.close()
        assert bodies(trader, held) == bodies(trader, long) == []


def test_a_draft_saved_late_does_not_bring_a_waiting_answer_back(rachel: Browser, trader: Person, ticket: str) -> None:
    page = rachel.get(f"issue{ticket}")
    form = page.form("reply")
    waiting = rachel.send(page, form, at_note="goes out once", at_undo="30")
    fields = {
        **fresh_token(rachel, ticket, form).fields,
        "@note": "goes out once",
        "@mode": "reply",
        "@action": "draft",
    }
    assert rachel.send(page, Form(form.action, multipart=False, fields=fields)).status == 200
    sent = rachel.send(waiting, waiting.form("sendnow"))
    assert sent.form("reply").fields["@note"] == ""
    assert bodies(trader, ticket) == ["goes out once"]


def test_a_file_that_was_left_out_stays_its_agents_own(
    rachel: Browser, raha: Browser, trader: Person, ticket: str
) -> None:
    asked = hold_back(rachel, trader, ticket, "with a file")
    item = asked.form("reply").fields["@kept"]
    assert raha.get(f"file{item}/x").status == 403
    rachel.send(asked, asked.form("reply"), at_drop=item, at_note="without it")
    assert bodies(trader, ticket) == ["without it"]
    assert raha.get(f"file{item}/x").status == 403


def test_an_answer_does_not_wait_longer_where_the_clock_was_set_back(tmp_path: Path, umask: None) -> None:
    home = tmp_path / "home"
    with running_desk(home) as desk:
        address = address_of(desk)
        trader = Person(address.url, address.demo_user, address.demo_password)
        ticket = str(trader.new_ticket()["issue"])
        raha = agent_of(desk, home, "raha")
        page = raha.get(f"issue{ticket}")
        raha.send(page, page.form("reply"), at_note="an hour ahead", at_undo="30")
        raha.close()
    with database(home) as db:
        (row,) = db.draft.list()
        db.draft.set(row, due=db.draft.get(row, "due") + date.Interval("1:00"))
    with running_desk(home) as desk:
        address = address_of(desk)
        trader = Person(address.url, address.demo_user, address.demo_password)
        assert until(lambda: bodies(trader, ticket) == ["an hour ahead"])
