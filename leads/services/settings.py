"""What operations administer on this floor: reasons."""

from django.db import transaction

from accounts.models import User
from core import audit
from leads.models import Reason


@transaction.atomic
def save_reason(reason: Reason, *, by: User) -> Reason:
    """The reason is as typed; handoffs that carry it keep it."""
    verb = "changed" if reason.pk else "added"
    reason.full_clean()
    reason.save()
    after = {"active": reason.active, "needs_evidence": reason.needs_evidence}
    audit.record(f"reason.{verb}", reason, by=by, after=after)
    return reason
