"""What won leads deserve: the base of the plan, divided over the campaigns of the deal by the U model."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery

from incentives.choices import LineKind, Rule
from incentives.models import LedgerLine, planned_for
from incentives.rules.points import lead_won_points
from incentives.rules.pricing import PriceBook
from incentives.services.dues import Due, Family
from leads.choices import AttributionModel, OutcomeResult
from leads.models import Outcome, RevenueAttribution


def _credits() -> Q:
    """Live wins that carry the amount of their deal: of two leads on one deal, the older one's."""
    return Q(superseded_at__isnull=True, result=OutcomeResult.WON, amount__gt=0)


def _unsettled() -> QuerySet[Outcome]:
    """Wins never booked, or whose deal was attributed anew since: a campaign that changes hands moves no points."""
    lines = LedgerLine.objects.filter(outcome=OuterRef("pk"), kind=LineKind.EARNED)
    booked = lines.order_by().values("outcome").annotate(at=Max("created_at")).values("at")
    shares = RevenueAttribution.objects.filter(model=AttributionModel.U, opportunity=OuterRef("opportunity"))
    computed = shares.order_by().values("opportunity").annotate(at=Max("computed_at")).values("at")
    wins = Outcome.objects.filter(_credits()).annotate(booked=Subquery(booked), computed=Subquery(computed))
    found: QuerySet[Outcome] = wins.filter(Q(booked__isnull=True) | Q(computed__gt=F("booked")))
    return found


def dues(outcome_ids: Sequence[int], book: PriceBook) -> tuple[list[Due], list[int]]:
    """Each campaign owner's share of each won lead; what no campaign brought credits nobody."""
    outcomes = list(_unsettled().filter(pk__in=outcome_ids).order_by("pk"))
    undone = Outcome.objects.exclude(_credits()).filter(pk__in=outcome_ids)
    concerned = [*(outcome.pk for outcome in outcomes), *undone.values_list("pk", flat=True)]
    weights: dict[int, list[tuple[str, Decimal]]] = defaultdict(list)
    owners: dict[tuple[int, str], int] = {}
    shares = RevenueAttribution.objects.filter(
        model=AttributionModel.U, opportunity__in=[outcome.opportunity_id for outcome in outcomes]
    )
    for deal, bucket, weight, owner in shares.values_list("opportunity_id", "bucket", "weight", "campaign__owner_id"):
        weights[deal].append((bucket, weight))
        if owner is not None:
            owners[(deal, bucket)] = owner
    result: dict[tuple[int, int], Due] = {}
    for outcome in outcomes:
        deal = outcome.opportunity_id
        split: dict[int, dict[str, int]] = {}
        for bucket, _weight in sorted(weights[deal]):
            owner = owners.get((deal, bucket))
            tariff = book.at(owner, outcome.decided_on) if owner else None
            price = tariff.of(Rule.LEAD_WON) if tariff else None
            if owner is None or price is None:
                continue
            if price.points not in split:
                split[price.points] = lead_won_points(price.points, weights[deal])
            points = split[price.points][bucket]
            before = result.get((outcome.pk, owner))
            total = points + (before.points if before else 0)
            result[(outcome.pk, owner)] = Due(owner, price.component_id, outcome.pk, total, outcome.decided_on)
    return list(result.values()), concerned


def waiting(since: datetime | None) -> Iterable[int]:
    """Wins without the line of a campaign's owner, wins attributed anew, undone wins that still have credit."""
    planned = planned_for("campaign__owner", OuterRef("decided_on"), Rule.LEAD_WON)
    credited = RevenueAttribution.objects.filter(
        planned, model=AttributionModel.U, opportunity=OuterRef("opportunity"), campaign__isnull=False
    )
    live = LedgerLine.objects.live().telling().filter(outcome=OuterRef("pk"))
    fresh = _unsettled().filter(Exists(credited))
    undone = Outcome.objects.exclude(_credits()).filter(Exists(live))
    if since is not None:
        fresh = fresh.filter(Q(created_at__gte=since) | Q(computed__gte=since))
        undone = undone.filter(superseded_at__gte=since)
    fields = ("decided_on", "pk")
    rows = {row for found in (fresh, undone) for row in found.order_by().values_list(*fields)}
    return [pk for _day, pk in sorted(rows)]


def lock(outcome_ids: Sequence[int]) -> None:
    list(Outcome.objects.select_for_update(no_key=True).filter(pk__in=outcome_ids).order_by("pk").values_list("pk"))


FAMILY = Family("outcome", "outcome", waiting, lock, dues, Q())
