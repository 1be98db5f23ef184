"""Outcomes: what became of each lead agrees with its opportunity, whatever happened and however often we look."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial

from django.db import transaction

from core import clock
from crm.choices import OpportunityState
from crm.models import Opportunity
from leads import signals
from leads.choices import LeadState, OutcomeResult
from leads.models import Lead, Outcome
from leads.services.attribution import attribute_revenue, unsettled_deals, withdraw_attribution
from leads.services.states import move

BATCH = 500
SETTLED_STATES = (LeadState.CONVERTED, LeadState.WON, LeadState.LOST)
STATE_OF: dict[str, LeadState] = {
    OpportunityState.OPEN: LeadState.CONVERTED,
    OpportunityState.WON: LeadState.WON,
    OpportunityState.LOST: LeadState.LOST,
}


@dataclass(frozen=True)
class Wanted:
    """The live outcome a lead should have."""

    result: str
    amount: Decimal | None
    margin: Decimal | None
    decided_on: date

    def same_as(self, outcome: Outcome) -> bool:
        return (outcome.result, outcome.amount, outcome.margin, outcome.decided_on) == (
            self.result, self.amount, self.margin, self.decided_on,
        )  # fmt: skip


def settle_outcome(opportunity_id: int, *, now: datetime | None = None) -> int:
    """Outcomes and attribution agree with this opportunity; a second call writes nothing more."""
    return _settle([opportunity_id], now=now or clock.now())


def settle_all_outcomes(now: datetime | None = None, *, looking_back: timedelta = timedelta(days=3)) -> dict[str, int]:
    """Every deal that a bell missed, or that was touched afterwards, is settled."""
    now = now or clock.now()
    deals = unsettled_deals(clock.now() - looking_back)
    changed = sum(_settle(deals[start : start + BATCH], now=now) for start in range(0, len(deals), BATCH))
    return {"deals": len(deals), "outcomes": changed}


@transaction.atomic
def _settle(opportunity_ids: Iterable[int], *, now: datetime) -> int:
    ids = sorted(opportunity_ids)
    deals = {deal.pk: deal for deal in Opportunity.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    leads = Lead.objects.select_for_update(of=("self",)).filter(opportunity_id__in=ids, state__in=SETTLED_STATES)
    by_deal: dict[int, list[Lead]] = defaultdict(list)
    for lead in leads.order_by("captured_at", "pk"):
        by_deal[lead.opportunity_id or 0].append(lead)
    live = {row.lead_id: row for row in Outcome.objects.live().filter(lead__opportunity_id__in=ids)}
    changed = 0
    for pk, deal in deals.items():
        for place, lead in enumerate(by_deal[pk]):
            changed += _agree(lead, live.get(lead.pk), _wanted(deal, older=place == 0), deal, now)
    won = [pk for pk, deal in deals.items() if deal.state == OpportunityState.WON]
    withdraw_attribution(set(ids) - set(won))
    attribute_revenue(won)
    return changed


def _wanted(deal: Opportunity, *, older: bool) -> Wanted | None:
    """With two leads on one deal, the older one carries the amount and the other zero."""
    if deal.closed_on is None:
        return None
    if deal.state == OpportunityState.WON:
        nothing = Decimal("0.00")
        margin = deal.margin if older else (None if deal.margin is None else nothing)
        return Wanted(OutcomeResult.WON, deal.amount if older else nothing, margin, deal.closed_on)
    if deal.state == OpportunityState.LOST:
        return Wanted(OutcomeResult.LOST, None, None, deal.closed_on)
    return None


def _agree(lead: Lead, live: Outcome | None, wanted: Wanted | None, deal: Opportunity, now: datetime) -> int:
    wrong_outcome = (live is not None or wanted is not None) and not (live and wanted and wanted.same_as(live))
    if wrong_outcome:
        _replace(lead, live, wanted, deal, now)
    _follow(lead, STATE_OF[deal.state], now)
    if wrong_outcome:
        transaction.on_commit(partial(signals.outcome_changed.send_robust, sender=Outcome, lead_id=lead.pk))
    return int(wrong_outcome)


def _replace(lead: Lead, live: Outcome | None, wanted: Wanted | None, deal: Opportunity, now: datetime) -> None:
    if live is not None:
        live.superseded_at = now
        live.save(update_fields=["superseded_at"])
    if wanted is not None:
        Outcome.objects.create(
            lead=lead, opportunity=deal, result=wanted.result, amount=wanted.amount, margin=wanted.margin,
            decided_on=wanted.decided_on, created_at=now,
        )  # fmt: skip


def _follow(lead: Lead, state: LeadState, now: datetime) -> None:
    """The lead is converted, won or lost as its deal; from won to lost it passes through converted."""
    for step in _steps(lead.state, state):
        move(lead, step, by=None, now=now)


def _steps(old: str, new: LeadState) -> Sequence[LeadState]:
    if old == new:
        return ()
    return (new,) if LeadState.CONVERTED in (old, new) else (LeadState.CONVERTED, new)
