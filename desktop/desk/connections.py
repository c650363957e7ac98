"""Limits of the help desk's connections: how long each state may last, and which connection makes room for another."""

import math
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from ipaddress import ip_address, ip_network
from typing import Protocol, TypeVar

MAX_CONNECTIONS = 400 if sys.platform == "win32" else 4000  # select on Windows takes 512
RESERVED_FILES = 512
"""File handles for the database, attachments, and bodies on their way to the disk."""


@dataclass(frozen=True)
class Limits:
    """How long a connection may be in a state, in seconds, and how many there may be."""

    head_s: float = 10.0
    """From the opening, or the first byte of a further request, to the end of the request's head."""
    idle_s: float = 75.0
    """Between an answer and the next request."""
    window_s: float = 30.0
    window_bytes: int = 15 * 1024
    """A body that comes in, or an answer that is fetched, moves at least so many bytes a window: 512 a second."""
    linger_s: float = 5.0
    """How long the rest of a refused body is read and thrown away, so that the refusal reaches its sender."""
    connections: int = MAX_CONNECTIONS
    unused_per_address: int = MAX_CONNECTIONS // 4
    """Connections from one address without a request that is being worked on."""
    bytes_per_caller: int = 400 * 1024 * 1024
    bytes_in_all: int = 1024 * 1024 * 1024
    """Of bodies that have come in and answers that are not fetched; they are kept in temporary files."""

    @property
    def room(self) -> int:
        """How many connections are closed at once when a limit is reached: looking for one is the greater work."""
        return self.connections // 100


class State(Enum):
    """What a connection is doing."""

    HEAD = "head"
    """Its request's head has not come in yet."""
    IDLE = "idle"
    """Answered, and without a further request."""
    BODY = "body"
    SENDING = "sending"
    """Its answer waits until the client takes it."""
    LINGERING = "lingering"
    """Refused and answered; what the client still sends is thrown away."""
    PARKED = "parked"
    """Waits for a change; holds no thread."""
    WORKING = "working"


MOVING = (State.BODY, State.SENDING)
UNUSED = (State.HEAD, State.IDLE, State.LINGERING, State.BODY)
"""The states from which a connection may be closed to make room."""


class Lifetime:
    """How long a connection has been in its state, and whether bytes move.

    All times are seconds of a monotonic clock.
    """

    def __init__(self, now: float) -> None:
        self.state = State.HEAD
        self.since = self.opened = now
        self._request = 0
        self._window_start = now
        self._window_bytes = 0

    def update(self, now: float, state: State, request: int, moved: int) -> None:
        """Note the state; `request` counts the requests so far, `moved` the bytes in both directions."""
        if (state, request) != (self.state, self._request):
            self.state, self._request, self.since = state, request, now
            self._window_start, self._window_bytes = now, moved

    def is_overdue(self, now: float, moved: int, limits: Limits) -> bool:
        """Whether the connection has to be closed; call `update` first."""
        if self.state in MOVING:
            if now - self._window_start < limits.window_s:
                return False
            is_slow = moved - self._window_bytes < limits.window_bytes
            self._window_start, self._window_bytes = now, moved
            return is_slow
        return now > self._ends(limits)

    def next_look(self, now: float, limits: Limits) -> float:
        """When the connection has to be looked at again unless its state changes; infinity where it has not."""
        return now if self.state in MOVING else self._ends(limits)

    def _ends(self, limits: Limits) -> float:
        longest = {State.HEAD: limits.head_s, State.IDLE: limits.idle_s, State.LINGERING: limits.linger_s}
        return self.since + longest.get(self.state, math.inf)


class HasLifetime(Protocol):
    """A connection as far as `longest_unused` knows it."""

    lifetime: Lifetime


Connection = TypeVar("Connection", bound=HasLifetime)


def longest_unused(connections: Iterable[Connection], count: int) -> list[Connection]:
    """Return up to `count` connections that may be closed, the one that did nothing for longest first.

    Those that wait for a change follow where there are not enough: an app begins its wait again.
    """
    closable = [one for one in connections if one.lifetime.state in (*UNUSED, State.PARKED)]
    return sorted(closable, key=lambda one: (one.lifetime.state is State.PARKED, one.lifetime.since))[:count]


class Holder(HasLifetime, Protocol):
    """A connection as far as `over_budget` knows it."""

    caller: str
    """The user, or the address of an unknown caller, whose request was the last one."""

    def held_bytes(self) -> int:
        """How many bytes are kept for it."""


Held = TypeVar("Held", bound=Holder)


def over_budget(connections: Iterable[Held], limits: Limits) -> list[Held]:
    """Return the connections to close so that the limits of bytes hold: of who has most, the longest under way."""
    by_caller: dict[str, list[Held]] = {}
    for one in sorted(connections, key=lambda one: (one.lifetime.since, one.lifetime.opened), reverse=True):
        if one.held_bytes():
            by_caller.setdefault(one.caller, []).append(one)
    sums = {caller: sum(one.held_bytes() for one in held) for caller, held in by_caller.items()}
    surplus = []
    while sums:
        greatest = max(sums, key=lambda caller: sums[caller])
        if sums[greatest] <= limits.bytes_per_caller and sum(sums.values()) <= limits.bytes_in_all:
            break
        surplus.append(by_caller[greatest].pop())
        sums[greatest] -= surplus[-1].held_bytes()
        if not by_caller[greatest]:
            del sums[greatest]
    return surplus


def raise_file_limit() -> int:
    """Allow this process as many open files as the system permits, and return how many connections that makes."""
    if sys.platform == "win32":
        return MAX_CONNECTIONS
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * MAX_CONNECTIONS + RESERVED_FILES
    allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < allowed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))
        soft = allowed
    if soft == resource.RLIM_INFINITY:
        return MAX_CONNECTIONS
    return max(64, min(MAX_CONNECTIONS, soft - RESERVED_FILES))


def client_address(peer: str, headers: Mapping[str, str], *, is_behind_proxy: bool) -> str:
    """Return the address of a request's client: the peer, or what a trusted proxy on this computer says it is.

    Only the last entry of X-Forwarded-For is the proxy's own; what stands before it came from the client.
    """
    if not is_behind_proxy or not peer.startswith("127."):
        return peer
    last = headers.get("X_FORWARDED_FOR", "").rpartition(",")[2].strip().strip('"')
    for candidate in (last, last.rpartition(":")[0]):
        try:
            return str(ip_address(candidate.removeprefix("[").removesuffix("]")))
        except ValueError:
            continue
    return peer


def limit_key(address: str) -> str:
    """Return what limits by address count as one: an address, of IPv6 the network that one customer has."""
    return str(ip_network((address, 64), strict=False)) if ":" in address else address
