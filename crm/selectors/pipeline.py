"""Amounts by stage, win rate, ageing and sums per seller, for one period or for all time."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from core.numbers import ratio
from crm.choices import OpportunityState, Stage
from crm.models import Opportunity

ZERO = Decimal("0.00")
AGES = ((0, 30), (31, 90), (91, 180), (181, None))


@dataclass(frozen=True, slots=True)
class SellerRow:
    """One seller's deals: closed in the period, open today."""

    pk: int
    name: str
    team: str
    won_amount: Decimal
    won: int
    lost: int
    open: int
    open_amount: Decimal

    @property
    def closed(self) -> int:
        return self.won + self.lost

    @property
    def win_rate(self) -> Decimal | None:
        return ratio(self.won, self.closed)


@dataclass(frozen=True, slots=True)
class Step:
    """One part of the open pipeline."""

    key: str
    label: Any
    count: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Pipeline:
    won_amount: Decimal
    won: int
    lost: int
    open: int
    open_amount: Decimal
    stages: list[Step]
    ages: list[Step]
    sellers: list[SellerRow]

    @property
    def closed(self) -> int:
        return self.won + self.lost

    @property
    def win_rate(self) -> Decimal | None:
        return ratio(self.won, self.closed)

    @property
    def average_won(self) -> Decimal | None:
        return ratio(self.won_amount, self.won)


def pipeline(deals: QuerySet[Opportunity], *, first: date | None, last: date | None, today: date) -> Pipeline:
    """The figures of these deals: won and lost by their closing day, open ones as they stand."""
    won, lost, is_open = _conditions(first, last)
    total = deals.order_by().aggregate(**_sums(won, lost, is_open))
    sellers = (
        deals.order_by().values("owner_id", "owner__name", "owner__team__name").annotate(**_sums(won, lost, is_open))
    )
    return Pipeline(
        won_amount=total["won_amount"] or ZERO,
        won=total["won"],
        lost=total["lost"],
        open=total["open"],
        open_amount=total["open_amount"] or ZERO,
        stages=_stages(deals),
        ages=_ages(deals, today),
        sellers=sorted((_seller(dict(row)) for row in sellers), key=lambda row: (-row.won_amount, row.name, row.pk)),
    )


def _conditions(first: date | None, last: date | None) -> tuple[Q, Q, Q]:
    period = Q()
    if first:
        period &= Q(closed_on__gte=first)
    if last:
        period &= Q(closed_on__lte=last)
    return (
        Q(state=OpportunityState.WON) & period,
        Q(state=OpportunityState.LOST) & period,
        Q(state=OpportunityState.OPEN),
    )


def _sums(won: Q, lost: Q, is_open: Q) -> dict[str, Any]:
    return {
        "won": Count("pk", filter=won),
        "lost": Count("pk", filter=lost),
        "open": Count("pk", filter=is_open),
        "won_amount": Sum("amount", filter=won),
        "open_amount": Sum("amount", filter=is_open),
    }


def _seller(row: dict[str, Any]) -> SellerRow:
    return SellerRow(
        pk=row["owner_id"],
        name=row["owner__name"],
        team=row["owner__team__name"] or "",
        won_amount=row["won_amount"] or ZERO,
        won=row["won"],
        lost=row["lost"],
        open=row["open"],
        open_amount=row["open_amount"] or ZERO,
    )


def _stages(deals: QuerySet[Opportunity]) -> list[Step]:
    rows = (
        deals.filter(state=OpportunityState.OPEN)
        .order_by()
        .values("stage")
        .annotate(n=Count("pk"), amount=Sum("amount"))
    )
    found: dict[str, Any] = {row["stage"]: row for row in rows}
    return [
        Step(stage.value, stage.label, found.get(stage, {}).get("n", 0), found.get(stage, {}).get("amount") or ZERO)
        for stage in Stage
    ]


def _ages(deals: QuerySet[Opportunity], today: date) -> list[Step]:
    """Open deals by how long they have been open."""
    asked: dict[str, Any] = {}
    for low, high in AGES:
        span = Q(opened_on__lte=today - timedelta(days=low))
        if high is not None:
            span &= Q(opened_on__gte=today - timedelta(days=high))
        asked |= {f"n_{low}": Count("pk", filter=span), f"amount_{low}": Sum("amount", filter=span)}
    undated = Q(opened_on__isnull=True)
    asked |= {"n_none": Count("pk", filter=undated), "amount_none": Sum("amount", filter=undated)}
    row = deals.filter(state=OpportunityState.OPEN).order_by().aggregate(**asked)
    labels = (_("0 to 30 days"), _("31 to 90 days"), _("91 to 180 days"), _("more than 180 days"))
    steps = [
        Step(str(low), label, row[f"n_{low}"], row[f"amount_{low}"] or ZERO)
        for (low, _high), label in zip(AGES, labels, strict=True)
    ]
    if row["n_none"]:
        steps.append(Step("none", _("no opening day"), row["n_none"], row["amount_none"] or ZERO))
    return steps
