"""Whoever cannot prove to be the help desk hears nothing: not a byte of a request, least of all the token."""

import ssl
from collections.abc import Iterator
from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization

from desktop.connectors.address import parse_address
from desktop.connectors.http.transport import Call, Transport
from desktop.domain.errors import ErrorCode, OtetError
from tests.connectors.certificates import DAY, LOOPBACK, NOW, Authority
from tests.connectors.servers import Visit, serving
from tests.simulation import counters

pytestmark = pytest.mark.slow

POST = Call("POST", "/rest/desk/submit", data=b"secret")


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """An authority that this computer trusts, as its owner set it up."""
    authority = Authority("trusted")
    roots = tmp_path / "roots.pem"
    roots.write_bytes(authority.certificate.public_bytes(serialization.Encoding.PEM))
    monkeypatch.setenv("SSL_CERT_FILE", str(roots))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path / "none"))
    return authority


class Listener:
    """Counts the bytes of requests that reach the server inside TLS."""

    def __init__(self) -> None:
        self.heard = b""

    def __call__(self, visit: Visit) -> None:
        with suppress(OSError):
            self.heard += visit.take(1)
            if visit.read() is not None:
                visit.answer(b'{"data":{}}')


@pytest.fixture
def listener() -> Listener:
    return Listener()


def outcome(tls: ssl.SSLContext, listener: Listener, host: str = "127.0.0.1") -> OtetError | None:
    with serving(listener, tls) as server:
        transport = Transport(parse_address(f"https://{host}:{server.port}"), "canary-token")
        try:
            transport.call(POST)
        except OtetError as error:
            return error
        finally:
            transport.close()
    return None


def test_the_help_desk_itself_is_believed(trusted: Authority, listener: Listener, tmp_path: Path) -> None:
    assert outcome(trusted.context(tmp_path, LOOPBACK), listener) is None
    assert outcome(trusted.context(tmp_path, x509.DNSName("localhost")), listener, "localhost") is None
    assert outcome(trusted.through_deputy(tmp_path), listener) is None
    assert listener.heard == b"PPP"


def impostors() -> Iterator[Any]:
    dns = x509.DNSName
    yield pytest.param(lambda ca, folder: Authority("own").self_signed(folder), id="self-signed")
    yield pytest.param(lambda ca, folder: Authority("other").context(folder, LOOPBACK), id="unknown authority")
    yield pytest.param(lambda ca, folder: Authority("trusted").context(folder, LOOPBACK), id="borrowed name")
    yield pytest.param(
        lambda ca, folder: ca.context(folder, LOOPBACK, start=NOW - 9 * DAY, end=NOW - DAY), id="expired"
    )
    yield pytest.param(
        lambda ca, folder: ca.context(folder, LOOPBACK, start=NOW + DAY, end=NOW + 9 * DAY), id="not yet valid"
    )
    yield pytest.param(lambda ca, folder: ca.context(folder, dns("evil.example")), id="wrong host")
    yield pytest.param(
        lambda ca, folder: ca.context(folder, x509.IPAddress(ip_address("127.0.0.2"))), id="wrong address"
    )
    yield pytest.param(lambda ca, folder: ca.context(folder, dns("127.0.0.1")), id="address as a name")
    yield pytest.param(lambda ca, folder: ca.context(folder, subject="127.0.0.1"), id="common name only")
    yield pytest.param(lambda ca, folder: ca.through_deputy(folder, weak=True), id="SHA-1")
    yield pytest.param(lambda ca, folder: ca.deputy().context(folder, LOOPBACK), id="short chain")


@pytest.mark.parametrize("make", list(impostors()))
def test_an_impostor_hears_nothing(make: Any, trusted: Authority, listener: Listener, tmp_path: Path) -> None:
    error = outcome(make(trusted, tmp_path), listener)
    assert error is not None
    assert error.code is ErrorCode.CERTIFICATE
    assert error.problem.nothing_sent
    assert error.problem.reason
    counters.add("bad certificates", 1, believed=error is None, application_bytes=len(listener.heard))
    assert listener.heard == b""


