"""Signing in and out: limits by address and name, sessions that end at once, and equal work for unknown names."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests
from roundup.password import Password

from desktop import command_line, commands
from desktop.desk import home as homes
from desktop.desk import signin
from desktop.desk.callers import NOBODY, Caller
from desktop.desk.process import DeskProcess
from tests.desk.browser import Browser
from tests.desk.conftest import PASSWORD
from tests.desk.running import Person, address_of, headers, running_desk

CALLER = Caller("7", "sara", frozenset({"customer"}))


class Config:
    PASSWORD_PBKDF2_DEFAULT_ROUNDS = 1000


class OneUser:
    """The users of a help desk that knows Sara only; her password is `right`."""

    encoded = str(Password("right", config=Config))

    def by_name(self, name: str) -> tuple[Caller, str]:
        return (CALLER, self.encoded) if name == "sara" else (NOBODY, "")


def check(clock: Callable[[], float] = lambda: 0.0) -> signin.PasswordCheck:
    users: Any = OneUser()
    return signin.PasswordCheck(users, Config, clock)


def test_a_stranger_locks_nobody_out_at_another_address() -> None:
    passwords = check()
    for _ in range(500):
        passwords.check("sara", "wrong", "10.0.0.66")
    assert passwords.check("sara", "right", "10.0.0.66").retry_after_s > 0
    assert passwords.check("sara", "right", "10.0.0.1").caller == CALLER


def test_wrong_tries_of_one_name_stop_no_other_at_the_same_address() -> None:
    passwords = check()
    tries = [passwords.check("raha", "wrong", "10.0.0.1") for _ in range(40)]
    assert [bool(one.retry_after_s) for one in tries] == [False] * signin.TRIES_PER_NAME + [True] * 35
    assert passwords.check("sara", "right", "10.0.0.1").caller == CALLER


def test_an_address_has_a_total_and_gets_tries_back_with_time() -> None:
    now = [0.0]
    passwords = check(lambda: now[0])
    answers = [passwords.check(f"name{number}", "x", "10.0.0.1").retry_after_s for number in range(70)]
    assert answers.count(0) == signin.TRIES_PER_ADDRESS
    wait = passwords.check("sara", "right", "10.0.0.1").retry_after_s
    now[0] = float(wait)
    assert passwords.check("sara", "right", "10.0.0.1").caller == CALLER


def test_right_passwords_cost_no_tries() -> None:
    passwords = check()
    assert all(passwords.check("sara", "right", "10.0.0.1").caller == CALLER for _ in range(100))


@pytest.mark.parametrize("name", ["sara", "nobody", "anonymous"])
def test_every_name_costs_one_hash_of_the_same_strength(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    hashed: list[str] = []
    real = Password

    class Counting(real):  # type: ignore[misc, valid-type]
        def __eq__(self, other: object) -> bool:
            hashed.append(self.password.split("$")[0])
            return bool(super().__eq__(other))

        __hash__ = None  # type: ignore[assignment]

    monkeypatch.setattr(signin, "Password", Counting)
    assert not check().check(name, "wrong", "10.0.0.1").caller.is_known
    assert hashed == ["1000"]


def test_hashing_is_bounded_and_others_are_told_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    passwords = check()
    monkeypatch.setattr(signin, "HASH_WAIT_S", 30.0)
    for _ in range(signin.HASHES_AT_ONCE):
        assert passwords._hashing.acquire()
    answers: list[signin.Verdict] = []
    threads = [
        threading.Thread(target=lambda: answers.append(passwords.check("sara", "right", "10.0.0.1"))) for _ in range(20)
    ]
    for thread in threads:
        thread.start()
    waiting = signin.WAITING_PER_ADDRESS
    while len(answers) < len(threads) - waiting:
        threads[0].join(0.01)
    assert all(one.is_busy for one in answers)
    for _ in range(signin.HASHES_AT_ONCE):
        passwords._hashing.release()
    for thread in threads:
        thread.join()
    assert sum(one.caller == CALLER for one in answers) == waiting


def sign_in(browser: Browser, name: str, word: str) -> requests.Response:
    page = browser.get()
    fields = {**page.form("Login").fields, "__login_name": name, "__login_password": word}
    told = {"Origin": browser.base.removesuffix("/desk/")}
    return browser.session.post(browser.base, data=fields, headers=told, allow_redirects=False, timeout=20)


def test_a_session_is_an_opaque_cookie_kept_as_a_digest(
    url: str, desk_home: Path, make_customer: Callable[[str], Person]
) -> None:
    make_customer("has.a.session")
    browser = Browser(url)
    answer = sign_in(browser, "has.a.session", PASSWORD)
    cookie = answer.headers["Set-Cookie"]
    assert answer.status_code == 303
    assert {"HttpOnly", "SameSite=Lax", "Path=/desk/"} <= {part.strip() for part in cookie.split(";")}
    token = cookie.split(";")[0].split("=")[1]
    assert len(token) == 43
    held = b"".join(path.read_bytes() for path in (desk_home / "tracker" / "db").iterdir() if path.is_file())
    assert token.encode() not in held
    # the cookie is no token, and a token is no cookie
    bearer = {**headers(url), "Authorization": f"Bearer {token}"}
    assert requests.get(f"{url}/rest/desk/about", headers=bearer, timeout=20).status_code == 401
    browser.close()


def test_signing_out_ends_the_session_and_only_a_form_of_ours_does_it(
    url: str, make_customer: Callable[[str], Person]
) -> None:
    make_customer("signs.out")
    browser = Browser(url)
    assert sign_in(browser, "signs.out", PASSWORD).status_code == 303
    kept = dict(browser.session.cookies)
    assert browser.get("?@action=logout").status == 404
    page = browser.get("issue")
    forged = page.form("logout")
    forged.fields["@csrf"] = "forged"
    assert browser.send(page, forged).status == 403
    assert 'name="__login_name"' not in browser.get("issue").html
    assert 'name="__login_name"' in browser.send(page, page.form("logout")).html
    browser.session.cookies.update(kept)
    assert 'name="__login_name"' in browser.get("issue").html, "the session has ended, not only its cookie"
    browser.close()


@pytest.mark.parametrize("command", ["password", "remove"])
def test_a_new_password_and_a_removal_end_browsers_and_apps_at_once(
    tmp_path: Path, umask: None, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    with running_desk(tmp_path / "desk") as desk:
        url = address_of(desk).url
        commands.main(
            command_line.parse(["people", "add", "nima", "--email", "nima@example.org", "--data-dir", str(tmp_path)])
        )
        word = capsys.readouterr().out.split()[-1]
        browser, app = Browser(url), Person(url, "nima", word)
        assert sign_in(browser, "nima", word).status_code == 303
        assert 'name="__login_name"' not in browser.get("issue").html
        commands.main(command_line.parse(["people", command, "nima", "--data-dir", str(tmp_path)]))
        assert 'name="__login_name"' in browser.get("issue").html
        assert app.call("GET", "/rest/desk/about").status_code == 401
        browser.close()
        app.http.close()


@pytest.mark.parametrize(
    ("came_from", "target"),
    [
        ("{url}/issue8", "/desk/issue8"),
        ("{url}/issue?status=1", "/desk/issue?status=1"),
        ("https://evil.example/desk/issue8", "/desk/"),
        ("//evil.example/desk/", "/desk/"),
        ("{url}@evil.example/", "/desk/"),
        ("{url}/../evil", "/desk/"),
        ("{url}/rest/desk/about", "/desk/"),
        ("{url}/nonsense", "/desk/"),
        ("javascript:alert(1)", "/desk/"),
        ("http://[", "/desk/"),
        ("\r\nSet-Cookie: a=b", "/desk/"),
    ],
)
def test_a_sign_in_leads_to_pages_of_ours_only(
    desk: DeskProcess, desk_home: Path, url: str, came_from: str, target: str
) -> None:
    browser = Browser(url)
    fields = {**browser.get().form("Login").fields, "__login_name": "raha", "__came_from": came_from.format(url=url)}
    fields["__login_password"] = homes.Keys.read(desk_home / "tracker").agents["raha"]
    told = {"Origin": url.removesuffix("/desk")}
    answer = browser.session.post(browser.base, data=fields, headers=told, allow_redirects=False, timeout=20)
    assert (answer.status_code, answer.headers["Location"]) == (303, target)
    browser.close()
