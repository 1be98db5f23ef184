"""How reviewers are compared: which verdicts get a second opinion, and how far two reviewers agree beyond chance."""

import hashlib
import hmac
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

PLACES = 10_000
Z95 = Decimal("1.959964")  # 97.5th percentile of the normal law
FINE = Decimal("0.000001")  # pages round to two decimals: rounding twice would tell another figure
ONE, ZERO = Decimal(1), Decimal(0)


def is_drawn(finding_id: int, percent: Decimal, salt: str) -> bool:
    """The place of this finding between 0 and 100 lies below the percentage: the same answer each time it is asked."""
    digest = hmac.digest(salt.encode(), f"second:{finding_id}".encode(), hashlib.sha256)
    place = Decimal(int.from_bytes(digest[:8], "big") % PLACES) * 100 / PLACES
    return place < percent


@dataclass(frozen=True)
class Agreement:
    """Two reviewers on the same findings; kappa and its bounds are None when chance alone explains everything."""

    n: int
    agreed: int
    kappa: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def share(self) -> Decimal | None:
        return Decimal(self.agreed) / self.n if self.n else None


def cohen(pairs: Iterable[tuple[str, str]]) -> Agreement:
    """Cohen's kappa (1960) of (first, second) opinions, with the 95 % interval of Fleiss, Cohen and Everitt (1969).

    κ = (po − pe) / (1 − pe); six decimals; the interval is cut at −1 and 1.
    """
    cells = Counter(pairs)
    n = sum(cells.values())
    agreed = sum(count for (one, other), count in cells.items() if one == other)
    if not n:
        return Agreement(0, 0)
    share = {cell: Decimal(count) / n for cell, count in cells.items()}
    first: defaultdict[str, Decimal] = defaultdict(Decimal)
    second: defaultdict[str, Decimal] = defaultdict(Decimal)
    for (one, other), part in share.items():
        first[one] += part
        second[other] += part
    by_chance = sum((first[name] * second[name] for name in tuple(first)), ZERO)
    if by_chance == ONE:
        return Agreement(n, agreed)
    kappa = (Decimal(agreed) / n - by_chance) / (ONE - by_chance)
    spread = ZERO
    for (one, other), part in share.items():
        if one == other:
            spread += part * (ONE - (first[one] + second[one]) * (ONE - kappa)) ** 2
        else:
            spread += part * (ONE - kappa) ** 2 * (second[one] + first[other]) ** 2
    spread -= (kappa - by_chance * (ONE - kappa)) ** 2
    error = (max(spread, ZERO) / n).sqrt() / (ONE - by_chance)
    low, high = max(kappa - Z95 * error, -ONE), min(kappa + Z95 * error, ONE)
    return Agreement(n, agreed, *(value.quantize(FINE) for value in (kappa, low, high)))
