"""The back office, used as its agents use it: every booking once, every balance the sum of its transactions."""

import os
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from roundup import instance, password

from desktop.desk import home as homes
from desktop.desk.process import DeskAddress
from tests.desk.browser import Browser, Page
from tests.desk.running import Person, address_of, running_desk

WORD = "a password of the tests"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("desk")
    mask = os.umask(0o077)  # opening a tracker changes it
    homes.ready(place / "tracker")
    tracker = instance.open(str(place / "tracker"))
    db = tracker.open("admin")
    for name, roles, language in (
        ("nima", "Customer", "fa"),
        ("omid", "Agent,Finance", "en"),
        ("mona", "Agent,Finance", "fa"),
    ):
        word = password.Password(WORD, config=tracker.config)
        db.user.create(
            username=name, password=word, address=f"{name}@x.example", realname=name, roles=roles, language=language
        )
    db.commit()
    db.close()
    os.umask(mask)
    return place


@pytest.fixture(scope="module")
def desk(place: Path) -> Iterator[DeskAddress]:
    with running_desk(place) as process:
        yield address_of(process)


def signed_in(desk: DeskAddress, user: str, word: str = WORD) -> Browser:
    browser = Browser(desk.agent_url)
    assert browser.sign_in(user, word).status == 200
    return browser


@pytest.fixture(scope="module")
def omid(desk: DeskAddress) -> Iterator[Browser]:
    browser = signed_in(desk, "omid")
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def mona(desk: DeskAddress) -> Iterator[Browser]:
    browser = signed_in(desk, "mona")
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def nima(desk: DeskAddress) -> Person:
    return Person(desk.url, "nima", WORD)


def send(browser: Browser, path: str, action: str, **values: str) -> Page:
    page = browser.get(path)
    return browser.send(page, page.form(action), **values)


class Customer:
    """What the back office and the customer's app say of one wallet."""

    def __init__(self, browser: Browser, person: Person, currency: str, number: str) -> None:
        self.browser = browser
        self.person = person
        self.page = f"user{person.id}"
        opened = send(browser, self.page, "openwallet", currency=currency, number=number)
        assert "The wallet is open." in opened.text
        self.wallet = next(row["id"] for row in person.sync()["wallets"].values() if row["number"] == number)

    def book(self, amount: str, kind: str = "deposit", **values: str) -> Page:
        facts = {"wallet": self.wallet, "kind": kind, "amount": amount, "method": "USD - trc20", **values}
        return send(self.browser, self.page, "book", **facts)

    @property
    def balance(self) -> str:
        balance: str = self.person.sync()["wallets"][self.wallet]["balance"]
        return balance

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [row for row in self.person.sync()["transactions"].values() if row["wallet"] == self.wallet]

    def check(self) -> None:
        done = [row for row in self.rows if row["state"] == "done"]
        assert Decimal(self.balance) == sum(
            (Decimal(row["amount"]) - Decimal(row["fee"] or "0") for row in done), Decimal()
        )


def test_a_booking_is_all_the_guides_columns_and_moves_the_balance(omid: Browser, nima: Person) -> None:
    customer = Customer(omid, nima, "USD", "Wallet USD 901")
    assert customer.balance == "0.00"
    booked = customer.book("99.01", reference="T-901", date="2023-06-23T18:04")
    assert "Booked." in booked.text
    (row,) = customer.rows
    assert row == {
        "id": row["id"], "wallet": customer.wallet, "reference": "T-901", "date": 1687543440000,
        "account": "Wallet USD 901", "method": "USD - trc20", "kind": "deposit", "amount": "99.01",
        "currency": "USD", "fee": None, "state": "done",
    }  # fmt: skip
    customer.book("40", kind="withdrawal", fee="1.5")
    assert (customer.balance, customer.rows[1]["amount"], customer.rows[1]["fee"]) == ("57.51", "-40.00", "1.50")
    customer.book("7.01", kind="transfer_out")
    customer.book("۱۰٫۵", kind="transfer_in")
    assert (customer.balance, [row["kind"] for row in customer.rows[2:]]) == ("61.00", ["transfer"] * 2)
    assert len({row["reference"] for row in customer.rows}) == 4
    customer.check()


@pytest.mark.parametrize(
    ("currency", "amount", "kept"),
    [
        ("USDT", "0.000001", "0.000001"),
        ("BTC", "0.00000001", "0.00000001"),
        ("BTC", "1.5", "1.50"),
        ("JPY", "12000", "12000"),
        ("IRR", "۱۲۳۴۵۶۷۸۹۰", "1234567890"),
        ("EUR", "٠٫١", "0.10"),
        ("ETH", "123456789012345.000000000000000001", "123456789012345.000000000000000001"),
    ],
)
def test_amounts_keep_their_currencys_places(
    omid: Browser, nima: Person, currency: str, amount: str, kept: str
) -> None:
    customer = Customer(omid, nima, currency, f"Wallet {currency} {amount}")
    customer.book(amount)
    assert (customer.balance, customer.rows[0]["amount"]) == (kept, kept)


