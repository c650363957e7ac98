"""What the help desk's server takes from waitress beyond its documentation: a new version fails here, not there."""

import inspect
import re
from typing import Any

import pytest
import waitress.adjustments
import waitress.channel
import waitress.parser
import waitress.receiver
import waitress.server
import waitress.task
import waitress.trigger
from waitress import wasyncore

from desktop.desk import bodies, channel, server

CALLED = [
    (waitress.channel.HTTPChannel, "__init__", ["server", "sock", "addr", "adj", "map"]),
    (waitress.channel.HTTPChannel, "received", ["data"]),
    (waitress.channel.HTTPChannel, "readable", []),
    (waitress.channel.HTTPChannel, "writable", []),
    (waitress.channel.HTTPChannel, "handle_write", []),
    (waitress.channel.HTTPChannel, "handle_close", []),
    (waitress.channel.HTTPChannel, "recv", ["buffer_size"]),
    (waitress.channel.HTTPChannel, "send", ["data", "do_close"]),
    (waitress.channel.HTTPChannel, "send_continue", []),
    (waitress.channel.HTTPChannel, "service", []),
    (waitress.channel.HTTPChannel, "cancel", []),
    (waitress.parser.HTTPRequestParser, "__init__", ["adj"]),
    (waitress.parser.HTTPRequestParser, "received", ["data"]),
    (waitress.parser.HTTPRequestParser, "parse_header", ["header_plus"]),
    (waitress.parser.HTTPRequestParser, "close", []),
    (waitress.task.WSGITask, "execute", []),
    (waitress.task.WSGITask, "get_environment", []),
    (waitress.task.WSGITask, "write", ["data"]),
    (waitress.task.ThreadedTaskDispatcher, "add_task", ["task"]),
    (waitress.task.ThreadedTaskDispatcher, "set_thread_count", ["count"]),
    (waitress.task.ThreadedTaskDispatcher, "shutdown", ["cancel_pending", "timeout"]),
    (waitress.server.TcpWSGIServer, "add_task", ["task"]),
    (waitress.server.TcpWSGIServer, "handle_accept", []),
    (waitress.server.TcpWSGIServer, "accept", []),
    (waitress.server.TcpWSGIServer, "handle_error", []),
    (waitress.server.TcpWSGIServer, "handle_close", []),
    (waitress.server.TcpWSGIServer, "maintenance", ["now"]),
    (waitress.server.TcpWSGIServer, "pull_trigger", []),
    (waitress.trigger.trigger, "pull_trigger", ["thunk"]),
    (wasyncore, "readwrite", ["obj", "flags"]),
]


@pytest.mark.parametrize(("owner", "name", "parameters"), CALLED, ids=lambda value: getattr(value, "__name__", None))
def test_a_method_is_there_with_its_parameters(owner: Any, name: str, parameters: list[str]) -> None:
    found = [one for one in inspect.signature(getattr(owner, name)).parameters if one != "self"]
    assert found == parameters


def test_attributes_that_are_read_or_set_are_there() -> None:
    for name in ("request", "will_close", "close_when_flushed", "total_outbufs_len", "connected", "accepting"):
        assert hasattr(waitress.channel.HTTPChannel, name), name
    source = inspect.getsource(waitress.channel.HTTPChannel.__init__)
    assert all(f"self.{name} = " in source for name in ("requests_lock", "requests", "adj", "server", "addr"))
    parser = waitress.parser.HTTPRequestParser(waitress.adjustments.Adjustments())
    for name in ("completed", "error", "expect_continue", "headers_finished", "chunked", "content_length",
                 "body_bytes_received", "body_rcv", "headers"):  # fmt: skip
        assert hasattr(parser, name), name
    for name in ("control_line", "trailer"):
        assert hasattr(waitress.receiver.ChunkedReceiver, name), name
    for name in ("status", "content_length", "complete", "wrote_header"):
        assert hasattr(waitress.task.Task, name), name
    source = inspect.getsource(waitress.server.BaseWSGIServer.__init__)
    assert all(f"self.{name} = " in source for name in ("trigger", "task_dispatcher", "active_channels", "adj"))


def test_what_is_overridden_is_what_waitress_calls() -> None:
    """A method that waitress no longer calls would be overridden in vain."""
    service = inspect.getsource(waitress.channel.HTTPChannel.service)
    assert "self.task_class(self, request)" in service
    assert "except Exception:" in service and "except BaseException" not in service
    assert "self.server.add_task(self)" in service
    received = inspect.getsource(waitress.channel.HTTPChannel.received)
    assert "self.parser_class(self.adj)" in received
    assert "self.server.add_task(self)" in received
    assert "self.channel_class(self, conn, addr, self.adj" in inspect.getsource(
        waitress.server.BaseWSGIServer.handle_accept
    )
    assert "self.maintenance(now)" in inspect.getsource(waitress.server.BaseWSGIServer.readable)
    assert "self.execute()" in inspect.getsource(waitress.task.Task.service)
    assert "except BaseException" not in inspect.getsource(waitress.task.Task.service)
    assert "self.get_environment()" in inspect.getsource(waitress.task.WSGITask.execute)
    assert "return self.write" in inspect.getsource(waitress.task.WSGITask.execute)


@pytest.mark.parametrize(
    ("ours", "known"),
    [
        (channel.Channel, {"parser_class", "task_class", "request", "close_when_flushed", "readable", "writable",
                           "handle_write", "recv", "send", "received", "handle_close", "service"}),
        (channel.Task, {"get_environment", "execute", "write"}),
        (bodies.Parser, {"expect_continue", "parse_header", "received"}),
        (server.Server, {"channel_class", "run", "handle_accept", "accept", "handle_error", "handle_close",
                         "maintenance", "add_task"}),
    ],
)  # fmt: skip
def test_no_name_of_ours_hides_one_of_waitress_by_accident(ours: type, known: set[str]) -> None:
    (base,) = ours.__bases__
    hidden = {name for name in vars(ours) if not name.startswith("__") and hasattr(base, name)}
    assert hidden == known


@pytest.mark.parametrize("ours", [channel.Channel, channel.Task, bodies.Parser, server.Server])
def test_no_attribute_of_ours_is_one_of_waitress(ours: type) -> None:
    def own_names(one: type) -> set[str]:
        return set(re.findall(r"self\.(_\w+)(?:, self\.\w+)* =|def (_[a-z]\w*)\(", inspect.getsource(one)))

    theirs = set().union(*(own_names(one) for one in ours.__mro__[1:-1]))
    assert own_names(ours) & theirs == set()


def test_a_channels_lock_is_held_while_a_task_is_added() -> None:
    """`Channel._identified` does as waitress does: what `add_task` calls must not take the lock again."""
    assert "self.requests_lock = threading.Lock()" in inspect.getsource(waitress.channel.HTTPChannel.__init__)
    assert "requests_lock" not in inspect.getsource(server)
