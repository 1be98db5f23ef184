"""The rep rates a lead; what was wrong in its data becomes findings of the day, field by field."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import clock
from core.exceptions import BusinessRuleError
from core.text import clean_text
from crm.choices import HowKnown
from crm.models import Contact
from debrief.choices import DebriefState, FindingKind, VisitKind
from debrief.models import Debrief, Finding, Visit
from debrief.models.agenda import zone_of
from debrief.services.addenda import OPEN, Addition, add_to_day
from debrief.services.entries import FindingEntry, PersonEntry, VisitEntry
from debrief.services.filing import open_day
from debrief.services.findings import add_finding
from debrief.services.visits import add_visit
from leads.models import Lead, LeadRating
from leads.services.feedback import rate_lead

PERSON = {"name": "name", "email": "email", "phone": "phone", "job_title": "role"}
RECORD = ("sector", "employees", "city", "postcode")
REPORTED = (*PERSON, "company_name", *RECORD)


@transaction.atomic
def rate_and_report(
    lead: Lead,
    *,
    by: User,
    moment: str,
    fit: str,
    timing: str,
    data: str,
    wrong: Mapping[str, str] | None = None,
    now: datetime | None = None,
) -> tuple[LeadRating, list[Finding]]:
    """The lead is rated, and each wrong field with its right value is a finding that marketing reviews as any other."""
    now = now or clock.now()
    told = {name: clean_text(value).strip() for name, value in (wrong or {}).items()}
    right = {name: value for name, value in told.items() if name in REPORTED and value}
    rating = rate_lead(
        lead, by=by, moment=moment, fit=fit, timing=timing, data=data, wrong_fields=sorted(right), now=now
    )  # fmt: skip
    if not right:
        return rating, []
    return rating, _report(lead, _entries(lead, right), by=by, now=now)


def _entries(lead: Lead, right: Mapping[str, str]) -> list[FindingEntry]:
    """What is wrong with the person is one finding; each wrong field of the company is one."""
    entries = []
    if any(name in PERSON for name in right):
        data = {key: right.get(name, getattr(lead, name)) for name, key in PERSON.items()} | {"how_acquired": "told"}
        entries.append(FindingEntry(kind=FindingKind.CONTACT, contact=_contact_of(lead), data=data))
    if name := right.get("company_name"):
        entries.append(
            FindingEntry(kind=FindingKind.REMARK, value=_("The company is called %(name)s.") % {"name": name})
        )
    for field in RECORD:
        if value := right.get(field):
            entry = FindingEntry(kind=FindingKind.COMPANY_FACT, field=field, value=value, how_known=HowKnown.HEARD)
            entries.append(entry)
    return entries


def _contact_of(lead: Lead) -> Contact | None:
    """The person in the CRM, when she works for the company of the lead."""
    return lead.contact if lead.contact and lead.contact.company_id == lead.company_id else None


def _report(lead: Lead, entries: list[FindingEntry], *, by: User, now: datetime) -> list[Finding]:
    """On today's draft; on a visit to this lead already filed when today is."""
    today = now.astimezone(zone_of(by)).date()
    filed = Debrief.objects.filter(rep=by, work_date=today, state__in=OPEN).first()
    if filed is None:
        visit = _visit_of(lead, open_day(rep=by, day=today, by=by, now=now), by=by, now=now)
        return [add_finding(visit, by=by, entry=entry) for entry in entries]
    told = Visit.objects.filter(debrief__rep=by, lead=lead, debrief__state__in=OPEN).select_related("debrief")
    last = told.order_by("-debrief__work_date", "-pk").first()
    if last is None:
        raise BusinessRuleError(_("Your day is filed: report what is wrong from tomorrow’s day."), code="day_filed")
    addendum = add_to_day(last.debrief, by=by, additions=[Addition(last, entry) for entry in entries], now=now)
    return list(addendum.findings.order_by("pk"))


def _visit_of(lead: Lead, draft: Debrief, *, by: User, now: datetime) -> Visit:
    """The call about this lead on the draft: the one there already, or a new one."""
    if draft.state != DebriefState.DRAFT:
        raise BusinessRuleError(_("This day is filed: it can no longer be changed."), code="already_filed")
    known: Visit | None = draft.visits.filter(lead=lead).order_by("pk").first()
    if known:
        return known
    person = _contact_of(lead)
    entry = VisitEntry(
        company=lead.company, company_name=lead.company_name or lead.name, kind=VisitKind.CALL, lead=lead,
        nobody_met=person is None, people=(PersonEntry(contact=person),) if person else (),
    )  # fmt: skip
    return add_visit(draft, by=by, entry=entry, now=now)
