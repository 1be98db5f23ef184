"""What won leads deserve: the base of the plan, divided over the campaigns of the deal by the U model."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from django.db.models import Exists, F, Max, OuterRef, Q, Subquery

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


def dues(outcome_ids: Sequence[int], book: PriceBook) -> tuple[list[Due], list[int]]:
    """Each campaign owner's share of each won lead; what no campaign brought credits nobody."""
    outcomes = list(Outcome.objects.filter(_credits(), pk__in=outcome_ids).order_by("pk"))
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
        for bucket, _weight in sorted(weights[deal]):
            owner = owners.get((deal, bucket))
            tariff = book.at(owner, outcome.decided_on) if owner else None
            price = tariff.of(Rule.LEAD_WON) if tariff else None
            if owner is None or price is None:
                continue
            points = lead_won_points(price.points, weights[deal])[bucket]
            before = result.get((outcome.pk, owner))
            total = points + (before.points if before else 0)
            result[(outcome.pk, owner)] = Due(owner, price.component_id, outcome.pk, total, outcome.decided_on)
    return list(result.values()), list(outcome_ids)


def waiting(since: datetime | None) -> Iterable[int]:
    """Wins without the line of a campaign's owner, wins attributed anew, undone wins that still have credit."""
    planned = planned_for("campaign__owner", OuterRef("decided_on"), Rule.LEAD_WON)
    line = LedgerLine.objects.filter(
        outcome=OuterRef(OuterRef("pk")), person=OuterRef("campaign__owner"), kind=LineKind.EARNED
    )
    credited = RevenueAttribution.objects.filter(
        planned, model=AttributionModel.U, opportunity=OuterRef("opportunity"), campaign__isnull=False
    )
    live = LedgerLine.objects.live().telling().filter(outcome=OuterRef("pk"))
    last = live.order_by().values("outcome").annotate(at=Max("created_at")).values("at")
    computed = RevenueAttribution.objects.filter(model=AttributionModel.U, opportunity=OuterRef("opportunity"))
    newest = computed.order_by().values("opportunity").annotate(at=Max("computed_at")).values("at")
    fresh = Outcome.objects.filter(_credits()).filter(Exists(credited.filter(~Exists(line))))
    moved = Outcome.objects.filter(_credits()).annotate(booked=Subquery(last), computed=Subquery(newest))
    moved = moved.filter(computed__gt=F("booked"))
    undone = Outcome.objects.exclude(_credits()).filter(Exists(live))
    if since is not None:
        fresh = fresh.filter(created_at__gte=since)
        moved = moved.filter(computed__gte=since)
        undone = undone.filter(superseded_at__gte=since)
    fields = ("decided_on", "pk")
    rows = {row for found in (fresh, moved, undone) for row in found.order_by().values_list(*fields)}
    return [pk for _day, pk in sorted(rows)]


def lock(outcome_ids: Sequence[int]) -> None:
    list(Outcome.objects.select_for_update(no_key=True).filter(pk__in=outcome_ids).order_by("pk").values_list("pk"))


FAMILY = Family("outcome", "outcome", waiting, lock, dues, Q())
