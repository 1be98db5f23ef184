"""What a verdict writes in the CRM, through crm.services, and what its reversal takes back."""

from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, clock
from core.exceptions import BusinessRuleError
from crm.choices import ActivityKind, Channel
from crm.models import Company, Contact
from crm.services.activities import log_activity
from crm.services.changes import FieldConflict, write_field
from crm.services.companies import create_company
from crm.services.contacts import create_contact
from crm.services.facts import record_fact
from debrief.choices import FindingKind
from debrief.models import Finding, Integration, Verdict, Visit, VisitContact
from debrief.models.knowledge import Knowledge, form_of
from debrief.services.guarding import released_in
from debrief.services.taking_back import take_back_contact, take_back_integration
from debrief.services.touches import touch_finding, untouch_finding
from debrief.signals import verdict_changed

PERSON_FIELDS = ("role", "phone", "email")


def integrate_finding(verdict: Verdict, *, by: User, seen: str | None, now: datetime) -> Integration | None:
    """The CRM says what the verdict says, with who heard it; or the finding is in conflict and nothing is written."""
    finding = verdict.finding
    finding.company = finding.company or company_of(finding.visit, by=by)
    held = Knowledge([finding]).value(finding)
    shown = finding.crm_value if seen is None else seen
    if contested(finding, verdict, held=held, shown=shown):
        set_conflict(finding, by=by)
        return None
    try:
        with transaction.atomic():
            return write(verdict, by=by, now=now)
    except FieldConflict:
        set_conflict(finding, by=by)
        return None


def contested(finding: Finding, verdict: Verdict, *, held: str, shown: str) -> bool:
    """The CRM changed since the sheet was shown, or another finding that waits says a third thing."""
    if finding.kind != FindingKind.COMPANY_FACT:
        return False
    if held != shown and held != verdict.value:
        return True
    others = Finding.objects.pending().filed().filter(company=finding.company, kind=finding.kind, field=finding.field)
    forms = others.exclude(pk=finding.pk).values_list("normal_form", flat=True)
    return any(form not in (form_of(finding), "") for form in forms)


def set_conflict(finding: Finding, *, by: User) -> None:
    finding.in_conflict = True
    finding.save(update_fields=["in_conflict", "company", "updated_at"])
    audit.record("finding.in_conflict", finding, by=by, after={"field": finding.field})


@transaction.atomic
def resolve_conflict(finding: Finding, *, by: User, now: datetime | None = None) -> Integration:
    """The reviewer chose what the finding says: it is written over what the CRM holds, and counts from its filing."""
    now = now or clock.now()
    locked = (
        Finding.objects.select_for_update(of=("self",))
        .select_related("visit__debrief__rep", "company")
        .get(pk=finding.pk)
    )
    if not locked.in_conflict:
        raise BusinessRuleError(_("This finding is not in conflict."), code="not_in_conflict")
    if locked.visit.debrief.rep_id == by.pk:
        raise BusinessRuleError(_("You cannot review your own debrief."), code="own_debrief")
    verdict = Verdict.objects.live().get(finding=locked)
    verdict.finding = locked
    locked.in_conflict = False
    locked.save(update_fields=["in_conflict", "updated_at"])
    integration = write(verdict, by=by, now=now)
    audit.record("finding.conflict_resolved", locked, by=by, after={"field": locked.field})
    transaction.on_commit(partial(verdict_changed.send_robust, sender=Verdict, finding_id=locked.pk))
    return integration


def company_of(visit: Visit, *, by: User) -> Company:
    """The company of the visit; one nobody knows is created by the reviewer's decision, never beside a likeness."""
    if visit.company:
        return visit.company
    alike = Company.objects.filter(merged_into=None, name__iexact=visit.company_name)
    company = alike.first() or create_company(
        by=by, name=visit.company_name, owner=visit.debrief.rep, channel=Channel.DEBRIEF
    )
    link_company(visit, company=company, by=by)
    return company


@transaction.atomic
def link_company(visit: Visit, *, company: Company, by: User) -> Visit:
    """The visit, and what it taught, belong to this company."""
    visit.company = company
    visit.save(update_fields=["company", "updated_at"])
    visit.findings.filter(company=None).update(company=company)
    audit.record("visit.company_linked", visit, by=by, after={"company": company.pk})
    return visit


