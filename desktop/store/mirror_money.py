"""Writes down what the help desk said of a user's money; where it says the same again, nothing changes."""

import json

from desktop.domain.language.surrogates import encodable
from desktop.domain.money.wallets import Rates, Verification
from desktop.domain.remote import Page, RecordKind, RemoteTransaction, RemoteWallet
from desktop.store import unreadable
from desktop.store.changes import Kind
from desktop.store.database import WriteTransaction


def apply(tx: WriteTransaction, account_id: int, page_part: Page) -> None:
    """Write wallets, transactions, verification and rates."""
    for wallet in page_part.wallets:
        _wallet(tx, account_id, wallet)
        unreadable.mark_readable(tx, account_id, RecordKind.WALLET, wallet.id)
    for transaction in page_part.transactions:
        _booking(tx, account_id, transaction)
        unreadable.mark_readable(tx, account_id, RecordKind.TRANSACTION, transaction.id)
    if page_part.verification is not None:
        _verification(tx, account_id, page_part.verification)
    if page_part.rates is not None:
        _rates(tx, account_id, page_part.rates)
    known = {record.kind for record in page_part.unreadable}
    for kind, value in (
        (RecordKind.VERIFICATION, page_part.verification),
        (RecordKind.RATES, page_part.rates),
    ):
        # of a verification a part may have been read
        if value is not None and kind not in known:
            unreadable.mark_readable(tx, account_id, kind, kind.value)


def _wallet(tx: WriteTransaction, account_id: int, wallet: RemoteWallet) -> None:
    values: dict[str, object] = {
        "number": encodable(wallet.number),
        "currency": wallet.currency,
        "network": wallet.network,
        "balance": f"{wallet.balance:f}",
    }
    if _upsert(tx, "wallet", account_id, wallet.id, values):
        tx.changed(Kind.WALLETS)


def _booking(tx: WriteTransaction, account_id: int, booking: RemoteTransaction) -> None:
    values = {
        "wallet_remote": booking.wallet,
        "reference": encodable(booking.reference),
        "date_ms": booking.date_ms,
        "account": encodable(booking.account),
        "method": encodable(booking.method),
        "kind": booking.kind,
        "amount": f"{booking.amount:f}",
        "currency": booking.currency,
        "fee": None if booking.fee is None else f"{booking.fee:f}",
        "state": booking.state,
    }
    if _upsert(tx, "booking", account_id, booking.id, values):
        tx.changed(Kind.WALLETS)


def _upsert(tx: WriteTransaction, table: str, account_id: int, remote_id: str, values: dict[str, object]) -> bool:
    """Write a row by the help desk's id; returns whether it was new or different."""
    settings = ", ".join(f"{name} = excluded.{name}" for name in values)
    differs = " OR ".join(f"{table}.{name} IS NOT excluded.{name}" for name in values)
    return (
        tx.execute(
            f"INSERT INTO {table} (account_id, remote_id, {', '.join(values)}) "
            f"VALUES (?, ?, {', '.join('?' * len(values))}) "
            f"ON CONFLICT (account_id, remote_id) DO UPDATE SET {settings} WHERE {differs}",
            (account_id, remote_id, *values.values()),
        ).rowcount
        > 0
    )


def _verification(tx: WriteTransaction, account_id: int, verification: Verification) -> None:
    if tx.execute(
        "INSERT INTO verification (account_id, level, percent, missing) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (account_id) DO UPDATE SET level = excluded.level, percent = excluded.percent, "
        "missing = excluded.missing WHERE level <> excluded.level OR percent <> excluded.percent "
        "OR missing <> excluded.missing",
        (account_id, verification.level, verification.percent, json.dumps(list(verification.missing))),
    ).rowcount:
        tx.changed(Kind.VERIFICATION)


def _rates(tx: WriteTransaction, account_id: int, rates: Rates) -> None:
    quotes = json.dumps({encodable(currency): str(quote) for currency, quote in rates.quotes}, ensure_ascii=False)
    if tx.execute(
        "INSERT INTO rates (account_id, base, date_ms, quotes) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (account_id) DO UPDATE SET base = excluded.base, date_ms = excluded.date_ms, "
        "quotes = excluded.quotes WHERE base <> excluded.base OR date_ms <> excluded.date_ms "
        "OR quotes <> excluded.quotes",
        (account_id, encodable(rates.base), rates.date_ms, quotes),
    ).rowcount:
        tx.changed(Kind.WALLETS)
