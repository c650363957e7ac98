"""Balances at the ends of days, read in the background."""

from collections.abc import Sequence
from decimal import Decimal

from desktop.domain.money import totals
from desktop.domain.money.arithmetic import rounded
from desktop.domain.money.statement import balances
from desktop.domain.money.wallets import Rates
from desktop.services.reads import MoneyReads
from desktop.ui.language.formats import Formats
from desktop.values import dataclass

MOST_POINTS = 370
_FEW_DAYS = 90
_DAY_MS = 86_400_000


@dataclass(frozen=True)
class Line:
    """A balance at each moment, oldest first; with `rates` it is what several currencies come to at these."""

    moments: Sequence[int]
    values: Sequence[Decimal]
    currency: str
    rates: Rates | None = None


def ends_of_days(formats: Formats, days: int) -> tuple[int, ...]:
    """The ends of so many days in the reader's zone, of which today's is now; of long times not every day."""
    now_ms = formats.now_ms()
    now = formats.moment(now_ms)
    stride = -(-days // MOST_POINTS)
    back = range(stride * ((days - 1) // stride), 0, -stride)
    # the first `timeZone` takes 7 ms to read the zone's rules, and makes each day cheaper by a twentieth of one
    today, zone = now.date(), now.timeZone() if days > _FEW_DAYS else now.timeRepresentation()
    ends = (today.addDays(1 - ago).startOfDay(zone).toMSecsSinceEpoch() - 1 for ago in back)
    return (*ends, now_ms)


def days_of_all(money: MoneyReads, account_id: int, wallet_id: int | None, now_ms: int) -> int:
    """How many days the bookings span, and some before the first."""
    earliest_ms = money.earliest_ms(account_id, wallet_id)
    return 30 if earliest_ms is None else max(30, (now_ms - earliest_ms) // _DAY_MS + 3)


def read_line(money: MoneyReads, account_id: int, wallet_id: int | None, moments: Sequence[int]) -> Line | None:
    """The line of one wallet or of all, None where there is none: no wallet, or currencies that nobody can add."""
    wallets = money.wallets(account_id)
    moves = money.balance_changes(account_id, since_ms=moments[0], wallet_id=wallet_id)
    if wallet_id is not None:
        wallet = next((one for one in wallets if one.id == wallet_id), None)
        if wallet is None:
            return None
        return Line(moments, balances(wallet.balance, moves, moments), wallet.currency)
    rates = money.rates(account_id)
    now = totals.wallet_totals(wallets, rates)
    values = totals.total_history(wallets, rates, moves, moments)
    if values is None:
        return None
    if now.rates is not None:
        values = tuple(rounded(value, now.currency) for value in values)
    return Line(moments, values, now.currency, now.rates)
