"""A planned visit told before anything was written on its day: the day opens, and the visit is there."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import clock
from core.exceptions import BusinessRuleError
from debrief.models import Visit, VisitContact
from debrief.models.agenda import planned_stops
from debrief.services.drafts import lock_draft
from debrief.services.filing import open_day
from debrief.services.visits import nothing_new


@transaction.atomic
def written_stop(*, rep: User, day: date, key: str, by: User, now: datetime | None = None) -> Visit:
    """The day is open and holds the visit that this plan made, once."""
    debrief = lock_draft(open_day(rep=rep, day=day, by=by, now=now or clock.now()), by=by)
    visit: Visit | None = debrief.visits.filter(plan_key=key).order_by("pk").first()
    if visit:
        return visit
    stop = next((stop for stop in planned_stops(rep, day) if stop.key == key), None)
    if stop is None:
        raise BusinessRuleError(_("This visit is no longer planned."), code="not_planned")
    last = debrief.visits.aggregate(last=Max("position"))["last"] or 0
    visit = stop.visit(debrief, last + 1)
    visit.save()
    VisitContact.objects.bulk_create([VisitContact(visit=visit, contact=person) for person in stop.people])
    return visit


@transaction.atomic
def nothing_new_at(*, rep: User, day: date, key: str, by: User, now: datetime | None = None) -> Visit:
    """One tap on a day not opened yet: the planned visit took place and taught nothing."""
    return nothing_new(written_stop(rep=rep, day=day, key=key, by=by, now=now), by=by, now=now)
