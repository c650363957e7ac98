"""The structure of every page of the help desk: landmarks, headings, names of fields, language and direction."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import pytest

from desktop.desk import routes
from desktop.desk.process import DeskProcess
from tests.desk.browser import Browser
from tests.desk.local_tracker import new_mail
from tests.desk.polling import until
from tests.desk.running import Agent, Person, address_of, new_ref
from tests.desk.test_compose import agent_of

PAGES = (
    "",
    "issue",
    "issue6",
    "issue2",
    "user",
    "user{trader}",
    "txn3",
    "rates",
    "heldmail",
    "heldmail1",
    "issue99999",
)
LANGUAGES = {"en": "ltr", "fa": "rtl"}
_WITHOUT_END = {"meta", "link", "input", "img", "br"}


@dataclass
class Element:
    tag: str
    given: dict[str, str]
    parent: "Element | None"
    children: list["Element"] = field(default_factory=list)
    words: str = ""

    @property
    def text(self) -> str:
        return " ".join((self.words + " ".join(child.text for child in self.children)).split())

    def inside(self) -> Iterator["Element"]:
        for child in self.children:
            yield child
            yield from child.inside()

    def above(self) -> Iterator["Element"]:
        if self.parent is not None:
            yield self.parent
            yield from self.parent.above()

    def all(self, *tags: str) -> list["Element"]:
        return [one for one in self.inside() if one.tag in tags]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = self.at = Element("", {}, None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self.at)
        self.at.children.append(element)
        if tag not in _WITHOUT_END:
            self.at = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.at.children.append(Element(tag, {name: value or "" for name, value in attrs}, self.at))

    def handle_endtag(self, tag: str) -> None:
        assert self.at.tag == tag, f"</{tag}> ends <{self.at.tag} {self.at.given}>"
        assert self.at.parent is not None
        self.at = self.at.parent

    def handle_data(self, data: str) -> None:
        self.at.words += data


def read(html: str) -> Element:
    reader = _Reader()
    reader.feed(html)
    assert reader.at is reader.root, f"<{reader.at.tag}> has no end"
    return reader.root


def hold_a_mail(desk_home: Path, agent: Agent) -> None:
    """Have a stranger's mail among those that were not taken in."""
    new = desk_home / "inbox-mail" / "new"
    new.mkdir(parents=True, exist_ok=True)
    mail = new_mail("I write from another address.", From="stranger@example.org", Subject="A stranger's mail")
    (new / "stranger").write_bytes(mail.as_bytes())
    assert until(lambda: "heldmail1" in agent.browser.get("heldmail").html)


@pytest.fixture(scope="module")
def browsers(desk: DeskProcess, desk_home: Path, agent: Agent) -> Iterator[dict[str, Browser]]:
    hold_a_mail(desk_home, agent)
    raha = agent_of(desk, desk_home, "raha")
    yield {"en": agent.browser, "fa": raha}
    raha.close()


@pytest.fixture(scope="module", params=[(language, page) for language in LANGUAGES for page in PAGES], ids=" ".join)
def shown(request: pytest.FixtureRequest, browsers: dict[str, Browser], trader: Person) -> tuple[str, Element, str]:
    language, path = request.param
    html = browsers[language].get(path.format(trader=trader.id)).html
    return language, read(html), html


def test_every_page_has_one_heading_and_its_landmarks(shown: tuple[str, Element, str]) -> None:
    language, page, _ = shown
    (html,) = page.all("html")
    assert (html.given["lang"], html.given["dir"]) == (language, LANGUAGES[language])
    (heading,) = page.all("h1")
    (main,) = page.all("main")
    assert heading.text and main in heading.above()
    (banner,) = (one for one in page.all("header") if one.parent and one.parent.tag == "body")
    assert banner.all("nav"), "the sections of the help desk"
    assert all(one.given.get("aria-label") for one in page.all("nav"))
    assert main.given["id"] == page.all("a")[0].given["href"].removeprefix("#"), "the first link leads to the content"


def test_headings_leave_no_level_out(shown: tuple[str, Element, str]) -> None:
    levels = [int(one.tag[1]) for one in shown[1].all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), levels


