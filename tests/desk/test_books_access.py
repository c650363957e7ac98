"""Who gets at the books: the back office writes, other agents read, customers have their own in the app."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests
from roundup import date, instance

from desktop.desk import home as homes
from desktop.desk.process import DeskProcess
from tests.desk.browser import Browser, Page
from tests.desk.conftest import PASSWORD
from tests.desk.running import Person, address_of

FORM_OF_THE_BOOKS = 'name="@key"'
PAGES = ("user", "user{owner}", "wallet{wallet}", "txn{txn}", "rates", "wallet", "txn", "change1", "submission1")
FORMS = {
    "book": ("user{owner}", {"wallet": "{wallet}", "kind": "deposit", "amount": "1", "method": "x", "state": "done"}),
    "openwallet": ("user{owner}", {"currency": "USD", "number": "mine"}),
    "verify": ("user{owner}", {"level": "3", "percent": "100"}),
    "settle": ("txn{pending}", {"state": "done"}),
    "keeprates": ("rates", {"base": "USD", "rate_EUR": "9"}),
}


@pytest.fixture(scope="module")
def ids(trader: Person) -> dict[str, str]:
    synced = trader.sync()
    rows = synced["transactions"].values()
    return {
        "owner": trader.id,
        "wallet": next(row["id"] for row in synced["wallets"].values() if row["number"] == "Wallet USD 122"),
        "txn": next(row["id"] for row in rows if row["state"] == "done"),
        "pending": next(row["id"] for row in rows if row["state"] == "pending"),
    }


@pytest.fixture(scope="module")
def browsers(desk: DeskProcess, desk_home: Path, other_customer: Person) -> Iterator[dict[str, Browser]]:
    address = address_of(desk)
    words = {
        "raha": homes.Keys.read(desk_home / "tracker").agents["raha"],
        address.agent_user: address.agent_password,
        address.demo_user: address.demo_password,
        other_customer.name: PASSWORD,
    }
    opened = {name: Browser(address.agent_url) for name in words}
    for name, browser in opened.items():
        assert browser.sign_in(name, words[name]).status == 200
    yield opened
    for browser in opened.values():
        browser.close()


@pytest.fixture(scope="module")
def kept(trader: Person, other_customer: Person) -> Callable[[], list[Any]]:
    """Everything of the books that an app reads."""
    names = ("wallets", "transactions", "verification")

    def read() -> list[Any]:
        rates = trader.get("/rest/desk/sync", params={"since": ""})["rates"]
        return [rates, *(person.sync()[name] for person in (trader, other_customer) for name in names)]

    return read


def post(browser: Browser, action: str, ids: dict[str, str], **more: str) -> Page:
    """A form as somebody writes it who has only read about it, with a good token of their own."""
    path, values = FORMS[action]
    home = browser.get("issue")
    given = {"@action": action, "@key": "k" * 20, "@was": "", **{k: v.format(**ids) for k, v in values.items()}, **more}
    headers = {"Origin": browser.base.removesuffix("/desk/"), "Referer": home.url}
    answer = browser.session.post(browser.base + path.format(**ids), data=given, headers=headers, timeout=20)
    return Page(answer.status_code, answer.url, answer.text)


def token(browser: Browser, path: str) -> str:
    """A form's token of a page that this browser may have."""
    page = browser.get(path)
    return page.html.split('name="@csrf"')[1].split('value="')[1].split('"')[0]


@pytest.mark.parametrize("who", ["demo", "stranger"])
def test_customers_get_no_page_of_the_back_office(browsers: dict[str, Browser], ids: dict[str, str], who: str) -> None:
    unseen = ("Wallet USD", "1028.50", "1,028.50", "احمدی") if who == "stranger" else ("1,028.50", "<form")
    for path in PAGES:
        page = browsers[who].get(path.format(**ids))
        assert page.status in (403, 404), path
        assert not [word for word in unseen if word in page.html], path


