"""record_objection: what a person asked us not to do is known and holds, here and for whatever comes in later."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, clock
from core.exceptions import AlreadyDone, BusinessRuleError
from crm.choices import Channel, ObjectsTo
from crm.models import Contact
from crm.services.changes import apply_change, save_fields

FIELDS = {
    ObjectsTo.EVERYTHING: ("email_opt_out", "phone_opt_out"),
    ObjectsTo.EMAIL: ("email_opt_out",),
    ObjectsTo.PHONE: ("phone_opt_out",),
}


@transaction.atomic
def record_objection(
    contact: Contact, *, by: User, to: str, channel: str = Channel.PAGE, now: datetime | None = None
) -> Contact:
    """No e-mail, no call, or no contact at all any more (GDPR art. 21: the objection is absolute and free)."""
    now = now or clock.now()
    locked = Contact._base_manager.select_for_update().get(pk=contact.pk)
    if locked.anonymised_at:
        raise BusinessRuleError(_("This person was erased."), code="erased")
    wanted = [name for name in FIELDS[ObjectsTo(to)] if not getattr(locked, name)]
    whole = to == ObjectsTo.EVERYTHING and locked.objected_at is None
    if not wanted and not whole:
        raise AlreadyDone(_("This objection was recorded already."))
    for name in wanted:
        apply_change(locked, name, True, by=by, channel=channel, heard_from=None, now=now)
    if whole:
        locked.objected_at = now
        save_fields(locked, ["objected_at"])
    audit.record("contact.objected", locked, by=by, after={"to": str(to)})
    contact.refresh_from_db()
    return contact
