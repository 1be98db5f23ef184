"""Some verdicts get a second opinion, given blind: it is kept beside the first and changes nothing by itself."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from accounts.models import User
from core import audit, clock, working_time
from core.exceptions import AlreadyDone, BusinessRuleError
from core.notifications import notify
from core.text import clean_text
from crm.services.guarding import refuse_excess
from debrief.choices import Decision, RejectReason
from debrief.models import ReviewRules, SecondReview, Verdict
from debrief.rules.fairness import is_drawn


def rules_in_force() -> ReviewRules:
    """The newest rules; the defaults, unsaved, until operations set some."""
    return ReviewRules.objects.first() or ReviewRules(set_at=clock.now())


@transaction.atomic
def set_review_rules(*, by: User, now: datetime | None = None, **given: Any) -> ReviewRules:
    """From now on reviews are checked so; what was drawn before stays drawn."""
    before = rules_in_force()
    rules = ReviewRules(set_by=by, set_at=now or clock.now(), **given)
    rules.full_clean()
    rules.save()
    names = ("second_percent", "second_hours", "appeal_days", "appeal_hours")
    audit.record(
        "review_rules.set",
        rules,
        by=by,
        before={name: str(getattr(before, name)) for name in names},
        after={name: str(getattr(rules, name)) for name in names},
    )
    return rules


def draw_second_review(verdict: Verdict, *, now: datetime) -> SecondReview | None:
    """A verdict whose finding the sample takes waits for another reviewer."""
    rules = rules_in_force()
    if not is_drawn(verdict.finding_id, Decimal(rules.second_percent), settings.SECRET_KEY):
        return None
    calendar = working_time.calendar_for(None)
    due_at = calendar.add_hours(now, rules.second_hours)
    second = SecondReview.objects.create(verdict=verdict, drawn_at=now, due_at=due_at)
    others = User.objects.active().in_role(Role.MARKETER).exclude(pk=verdict.reviewer_id)
    day = clock.local_day(now).isoformat()
    notify(to=others, kind="second_opinions", key=f"second:{day}", path=reverse("debrief:second_list"), now=now)
    return second


@transaction.atomic
def give_second_opinion(
    second: SecondReview, *, by: User, decision: str, reason: str = "", note: str = "", now: datetime | None = None
) -> SecondReview:
    """What another reviewer would have decided is kept; the verdict, the CRM and the points stay as they are."""
    rows = SecondReview.objects.select_for_update(of=("self",)).select_related("verdict__finding__visit__debrief")
    locked: SecondReview = rows.get(pk=second.pk)
    refuse_involved(locked.verdict, by)
    if locked.decided_at:
        raise AlreadyDone(_("This second opinion is already given."), code="opinion_given")
    if locked.verdict.reversed_at:
        raise BusinessRuleError(_("The first decision was taken back: nothing to compare."), code="verdict_reversed")
    if decision not in Decision.values:
        raise ValidationError({"decision": _("Choose a decision.")})
    if decision == Decision.REJECTED and reason not in RejectReason.values:
        raise ValidationError({"reason": _("Choose a reason.")})
    locked.note = clean_text(note).strip()
    refuse_excess(locked.note, "note")
    locked.decision, locked.reason = decision, reason if decision == Decision.REJECTED else ""
    locked.reviewer, locked.decided_at = by, now or clock.now()
    locked.full_clean(exclude=["verdict", "reviewer"])
    locked.save()
    audit.record("second_review.given", locked, by=by, after={"verdict": locked.verdict_id, "decision": decision})
    return locked


def refuse_involved(verdict: Verdict, by: User) -> None:
    """A third person: neither who told the finding nor who judged it first."""
    if verdict.reviewer_id == by.pk:
        raise BusinessRuleError(_("You gave the first decision: somebody else must look."), code="first_reviewer")
    if verdict.finding.visit.debrief.rep_id == by.pk:
        raise BusinessRuleError(_("You cannot review your own debrief."), code="own_debrief")
