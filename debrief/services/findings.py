"""Findings of a draft: add, edit, remove, before filing only."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, clock
from core.text import clean_text
from crm.rules.guard import OVERRIDABLE
from crm.services.guarding import hits_in, refuse_excess, refuse_excess_in_name
from debrief.choices import CompanyField, FindingKind, FindingState
from debrief.models import Finding, GuardRequest, Visit
from debrief.models.knowledge import form_of, person_line
from debrief.rules.novelty import fresh_days
from debrief.services.drafts import lock_draft
from debrief.services.entries import FindingEntry
from debrief.services.linking import still_answers

NUMBERS = (CompanyField.EMPLOYEES,)


@transaction.atomic
def add_finding(visit: Visit, *, by: User, entry: FindingEntry) -> Finding:
    """One more thing learnt on this visit."""
    lock_draft(visit.debrief, by=by)
    return write_finding(Finding(visit=visit), entry)


@transaction.atomic
def edit_finding(finding: Finding, *, by: User, entry: FindingEntry) -> Finding:
    """The finding says something else, as long as the day is not filed."""
    lock_draft(finding.visit.debrief, by=by)
    return write_finding(finding, entry)


@transaction.atomic
def remove_finding(finding: Finding, *, by: User) -> None:
    """The finding is gone, as long as the day is not filed."""
    lock_draft(finding.visit.debrief, by=by)
    finding.delete()


@transaction.atomic
def replace_findings(visit: Visit, *, by: User, entries: tuple[FindingEntry, ...]) -> list[Finding]:
    """The visit tells exactly these findings."""
    lock_draft(visit.debrief, by=by)
    visit.findings.all().delete()
    return [write_finding(Finding(visit=visit), entry) for entry in entries]


def write_finding(finding: Finding, entry: FindingEntry) -> Finding:
    """Checks and saves; the caller holds the draft."""
    shape_finding(finding, entry)
    finding.question = still_answers(finding, entry.question)
    asked = asked_to_keep(finding, entry.keep_reason)
    check_finding(finding, asked=asked)
    if asked:
        finding.state, finding.guard_category = FindingState.QUARANTINED, asked
    finding.save()
    if asked:
        reason = clean_text(entry.keep_reason).strip()[:300]
        by = finding.visit.debrief.rep
        GuardRequest.objects.create(finding=finding, category=asked, reason=reason, by=by, at=clock.now())
        audit.record("finding.keeping_asked", finding, by=by, after={"guard": asked})
    return finding


def asked_to_keep(finding: Finding, reason: str) -> str:
    """The category that the rep asks to be let through; empty when nothing is stopped, or nothing of it ever may be."""
    text = clean_text(reason).strip()
    if not text or finding.kind == FindingKind.CONTACT:
        return ""
    refuse_excess(text, "keep_reason")
    found = sorted({hit.category for hit in hits_in(finding.value)})
    return found[0] if found and all(name in OVERRIDABLE for name in found) else ""


def shape_finding(finding: Finding, entry: FindingEntry) -> Finding:
    """The finding says what the entry says, unsaved and unchecked but for whose person it is."""
    visit = finding.visit
    if entry.contact and visit.company_id and entry.contact.company_id != visit.company_id:
        raise ValidationError({"contact": _("This person works for another company.")})
    finding.company, finding.contact = visit.company, entry.contact
    finding.kind = entry.kind
    finding.topic = entry.topic if entry.kind == FindingKind.MARKET_SIGNAL else ""
    finding.field = entry.field if entry.kind == FindingKind.COMPANY_FACT else ""
    finding.data = person_data(entry) if entry.kind == FindingKind.CONTACT else {}
    finding.value = line_of(entry, finding)
    finding.amount, finding.on_date = entry.amount, entry.on_date
    finding.how_known, finding.said_by = entry.how_known, clean_text(entry.said_by).strip()
    finding.observed_on = entry.observed_on or visit.debrief.work_date
    finding.about = entry.about if entry.kind == FindingKind.OPINION else ""
    finding.expires_on = entry.expires_on or usual_expiry(finding)
    finding.normal_form = form_of(finding)
    return finding


def usual_expiry(finding: Finding) -> date | None:
    """A market signal holds as long as the freshness of its topic; other things have no term of their own."""
    if finding.kind != FindingKind.MARKET_SIGNAL or not finding.topic:
        return None
    return finding.observed_on + timedelta(days=fresh_days(finding.topic))


def person_data(entry: FindingEntry) -> dict[str, str]:
    data = {key: clean_text(str(entry.data.get(key) or "")).strip() for key in ("name", "email", "phone", "role")}
    data["name"] = data["name"] or clean_text(entry.value).strip() or (entry.contact.name if entry.contact else "")
    data["how_acquired"] = str(entry.data.get("how_acquired") or "met")
    data["told_source"] = "1" if entry.data.get("told_source") else ""
    if met := entry.data.get("met"):
        data["met"] = str(met)
    return data


def line_of(entry: FindingEntry, finding: Finding) -> str:
    if entry.kind == FindingKind.CONTACT:
        data = finding.data
        return person_line(data["name"], data["role"], data["phone"], data["email"])[:500]
    return clean_text(entry.value).strip()


def check_finding(finding: Finding, *, asked: str = "") -> None:
    """What may not be kept: nothing, a number that is not one, a day to come, words the guard stops."""
    if not finding.value:
        raise ValidationError({"value": _("Write what you learnt, in one line.")})
    if finding.field in NUMBERS and not finding.value.replace(" ", "").isdigit():
        raise ValidationError({"value": _("Enter a whole number.")})
    if finding.observed_on > finding.visit.debrief.work_date:
        raise ValidationError({"observed_on": _("This day is after the working day.")})
    if finding.expires_on and finding.expires_on < finding.observed_on:
        raise ValidationError({"expires_on": _("This day comes before the one you learnt it on.")})
    if finding.field and finding.field not in CompanyField.values:
        raise ValidationError({"field": _("This field cannot be proposed.")})
    if finding.kind != FindingKind.CONTACT:
        refuse_excess(finding.value, "value", allowed=OVERRIDABLE if asked else ())
    else:
        refuse_excess(finding.data["role"], "role")
        refuse_excess_in_name(finding.data["name"], "name")
    refuse_excess(finding.said_by, "said_by")
    finding.full_clean(exclude=["visit", "company", "contact", "question", "normal_form", "addendum"])
