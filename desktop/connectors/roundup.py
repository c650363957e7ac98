"""The connector for the built-in help desk: Roundup with our own routes, delivery level A."""

import base64
import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from desktop import __version__
from desktop.connectors import roundup_pages as pages
from desktop.connectors import roundup_records as records
from desktop.connectors.address import parse_address
from desktop.connectors.base import Capabilities, Progress, WaitResult
from desktop.connectors.http.download import download
from desktop.connectors.http.json import Malformed
from desktop.connectors.http.transport import TIMEOUT_S, Call, Transport
from desktop.connectors.roundup_sending import RoundupSending, own
from desktop.domain.accounts import DeskInfo, Guarantee, SignedIn
from desktop.domain.clock import Clock, SystemClock
from desktop.domain.errors import ErrorCode, OtetError, Problem
from desktop.domain.language.surrogates import without_nul
from desktop.domain.remote import Page, UnreadableRecord

LONGEST_WAIT_S = 600.0
_SHORTEST_REST_S = 1.0
# how much later than it should a beat may come
_BEAT_DELAY_S = 4.0
# nobody waits longer for a help desk that is to forget a token: it ends by itself some day
_REVOKE_S = 5.0
_FILE_ID = re.compile(r"[A-Za-z0-9]{1,40}")
_TAG = re.compile(r'(W/)?"[!#-~]{1,100}"')
_FILE_GONE = {403, 404, 410}


