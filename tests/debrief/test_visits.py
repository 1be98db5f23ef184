"""Visits of a draft: told, with one tap, cancelled, removed; nothing once the day is filed."""

import pytest
from django.core.exceptions import ValidationError

from core.exceptions import BusinessRuleError
from debrief.models import Visit
from debrief.services.visits import add_visit, cancel_visit, complete_visit, nothing_new, remove_visit
from tests.factories.debrief import (
    EVENING,
    PersonEntry,
    VisitEntry,
    company,
    contact,
    filed,
    opinion,
    signal,
    told,
    visit,
)

pytestmark = pytest.mark.django_db


def planned(alice):
    return told(alice, VisitEntry(company=company(alice), state="planned")).visits.get()


def test_a_visit_done_says_whom_was_met_or_nobody(alice):
    with pytest.raises(ValidationError) as refusal:
        told(alice, VisitEntry(company=company(alice), state="done"))
    assert "people" in refusal.value.message_dict
    assert not Visit.objects.exists()


def test_nothing_new_takes_one_tap(alice):
    done = nothing_new(planned(alice), by=alice, now=EVENING)
    assert (done.state, done.nobody_met, done.next_step, done.done_at) == ("done", True, "nothing", EVENING)


def test_nothing_new_keeps_the_people_planned(alice):
    where = company(alice)
    someone = contact(alice, where)
    entry = VisitEntry(company=where, state="planned", people=(PersonEntry(contact=someone),))
    done = nothing_new(told(alice, entry).visits.get(), by=alice, now=EVENING)
    assert (done.nobody_met, done.met.get().contact) == (False, someone)


def test_a_cancelled_visit_has_a_reason(alice):
    with pytest.raises(ValidationError):
        cancel_visit(planned(alice), by=alice, state="cancelled", reason=" ")
    visit = Visit.objects.get()
    assert visit.state == "planned"
    assert cancel_visit(visit, by=alice, state="cancelled", reason="Client absent").reason == "Client absent"


def test_telling_again_replaces_what_was_told(alice):
    where = company(alice)
    first = told(alice, visit(where, signal(), opinion())).visits.get()
    complete_visit(first, by=alice, entry=visit(where, signal("Bongard")), now=EVENING)
    assert [finding.value for finding in first.findings.all()] == ["Bongard"]


def test_somebody_of_another_company_cannot_be_met_here(alice):
    elsewhere = contact(alice, company(alice))
    with pytest.raises(ValidationError) as refusal:
        told(alice, visit(company(alice), people=[PersonEntry(contact=elsewhere)]))
    assert "people" in refusal.value.message_dict


def test_a_filed_day_can_no_longer_be_changed(alice):
    day = filed(alice, visit(company(alice), signal()))
    kept = day.visits.get()
    for verb in (
        lambda: remove_visit(kept, by=alice),
        lambda: nothing_new(kept, by=alice),
        lambda: add_visit(day, by=alice, entry=visit(company(alice))),
    ):
        with pytest.raises(BusinessRuleError) as refusal:
            verb()
        assert refusal.value.code == "already_filed"
    assert Visit.objects.count() == 1


def test_nobody_else_writes_on_a_draft(alice, bob):
    with pytest.raises(BusinessRuleError) as refusal:
        nothing_new(planned(alice), by=bob)
    assert refusal.value.code == "not_author"


def test_a_removed_visit_takes_its_findings_along(alice):
    visit_told = told(alice, visit(company(alice), signal())).visits.get()
    remove_visit(visit_told, by=alice)
    assert not Visit.objects.exists()
