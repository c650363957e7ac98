"""Connections that do nothing, little, or too much never keep anybody from being answered."""

import time
from contextlib import ExitStack

import pytest

from desktop.desk.connections import (
    HasLifetime,
    Lifetime,
    Limits,
    State,
    client_address,
    limit_key,
    longest_unused,
    over_budget,
)
from desktop.desk.loop import Loop
from tests.desk.polling import until
from tests.desk.raw_http import KNOWN, App, Client, serving

HALF_HEAD = b"GET / HTTP/1.1\r\nHost:"
HALF_BODY = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n1"


@pytest.mark.parametrize("sent", [b"", HALF_HEAD, b"\r\n\r\n", HALF_BODY])
def test_more_connections_than_the_limit_that_send_nothing_or_half_a_request(sent: bytes) -> None:
    with serving(App(), connections=100) as (server, port), ExitStack() as held, Client(port) as early:
        assert early.ask()[0] == 200
        for _ in range(300):
            client = held.enter_context(Client(port))
            client.send(sent)
        began = time.monotonic()
        with Client(port) as late:
            assert late.ask("/late") == (200, b"/late 0")
        assert time.monotonic() - began < 5
        assert until(lambda: len(server.active_channels) <= 101)


def test_the_connection_that_did_nothing_for_longest_makes_room() -> None:
    class Connection(HasLifetime):
        def __init__(self, since: float, state: State) -> None:
            self.lifetime = Lifetime(since)
            self.lifetime.update(since, state, 1, 0)

    ages = {name: Connection(since, state) for name, since, state in (
        ("idle", 5, State.IDLE), ("half a head", 3, State.HEAD), ("at work", 1, State.WORKING),
        ("waits for a change", 1, State.PARKED), ("is sent an answer", 1, State.SENDING), ("uploads", 4, State.BODY),
    )}  # fmt: skip
    assert longest_unused(ages.values(), 2) == [ages["half a head"], ages["uploads"]]
    # who waits for a change makes room last, who is at work never
    assert longest_unused(ages.values(), 9)[3:] == [ages["waits for a change"]]


def test_who_has_most_bytes_under_way_loses_the_oldest() -> None:
    class Transfer:
        def __init__(self, caller: str, since: float, held: int) -> None:
            self.caller, self.held = caller, held
            self.lifetime = Lifetime(since)

        def held_bytes(self) -> int:
            return self.held

    limits = Limits(bytes_per_caller=100, bytes_in_all=250)
    modest, other = Transfer("1", 1, 90), Transfer("2", 2, 100)
    old, new = Transfer("3", 3, 60), Transfer("3", 4, 55)
    idle = Transfer("3", 0, 0)
    assert over_budget([modest, other, idle], limits) == []
    assert over_budget([modest, old, idle, new], limits) == [old]
    assert over_budget([modest, other, old, new], limits) == [old]
    assert over_budget([modest, other, Transfer("4", 1, 80)], limits) == [other]


def test_uploads_beyond_the_limit_of_bytes_are_ended() -> None:
    with serving(App(), bytes_per_caller=1_000_000) as (_, port), ExitStack() as stack:
        uploads = [stack.enter_context(Client(port)) for _ in range(4)]
        for client in uploads:
            client.send(b"POST / HTTP/1.1\r\nHost: x\r\n" + KNOWN + b"Content-Length: 900000\r\n\r\n")
            client.send(b"x" * 400_000)
        assert uploads[0].ends_within(10)
        uploads[-1].send(b"x" * 500_000)
        assert uploads[-1].answer()[0] == 200


def test_many_connections_of_one_address_push_out_only_each_other() -> None:
    with serving(App(), connections=1000, unused_per_address=50) as (server, port), ExitStack() as held:
        other = held.enter_context(Client(port, "127.0.0.1"))
        assert other.ask()[0] == 200
        crowd = [held.enter_context(Client(port, "127.0.0.2")) for _ in range(200)]
        assert until(lambda: len(server.active_channels) <= 51)
        assert other.ask("/still")[1] == b"/still 0"
        assert crowd[-1].ask()[0] == 200


