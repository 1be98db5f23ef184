"""Return on investment, return on spend, cost per accepted lead; none when the divisor is zero."""

from decimal import ROUND_HALF_UP, Decimal

FORMULA_VERSION = 1
PLACES = Decimal("0.0001")


def roi(margin: Decimal, cost: Decimal) -> Decimal | None:
    """(attributed margin − cost) / cost, on four decimals."""
    return ratio(margin - cost, cost)


def roas(revenue: Decimal, cost: Decimal) -> Decimal | None:
    return ratio(revenue, cost)


def cost_per(cost: Decimal, count: int) -> Decimal | None:
    value = ratio(cost, Decimal(count))
    return None if value is None else value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def ratio(top: Decimal, bottom: Decimal) -> Decimal | None:
    if not bottom:
        return None
    return (top / bottom).quantize(PLACES, rounding=ROUND_HALF_UP)