def test_ten_cents_ten_times_are_exactly_a_dollar(omid: Browser, nima: Person) -> None:
    customer = Customer(omid, nima, "USD", "Wallet USD 902")
    for _ in range(10):
        customer.book("0.1")
    assert customer.balance == "1.00"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"amount": ""}, "Write the amount."),
        ({"amount": "ten"}, "“ten” is no amount."),
        ({"amount": "12,50"}, "“12,50” is no amount."),
        ({"amount": "<b>1</b>"}, "“<b>1</b>” is no amount."),
        ({"amount": "1e3"}, "“1e3” is no amount."),
        ({"amount": "NaN"}, "“NaN” is no amount."),
        ({"amount": "0"}, "more than zero"),
        ({"amount": "-5"}, "without a sign"),
        ({"amount": "5", "fee": "-1"}, "without a sign"),
        ({"amount": "5", "fee": "x"}, "“x” is no amount."),
        ({"amount": "5.001"}, "USD has at most 2 decimals."),
        ({"amount": "5", "fee": "0.005"}, "USD has at most 2 decimals."),
        ({"amount": "10.01", "kind": "withdrawal"}, "the wallet holds 10.00 USD"),
        ({"amount": "10", "fee": "0.01", "kind": "withdrawal"}, "the wallet holds 10.00 USD"),
        ({"amount": "5", "method": " "}, "Write the method"),
        ({"amount": "5", "method": "x" * 81}, "at most"),
        ({"amount": "5", "date": "1402-04-02 18:04"}, "Gregorian"),
        ({"amount": "5", "date": "yesterday"}, "Gregorian"),
        ({"amount": "5", "date": "2023-02-30T10:00"}, "Gregorian"),
        ({"amount": "5", "date": "2999-01-01T10:00"}, "in the future"),
        ({"amount": "5", "wallet": "1"}, "one of this customer's wallets"),
        ({"amount": "5", "wallet": "x"}, "one of this customer's wallets"),
        ({"amount": "5", "reference": "T-first"}, "is booked already"),
        ({"amount": "5", "kind": "gift"}, "nothing was changed"),
        ({"amount": "5", "state": "maybe"}, "nothing was changed"),
    ],
)
def test_what_cannot_be_is_said_and_the_form_keeps_what_was_typed(
    omid: Browser, nima: Person, full: Customer, values: dict[str, str], words: str
) -> None:
    before = nima.sync()
    typed = {"wallet": full.wallet, "kind": "deposit", "method": "Visa <b>", "reference": "R & D", **values}
    refused = send(omid, full.page, "book", **typed)
    assert words in unescape(re.sub(r"\s+", " ", refused.html))
    kept = refused.form("book").fields
    assert {name: kept[name] for name in typed if name not in ("wallet", "kind", "state")} == {
        name: value for name, value in typed.items() if name not in ("wallet", "kind", "state")
    }
    assert "<b>" not in refused.html.split("<main")[1]
    assert re.search(r'<details class="fold"[^>]* open="open"', refused.html)
    assert nima.sync() == before


@pytest.fixture(scope="module")
def full(omid: Browser, nima: Person) -> Customer:
    customer = Customer(omid, nima, "USD", "Wallet USD 903")
    customer.book("10", reference="T-first")
    return customer


def test_a_corrected_form_is_booked_once(omid: Browser, nima: Person) -> None:
    customer = Customer(omid, nima, "USD", "Wallet USD 904")
    refused = customer.book("5,00")
    done = omid.send(refused, refused.form("book"), wallet=customer.wallet, amount="5.00")
    assert "Booked." in done.text
    assert customer.balance == "5.00"


def test_the_same_form_sent_twice_books_once(omid: Browser, nima: Person) -> None:
    customer = Customer(omid, nima, "USD", "Wallet USD 905")
    page = omid.get(customer.page)
    form = page.form("book")
    values = {"wallet": customer.wallet, "amount": "20", "method": "Visa"}
    omid.send(page, form, **values)
    second = omid.send(page, form, **values)
    assert "Nothing was done twice." in second.text
    assert second.form("book").fields["amount"] == ""
    # with a fresh token, as after "back" and "send"
    form.fields["@csrf"] = omid.get(customer.page).form("book").fields["@csrf"]
    assert "Nothing was done twice." in omid.send(page, form, **values).text
    form.fields["@csrf"] = omid.get(customer.page).form("book").fields["@csrf"]
    other = omid.send(page, form, **{**values, "amount": "30"})
    assert ("been used for something else" in other.text, other.form("book").fields["amount"]) == (True, "30")
    assert (customer.balance, len(customer.rows)) == ("20.00", 1)


