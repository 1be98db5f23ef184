"""Outcomes: what became of each lead agrees with its opportunity, whatever happened and however often we look."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import partial

from django.db import transaction

from core import clock
from crm.choices import OpportunityState
from crm.models import Opportunity
from leads import signals
from leads.choices import LeadState, OutcomeResult
from leads.models import Lead, LeadTransition, Outcome
from leads.rules.workflow import LEAD
from leads.services.attribution import attribute_revenue, unsettled_deals, withdraw_attribution

BATCH = 500
RUNG = 100  # beyond, the upper floor's own sweep finds them: a bell each would only fill the queue
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


@dataclass
class Work:
    """What a batch changes, gathered first and written set by set."""

    now: datetime
    changed: list[int] = field(default_factory=list)
    superseded: list[int] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    history: list[LeadTransition] = field(default_factory=list)
    states: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def agree(self, lead: Lead, live: Outcome | None, wanted: Wanted | None, deal: Opportunity) -> None:
        self.follow(lead, STATE_OF[deal.state])
        if (live is None and wanted is None) or (live and wanted and wanted.same_as(live)):
            return
        self.changed.append(lead.pk)
        if live is not None:
            self.superseded.append(live.pk)
        if wanted is not None:
            self.outcomes.append(
                Outcome(
                    lead=lead, opportunity=deal, result=wanted.result, amount=wanted.amount, margin=wanted.margin,
                    decided_on=wanted.decided_on, created_at=self.now,
                )
            )  # fmt: skip

    def follow(self, lead: Lead, state: LeadState) -> None:
        """The lead is converted, won or lost as its deal; from won to lost it passes through converted."""
        before = lead.state
        for step in _steps(before, state):
            LEAD.check(before, step)
            self.history.append(LeadTransition(lead=lead, from_state=before, to_state=step, at=self.now, by=None))
            before = step
        if before != lead.state:
            self.states[before].append(lead.pk)

    def write(self) -> None:
        Outcome.objects.filter(pk__in=self.superseded).update(superseded_at=self.now)
        Outcome.objects.bulk_create(self.outcomes)
        LeadTransition.objects.bulk_create(self.history)
        for state, ids in self.states.items():
            Lead.objects.filter(pk__in=ids).update(state=state, updated_at=self.now)


def settle_outcome(opportunity_id: int, *, now: datetime | None = None) -> int:
    """Outcomes and attribution agree with this opportunity; a second call writes nothing more."""
    return _settle([opportunity_id], now=now or clock.now(), ring=True)


def settle_all_outcomes(now: datetime | None = None, *, looking_back: timedelta = timedelta(days=3)) -> dict[str, int]:
    """Every deal that a bell missed, or that was touched afterwards, is settled."""
    now = now or clock.now()
    deals = unsettled_deals(clock.now() - looking_back)
    ring = len(deals) <= RUNG
    changed = sum(_settle(deals[at : at + BATCH], now=now, ring=ring) for at in range(0, len(deals), BATCH))
    return {"deals": len(deals), "outcomes": changed}


@transaction.atomic
def _settle(opportunity_ids: Iterable[int], *, now: datetime, ring: bool) -> int:
    ids = sorted(opportunity_ids)
    deals = {deal.pk: deal for deal in Opportunity.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    leads = Lead.objects.select_for_update(of=("self",), no_key=True).filter(
        opportunity_id__in=ids, state__in=SETTLED_STATES
    )
    by_deal: dict[int, list[Lead]] = defaultdict(list)
    for lead in leads.order_by("captured_at", "pk"):
        by_deal[lead.opportunity_id or 0].append(lead)
    live = {row.lead_id: row for row in Outcome.objects.live().filter(lead__opportunity_id__in=ids)}
    work = Work(now)
    for pk, deal in deals.items():
        for place, lead in enumerate(by_deal[pk]):
            work.agree(lead, live.get(lead.pk), _wanted(deal, older=place == 0), deal)
    work.write()
    won = [pk for pk, deal in deals.items() if deal.state == OpportunityState.WON]
    withdraw_attribution(set(ids) - set(won))
    attribute_revenue(won)
    for lead_id in work.changed if ring else ():
        transaction.on_commit(partial(signals.outcome_changed.send_robust, sender=Outcome, lead_id=lead_id))
    return len(work.changed)


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


def _steps(old: str, new: LeadState) -> Sequence[LeadState]:
    if old == new:
        return ()
    return (new,) if LeadState.CONVERTED in (old, new) else (LeadState.CONVERTED, new)