def test_nobody_gets_a_page_without_signing_in(desk: DeskProcess, ids: dict[str, str]) -> None:
    browser = Browser(address_of(desk).agent_url)
    for path in PAGES:
        page = browser.get(path.format(**ids))
        assert "Wallet USD" not in page.html
        assert "احمدی" not in page.html
    for action in FORMS:
        assert post(browser, action, ids).status == 403
    browser.close()


@pytest.mark.parametrize("who", ["demo", "stranger", "raha"])
def test_only_the_back_office_writes_by_its_forms(
    browsers: dict[str, Browser], ids: dict[str, str], kept: Callable[[], list[Any]], who: str
) -> None:
    before = kept()
    for action in FORMS:
        if who == "raha":
            # an agent has forms, and so good tokens
            assert post(browsers[who], action, ids, **{"@csrf": token(browsers[who], "issue8")}).status == 404
        assert post(browsers[who], action, ids).status == 404, action
    assert kept() == before


def test_the_back_office_needs_the_pages_token_a_post_and_a_customer(
    browsers: dict[str, Browser], ids: dict[str, str], kept: Callable[[], list[Any]]
) -> None:
    before = kept()
    rachel = browsers["rachel"]
    for action, (path, values) in FORMS.items():
        assert post(rachel, action, ids).status == 403, action
        assert "page was open too long" in post(rachel, action, ids, **{"@csrf": "0" * 32}).text
        query = "&".join(f"{name}={value.format(**ids)}" for name, value in values.items())
        assert rachel.get(f"{path.format(**ids)}?@action={action}&@key={'k' * 20}&{query}").status == 404
        if "{owner}" in path:
            nobody = {**ids, "owner": "1"}
            assert post(rachel, action, nobody, **{"@csrf": token(rachel, "issue8")}).status == 403
    assert kept() == before


@pytest.mark.parametrize("who", ["demo", "stranger", "raha", "rachel"])
def test_roundups_own_actions_write_no_books(
    browsers: dict[str, Browser], ids: dict[str, str], kept: Callable[[], list[Any]], who: str
) -> None:
    before = kept()
    browser = browsers[who]
    headers = {"Origin": browser.base.removesuffix("/desk/"), "Referer": browser.base}
    values = {"balance": "99999", "amount": "99999", "base": "EUR", "rows": "id,balance\n1,99999"}
    for path in ("wallet{wallet}", "txn{txn}", "rates1", "wallet", "txn", "rates"):
        for action in ("edit", "new", "retire", "restore", "editcsv", "export_csv"):
            url = browser.base + path.format(**ids)
            answer = browser.session.post(url, data={"@action": action, **values}, headers=headers, timeout=20)
            assert "1028.50" not in answer.text or who in ("raha", "rachel"), (action, path)
    assert kept() == before


def test_a_customer_reads_only_their_own(trader: Person, other_customer: Person) -> None:
    synced = other_customer.sync()
    assert not set(synced["wallets"]) & set(trader.sync()["wallets"])
    assert not set(synced["transactions"]) & set(trader.sync()["transactions"])


def test_xmlrpc_is_closed(trader: Person, ids: dict[str, str]) -> None:
    name, wallet = "<methodName>display</methodName>", f"<param>wallet{ids['wallet']}</param>"
    call = f"<methodCall>{name}<params>{wallet}</params></methodCall>"
    answer = trader.call("POST", "/xmlrpc", data=call, headers={"Content-Type": "text/xml"})
    assert answer.status_code >= 400
    assert "1028.50" not in answer.text


def _writes(db: Any, owner: str, wallet: str) -> list[Callable[[], object]]:
    """Every kind of write that only the back office may do."""
    return [
        lambda: db.wallet.create(owner=owner, number="x"),
        lambda: db.wallet.set(wallet, balance="9"),
        lambda: db.txn.create(wallet=wallet, amount="9", state="done"),
        lambda: db.txn.set(db.txn.list()[0], amount="9"),
        lambda: db.wallet.retire(wallet),
        lambda: db.user.set(owner, verification_level=9),
        lambda: db.rates.create(base="USD", quotes="{}", date=date.Date(".")),
    ]


