"""The rep asks before deciding or before calling: his clock stops, marketing's runs, and nothing is lost."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from core.exceptions import AlreadyDone, BusinessRuleError
from core.models import Notification
from leads.choices import Clock, HandoffDecision, LeadState
from leads.models import HandoffQuestion
from leads.services.asking import answer_question, ask_about_lead
from leads.services.handoff import accept_handoff, reject_handoff, withdraw_handoff
from leads.services.overdue import expire_overdue_handoffs
from leads.services.work import start_work

THURSDAY_NOON = datetime(2026, 3, 12, 11, 0, tzinfo=UTC)
FRIDAY_NOON = datetime(2026, 3, 13, 11, 0, tzinfo=UTC)
MONDAY_NOON = datetime(2026, 3, 16, 11, 0, tzinfo=UTC)
TUESDAY_NOON = datetime(2026, 3, 17, 11, 0, tzinfo=UTC)


def test_asking_stops_the_clock_and_the_answer_gives_back_what_was_left(handoff, alice, chloe):
    """Due Friday noon; asked on Thursday noon with 8 working hours left; answered on Monday noon → Tuesday noon."""
    asked = ask_about_lead(handoff, by=alice, question="Combien de fournées par jour ?", now=THURSDAY_NOON)
    assert (asked.clock, asked.left, asked.answer_due_at) == (Clock.DECISION, timedelta(hours=8), FRIDAY_NOON)
    answer_question(asked, by=chloe, answer="Deux", now=MONDAY_NOON)
    handoff.refresh_from_db()
    assert (handoff.due_at, handoff.paused_at) == (TUESDAY_NOON, None)
    assert Notification.objects.filter(to=alice, kind="lead_answered").count() == 1


def test_nothing_is_reminded_marked_or_expired_while_the_clock_is_stopped(handoff, alice, chloe):
    ask_about_lead(handoff, by=alice, question="Quel budget ?", now=THURSDAY_NOON)
    expire_overdue_handoffs(TUESDAY_NOON)
    handoff.refresh_from_db()
    assert (handoff.decision, handoff.breached_at, handoff.reminded_at) == (HandoffDecision.PENDING, None, None)


def test_marketings_silence_is_a_breach_told_once(handoff, alice, chloe, bob):
    asked = ask_about_lead(handoff, by=alice, question="Quel budget ?", now=THURSDAY_NOON)
    assert expire_overdue_handoffs(FRIDAY_NOON - timedelta(seconds=1)) == 0
    assert expire_overdue_handoffs(FRIDAY_NOON) == 1
    assert expire_overdue_handoffs(FRIDAY_NOON) == 0
    asked.refresh_from_db()
    told = set(Notification.objects.filter(kind="lead_unanswered").values_list("to", flat=True))
    assert (asked.breached_at, told) == (FRIDAY_NOON, {alice.pk, bob.pk, chloe.pk})


def test_deciding_without_waiting_for_the_answer_is_in_time(handoff, alice):
    asked = ask_about_lead(handoff, by=alice, question="Quel budget ?", now=THURSDAY_NOON)
    accepted = accept_handoff(handoff, by=alice, now=TUESDAY_NOON)
    asked.refresh_from_db()
    assert (accepted.in_time, accepted.paused_at, asked.closed_at) == (True, None, TUESDAY_NOON)


def test_a_question_after_the_acceptance_stops_the_first_contact(handoff, alice, chloe, noon):
    lead = accept_handoff(handoff, by=alice, now=noon).lead
    asked = ask_about_lead(handoff, by=alice, question="Quel numéro ?", now=noon + timedelta(hours=2))
    assert (asked.clock, asked.left) == (Clock.CONTACT, timedelta(hours=7))
    expire_overdue_handoffs(FRIDAY_NOON - timedelta(hours=2))
    lead.refresh_from_db()
    assert lead.contact_breached_at is None
    answer_question(asked, by=chloe, answer="Le mobile", now=FRIDAY_NOON)
    lead.refresh_from_db()
    assert (lead.contact_paused_at, lead.first_contact_due_at) == (None, datetime(2026, 3, 16, 10, 0, tzinfo=UTC))


def test_calling_without_waiting_closes_the_question(handoff, alice, noon):
    lead = accept_handoff(handoff, by=alice, now=noon).lead
    asked = ask_about_lead(handoff, by=alice, question="Quel numéro ?", now=noon)
    lead = start_work(lead, by=alice, now=noon)
    asked.refresh_from_db()
    assert (lead.state, lead.contact_paused_at, asked.closed_at) == (LeadState.WORKING, None, noon)


def test_a_first_contact_that_is_late_is_marked_once_and_told(handoff, alice, chloe, noon):
    lead = accept_handoff(handoff, by=alice, now=noon).lead
    assert (expire_overdue_handoffs(THURSDAY_NOON), expire_overdue_handoffs(THURSDAY_NOON)) == (1, 0)
    lead.refresh_from_db()
    told = set(Notification.objects.filter(kind="lead_uncontacted").values_list("to", flat=True))
    assert lead.contact_breached_at == THURSDAY_NOON
    assert {alice.pk, chloe.pk} <= told


@pytest.mark.parametrize(
    ("late", "code"), [(timedelta(0), "question_open"), (timedelta(days=9), "deadline_passed")]
)  # fmt: skip
def test_one_question_at_a_time_and_none_after_the_deadline(handoff, alice, late, code):
    if not late:
        ask_about_lead(handoff, by=alice, question="Quel budget ?", now=THURSDAY_NOON)
    with pytest.raises(BusinessRuleError) as refused:
        ask_about_lead(handoff, by=alice, question="Et la pose ?", now=THURSDAY_NOON + late)
    assert refused.value.code == code
    assert HandoffQuestion.objects.count() == (0 if late else 1)


def test_only_the_receiver_asks_and_only_while_something_waits(handoff, alice, amine, chloe, noon):
    with pytest.raises(BusinessRuleError):
        ask_about_lead(handoff, by=amine, question="Quel budget ?", now=noon)
    withdraw_handoff(handoff, by=chloe, now=noon)
    with pytest.raises(BusinessRuleError) as refused:
        ask_about_lead(handoff, by=alice, question="Quel budget ?", now=noon)
    assert (refused.value.code, HandoffQuestion.objects.count()) == ("nothing_waits", 0)


def test_an_answer_is_given_once_and_has_words(handoff, alice, chloe, noon):
    asked = ask_about_lead(handoff, by=alice, question="Quel budget ?", now=noon)
    with pytest.raises(BusinessRuleError):
        answer_question(asked, by=chloe, answer=" ", now=noon)
    answer_question(asked, by=chloe, answer="12 000 €", now=noon)
    with pytest.raises(AlreadyDone):
        answer_question(asked, by=chloe, answer="13 000 €", now=noon)
    assert HandoffQuestion.objects.get().answer == "12 000 €"


def test_a_reason_that_asks_for_evidence_is_refused_without(handoff, alice, chloe, reason, noon):
    reason.needs_evidence = True
    reason.save()
    with pytest.raises(BusinessRuleError) as refused:
        reject_handoff(handoff, by=alice, reason=reason, comment="Faux numéro", now=noon)
    handoff.refresh_from_db()
    assert (refused.value.code, handoff.decision) == ("evidence_missing", HandoffDecision.PENDING)
    reject_handoff(handoff, by=alice, reason=reason, evidence="Le 06 sonne chez un particulier", now=noon)
    assert Notification.objects.filter(to=chloe, kind="lead_refused").count() == 1


def test_the_guard_reads_questions(handoff, alice, noon):
    with pytest.raises(ValidationError):
        ask_about_lead(handoff, by=alice, question="Il est en dépression, non ?", now=noon)
    assert not HandoffQuestion.objects.exists()
