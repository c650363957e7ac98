"""Sending to the built-in help desk: whole messages, files ahead of them, and the question whether one arrived."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from desktop.connectors import roundup_records as records
from desktop.connectors.base import OutgoingMessage, Progress
from desktop.connectors.http.json import JsonObject, Malformed
from desktop.connectors.http.transport import Call, Transport, not_ours
from desktop.connectors.http.upload import is_compressed, read_part, upload
from desktop.domain.errors import ErrorCode, OtetError, Problem
from desktop.domain.language.surrogates import without_nul
from desktop.domain.operations import File, OperationKind
from desktop.domain.remote import Receipt

_NOT_TAKEN = {ErrorCode.REFUSED, ErrorCode.TOO_LARGE}
_Value = TypeVar("_Value")


class RoundupSending:
    """The part of the connector that sends."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._may_compress = self._may_find = True

    def deliver(self, outgoing: OutgoingMessage, progress: Progress) -> Receipt:
        fields: dict[str, str | tuple[str, bytes, str]] = {"ref": outgoing.ref}
        if outgoing.kind is OperationKind.REPLY:
            fields["issue"] = outgoing.ticket
        else:
            fields["title"] = outgoing.subject
            if outgoing.department:
                fields["department"] = outgoing.department
        # Roundup decodes a part without a file name in pieces of 64 KiB and spoils a letter that lies across two.
        fields["content"] = ("content.txt", without_nul(outgoing.body).encode(), "text/plain; charset=utf-8")
        gzip_bytes = outgoing.gzip_bytes if self._may_compress else 0
        files = outgoing.files
        if outgoing.in_parts:
            fields["kept"], files = _named(outgoing.files), ()
        with upload("/rest/desk/submit", fields, files, progress, gzip_bytes=gzip_bytes) as call:
            try:
                return self._receipt(call, outgoing)
            except OtetError as error:
                if not is_compressed(call) or error.code not in _NOT_TAKEN:
                    raise
        # a help desk, or something on the way to it, that does not take compressed forms any more
        self._may_compress = False
        with upload("/rest/desk/submit", fields, files, progress) as call:
            return self._receipt(call, outgoing)

    def _receipt(self, call: Call, outgoing: OutgoingMessage) -> Receipt:
        return self._read(own(self._transport, call), lambda data: records.receipt(data, len(outgoing.files)))

    def kept_bytes(self, ref: str, file: File) -> int:
        call = Call("GET", "/rest/desk/upload", {"ref": ref, "sha256": file.sha256})
        return self._read(call, lambda data: data.integer("kept", 0, file.size))

    def send_part(self, ref: str, file: File, place: Path, offset: int, length: int) -> int:
        fields: dict[str, str | tuple[str, bytes, str]] = {"ref": ref, "sha256": file.sha256, "size": str(file.size)}
        part = read_part(file, place, offset, length)
        fields |= {"offset": str(offset), "part": ("part", part, "application/octet-stream")}
        try:
            with upload("/rest/desk/upload", fields, (), _no_progress) as call:
                part_call = replace(call, interruptible=True)
                return self._read(part_call, lambda data: data.integer("kept", 0, file.size))
        finally:
            self._transport.take_interrupt()

    def look_up(self, ref: str) -> Receipt | None:
        # None would mean that it did not arrive, and nothing here can know that.
        raise OtetError(Problem(ErrorCode.INTERNAL, reason="look_up"))

    def find_receipt(self, outgoing: OutgoingMessage) -> Receipt | None:
        if not self._may_find:
            return None
        call = Call("GET", "/rest/desk/receipt", {"ref": outgoing.ref, "digest": _digest(outgoing)})
        try:
            return self._read(call, lambda data: records.known_receipt(data, len(outgoing.files)))
        except OtetError as error:
            # an older help desk has no such route
            if error.problem.status != 404:
                raise
            self._may_find = False
            return None

    def _data(self, call: Call) -> JsonObject:
        return self._transport.call(call if call.signing_in else own(self._transport, call)).fields("data")

    def _read(self, call: Call, read: Callable[[JsonObject], _Value]) -> _Value:
        try:
            return read(self._data(call))
        except Malformed as error:
            raise not_ours(call, "cursor" if str(error) == "cursor" else "malformed") from None


def own(transport: Transport, call: Call) -> Call:
    """`call`, if somebody is signed in; without a token it would only be refused."""
    if not transport.has_token:
        raise OtetError(Problem(ErrorCode.SIGN_IN_AGAIN, nothing_sent=True))
    return call


def _named(files: Sequence[tuple[File, Path]]) -> str:
    """The files of a message whose bytes came in parts, as the help desk wants them named."""
    named = [{"name": without_nul(file.name), "type": file.media_type, "sha256": file.sha256} for file, _ in files]
    return json.dumps(named, ensure_ascii=False)


def _no_progress(_done: int, _total: int) -> None:
    """What is acknowledged counts, and that the answer says."""


def _digest(outgoing: OutgoingMessage) -> str:
    """A name for the content, as the help desk makes it of the form that it gets; different at worst."""
    content = (
        outgoing.ticket if outgoing.kind is OperationKind.REPLY else "",
        "" if outgoing.kind is OperationKind.REPLY else " ".join(without_nul(outgoing.subject).split()),
        "" if outgoing.kind is OperationKind.REPLY else without_nul(outgoing.department),
        without_nul(outgoing.body),
        [(without_nul(file.name), file.media_type, file.sha256) for file, _ in outgoing.files],
    )
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()[:32]
