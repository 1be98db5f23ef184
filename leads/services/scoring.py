"""Scores of a lead, stored with what makes them."""

from datetime import datetime

from crm.models import Fact
from leads.models import Lead, Touchpoint
from leads.rules import scoring

WANTED_SECTORS: tuple[str, ...] = ()
MOST_TOUCHES = 500


def rescore(lead: Lead, *, now: datetime) -> Lead:
    """Fit, engagement and their explanation are those of this moment."""
    result = scoring.score(_person(lead, now), _touches(lead), now=now)
    lead.fit, lead.engagement = result.fit, result.engagement
    lead.score_details = result.details() | {"as_of": now.isoformat()}
    lead.save(update_fields=["fit", "engagement", "score_details", "updated_at"])
    return lead


def _person(lead: Lead, now: datetime) -> scoring.Person:
    facts = 0
    if lead.company_id:
        facts = (
            Fact.objects.filter(company_id=lead.company_id, withdrawn_at=None)
            .exclude(expires_on__lt=now.date())[: scoring.ENOUGH_FACTS]
            .count()
        )
    return scoring.Person(
        email=lead.email,
        phone=lead.phone,
        job_title=lead.job_title,
        sector=lead.sector,
        employees=lead.employees,
        known_company=lead.company_id is not None,
        interest=lead.interest,
        fresh_facts=facts,
        wanted_sectors=WANTED_SECTORS,
    )


def _touches(lead: Lead) -> list[scoring.Touch]:
    mine = Touchpoint.objects.live().filter(lead=lead)
    if lead.contact_id:
        mine = mine | Touchpoint.objects.live().filter(contact_id=lead.contact_id)
    return [scoring.Touch(kind, at) for kind, at in mine.order_by("-at").values_list("kind", "at")[:MOST_TOUCHES]]
