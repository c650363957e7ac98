"""Everything that can happen to a request on its way, at the help desk, and on the way back."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, NoReturn

from desktop.connectors.base import OutgoingMessage
from desktop.connectors.http.failures import from_status
from desktop.domain.errors import ErrorCode, OtetError, Problem
from desktop.domain.remote import Receipt
from tests.fakes import Crash

if TYPE_CHECKING:
    from tests.simulation.hostile import HostileConnector, HostileDesk

DEADLINE_S = 25.0
_RETRY_AFTER = ["1", "60", "junk", "", "-5", "99999999999", "Wed, 21 Oct 2035 07:28:00 GMT", "9" * 30]


def refuse(desk: "HostileDesk", code: str, status: int = 409) -> NoReturn:
    """The help desk says no, in its own words."""
    body = json.dumps({"error": {"status": status, "code": code, "msg": f"No: {code}."}}).encode()
    raise from_status(status, {}, body, desk.world.now_ms(), signing_in=False)


def no_network(link: "HostileConnector", *sent: object) -> NoReturn:
    raise OtetError(Problem(ErrorCode.OFFLINE, nothing_sent=True, reason="gaierror"))


def server_down(link: "HostileConnector", *sent: object) -> NoReturn:
    raise OtetError(Problem(ErrorCode.OFFLINE, nothing_sent=True, reason="ConnectionRefusedError"))


def request_lost(link: "HostileConnector", *sent: object) -> NoReturn:
    link.gives_up()


def captive_portal(link: "HostileConnector", *sent: object) -> NoReturn:
    # 200 with a web page, or a redirect to somewhere else: the help desk has seen nothing
    raise OtetError(ErrorCode.SIGN_IN_TO_NETWORK)


def redirected(link: "HostileConnector", *sent: object) -> NoReturn:
    raise OtetError(Problem(ErrorCode.SERVER_ERROR, reason="redirects"))


def gateway_error(link: "HostileConnector", *sent: object) -> NoReturn:
    link.status(link.desk.rng.choice([500, 502, 504, 408]))


def busy(link: "HostileConnector", *sent: object) -> NoReturn:
    link.status(link.desk.rng.choice([429, 503]), {"Retry-After": link.desk.rng.choice(_RETRY_AFTER)})


def transient_400(link: "HostileConnector", *sent: object) -> NoReturn:
    body = {"error": {"status": 400, "msg": "An error occurred. Please check the server log for more information."}}
    link.status(400, body=json.dumps(body).encode())


def unauthorised(link: "HostileConnector", *sent: object) -> NoReturn:
    link.desk.tokens.clear()
    link.status(401)


def certificate(link: "HostileConnector", *sent: object) -> NoReturn:
    raise OtetError(Problem(ErrorCode.CERTIFICATE, reason="expired", nothing_sent=True))


def cut_off(link: "HostileConnector", *sent: object) -> NoReturn:
    raise OtetError(Problem(ErrorCode.SERVER_ERROR, reason="malformed"))


def dies_before(link: "HostileConnector", *sent: object) -> NoReturn:
    raise Crash


def refused(link: "HostileConnector", *sent: object) -> NoReturn:
    refuse(link.desk, *link.desk.rng.choice([("bad_request", 422), ("too_large", 413), ("blank", 400)]))


def refused_after_commit(link: "HostileConnector", outgoing: OutgoingMessage, contents: list[bytes]) -> Receipt:
    # kept the ticket and refused an attachment, as some help desks do
    link.desk.carry_out(outgoing, contents)
    refuse(link.desk, "too_large", 413)


def response_lost(link: "HostileConnector", outgoing: OutgoingMessage, contents: list[bytes]) -> Receipt:
    link.desk.carry_out(outgoing, contents)
    link.gives_up()


def reset_after_commit(link: "HostileConnector", outgoing: OutgoingMessage, contents: list[bytes]) -> Receipt:
    link.desk.carry_out(outgoing, contents)
    raise OtetError(Problem(ErrorCode.OFFLINE, reason="ConnectionResetError"))


def gateway_error_after_commit(link: "HostileConnector", outgoing: OutgoingMessage, contents: list[bytes]) -> Receipt:
    link.desk.carry_out(outgoing, contents)
    gateway_error(link)


def busy_after_commit(link: "HostileConnector", outgoing: OutgoingMessage, contents: list[bytes]) -> Receipt:
    link.desk.carry_out(outgoing, contents)
    busy(link)


def cut_off_after_commit(link: "HostileConnector", outgoing: OutgoingMessage, contents: list[bytes]) -> Receipt:
    link.desk.carry_out(outgoing, contents)
    cut_off(link)


def dies_after_commit(link: "HostileConnector", outgoing: OutgoingMessage, contents: list[bytes]) -> Receipt:
    link.desk.carry_out(outgoing, contents)
    raise Crash


def dies_and_arrives_late(link: "HostileConnector", outgoing: OutgoingMessage, contents: list[bytes]) -> Receipt:
    link.desk.haunt(outgoing, contents)
    raise Crash


def delayed_request(link: "HostileConnector", outgoing: OutgoingMessage, contents: list[bytes]) -> Receipt:
    link.desk.time_passes(DEADLINE_S)
    link.desk.haunt(outgoing, contents)
    raise OtetError(Problem(ErrorCode.TIMED_OUT, reason="ReadTimeoutError"))


def reset_and_arrives_late(link: "HostileConnector", outgoing: OutgoingMessage, contents: list[bytes]) -> Receipt:
    link.desk.haunt(outgoing, contents)
    raise OtetError(Problem(ErrorCode.OFFLINE, reason="ConnectionResetError"))


def duplicate(link: "HostileConnector", outgoing: OutgoingMessage, contents: list[bytes]) -> Receipt:
    link.desk.carry_out(outgoing, contents)
    return link.desk.carry_out(outgoing, contents)


def late_duplicate(link: "HostileConnector", outgoing: OutgoingMessage, contents: list[bytes]) -> Receipt:
    link.desk.haunt(outgoing, contents)
    return link.desk.carry_out(outgoing, contents)


QUESTIONS: list[Callable[..., NoReturn]] = [
    no_network,
    server_down,
    request_lost,
    captive_portal,
    redirected,
    gateway_error,
    busy,
    transient_400,
    unauthorised,
    certificate,
    cut_off,
    dies_before,
]
DELIVERIES: list[Callable[..., Receipt]] = [
    *QUESTIONS,
    refused,
    response_lost,
    reset_after_commit,
    gateway_error_after_commit,
    busy_after_commit,
    cut_off_after_commit,
    dies_after_commit,
    dies_and_arrives_late,
    delayed_request,
    delayed_request,
    reset_and_arrives_late,
]
DUPLICATES: list[Callable[..., Receipt]] = [duplicate, late_duplicate]