def test_a_head_has_to_be_complete_in_time_however_it_comes() -> None:
    with serving(App(), head_s=1) as (_, port), ExitStack() as stack:
        silent, slow, second = (stack.enter_context(Client(port)) for _ in range(3))
        assert second.ask()[0] == 200
        second.send(b"G")
        assert slow.ends_within(8, HALF_HEAD * 10)
        assert silent.ends_within(2)
        assert second.ends_within(2)


def test_blank_lines_do_not_keep_a_connection() -> None:
    with serving(App(), head_s=1) as (_, port), Client(port) as blank:
        assert blank.ends_within(8, b"\r\n" * 100)


def test_a_connection_without_a_further_request_is_closed_and_one_with_requests_is_not() -> None:
    with serving(App(), idle_s=1) as (_, port), Client(port) as idle, Client(port) as busy:
        assert idle.ask()[0] == busy.ask()[0] == 200
        deadline = time.monotonic() + 4
        answers = 0
        while time.monotonic() < deadline:
            assert busy.ask()[0] == 200
            answers += 1
        assert answers > 10
        assert idle.ends_within(0.5)


def test_a_body_that_drips_is_ended_and_a_slow_steady_one_is_not() -> None:
    app = App()
    with serving(app, window_s=1, window_bytes=512) as (_, port), Client(port) as drip, Client(port) as steady:
        head = b"POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 30000\r\n\r\n"
        steady.send(head)
        for _ in range(30):  # 8 KB a second for nearly four seconds
            assert not steady.ends_within(0.12)
            steady.send(b"x" * 1000)
        assert steady.answer() == (200, b"/upload 30000")
        drip.send(head)
        assert drip.ends_within(8, b"x" * 1000)
    assert app.seen == [("/upload", "127.0.0.1", 30000)]


def test_a_client_that_does_not_take_its_answer_is_closed_and_held_up_nobody() -> None:
    app = App()
    with serving(app, window_s=1) as (server, port), ExitStack() as stack:
        slow = [stack.enter_context(Client(port)) for _ in range(16)]
        for client in slow:
            client.send(b"GET /big HTTP/1.1\r\nHost: x\r\n" + KNOWN + b"\r\n")
        assert until(lambda: len(app.seen) == 16)
        with Client(port) as other:
            assert other.ask("/other", KNOWN)[0] == 200
        assert until(lambda: not server.active_channels)


def test_pipelined_requests_are_answered_in_order() -> None:
    with serving(App()) as (_, port), Client(port) as client:
        paths = [f"/{number}" for number in range(50)]
        client.send(b"".join(b"GET %s HTTP/1.1\r\nHost: x\r\n\r\n" % path.encode() for path in paths))
        assert [client.answer()[1] for _ in paths] == [f"{path} 0".encode() for path in paths]


def test_a_pipelined_request_waits_until_the_answer_before_it_is_taken() -> None:
    app = App()
    with serving(app) as (_, port), Client(port) as client:
        client.send((b"GET /big HTTP/1.1\r\nHost: x\r\n" + KNOWN + b"\r\n") * 4)
        assert until(lambda: bool(app.seen))
        with Client(port) as other:
            for _ in range(20):
                assert other.ask("/other", KNOWN)[0] == 200
        assert [path for path, _, _ in app.seen].count("/big") == 1
        for _ in range(4):
            status, body = client.answer()
            assert (status, len(body)) == (200, 24_000_000)
        assert [path for path, _, _ in app.seen].count("/big") == 4


def test_strangers_never_take_all_workers_and_too_many_at_once_are_told_to_come_back() -> None:
    app = App()
    with serving(app) as (_, port), ExitStack() as stack:
        strangers = [stack.enter_context(Client(port)) for _ in range(100)]
        for client in strangers:
            client.send(b"GET /held HTTP/1.1\r\nHost: x\r\nAuthorization: Basic eDp5\r\n\r\n")
        with Client(port) as known:
            assert known.ask("/known", KNOWN)[0] == 200
        assert until(lambda: sum(client.is_answered() for client in strangers) == 100 - 64)
        app.go_on.set()
        answers = [client.head() for client in strangers]
        refused = [head for head in answers if head.startswith(b"HTTP/1.1 503")]
        assert len(refused) == 100 - 64
        assert all(b"Retry-After: 2" in head for head in refused)
        # and there is room again
        with Client(port) as later:
            assert later.ask("/later")[0] == 200


