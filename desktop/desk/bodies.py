"""The help desk's HTTP parser: bounds what is read of a body before its sender is known."""

from typing import Any

from waitress.parser import HTTPRequestParser, ParsingError
from waitress.utilities import BadRequest, Error, RequestEntityTooLarge

UNKNOWN_BODY_BYTES = 64 * 1024
"""The largest body of a caller without a valid token or session."""
CONTROL_BYTES = 8 * 1024
"""The longest line between two chunks, or trailer after the last one."""


class UnavailableError(Error):  # type: ignore[misc]
    """The refusal of a request for which there is no room now."""

    code = 503
    reason = "Service Unavailable"

    def to_response(self, ident: str | None = None) -> tuple[str, list[tuple[str, str]], bytes]:
        """Add when to ask again."""
        status, headers, body = super().to_response(ident)
        return status, [*headers, ("Retry-After", "2")], body


class Parser(HTTPRequestParser):  # type: ignore[misc]
    """One request as it comes in. Waitress counts and parses; this class decides when to stop reading."""

    expect_continue: bool = False

    is_known: bool | None = None
    """Whether the caller has a valid token or session; None: not looked up."""
    user: str | None = None
    """The id of a known caller."""
    _continue_later = False

    @property
    def must_be_known(self) -> bool:
        """Whether the body is larger than unknown callers may send, and the caller was not looked up yet."""
        return self.is_known is None and not self.completed and self._size() > UNKNOWN_BODY_BYTES

    @property
    def has_credentials(self) -> bool:
        """Whether there is anything to look up. A name and password do not count: checking them is work."""
        scheme = self.headers.get("AUTHORIZATION", "").partition(" ")[0].lower()
        return scheme == "bearer" or "COOKIE" in self.headers

    def parse_header(self, header_plus: bytes) -> None:
        """Parse the head; a message with two lengths is refused, since a proxy may go by the other one."""
        super().parse_header(header_plus)
        if self.chunked and "CONTENT_LENGTH" in self.headers:
            raise ParsingError("Both Transfer-Encoding and Content-Length")

    def received(self, data: bytes) -> int:
        """Take in the next bytes and return how many belonged to this request."""
        consumed: int = super().received(data)
        if not self.completed and self.chunked and self._control_bytes() > CONTROL_BYTES:
            self.refuse(BadRequest("Chunk header or trailer too long"))
        if self.must_be_known:
            # a client that waits for "100 Continue" gets it when its sender is known
            self._continue_later = self._continue_later or self.expect_continue
            self.expect_continue = False
            if not self.has_credentials:
                self.refuse_as_too_large()
        if self.error is not None:
            # waitress would send "100 Continue" and read on
            self.expect_continue = False
        return consumed

    def identify(self, user: str | None) -> None:
        """Note whose token or session it is, if anybody's, and refuse the large body of an unknown caller."""
        self.user = user
        self.is_known = user is not None
        if self.is_known:
            self.expect_continue = self._continue_later
        else:
            self.refuse_as_too_large()

    def refuse_as_too_large(self) -> None:
        """End the request with 413."""
        self.refuse(RequestEntityTooLarge(f"more than {UNKNOWN_BODY_BYTES} bytes from an unknown caller"))

    def refuse(self, error: Any) -> None:
        """End the request with this error of waitress; nothing more of it is read."""
        self.error = error
        self.completed = True

    def _size(self) -> int:
        if not self.chunked:
            return int(self.content_length)
        # the framing counts: an endless row of tiny chunks is no small body
        return int(self.body_bytes_received)

    def _control_bytes(self) -> int:
        receiver = self.body_rcv
        return len(receiver.control_line) + len(receiver.trailer)