def test_a_form_of_files_and_nonsense_is_refused_like_any_other(omid: Browser, full: Customer) -> None:
    page = omid.get(full.page)
    form = page.form("book")
    parts: list[tuple[str, Any]] = [
        (name, ("x.bin", b"\xff\x00\xfe")) for name in form.fields if not name.startswith("@")
    ]
    parts += [(name, (None, value)) for name, value in form.fields.items() if name.startswith("@")]
    headers = {"Origin": omid.base.removesuffix("/desk/"), "Referer": page.url}
    answer = omid.session.post(page.url, files=parts, headers=headers, timeout=20)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    before = full.balance
    form.fields["@key"] = "short"
    form.fields["@csrf"] = omid.get(full.page).form("book").fields["@csrf"]
    assert "nothing was changed" in omid.send(page, form, wallet=full.wallet, amount="1", method="x").text
    assert full.balance == before


def test_the_same_form_sent_at_once_by_impatience_books_once(omid: Browser, nima: Person) -> None:
    customer = Customer(omid, nima, "USD", "Wallet USD 906")
    page = omid.get(customer.page)
    forms = [page.form("book") for _ in range(4)]
    for form in forms:
        form.fields["@csrf"] = omid.get(customer.page).form("book").fields["@csrf"]

    def press(form: Any) -> Page:
        return omid.send(page, form, wallet=customer.wallet, amount="20", method="Visa")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(press, forms))
    assert (customer.balance, len(customer.rows)) == ("20.00", 1)


def test_two_agents_at_once_lose_nothing(omid: Browser, mona: Browser, nima: Person) -> None:
    customer = Customer(omid, nima, "USD", "Wallet USD 907")

    def work(agent: Browser) -> None:
        for _ in range(5):
            send(agent, customer.page, "book", wallet=customer.wallet, amount="1.01", method="Visa")

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, (omid, mona)))
    assert (customer.balance, len(customer.rows)) == ("10.10", 10)


def test_a_pending_transaction_counts_when_it_is_done_and_only_once(omid: Browser, mona: Browser, nima: Person) -> None:
    customer = Customer(omid, nima, "USD", "Wallet USD 908")
    customer.book("100")
    customer.book("60", kind="withdrawal", fee="1", state="pending")
    customer.book("60", kind="withdrawal", state="pending")
    assert customer.balance == "100.00"
    _, first, second = customer.rows
    page, others = omid.get(f"txn{first['id']}"), mona.get(f"txn{first['id']}")
    assert "39.00 USD" in page.text
    omid.send(page, page.form("settle"), state="done")
    assert customer.balance == "39.00"
    late = mona.send(others, others.form("settle"), state="rejected")
    assert "پس از باز شدن صفحه شما" in late.text
    assert 'value="rejected"' not in late.html
    page = omid.get(f"txn{second['id']}")
    assert "the wallet holds 39.00 USD" in omid.send(page, page.form("settle"), state="done").text
    omid.send(page, omid.get(f"txn{second['id']}").form("settle"), state="rejected")
    assert [row["state"] for row in customer.rows] == ["done", "done", "rejected"]
    customer.check()


def test_a_balance_that_is_not_its_sum_stops_bookings(omid: Browser, nima: Person, place: Path) -> None:
    customer = Customer(omid, nima, "USD", "Wallet USD 909")
    db = instance.open(str(place / "tracker"), optimize=1).open("admin")
    db.wallet.set(customer.wallet, balance="7.00")
    db.commit()
    db.close()
    assert "not the sum of its transactions" in customer.book("1").text
    assert "The balance is not the sum" in omid.get(customer.page).text
    assert (customer.balance, customer.rows) == ("7.00", [])


def test_wallets_have_names_of_their_own(omid: Browser, nima: Person) -> None:
    page = f"user{nima.id}"
    assert "called Wallet USD 122 already" in send(omid, page, "openwallet", number="Wallet USD 122").text
    assert "Choose a currency" in send(omid, page, "openwallet", currency="DOGE").text
    send(omid, page, "openwallet", currency="LTC", network="litecoin")
    (row,) = [row for row in nima.sync()["wallets"].values() if row["currency"] == "LTC"]
    assert re.fullmatch(r"Wallet LTC \d+", row["number"])
    assert (row["network"], row["balance"]) == ("litecoin", "0.00")


