"""An address with the wrong scheme: found out within seconds, in its own code, and nothing of the call is sent."""

import ssl
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization

from desktop.connectors.http.scheme import PROBE_S
from desktop.connectors.http.transport import CONNECT_TO_SIGN_IN_S
from desktop.connectors.roundup import RoundupConnector
from desktop.domain.errors import ErrorCode, OtetError
from tests.connectors.certificates import LOOPBACK, Authority
from tests.connectors.servers import Server, Visit, serving

pytestmark = pytest.mark.slow

MOST_S = 10.0


@pytest.fixture
def tls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    authority = Authority("trusted")
    roots = tmp_path / "roots.pem"
    roots.write_bytes(authority.certificate.public_bytes(serialization.Encoding.PEM))
    monkeypatch.setenv("SSL_CERT_FILE", str(roots))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path / "none"))
    return authority.context(tmp_path, LOOPBACK)


def refused(address: str) -> tuple[OtetError, float]:
    """Why signing in fails there, and after how many seconds."""
    connector = RoundupConnector(address)
    began_s = time.monotonic()
    try:
        with pytest.raises(OtetError) as caught:
            connector.sign_in("sara", "canary-password", "laptop")
    finally:
        connector.close()
    return caught.value, time.monotonic() - began_s


def plain_server(visit: Visit) -> None:
    """A help desk without TLS, which waits for the rest of what looks like the beginning of a request."""
    if visit.take(1) == b"H":
        visit.send(b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n")
    else:
        visit.until_gone()


def strict_server(visit: Visit) -> None:
    """One that answers at once what makes no sense to it, as nginx does."""
    visit.take(1)
    visit.send(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")


@pytest.fixture(params=[plain_server, strict_server])
def plain(request: pytest.FixtureRequest) -> Iterator[Server]:
    with serving(request.param) as server:
        yield server


@pytest.mark.parametrize("prefix", ["https://", ""])
def test_a_protected_address_of_a_server_without_tls(plain: Server, prefix: str) -> None:
    error, seconds = refused(f"{prefix}127.0.0.1:{plain.port}/desk")
    assert error.code is ErrorCode.WRONG_SCHEME
    assert not error.problem.speaks_https and error.problem.is_loopback
    assert seconds < MOST_S


def test_an_unprotected_address_of_a_server_with_tls(tls: ssl.SSLContext) -> None:
    heard: list[bytes] = []

    def listen(visit: Visit) -> None:
        heard.append(visit.take(1))

    with serving(listen, tls) as server:
        error, seconds = refused(f"http://127.0.0.1:{server.port}/desk")
    assert error.code is ErrorCode.WRONG_SCHEME
    assert error.problem.speaks_https
    assert seconds < MOST_S


def test_a_certificate_that_is_not_believed_is_still_said_to_be_one(tmp_path: Path, tls: ssl.SSLContext) -> None:
    def listen(visit: Visit) -> None:
        visit.take(1)

    with serving(listen, Authority("own").self_signed(tmp_path)) as server:
        error, _ = refused(f"https://127.0.0.1:{server.port}/desk")
    assert error.code is ErrorCode.CERTIFICATE


def test_a_server_that_accepts_and_says_nothing_is_given_up_in_time() -> None:
    with serving(lambda visit: visit.until_gone()) as server:
        error, seconds = refused(f"https://127.0.0.1:{server.port}/desk")
    assert error.code is ErrorCode.OFFLINE
    assert seconds < MOST_S
    assert CONNECT_TO_SIGN_IN_S + 2 * PROBE_S < MOST_S
