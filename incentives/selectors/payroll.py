"""The rows of the points file: one per person and month, as issued, else as the month would pay today."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy

from accounts.models import User
from core.exports.report import Column
from incentives.models import LedgerLine, Period, PlanVersion, Statement, draft_statements

PAY_COLUMNS = (
    Column("employee_number", gettext_lazy("Employee number")),
    Column("person", gettext_lazy("Person")),
    Column("team", gettext_lazy("Team")),
    Column("month", gettext_lazy("Month")),
    Column("plan", gettext_lazy("Plan")),
    Column("opening", gettext_lazy("Balance before"), "points"),
    Column("points", gettext_lazy("Points"), "points"),
    Column("adjustments", gettext_lazy("Adjustments"), "points"),
    Column("capped_points", gettext_lazy("After caps"), "points"),
    Column("carried_in", gettext_lazy("Carried in"), "points"),
    Column("carried_out", gettext_lazy("Carried out"), "points"),
    Column("target", gettext_lazy("Target"), "ratio"),
    Column("point_value", gettext_lazy("Value of a point"), "money"),
    Column("amount", gettext_lazy("Amount"), "money"),
    Column("lines", gettext_lazy("Lines"), "int"),
    Column("approved", gettext_lazy("Approved on")),
)
SHORT = ("employee_number", "person", "team", "month", "points", "capped_points", "amount", "approved")


@dataclass(frozen=True)
class PayRow:
    """One line of the file; `state` says whether it is approved."""

    employee_number: str
    person: str
    team: str
    month: str
    plan: str
    opening: int
    points: int
    adjustments: int
    capped_points: int
    carried_in: int
    carried_out: int
    point_value: Decimal
    target: Decimal
    amount: Decimal
    lines: int
    approved: str


def pay_rows(
    viewer: User, period: Period, team_ids: Sequence[int] = (), person_ids: Sequence[int] = ()
) -> list[PayRow]:
    """Everybody in the viewer's reach, by name; of some teams, or some people, when they are named."""
    statements = Statement.objects.visible_to(viewer).filter(period=period)
    if statements.exists():
        found = statements.select_related("person__team", "version__plan", "period").order_by("person__name", "pk")
        found = found.filter(person__team__in=team_ids) if team_ids else found
        return [_issued(row) for row in (found.filter(person__in=person_ids) if person_ids else found)]
    people = User.objects.filter(pk__in=LedgerLine.objects.visible_to(viewer).filter(period=period).values("person"))
    people = people.filter(team__in=team_ids) if team_ids else people
    people = people.filter(pk__in=person_ids) if person_ids else people
    return list(_drafted(period, people.select_related("team").order_by("name", "pk")))


def _issued(row: Statement) -> PayRow:
    return PayRow(
        employee_number=row.person.employee_number,
        person=row.person.name,
        team=row.person.team.name if row.person.team else "",
        month=row.period.key,
        plan=str(row.version) if row.version else "",
        opening=row.opening,
        points=row.points,
        adjustments=row.adjustments,
        capped_points=row.capped_points,
        carried_in=row.carried_in,
        carried_out=row.carried_out,
        point_value=row.point_value,
        target=row.target,
        amount=row.amount,
        lines=row.lines_count,
        approved=row.approved_at.date().isoformat() if row.approved_at else "",
    )


def _drafted(period: Period, people: Any) -> Iterator[PayRow]:
    versions = {version.pk: str(version) for version in PlanVersion.objects.published().select_related("plan")}
    for draft in draft_statements(period, people):
        figures = draft.result
        yield PayRow(
            employee_number=draft.person.employee_number,
            person=draft.person.name,
            team=draft.person.team.name if draft.person.team else "",
            month=period.key,
            plan=versions.get(draft.version_id or 0, ""),
            opening=draft.opening,
            points=figures.points,
            adjustments=figures.adjustments,
            capped_points=figures.capped_points,
            carried_in=figures.carried_in,
            carried_out=figures.carried_out,
            point_value=figures.point_value,
            target=draft.target,
            amount=figures.amount,
            lines=draft.lines_count,
            approved="",
        )