def test_verification_is_kept_and_nobody_writes_over_another(omid: Browser, mona: Browser, nima: Person) -> None:
    page = f"user{nima.id}"
    old = mona.get(page)
    saved = send(omid, page, "verify", level="۲", percent="60", missing_address="1", other="tax-form")
    assert "Saved." in saved.text
    assert nima.sync()["verification"] == {"level": 2, "percent": 60, "missing": ["address", "tax-form"]}
    stale = mona.send(old, old.form("verify"), level="1", percent="100")
    assert "پس از باز شدن صفحه شما" in stale.text
    assert nima.sync()["verification"]["level"] == 2
    meant = mona.send(stale, stale.form("verify"), level="1", percent="100", other="")
    assert meant.status == 200
    assert nima.sync()["verification"] == {"level": 1, "percent": 100, "missing": []}
    for values in (
        {"level": "x", "percent": "1"},
        {"level": "1", "percent": "101"},
        {"level": "1", "percent": "100", "missing_bank": "1"},
        {"level": "1", "percent": "50", "other": "A<b>"},
        {"level": "1", "percent": "50", "other": "code " * 100},
    ):
        assert 'role="alert"' in send(omid, page, "verify", **values).html
    assert nima.sync()["verification"] == {"level": 1, "percent": 100, "missing": []}


def test_rates_reach_every_customer(omid: Browser, mona: Browser, nima: Person, desk: DeskAddress) -> None:
    sara = Person(desk.url, desk.demo_user, desk.demo_password)
    first = sara.get("/rest/desk/sync", params={"since": ""})["rates"]
    assert (first["base"], first["rates"]["USDT"]) == ("USD", "1.0002")
    cursors = [(person, person.cursor()) for person in (nima, sara)]
    old = mona.get("rates")
    send(omid, "rates", "keeprates", rate_EUR="۱٫۱۲۵", rate_BTC="")
    for person, since in cursors:
        page = person.get("/rest/desk/sync", params={"since": since})
        assert page["rates"]["rates"]["EUR"] == "1.125"
        assert "BTC" not in page["rates"]["rates"]
        assert page["rates"]["date"] > first["date"]
        assert person.get("/rest/desk/sync", params={"since": page["cursor"]})["rates"] is None
    assert "پس از باز شدن صفحه شما" in mona.send(old, old.form("keeprates"), rate_EUR="1").text
    assert "more than zero" in send(omid, "rates", "keeprates", rate_EUR="0").text
    assert "Another base" in send(omid, "rates", "keeprates", base="EUR").text
    assert sara.get("/rest/desk/sync", params={"since": ""})["rates"]["rates"]["EUR"] == "1.125"


def test_customers_are_found_however_they_are_written(omid: Browser, full: Customer) -> None:
    for query in ("احمدي", "sara.ahmadi@", "USD 122", "OTM-417001", "demo"):
        assert "سارا احمدی" in omid.get(f"user?q={query}").html, query
    assert "No customer fits." in omid.get("user?q=zzz").text
    listed = omid.get("user").html
    assert "nima" in listed
    assert "rachel" not in listed.lower()


def test_transactions_are_filtered_and_paged(omid: Browser, desk: DeskAddress) -> None:
    sara = Person(desk.url, desk.demo_user, desk.demo_password)
    page, seen, more = f"user{sara.id}", [], f"user{sara.id}"
    while more:
        html = omid.get(more.replace("&amp;", "&")).html
        seen += re.findall(r'href="(txn\d+)"', html)
        found = re.search(rf'href="({page}\?[^"]*page=\d+#transactions)"[^>]*><span>Next', html)
        more = found[1] if found else ""
    assert len(seen) == len(set(seen)) == len(sara.sync()["transactions"])
    assert len(re.findall(r'href="txn\d+"', omid.get(f"{page}?shown=pending").html)) == 1
    assert "No transactions here." in omid.get(f"{page}?shown=pending&wallet=3").text
    assert omid.get(f"{page}?shown=x&wallet=x&page=x").status == 200


def test_a_ticket_leads_to_the_customers_money(omid: Browser, desk: DeskAddress) -> None:
    ticket = omid.get("issue8")
    assert "1,028.50 USD" in ticket.text
    reference = re.search(r'<a\s+href="(txn\d+)">OTM-\d+</a>', ticket.html)
    assert reference
    assert "−150.00 USD" in omid.get(reference[1]).text
    sara = signed_in(desk, desk.demo_user, desk.demo_password)
    assert 'href="txn' not in sara.get("issue8").html
    sara.close()
