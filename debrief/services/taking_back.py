"""What the reversal of a verdict compensates in the CRM: a value goes back, a fact is withdrawn, a note says so."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit
from core.exceptions import BusinessRuleError
from crm.choices import ActivityKind
from crm.models import Contact
from crm.services.activities import log_activity
from crm.services.changes import revert_change
from crm.services.facts import withdraw_fact
from crm.services.withdrawing import withdraw_contact
from debrief.choices import ContactKept
from debrief.models import Finding, Integration, VisitContact
from debrief.services import touches
from leads.models import Touchpoint


def take_back_integration(integration: Integration, *, by: User, now: datetime) -> None:
    """Each thing written is compensated once; what somebody has changed since stays as they wrote it."""
    for change in [integration.field_change, *integration.other_changes.all()]:
        if change is None:
            continue
        try:
            revert_change(change, by=by)
        except BusinessRuleError as error:
            audit.record("finding.change_kept", integration, by=by, after={"field": change.field, "code": error.code})
    if integration.fact and not others_say(integration):
        withdraw_fact(integration.fact, by=by, now=now)
    if integration.activity:
        note = integration.activity
        log_activity(
            by=by,
            company=note.company,
            kind=ActivityKind.NOTE,
            at=now,
            text=str(_("A note was taken back by marketing.")),
            contact=note.contact,
            external_key=f"verdict:{integration.verdict_id}:back",
        )


def take_back_contact(integration: Integration, *, by: User) -> None:
    """The person this verdict created leaves the CRM when nothing rests on her; else she stays, and it is said why."""
    contact, finding = integration.contact, integration.verdict.finding
    if contact is None:
        return
    kept = why_kept(integration, contact, f"finding:{finding.pk}") or _withdraw(integration, contact, by=by)
    if not kept:
        integration.contact = finding.contact = None
        return
    integration.contact_kept = kept
    integration.save(update_fields=["contact_kept"])
    audit.record("finding.contact_kept", integration, by=by, after={"contact": contact.pk, "why": kept})


def _withdraw(integration: Integration, contact: Contact, *, by: User) -> str:
    """Nothing of this finding names the person, and she is gone; or why she is not, and nothing changed."""
    finding = integration.verdict.finding
    try:
        with transaction.atomic():
            touches.forget_finding(finding)
            VisitContact.objects.filter(visit=finding.visit_id, contact=contact).exclude(name="").update(contact=None)
            Integration.objects.filter(pk=integration.pk).update(contact=None)
            Finding.objects.filter(pk=finding.pk, contact=contact).update(contact=None)
            withdraw_contact(contact, by=by)
    except BusinessRuleError as error:
        return ContactKept.EDITED if error.code == "edited_since" else ContactKept.USED
    return ""


def why_kept(integration: Integration, contact: Contact, own_touch: str) -> str:
    """What still rests on the person, apart from the rows that only name her."""
    if Touchpoint.objects.filter(contact=contact, withdrawn_at=None).exclude(external_key=own_touch).exists():
        return ContactKept.TOUCHED
    others = Integration.objects.filter(contact=contact, verdict__reversed_at=None).exclude(pk=integration.pk)
    return ContactKept.VERDICT if others.exists() else ""


def others_say(integration: Integration) -> bool:
    """Another live verdict rests on the same fact."""
    same = Integration.objects.filter(fact=integration.fact, verdict__reversed_at=None)
    return same.exclude(pk=integration.pk).exists()
