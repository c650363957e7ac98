"""Who else is on this computer: another account, a page in the browser, and a program that guesses."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import requests

from desktop.desk.process import DeskProcess
from tests.desk.browser import Browser
from tests.desk.running import Person, address_of, child_of, headers, origin
from tests.desk.test_gate import ask
from tests.simulation import counters

NOBODY = 65534
ANOTHER = """
import http.client, sys
line = http.client.HTTPConnection("127.0.0.1", int(sys.argv[1]), timeout=30)
for path in ("/rest/desk/about", "/rest/desk/sync", "/file1/x", "/rest/data/user", "/issue1"):
    line.request("GET", "/desk" + path, headers={"X-Requested-With": "otet-desk", "Origin": sys.argv[2]})
    answer = line.getresponse()
    answer.read()
    print(answer.status)
for path in sys.argv[3:]:
    try:
        open(path, "rb").close()
        print("read", path)
    except OSError:
        print("refused")
"""

needs_root = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0 or shutil.which("setpriv") is None,
    reason="only root can become somebody else",
)


@needs_root
def test_another_account_of_this_computer_gets_nothing(desk: DeskProcess, desk_home: Path) -> None:
    """Anybody here can reach the port; without a token there is nothing to be had, and the files are shut."""
    url = address_of(desk).url
    child = child_of(desk_home)
    private = [
        f"/proc/{child}/environ",
        str(desk_home / "tracker" / "desk.json"),
        str(desk_home / "tracker" / "db" / "db"),
    ]
    done = subprocess.run(
        ["/usr/bin/env", "setpriv", f"--reuid={NOBODY}", "--clear-groups", "/usr/bin/python3", "-c", ANOTHER,
         origin(url).rsplit(":", 1)[1], origin(url), *private],
        capture_output=True, text=True, check=False, timeout=60, cwd="/",
    )  # fmt: skip
    said = done.stdout.split()
    assert len(said) == 5 + len(private), done.stderr
    assert said[:4] == ["401", "401", "401", "404"]
    # the page of a ticket is the one to sign in at
    assert said[4] == "200"
    assert said[5:] == ["refused"] * len(private)


@pytest.mark.parametrize("method", ["GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE"])
@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize("mode", ["no-cors", "cors", "same-origin", "websocket", ""])
def test_another_page_in_the_browser_is_refused_without_an_origin(
    trader: Person, method: str, site: str, mode: str
) -> None:
    lines = {"Authorization": f"Bearer {trader.token}", "Host": origin(trader.url).removeprefix("http://")}
    lines |= {"Sec-Fetch-Site": site, "Content-Length": "0"} | ({"Sec-Fetch-Mode": mode} if mode else {})
    status = ask(trader.url, lines, method)
    counters.add("calls from other pages", 1, answered=status != 403)
    assert status == 403


def test_a_link_in_a_mail_opens_its_page_and_nothing_frames_or_posts_it(trader: Person) -> None:
    host = {"Host": origin(trader.url).removeprefix("http://"), "Sec-Fetch-Site": "cross-site"}
    followed = {**host, "Sec-Fetch-Mode": "navigate"}
    assert ask(trader.url, {**followed, "Sec-Fetch-Dest": "document"}, "GET", "/desk/") == 200
    assert ask(trader.url, {**followed, "Sec-Fetch-Dest": "iframe"}, "GET", "/desk/") == 403
    lines = {**followed, "Sec-Fetch-Dest": "document", "Content-Length": "0"}
    assert ask(trader.url, lines, "POST", "/desk/") == 403


def test_a_link_that_would_change_something_changes_nothing(desk: DeskProcess, trader: Person) -> None:
    """An agent who is signed in follows a stranger's link with an action in it."""
    address = address_of(desk)
    ticket = trader.new_ticket()["issue"]
    before = trader.sync()["tickets"][ticket]
    agent = Browser(address.agent_url)
    assert agent.sign_in(address.agent_user, address.agent_password).status == 200
    for action in ("edit", "reply", "retire", "new", "logout", "passrst", "editcsv"):
        agent.get(f"issue{ticket}?@action={action}&status=4&title=changed&@note=by+a+stranger&@confirm=1")
    found = trader.sync()
    assert found["tickets"][ticket] == before
    assert not any("by a stranger" in message["body"] for message in found["messages"].values())
    agent.close()


def test_guesses_are_stopped_however_they_come(url: str, make_customer: Callable[[str], Person]) -> None:
    """Basic at any route, wrong tokens, and tokens cut or changed by one letter: none of them is let in."""
    person = make_customer("guessed.by.many")
    token = person.token
    forged = [
        token[:-1],
        token + "a",
        token.swapcase(),
        token[::-1],
        "",
        " ",
        "null",
        "undefined",
        "a" * 2000,
        "' OR 1=1 --",
    ]
    forged += [
        token[:place] + ("x" if token[place] != "x" else "y") + token[place + 1 :] for place in range(len(token))
    ]
    let_in = 0
    for guess in forged:
        answer = requests.get(
            f"{url}/rest/desk/about", headers={**headers(url), "Authorization": f"Bearer {guess}"}, timeout=30
        )
        let_in += answer.status_code not in (401, 403, 429)
    counters.add("forged tokens", len(forged), let_in=let_in)
    assert let_in == 0
    assert person.get("/rest/desk/about")["product"] == "otet-desk"


def test_keys_are_no_part_of_what_the_process_shows(desk_home: Path) -> None:
    keys = json.loads((desk_home / "tracker" / "desk.json").read_text())
    child = child_of(desk_home)
    shown = b"".join(Path(f"/proc/{child}/{name}").read_bytes() for name in ("cmdline", "environ"))
    log = (desk_home / "desk.log").read_bytes()
    for word in (keys["admin"], keys["demo"], *keys["agents"].values()):
        assert word.encode() not in shown + log
