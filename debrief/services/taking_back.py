"""What the reversal of a verdict compensates in the CRM: a value goes back, a fact is withdrawn, a note says so."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit
from core.exceptions import BusinessRuleError
from crm.choices import ActivityKind
from crm.services.activities import log_activity
from crm.services.changes import revert_change
from crm.services.facts import withdraw_fact
from debrief.models import Integration


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


def others_say(integration: Integration) -> bool:
    """Another live verdict rests on the same fact."""
    same = Integration.objects.filter(fact=integration.fact, verdict__reversed_at=None)
    return same.exclude(pk=integration.pk).exists()
