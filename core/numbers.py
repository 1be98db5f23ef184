"""One way to round, to divide (None when the divisor is 0) and to compare two periods."""

from decimal import ROUND_HALF_UP, Decimal

Number = Decimal | int | str
CENT = Decimal("0.01")


def round_half_up(x: Number, places: int = 0) -> Decimal:
    return Decimal(x).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def round_money(x: Number) -> Decimal:
    return round_half_up(x, 2)


def round_points(x: Number) -> int:
    return int(round_half_up(x))


def ratio(a: Number, b: Number) -> Decimal | None:
    divisor = Decimal(b)
    return Decimal(a) / divisor if divisor else None


def change(now: Number, before: Number) -> Decimal | None:
    """By how much `now` differs from `before`, as a share of `before`; None when there was nothing before."""
    was = Decimal(before)
    return (Decimal(now) - was) / abs(was) if was else None
