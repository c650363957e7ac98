"""What all wallets come to, in words that hide neither a rate nor a rounding."""

from PySide6.QtCore import QObject

from desktop.domain.money.arithmetic import rounded
from desktop.domain.money.totals import WalletTotals
from desktop.ui.language.formats import Formats, ltr
from desktop.values import dataclass


@dataclass(frozen=True)
class TotalWords:
    """`large` stands first (one line a currency where they are not added), `said` explains it, `short` fits a row."""

    large: str
    said: str
    short: str


class MoneyWords(QObject):
    """Words that depend on how many currencies there are."""

    def of(self, found: WalletTotals, formats: Formats) -> TotalWords:
        """The words of an overview."""
        if found.total is None:
            lines = [formats.money(value, currency) for currency, value in found.per_currency]
            short = self.tr("%Ln currencies", None, len(lines)) if lines else ""
            if found.unpriced:
                names = formats.locale.createSeparatedList([ltr(name) for name in found.unpriced])
                said = self.tr("Not added up: there is no rate for {currencies}.").format(currencies=names)
            else:
                said = self.tr("Not added up: these are different currencies.") if lines else ""
            return TotalWords("\n".join(lines), said, short)
        if found.rates is None:
            money = formats.money(found.total, found.currency)
            return TotalWords(money, self.tr("Total balance"), money)
        shown = rounded(found.total, found.currency)
        money = formats.money(shown, found.currency)
        date = formats.date(found.rates.date_ms)
        exact = self.tr("At your broker's rates of {date}.")
        said = exact if shown == found.total else self.tr("At your broker's rates of {date}, rounded.")
        about = ltr(f"\u2248\u00a0{money[1:-1]}")
        return TotalWords(about, said.format(date=date), about)


def total_words(found: WalletTotals, formats: Formats) -> TotalWords:
    """The words of an overview."""
    return MoneyWords().of(found, formats)
