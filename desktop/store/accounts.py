"""Accounts: who is signed in, what their help desk offers, and when they were last synchronised."""

import json
import sqlite3
from dataclasses import asdict
from typing import Any

from desktop.domain.accounts import Account, Choice, DeskInfo, Guarantee, KnownAccount, Status, StatusKind
from desktop.domain.availability import LanguageHours, Window
from desktop.domain.errors import ErrorCode, OtetError
from desktop.domain.language.surrogates import encodable
from desktop.store.changes import Kind
from desktop.store.database import WriteTransaction
from desktop.store.rows import Queryable, unfinished_counts

_COLUMNS = "id, connector, address, username, display_name"


def add(tx: WriteTransaction, connector: str, address: str, username: str, display_name: str) -> int:
    """Sign a user in: a new account, or the one they had here before with everything in it."""
    row = tx.execute(
        "INSERT INTO account (connector, address, username, display_name, sign_in) "
        "VALUES (?, ?, ?, ?, (SELECT coalesce(max(sign_in), 0) + 1 FROM account)) "
        "ON CONFLICT (connector, address, username) "
        "DO UPDATE SET display_name = excluded.display_name, sign_in = excluded.sign_in RETURNING id",
        (connector, encodable(address), encodable(username), encodable(display_name)),
    ).fetchall()[0]
    tx.changed(Kind.ACCOUNT, row["id"])
    return int(row["id"])


def get(connection: Queryable, id: int) -> Account | None:
    """The account with that id, signed in or not."""
    return _account(connection.execute(f"SELECT {_COLUMNS} FROM account WHERE id = ?", (id,)).fetchone())


def current(connection: Queryable) -> Account | None:
    """The account that was signed in last and not signed out."""
    query = f"SELECT {_COLUMNS} FROM account WHERE sign_in > 0 ORDER BY sign_in DESC LIMIT 1"
    return _account(connection.execute(query).fetchone())


def known(connection: Queryable) -> tuple[KnownAccount, ...]:
    """Every account of this computer with what was written in it and not sent; the newest sign-in first."""
    found = connection.execute(
        f"SELECT {_COLUMNS}, (SELECT count(*) FROM draft WHERE account_id = account.id) AS drafts "
        "FROM account ORDER BY sign_in DESC, id DESC"
    ).fetchall()
    accounts = [(Account(*row[:5]), row["drafts"]) for row in found]
    return tuple(
        KnownAccount(account, _desk_name(connection, account), drafts, *unfinished_counts(connection, account.id))
        for account, drafts in accounts
    )


def _desk_name(connection: Queryable, account: Account) -> str:
    said = info(connection, account.id)
    return said.name if said is not None else ""


def move(tx: WriteTransaction, id: int, address: str) -> None:
    """Change the address of an account; everything in it stays. Raises ADDRESS_TAKEN."""
    try:
        tx.execute("UPDATE account SET address = ? WHERE id = ?", (encodable(address), id))
    except sqlite3.IntegrityError:
        raise OtetError(ErrorCode.ADDRESS_TAKEN) from None
    tx.changed(Kind.ACCOUNT, id)


def _account(row: sqlite3.Row | None) -> Account | None:
    return Account(*row) if row else None


def sign_out(tx: WriteTransaction, id: int) -> None:
    """Sign out; everything in the account stays."""
    if tx.execute("UPDATE account SET sign_in = 0 WHERE id = ? AND sign_in > 0", (id,)).rowcount:
        tx.changed(Kind.ACCOUNT, id)


def forget(tx: WriteTransaction, id: int) -> None:
    """Delete an account with everything in it, written, waiting or mirrored; the search index is rebuilt."""
    # operations point at tickets and messages and would hold them back
    tx.execute("DELETE FROM operation WHERE account_id = ?", (id,))
    if tx.execute("DELETE FROM account WHERE id = ?", (id,)).rowcount:
        keys = (_began(id), f"history_mark:{id}", f"history_left:{id}", f"page_changes:{id}", f"bytes_of_month:{id}")
        tx.execute("DELETE FROM meta WHERE key IN (?, ?, ?, ?, ?)", keys)
        tx.execute("UPDATE meta SET value = lower(hex(randomblob(16))) WHERE key = 'identity'")
        tx.changed(Kind.ACCOUNT, id)


def keep_info(tx: WriteTransaction, account_id: int, info: DeskInfo) -> None:
    """Store what the help desk offers, for use offline."""
    stored = json.dumps(asdict(info), sort_keys=True)
    if tx.execute("UPDATE account SET info = ?1 WHERE id = ?2 AND info IS NOT ?1", (stored, account_id)).rowcount:
        tx.changed(Kind.DESK_INFO)


def info(connection: Queryable, account_id: int) -> DeskInfo | None:
    """What the help desk offers, None before the first time."""
    row = connection.execute("SELECT info FROM account WHERE id = ?", (account_id,)).fetchone()
    try:
        return None if row is None or row["info"] is None else _info(json.loads(row["info"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        # a later version wrote it, or the disk harmed it: it is asked for again at every start
        return None


def closed_statuses(connection: Queryable, account_id: int) -> list[str]:
    """Ids of the statuses in which nobody waits for an answer."""
    known = info(connection, account_id)
    done = {StatusKind.SOLVED, StatusKind.CLOSED}
    return [status.id for status in known.statuses if status.kind in done] if known else []


def open_statuses(connection: Queryable, account_id: int) -> list[str] | None:
    """Ids of the statuses that mean open, None while the help desk has not named its statuses."""
    known = info(connection, account_id)
    if known is None or not known.statuses:
        return None
    return [status.id for status in known.statuses if status.kind is StatusKind.OPEN]


def _info(value: dict[str, Any]) -> DeskInfo:
    known = {key: value[key] for key in DeskInfo.__dataclass_fields__ if key in value}
    known["departments"] = tuple(Choice(**_choice(item)) for item in value["departments"])
    known["statuses"] = tuple(Status(**_choice(item), kind=StatusKind(item["kind"])) for item in value["statuses"])
    known["languages"] = tuple(
        LanguageHours(item["language"], tuple(Window(**window) for window in item["windows"]))
        for item in value["languages"]
    )
    known["guarantee"] = Guarantee(value["guarantee"])
    return DeskInfo(**known)


def _choice(item: dict[str, Any]) -> dict[str, Any]:
    return {"id": item["id"], "name": item["name"], "labels": tuple((key, word) for key, word in item["labels"])}


def keep_synced(tx: WriteTransaction, account_id: int, now_ms: int) -> None:
    """Record that the mirror is complete as of now."""
    tx.execute("UPDATE account SET synced_ms = ? WHERE id = ?", (now_ms, account_id))


def synced_ms(connection: Queryable, account_id: int) -> int:
    """When the mirror was last complete, 0 never."""
    row = connection.execute("SELECT synced_ms FROM account WHERE id = ?", (account_id,)).fetchone()
    return int(row["synced_ms"]) if row else 0


def news_since_ms(tx: Queryable, account_id: int, latest_ms: int) -> int:
    """From when on what support writes is news, although the first synchronisation has not ended: since it began.

    It may take days where it is interrupted, and answers that come meanwhile must reach the user. The first call, as
    it begins, notes `latest_ms`, a time as late as anything that is known by then.
    """
    key = _began(account_id)
    tx.execute("INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO NOTHING", (key, str(latest_ms)))
    return int(tx.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()["value"])


def _began(account_id: int) -> str:
    return f"first_sync_began:{account_id}"
