"""Divides an amount by weights so that the parts add up exactly (largest remainder)."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

Weight = Decimal | int | Fraction


def split_points(points: int, weights: Sequence[Weight]) -> list[int]:
    """Whole points in proportion to the weights; the largest remainders, first come first, take the rest."""
    shares = [Fraction(weight) for weight in weights]
    if any(share < 0 for share in shares):
        raise ValueError("A weight cannot be negative.")
    total = sum(shares)
    if not total:
        raise ValueError("The weights must not all be zero.")
    if points < 0:
        return [-part for part in split_points(-points, weights)]
    exact = [points * share / total for share in shares]
    parts = [int(value) for value in exact]
    by_remainder = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for i in by_remainder[: points - sum(parts)]:
        parts[i] += 1
    return parts


def split_money(amount: Decimal, weights: Sequence[Weight]) -> list[Decimal]:
    """Cents in proportion to the weights; their sum is the amount."""
    cents = int(amount.scaleb(2))
    if Decimal(cents).scaleb(-2) != amount:
        raise ValueError("An amount of money has at most two decimals.")
    return [Decimal(part).scaleb(-2) for part in split_points(cents, weights)]
