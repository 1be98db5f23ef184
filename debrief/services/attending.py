"""Two reps in one visit: the colleague named by its author, who may say she was not there."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, clock
from core.exceptions import AlreadyDone, BusinessRuleError
from debrief.models import Verdict, Visit, VisitAttendee
from debrief.services.drafts import lock_debrief

MOST = 4


def write_attendees(visit: Visit, colleagues: Sequence[User]) -> None:
    """Exactly these colleagues made the visit too; the caller holds the draft."""
    wanted = {person.pk: person for person in colleagues}
    author = visit.debrief.rep
    if len(wanted) > MOST:
        raise ValidationError({"attendees": _("At most %(most)s colleagues.") % {"most": MOST}})
    for person in wanted.values():
        if person.pk == author.pk:
            raise ValidationError({"attendees": _("You are on your own visit already.")})
        if not (person.is_active and person.has_perm("debrief.file_debrief")):
            raise ValidationError({"attendees": _("%(name)s does not make visits.") % {"name": person}})
    held = {row.rep_id: row for row in visit.attendees.all()}
    VisitAttendee.objects.filter(pk__in=[row.pk for rep, row in held.items() if rep not in wanted]).delete()
    VisitAttendee.objects.bulk_create([VisitAttendee(visit=visit, rep_id=pk) for pk in wanted if pk not in held])


@transaction.atomic
def leave_visit(visit: Visit, *, by: User, now: datetime | None = None) -> VisitAttendee:
    """The colleague was not there: the visit is no longer hers, nor what it earns; before the first verdict only."""
    row = _lock(visit, by=by)
    if row.left_at:
        raise AlreadyDone(_("This visit is not yours already."))
    row.left_at = now or clock.now()
    row.save(update_fields=["left_at"])
    audit.record("visit.left", visit, by=by)
    return row


@transaction.atomic
def rejoin_visit(visit: Visit, *, by: User) -> VisitAttendee:
    """She was there after all."""
    row = _lock(visit, by=by)
    if row.left_at is None:
        raise AlreadyDone(_("This visit is yours already."))
    row.left_at = None
    row.save(update_fields=["left_at"])
    audit.record("visit.rejoined", visit, by=by)
    return row


def _lock(visit: Visit, *, by: User) -> VisitAttendee:
    lock_debrief(visit.debrief)
    row: VisitAttendee | None = VisitAttendee.objects.select_for_update().filter(visit=visit, rep=by).first()
    if row is None:
        raise BusinessRuleError(_("You were not named on this visit."), code="not_attendee")
    if Verdict.objects.filter(finding__visit=visit).exists():
        raise BusinessRuleError(_("Marketing has begun to judge this visit."), code="already_judged")
    return row