class RoundupConnector(RoundupSending):
    """Connects one user to one built-in help desk."""

    capabilities = Capabilities(
        Guarantee.A, can_wait=True, can_recall=True, can_find_receipts=True, can_send_parts=True
    )

    def __init__(
        self,
        address: str,
        token: str = "",
        *,
        proxies: Mapping[str, str] | None = None,
        clock: Clock | None = None,
        timeout_s: float = TIMEOUT_S,
    ) -> None:
        """`timeout_s` is how long a call may take that moves hardly any bytes."""
        self._clock = clock or SystemClock()
        self._timeout_s = timeout_s
        super().__init__(
            Transport(parse_address(address), token, proxies=proxies, clock=self._clock, timeout_s=timeout_s)
        )

    def sign_in(self, username: str, password: str, device: str) -> SignedIn:
        # A colon would end the name and make the rest part of the password.
        if ":" in username:
            raise OtetError(ErrorCode.WRONG_PASSWORD)
        self._transport.use_token("")
        secret = base64.b64encode(without_nul(f"{username}:{password}").encode()).decode()
        call = _json_call(
            "POST", "/rest/desk/token", {"label": device}, signing_in=True, Authorization=f"Basic {secret}"
        )
        try:
            signed_in = self._read(call, records.signed_in)
        except OtetError as error:
            raise self._transport.explained(error) from None
        self._transport.use_token(signed_in.token)
        return signed_in

    def sign_out(self) -> None:
        try:
            self._transport.call(own(self._transport, Call("DELETE", "/rest/desk/token", timeout_s=_REVOKE_S)))
        except OtetError as error:
            # Revoked already, from elsewhere: what was asked for is so.
            if error.code is not ErrorCode.SIGN_IN_AGAIN:
                raise
        self._transport.use_token("")

    def about(self, known: DeskInfo | None = None) -> DeskInfo:
        # another version of the app may read more of the same answer
        version, _, tag = (known.tag if known else "").partition(" ")
        headers = {"If-None-Match": tag} if tag and version == __version__ else {}
        call = own(self._transport, Call("GET", "/rest/desk/about", headers=headers))
        try:
            with self._transport.open(call) as answer:
                if known is not None and answer.status == 304:
                    return known
                tag = answer.headers.get("ETag", "")
                tag = f"{__version__} {tag}" if _TAG.fullmatch(tag) else ""
                return records.desk_info(answer.fields().fields("data"), tag)
        except Malformed:
            raise OtetError(Problem(ErrorCode.NOT_A_HELP_DESK, reason="about")) from None

    def changes(self, cursor: str, limit: int) -> Page:
        place = pages.Place.parse(cursor)
        query = {"since": place.since, "limit": str(limit), **({"before": place.before} if place.before else {})}
        try:
            return self._read(
                Call("GET", "/rest/desk/sync", query, interruptible=True), lambda data: pages.page(data, cursor)
            )
        finally:
            self._transport.take_interrupt()

    def recall(self, tickets: Sequence[str], messages: Sequence[str]) -> Page:
        query = {"tickets": ",".join(tickets), "messages": ",".join(messages)}
        return self._read(Call("GET", "/rest/desk/recall", query), lambda data: pages.page(data, ""))

    def is_same_history(self, cursor: str, mark: str) -> bool:
        query = {"since": pages.Place.parse(cursor).since, "mark": mark}
        return self._read(Call("GET", "/rest/desk/recall", query), lambda data: data.flag("same", False))

    def reparse(self, record: UnreadableRecord) -> Page:
        return pages.reparse(record)

    def wait(self, cursor: str, timeout_s: float, beat_s: float = 0.0) -> WaitResult:
        timeout_s = max(0.0, min(timeout_s, LONGEST_WAIT_S))
        query = {"since": pages.Place.parse(cursor).since, "timeout": str(math.ceil(timeout_s))}
        call = Call("GET", "/rest/desk/wait", query, timeout_s=timeout_s + self._timeout_s, interruptible=True)
        if beat_s:
            query["beat"] = "1"
            call = replace(call, timeout_s=min(call.timeout_s, 2 * beat_s + _BEAT_DELAY_S), has_beat=True)
        began_s = self._clock.monotonic_s()
        try:
            data = self._data(call)
            wake = WaitResult(data.id("cursor", ""), data.flag("changed"))
            if not wake.changed and self._clock.monotonic_s() - began_s < timeout_s / 2:
                # Turned away: too many wait already, or another took this place. Asking again at once would go on so.
                self._transport.pause(min(max(data.seconds("retry_after_s") or 0.0, _SHORTEST_REST_S), timeout_s))
        except Malformed:
            raise OtetError(Problem(ErrorCode.SERVER_ERROR, reason="malformed")) from None
        except OtetError:
            if self._transport.take_interrupt():
                return WaitResult(cursor, False)
            raise
        self._transport.take_interrupt()
        return wake

    def download(self, file_id: str, name: str, target: Path, progress: Progress, most_bytes: int = 0) -> None:
        # The name is for people only; as a step of a path it must not lead elsewhere.
        step = re.sub(r"[/\\]", "_", without_nul(name))
        if not _FILE_ID.fullmatch(file_id):
            raise OtetError(Problem(ErrorCode.FILE_GONE, name=name))
        path = f"/file{file_id}/{'file' if step in ('', '.', '..') else quote(step, safe='')}"
        call = own(self._transport, Call("GET", path, headers={"Accept": "*/*"}))
        try:
            download(self._transport, call, target, progress, most_bytes)
        except OtetError as error:
            refused = error.code in (ErrorCode.REFUSED, ErrorCode.TICKET_GONE)
            if refused or error.problem.status in _FILE_GONE:
                raise OtetError(Problem(ErrorCode.FILE_GONE, name=name)) from None
            raise

    def set_email_alerts(self, wanted: bool) -> None:
        self._data(_json_call("PUT", "/rest/desk/preferences", {"email_alerts": wanted}))

    def search(self, text: str, department: str, ticket_number: str) -> tuple[str, ...]:
        query = {"q": without_nul(text), "department": department, "id": ticket_number}
        return self._read(Call("GET", "/rest/desk/search", query), records.ids)

    def observe(self, on_bytes: Callable[[int, int], None]) -> None:
        self._transport.observe(on_bytes)

    def interrupt(self) -> None:
        self._transport.interrupt()

    def close(self) -> None:
        self._transport.close()


def _json_call(
    method: str, path: str, value: Mapping[str, str | bool], *, signing_in: bool = False, **headers: str
) -> Call:
    body = json.dumps(value).encode()
    return Call(
        method,
        path,
        data=body,
        headers={"Content-Type": "application/json", **headers},
        signing_in=signing_in,
    )
