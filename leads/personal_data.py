"""What the leads floor holds about a person, and how it forgets: states, dates and counts stay."""

from typing import Any

from django.db.models import Q, QuerySet

from core import clock, idempotency, personal_data
from core.imports.forgetting import forget_person
from crm.models import Contact
from leads.models import CurrentScore, Handoff, HandoffQuestion, Lead, LeadChange, LeadStep, LeadTransition, Touchpoint

NOBODY = "—"
BLANKS: dict[str, Any] = {
    "name": NOBODY, "email": "", "phone": "", "company_name": "", "job_title": "", "city": "", "postcode": "",
    "message": "", "consent_text": "", "routing_reason": "", "utm": {},
}  # fmt: skip


def leads_of(pk: int) -> QuerySet[Lead]:
    """The leads of this contact, and those not yet tied to it that carry its e-mail address."""
    emails = {email.lower() for email in Lead.objects.filter(contact=pk).values_list("email", flat=True) if email}
    emails |= {email.lower() for email in Contact.objects.filter(pk=pk).values_list("email", flat=True) if email}
    same = Q(contact=pk)
    for email in sorted(emails):
        same |= Q(contact=None, email__iexact=email)
    return Lead.objects.filter(same)


def export(pk: int) -> list[dict[str, Any]]:
    """Leads with their touches and what was promised about them."""
    leads = leads_of(pk).select_related("campaign", "score").order_by("pk")
    touches = Touchpoint.objects.filter(Q(contact=pk) | Q(lead__in=leads)).select_related("campaign").order_by("at")
    rows: list[dict[str, Any]] = [
        {
            "kind": "lead", "campaign": str(lead.campaign or ""), "name": lead.name, "email": lead.email,
            "phone": lead.phone, "company": lead.company_name, "job_title": lead.job_title, "message": lead.message,
            "consent": lead.consent_text, "captured_at": lead.captured_at, "state": lead.state,
            "fit": lead.score.fit, "engagement": lead.score.engagement, "cell": lead.score.cell,
            "probability": lead.score.probability,
        }
        for lead in leads
    ]  # fmt: skip
    rows += [
        {
            "kind": "touch", "at": touch.at, "what": touch.kind, "source": touch.source,
            "campaign": str(touch.campaign or ""),
        }
        for touch in touches
    ]  # fmt: skip
    rows += [
        {
            "kind": "handoff", "at": row.sent_at, "promise": row.promise, "proof": row.proof, "comment": row.comment,
            "evidence": row.evidence,
        }
        for row in Handoff.objects.filter(lead__in=leads).order_by("sent_at")
    ]  # fmt: skip
    rows += [
        {"kind": "question", "at": row.asked_at, "question": row.question, "answer": row.answer}
        for row in HandoffQuestion.objects.filter(handoff__lead__in=leads).order_by("asked_at")
    ]
    rows += [
        {"kind": "next_step", "at": row.set_at, "what": row.what, "for": row.due_on}
        for row in LeadStep.objects.filter(lead__in=leads).order_by("set_at")
    ]
    return rows


def erase(pk: int) -> int:
    """Nobody is named any more in the leads, their handoffs and their history; what counts stays countable."""
    ids = list(leads_of(pk).values_list("pk", flat=True))
    said = Lead.objects.filter(pk__in=ids).values_list("email", "phone")
    forget_person({text for pair in said for text in pair}, {"leads": ids})
    for number in ids:
        idempotency.forget(f"lead:{number}", now=clock.now())
    Handoff.objects.filter(lead__in=ids).update(promise=NOBODY, proof="", opener="", comment="", evidence="")
    asked = HandoffQuestion.objects.filter(handoff__lead__in=ids)
    asked.update(question=NOBODY)
    asked.exclude(answer="").update(answer=NOBODY)
    CurrentScore.objects.filter(lead__in=ids).update(score_details={})
    LeadStep.objects.filter(lead__in=ids).update(what=NOBODY)
    LeadChange.objects.filter(lead__in=ids).update(old="", new="")
    LeadTransition.objects.filter(lead__in=ids).exclude(note="").update(note="")
    return Lead.objects.filter(pk__in=ids).update(**BLANKS)


def register() -> None:
    personal_data.register(personal_data.PersonalDataSource("leads", export, erase))
