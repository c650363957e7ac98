"""Detects that signing in failed because of http in place of https, or the other way round."""

import socket
import ssl
from contextlib import suppress

from desktop.connectors.address import BaseAddress
from desktop.domain.errors import ErrorCode, OtetError

PROBE_S = 2.0
_CODES = frozenset({ErrorCode.OFFLINE, ErrorCode.TIMED_OUT, ErrorCode.CERTIFICATE, ErrorCode.NOT_A_HELP_DESK})
_NOBODY = frozenset({"gaierror", "ConnectionRefusedError"})


def may_be_scheme(error: OtetError) -> bool:
    """Whether `error` may come of speaking TLS to a server without it, or the other way round."""
    return error.code in _CODES and error.problem.reason not in _NOBODY


def spoken_instead(base: BaseAddress, error: OtetError) -> str:
    """The scheme that the server behind `base` speaks, "" where it is the one of `base` or is unknown.

    Sends nothing but the beginning of a handshake, or a request without a path, user or token.
    """
    if base.scheme == "http":
        return "https" if _speaks_tls(base) else ""
    if error.code is ErrorCode.NOT_A_HELP_DESK:
        # it has answered over TLS
        return ""
    if error.code is ErrorCode.CERTIFICATE and _speaks_tls(base):
        return ""
    return "http" if _speaks_http(base) else ""


def _speaks_tls(base: BaseAddress) -> bool:
    context = ssl.create_default_context()
    try:
        with (
            socket.create_connection((base.host, base.port), PROBE_S) as plain,
            context.wrap_socket(plain, server_hostname=base.host),
        ):
            return True
    except ssl.SSLCertVerificationError:
        # whose certificate it is does not matter here: nothing is said to it
        return True
    except OSError:
        return False


def _speaks_http(base: BaseAddress) -> bool:
    with suppress(OSError), socket.create_connection((base.host, base.port), PROBE_S) as plain:
        plain.sendall(b"HEAD / HTTP/1.0\r\n\r\n")
        return plain.recv(5) == b"HTTP/"
    return False
