"""Whatever a help desk or a network answers: a bounded error, nothing lost, and all goes on once it is well again."""

import tracemalloc
from pathlib import Path

import pytest

from tests.connectors.servers import Visit
from tests.simulation import counters, junk
from tests.simulation.wire_client import TOKEN, Desk, WireClient, wired

PEAK_BYTES = 64 * 1024 * 1024


def test_junk_instead_of_an_answer(tmp_path: Path) -> None:
    """After each of them the next good page brings its ticket; none is taken for a success."""
    desk = Desk()
    stuck: list[str] = []
    with wired(tmp_path / "p", desk, timeout_s=4.0) as (_, client):
        client.send("kept through it all")
        cases = junk.everything()
        for name, answer in cases:
            desk.wrong, shown = answer, len(client.subjects())
            client.step()
            if len(client.subjects()) != shown or len(desk.submitted) > 1:
                stuck.append(f"{name}: believed")
            desk.wrong = None
            desk.tickets.append(str(len(desk.tickets) + 1))
            client.step(2)
            if f"Ticket {desk.tickets[-1]}" not in client.subjects():
                stuck.append(f"{name}: {client.trouble}")
        client.settle()
    counters.add("junk answers", len(cases), stuck=len(stuck), lost=1 - len(desk.submitted))
    assert stuck == []
    assert len(cases) >= 60
    assert len(desk.submitted) == 1


def endless(head: bytes) -> junk.Answer:
    """An answer that never stops coming."""

    def script(visit: Visit) -> None:
        visit.send(junk.JSON_HEAD + head)
        for _ in range(400):
            visit.send(b" " * junk.MIB)

    return script


def test_what_unpacks_or_runs_on_for_ever_costs_little_memory(tmp_path: Path) -> None:
    cases = [
        *junk.squeezed(),
        ("no length", endless(b"Connection: close\r\n\r\n")),
        ("chunk of no size", endless(b"Transfer-Encoding: chunked\r\n\r\n-1\r\n")),
        ("one chunk", endless(b"Transfer-Encoding: chunked\r\n\r\n7fffffffffff\r\n")),
        ("one line", endless(b"X: ")),
    ]
    peaks: dict[str, int] = {}
    desk = Desk()
    with wired(tmp_path / "p", desk) as (_, client):
        tracemalloc.start()
        for name, answer in cases:
            desk.wrong = answer
            tracemalloc.reset_peak()
            before = tracemalloc.get_traced_memory()[0]
            client.step()
            peaks[name] = tracemalloc.get_traced_memory()[1] - before
        tracemalloc.stop()
    dear = {name: peak for name, peak in peaks.items() if peak > PEAK_BYTES}
    counters.add("bombs", len(cases), over_64_MiB=len(dear))
    assert dear == {}


def test_junk_among_good_records_keeps_none_of_them_back(tmp_path: Path) -> None:
    desk = Desk()
    missing: list[bytes] = []
    with wired(tmp_path / "p", desk) as (_, client):
        records = list(junk.records())
        for record in records:
            desk.tickets.append(str(len(desk.tickets) + 1))
            desk.wrong = junk.body(desk.page(junk=record))
            desk.spoils = lambda path: path.startswith("/rest/desk/sync")
            # one try may end because the computer is busy; a record that keeps others back does so every time
            client.step(2)
            if f"Ticket {desk.tickets[-1]}" not in client.subjects():
                missing.append(record)
    counters.add("junk records", len(records), held_back=len(missing))
    assert missing == []
    assert len(records) >= 25


PORTALS = {
    "page": junk.body(b"<html>Sign in to Airport Wi-Fi</html>", type="text/html; charset=utf-8"),
    "redirect": junk.body(b"", status=302, Location="http://portal.example/login"),
    "login page of its own": junk.body(b"", status=307, Location="/portal"),
    "511": junk.body(b"<html>", status=511, type="text/html"),
    "JSON of its own": junk.body(b'{"status":"ok","portal":true}'),
    "nothing": junk.body(b"", type=""),
}


@pytest.mark.parametrize("portal", PORTALS)
def test_a_network_that_wants_a_sign_in_first_is_never_taken_for_the_help_desk(tmp_path: Path, portal: str) -> None:
    desk = Desk(wrong=PORTALS[portal])
    with wired(tmp_path / "p", desk) as (server, client):
        client.send("Where is my money?", ("receipt.pdf", b"%PDF" * 100))
        client.step(5)
        assert client.waiting in (("queued",), ("unknown",), ("intent",))
        assert desk.submitted == {}
        if portal in ("page", "redirect", "511"):
            assert client.trouble == "sign_in_to_network"
        # a connection that was redirected is asked for its own address only
        assert {request.headers["host"] for request in server.requests} == {server.url.removeprefix("http://")}
        desk.wrong = None
        client.settle()
    assert len(desk.submitted) == 1
    counters.add("captive portals", 1, taken_for_a_success=0)


@pytest.mark.parametrize("part", range(20))
def test_a_token_that_ends_in_an_upload_sends_nothing_twice(tmp_path: Path, part: int) -> None:
    size = 600_000
    desk = Desk(spoils=lambda path: path == "/rest/desk/submit")

    def cut_off(visit: Visit) -> None:
        visit.take(size * part // 20)
        desk.tokens.clear()
        visit.answer(b'{"error":{"status":401,"msg":"no"}}', status=401, Connection="close")
        visit.until_gone()

    desk.wrong = cut_off
    with wired(tmp_path / "p", desk) as (_, client):
        client.send("with a file", ("a.bin", bytes(size)))
        client.step()
        assert client.trouble == "sign_in_again"
        assert desk.submitted == {}
        client.step(3)
        desk.wrong = None
        desk.tokens.add("canary-renewed")
        client.token = "canary-renewed"
        client.settle()
    (form,) = desk.submitted.values()
    assert form.count(b'name="file"') == 1
    counters.add("sign-ins that end in an upload", 1, lost=0, twice=len(desk.submitted) - 1)


def test_no_token_is_in_what_the_wire_leaves_behind(tmp_path: Path) -> None:
    desk = Desk(wrong=junk.body(b"{}", status=500))
    with wired(tmp_path / "p", desk) as (_, client):
        assert isinstance(client, WireClient)
        client.send("text")
        client.step(3)
    held = [path.read_bytes() for path in (tmp_path / "p").rglob("*") if path.is_file()]
    assert held
    assert not any(TOKEN.encode() in data for data in held)
