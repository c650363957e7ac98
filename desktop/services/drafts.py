"""Unsent texts: on disk at every pause in typing, with the bytes of their attachments."""

import contextlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from desktop.domain.accounts import DeskInfo
from desktop.domain.drafts import Draft
from desktop.domain.errors import ErrorCode, OtetError, Problem
from desktop.domain.language.surrogates import encodable
from desktop.domain.operations import File
from desktop.domain.tickets import RowKey, RowKind
from desktop.domain.validation import is_empty
from desktop.services.context import Context
from desktop.store import drafts, outbox
from desktop.store.read import queries

_COPIES = 3


class _SweptError(Exception):
    """The bytes of a file were swept before a draft named them."""


class Drafts:
    """What is being written.

    Text belongs to whoever types; the list of files belongs to `attach`, `attach_bytes` and `detach` alone, because
    copying runs in the background while the person goes on typing and neither may undo the other.
    """

    def __init__(self, context: Context) -> None:
        self._context = context

    def new(self, account_id: int, *, department: str = "") -> Draft:
        """A new ticket's draft; not on disk until it holds something."""
        return Draft(self._context.new_id(), account_id, department=department, created_ms=self._context.clock.now_ms())

    def new_reply(self, account_id: int, key: RowKey) -> Draft:
        """A reply to a ticket, or to a create that still waits; not on disk until it holds something."""
        ticket_id, parent_id = self._thread(key)
        return replace(self.new(account_id), ticket_id=ticket_id, parent_id=parent_id)

    def get(self, draft_id: str) -> Draft | None:
        """The draft as it is on disk."""
        return drafts.get(self._context.database.read_connection(), draft_id)

    def all(self, account_id: int) -> tuple[Draft, ...]:
        """Every draft, newest first."""
        return drafts.all(self._context.database.read_connection(), account_id)

    def reply_to(self, account_id: int, key: RowKey) -> Draft | None:
        """The reply begun on this thread."""
        connection = self._context.database.read_connection()
        ticket_id, parent_id = self._thread(key)
        if ticket_id is None:
            return drafts.reply_to(connection, account_id, parent_id=parent_id)
        begun = drafts.reply_to(connection, account_id, ticket_id=ticket_id)
        if begun is None and key.kind is RowKind.OUTBOX:
            # begun while the create still waited
            begun = drafts.reply_to(connection, account_id, parent_id=key.id)
        return begun

    def begin(self, account_id: int, key: RowKey, body: str) -> Draft:
        """The reply begun on this thread, or else one that begins with these words. Raises as `keep`."""
        begun = self.reply_to(account_id, key)
        return begun or self.keep(replace(self.new_reply(account_id, key), body=body, caret=len(body)))

    def keep(self, draft: Draft, *, as_new: bool = False) -> Draft:
        """Store the text and return what is stored; a draft that holds nothing at all is deleted instead.

        `as_new` stores it as a draft of its own, without files: what was typed on after a submit. Raises DISK_FULL,
        DISK_ERROR, READ_ONLY (what was kept before is untouched), and ALREADY_SENT when another text than this was
        submitted meanwhile.
        """
        if as_new:
            draft = replace(draft, id=self._context.new_id(), files=(), updated_ms=0)
        return self._store(draft, lambda kept: kept)

    def discard(self, draft_id: str) -> None:
        """Throw a draft away; the bytes of its files go with the next sweep."""
        with self._context.database.write() as tx:
            drafts.discard(tx, draft_id)

    def hold(self, draft: Draft) -> None:
        """Keep the bytes of a draft's files while it can be brought back; call it before `discard`, once an offer."""
        self._context.blobs.hold(draft.files)

    def release(self, draft: Draft) -> None:
        """End one `hold`: the draft was brought back, or cannot be any more."""
        self._context.blobs.release(draft.files)

    def copy(self, draft: Draft, source: Path, limits: DeskInfo, on_read: Callable[[bool], None]) -> File:
        """Copy the bytes of a file that is to be attached to the draft, without touching the database.

        For any thread, also one that nobody waits for. Raises FILE_*, TOO_MANY_FILES, DISK_FULL. `on_read` as for
        `Blobs.keep`.
        """
        self._check_room(draft, limits)
        return self._context.blobs.keep(source, limit_bytes=limits.attachment_limit_bytes, on_read=on_read)

    def attach(self, draft: Draft, source: Path, limits: DeskInfo, copied: File | None = None) -> Draft:
        """Copy the file's bytes in unless `copied`, then add it. Raises FILE_*, TOO_MANY_FILES, DISK_FULL. Background.

        Of what comes back, a field that is being typed in takes the files only.
        """
        blobs, limit_bytes = self._context.blobs, limits.attachment_limit_bytes
        ready = [copied] if copied is not None else []

        def copy() -> File:
            return ready.pop() if ready else blobs.keep(source, limit_bytes=limit_bytes)

        return self._attach(draft, copy, limits)

    def attach_bytes(self, draft: Draft, name: str, data: bytes, limits: DeskInfo) -> Draft:
        """The same for bytes in memory, such as a pasted image."""
        blobs, limit_bytes = self._context.blobs, limits.attachment_limit_bytes
        return self._attach(draft, lambda: blobs.keep_bytes(name, data, limit_bytes=limit_bytes), limits)

    def detach(self, draft: Draft, index: int) -> Draft:
        """Take the file at `index` of `draft.files` off again."""
        unwanted = draft.files[index]

        def without(files: tuple[File, ...]) -> tuple[File, ...]:
            if unwanted not in files:
                return files
            at = index if files[index : index + 1] == (unwanted,) else files.index(unwanted)
            return files[:at] + files[at + 1 :]

        return self._store(draft, without)

    def _attach(self, draft: Draft, copy: Callable[[], File], limits: DeskInfo) -> Draft:
        """Copy, then name what was copied: between the two a sweep may take the bytes, and they are copied again."""
        self._check_room(draft, limits)
        for _ in range(_COPIES):
            file = copy()
            with contextlib.suppress(_SweptError):
                return self._add(draft, file, limits)
        raise OtetError(Problem(ErrorCode.DISK_ERROR, reason="swept"))

    def _add(self, draft: Draft, file: File, limits: DeskInfo) -> Draft:
        def with_it(files: tuple[File, ...]) -> tuple[File, ...]:
            if len(files) >= limits.attachments_per_message:
                raise OtetError(Problem(ErrorCode.TOO_MANY_FILES, limit=limits.attachments_per_message))
            if not self._context.blobs.has(file.sha256):
                raise _SweptError
            return (*files, file)

        return self._store(draft, with_it, overtaken=True)

    def _store(
        self, draft: Draft, change: Callable[[tuple[File, ...]], tuple[File, ...]], *, overtaken: bool = False
    ) -> Draft:
        """Write text and files; `overtaken` says that newer text may have been kept since `draft` was taken."""
        with self._context.database.write() as tx:
            # read under the write lock: nobody changes the row between this look and the write
            accepted = outbox.get(tx, draft.id)
            if accepted is not None:
                # the last pause in typing may be noticed after Submit
                sent = (accepted.subject, accepted.body, accepted.evidence)
                if not overtaken and sent == (draft.subject, draft.message, draft.evidence):
                    return draft
                raise OtetError(ErrorCode.ALREADY_SENT)
            kept = drafts.get(tx, draft.id)
            text = kept if overtaken and kept is not None and kept.updated_ms > draft.updated_ms else draft
            wanted = replace(
                text,
                files=change(kept.files if kept is not None else draft.files),
                subject=encodable(text.subject),
                body=encodable(text.body),
            )
            if is_empty(wanted):
                if kept is not None:
                    drafts.discard(tx, draft.id)
                return replace(wanted, updated_ms=0)
            # strictly later than the row, whatever the clock does: "later" decides whose text wins
            after = kept.updated_ms + 1 if kept is not None else 1
            wanted = replace(wanted, updated_ms=max(self._context.clock.now_ms(), after))
            drafts.keep(tx, wanted)
        return wanted

    def _check_room(self, draft: Draft, limits: DeskInfo) -> None:
        # before copying what may be many megabytes; `_add` checks again under the lock
        if len(draft.files) >= limits.attachments_per_message:
            raise OtetError(Problem(ErrorCode.TOO_MANY_FILES, limit=limits.attachments_per_message))

    def _thread(self, key: RowKey) -> tuple[int | None, str | None]:
        if key.kind is RowKind.TICKET:
            return int(key.id), None
        ticket_id = queries.ticket_of_operation(self._context.database.read_connection(), key.id)
        return (ticket_id, None) if ticket_id is not None else (None, key.id)
