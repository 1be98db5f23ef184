"""The CRM says otherwise: nothing is written until somebody chooses."""

import pytest

from core.exceptions import BusinessRuleError
from crm.choices import Channel
from crm.models import Company
from crm.services.changes import write_field
from debrief.models import Integration, Verdict
from debrief.services.integrating import resolve_conflict
from debrief.services.verdicts import accept_finding
from tests.factories.debrief import MORNING, company, correction, finding

pytestmark = pytest.mark.django_db


@pytest.fixture
def where(alice):
    return company(alice, city="Lyon")


def change(where, value, by):
    write_field(where, "city", value, by=by, channel=Channel.PAGE, expected="Lyon")


def test_a_value_unchanged_since_the_sheet_is_written_over(alice, chloe, where):
    accept_finding(finding(alice, correction("city", "Villeurbanne"), where), by=chloe, seen="Lyon", now=MORNING)
    where.refresh_from_db()
    assert where.city == "Villeurbanne"


def test_a_value_changed_since_the_sheet_is_in_conflict(alice, chloe, odile, where):
    found = finding(alice, correction("city", "Villeurbanne"), where)
    change(where, "Bron", odile)
    verdict = accept_finding(found, by=chloe, seen="Lyon", now=MORNING)
    found.refresh_from_db()
    assert (found.state, found.in_conflict, verdict.decision) == ("decided", True, "accepted")
    assert (Company.objects.get(pk=where.pk).city, Integration.objects.count()) == ("Bron", 0)
    assert Verdict.objects.credited().count() == 0


def test_a_third_thing_in_another_finding_that_waits_is_a_conflict(alice, amine, chloe, where):
    found = finding(alice, correction("city", "Villeurbanne"), where)
    finding(amine, correction("city", "Vénissieux"), where)
    accept_finding(found, by=chloe, now=MORNING)
    found.refresh_from_db()
    assert found.in_conflict


def test_the_same_thing_said_twice_is_no_conflict(alice, amine, chloe, where):
    found = finding(alice, correction("city", "Villeurbanne"), where)
    finding(amine, correction("city", "villeurbanne"), where)
    accept_finding(found, by=chloe, now=MORNING)
    found.refresh_from_db()
    assert not found.in_conflict


def test_the_reviewer_chooses_and_the_finding_counts(alice, chloe, odile, where):
    found = finding(alice, correction("city", "Villeurbanne"), where)
    change(where, "Bron", odile)
    verdict = accept_finding(found, by=chloe, seen="Lyon", now=MORNING)
    made = resolve_conflict(found, by=chloe, now=MORNING)
    where.refresh_from_db()
    assert (where.city, made.field_change.old, made.verdict) == ("Villeurbanne", "Bron", verdict)
    assert Verdict.objects.credited().get() == verdict
    with pytest.raises(BusinessRuleError) as refusal:
        resolve_conflict(found, by=chloe, now=MORNING)
    assert refusal.value.code == "not_in_conflict"
