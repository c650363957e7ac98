"""Wallets, transactions, verification and rates, as the broker gives them. Money is `Decimal`."""

from decimal import Decimal

from desktop.values import dataclass


@dataclass(frozen=True)
class Wallet:
    """A wallet: number as the broker prints it ("Wallet USD 122"), currency code, network or ""."""

    id: int
    number: str
    currency: str
    network: str
    balance: Decimal


@dataclass(frozen=True)
class Transaction:
    """One transaction: date, account, method, amount, fee (None where none is taken).

    `remote_id` is the help desk's name for it.
    """

    id: int
    wallet_id: int
    reference: str
    date_ms: int
    account: str
    method: str
    kind: str
    amount: Decimal
    currency: str
    fee: Decimal | None
    state: str
    remote_id: str = ""


@dataclass(frozen=True)
class Verification:
    """How far the broker has verified the user: level, per cent, and what is missing (codes such as "address")."""

    level: int
    percent: int
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rates:
    """What one unit of each currency is worth in `base`, as the broker wrote it down at `date_ms`."""

    base: str
    date_ms: int
    quotes: tuple[tuple[str, Decimal], ...] = ()

    def quote(self, currency: str) -> Decimal | None:
        """What one unit of this currency is worth in `base`, None where nobody said."""
        return Decimal(1) if currency == self.base else dict(self.quotes).get(currency)
