"""Several leads at once: reassigned, or handed off with one promise; what cannot be is told, lead by lead."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, clock
from core.exceptions import BusinessRuleError
from core.working_time import calendar_for
from leads.choices import LeadState, OwnerWhy
from leads.models import Handoff, Lead
from leads.services.handoff import hand_off_lead, withdraw_handoff
from leads.services.routing import ROUTABLE, assign_lead, refuse_receiver, route_lead
from leads.services.states import close_contact_question, lock, note_owner

MOST = 500
TAKEN = (LeadState.ACCEPTED, LeadState.WORKING)


@dataclass
class BulkResult:
    """How many leads were done, and why the others were not."""

    done: int = 0
    refused: list[tuple[Lead, str]] = field(default_factory=list)


@transaction.atomic
def reassign_lead(lead: Lead, *, by: User, to: User, now: datetime | None = None) -> Lead:
    """Another rep has the lead, wherever it stands; one that waits for an answer is handed over again, clock anew."""
    now = now or clock.now()
    refuse_receiver(to)
    lead = lock(lead)
    if lead.owner_id == to.pk:
        raise BusinessRuleError(_("This lead is theirs already."), code="already_theirs")
    if lead.state in ROUTABLE:
        return assign_lead(lead, by=by, to=to, now=now)
    if lead.state == LeadState.HANDED_OFF:
        return _hand_over_again(lead, by=by, to=to, now=now)
    if lead.state not in TAKEN:
        raise BusinessRuleError(_("Only a lead still to be won changes hands."), code="not_open")
    before = lead.owner_id
    lead.owner, lead.team, lead.contact_paused_at = to, to.team, None
    if left := close_contact_question(lead, now):
        lead.first_contact_due_at = calendar_for(to.team).add_time(now, left)
    lead.save(update_fields=["owner", "team", "contact_paused_at", "first_contact_due_at", "updated_at"])
    note_owner(lead, before, by=by, now=now, why=OwnerWhy.REASSIGNED)
    audit.record("lead.reassigned", lead, by=by, before={"owner": before}, after={"owner": to.pk})
    return lead


def _hand_over_again(lead: Lead, *, by: User, to: User, now: datetime) -> Lead:
    waiting = Handoff.objects.get(lead=lead, decision="pending")
    withdraw_handoff(waiting, by=by, now=now)
    words = {"promise": waiting.promise, "proof": waiting.proof, "opener": waiting.opener}
    return hand_off_lead(lead, by=by, to=to, now=now, **words).lead


def reassign_leads(leads: Iterable[Lead], *, by: User, to: User, now: datetime | None = None) -> BulkResult:
    """Every lead that may is now with this rep: after a departure, or to share the load."""
    return _each(leads, lambda lead: reassign_lead(lead, by=by, to=to, now=now))


def hand_off_leads(
    leads: Iterable[Lead],
    *,
    by: User,
    promise: str = "",
    proof: str = "",
    opener: str = "",
    to: User | None = None,
    now: datetime | None = None,
) -> BulkResult:
    """Every lead that may is handed over: to this rep, to the one it was routed to, or to whom the rules give it.

    Each part of the promise is this one, or the usual one of the lead's campaign when it is left empty.
    """
    words = {"promise": promise, "proof": proof, "opener": opener}

    def hand_off(lead: Lead) -> None:
        _hand_off_or_route(lead, by=by, to=to, now=now or clock.now(), words=words)

    return _each(leads, hand_off)


@transaction.atomic
def _hand_off_or_route(lead: Lead, *, by: User, to: User | None, now: datetime, words: dict[str, str]) -> Handoff:
    """A lead without a rep goes through the rules first; when no promise can be made, it is not routed either."""
    receiver = to or lead.owner
    if receiver is None and lead.state == LeadState.QUALIFIED:
        lead = route_lead(lead, by=by, now=now)
        receiver = lead.owner
    if receiver is None:
        raise BusinessRuleError(_("No rep is chosen for this lead."), code="no_receiver")
    return hand_off_lead(lead, by=by, to=receiver, now=now, **words)


def route_and_promise(leads: Iterable[Lead], *, by: User, now: datetime | None = None) -> tuple[int, int]:
    """Each lead goes through the rules; placed, it is handed over when its campaign says the whole usual promise.

    How many found a rep, and how many of them were handed over.
    """
    now, placed, handed = now or clock.now(), 0, 0
    for lead in leads:
        routed = route_lead(lead, by=by, now=now)
        if routed.owner is None:
            continue
        placed += 1
        with suppress(BusinessRuleError, ValidationError), transaction.atomic():
            hand_off_lead(routed, by=by, to=routed.owner, now=now)
            handed += 1
    return placed, handed


def _each(leads: Iterable[Lead], act: Callable[[Lead], object]) -> BulkResult:
    result = BulkResult()
    for lead in leads:
        try:
            act(lead)
            result.done += 1
        except BusinessRuleError as error:
            result.refused.append((lead, str(error.message)))
        except ValidationError as error:
            result.refused.append((lead, " ".join(error.messages)))
    return result
