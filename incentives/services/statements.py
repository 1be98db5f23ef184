"""Statements of a month: issued for everybody at once, approved one by one by somebody else."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core import audit
from core.exceptions import AlreadyDone, BusinessRuleError
from incentives.choices import PeriodState
from incentives.models import Approval, Period, Statement, draft_statements

FIGURES = [
    "version",
    "opening",
    "points",
    "capped_points",
    "adjustments",
    "carried_in",
    "carried_out",
    "point_value",
    "target",
    "amount",
    "lines_count",
    "issued_at",
    "approved_at",
    "updated_at",
]


@transaction.atomic
def issue_statements(period: Period, *, now: datetime) -> int:
    """Every statement of the month says what the lines say; one that changed must be approved again."""
    known = {statement.person_id: statement for statement in Statement.objects.filter(period=period)}
    rows = []
    for draft in draft_statements(period):
        figures = draft.result
        before = known.get(draft.person.pk)
        same = before and (before.capped_points, before.amount) == (figures.capped_points, figures.amount)
        rows.append(
            Statement(
                person=draft.person,
                period=period,
                version_id=draft.version_id,
                opening=draft.opening,
                points=figures.points,
                capped_points=figures.capped_points,
                adjustments=figures.adjustments,
                carried_in=figures.carried_in,
                carried_out=figures.carried_out,
                point_value=figures.point_value,
                target=draft.target,
                amount=figures.amount,
                lines_count=draft.lines_count,
                issued_at=before.issued_at if before and same else now,
                approved_at=before.approved_at if before and same else None,
                updated_at=now,
            )
        )
    Statement.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["person", "period"], update_fields=FIGURES
    )
    return len(rows)


@transaction.atomic
def approve_statement(statement: Statement, *, by: User, now: datetime) -> Statement:
    """Somebody else than the person vouches for these points and this amount."""
    period = Period.objects.select_for_update().get(pk=statement.period_id)
    statement = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    if statement.approved_at:
        raise AlreadyDone(_("This statement is already approved."))
    if period.state != PeriodState.IN_REVIEW:
        raise BusinessRuleError(_("Statements are approved while their month is in review."), code="not_in_review")
    refuse_stale(period)
    if statement.person_id == by.pk:
        raise BusinessRuleError(_("Nobody approves her own statement."), code="own_statement")
    approve_all([statement], by=by, now=now)
    audit.record("statement.approved", statement, by=by, after={"points": statement.capped_points})
    return statement


def approve_all(statements: Iterable[Statement], *, by: User, now: datetime) -> None:
    """The approvals are written, with the figures they vouch for."""
    rows = list(statements)
    Approval.objects.bulk_create(
        Approval(statement=row, by=by, at=now, points=row.capped_points, amount=row.amount) for row in rows
    )
    for row in rows:
        row.approved_at = now
    Statement.objects.filter(pk__in=[row.pk for row in rows]).update(approved_at=now, updated_at=now)


def refuse_stale(period: Period) -> None:
    """Nobody vouches for figures that lines posted since have overtaken."""
    if period.stale:
        raise BusinessRuleError(_("Lines were posted since the month was computed: compute it again."), code="stale")
