"""Routing: a qualified lead finds the team and the rep who will receive it, with the reason kept."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.choices import Role
from accounts.models import User
from core import clock
from core.exceptions import BusinessRuleError, TransitionNotAllowed
from leads.choices import LeadState, OwnerWhy
from leads.models import Lead, RoutingRule
from leads.models.routing_pool import candidates, owner_comes_first, prospect_of, rules_in_force
from leads.rules import routing
from leads.services.states import lock, move, note_owner

ROUTABLE = (LeadState.QUALIFIED, LeadState.ROUTED)


@transaction.atomic
def route_lead(lead: Lead, *, by: User | None, now: datetime | None = None, leaving_out: Collection[int] = ()) -> Lead:
    """The lead is routed to a rep with the reason, or stays qualified and says why nobody was found."""
    now = now or clock.now()
    lead = lock(lead)
    _refuse_unroutable(lead)
    people = candidates(now, leaving_out)
    route = routing.choose(prospect_of(lead), rules_in_force(), people, owner_first=owner_comes_first())
    return _apply(lead, route, by=by, now=now)


@transaction.atomic
def assign_lead(lead: Lead, *, by: User, to: User, now: datetime | None = None) -> Lead:
    """Somebody chose the rep by hand: routed, and the reason says who chose."""
    now = now or clock.now()
    refuse_receiver(to)
    lead = lock(lead)
    _refuse_unroutable(lead)
    chosen: dict[str, Any] = {
        "owner_id": to.pk, "team_id": to.team_id, "routing_rule": None, "routing_reason": f"chosen:{by.name}",
        "routed_at": now,
    }  # fmt: skip
    if lead.state == LeadState.ROUTED:
        return _store(lead, chosen, by=by, now=now, why=OwnerWhy.CHOSEN)
    return move(lead, LeadState.ROUTED, by=by, now=now, why=OwnerWhy.CHOSEN, **chosen)


def refuse_receiver(to: User) -> None:
    """Only somebody active who sells receives leads."""
    if not to.is_active or to.role not in (Role.REP, Role.SALES_MANAGER):
        message = _("This person cannot receive leads.")
        raise BusinessRuleError(message, code="not_a_receiver", fields={"to": message})


def _refuse_unroutable(lead: Lead) -> None:
    if lead.state not in ROUTABLE:
        raise TransitionNotAllowed(_("Only a qualified lead is routed."))


def _apply(lead: Lead, route: routing.Route, *, by: User | None, now: datetime) -> Lead:
    rule = RoutingRule.objects.filter(pk=route.rule_id).first() if route.rule_id else None
    reason = f"{route.why}:{rule.name}" if rule else route.why
    found: dict[str, Any] = {
        "owner_id": route.rep_id, "team_id": route.team_id, "routing_rule": rule, "routing_reason": reason,
        "routed_at": now if route.rep_id else None,
    }  # fmt: skip
    if route.rep_id is None:
        if lead.state != LeadState.QUALIFIED:
            return move(lead, LeadState.QUALIFIED, by=by, now=now, note=reason, **found)
        return _store(lead, found, by=by, now=now, why=OwnerWhy.RETURNED)
    if lead.state == LeadState.ROUTED:
        return _store(lead, found, by=by, now=now, why=OwnerWhy.ROUTED)
    return move(lead, LeadState.ROUTED, by=by, now=now, note=reason, **found)


def _store(lead: Lead, fields: dict[str, Any], *, by: User | None, now: datetime, why: str) -> Lead:
    """The lead keeps its state and has another rep, or a reason why it has none."""
    before = lead.owner_id
    for name, value in fields.items():
        setattr(lead, name, value)
    lead.save(update_fields=[*fields, "updated_at"])
    note_owner(lead, before, by=by, now=now, why=why)
    return lead
