"""Round figures to stand beside a chart."""

from collections.abc import Sequence
from decimal import Context, Decimal

from desktop.values import dataclass

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_ROUGHLY = Context(prec=50)


@dataclass(frozen=True)
class Axis:
    """From `low` to `high`, both among the `ticks`."""

    low: Decimal
    high: Decimal
    ticks: tuple[Decimal, ...]

    def pixels(self, value: Decimal, length: int) -> int:
        """How far up a value stands on an axis of that length."""
        share = _ROUGHLY.divide(_ROUGHLY.subtract(value, self.low), _ROUGHLY.subtract(self.high, self.low))
        return int(_ROUGHLY.multiply(share, length).to_integral_value())


def axis(values: Sequence[Decimal], parts: int = 3) -> Axis:
    """An axis that holds all values in about so many round parts; a line that never moves gets room around it."""
    least, most = min(values), max(values)
    span = _ROUGHLY.subtract(most, least)
    if not span:
        span = abs(most) or Decimal(1)
        least, most = _ROUGHLY.subtract(least, span), _ROUGHLY.add(most, span)
        span = _ROUGHLY.add(span, span)
    rough = _ROUGHLY.divide(span, parts)
    power = Decimal(1).scaleb(rough.adjusted())
    step = next(wide for one in _STEPS if (wide := _ROUGHLY.multiply(one, power)) >= rough)
    low = _ROUGHLY.multiply(_floor(_ROUGHLY.divide(least, step)), step)
    ticks = [low]
    while ticks[-1] < most:
        ticks.append(_ROUGHLY.add(ticks[-1], step))
    return Axis(low, ticks[-1], tuple(ticks))


def _floor(value: Decimal) -> Decimal:
    whole = value.to_integral_value(context=_ROUGHLY)
    return whole if whole <= value else _ROUGHLY.subtract(whole, Decimal(1))
