"""What a complete company record holds, what each part weighs, and for how long it stays fresh."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Expected:
    weight: int
    fresh_days: int


# Freshness as for novelty: phone 365 days, competitor 180, the rest 730.
EXPECTED: dict[str, Expected] = {
    "siren": Expected(1, 730),
    "sector": Expected(2, 730),
    "segment": Expected(2, 730),
    "employees": Expected(2, 730),
    "city": Expected(1, 730),
    "postcode": Expected(1, 730),
    "phone": Expected(3, 365),
    "website": Expected(1, 730),
    "contact": Expected(4, 365),
    "decision_maker": Expected(2, 365),
    "competitor": Expected(2, 180),
    "equipment": Expected(2, 730),
}
