"""What routing weighs, read once for one lead or for a thousand: the rules, the reps and what each can take."""

from collections.abc import Collection
from datetime import datetime
from fractions import Fraction
from typing import Any

from django.db.models import Count, DateTimeField, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from accounts.availability import people_away
from accounts.choices import Role
from accounts.models import Team, User
from core import clock
from core.working_time import calendar_for
from leads.choices import OPEN_STATES, RoutingMethod
from leads.models.lead import Lead
from leads.models.routing import LeadCapacity, RoutingRule
from leads.rules import routing

FIELDS = (
    "id", "name", "campaign_id", "territory", "sector", "min_employees", "max_employees", "method", "team_id", "rep_id",
)  # fmt: skip
USUAL_HOURS = 16


def rules_in_force(trying: int | None = None) -> list[routing.Rule]:
    """The active rules in their order; `trying` adds one that is switched off, at its rank."""
    rows = RoutingRule.objects.filter(Q(active=True) | Q(pk=trying or 0)).order_by("rank", "pk")
    return [routing.Rule(**row) for row in rows.values(*FIELDS)]


def owner_comes_first() -> bool:
    """True as long as no rule, in force or not, says where the owner of the company comes."""
    return not RoutingRule.objects.filter(method=RoutingMethod.OWNER).exists()


def prospect_of(lead: Lead) -> routing.Prospect:
    return routing.Prospect(
        campaign_id=lead.campaign_id,
        postcode=lead.postcode,
        sector=lead.sector,
        employees=lead.employees,
        company_owner_id=lead.company.owner_id if lead.company_id and lead.company else None,
    )


def candidates(now: datetime, leaving_out: Collection[int] = ()) -> list[routing.Candidate]:
    """Active reps with what they carry, received today and can take.

    Away is who will not be there on one of the days given to decide: a lead handed on the eve of holidays would expire.
    """
    away = _away(now)
    capacities = {row.rep_id: row for row in LeadCapacity.objects.all()}
    rows = _with_counts(now).filter(is_active=True, role=Role.REP).exclude(pk__in=leaving_out).order_by("pk")
    return [
        routing.Candidate(
            id=pk, team_id=team, open_leads=count, last_received=last.timestamp() if last else 0.0,
            received_today=today, share=Fraction(str(share)), away=pk in away,
            capacity=capacities[pk].open_leads if pk in capacities else None,
            quota=capacities[pk].daily_quota if pk in capacities else None,
        )
        for pk, team, share, count, last, today in rows.values_list(
            "pk", "team_id", "working_share", "open_count", "last", "today"
        )
    ]  # fmt: skip


def _with_counts(now: datetime) -> QuerySet[Any]:
    """Each count by its own index, so that reps with a long past cost no more."""
    mine = Lead.objects.filter(owner=OuterRef("pk")).order_by()
    counted = mine.filter(state__in=OPEN_STATES).values("owner").annotate(n=Count("pk")).values("n")
    received = mine.filter(routed_at__gte=clock.start_utc(clock.local_day(now)))
    newest = mine.filter(routed_at__isnull=False).order_by("-routed_at").values("routed_at")[:1]
    people: QuerySet[Any] = User.objects.annotate(
        open_count=Coalesce(Subquery(counted, IntegerField()), Value(0)),
        today=Coalesce(
            Subquery(received.values("owner").annotate(n=Count("pk")).values("n"), IntegerField()), Value(0)
        ),
        last=Subquery(newest, DateTimeField()),
    )
    return people


def _away(now: datetime) -> frozenset[int]:
    """Team by team, since each has its own hours and holidays."""
    today = clock.local_day(now)
    spans = {}
    for team in [None, *Team.objects.all()]:
        hours = team.decision_hours if team else USUAL_HOURS
        spans[team.pk if team else None] = clock.local_day(calendar_for(team).add_hours(now, hours))
    gone = {last: people_away(today, last) for last in set(spans.values())}
    longest = frozenset().union(*gone.values())
    members = User.objects.filter(pk__in=longest).values_list("pk", "team_id")
    return frozenset(pk for pk, team in members if pk in gone[spans[team]])
