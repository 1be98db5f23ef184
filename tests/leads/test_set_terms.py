"""The periods of the contract are set by operations; a clock that runs keeps those that held when it started."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from core.exceptions import BusinessRuleError
from core.models import AuditEntry
from core.working_time import calendar_for
from leads.choices import HandoffDecision
from leads.models import ContractTerms
from leads.services.asking import ask_about_lead
from leads.services.handoff import accept_handoff, hand_off_lead, reject_handoff
from leads.services.overdue import expire_overdue_handoffs
from leads.services.terms import set_terms

WHY = "Réunion des ventes"


def test_without_a_version_the_usual_terms_hold(db, noon):
    terms = ContractTerms.objects.in_force(noon)
    told = (terms.contact_hours, terms.answer_hours, terms.reminder_percent, terms.grace_hours, terms.recycle_days)
    assert (terms.number, told) == (0, (8, 8, 75, 4, 90))


def test_a_change_is_one_more_version_and_says_what_changed(odile, noon):
    set_terms(by=odile, note=WHY, contact_hours=4, now=noon)
    second = set_terms(by=odile, note="Essai", grace_hours=0, now=noon + timedelta(days=1))
    assert (second.number, second.contact_hours, second.grace_hours) == (2, 4, 0)
    entry = AuditEntry.objects.filter(action="contract_terms.set").latest("pk")
    assert (entry.before, entry.after) == ({"grace_hours": 4}, {"grace_hours": 0})
    assert ContractTerms.objects.in_force(noon).number == 1


def test_the_same_terms_again_are_no_version(odile, noon):
    with pytest.raises(BusinessRuleError) as refusal:
        set_terms(by=odile, note=WHY, contact_hours=8, now=noon)
    assert refusal.value.code == "terms_same"
    assert not ContractTerms.objects.exists()


def test_a_first_contact_is_due_in_the_hours_of_the_day_of_the_yes(handoff, alice, odile, noon):
    set_terms(by=odile, note=WHY, contact_hours=2, now=noon)
    accept_handoff(handoff, by=alice, now=noon + timedelta(hours=3))
    handoff.lead.refresh_from_db()
    due = handoff.lead.first_contact_due_at
    assert due == calendar_for(alice.team).add_hours(noon + timedelta(hours=3), 2)
    set_terms(by=odile, note=WHY, contact_hours=20, now=noon + timedelta(hours=4))
    handoff.lead.refresh_from_db()
    assert handoff.lead.first_contact_due_at == due


def test_marketing_answers_in_the_hours_agreed(handoff, alice, odile, noon):
    set_terms(by=odile, note=WHY, answer_hours=3, now=noon)
    asked = ask_about_lead(handoff, by=alice, question="Quel modèle ?", now=noon + timedelta(hours=2))
    assert asked.answer_due_at == calendar_for(None).add_hours(noon + timedelta(hours=2), 3)


def test_a_refused_lead_rests_as_long_as_agreed(handoff, alice, reason, odile, noon):
    set_terms(by=odile, note=WHY, recycle_days=30, now=noon)
    reject_handoff(handoff, by=alice, reason=reason, now=noon + timedelta(hours=1))
    handoff.lead.refresh_from_db()
    assert handoff.lead.recycled_until == date(2026, 4, 10)


def test_a_handoff_already_sent_keeps_its_grace(handoff, odile, noon):
    set_terms(by=odile, note=WHY, grace_hours=0, now=noon + timedelta(minutes=1))
    expire_overdue_handoffs(handoff.due_at)
    handoff.refresh_from_db()
    assert (handoff.breached_at, handoff.decision) == (handoff.due_at, HandoffDecision.PENDING)


def test_without_grace_the_deadline_is_the_end(qualified, alice, chloe, odile, noon):
    set_terms(by=odile, note=WHY, grace_hours=0, now=noon)
    sent = hand_off_lead(qualified, by=chloe, to=alice, promise="Veut un four", now=noon + timedelta(minutes=1))
    expire_overdue_handoffs(sent.due_at)
    sent.refresh_from_db()
    assert sent.decision == HandoffDecision.EXPIRED


def test_the_reminder_leaves_at_the_share_agreed(qualified, alice, chloe, odile, noon):
    set_terms(by=odile, note=WHY, reminder_percent=25, now=noon)
    sent = hand_off_lead(qualified, by=chloe, to=alice, promise="Veut un four", now=noon + timedelta(minutes=1))
    fourth = calendar_for(alice.team).add_hours(sent.sent_at, 4)
    assert expire_overdue_handoffs(fourth - timedelta(minutes=1)) == 0
    assert expire_overdue_handoffs(fourth) == 1


@pytest.mark.parametrize(
    "change", ["UPDATE leads_contractterms SET grace_hours = 1", "DELETE FROM leads_contractterms"]
)
def test_a_version_is_never_changed(odile, noon, as_owner, change):
    set_terms(by=odile, note=WHY, contact_hours=4, now=noon)
    with pytest.raises(DatabaseError, match="append_only"), transaction.atomic():
        as_owner.execute(change)


def test_the_program_has_no_right_to_change_a_version(odile, noon):
    terms = set_terms(by=odile, note=WHY, contact_hours=4, now=noon)
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        ContractTerms.objects.filter(pk=terms.pk).update(grace_hours=1)
