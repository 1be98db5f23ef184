"""A month of the book is computed, reviewed, approved by one person, locked by another, and exported."""

import logging
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Count, Sum
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from core import audit, clock
from core.exceptions import AlreadyDone, BusinessRuleError
from core.models import ClosedMonth
from incentives.choices import PeriodState
from incentives.models import LedgerLine, Period, Statement
from incentives.rules.workflow import PERIOD
from incentives.services.posting import lock_chain
from incentives.services.statements import approve_all, issue_statements, refuse_stale

CLOSING_LOCK = 7742
log = logging.getLogger(__name__)


@transaction.atomic
def compute_period(period: Period, *, by: User | None, now: datetime) -> Period:
    """Statements say what the lines say; a month in review goes back to computed, unchanged approvals stay."""
    period = _hold(period)
    PERIOD.check(period.state, PeriodState.COMPUTED)
    before = period.state
    issue_statements(period, now=now)
    period.state, period.computed_at, period.stale = PeriodState.COMPUTED, now, False
    period.save(update_fields=["state", "computed_at", "stale", "updated_at"])
    audit.record("period.computed", period, by=by, before={"state": before}, after={"state": period.state})
    return period


@transaction.atomic
def review_period(period: Period, *, by: User, now: datetime) -> Period:
    """The statements are shown to the people and to those who approve them."""
    period = _hold(period)
    PERIOD.check(period.state, PeriodState.IN_REVIEW)
    refuse_stale(period)
    period.state = PeriodState.IN_REVIEW
    period.save(update_fields=["state", "updated_at"])
    audit.record("period.put_in_review", period, by=by, before={"state": "computed"}, after={"state": period.state})
    return period


@transaction.atomic
def approve_team_statements(period: Period, *, by: User, now: datetime) -> int:
    """All waiting statements in this person's reach are approved, save her own; how many."""
    period = _hold(period)
    if period.state != PeriodState.IN_REVIEW:
        raise BusinessRuleError(_("Statements are approved while their month is in review."), code="not_in_review")
    refuse_stale(period)
    waiting = Statement.objects.visible_to(by).filter(period=period, approved_at__isnull=True).exclude(person=by)
    rows = list(waiting.select_for_update(of=("self",)).order_by("pk"))
    approve_all(rows, by=by, now=now)
    audit.record("period.statements_approved", period, by=by, after={"statements": len(rows)})
    return len(rows)


@transaction.atomic
def approve_period(period: Period, *, by: User, now: datetime) -> Period:
    """Every statement is approved and the month is shut: what comes later is booked in the next one."""
    period = _hold(period)
    PERIOD.check(period.state, PeriodState.APPROVED)
    if clock.local_day(now) <= period.span.last:
        raise BusinessRuleError(_("This month is not over yet."), code="month_not_over")
    approve_team_statements(period, by=by, now=now)
    left = Statement.objects.filter(period=period, approved_at__isnull=True).count()
    if left:
        text = ngettext(
            "%(count)s statement waits for another approver.", "%(count)s statements wait for another approver.", left
        )
        raise BusinessRuleError(text % {"count": left}, code="statements_waiting")
    period.state, period.approved_by, period.approved_at = PeriodState.APPROVED, by, now
    period.save(update_fields=["state", "approved_by", "approved_at", "updated_at"])
    audit.record("period.approved", period, by=by, before={"state": "in_review"}, after={"state": period.state})
    return period


@transaction.atomic
def lock_period(period: Period, *, by: User, now: datetime) -> Period:
    """The month is closed for ever, on every floor: its total, count and last hash are kept outside the ledger."""
    lock_chain([period.pk])
    period = _hold(period)
    if period.locked_at:
        raise AlreadyDone(_("This month is already locked."))
    PERIOD.check(period.state, PeriodState.LOCKED)
    if period.approved_by_id == by.pk:
        raise BusinessRuleError(_("Who approved a month cannot lock it: two persons are needed."), code="two_persons")
    earlier = Period.objects.filter(month__lt=period.month, locked_at__isnull=True, lines__isnull=False)
    if first := earlier.order_by("month").first():
        raise BusinessRuleError(
            _("Lock %(month)s first: months close in order.") % {"month": first.key}, code="earlier_month_open"
        )
    _shut_month(period, by=by, now=now)
    period.state, period.locked_by, period.locked_at = PeriodState.LOCKED, by, now
    period.save(update_fields=["state", "locked_by", "locked_at", "updated_at"])
    audit.record("period.locked", period, by=by, before={"state": "approved"}, after={"state": period.state})
    return period


@transaction.atomic
def export_period(period: Period, *, by: User, now: datetime) -> Period:
    """Payroll has its file; a locked month may be exported as often as needed."""
    period = _hold(period)
    PERIOD.check(period.state, PeriodState.EXPORTED)
    before = period.state
    period.state, period.exported_at = PeriodState.EXPORTED, now
    period.save(update_fields=["state", "exported_at", "updated_at"])
    audit.record("period.exported", period, by=by, before={"state": before}, after={"state": period.state})
    return period


def _hold(period: Period) -> Period:
    held: Period = Period.objects.select_for_update().get(pk=period.pk)
    return held


def _shut_month(period: Period, *, by: User, now: datetime) -> None:
    """The closer waits for every guarded insert of the month, then nothing more is dated in it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [CLOSING_LOCK, int(f"{period.month:%Y%m}")])
    lines = LedgerLine.objects.filter(period=period)
    figures = lines.aggregate(total=Sum("points"), count=Count("pk"))
    head = lines.order_by("-seq").values_list("hash", flat=True).first()
    closed = ClosedMonth.objects.create(
        month=period.month,
        closed_at=now,
        closed_by=by,
        ledger_total=figures["total"] or 0,
        ledger_count=figures["count"],
        head_hash=bytes(head or b""),
    )
    log.info(
        "month closed %s total=%s count=%s head=%s",
        period.key, closed.ledger_total, closed.ledger_count, bytes(closed.head_hash).hex(),
    )  # fmt: skip
