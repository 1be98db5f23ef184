"""A marketer is away: somebody is named to replace her, and takes over the days she was reviewing, with a reason."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from accounts.models import User
from core import audit, clock
from core.exceptions import AlreadyDone, BusinessRuleError
from core.text import clean_text
from crm.services.guarding import refuse_excess
from debrief.choices import DebriefState
from debrief.models import Debrief, Substitution
from debrief.services.drafts import lock_debrief
from debrief.services.reviewing import refuse_own

HELD = (DebriefState.IN_REVIEW, DebriefState.RETURNED)


@transaction.atomic
def name_substitute(
    *, by: User, absent: User, substitute: User, starts_on: date, ends_on: date, now: datetime | None = None
) -> Substitution:
    """Between these days the substitute sees the absent reviewer's queue and may take it; one at a time."""
    now = now or clock.now()
    if by.role == Role.MARKETER and absent.pk != by.pk:
        raise BusinessRuleError(_("You may name who replaces yourself; operations do it for others."), code="not_yours")
    for name, person in (("absent", absent), ("substitute", substitute)):
        if person.role != Role.MARKETER or not person.is_active:
            raise ValidationError({name: _("Choose somebody who reviews debriefs.")})
    User.objects.select_for_update(of=("self",)).get(pk=absent.pk)
    if ends_on < clock.local_day(now):
        raise ValidationError({"ends_on": _("This day is over.")})
    same_days = Substitution.objects.standing().filter(starts_on__lte=ends_on, ends_on__gte=starts_on)
    if same_days.filter(absent=absent).exists():
        raise BusinessRuleError(_("Somebody already replaces her on these days."), code="already_replaced")
    if same_days.filter(absent=substitute).exists():
        raise BusinessRuleError(_("This colleague is away on these days too."), code="substitute_away")
    made = Substitution(absent=absent, substitute=substitute, starts_on=starts_on, ends_on=ends_on, named_by=by)
    made.full_clean(exclude=["absent", "substitute", "named_by"])
    made.save()
    after = {"absent": absent.pk, "substitute": substitute.pk, "from": str(starts_on), "to": str(ends_on)}
    audit.record("substitution.named", made, by=by, after=after)
    return made


@transaction.atomic
def end_substitution(substitution: Substitution, *, by: User, now: datetime | None = None) -> Substitution:
    """The reviewer is back; what was taken over stays where it is."""
    locked: Substitution = Substitution.objects.select_for_update(of=("self",)).get(pk=substitution.pk)
    if by.role == Role.MARKETER and by.pk not in (locked.absent_id, locked.substitute_id):
        raise BusinessRuleError(_("Only the two people concerned or operations end it."), code="not_yours")
    if locked.ended_at:
        raise AlreadyDone(_("This substitution has ended already."))
    locked.ended_at = now or clock.now()
    locked.save(update_fields=["ended_at", "updated_at"])
    audit.record("substitution.ended", locked, by=by)
    return locked


@transaction.atomic
def take_over(debrief: Debrief, *, by: User, reason: str = "", now: datetime | None = None) -> Debrief:
    """The day is reviewed by somebody else from now on; a reason is needed unless she replaces its reviewer."""
    now = now or clock.now()
    locked = lock_debrief(debrief)
    refuse_own(locked, by)
    if locked.state not in HELD or locked.reviewer_id is None:
        raise BusinessRuleError(_("Nobody is reviewing this day."), code="nobody_reviews")
    if locked.reviewer_id == by.pk:
        raise AlreadyDone(_("This day is already yours to review."), code="already_yours")
    text = clean_text(reason).strip()[:200]
    refuse_excess(text, "reason")
    replaces = Substitution.objects.running(clock.local_day(now)).filter(
        absent=locked.reviewer_id, substitute=by.pk
    )  # fmt: skip
    if not text and not replaces.exists():
        raise ValidationError({"reason": _("Say why you take this day over.")})
    before: dict[str, Any] = {"reviewer": locked.reviewer_id}
    locked.reviewer = by
    locked.save(update_fields=["reviewer", "updated_at"])
    after = {"reviewer": by.pk, "reason": text or str(_("Substitute"))}
    audit.record("debrief.taken_over", locked, by=by, before=before, after=after)
    return locked


@transaction.atomic
def take_queue(substitution: Substitution, *, by: User, now: datetime | None = None) -> int:
    """Everything the absent person was reviewing is the substitute's; returns how many days moved."""
    now = now or clock.now()
    substitution = Substitution.objects.select_for_update(of=("self",)).get(pk=substitution.pk)
    if substitution.substitute_id != by.pk or not substitution.is_running(clock.local_day(now)):
        raise BusinessRuleError(_("You do not replace her today."), code="not_substitute")
    held = Debrief.objects.filter(reviewer=substitution.absent_id, state__in=HELD).exclude(rep=by.pk)
    days = list(held.order_by("pk"))
    for day in days:
        take_over(day, by=by, now=now)
    return len(days)
