"""Defects put into a process on purpose, to see that the harnesses find them. Only processes of a harness call this."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from desktop import durable_files
from desktop.domain.drafts import Draft
from desktop.domain.operations import Operation, OperationState
from desktop.domain.remote import Receipt
from desktop.services import tickets
from desktop.store import database, outbox
from desktop.store import drafts as kept
from desktop.store.database import WriteTransaction
from desktop.store.files import blobs
from desktop.sync.delivery.outcomes import Outcomes
from desktop.sync.push import Push


def _intent_after_the_bytes() -> None:
    """The outbox notes that something leaves only when the answer is here."""
    delivered = Outcomes.delivered

    def begin(self: Push, operation: Operation) -> Operation | None:
        return replace(operation, state=OperationState.INTENT)

    def settle(self: Outcomes, operation: Operation, receipt: Receipt) -> None:
        with self._database.write() as tx:
            outbox.begin(tx, operation.id, operation.not_before_ms)
        delivered(self, operation, receipt)

    Push._begin = begin  # type: ignore[method-assign]
    Outcomes.delivered = settle  # type: ignore[method-assign]


def _draft_dropped_later() -> None:
    """The operation is accepted in one transaction and its draft goes in the next."""
    submit = tickets.Tickets.submit

    def in_two_steps(self: tickets.Tickets, draft: Draft, **options: object) -> str:
        dropped: list[Callable[[WriteTransaction], None]] = []
        discard = kept.discard
        kept.discard = lambda tx, draft_id: dropped.append(lambda later: discard(later, draft_id))
        try:
            operation = submit(self, draft, **options)  # type: ignore[arg-type]
        finally:
            kept.discard = discard
        with self._context.database.write() as tx:
            for drop in dropped:
                drop(tx)
        return operation

    tickets.Tickets.submit = in_two_steps  # type: ignore[method-assign]


def _draft_dropped_first() -> None:
    """The draft goes in one transaction and the operation is accepted in the next."""
    submit = tickets.Tickets.submit

    def in_two_steps(self: tickets.Tickets, draft: Draft, **options: object) -> str:
        with self._context.database.write() as tx:
            kept.discard(tx, draft.id)
        return submit(self, draft, **options)  # type: ignore[arg-type]

    tickets.Tickets.submit = in_two_steps  # type: ignore[method-assign]


def _not_flushed_at_commit() -> None:
    """The database with synchronous=NORMAL: a commit is on the disk at the next checkpoint."""
    defaults = database.connect.__kwdefaults__
    assert defaults is not None
    defaults["synchronous"] = "NORMAL"


def _attachments_not_flushed() -> None:
    """The bytes of attachments get their name before they are on the disk."""
    module: Any = blobs
    module.os = SimpleNamespace(**{**vars(os), "fsync": lambda descriptor: None})


def _folders_not_flushed() -> None:
    """The names of attachments are not on the disk when a row names them."""
    _change_blobs(make_folder=_make_folder, move=lambda path, target: path.replace(target))


def _new_folders_not_flushed() -> None:
    """The name of an attachment is on the disk, that of the folder made for it is not."""
    _change_blobs(make_folder=_make_folder)


def _downloads_not_flushed() -> None:
    """The bytes of a finished download get their name before they are on the disk."""
    _change_blobs(flush_file=lambda path: None)


def _change_blobs(**functions: Callable[..., None]) -> None:
    module: Any = blobs
    module.durable_files = SimpleNamespace(**{**vars(durable_files), **functions})


def _make_folder(path: Path) -> None:
    path.mkdir(mode=0o700, parents=True, exist_ok=True)


DISK: dict[str, Callable[[], None]] = {
    "synchronous=NORMAL": _not_flushed_at_commit,
    "attachments not flushed": _attachments_not_flushed,
    "folders not flushed": _folders_not_flushed,
    "new folders not flushed": _new_folders_not_flushed,
    "downloads not flushed": _downloads_not_flushed,
}
OF_DOWNLOADS = ("downloads not flushed",)
SEEDED: dict[str, Callable[[], None]] = {
    "intent after the bytes": _intent_after_the_bytes,
    "draft dropped later": _draft_dropped_later,
    "draft dropped first": _draft_dropped_first,
}


def seed(name: str) -> None:
    """Put a defect into this process; "" is none."""
    if name:
        {**SEEDED, **DISK}[name]()
