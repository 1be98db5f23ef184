"""A rep appeals against a refusal; a third person upholds it or overturns it, at the price of the day it was filed."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from accounts.models import User
from core import audit, clock, mail, working_time
from core.exceptions import AlreadyDone, BusinessRuleError
from core.notifications import notify
from core.text import clean_text
from crm.services.guarding import refuse_excess
from debrief.choices import REFUSED, AppealState, Grade
from debrief.models import Appeal, Finding, Verdict
from debrief.services.drafts import lock_debrief
from debrief.services.second_reviews import refuse_involved, rules_in_force
from debrief.services.verdicts import accept_finding, amend_finding, reverse_verdict


@transaction.atomic
def open_appeal(verdict: Verdict, *, by: User, reason: str, now: datetime | None = None) -> Appeal:
    """The author asks that somebody else look again; the verdict stands meanwhile."""
    now = now or clock.now()
    rows = Verdict.objects.select_for_update(of=("self",)).select_related("finding__visit__debrief__rep__team")
    locked: Verdict = rows.get(pk=verdict.pk)
    rep = locked.finding.visit.debrief.rep
    if rep.pk != by.pk:
        raise BusinessRuleError(_("Only the author may appeal."), code="not_author")
    if locked.decision not in REFUSED or locked.reversed_at:
        raise BusinessRuleError(
            _("An appeal is against a refusal or a duplicate that stands."), code="nothing_to_appeal"
        )
    if Appeal.objects.filter(verdict=locked).exists():
        raise AlreadyDone(_("This decision has been appealed against once already."), code="already_appealed")
    rules = rules_in_force()
    if now - locked.decided_at > timedelta(days=rules.appeal_days):
        raise BusinessRuleError(
            _("An appeal must come within %(days)s days of the decision.") % {"days": rules.appeal_days},
            code="too_late_to_appeal",
        )
    appeal = Appeal(
        verdict=locked,
        opened_by=by,
        opened_at=now,
        reason=_text(reason, "reason", _("Say why the finding should be kept.")),
        due_at=working_time.calendar_for(rep.team).add_hours(now, rules.appeal_hours),
    )
    appeal.full_clean(exclude=["verdict", "opened_by"])
    appeal.save()
    audit.record("appeal.opened", appeal, by=by, after={"verdict": locked.pk})
    deciders = User.objects.active().in_role(Role.MARKETER, Role.OPERATIONS).exclude(pk=locked.reviewer_id)
    notify(
        to=deciders, kind="appeal_opened", key=f"appeal:{appeal.pk}:opened", path=appeal.get_absolute_url(),
        params={"name": by.name}, now=now,
    )  # fmt: skip
    return appeal


@transaction.atomic
def withdraw_appeal(appeal: Appeal, *, by: User, now: datetime | None = None) -> Appeal:
    """Its author no longer asks."""
    locked = _lock(appeal)
    if locked.opened_by_id != by.pk:
        raise BusinessRuleError(_("Only the author may withdraw an appeal."), code="not_author")
    _move(locked, AppealState.WITHDRAWN, by=by)
    return locked


@transaction.atomic
def uphold_verdict(appeal: Appeal, *, by: User, answer: str, now: datetime | None = None) -> Appeal:
    """The verdict stands, and its author reads why."""
    locked = _hold(appeal, by=by)
    locked.answer = _text(answer, "answer", _("Say why: the author will read it."))
    locked.decided_by, locked.decided_at = by, now or clock.now()
    _move(locked, AppealState.UPHELD, by=by)
    _tell(locked)
    return locked


@transaction.atomic
def overturn_verdict(
    appeal: Appeal,
    *,
    by: User,
    answer: str,
    value: str = "",
    data: dict[str, str] | None = None,
    grade: str = Grade.USEFUL,
    seen: str | None = None,
    now: datetime | None = None,
) -> Appeal:
    """The first verdict is reversed and another keeps the finding, with the novelty and timeliness of its filing."""
    now = now or clock.now()
    locked = _hold(appeal, by=by)
    locked.answer = _text(answer, "answer", _("Say why: the author will read it."))
    locked.decided_by, locked.decided_at = by, now
    locked.save(update_fields=["answer", "decided_by", "decided_at", "updated_at"])
    finding = Finding.objects.get(pk=locked.verdict.finding_id)
    reverse_verdict(locked.verdict, by=by, reason=str(_("Overturned on appeal")), now=now)
    if value.strip() or data:
        locked.new_verdict = amend_finding(finding, by=by, value=value, data=data, seen=seen, grade=grade, now=now)
    else:
        locked.new_verdict = accept_finding(finding, by=by, seen=seen, grade=grade, now=now)
    _move(locked, AppealState.OVERTURNED, by=by)
    _tell(locked)
    return locked


def _lock(appeal: Appeal) -> Appeal:
    """The appeal, held after its day: the order in which verdicts lock."""
    day = Appeal.objects.select_related("verdict__finding__visit__debrief").get(pk=appeal.pk)
    lock_debrief(day.verdict.finding.visit.debrief)
    rows = Appeal.objects.select_for_update(of=("self",))
    locked: Appeal = rows.select_related("opened_by", "verdict__finding__visit__debrief").get(pk=appeal.pk)
    if locked.state != AppealState.OPEN:
        raise AlreadyDone(
            _("This appeal is closed: %(state)s.") % {"state": locked.get_state_display()},
            code="appeal_closed",
            fields={"state": locked.state},
        )
    return locked


def _hold(appeal: Appeal, *, by: User) -> Appeal:
    locked = _lock(appeal)
    refuse_involved(locked.verdict, by)
    return locked


def _move(appeal: Appeal, state: AppealState, *, by: User) -> None:
    appeal.state = state
    appeal.full_clean(exclude=["verdict", "opened_by", "decided_by", "new_verdict"])
    appeal.save()
    audit.record(f"appeal.{state}", appeal, by=by, after={"verdict": appeal.verdict_id, "new": appeal.new_verdict_id})


def _tell(appeal: Appeal) -> None:
    kept = appeal.state == AppealState.OVERTURNED
    notify(
        to=[appeal.opened_by], kind="appeal_overturned" if kept else "appeal_upheld",
        key=f"appeal:{appeal.pk}:decided", path=appeal.get_absolute_url(), now=appeal.decided_at,
    )  # fmt: skip
    mail.queue(
        to=appeal.opened_by,
        template="debrief/emails/appeal_decided",
        context={"appeal": appeal.pk, "state": appeal.state},
        key=f"appeal:{appeal.pk}:decided",
    )


def _text(value: str, field: str, missing: object) -> str:
    text = clean_text(value).strip()
    if not text:
        raise ValidationError({field: missing})
    if len(text) > 500:
        raise ValidationError({field: _("At most 500 characters.")})
    refuse_excess(text, field)
    return text
