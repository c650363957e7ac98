"""What the connector costs on the line, counted by a proxy in front of the real help desk, or by a server by hand."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.connectors.base import OutgoingMessage
from desktop.connectors.roundup import RoundupConnector
from desktop.desk.channel import PADDED_BYTES
from desktop.domain.accounts import DeskInfo
from desktop.domain.errors import ErrorCode, OtetError
from desktop.domain.operations import File, OperationKind
from desktop.sync import rollback, server_info
from desktop.sync.pull_timer import _SAFETY_POLL_S
from tests.connectors.servers import Visit, serving
from tests.desk.running import Person, running_desk, trader_of
from tests.tools.line import Line, line_to

pytestmark = pytest.mark.slow

DAY_S = 86_400
IDLE_DAY_BYTES = 300_000
WORDS = "برداشت من از کیف پول هنوز نرسیده است و پشتیبانی پاسخی نداده. "
INFO = {"product": "otet-desk", "version": 1, "name": "Desk"}
RECEIPT = b'{"data":{"issue":"1","message":"2","files":[],"repeat":false}}'


@pytest.fixture(scope="module")
def trader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Person]:
    with running_desk(tmp_path_factory.mktemp("desk") / "home") as desk:
        person = trader_of(desk)
        yield person
        person.http.close()


@pytest.fixture
def line(trader: Person) -> Iterator[Line]:
    with line_to(trader.url) as line:
        yield line


@pytest.fixture
def connector(line: Line, trader: Person) -> Iterator[RoundupConnector]:
    made = RoundupConnector(line.url, trader.token)
    yield made
    made.close()


def outgoing(body: str, gzip_bytes: int = 1_000_000, files: tuple[tuple[File, Path], ...] = ()) -> OutgoingMessage:
    return OutgoingMessage("ref-of-this", OperationKind.CREATE, "", "", "Subject", body, files, gzip_bytes)


def no_progress(done: int, total: int) -> None:
    pass


def test_an_idle_day_costs_less_than_300_kb(connector: RoundupConnector, line: Line, trader: Person) -> None:
    trader.new_ticket()
    info = connector.about()
    page = connector.changes(trader.cursor(), 100)

    def cost(*args: object) -> int:
        mark = line.mark()
        call, *rest = args
        assert callable(call)
        call(*rest)
        return line.passed(mark).total

    # with signs of life: a byte each, and an answer that leaves room for them
    wait = cost(connector.wait, page.cursor, 1) + PADDED_BYTES + info.longest_wait_s // info.wait_beat_s
    compare = cost(connector.is_same_history, page.cursor, page.mark)
    pull = cost(connector.changes, page.cursor, 100)
    about = cost(connector.about, info)
    assert (info.longest_wait_s, connector.about(info)) == (300, info)
    day = wait * DAY_S / info.longest_wait_s + compare * DAY_S / rollback._EVERY_S + pull * DAY_S / _SAFETY_POLL_S
    day += about * DAY_S / server_info._EVERY_S
    assert day <= IDLE_DAY_BYTES, f"{day:.0f}: wait {wait}, compare {compare}, pull {pull}, about {about}"
    assert max(wait, compare) < 700


def test_comparing_histories_costs_a_hundredth_of_the_records(
    connector: RoundupConnector, line: Line, trader: Person
) -> None:
    made = [trader.new_ticket(content=WORDS * 10) for _ in range(50)]
    page = connector.changes(trader.cursor(), 100)
    mark = line.mark()
    connector.recall([one["issue"] for one in made], [one["message"] for one in made])
    records = line.passed(mark).total
    mark = line.mark()
    assert connector.is_same_history(page.cursor, page.mark)
    assert line.passed(mark).total < 600
    plain = trader.call("GET", "/rest/desk/recall", params={"tickets": ",".join(one["issue"] for one in made)})
    assert records > line.passed(mark).total
    assert len(plain.content) > 5000
    assert not connector.is_same_history(page.cursor, "0" * 16)


def test_a_long_text_goes_out_compressed_and_arrives_whole(
    connector: RoundupConnector, line: Line, trader: Person, tmp_path: Path
) -> None:
    place = tmp_path / "statement.csv"
    place.write_text("date,amount\n" + "2026-11-30,12.50\n" * 20_000)
    file = File("statement.csv", "text/csv", place.stat().st_size, "")
    mark = line.mark()
    receipt = connector.deliver(
        replace(outgoing(WORDS * 300, connector.about().gzip_upload_bytes, ((file, place),)), ref="ref-compressed"),
        no_progress,
    )
    assert line.passed(mark).up < 20_000
    message = trader.sync()["messages"][receipt.message]
    assert message["body"] == WORDS * 300
    assert message["files"][0]["size"] == place.stat().st_size


def test_what_is_compressed_already_is_not_compressed_again(tmp_path: Path) -> None:
    picture = tmp_path / "a.png"
    picture.write_bytes(bytes(50_000))
    with serving(take_all) as server:
        connector = RoundupConnector(server.url, "token")
        file = File("a.png", "image/png", 50_000, "")
        connector.deliver(outgoing("short"), no_progress)
        connector.deliver(outgoing(WORDS * 100, 0), no_progress)
        connector.deliver(outgoing(WORDS * 100, 5_000), no_progress)
        connector.deliver(outgoing(WORDS * 100, files=((file, picture),)), no_progress)
        assert [request.headers.get("content-encoding") for request in server.requests] == [None] * 4
        connector.deliver(outgoing(WORDS * 100), no_progress)
        assert server.requests[-1].headers["content-encoding"] == "gzip"
        assert (WORDS * 100).encode() in gzip.decompress(server.requests[-1].body)
        connector.close()


def take_all(visit: Visit) -> None:
    while visit.read() is not None:
        visit.answer(RECEIPT, status=201)


@pytest.mark.parametrize("status", [400, 413, 415])
def test_a_help_desk_that_takes_no_compressed_forms_any_more_gets_a_plain_one(status: int) -> None:
    def older(visit: Visit) -> None:
        while (request := visit.read()) is not None:
            if "content-encoding" in request.headers:
                visit.answer(b'{"error":{"status":%d,"msg":"The form cannot be read."}}' % status, status=status)
            else:
                visit.answer(RECEIPT, status=201)

    with serving(older) as server:
        connector = RoundupConnector(server.url, "token")
        for _ in range(2):
            assert connector.deliver(outgoing(WORDS * 100), no_progress).message == "2"
        assert ["content-encoding" in request.headers for request in server.requests] == [True, False, False]
        connector.close()


def test_a_refusal_of_a_compressed_form_that_is_one_stays_one() -> None:
    def refusing(visit: Visit) -> None:
        while visit.read() is not None:
            visit.answer(b'{"error":{"status":403,"code":"closed","msg":"This ticket is closed."}}', status=403)

    with serving(refusing) as server:
        connector = RoundupConnector(server.url, "token")
        with pytest.raises(OtetError) as raised:
            connector.deliver(outgoing(WORDS * 100), no_progress)
        assert raised.value.code is ErrorCode.TICKET_GONE
        assert len(server.requests) == 1
        connector.close()


def test_what_is_known_of_the_help_desk_is_asked_for_by_its_tag() -> None:
    def offering(visit: Visit) -> None:
        while (request := visit.read()) is not None:
            if request.headers.get("if-none-match") == '"t1"':
                visit.answer(b"", status=304, ETag='"t1"')
            else:
                visit.answer(json.dumps({"data": INFO}).encode(), ETag='"t1"')

    with serving(offering) as server:
        connector = RoundupConnector(server.url, "token")
        info = connector.about()
        assert connector.about(info) is info
        # what another version of the app has read of it may be less
        assert connector.about(replace(info, tag='0.0.1 "t1"')) == info
        assert connector.about(DeskInfo("")) == info
        asked = [request.headers.get("if-none-match") for request in server.requests]
        assert asked == [None, '"t1"', None, None]
        connector.close()


@pytest.mark.parametrize("tag", ["", "no quotes", '"a b"', '"' + "x" * 200 + '"'])
def test_a_tag_that_is_none_is_not_kept(tag: str) -> None:
    def offering(visit: Visit) -> None:
        while visit.read() is not None:
            visit.answer(json.dumps({"data": INFO}).encode(), ETag=tag)

    with serving(offering) as server:
        connector = RoundupConnector(server.url, "token")
        assert connector.about().tag == ""
        connector.close()


def test_304_that_nobody_asked_for_is_no_answer() -> None:
    def odd(visit: Visit) -> None:
        while visit.read() is not None:
            visit.answer(b"", status=304)

    with serving(odd) as server:
        connector = RoundupConnector(server.url, "token")
        for call in (connector.about, lambda: connector.changes("", 10)):
            with pytest.raises(OtetError) as raised:
                call()
            assert raised.value.code is ErrorCode.SERVER_ERROR
        connector.close()