@pytest.mark.parametrize(
    ("days", "reason"), [((1, 9), "not yet valid"), ((-9, -1), "expired")], ids=["not yet valid", "expired"]
)
def test_a_wrong_date_of_this_computer_is_named(
    days: tuple[int, int], reason: str, trusted: Authority, listener: Listener, tmp_path: Path
) -> None:
    start, end = (NOW + count * DAY for count in days)
    error = outcome(trusted.context(tmp_path, LOOPBACK, start=start, end=end), listener)
    assert error is not None
    assert error.problem.is_outside_validity and reason in error.problem.reason


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
def test_old_tls_is_refused(trusted: Authority, listener: Listener, tmp_path: Path) -> None:
    old = trusted.context(tmp_path, LOOPBACK)
    old.set_ciphers("ALL:@SECLEVEL=0")
    old.minimum_version = ssl.TLSVersion.TLSv1
    old.maximum_version = ssl.TLSVersion.TLSv1_1
    error = outcome(old, listener)
    assert error is not None
    assert error.code is ErrorCode.CERTIFICATE
    assert listener.heard == b""


def test_a_handshake_that_breaks_off_is_a_bad_line_and_no_impostor(trusted: Authority) -> None:
    def hang_up(visit: Visit) -> None:
        visit.take(5)

    with serving(hang_up) as server:
        transport = Transport(parse_address(f"https://127.0.0.1:{server.port}"), "canary-token")
        with pytest.raises(OtetError) as raised:
            transport.call(POST)
        transport.close()
    assert raised.value.code is ErrorCode.OFFLINE
    assert raised.value.problem.nothing_sent


def test_a_handshake_that_never_ends_has_its_time(trusted: Authority) -> None:
    with serving(lambda visit: visit.until_gone()) as server:
        transport = Transport(parse_address(f"https://127.0.0.1:{server.port}"), "canary-token", timeout_s=0.4)
        with pytest.raises(OtetError) as raised:
            transport.call(POST)
        transport.close()
    assert raised.value.code is ErrorCode.OFFLINE
    assert raised.value.problem.nothing_sent


def test_a_body_in_tls_can_be_cut(trusted: Authority, tmp_path: Path) -> None:
    def drip(visit: Visit) -> None:
        visit.read()
        visit.send(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n")
        visit.drip(b" ")

    with serving(drip, trusted.context(tmp_path, LOOPBACK)) as server:
        transport = Transport(parse_address(f"https://127.0.0.1:{server.port}"), "canary-token", timeout_s=0.6)
        with pytest.raises(OtetError) as raised:
            transport.call(POST)
        transport.close()
    assert raised.value.code is ErrorCode.TIMED_OUT


def test_a_redirect_away_from_tls_is_not_followed(trusted: Authority, tmp_path: Path) -> None:
    with serving(lambda visit: None) as plain:

        def script(visit: Visit) -> None:
            visit.read()
            visit.answer(status=302, Location=f"{plain.url}/x")

        with serving(script, trusted.context(tmp_path, LOOPBACK)) as server:
            transport = Transport(parse_address(f"https://127.0.0.1:{server.port}"), "canary-token")
            with pytest.raises(OtetError) as raised:
                transport.call(Call("GET", "/x"))
            transport.close()
        assert plain.visits == 0
    assert raised.value.code is ErrorCode.SIGN_IN_TO_NETWORK


def test_only_the_systems_authorities_count(
    trusted: Authority, listener: Listener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = Authority("shipped with a library")
    bundle = tmp_path / "bundle.pem"
    bundle.write_bytes(shipped.certificate.public_bytes(serialization.Encoding.PEM))
    monkeypatch.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", str(bundle))
    error = outcome(shipped.context(tmp_path, LOOPBACK), listener)
    assert error is not None
    assert error.code is ErrorCode.CERTIFICATE
