"""Operations correct the book by adding a line with a written reason; nothing is ever edited."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, clock
from core.exceptions import BusinessRuleError
from core.text import clean_text
from crm.services.guarding import refuse_excess
from incentives.choices import LineKind
from incentives.models import LedgerLine
from incentives.services.posting import NewLine, post

LARGEST = 10_000


@transaction.atomic
def adjust_points(
    person: User, *, by: User, points: int, reason: str, now: datetime, occurred_on: date | None = None
) -> LedgerLine:
    """One adjusted line of so many points is in the book, with its reason and its author."""
    reason = clean_text(reason).strip()
    if not reason:
        raise ValidationError({"reason": _("Say why: the person will read it on her statement.")})
    if points == 0 or abs(points) > LARGEST:
        raise ValidationError({"points": _("Between -10,000 and 10,000 points, and not 0.")})
    refuse_excess(reason, "reason")
    if by.pk == person.pk:
        raise BusinessRuleError(_("Nobody adjusts her own points."), code="own_points")
    day = occurred_on or clock.local_day(now)
    if day > clock.local_day(now):
        raise ValidationError({"occurred_on": _("This day is still to come.")})
    line = NewLine(person_id=person.pk, kind=LineKind.ADJUSTED, points=points, occurred_on=day, reason=reason)
    (written,) = post([line], now=now, by=by)
    audit.record("points.adjusted", written, by=by, after={"points": points, "person": person.pk})
    return written
