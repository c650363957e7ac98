"""History rows as a search for words shows them: each quotes a place where the words stand."""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import replace

from desktop.domain.language.highlights import Highlighter
from desktop.domain.tickets import HistoryRow, RowKey, RowKind, Side
from desktop.store import rows
from desktop.store.rows import SNIPPET_LENGTH, Queryable

_LOOKED_AT = 40
"""How many of a ticket's newest messages are looked at; a hit that is older is shown in the thread."""


def quoting(
    connection: Queryable, account_id: int, found: Mapping[RowKey, HistoryRow], query: str
) -> dict[RowKey, HistoryRow]:
    """The rows with snippets that quote the newest text with a word of `query`, or as they were where none is found."""
    highlighter = Highlighter(query)
    return {key: _quoting(connection, account_id, row, highlighter) for key, row in found.items()}


def _quoting(connection: Queryable, account_id: int, row: HistoryRow, highlighter: Highlighter) -> HistoryRow:
    # most are found by what the row quotes anyway, and nothing more is read
    texts = itertools.chain([(row.snippet_side, row.snippet)], _texts(connection, account_id, row.key))
    for side, text in texts:
        if quoted := highlighter.excerpt(text, SNIPPET_LENGTH):
            return replace(row, snippet=quoted, snippet_side=side)
    return row


def _texts(connection: Queryable, account_id: int, key: RowKey) -> Iterator[tuple[Side, str]]:
    """What was written, newest first."""
    if key.kind is RowKind.DRAFT:
        for draft in rows.drafts(connection, "account_id = ? AND id = ?", [account_id, key.id]):
            yield Side.OWN, draft.body
        return
    where = "account_id = ? AND message_id IS NULL AND "
    if key.kind is RowKind.OUTBOX:
        waiting = rows.operations(connection, f"{where}(id = ? OR parent_id = ?)", (account_id, key.id, key.id))
    else:
        waiting = rows.operations(connection, f"{where}ticket_id = ?", (account_id, int(key.id)))
    yield from ((Side.OWN, operation.body) for operation in reversed(waiting))
    if key.kind is RowKind.TICKET:
        query = "SELECT side, body FROM message WHERE ticket_id = ? ORDER BY created_ms DESC, id DESC LIMIT ?"
        for row in connection.execute(query, (int(key.id), _LOOKED_AT)):
            yield Side(row["side"]), row["body"]
