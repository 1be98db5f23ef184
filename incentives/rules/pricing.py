"""Which plan version prices a person's day, and the price of each kind of source in it."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

FINDING = "finding"


@dataclass(frozen=True)
class Price:
    component_id: int
    points: int


@dataclass(frozen=True)
class Tariff:
    """A published version as the rules read it."""

    version_id: int
    plan_id: int
    label: str
    parameters: dict[str, Any]
    prices: dict[tuple[str, str, str], Price] = field(default_factory=dict)

    def finding(self, kind: str, topic: str) -> Price | None:
        """The price of this topic, else of this kind whatever the topic."""
        return self.prices.get((FINDING, kind, topic)) or self.prices.get((FINDING, kind, ""))

    def of(self, rule: str) -> Price | None:
        return self.prices.get((rule, "", ""))


@dataclass(frozen=True)
class Span:
    """Days [starts_on, ends_on)."""

    starts_on: date
    ends_on: date | None

    def holds(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


@dataclass(frozen=True)
class PriceBook:
    """The assignments of some people and every published version."""

    assignments: dict[int, list[tuple[Span, int]]]
    versions: dict[int, list[tuple[Span, Tariff]]]

    def at(self, person_id: int, day: date) -> Tariff | None:
        """The version in force for this person on this day; never today's."""
        for span, plan in self.assignments.get(person_id, ()):
            if span.holds(day):
                return next((tariff for held, tariff in self.versions.get(plan, ()) if held.holds(day)), None)
        return None

    def newest(self, plan_id: int) -> Tariff | None:
        """The last published version of a plan, in force already or not: the one to acknowledge."""
        published = self.versions.get(plan_id, ())
        return max(published, key=lambda entry: entry[0].starts_on)[1] if published else None

    def last_in(self, person_id: int, first: date, last: date) -> Tariff | None:
        """The last version in force between two days: the one whose caps and value a statement takes."""
        ends = {last}
        for span, plan in self.assignments.get(person_id, ()):
            for held in (span, *(held for held, _tariff in self.versions.get(plan, ()))):
                if held.ends_on and first < held.ends_on <= last:
                    ends.add(held.ends_on - timedelta(days=1))
        found = (self.at(person_id, day) for day in sorted(ends, reverse=True))
        return next((tariff for tariff in found if tariff), None)
