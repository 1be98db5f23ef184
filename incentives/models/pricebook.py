"""The price book: assignments and published versions, read in two queries."""

from collections.abc import Iterable

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef
from django.db.models.functions import JSONObject

from incentives.models.assignment import Assignment
from incentives.models.plan import Component, PlanVersion
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
    components = Component.objects.filter(version=OuterRef("pk")).order_by("pk")
    told = components.values(told=JSONObject(pk="pk", rule="rule", kind="kind", topic="topic", points="points"))
    for version in PlanVersion.objects.published().select_related("plan").annotate(told=ArraySubquery(told)):
        prices = {(c["rule"], c["kind"], c["topic"]): Price(c["pk"], c["points"]) for c in version.told}
        tariff = Tariff(version.pk, version.plan_id, str(version), version.parameters, prices)
        versions.setdefault(version.plan_id, []).append((Span(version.starts_on, version.ends_on), tariff))
    return PriceBook(assignments, versions)


def planned_for(person: str, day: str | OuterRef, rule: str) -> Exists:
    """The person of the outer row has, on its day, a plan in force that prices this rule."""
    version = PlanVersion.objects.published().filter(
        in_force_at(OuterRef(OuterRef(day))), plan=OuterRef("plan"), components__rule=rule
    )
    return Exists(Assignment.objects.filter(in_force_at(OuterRef(day)), Exists(version), person=OuterRef(person)))