def test_every_field_and_button_has_a_name(shown: tuple[str, Element, str]) -> None:
    for one in shown[1].all("input", "select", "textarea"):
        if one.given.get("type") != "hidden":
            labels = [above.text for above in one.above() if above.tag == "label"]
            assert one.given.get("aria-label") or any(labels), one
    assert all(one.text for one in shown[1].all("button", "a"))
    assert all("alt" in one.given for one in shown[1].all("img"))
    assert all(one.given.get("aria-hidden") == "true" for one in shown[1].all("svg"))


def test_ids_are_unique_and_nobody_else_is_asked(shown: tuple[str, Element, str]) -> None:
    _, page, html = shown
    ids = [one.given["id"] for one in page.inside() if "id" in one.given]
    assert len(ids) == len(set(ids))
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', html)
    (policy,) = (one for one in page.all("meta") if "http-equiv" in one.given)
    assert "font-src 'self'" in policy.given["content"] and "default-src 'none'" in policy.given["content"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_an_article_of_a_list(language: str, browsers: dict[str, Browser]) -> None:
    page = read(browsers[language].get("issue6").html)
    messages = [one for one in page.all("li") if one.given.get("id", "").startswith("msg")]
    assert len(messages) > 1
    for one in messages:
        (article,) = one.children
        assert article.tag == "article" and len(article.all("h3")) == 1 and len(article.all("time")) == 1


def test_rows_are_links_and_say_what_is_new(agent: Agent, trader: Person) -> None:
    ticket = str(trader.new_ticket(title="A row of its own")["issue"])
    row = row_of(agent, ticket)
    (link,) = row.all("a")
    assert (link.text, link.given["href"]) == ("A row of its own", f"issue{ticket}")
    assert "1 new message" in row.text
    trader.submit(ref=new_ref(), issue=ticket, content="And one more")
    assert "2 new messages" in row_of(agent, ticket).text
    agent.answer(ticket, "We look into it", internal=True)
    assert "new message" not in row_of(agent, ticket).text, "a colleague has dealt with it"
    trader.submit(ref=new_ref(), issue=ticket, content="Are you there?")
    assert "1 new message" in row_of(agent, ticket).text
    agent.answer(ticket, "Yes")
    assert "new message" not in row_of(agent, ticket).text


def row_of(agent: Agent, ticket: str) -> Element:
    rows = read(agent.browser.get(f"issue?q={ticket}").html).all("li")
    return next(one for one in rows if "row" in one.given.get("class", ""))


@pytest.mark.parametrize("path", ["", "issue", "issue6", "user"])
def test_customers_pages_have_the_same_structure(path: str, desk: DeskProcess) -> None:
    address = address_of(desk)
    browser = Browser(address.agent_url)
    browser.sign_in(address.demo_user, address.demo_password)
    page = read(browser.get(path).html)
    browser.close()
    (heading,) = page.all("h1")
    assert heading.text and "main" in [one.tag for one in heading.above()]
    assert len(page.all("article")) == len([one for one in page.all("li") if "message" in one.given.get("class", "")])
    assert not [one for one in page.all("span") if one.given.get("class") == "new"], "what is new is for agents"


@pytest.mark.parametrize(("language", "direction"), LANGUAGES.items())
def test_signing_in_has_the_same_structure(desk: DeskProcess, language: str, direction: str) -> None:
    browser = Browser(address_of(desk).agent_url)
    page = read(browser.get(**{"Accept-Language": language}).html)
    browser.close()
    (html,) = page.all("html")
    assert (html.given["lang"], html.given["dir"]) == (language, direction)
    assert len(page.all("h1")) == len(page.all("main")) == 1
    for one in page.all("input"):
        assert one.given.get("type") == "hidden" or any(above.tag == "label" for above in one.above())


def test_what_the_gate_says_is_a_page_too(agent: Agent) -> None:
    page = read(agent.browser.get("nonsense").html)
    (heading,) = page.all("h1")
    assert heading.text and [one.tag for one in heading.above()][:2] == ["main", "body"]
    assert page.all("html")[0].given["lang"] == "en"


def test_no_page_is_left_out() -> None:
    templates = {row.template for row in routes.ROWS if row.method == "GET" and row.template}
    kinds = {
        re.sub(r"\{trader\}|\d+", "", page) + (".item" if re.search(r"[\d{]", page) else ".index") for page in PAGES
    }
    assert templates <= kinds