def test_the_database_itself_refuses_other_hands(new_tracker: Path, umask: None) -> None:
    for name in ("raha", "demo"):
        db = instance.open(str(new_tracker)).open(name)
        owner, wallet = db.user.lookup("demo"), db.wallet.list()[0]
        for write in _writes(db, owner, wallet):
            with pytest.raises(Exception, match="only the back office"):
                write()
        db.rollback()
        db.close()


def test_agents_without_the_role_read_but_get_no_form(browsers: dict[str, Browser], ids: dict[str, str]) -> None:
    for path in ("user{owner}", "txn{pending}", "rates", "user"):
        page = browsers["raha"].get(path.format(**ids))
        assert page.status == 200
        assert FORM_OF_THE_BOOKS not in page.html
    assert "1,028.50 USD" in browsers["raha"].get(f"user{ids['owner']}").text
    assert browsers["raha"].get("user1").status == 404
    assert browsers["raha"].get("user99999").status == 404


def waiting(person: Person, since: str) -> Any:
    with requests.Session() as http:
        http.headers.update(person.http.headers)
        query = {"since": since, "timeout": "25"}
        return http.get(f"{person.url}/rest/desk/wait", params=query, timeout=60).json()["data"]


@pytest.mark.parametrize("action", ["book", "openwallet", "verify", "keeprates"])
def test_what_the_back_office_writes_wakes_the_app_that_waits(
    browsers: dict[str, Browser], make_customer: Callable[[str], Person], action: str
) -> None:
    rachel, person = browsers["rachel"], make_customer(f"waits-{action}")
    path = f"user{person.id}"

    def write(action: str, **values: str) -> None:
        page = rachel.get("rates" if action == "keeprates" else path)
        rachel.send(page, page.form(action), **values)

    write("openwallet", number=f"Wallet of {action}")
    values = {
        "book": {"amount": "12.34", "method": "USD - trc20"},
        "openwallet": {"currency": "EUR"},
        "verify": {"level": "2", "percent": "40", "missing_bank": "1"},
        "keeprates": {"rate_EUR": "1.2345"},
    }
    since = person.cursor()
    with ThreadPoolExecutor(1) as pool:
        wait = pool.submit(waiting, person, since)
        write(action, **values[action])
        woken = wait.result()
    assert woken["changed"] is True
    page = person.get("/rest/desk/sync", params={"since": since})
    assert int(page["cursor"]) >= int(woken["cursor"]) > int(since)
    told: dict[str, Callable[[], object]] = {
        "book": lambda: ([row["amount"] for row in page["transactions"]], [row["balance"] for row in page["wallets"]]),
        "openwallet": lambda: [row["currency"] for row in page["wallets"]],
        "verify": lambda: page["verification"],
        "keeprates": lambda: page["rates"]["rates"]["EUR"],
    }
    expected = {
        "book": (["12.34"], ["12.34"]),
        "openwallet": ["EUR"],
        "verify": {"level": 2, "percent": 40, "missing": ["bank"]},
        "keeprates": "1.2345",
    }
    assert told[action]() == expected[action]


def test_settling_wakes_its_owner_and_nobody_else(
    browsers: dict[str, Browser], make_customer: Callable[[str], Person], other_customer: Person
) -> None:
    rachel, person = browsers["rachel"], make_customer("waits-settle")
    page = rachel.get(f"user{person.id}")
    page = rachel.send(page, page.form("openwallet"), number="Wallet of settle")
    rachel.send(page, page.form("book"), amount="5", method="Visa", state="pending")
    (row,) = person.sync()["transactions"].values()
    since, other = person.cursor(), other_customer.cursor()
    with ThreadPoolExecutor(1) as pool:
        wait = pool.submit(waiting, person, since)
        page = rachel.get(f"txn{row['id']}")
        rachel.send(page, page.form("settle"), state="done")
        assert wait.result()["changed"] is True
    synced = person.sync(since)
    assert [one["state"] for one in synced["transactions"].values()] == ["done"]
    assert [one["balance"] for one in synced["wallets"].values()] == ["5.00"]
    assert other_customer.get("/rest/desk/wait", params={"since": other, "timeout": "0"})["changed"] is False
