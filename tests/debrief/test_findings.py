"""Findings of a draft: one line each, typed, checked."""

import pytest
from django.core.exceptions import ValidationError

from debrief.models import Finding
from debrief.services.entries import FindingEntry
from debrief.services.findings import add_finding, edit_finding, remove_finding
from tests.factories.debrief import (
    DAY,
    company,
    contact,
    correction,
    filed,
    findings,
    opinion,
    person,
    signal,
    told,
    visit,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft_visit(alice):
    return told(alice, visit(company(alice))).visits.get()


def test_a_finding_knows_its_company_day_and_form(alice, draft_visit):
    finding = add_finding(draft_visit, by=alice, entry=signal("  Miwe,  devis en main "))
    assert (finding.company, finding.observed_on) == (draft_visit.company, DAY)
    assert (finding.value, finding.normal_form) == ("Miwe,  devis en main", "miwe devis en main")


def test_a_market_signal_has_a_topic_and_a_record_has_a_field(alice, draft_visit):
    for entry in (FindingEntry(kind="market_signal", value="Miwe"), FindingEntry(kind="company_fact", value="Lyon")):
        with pytest.raises(ValidationError):
            add_finding(draft_visit, by=alice, entry=entry)
    assert not Finding.objects.exists()


def test_an_empty_line_is_refused(alice, draft_visit):
    with pytest.raises(ValidationError) as refusal:
        add_finding(draft_visit, by=alice, entry=opinion("   "))
    assert "value" in refusal.value.message_dict


def test_a_number_is_asked_for_a_size(alice, draft_visit):
    with pytest.raises(ValidationError):
        add_finding(draft_visit, by=alice, entry=correction("employees", "une dizaine"))
    assert add_finding(draft_visit, by=alice, entry=correction("employees", "12")).value == "12"


def test_only_some_fields_of_a_company_may_be_proposed(alice, draft_visit):
    with pytest.raises(ValidationError) as refusal:
        add_finding(draft_visit, by=alice, entry=correction("owner", "1"))
    assert "field" in refusal.value.message_dict


def test_a_finding_is_edited_and_removed_before_filing(alice, draft_visit):
    finding = add_finding(draft_visit, by=alice, entry=signal())
    assert edit_finding(finding, by=alice, entry=opinion("Cher")).kind == "opinion"
    remove_finding(finding, by=alice)
    assert not Finding.objects.exists()


def test_a_new_person_becomes_a_finding_when_the_day_is_filed(alice):
    day = filed(alice, visit(company(alice), people=[person("Camille Roy", phone="06 12 34 56 78", role="Gérante")]))
    (found,) = findings(day)
    assert (found.kind, found.value) == ("contact", "Camille Roy · Gérante · 06 12 34 56 78")
    assert found.data["how_acquired"] == "met"


def test_somebody_of_another_company_cannot_have_said_it(alice, draft_visit):
    elsewhere = contact(alice, company(alice))
    with pytest.raises(ValidationError) as refusal:
        add_finding(draft_visit, by=alice, entry=opinion(contact=elsewhere))
    assert "contact" in refusal.value.message_dict