def write(verdict: Verdict, *, by: User, now: datetime) -> Integration:
    """One writer per kind of finding; the link is kept, the person touched is on the timeline."""
    finding = verdict.finding
    writers = {
        FindingKind.CONTACT: write_contact,
        FindingKind.COMPANY_FACT: write_company_field,
        FindingKind.MARKET_SIGNAL: write_fact,
        FindingKind.OPINION: write_note,
        FindingKind.REMARK: write_note,
    }
    integration = Integration(verdict=verdict)
    more = writers[FindingKind(finding.kind)](verdict, integration, by=by, now=now)
    integration.save()
    integration.other_changes.set(more)
    finding.contact = finding.contact or integration.contact
    finding.save(update_fields=["company", "contact", "updated_at"])
    touch_finding(finding, at=now)
    audit.record("finding.integrated", finding, by=by, after={"verdict": verdict.pk, "kind": finding.kind})
    return integration


def about(finding: Finding) -> Company:
    """The company as it stands now; integration has given one to every finding it writes."""
    company: Company = Company.objects.select_related("owner").get(pk=finding.company_id or 0)
    return company


def write_company_field(verdict: Verdict, integration: Integration, *, by: User, now: datetime) -> list[Any]:
    finding, rep = verdict.finding, verdict.finding.visit.debrief.rep
    company = about(finding)
    column: Any = Company._meta.get_field(finding.field)
    text = verdict.value.replace(" ", "") if finding.field == "employees" else verdict.value
    value = column.to_python(text)
    held = getattr(company, finding.field)
    integration.field_change = write_field(
        company, finding.field, value, by=by, channel=Channel.DEBRIEF, heard_from=rep, expected=held, now=now
    )
    return []


def write_contact(verdict: Verdict, integration: Integration, *, by: User, now: datetime) -> list[Any]:
    finding, data, rep = verdict.finding, verdict.data, verdict.finding.visit.debrief.rep
    probe = Finding(visit=finding.visit, company=finding.company, contact=finding.contact, kind=finding.kind, data=data)
    person = Knowledge([probe]).person(probe)
    if person is None:
        integration.contact, integration.contact_created = new_contact(finding, data, by=by, now=now), True
        met_as(finding, integration.contact)
        return []
    integration.contact = person
    changes = []
    for name in PERSON_FIELDS:
        if value := str(data.get(name) or ""):
            held = getattr(person, name)
            changes.append(
                write_field(person, name, value, by=by, channel=Channel.DEBRIEF, heard_from=rep, expected=held, now=now)
            )
    met_as(finding, person)
    written = [change for change in changes if change]
    integration.field_change = written[0] if written else None
    return written[1:]


def new_contact(finding: Finding, data: dict[str, Any], *, by: User, now: datetime) -> Contact:
    return create_contact(
        by=by,
        company=about(finding),
        name=str(data.get("name") or ""),
        email=str(data.get("email") or ""),
        phone=str(data.get("phone") or ""),
        role=str(data.get("role") or ""),
        how_acquired=str(data.get("how_acquired") or "met"),
        acquired_on=finding.observed_on,
        channel=Channel.DEBRIEF,
        heard_from=finding.visit.debrief.rep,
        told_source=bool(data.get("told_source")),
        now=now,
    )


def met_as(finding: Finding, contact: Contact) -> None:
    """The person met that day is now that contact."""
    row = VisitContact.objects.filter(pk=finding.data.get("met") or 0, visit=finding.visit, contact=None)
    if not VisitContact.objects.filter(visit=finding.visit, contact=contact).exists():
        row.update(contact=contact)


def write_fact(verdict: Verdict, integration: Integration, *, by: User, now: datetime) -> list[Any]:
    finding = verdict.finding
    integration.fact = record_fact(
        by=by,
        company=about(finding),
        topic=finding.topic,
        value=verdict.value,
        how_known=finding.how_known,
        contact=finding.contact,
        amount=finding.amount,
        on_date=finding.on_date,
        said_by=finding.said_by,
        heard_from=finding.visit.debrief.rep,
        expires_on=finding.expires_on if finding.expires_on and finding.expires_on > clock.local_day(now) else None,
        now=now,
        allowed=released_in(finding),
    )
    return []


def write_note(verdict: Verdict, integration: Integration, *, by: User, now: datetime) -> list[Any]:
    finding = verdict.finding
    integration.activity = log_activity(
        by=by,
        company=about(finding),
        kind=ActivityKind.NOTE,
        at=finding.visit.done_at or now,
        text=verdict.value,
        contact=finding.contact,
        opportunity=finding.visit.opportunity,
        external_key=f"verdict:{verdict.pk}",
        allowed=released_in(finding),
    )
    return []


def take_back(verdict: Verdict, *, by: User, now: datetime) -> None:
    """What the verdict wrote is compensated, never erased."""
    integration = Integration.objects.filter(verdict=verdict).first()
    if integration is None:
        return
    take_back_integration(integration, by=by, now=now)
    untouch_finding(verdict.finding, now=now)
    if integration.contact_created and integration.contact:
        take_back_contact(integration, by=by)
