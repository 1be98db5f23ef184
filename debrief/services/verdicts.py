"""Marketing's judgement, finding by finding; a verdict is reversed at most, never edited."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit, clock
from core.exceptions import AlreadyDone, BusinessRuleError
from core.text import clean_text
from crm.services.guarding import refuse_excess
from debrief.choices import AppealState, DebriefState, Decision, FindingKind, FindingState, Grade, RejectReason
from debrief.models import Appeal, Debrief, Finding, Verdict
from debrief.models.knowledge import person_line
from debrief.rules.workflow import FINDING
from debrief.services import integrating
from debrief.services.asking import lock_question
from debrief.services.drafts import lock_debrief
from debrief.services.reviewing import refuse_own, take
from debrief.services.second_reviews import draw_second_review
from debrief.signals import verdict_changed

UNDO_HOURS = 24
JUDGED = (DebriefState.FILED, DebriefState.IN_REVIEW, DebriefState.CLOSED)


@transaction.atomic
def accept_finding(
    finding: Finding,
    *,
    by: User,
    seen: str | None = None,
    grade: str = Grade.USEFUL,
    now: datetime | None = None,
) -> Verdict:
    """The finding is true and useful: it is in the CRM with its provenance, or in conflict until somebody chooses."""
    now = now or clock.now()
    locked = _lock(finding, by=by, now=now)
    verdict = _judge(
        locked, by=by, now=now, decision=Decision.ACCEPTED, value=locked.value, data=locked.data, grade=grade
    )
    integrating.integrate_finding(verdict, by=by, seen=seen, now=now)
    return verdict


@transaction.atomic
def amend_finding(
    finding: Finding,
    *,
    by: User,
    value: str = "",
    data: dict[str, Any] | None = None,
    seen: str | None = None,
    grade: str = Grade.USEFUL,
    now: datetime | None = None,
) -> Verdict:
    """The finding is useful once corrected: what the CRM keeps is the reviewer's wording."""
    now = now or clock.now()
    locked = _lock(finding, by=by, now=now)
    value, data = _amended(locked, value, data)
    verdict = _judge(locked, by=by, now=now, decision=Decision.AMENDED, value=value, data=data, grade=grade)
    integrating.integrate_finding(verdict, by=by, seen=seen, now=now)
    return verdict


@transaction.atomic
def mark_duplicate(finding: Finding, *, by: User, of: Finding, now: datetime | None = None) -> Verdict:
    """Another finding says the same thing: that one counts, this one is thanked."""
    now = now or clock.now()
    locked = _lock(finding, by=by, now=now)
    if of.pk == locked.pk or of.state == FindingState.REMOVED:
        raise ValidationError({"of": _("Choose the other finding.")})
    if of.kind != locked.kind or Verdict.objects.live().filter(finding=of, of=locked).exists():
        raise ValidationError({"of": _("These two findings do not say the same thing.")})
    verdict = _judge(locked, by=by, now=now, decision=Decision.DUPLICATE, value=locked.value, of=of)
    _ring(of.pk)
    return verdict


@transaction.atomic
def reject_finding(finding: Finding, *, by: User, reason: str, now: datetime | None = None) -> Verdict:
    """The finding is not kept, and its author reads why."""
    now = now or clock.now()
    if reason not in RejectReason.values:
        raise ValidationError({"reason": _("Choose a reason.")})
    locked = _lock(finding, by=by, now=now)
    return _judge(locked, by=by, now=now, decision=Decision.REJECTED, value=locked.value, reason=reason)


@transaction.atomic
def reverse_verdict(verdict: Verdict, *, by: User, reason: str, now: datetime | None = None) -> Verdict:
    """The verdict no longer counts; the CRM is as before; the finding waits for another judgement."""
    now = now or clock.now()
    text = clean_text(reason).strip()[:200]
    if not text:
        raise ValidationError({"reason": _("Say why the decision is taken back.")})
    refuse_excess(text, "reason")
    finding = Finding.objects.select_related("visit").get(pk=verdict.finding_id)
    lock_debrief(finding.visit.debrief)
    # the finding before the verdict, as settling does: its lines hold the verdict when it commits
    finding = Finding.objects.select_for_update(of=("self",)).get(pk=verdict.finding_id)
    locked: Verdict = Verdict.objects.select_for_update(of=("self",), no_key=True).get(pk=verdict.pk)
    if locked.reversed_at:
        raise AlreadyDone(_("This decision is already taken back."))
    integrating.take_back(locked, by=by, now=now)
    locked.reversed_at, locked.reversed_by, locked.reversal_reason = now, by, text
    locked.save(update_fields=["reversed_at", "reversed_by", "reversal_reason"])
    FINDING.check(finding.state, FindingState.PENDING)
    finding.state, finding.in_conflict = FindingState.PENDING, False
    finding.save(update_fields=["state", "in_conflict", "updated_at"])
    Appeal.objects.filter(verdict=locked, state=AppealState.OPEN, decided_at=None).update(state=AppealState.LAPSED)
    audit.record("verdict.reversed", locked, by=by, after={"finding": finding.pk, "decision": locked.decision})
    _ring(finding.pk)
    if locked.of_id:
        _ring(locked.of_id)
    return locked


