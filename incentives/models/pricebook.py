"""The price book: assignments and published versions, read in three queries."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from incentives.models.assignment import Assignment
from incentives.models.plan import PlanVersion
from incentives.querysets import in_force_at
from incentives.rules.pricing import Price, PriceBook, Span, Tariff


def price_book(person_ids: Iterable[int] | None = None) -> PriceBook:
    """The prices of these people, of everybody when none is named."""
    rows = Assignment.objects.order_by("starts_on")
    if person_ids is not None:
        rows = rows.filter(person__in=set(person_ids))
    assignments: dict[int, list[tuple[Span, int]]] = {}
    for person, plan, start, end in rows.values_list("person_id", "plan_id", "starts_on", "ends_on"):
        assignments.setdefault(person, []).append((Span(start, end), plan))
    versions: dict[int, list[tuple[Span, Tariff]]] = {}
    for version in PlanVersion.objects.published().select_related("plan").prefetch_related("components"):
        prices = {(c.rule, c.kind, c.topic): Price(c.pk, c.points) for c in version.components.all()}
        tariff = Tariff(version.pk, version.plan_id, str(version), version.parameters, prices)
        versions.setdefault(version.plan_id, []).append((Span(version.starts_on, version.ends_on), tariff))
    return PriceBook(assignments, versions)


def planned_for(person: str, day: str | OuterRef, rule: str) -> Exists:
    """The person of the outer row has, on its day, a plan in force that prices this rule."""
    version = PlanVersion.objects.published().filter(
        in_force_at(OuterRef(OuterRef(day))), plan=OuterRef("plan"), components__rule=rule
    )
    return Exists(Assignment.objects.filter(in_force_at(OuterRef(day)), Exists(version), person=OuterRef(person)))
