"""Plans as people read them: versions, prices by kind, who has acknowledged."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from accounts.models import User
from core.periods import Month
from crm.choices import FactTopic
from debrief.choices import FindingKind
from incentives.choices import Rule
from incentives.models import Assignment, Component, Plan, PlanVersion


@dataclass(frozen=True)
class PriceRow:
    label: str
    rule: str
    points: int
    code: str


@dataclass(frozen=True)
class VersionCard:
    version: PlanVersion
    in_force: bool
    prices: list[PriceRow]


@dataclass(frozen=True)
class PlanPage:
    plan: Plan
    versions: list[VersionCard]
    assignments: list[Assignment]
    mine: Assignment | None
    to_acknowledge: bool
    acknowledged: int


def plan_list(user: User, *, today: date) -> list[Plan]:
    """Every plan with its published versions and the people it pays today."""
    paid = Q(assignments__starts_on__lte=today) & (
        Q(assignments__ends_on__isnull=True) | Q(assignments__ends_on__gt=today)
    )
    rows = Plan.objects.visible_to(user).annotate(people=Count("assignments__person", filter=paid, distinct=True))
    return list(rows.prefetch_related("versions"))


def plan_page(plan: Plan, *, viewer: User, today: date) -> PlanPage:
    """One plan; who it pays is shown within the viewer's reach."""
    versions = plan.versions.visible_to(viewer).select_related("published_by").prefetch_related("components")
    if not viewer.has_perm("incentives.manage_plans"):
        versions = versions.published()
    cards = [
        VersionCard(
            version,
            version.is_published and version.starts_on <= today and not (version.ends_on and version.ends_on <= today),
            [price_row(component) for component in version.components.all()],
        )
        for version in versions.order_by("-number")
    ]
    people = Assignment.objects.visible_to(viewer).filter(plan=plan).in_force(today)
    assignments = list(people.select_related("person__team", "acknowledged_version").order_by("person__name"))
    last = plan.versions.published().order_by("-starts_on").first()
    mine = Assignment.objects.filter(plan=plan, person=viewer).in_force(today).first()
    return PlanPage(
        plan=plan,
        versions=cards,
        assignments=assignments,
        mine=mine,
        to_acknowledge=bool(mine and last and mine.acknowledged_version_id != last.pk),
        acknowledged=sum(1 for row in assignments if last and row.acknowledged_version_id == last.pk),
    )


def price_row(component: Component) -> PriceRow:
    """The price of a component under the name people know."""
    if component.rule == Rule.FINDING:
        kind = FindingKind(component.kind).label if component.kind in FindingKind.values else component.kind
        topic = FactTopic(component.topic).label if component.topic in FactTopic.values else component.topic
        label = f"{kind} · {topic}" if topic else str(kind)
    else:
        label = str(component.get_rule_display())
    return PriceRow(label, component.rule, component.points, component.code)


def next_month(today: date) -> date:
    """The first day on which a version drafted today may usually begin."""
    return Month.of(today).next().first
