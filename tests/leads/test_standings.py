"""How leads and handoffs stood when a day ended: the rows that the quality figures count."""

from datetime import date, timedelta

import pytest

from leads.models import HandoffStanding, LeadStanding, QualityNight
from leads.services.handoff import accept_handoff, reject_handoff, withdraw_handoff
from leads.services.overdue import expire_overdue_handoffs
from leads.services.qualification import qualify_lead, recycle_lead
from leads.services.standing import compute_standings
from leads.services.work import start_work
from tests.leads.quality import hand, won_lead

pytestmark = pytest.mark.django_db
NIGHT = date(2026, 3, 31)


def standing(handoff):
    return HandoffStanding.objects.get(handoff=handoff)


def test_a_handoff_not_answered_waits_until_its_deadline(handoff):
    compute_standings(date(2026, 3, 12))
    assert (standing(handoff).decision, standing(handoff).late) == ("pending", False)
    compute_standings(date(2026, 3, 13))
    assert (standing(handoff).decision, standing(handoff).late) == ("pending", True)


def test_answers_and_first_contacts_are_counted_in_working_minutes(handoff, alice, noon):
    lead = accept_handoff(handoff, by=alice, now=noon + timedelta(days=1)).lead
    start_work(lead, by=alice, now=noon + timedelta(days=5))
    compute_standings(NIGHT)
    row = standing(handoff)
    assert (row.answer_minutes, row.contact_minutes) == (480, 960)
    assert (row.contact_due, row.contact_late, row.unworked) == (True, True, False)


def test_an_accepted_lead_without_contact_is_unworked_once_its_deadline_passed(handoff, alice, noon):
    accept_handoff(handoff, by=alice, now=noon)
    compute_standings(date(2026, 3, 11))
    assert (standing(handoff).contact_due, standing(handoff).unworked) == (False, False)
    compute_standings(NIGHT)
    assert (standing(handoff).contact_due, standing(handoff).contact_late, standing(handoff).unworked) == (
        True, True, True,
    )  # fmt: skip


def test_a_lead_refused_by_one_and_won_by_another_is_said_of_the_refusal(handoff, alice, bob, chloe, reason, noon):
    lead = reject_handoff(handoff, by=alice, reason=reason, now=noon).lead
    lead = qualify_lead(lead, by=chloe, now=noon + timedelta(days=1))
    second = hand(lead, chloe, bob, noon + timedelta(days=1))
    won_lead(second, bob, noon + timedelta(days=2))
    compute_standings(NIGHT)
    assert (standing(handoff).taken_by_other, standing(handoff).won_by_other) == (True, True)
    assert (standing(second).outcome, standing(second).won, standing(second).won_by_other) == ("won", True, False)
    row = LeadStanding.objects.get(lead=lead)
    assert (row.rep, row.accepted, row.converted, row.won) == (bob, True, True, True)


def test_the_same_rep_accepting_later_is_no_other(handoff, alice, chloe, reason, noon):
    lead = reject_handoff(handoff, by=alice, reason=reason, now=noon).lead
    lead = qualify_lead(lead, by=chloe, now=noon + timedelta(days=1))
    second = hand(lead, chloe, alice, noon + timedelta(days=1))
    accept_handoff(second, by=alice, now=noon + timedelta(days=2))
    compute_standings(NIGHT)
    assert standing(handoff).taken_by_other is False


def test_what_became_of_a_lead_belongs_to_the_handoff_that_was_accepted_last(handoff, alice, bob, chloe, noon):
    lead = accept_handoff(handoff, by=alice, now=noon).lead
    lead = recycle_lead(lead, by=alice, now=noon + timedelta(days=1))
    lead = qualify_lead(lead, by=chloe, now=noon + timedelta(days=2))
    second = hand(lead, chloe, bob, noon + timedelta(days=2))
    won_lead(second, bob, noon + timedelta(days=5))
    compute_standings(NIGHT)
    assert [standing(one).converted_on for one in (handoff, second)] == [None, date(2026, 3, 16)]


def test_silence_is_late_and_not_answered(handoff, noon):
    expire_overdue_handoffs(noon + timedelta(days=7))
    compute_standings(NIGHT)
    row = standing(handoff)
    assert (row.decision, row.late, row.answer_minutes) == ("expired", True, None)


def test_a_handoff_taken_back_by_marketing_no_longer_counts(handoff, chloe, noon):
    compute_standings(date(2026, 3, 11))
    withdraw_handoff(handoff, by=chloe, now=noon + timedelta(days=1))
    compute_standings(NIGHT)
    assert not HandoffStanding.objects.exists()


def test_a_night_told_again_writes_the_same_rows_and_says_the_same(handoff):
    first, second = compute_standings(NIGHT), compute_standings(NIGHT)
    assert first == second
    assert HandoffStanding.objects.count() == 1
    assert QualityNight.objects.count() == 1


def test_an_older_night_leaves_the_standings_of_the_last_one(handoff, alice, noon):
    accept_handoff(handoff, by=alice, now=noon)
    compute_standings(NIGHT)
    compute_standings(date(2026, 3, 10))
    assert standing(handoff).decision == "accepted"
    assert QualityNight.objects.get().as_of == NIGHT
