"""Who may still write on a day, and until when."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.exceptions import BusinessRuleError
from debrief.choices import DebriefState
from debrief.models import Debrief
from debrief.models.agenda import zone_of


def lock_debrief(debrief: Debrief) -> Debrief:
    """The row, held until the end of the transaction."""
    rows = Debrief.objects.select_for_update(of=("self",)).select_related("rep__team")
    locked: Debrief = rows.get(pk=debrief.pk)
    return locked


def lock_draft(debrief: Debrief, *, by: User) -> Debrief:
    """The author's own draft; nothing else may be written on."""
    locked = lock_debrief(debrief)
    if locked.rep_id != by.pk:
        raise BusinessRuleError(_("Only the author may write on a debrief."), code="not_author")
    if locked.state != DebriefState.DRAFT:
        raise BusinessRuleError(_("This day is filed: it can no longer be changed."), code="already_filed")
    return locked


def check_window(rep: User, day: date, now: datetime) -> None:
    """A day is told on the day itself or within the fourteen that follow, in the rep's own time."""
    today = now.astimezone(zone_of(rep)).date()
    if day > today:
        raise ValidationError({"work_date": _("This day has not come yet.")})
    if day < today - timedelta(days=settings.FILING_WINDOW_DAYS):
        raise ValidationError(
            {"work_date": _("A day can be told within %(days)s days.") % {"days": settings.FILING_WINDOW_DAYS}}
        )
