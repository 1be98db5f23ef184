"""The living map of the market: what the field says by topic, sector and month, never from under three companies."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Aggregate, Count, DateField, F, Max, Q, QuerySet
from django.db.models.functions import Trunc

from core.numbers import ratio
from core.periods import Month
from crm.choices import BuyingRole, FactTopic
from crm.models import Contact, Fact

LEAST = 3  # companies that say the same: fewer would point at one of them
MOST = 10  # lines in a box
AHEAD = 12  # months of the calendar of projects
LISTED = (FactTopic.COMPETITOR, FactTopic.EQUIPMENT, FactTopic.OBJECTION, FactTopic.NEED)


class Percentile(Aggregate):
    """The value below which that share of the rows lies."""

    function = "percentile_cont"
    template = "%(function)s(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that several companies say: `fresh` of the `sources` are still within their freshness."""

    topic: str
    words: str
    key: str
    sources: int
    fresh: int
    last: datetime


@dataclass(frozen=True, slots=True)
class Box:
    """A topic: its lines, and how many companies said something about it at all."""

    topic: str
    label: Any
    lines: list[Said]
    sources: int

    @property
    def largest(self) -> int:
        return max((line.sources for line in self.lines), default=0)


@dataclass(frozen=True, slots=True)
class Corridor:
    """Prices heard in one sector: four in five lie between `low` and `high`."""

    sector: str
    sources: int
    low: Decimal
    middle: Decimal
    high: Decimal
    last: datetime


@dataclass(frozen=True, slots=True)
class Projects:
    month: Month
    sources: int


@dataclass(frozen=True, slots=True)
class MarketMap:
    boxes: list[Box]
    corridors: list[Corridor]
    ceiling: Decimal
    projects: list[Projects]
    undated: int
    roles: list[tuple[Any, int, Decimal | None]]  # label, people, share

    @property
    def busiest(self) -> int:
        return max((one.sources for one in self.projects), default=0)

    @property
    def is_empty(self) -> bool:
        return not (self.corridors or self.projects or any(box.lines for box in self.boxes))


def market_map(facts: QuerySet[Fact], contacts: QuerySet[Contact], today: date) -> MarketMap:
    """What these facts say together; each figure counts companies, in a constant number of queries."""
    corridors = _corridors(facts)
    projects, undated = _projects(facts, today)
    return MarketMap(
        boxes=_boxes(facts, today),
        corridors=corridors,
        ceiling=max((one.high for one in corridors), default=Decimal(1)),
        projects=projects,
        undated=undated,
        roles=_roles(contacts),
    )


def said(facts: QuerySet[Fact], today: date, topics: tuple[str, ...]) -> list[Said]:
    """Every thing that enough companies say, the most said first."""
    still = Q(expires_on=None) | Q(expires_on__gte=today)
    found = (
        facts.filter(topic__in=topics)
        .order_by()
        .values("topic", "normal_form")
        .annotate(
            words=Max("value"),
            sources=Count("company", distinct=True),
            fresh=Count("company", distinct=True, filter=still),
            last=Max("confirmed_at"),
        )
        .filter(sources__gte=LEAST)
        .order_by("topic", "-sources", "normal_form")
    )
    return [
        Said(row["topic"], row["words"], row["normal_form"], row["sources"], row["fresh"], row["last"]) for row in found
    ]


def _boxes(facts: QuerySet[Fact], today: date) -> list[Box]:
    lines = said(facts, today, LISTED)
    counted = facts.filter(topic__in=LISTED).order_by().values("topic").annotate(n=Count("company", distinct=True))
    totals = {row["topic"]: row["n"] for row in counted}
    return [
        Box(topic, topic.label, [line for line in lines if line.topic == topic][:MOST], totals.get(topic, 0))
        for topic in LISTED
    ]


def _corridors(facts: QuerySet[Fact]) -> list[Corridor]:
    shares = {name: Percentile("amount", share=share) for name, share in (("low", 0.1), ("mid", 0.5), ("high", 0.9))}
    found: Any = (
        facts.filter(topic=FactTopic.PRICE, amount__isnull=False)
        .order_by()
        .values(sector=F("company__sector"))
        .annotate(sources=Count("company", distinct=True), last=Max("confirmed_at"), **shares)
        .filter(sources__gte=LEAST)
        .order_by("-sources", "sector")
    )
    return [
        Corridor(
            row["sector"], row["sources"], _whole(row["low"]), _whole(row["mid"]), _whole(row["high"]), row["last"]
        )
        for row in found[:MOST]
    ]


def _whole(value: Any) -> Decimal:
    return Decimal(str(value)).quantize(Decimal(1))


def _projects(facts: QuerySet[Fact], today: date) -> tuple[list[Projects], int]:
    month, coming = Month.of(today), facts.filter(topic=FactTopic.PROJECT)
    until = month.first + timedelta(days=31 * AHEAD)
    dated = (
        coming.filter(on_date__gte=month.first, on_date__lt=until)
        .order_by()
        .values(month=Trunc("on_date", "month", output_field=DateField()))
        .annotate(sources=Count("company", distinct=True))
        .filter(sources__gte=LEAST)
        .order_by("month")
    )
    undated: int = coming.filter(on_date=None).order_by().values("company").distinct().count()
    return [Projects(Month.of(row["month"]), row["sources"]) for row in dated], undated


def _roles(contacts: QuerySet[Contact]) -> list[tuple[Any, int, Decimal | None]]:
    known = contacts.exclude(buying_role="").order_by().values("buying_role")
    counted = known.annotate(n=Count("pk"), sources=Count("company", distinct=True)).filter(sources__gte=LEAST)
    found = {row["buying_role"]: row["n"] for row in counted}
    total = sum(found.values())
    return [(role.label, found[role], ratio(found[role], total)) for role in BuyingRole if role in found]