def test_one_user_does_not_fill_the_queue_of_the_others() -> None:
    app = App()
    with serving(app) as (_, port), ExitStack() as stack:
        greedy = [stack.enter_context(Client(port)) for _ in range(60)]
        for client in greedy:
            client.send(b"GET /held HTTP/1.1\r\nHost: x\r\n" + KNOWN + b"\r\n")
        with Client(port) as other:
            other.send(b"GET /other HTTP/1.1\r\nHost: x\r\n" + KNOWN.replace(b"known", b"other") + b"\r\n")
            assert until(lambda: sum(client.is_answered() for client in greedy) == 60 - 24)
            app.go_on.set()
            assert other.answer()[0] == 200
        heads = [client.head() for client in greedy]
        assert sum(head.startswith(b"HTTP/1.1 503") for head in heads) == 60 - 24


def test_the_client_behind_a_proxy_is_the_one_the_proxy_names() -> None:
    app = App()
    forged = b"X-Forwarded-For: 1.2.3.4, 198.51.100.7\r\n"
    with serving(app, is_behind_proxy=True) as (_, port), Client(port) as proxy:
        assert proxy.ask("/", forged)[0] == 200
    with serving(app) as (_, port), Client(port) as client:
        assert client.ask("/", forged)[0] == 200
    assert [address for _, address, _ in app.seen] == ["198.51.100.7", "127.0.0.1"]


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ("", "127.0.0.1"),
        ("unknown", "127.0.0.1"),
        ("203.0.113.9", "203.0.113.9"),
        ("evil, 203.0.113.9", "203.0.113.9"),
        ("203.0.113.9, evil", "127.0.0.1"),
        ("203.0.113.9:4711", "203.0.113.9"),
        ('"[2001:db8::1]:4711"', "2001:db8::1"),
        ("2001:db8::1", "2001:db8::1"),
        ("203.0.113.9,", "127.0.0.1"),
    ],
)
def test_only_an_address_is_taken_for_one(line: str, address: str) -> None:
    assert client_address("127.0.0.1", {"X_FORWARDED_FOR": line}, is_behind_proxy=True) == address
    assert client_address("127.0.0.1", {"X_FORWARDED_FOR": line}, is_behind_proxy=False) == "127.0.0.1"
    assert client_address("192.0.2.1", {"X_FORWARDED_FOR": line}, is_behind_proxy=True) == "192.0.2.1"


def test_limits_count_a_network_of_ipv6_as_one() -> None:
    assert limit_key("2001:db8:1:2:3::4") == limit_key("2001:db8:1:2:9::1") != limit_key("2001:db8:1:3::1")
    assert limit_key("192.0.2.1") == "192.0.2.1"


def test_a_system_without_epoll_is_served_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Loop, "IS_AVAILABLE", False)
    with serving(App(), head_s=1) as (_, port), Client(port) as client, Client(port) as silent:
        assert client.ask("/a", KNOWN, b"x" * 100_000) == (200, b"/a 100000")
        assert client.ask("/b", b"", b"x" * 100_000)[0] == 413
        assert silent.ends_within(5)


def test_how_long_each_state_may_last() -> None:
    limits = Limits()

    def lasts(state: State, seconds: float) -> bool:
        life = Lifetime(100)
        life.update(100, state, 1, 0)
        return not life.is_overdue(100 + seconds, 0, limits)

    assert lasts(State.HEAD, 10) and not lasts(State.HEAD, 10.1)
    assert lasts(State.IDLE, 75) and not lasts(State.IDLE, 75.1)
    assert lasts(State.BODY, 29) and not lasts(State.BODY, 30)
    assert lasts(State.SENDING, 29) and not lasts(State.SENDING, 30)
    assert lasts(State.WORKING, 9999) and lasts(State.PARKED, 9999)
    assert limits.connections >= 2000
