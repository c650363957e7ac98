"""Where a redirect may lead, and where not: the token and what was written stay with the one origin."""

import pytest

from desktop.connectors.address import parse_address
from desktop.connectors.http.transport import Call, Transport
from desktop.domain.errors import ErrorCode, OtetError
from tests.connectors.servers import Visit, serving
from tests.simulation import counters

pytestmark = pytest.mark.slow

TOKEN = "canary-Rd81token"
PORTAL, BROKEN, FOLLOWED = ErrorCode.SIGN_IN_TO_NETWORK, ErrorCode.SERVER_ERROR, None
MATRIX = [
    # method, status, where to ({own} this origin, {other} another), and what comes of it
    ("GET", 301, "/new", FOLLOWED),
    ("GET", 302, "{own}/new", FOLLOWED),
    ("GET", 303, "new", FOLLOWED),
    ("GET", 307, "/new?b=2#part", FOLLOWED),
    ("GET", 308, "{own}/new/../new", FOLLOWED),
    ("GET", 302, "{other}/new", PORTAL),
    ("GET", 307, "{other}/", PORTAL),
    ("GET", 301, "https://127.0.0.1:{port}/new", PORTAL),
    ("GET", 302, "http://localhost:{port}/new", PORTAL),
    ("GET", 302, "http://127.0.0.1:{port}.evil.example/new", PORTAL),
    ("GET", 302, "http://127.0.0.1/new", PORTAL),
    ("GET", 302, "//evil.example/new", PORTAL),
    ("GET", 302, "\\\\evil.example\\new", BROKEN),
    ("GET", 302, "file:///etc/passwd", PORTAL),
    ("GET", 302, "", BROKEN),
    ("POST", 301, "/new", BROKEN),
    ("POST", 307, "{own}/new", BROKEN),
    ("POST", 308, "{other}/new", PORTAL),
    ("PUT", 302, "/new", BROKEN),
    ("DELETE", 303, "{other}/new", PORTAL),
]


@pytest.mark.parametrize(("method", "status", "location", "code"), MATRIX)
def test_redirects(method: str, status: int, location: str, code: ErrorCode | None) -> None:
    def other(visit: Visit) -> None:
        visit.read()
        visit.answer()

    def script(visit: Visit) -> None:
        while (request := visit.read()) is not None:
            if request.target.partition("?")[0] == "/new":
                visit.answer(b'{"data":{}}')
            else:
                where = location.format(own=f"http://127.0.0.1:{port[0]}", other=elsewhere.url, port=port[0])
                visit.answer(status=status, Location=where)

    port: list[int] = []
    with serving(other) as elsewhere, serving(script) as server:
        port.append(server.port)
        transport = Transport(parse_address(server.url), TOKEN, timeout_s=5.0)
        found: ErrorCode | None = None
        try:
            transport.call(Call(method, "/old", data=b"{}" if method != "GET" else None))
        except OtetError as error:
            found = error.code
        transport.close()
        counters.add("redirects", 1, followed_elsewhere=elsewhere.visits)
        assert elsewhere.visits == 0
        writes = [request for request in server.requests if request.method != "GET"]
        assert len(writes) <= 1
    assert found is code
