"""The day prefilled: what earlier visits promised and the leads that wait for a first contact."""

from datetime import date
from typing import Any

from accounts.models import User
from core import clock
from debrief.choices import NextStep, VisitKind, VisitState
from debrief.models import Debrief, Visit, VisitContact
from leads.choices import LeadState
from leads.models import Lead

PLANNED_KIND = {NextStep.CALL: VisitKind.CALL}
MOST = 12


def planned_visits(rep: User, day: date) -> list[dict[str, Any]]:
    """Next steps promised for this day, then accepted leads whose first contact is due by its end."""
    promised = (
        Visit.objects.filter(debrief__rep=rep, next_step_on=day, debrief__work_date__lt=day)
        .exclude(next_step__in=("", NextStep.NOTHING))
        .select_related("company", "lead", "opportunity")
        .prefetch_related("met__contact")
        .order_by("debrief__work_date", "position")[:MOST]
    )
    waiting = Lead.objects.filter(
        owner=rep, state=LeadState.ACCEPTED, first_contacted_at=None, first_contact_due_at__lte=clock.end_utc(day)
    ).select_related("company", "contact")[:MOST]
    plans = [
        {
            "company": old.company,
            "company_name": old.title,
            "kind": PLANNED_KIND.get(NextStep(old.next_step), VisitKind.VISIT),
            "lead": old.lead,
            "opportunity": old.opportunity,
            "contacts": [met.contact for met in old.met.all() if met.contact],
        }
        for old in promised
    ]
    plans += [
        {
            "company": lead.company,
            "company_name": lead.company.name if lead.company else lead.company_name or lead.name,
            "kind": VisitKind.CALL,
            "lead": lead,
            "opportunity": None,
            "contacts": [lead.contact] if lead.contact and lead.company else [],
        }
        for lead in waiting
    ]
    once = {plan["company"] or plan["company_name"]: plan for plan in reversed(plans)}
    return list(reversed(once.values()))[:MOST]


def prefill(debrief: Debrief) -> int:
    """Writes the planned visits of a new draft."""
    plans = planned_visits(debrief.rep, debrief.work_date)
    visits = Visit.objects.bulk_create(
        [
            Visit(
                debrief=debrief,
                position=position,
                state=VisitState.PLANNED,
                **{key: value for key, value in plan.items() if key != "contacts"},
            )
            for position, plan in enumerate(plans, start=1)
        ]
    )
    VisitContact.objects.bulk_create(
        [
            VisitContact(visit=visit, contact=contact)
            for visit, plan in zip(visits, plans, strict=True)
            for contact in {c.pk: c for c in plan["contacts"] if c.company_id == visit.company_id}.values()
        ]
    )
    return len(visits)
