"""What a rep adds to a day she has filed: dated, priced at the hour it is told, reviewed like the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, clock, working_time
from core.exceptions import BusinessRuleError
from core.text import clean_text
from crm.services.guarding import refuse_excess
from debrief.choices import DebriefOutcome, DebriefState
from debrief.models import Addendum, Debrief, Finding, Visit
from debrief.models.agenda import zone_of
from debrief.models.knowledge import appraise
from debrief.rules.timeliness import timeliness
from debrief.services.drafts import check_window, lock_debrief
from debrief.services.entries import FindingEntry
from debrief.services.findings import write_finding

REVIEW_HOURS = 8  # where the rep has no team
MOST = 10
OPEN = (DebriefState.FILED, DebriefState.IN_REVIEW, DebriefState.RETURNED, DebriefState.CLOSED)


@dataclass(frozen=True)
class Addition:
    """One thing learnt on one of the day's visits."""

    visit: Visit
    entry: FindingEntry


@transaction.atomic
def add_to_day(
    debrief: Debrief, *, by: User, text: str = "", additions: Sequence[Addition] = (), now: datetime | None = None
) -> Addendum:
    """The filed day says more, without a word of what was filed being changed; marketing has it to review."""
    now = now or clock.now()
    locked = lock_debrief(debrief)
    if locked.rep_id != by.pk:
        raise BusinessRuleError(_("Only the author may add to a debrief."), code="not_author")
    if locked.state not in OPEN or locked.outcome != DebriefOutcome.WORKED:
        raise BusinessRuleError(_("Only a filed day can be added to."), code="not_filed")
    check_window(locked.rep, locked.work_date, now)
    if locked.addenda.count() >= MOST:
        raise BusinessRuleError(_("At most %(most)s additions to a day.") % {"most": MOST}, code="too_many")
    note = clean_text(text).strip()
    if not note and not additions:
        raise ValidationError({"text": _("Write what you add.")})
    refuse_excess(note, "text")
    addendum = Addendum(debrief=locked, by=by, text=note, added_at=now)
    addendum.full_clean(exclude=["debrief", "by"])
    addendum.save()
    findings = [_learnt(locked, addendum, addition, now) for addition in additions]
    if findings:
        appraise(findings, rep_id=locked.rep_id, day=locked.work_date, debrief_id=0)
        Finding.objects.bulk_update(findings, ["novelty", "crm_value", "normal_form"])
    _due_again(locked, now)
    audit.record("debrief.added_to", locked, by=by, after={"findings": len(findings)})
    return addendum


def _learnt(debrief: Debrief, addendum: Addendum, addition: Addition, now: datetime) -> Finding:
    """The finding, with the timeliness of the hour it is told and never that of the day it is added to."""
    if addition.visit.debrief_id != debrief.pk:
        raise ValidationError({"visit": _("This visit belongs to another day.")})
    addition.visit.debrief = debrief
    finding = Finding(visit=addition.visit, addendum=addendum)
    warm_until = working_time.calendar_for(debrief.rep.team).next_working_day(debrief.work_date)
    finding.timeliness = timeliness(debrief.work_date, now, zone_of(debrief.rep), warm_until)
    return write_finding(finding, addition.entry)


def _due_again(debrief: Debrief, now: datetime) -> None:
    """A closed day has something to review again: its deadline counts from now."""
    if debrief.state != DebriefState.CLOSED:
        return
    hours = debrief.rep.team.review_hours if debrief.rep.team else REVIEW_HOURS
    debrief.review_due_at = working_time.calendar_for(debrief.rep.team).add_hours(now, hours)
    debrief.save(update_fields=["review_due_at", "updated_at"])
