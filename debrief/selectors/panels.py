"""What the field knows, on a company's and on a lead's page."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from accounts.models import User
from debrief.models import Finding, Visit
from debrief.selectors.my_debriefs import live_verdicts
from leads.models import Lead

MOST = 6


@dataclass(frozen=True)
class FieldNews:
    findings: Sequence[Finding]
    visits: Sequence[Visit]
    total: int


def company_news(user: User, company_id: int) -> FieldNews:
    return _news(user, Q(company_id=company_id), Q(company_id=company_id))


def lead_news(user: User, lead: Lead) -> FieldNews:
    """Findings of the visits made for this lead, and those about its company."""
    about, visits = Q(visit__lead=lead), Q(lead=lead)
    if lead.company_id:
        about |= Q(company_id=lead.company_id)
    return _news(user, about, visits)


def _news(user: User, about: Q, visited: Q) -> FieldNews:
    findings = Finding.objects.visible_to(user).filed().filter(about)
    rows = findings.select_related("visit__debrief__rep", "contact", "company").prefetch_related(live_verdicts())
    visits = Visit.objects.visible_to(user).done().filter(visited).exclude(debrief__filed_at=None)
    return FieldNews(
        findings=list(rows.order_by("-observed_on", "-pk")[:MOST]),
        visits=list(visits.select_related("debrief__rep").order_by("-done_at", "-pk")[:MOST]),
        total=findings.count(),
    )
