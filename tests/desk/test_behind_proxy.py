"""A broker's help desk behind a proxy that speaks https: its own name, its own address, and nobody else's."""

import email
import email.policy
from pathlib import Path

import pytest
import requests

from desktop.domain.errors import OtetError
from tests.desk.browser import Browser
from tests.desk.local_tracker import plain
from tests.desk.polling import until
from tests.desk.running import Agent, Person, address_of, running_desk

OUTSIDE = "help.broker.example"
SETTINGS = f"[desk]\nname = Broker Support\naddress = help@broker.example\nweb = https://{OUTSIDE}/desk\n"


def test_it_answers_to_its_public_name_and_writes_with_it(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "mail.ini").write_text(SETTINGS)
    with running_desk(home) as desk:
        here = address_of(desk)
        trader = Person(here.url, here.demo_user, here.demo_password)

        def through_proxy(host: str, origin: str) -> requests.Response:
            told = {"Host": host, "Origin": origin}
            form = {
                "ref": (None, f"ref-{host}-{origin}".replace("/", "")),
                "title": (None, "x"),
                "content": (None, "y"),
            }
            return trader.call("POST", "/rest/desk/submit", headers=told, files=form)

        assert through_proxy(OUTSIDE, f"https://{OUTSIDE}").status_code == 201
        assert through_proxy(OUTSIDE, f"http://{OUTSIDE}").status_code == 403
        assert through_proxy(OUTSIDE, "https://evil.example").status_code == 403
        assert through_proxy("evil.example", f"https://{OUTSIDE}").status_code == 403
        about = trader.get("/rest/desk/about")
        assert (about["name"], about["email_address"]) == ("Broker Support", "help@broker.example")
        browser = Browser(here.agent_url)
        page = browser.get("issue8", Host=OUTSIDE)
        form = page.form("Login")
        assert form.fields["__came_from"] == f"https://{OUTSIDE}/desk/issue8"
        told = {"Host": OUTSIDE, "Origin": f"https://{OUTSIDE}"}
        fields = {**form.fields, "__login_name": here.agent_user, "__login_password": here.agent_password}
        signed_in = browser.session.post(here.agent_url, data=fields, headers=told, allow_redirects=False, timeout=20)
        assert (signed_in.status_code, signed_in.headers["Location"]) == (303, "/desk/issue8")
        assert "; Secure" in signed_in.headers["Set-Cookie"]
        browser.close()
        ticket = trader.new_ticket()["issue"]
        Agent(here.url, here.agent_user, here.agent_password).answer(ticket, "An answer")
        out = home / "outbox-mail" / "new"
        assert until(lambda: bool(list(out.glob("*"))))
        (path,) = out.glob("*")
        mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        assert f"https://{OUTSIDE}/desk/issue{ticket}" in plain(mail)
        (sender,) = mail["From"].addresses
        assert sender.addr_spec == "help@broker.example"
        assert "Broker Support" in sender.display_name
        assert mail["Message-ID"].endswith("@broker.example>")


@pytest.mark.parametrize("words", ["web = http://help.example.com/desk/", "address = nobody", "no section"])
def test_settings_that_cannot_be_meant_stop_it_with_a_reason(tmp_path: Path, words: str) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "mail.ini").write_text(f"[desk]\n{words}\n")
    with pytest.raises(OtetError) as refused, running_desk(home):
        pass
    assert "mail.ini" in refused.value.problem.reason
