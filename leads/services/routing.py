"""Routing: a qualified lead finds the team and the rep who will receive it, with the reason kept."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.models import User
from core import clock
from core.exceptions import TransitionNotAllowed
from leads.choices import OPEN_STATES, LeadState
from leads.models import Lead, RoutingRule
from leads.rules import routing
from leads.rules.workflow import LEAD
from leads.services.states import lock, move

ROUTABLE = (LeadState.QUALIFIED, LeadState.ROUTED)


@transaction.atomic
def route_lead(lead: Lead, *, by: User | None, now: datetime | None = None, leaving_out: Collection[int] = ()) -> Lead:
    """The lead is routed to a rep with the reason, or stays qualified and says why nobody was found."""
    now = now or clock.now()
    lead = lock(lead)
    if lead.state not in ROUTABLE:
        LEAD.check(lead.state, LeadState.ROUTED)
        raise TransitionNotAllowed(_("Only a qualified lead is routed."))
    route = routing.choose(_prospect(lead), _rules(), _people(leaving_out))
    return _apply(lead, route, by=by, now=now)


@transaction.atomic
def assign_lead(lead: Lead, *, by: User, to: User, now: datetime | None = None) -> Lead:
    """Somebody chose the rep by hand: routed, and the reason says who chose."""
    now = now or clock.now()
    lead = lock(lead)
    reason = f"chosen:{by.name}"
    if lead.state == LeadState.ROUTED:
        return _keep(lead, to, reason)
    return move(
        lead, LeadState.ROUTED, by=by, now=now, owner=to, team=to.team, routing_rule=None, routing_reason=reason
    )


def _apply(lead: Lead, route: routing.Route, *, by: User | None, now: datetime) -> Lead:
    rule = RoutingRule.objects.filter(pk=route.rule_id).first() if route.rule_id else None
    reason = f"{route.why}:{rule.name}" if rule else route.why
    fields = {"owner_id": route.rep_id, "team_id": route.team_id, "routing_rule": rule, "routing_reason": reason}
    if route.rep_id is None:
        if lead.state != LeadState.QUALIFIED:
            return move(lead, LeadState.QUALIFIED, by=by, now=now, note=reason, **fields)
        return _store(lead, fields)
    if lead.state == LeadState.ROUTED:
        return _store(lead, fields)
    return move(lead, LeadState.ROUTED, by=by, now=now, note=reason, **fields)


def _keep(lead: Lead, to: User, reason: str) -> Lead:
    return _store(lead, {"owner_id": to.pk, "team_id": to.team_id, "routing_rule": None, "routing_reason": reason})


def _store(lead: Lead, fields: dict[str, object]) -> Lead:
    for name, value in fields.items():
        setattr(lead, name, value)
    lead.save(update_fields=["owner", "team", "routing_rule", "routing_reason", "updated_at"])
    return lead


def _prospect(lead: Lead) -> routing.Prospect:
    return routing.Prospect(
        campaign_id=lead.campaign_id,
        postcode=lead.postcode,
        sector=lead.sector,
        employees=lead.employees,
        company_owner_id=lead.company.owner_id if lead.company_id and lead.company else None,
    )


def _rules() -> list[routing.Rule]:
    names = (
        "id", "name", "campaign_id", "territory", "sector", "min_employees", "max_employees", "method", "team_id",
        "rep_id",
    )  # fmt: skip
    return [routing.Rule(**row) for row in RoutingRule.objects.active().values(*names)]


def _people(leaving_out: Collection[int]) -> list[routing.Candidate]:
    """Active reps with the number of their open leads and when they last received one."""
    rows = (
        User.objects.filter(is_active=True, role=Role.REP)
        .exclude(pk__in=leaving_out)
        .annotate(open_leads=Count("leads", filter=Q(leads__state__in=OPEN_STATES)), last=Max("leads__updated_at"))
        .order_by("pk")
        .values_list("pk", "team_id", "open_leads", "last")
    )
    return [routing.Candidate(pk, team, count, last.timestamp() if last else 0.0) for pk, team, count, last in rows]
