"""The built-in help desk's connector against servers that speak its wire wrongly, or not at all."""

import json
import logging
from collections.abc import Callable, Iterator
from concurrent import futures
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from decimal import Decimal
from typing import Any

import pytest

from desktop.connectors.base import OutgoingMessage
from desktop.connectors.roundup import RoundupConnector
from desktop.domain.accounts import Guarantee, StatusKind
from desktop.domain.availability import Window
from desktop.domain.errors import ErrorCode, OtetError
from desktop.domain.money.wallets import Rates
from desktop.domain.operations import OperationKind
from tests.connectors.servers import Server, Visit, serving

pytestmark = pytest.mark.slow

Serve = Callable[..., tuple[Server, RoundupConnector]]
TICKET = {
    "id": "1",
    "number": "1",
    "title": "T",
    "department": "",
    "status": "2",
    "created": 1,
    "updated": 2,
    "ref": "",
}
MESSAGE = {
    "id": "5",
    "ticket": "1",
    "side": "support",
    "author": "Raha",
    "created": 3,
    "body": "B",
    "ref": "",
    "files": [],
}
WALLET = {"id": "1", "number": "Wallet USD 122", "currency": "USD", "network": "", "balance": "99.01"}
BOOKING = {
    "id": "1", "wallet": "1", "reference": "R", "date": 1, "account": "A", "method": "M", "kind": "deposit",
    "amount": "-12.5", "currency": "USD", "fee": None, "state": "done",
}  # fmt: skip
ABOUT = {"product": "otet-desk", "version": 1, "name": "Desk"}
OUTGOING = OutgoingMessage("ref-12345678", OperationKind.CREATE, "", "", "Subject", "Text")


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts a server that answers every call with the same JSON, and a connector to it."""
    with ExitStack() as stack:

        def start(
            data: object, *, token: str = "token", body: bytes | None = None, timeout_s: float = 20.0, **how: Any
        ) -> Any:
            def script(visit: Visit) -> None:
                while visit.read() is not None:
                    visit.answer(json.dumps({"data": data}).encode() if body is None else body, **how)

            server = stack.enter_context(serving(script))
            connector = RoundupConnector(server.url, token, timeout_s=timeout_s)
            stack.callback(connector.close)
            return server, connector

        yield start


def page(**lists: object) -> dict[str, object]:
    return {"cursor": "9", "more": False, "tickets": [], "messages": [], **lists}


def code_of(call: Callable[[], object]) -> ErrorCode:
    with pytest.raises(OtetError) as raised:
        call()
    return raised.value.code


@pytest.mark.parametrize(
    "wrong",
    [
        None, 7, "x", [], {}, *(
            {**MESSAGE, **wrong}
            for wrong in list[dict[str, Any]]([
                {"id": None}, {"id": ""}, {"id": {}}, {"ticket": ""}, {"side": "agent"}, {"side": None}, {"body": 5},
                {"created": "yesterday"}, {"created": -1}, {"created": 1e300}, {"author": []}, {"ref": "a b"},
            ])
        ),
    ],
)  # fmt: skip
def test_one_bad_message_stops_no_other(serve: Serve, wrong: object, caplog: pytest.LogCaptureFixture) -> None:
    _, connector = serve(page(tickets=[TICKET], messages=[MESSAGE, wrong, {**MESSAGE, "id": 6, "body": "private"}]))
    got = connector.changes("1", 10)
    assert [message.id for message in got.messages] == ["5", "6"]
    assert len(got.tickets) == 1
    assert "1 malformed of 3 messages" in caplog.text
    assert "private" not in caplog.text


def test_bad_tickets_wallets_bookings_and_verification_stop_no_other(serve: Serve) -> None:
    data = page(
        tickets=[TICKET, {**TICKET, "updated": None}, {**TICKET, "id": "2", "title": None}],
        messages=[
            {**MESSAGE, "files": "none"},
            {**MESSAGE, "files": [{"id": "7"}, {"id": "8", "name": "a", "size": 3}]},
        ],
        wallets=[
            {**WALLET, "balance": 99.01},
            WALLET,
            {**WALLET, "balance": "NaN"},
            {**WALLET, "balance": "1e99999999"},
        ],
        transactions=[{**BOOKING, "amount": None}, BOOKING, {**BOOKING, "fee": 1}, {**BOOKING, "fee": "0.10"}],
        verification={"level": "high"},
    )
    got = serve(data)[1].changes("", 10)
    assert [ticket.id for ticket in got.tickets] == ["1", "2"]
    assert [[file.id for file in message.files] for message in got.messages] == [[], ["8"]]
    assert [wallet.balance for wallet in got.wallets] == [Decimal("99.01")]
    assert [booking.amount for booking in got.transactions] == [Decimal("-12.5")] * 2
    assert [booking.fee for booking in got.transactions] == [None, Decimal("0.10")]
    assert got.verification is None


def test_rates_are_read_whole_or_not_at_all(serve: Serve) -> None:
    table = {"base": "USD", "date": 1_690_000_000_000, "rates": {"BTC": "67250.10", "EUR": "1.0845"}}
    got = serve(page(rates=table))[1].changes("", 10).rates
    assert got == Rates("USD", 1_690_000_000_000, (("BTC", Decimal("67250.10")), ("EUR", Decimal("1.0845"))))
    assert serve(page(rates={**table, "rates": {}}))[1].changes("", 10).rates == Rates("USD", 1_690_000_000_000)
    spoilt: tuple[object, ...] = (
        None,
        "none",
        {**table, "base": None},
        {**table, "date": "yesterday"},
        {**table, "rates": None},
        {**table, "rates": {"BTC": "67250.10", "EUR": "0"}},
        {**table, "rates": {"BTC": "67250.10", "EUR": "-1"}},
        {**table, "rates": {"BTC": "67250.10", "EUR": "1e3"}},
    )
    assert [serve(page(rates=one))[1].changes("", 10).rates for one in spoilt] == [None] * len(spoilt)


def test_raw_json_that_only_spoils_one_message(serve: Serve) -> None:
    good = json.dumps(MESSAGE)
    twice = good.replace('"body":', '"body": "x", "body":')
    infinite = good.replace('"created": 3', '"created": 1e400')
    half = json.dumps({**MESSAGE, "id": "6"}).replace('"B"', r'"\ud83d answer"')
    body = f'{{"data":{{"cursor":"9","more":false,"messages":[{twice},{infinite},{good},{half}]}}}}'
    got = serve(None, body=body.encode())[1].changes("", 10)
    assert [(message.id, message.body) for message in got.messages] == [("5", "B"), ("6", "\ufffd answer")]


@pytest.mark.parametrize(
    "data",
    [
        None, [], {}, {"cursor": "9"}, {"more": False}, page(more=1), page(cursor="1", more=True), page(cursor=""),
        page(cursor="a b"), page(tickets={}), page(messages="all"), page(cursor=None),
    ],
)  # fmt: skip
def test_a_page_that_cannot_be_followed(serve: Serve, data: object) -> None:
    assert code_of(lambda: serve(data)[1].changes("1", 10)) is ErrorCode.SERVER_ERROR


@pytest.mark.parametrize(
    "data",
    [None, {}, [], {"issue": "1"}, {"message": "1"}, {"issue": "", "message": "1"}, {"issue": None, "message": "2"},
     {"issue": "1", "message": "2", "files": [{}]}, {"issue": "1", "message": "2", "files": {}}],
)  # fmt: skip
@pytest.mark.parametrize("status", [200, 201, 204])
def test_no_proof_is_no_success(serve: Serve, data: object, status: int) -> None:
    _, connector = serve(data, status=status)
    assert code_of(lambda: connector.deliver(OUTGOING, lambda *_: None)) is ErrorCode.SERVER_ERROR


def test_a_receipt_that_forgot_the_files_is_still_one(serve: Serve) -> None:
    _, connector = serve({"issue": 1, "message": "2", "files": ["3"], "repeat": True})
    receipt = connector.deliver(OUTGOING, lambda *_: None)
    assert (receipt.ticket, receipt.message, receipt.files) == ("1", "2", ())


@pytest.mark.parametrize(
    ("data", "how"),
    [
        (None, {"body": b"<html>router</html>", "type": "text/html"}),
        (None, {"body": b"<html>not found</html>", "type": "text/html", "status": 404}),
        (None, {"status": 302, "Location": "https://portal.example/"}),
        (None, {"status": 301, "Location": "/elsewhere"}),
        (None, {"body": b"SSH-2.0", "type": "text/plain"}),
        (None, {"body": b"[]"}),
        (None, {}),
        ({"token": ""}, {}),
        ({"token": "a b", "username": "x"}, {}),
        ({"token": 1.5, "username": "x"}, {}),
        ({"token": "t"}, {}),
    ],
)
def test_signing_in_to_something_else(serve: Serve, data: object, how: dict[str, Any]) -> None:
    _, connector = serve(data, token="", **how)
    assert code_of(lambda: connector.sign_in("me", "secret", "laptop")) is ErrorCode.NOT_A_HELP_DESK
    assert code_of(connector.about) is ErrorCode.SIGN_IN_AGAIN


def test_a_password_goes_out_once_and_is_kept_nowhere(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    server, connector = serve({"token": "t-1", "username": "سارا"}, token="")
    assert connector.sign_in("سارا", "رمز:عبور", "laptop").display_name == "سارا"
    connector.sign_out()
    first, second = server.requests
    assert first.headers["authorization"].startswith("Basic 2LPYp9ix2Kc6")
    assert json.loads(first.body) == {"label": "laptop"}
    assert (second.method, second.headers["authorization"]) == ("DELETE", "Bearer t-1")
    assert "2LPYp9ix2Kc6" not in caplog.text
    assert "2LPYp9ix2Kc6" not in repr(vars(connector))


def test_without_a_token_nothing_is_sent(serve: Serve) -> None:
    server, connector = serve({}, token="")
    calls: list[Callable[[], object]] = [
        connector.about, lambda: connector.changes("", 1), lambda: connector.wait("", 1.0),
        lambda: connector.deliver(OUTGOING, lambda *_: None), lambda: connector.search("", "", ""),
        lambda: connector.set_email_alerts(True),
    ]  # fmt: skip
    assert {code_of(call) for call in calls} == {ErrorCode.SIGN_IN_AGAIN}
    connector.sign_out()
    assert server.visits == 0


@pytest.mark.parametrize(
    "data", [None, {}, {**ABOUT, "product": "other"}, {**ABOUT, "version": 0}, {**ABOUT, "text_limit": "many"}]
)
def test_about_something_else(serve: Serve, data: object) -> None:
    assert code_of(serve(data)[1].about) is ErrorCode.NOT_A_HELP_DESK


def test_about_with_odd_parts(serve: Serve) -> None:
    info = serve(
        {
            **ABOUT,
            "departments": [{"id": "1", "name": "A", "labels": {"fa": "الف", "en": 5}}, {"name": "no id"}, None],
            "statuses": [{"id": "1", "name": "New", "kind": "brand-new"}],
            "languages": [{"language": "es", "windows": [[5, 9]]}, {"language": "xx", "windows": [[9, 5]]}],
            "guarantee": "Z",
        }
    )[1].about()
    assert [(item.id, item.label("fa"), item.label("en")) for item in info.departments] == [("1", "الف", "A")]
    assert [status.kind for status in info.statuses] == [StatusKind.OPEN]
    assert [(hours.language, hours.windows) for hours in info.languages] == [("es", (Window(5, 9),))]
    assert (info.guarantee, info.email_alerts) == (Guarantee.D, None)


def test_a_full_house_is_not_asked_again_at_once(serve: Serve) -> None:
    server, connector = serve({"cursor": "3", "changed": False, "retry_after_s": 600})
    with ThreadPoolExecutor(1) as pool:
        wake = pool.submit(connector.wait, "3", 25.0)
        assert futures.wait([wake], timeout=0.5).not_done
        connector.interrupt()
        assert not wake.result(10).changed
        assert len(server.requests) == 1
        # That interrupt is spent: the next wait asks, and rests again.
        again = pool.submit(connector.wait, "3", 25.0)
        assert futures.wait([again], timeout=0.5).not_done
        assert len(server.requests) == 2
        connector.close()


@pytest.mark.parametrize(
    "data", [None, {}, {"cursor": "3"}, {"changed": True, "cursor": "a b"}, {"changed": "yes", "cursor": "3"}]
)
def test_a_wait_that_makes_no_sense(serve: Serve, data: object) -> None:
    assert code_of(lambda: serve(data)[1].wait("3", 25.0)) is ErrorCode.SERVER_ERROR


def test_no_interrupt_is_ever_lost() -> None:
    """However one interrupt falls between the steps of one wait, that wait ends by it."""
    with serving(lambda visit: visit.until_gone()) as server, ThreadPoolExecutor(1) as pool:
        connector = RoundupConnector(server.url, "token", timeout_s=100.0)
        for spin in range(300):
            wake = pool.submit(connector.wait, "3", 25.0)
            for _ in range(spin * 40):
                wake.done()
            connector.interrupt()
            assert not wake.result(20).changed
        connector.close()


def test_an_interrupt_leaves_a_delivery_alone(serve: Serve) -> None:
    _, connector = serve({"issue": "1", "message": "2"})
    connector.interrupt()
    assert connector.deliver(OUTGOING, lambda *_: None).ticket == "1"
    assert not connector.wait("3", 25.0).changed


def test_looking_up_is_not_answered_with_a_guess(serve: Serve) -> None:
    assert code_of(lambda: serve({})[1].look_up("ref")) is ErrorCode.INTERNAL


def test_an_older_help_desk_is_asked_for_a_receipt_once(serve: Serve) -> None:
    server, connector = serve({}, status=404)
    assert connector.find_receipt(OUTGOING) is None
    assert connector.find_receipt(OUTGOING) is None
    assert len(server.requests) == 1


def test_a_systems_proxy_is_used_and_learns_no_secret() -> None:
    def script(visit: Visit) -> None:
        visit.read()
        visit.answer(b"", status=407, type="text/html")

    with serving(script) as proxy:
        connector = RoundupConnector("https://help.example.com/desk", "canary-token", proxies={"https": proxy.url})
        with pytest.raises(OtetError) as raised:
            connector.about()
        connector.close()
    assert raised.value.code is ErrorCode.PROXY_REFUSED
    assert raised.value.problem.nothing_sent
    assert [(request.method, request.target) for request in proxy.requests] == [("CONNECT", "help.example.com:443")]
    assert "canary" not in str(proxy.requests)


def test_a_kind_of_proxy_that_cannot_be_spoken_to_is_not_gone_around() -> None:
    with serving(lambda visit: visit.until_gone()) as proxy:
        spoken = {"https": proxy.url.replace("http://", "socks5h://")}
        connector = RoundupConnector("https://help.example.com/desk", "canary-token", proxies=spoken)
        with pytest.raises(OtetError) as raised:
            connector.about()
        connector.close()
        assert proxy.visits == 0
    assert (raised.value.code, raised.value.problem.proxy) == (ErrorCode.PROXY_REFUSED, "socks")


def test_what_is_on_this_computer_needs_no_proxy(serve: Serve) -> None:
    def nobody(visit: Visit) -> None:
        visit.read()

    with serving(nobody) as proxy:
        server, connector = serve(page())
        connector.close()
        direct = RoundupConnector(server.url, "token", proxies={"http": proxy.url, "all": proxy.url})
        direct.changes("", 10)
        direct.close()
        assert proxy.visits == 0


def test_what_a_person_searches_for_is_in_no_log(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for how in ({}, {"status": 500}, {"body": b"<html>", "type": "text/html"}, {"Bad header": "x"}):
        _, connector = serve({"ids": []}, timeout_s=0.5, **how)
        try:
            connector.search("canary-words", "", "")
        except OtetError as error:
            assert "canary" not in str(error)
    assert "canary" not in caplog.text