@transaction.atomic
def undo_own_verdict(verdict: Verdict, *, by: User, now: datetime | None = None) -> Verdict:
    """The reviewer takes back her own verdict, within a day and before the debrief is closed."""
    now = now or clock.now()
    if verdict.reviewer_id != by.pk:
        raise BusinessRuleError(_("Only its author may undo this decision."), code="not_own_verdict")
    debrief = lock_debrief(verdict.finding.visit.debrief)
    if debrief.state == DebriefState.CLOSED or now - verdict.decided_at > timedelta(hours=UNDO_HOURS):
        raise BusinessRuleError(_("It is too late to undo: ask operations to take it back."), code="too_late_to_undo")
    return reverse_verdict(verdict, by=by, reason=str(_("Undone by the reviewer")), now=now)


def _lock(finding: Finding, *, by: User, now: datetime) -> Finding:
    """The finding, held with its day, ready to be judged."""
    debrief = lock_debrief(Debrief.objects.get(visits__findings=finding))
    refuse_own(debrief, by)
    rows = Finding.objects.select_for_update(of=("self",)).select_related("visit__company", "company", "contact")
    locked: Finding = rows.get(pk=finding.pk)
    locked.visit.debrief = debrief
    if locked.state == FindingState.DECIDED:
        raise _already(locked)
    if locked.state == FindingState.QUARANTINED:
        raise BusinessRuleError(_("The guard has set this finding aside: release it first."), code="quarantined")
    if debrief.state not in JUDGED:
        raise BusinessRuleError(_("This day is with its author."), code="not_in_review")
    if debrief.state == DebriefState.FILED:
        take(debrief, by=by, now=now)
    if locked.question_id:  # verdicts on the answers of one question are numbered in the order they are given
        lock_question(locked.question_id)
    return locked


def _already(finding: Finding) -> AlreadyDone:
    """The second reviewer reads what the first one decided."""
    live = Verdict.objects.live().select_related("reviewer").get(finding=finding)
    message = _("Already judged: %(decision)s by %(name)s at %(hour)s.") % {
        "decision": live.get_decision_display(),
        "name": live.reviewer,
        "hour": timezone.localtime(live.decided_at).strftime("%H:%M"),
    }
    difference = {
        "decision": live.decision,
        "value": live.value,
        "reason": live.reason,
        "grade": live.grade,
        "verdict": live.pk,
        "reviewer": str(live.reviewer),
        "decided_at": live.decided_at.isoformat(),
    }
    return AlreadyDone(message, code="already_judged", fields=difference)


def _judge(finding: Finding, *, by: User, now: datetime, decision: str, **given: Any) -> Verdict:
    verdict = Verdict(finding=finding, reviewer=by, decided_at=now, decision=decision, **given)
    verdict.full_clean(exclude=["finding", "of", "reviewer"])
    verdict.save()
    FINDING.check(finding.state, FindingState.DECIDED)
    finding.state = FindingState.DECIDED
    finding.save(update_fields=["state", "updated_at"])
    after = {"finding": finding.pk, "decision": decision, "reason": verdict.reason, "grade": verdict.grade}
    audit.record("verdict.given", verdict, by=by, after=after)
    draw_second_review(verdict, now=now)
    _ring(finding.pk)
    return verdict


def _amended(finding: Finding, value: str, data: dict[str, Any] | None) -> tuple[str, dict[str, Any]]:
    """The corrected wording; it must differ, and pass the guard like any other text."""
    if finding.kind == FindingKind.CONTACT:
        given = {key: clean_text(str(text)).strip() for key, text in (data or {}).items() if key in finding.data}
        merged = {**finding.data, **given}
        if not merged.get("name"):
            raise ValidationError({"name": _("A person needs a name.")})
        value = person_line(*(str(merged.get(key) or "") for key in ("name", "role", "phone", "email")))
        refuse_excess(str(merged.get("role") or ""), "role")
    else:
        merged, value = {}, clean_text(value).strip()
        refuse_excess(value, "value")
    if not value or (value == finding.value and merged == (finding.data or {})):
        raise ValidationError({"value": _("Correct the text, or accept it as it is.")})
    return value, merged


def _ring(finding_id: int) -> None:
    transaction.on_commit(partial(verdict_changed.send_robust, sender=Verdict, finding_id=finding_id))
