"""Plans: drafted, published once, frozen, assigned, acknowledged."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from core.exceptions import AlreadyDone, BusinessRuleError
from incentives.models import Assignment, Component, LedgerLine, PlanVersion
from incentives.services.plans import (
    acknowledge_plan,
    assign_plan,
    draft_plan,
    draft_version,
    fingerprint,
    publish_version,
    revise_version,
)
from incentives.services.settling import settle_all_points
from tests.factories.incentives import DAY, NOON, at, finding, judged, planned

SOON = DAY + timedelta(days=10)


def test_the_default_plan_of_reps_has_the_decided_prices(rep_plan):
    prices = dict(rep_plan.versions.get().components.values_list("code", "points"))
    assert prices == {
        "finding.contact": 12, "finding.company_fact": 6, "finding.opinion": 8, "finding.remark": 5,
        "finding.market_signal.competitor": 15, "finding.market_signal.price": 15, "finding.market_signal.project": 10,
        "finding.market_signal.equipment": 10, "finding.market_signal.need": 10,
        "finding.market_signal.objection": 8, "bounty": 50, "handoff": 5,
    }  # fmt: skip


def test_a_new_version_counts_from_its_day_and_not_before(paid_alice, chloe, odile, rep_plan):
    dearer = draft_version(rep_plan, by=odile, starts_on=SOON, prices={("finding", "contact", ""): 20})
    publish_version(dearer, by=odile, now=at(DAY))
    judged(finding(paid_alice, SOON - timedelta(days=1), kind="contact"), chloe)
    judged(finding(paid_alice, SOON, kind="contact"), chloe)
    settle_all_points(NOON)
    assert list(LedgerLine.objects.order_by("occurred_on").values_list("points", flat=True)) == [12, 20]
    assert rep_plan.versions.get(number=1).ends_on == SOON


def test_a_version_is_not_published_for_a_day_already_worked(odile, rep_plan):
    late = draft_version(rep_plan, by=odile, starts_on=DAY)
    with pytest.raises(BusinessRuleError) as refusal:
        publish_version(late, by=odile, now=at(DAY))
    assert refusal.value.code == "version_not_ahead"
    assert PlanVersion.objects.get(pk=late.pk).state == "draft"


def test_a_published_version_is_frozen_with_its_fingerprint(odile, rep_plan):
    version = rep_plan.versions.get()
    assert version.sha == fingerprint(version)
    with pytest.raises(AlreadyDone):
        publish_version(version, by=odile, now=NOON)
    with pytest.raises(BusinessRuleError):
        revise_version(version, by=odile, starts_on=DAY, parameters=version.parameters, prices={})
    for change in ({"parameters": {}}, {"starts_on": DAY}, {"state": "draft", "published_at": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PlanVersion.objects.filter(pk=version.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Component.objects.filter(version=version).update(points=99)
    with pytest.raises(IntegrityError), transaction.atomic():
        Component.objects.create(version=version, code="x", rule="review", points=1)


def test_published_versions_never_overlap_in_the_database(odile, rep_plan):
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanVersion.objects.create(
            plan=rep_plan, number=9, starts_on=DAY, state="published", published_at=NOON, parameters={}
        )


@pytest.mark.parametrize("change", [{"novelty": {"new": "-1"}}, {"cap_day": -5}, {"point_value": 0.5}, {"target": "x"}])
def test_a_plan_never_fines(odile, change):
    plan = draft_plan(by=odile, code="p", name="P", role="rep")
    parameters = {"novelty": {}, "timeliness": {}, "grade": {}, "target": 1, "point_value": "1", **change}
    with pytest.raises(ValidationError):
        draft_version(plan, by=odile, starts_on=DAY, parameters=parameters)
    assert not PlanVersion.objects.exists()


def test_one_plan_a_day_and_the_next_one_begins_ahead(paid_alice, odile):
    other = draft_plan(by=odile, code="other", name="Autre", role="rep")
    with pytest.raises(BusinessRuleError) as refusal:
        assign_plan(paid_alice, other, by=odile, starts_on=DAY, now=at(DAY))
    assert refusal.value.code == "assignment_not_ahead"
    assign_plan(paid_alice, other, by=odile, starts_on=SOON, now=at(DAY))
    assert Assignment.objects.filter(person=paid_alice, ends_on=SOON).count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Assignment.objects.create(person=paid_alice, plan=other, starts_on=date(2025, 6, 1))


def test_a_plan_is_acknowledged_by_the_person_once_per_version(alice, bob, odile, rep_plan):
    assignment = planned(alice, odile, plan=rep_plan)
    with pytest.raises(BusinessRuleError):
        acknowledge_plan(assignment, by=bob, now=NOON)
    assert acknowledge_plan(assignment, by=alice, now=NOON).acknowledged_version.number == 1
    with pytest.raises(AlreadyDone):
        acknowledge_plan(assignment, by=alice, now=NOON)


def test_a_plan_is_for_its_role(chloe, odile, rep_plan):
    with pytest.raises(BusinessRuleError) as refusal:
        assign_plan(chloe, rep_plan, by=odile, starts_on=DAY, now=NOON)
    assert refusal.value.code == "wrong_role"
