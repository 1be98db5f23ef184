"""A person met on a visit becomes a lead, through the door of all leads; nobody enters the CRM by it."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, clock
from core.exceptions import BusinessRuleError
from debrief.choices import VisitState
from debrief.models import Visit, VisitContact
from debrief.services.touches import record_visits
from leads.choices import LeadState, TouchKind
from leads.models import Campaign, Lead
from leads.services.intake import capture_lead

OVER = (LeadState.MERGED, LeadState.OBJECTED, LeadState.DISQUALIFIED, LeadState.WON, LeadState.LOST)


def people_met(visit: Visit | None) -> QuerySet[VisitContact]:
    """Who was met on this visit."""
    return VisitContact.objects.filter(visit=visit).select_related("contact")


@transaction.atomic
def make_lead(
    visit: Visit,
    *,
    by: User,
    person: VisitContact,
    campaign: Campaign | None = None,
    message: str = "",
    now: datetime | None = None,
) -> tuple[Lead, bool]:
    """The person is a lead of this campaign, or of none, once; the visit names it."""
    now = now or clock.now()
    visit = Visit.objects.select_for_update(of=("self",)).select_related("debrief__rep", "company").get(pk=visit.pk)
    if visit.lead_id:
        raise BusinessRuleError(_("This visit already has its lead."), code="lead_exists")
    if visit.state != VisitState.DONE or person.visit_id != visit.pk:
        raise BusinessRuleError(_("A lead is somebody met on a visit that took place."), code="not_met")
    contact = person.contact
    email, phone = (contact.email, contact.phone) if contact else (person.email, person.phone)
    if not email and not phone:
        message_text = _("Give an e-mail address or a phone number of this person first.")
        raise BusinessRuleError(message_text, code="unreachable", fields={"person": message_text})
    lead, created = _known(campaign, person), False
    if lead is None:
        lead, created = capture_lead(
            by=by, campaign=campaign, name=str(person), email=email, phone=phone, contact=contact,
            company=visit.company, company_name=visit.title[:160], job_title=(contact.role if contact else person.role),
            interest=visit.interest, message=message, channel="debrief", kind=TouchKind.VISIT, now=now,
        )  # fmt: skip
    visit.lead = lead
    visit.save(update_fields=["lead", "updated_at"])
    if visit.debrief.filed_at:
        record_visits(visit.debrief, [visit], at=now)
    audit.record("visit.lead_made", visit, by=by, after={"lead": lead.pk, "created": created})
    return lead, created


def _known(campaign: Campaign | None, person: VisitContact) -> Lead | None:
    """Without a campaign too a person is one lead: the one still going on."""
    if campaign is not None or not person.contact_id:
        return None
    going = Lead.objects.filter(campaign=None, contact=person.contact_id).exclude(state__in=OVER)
    found: Lead | None = going.order_by("-pk").first()
    return found
