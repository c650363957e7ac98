"""The help desk's pages in Chromium: nothing beside the window, readable colours, our font, one click for a row."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage

from desktop.desk.process import DeskProcess
from tests.desk.browser import Browser
from tests.desk.chromium import NO_CHROMIUM, Chromium, host_of, running_chromium
from tests.desk.running import Agent, Person
from tests.desk.test_compose import agent_of
from tests.desk.test_page_structure import LANGUAGES, PAGES, hold_a_mail
from tests.ui.test_theme import contrast

pytestmark = NO_CHROMIUM
WIDTHS = (420, 1024, 1920)
ENTER = 13

CONTRASTS = """(() => {
  const parts = (colour) => (colour.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((one) => one / 255)
    .map((one) => (one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4))
    .reduce((sum, one, place) => sum + one * [0.2126, 0.7152, 0.0722][place], 0);
  const ratio = (one, two) => { const both = [light(one), light(two)].sort((a, b) => b - a);
    return (both[0] + 0.05) / (both[1] + 0.05); };
  const ground = (element) => { for (let at = element; at; at = at.parentElement) {
    const [r, g, b, a = 1] = parts(getComputedStyle(at).backgroundColor);
    if (a === 1) return [r, g, b]; if (a !== 0) throw new Error(`half a ground: ${at.className}`); }
    return [255, 255, 255]; };
  const found = [];
  const add = (element, words, style) => { const ink = parts(style.color);
    const needed = parseFloat(style.fontSize) >= 24 ? 3 : 4.5, got = ratio(ink, ground(element));
    found.push([words.trim().slice(0, 30), element.className, Math.round(got * 100) / 100, got >= needed]); };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement, words = walker.currentNode.data;
    if (!words.trim() || !element.checkVisibility() || element.closest(".unseen, .skip, script")) continue;
    add(element, words, getComputedStyle(element));
  }
  for (const one of document.querySelectorAll("[placeholder]"))
    if (one.checkVisibility()) add(one, one.placeholder, getComputedStyle(one, "::placeholder"));
  return found;
})()"""
BESIDE = """[...document.body.querySelectorAll("*")]
  .filter((one) => one.checkVisibility() && !one.closest(".unseen, .skip"))
  .filter((one) => { const box = one.getBoundingClientRect(); return box.right > innerWidth + 0.5 || box.left < -0.5; })
  .map((one) => `${one.tagName}.${one.className}`)"""
LOST = """(() => { const one = document.activeElement;
  const styles = [getComputedStyle(one), getComputedStyle(one, "::after")];
  const ring = styles.find((each) => each.outlineStyle === "solid" && parseFloat(each.outlineWidth) >= 2);
  return [one.tagName, one.className || one.textContent.trim(), Boolean(ring)]; })()"""


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    with running_chromium(tmp_path_factory.mktemp("profile")) as chromium:
        yield chromium


@pytest.fixture(scope="module")
def browsers(desk: DeskProcess, desk_home: Path, agent: Agent) -> Iterator[dict[str, Browser]]:
    hold_a_mail(desk_home, agent)
    raha = agent_of(desk, desk_home, "raha")
    yield {"en": agent.browser, "fa": raha}
    raha.close()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_fit_and_are_readable(
    language: str, page: str, chromium: Chromium, browsers: dict[str, Browser], trader: Person, url: str
) -> None:
    chromium.take_cookies(browsers[language].session, url)
    chromium.open(f"{url}/{page.format(trader=trader.id)}")
    assert chromium.run("[document.documentElement.lang, document.documentElement.dir]") == [
        language,
        LANGUAGES[language],
    ]
    assert {host_of(asked) for asked in chromium.requested if not asked.startswith("data:")} == {host_of(url)}
    assert chromium.run(
        "[...document.fonts].some((one) => one.family.includes('Vazirmatn') && one.status === 'loaded')"
    )
    grounds = set()
    for dark in (False, True):
        for width in WIDTHS:
            chromium.show(width, dark=dark)
            wide = chromium.run("document.documentElement.scrollWidth")
            assert (wide, chromium.run(BESIDE)) == (width, []), f"{width} px"
            contrasts: list[Any] = chromium.run(CONTRASTS)
            assert contrasts
            assert [one for one in contrasts if not one[3]] == [], f"{width} px, dark: {dark}"
        grounds.add(chromium.run("getComputedStyle(document.body).backgroundColor"))
    assert len(grounds) == 2, "light and dark"


def test_capitals_stand_in_the_middle_of_buttons(
    chromium: Chromium, browsers: dict[str, Browser], url: str, tmp_path: Path
) -> None:
    chromium.take_cookies(browsers["en"].session, url)
    chromium.show(1024, 760, scale=4)
    chromium.open(f"{url}/issue6")
    boxes = chromium.run(
        """[...document.querySelectorAll("button")].filter((one) => one.checkVisibility() && one.offsetHeight >= 36)
          .map((button) => {
            const walker = document.createTreeWalker(button, NodeFilter.SHOW_TEXT), range = new Range();
            while (walker.nextNode() && !walker.currentNode.data.trim());
            const start = walker.currentNode.data.search(/\\S/);
            range.setStart(walker.currentNode, start); range.setEnd(walker.currentNode, start + 1);
            const outer = button.getBoundingClientRect(), inner = range.getBoundingClientRect();
            return [button.textContent.trim(), inner.left, inner.right, outer.top, outer.bottom]; })"""
    )
    chromium.picture(tmp_path / "page.png")
    picture = QImage(str(tmp_path / "page.png"))
    assert len(boxes) >= 4
    for words, left, right, top, bottom in boxes:
        # without the border, and of the letter what is surely inside
        rows = range(int(top * 4) + 12, int(bottom * 4) - 12)
        columns = range(int(left * 4) + 4, int(right * 4) - 4)
        ground = picture.pixelColor(columns[0], rows[0])
        inked = [row for row in rows if any(contrast(picture.pixelColor(x, row), ground) > 2 for x in columns)]
        middle = (inked[0] + inked[-1] + 1) / 2 / 4
        assert abs(middle - (top + bottom) / 2) <= 0.5, words


def test_a_row_is_one_link_over_its_whole_surface(chromium: Chromium, browsers: dict[str, Browser], url: str) -> None:
    chromium.take_cookies(browsers["fa"].session, url)
    chromium.show(1024)
    for page in ("issue", "user", "heldmail"):
        chromium.open(f"{url}/{page}")
        missed = chromium.run(
            """[...document.querySelectorAll("li.row")].slice(0, 3).flatMap((row) => {
              const box = row.getBoundingClientRect(), link = row.querySelector("a");
              return [[8, 8], [box.width - 8, box.height - 8], [box.width / 2, box.height / 2], [8, box.height - 8]]
                .map(([x, y]) => document.elementFromPoint(box.left + x, box.top + y)).filter((one) => one !== link)
                .map((one) => one.outerHTML); })"""
        )
        assert missed == []


def test_every_stop_of_tab_has_a_ring(chromium: Chromium, browsers: dict[str, Browser], url: str) -> None:
    chromium.take_cookies(browsers["en"].session, url)
    chromium.show(1024)
    chromium.open(f"{url}/issue8")
    stops = []
    for _ in range(25):
        chromium.press("Tab", 9)
        stops.append(chromium.run(LOST))
    assert "TEXTAREA" in [tag for tag, _, _ in stops]
    assert [stop for stop in stops if not stop[2] and stop[0] != "BODY"] == []


def test_ctrl_and_enter_send_what_is_written(
    chromium: Chromium, browsers: dict[str, Browser], trader: Person, url: str
) -> None:
    ticket = str(trader.new_ticket(title="To be answered by the keyboard")["issue"])
    chromium.take_cookies(browsers["fa"].session, url)
    chromium.show(1024)
    chromium.open(f"{url}/issue{ticket}")
    assert "Ctrl+Enter" in chromium.run("document.querySelector('#reply .primary').title")
    chromium.run("document.querySelector('#reply textarea').focus()")
    chromium.call("Input.insertText", text="سلام")
    chromium.requested.clear()
    chromium.press("Enter", ENTER, ctrl=True)
    chromium.loaded()
    assert chromium.run("document.querySelector('.waiting-answer .body').textContent") == "سلام"
    focused = chromium.run("new Promise((done) => setTimeout(() => done(document.activeElement.className)))")
    assert focused == "undo", "where the answer can be taken back"
    assert chromium.run("document.querySelector('.left').textContent") in set("۱۲۳۴۵۶۷۸")


def test_the_answer_s_form_stays_in_view(chromium: Chromium, browsers: dict[str, Browser], url: str) -> None:
    chromium.take_cookies(browsers["en"].session, url)
    chromium.show(1024, 760)
    chromium.open(f"{url}/issue6")
    assert chromium.run("document.documentElement.scrollHeight > innerHeight + 100 && scrollY === 0")
    send = chromium.run("document.querySelector('#reply .primary').getBoundingClientRect().bottom")
    assert 0 < send <= 760
    chromium.show(420, 760)
    assert chromium.run("document.querySelector('#reply .primary').getBoundingClientRect().bottom") > 760
