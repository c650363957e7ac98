"""What `connectors/http` takes from requests and urllib3 beyond their documentation: a new version fails here, and not
in a request that cannot be aborted any more.
"""

import inspect
from http import client
from http.client import HTTPResponse
from typing import Any

import pytest
import urllib3.poolmanager
import urllib3.response
import urllib3.util
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from desktop.connectors.http import deadline

CALLED = [
    (HTTPConnection, "_new_conn", []),
    (HTTPConnection, "connect", []),
    (HTTPConnection, "send", ["data"]),
    (HTTPSConnection, "connect", []),
    (HTTPAdapter, "init_poolmanager", ["connections", "maxsize", "block", "pool_kwargs"]),
    (HTTPAdapter, "proxy_manager_for", ["proxy", "proxy_kwargs"]),
    (HTTPAdapter, "cert_verify", ["conn", "url", "verify", "cert"]),
    (HTTPResponse, "_safe_read", ["amt"]),
    (urllib3.util, "wait_for_write", ["sock", "timeout"]),
]
HIDDEN = [
    (deadline._Abortable, {"_new_conn", "connect", "send"}),
    (deadline._Pool, {"ConnectionCls"}),
    (deadline._TlsPool, {"ConnectionCls"}),
    (deadline.AbortableAdapter, {"init_poolmanager", "proxy_manager_for", "cert_verify"}),
    (deadline._BoundedResponse, {"_safe_read"}),
]


def source(what: Any) -> str:
    return inspect.getsource(what)


@pytest.mark.parametrize(("owner", "name", "parameters"), CALLED, ids=lambda value: getattr(value, "__name__", None))
def test_a_method_is_there_with_its_parameters(owner: Any, name: str, parameters: list[str]) -> None:
    found = [one for one in inspect.signature(getattr(owner, name)).parameters if one != "self"]
    assert found == parameters


@pytest.mark.parametrize(("ours", "known"), HIDDEN, ids=lambda value: getattr(value, "__name__", None))
def test_no_name_of_ours_hides_one_of_theirs_by_accident(ours: type, known: set[str]) -> None:
    base = ours.__bases__[0]
    hidden = {name for name in vars(ours) if not name.startswith("__") and hasattr(base, name)}
    assert hidden - {"response_class", "_abc_impl"} == known


def test_every_connection_is_made_by_the_method_that_is_overridden() -> None:
    for owner in (HTTPConnection, HTTPSConnection):
        assert "self._new_conn()" in source(owner.connect), owner
    assert "socket.create_connection" not in source(HTTPConnection.connect)
    assert "_dns_host" in source(HTTPConnection)
    assert issubclass(HTTPConnection, client.HTTPConnection)
    # `send` is where a request leaves, and a connection that is closed is opened there
    assert "self.auto_open" in source(client.HTTPConnection.send)
    assert "self.send(" in source(HTTPConnection.request)


def test_every_pool_makes_the_connections_that_can_be_aborted() -> None:
    for owner in (HTTPConnectionPool, HTTPSConnectionPool):
        assert "self.ConnectionCls(" in source(owner._new_conn), owner
    assert "self.pool_classes_by_scheme[scheme]" in source(urllib3.poolmanager.PoolManager._new_pool)
    assert "self.poolmanager = PoolManager(" in source(HTTPAdapter.init_poolmanager)
    adapter = deadline.AbortableAdapter("https")
    for manager in (adapter.poolmanager, adapter.proxy_manager_for("http://proxy.example:3128")):
        assert manager.connection_from_url("http://desk.example").ConnectionCls is deadline._Abortable
        assert manager.connection_from_url("https://desk.example").ConnectionCls is deadline._AbortableTls


def test_certificates_are_checked_against_the_context_that_is_handed_in() -> None:
    pool = deadline.AbortableAdapter("https").poolmanager.connection_from_url("https://desk.example")
    assert type(pool.conn_kw["ssl_context"]).__module__.startswith("truststore")
    assert "self.cert_verify(conn, " in source(HTTPAdapter.send)


def test_an_answer_is_read_by_the_class_that_bounds_its_chunks() -> None:
    assert client.HTTPConnection.response_class is HTTPResponse
    assert "self.response_class(self.sock" in source(client.HTTPConnection.getresponse)
    assert "super().getresponse()" in source(HTTPConnection.getresponse)
    # a chunked answer is read by urllib3 itself, through `_safe_read` of the answer's own class
    assert "self._fp._safe_read(" in source(urllib3.response.HTTPResponse._handle_chunk)
