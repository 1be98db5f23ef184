"""Months of the book: where each stands, and one month with its people."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, Q, Sum

from accounts.models import User
from core import audit
from core.models import AuditEntry
from incentives.choices import POSTABLE, SHUT, PeriodState
from incentives.models import Dispute, LedgerLine, Period, Statement, StatementDraft, draft_statements


@dataclass(frozen=True)
class Step:
    label: object
    done: bool
    here: bool


@dataclass(frozen=True)
class PeriodPage:
    period: Period
    steps: list[Step]
    statements: list[Statement]
    drafts: list[StatementDraft]
    points: int
    capped: int
    amount: Decimal
    approved: int
    disputes: int
    history: list[AuditEntry]

    @property
    def rows(self) -> int:
        return len(self.statements) or len(self.drafts)


def steps(state: str) -> list[Step]:
    """The six states in order, with where this month stands."""
    at = PeriodState.values.index(state)
    return [Step(label, index < at, index == at) for index, label in enumerate(PeriodState.labels)]


def period_list(user: User) -> list[Period]:
    """Every month, newest first, with its points, people and amount in this person's reach; shut books stay shut."""
    posted = LedgerLine.objects.visible_to(user).filter(period__state__in=POSTABLE).order_by()
    lines = dict(posted.values_list("period_id").annotate(total=Sum("points")))
    paid = {
        row["period_id"]: row
        for row in Statement.objects.visible_to(user)
        .order_by()
        .values("period_id")
        .annotate(
            amount=Sum("amount"),
            people=Count("pk"),
            approved=Count("pk", filter=Q(approved_at__isnull=False)),
            booked=Sum(F("points") + F("adjustments")),
        )
    }
    rows = list(Period.objects.visible_to(user).select_related("approved_by", "locked_by"))
    for row in rows:
        row.paid = paid.get(row.pk, {})
        row.points = row.paid.get("booked", 0) if row.state in SHUT else lines.get(row.pk, 0)
    return rows


def period_page(period: Period, *, viewer: User) -> PeriodPage:
    """One month: statements once computed, else what it would pay today."""
    found = Statement.objects.visible_to(viewer).filter(period=period)
    statements = list(found.select_related("person__team", "version__plan", "period").order_by("person__name", "pk"))
    drafts: list[StatementDraft] = []
    if not statements:
        people = User.objects.filter(
            pk__in=LedgerLine.objects.visible_to(viewer).filter(period=period).values("person")
        )
        drafts = draft_statements(period, people.select_related("team").order_by("name", "pk"))
    figures = [(row.points, row.capped_points, row.amount) for row in statements]
    figures = figures or [(row.result.points, row.result.capped_points, row.result.amount) for row in drafts]
    return PeriodPage(
        period=period,
        steps=steps(period.state),
        statements=statements,
        drafts=drafts,
        points=sum(points for points, _capped, _amount in figures),
        capped=sum(capped for _points, capped, _amount in figures),
        amount=sum((amount for _points, _capped, amount in figures), Decimal("0.00")),
        approved=sum(1 for row in statements if row.approved_at),
        disputes=Dispute.objects.visible_to(viewer).of_period(period.pk).waiting().count(),
        history=list(audit.history(period)[:12]),
    )
