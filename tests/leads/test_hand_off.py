"""A lead is handed over with a promise and a deadline in working hours."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from core.exceptions import BusinessRuleError, TransitionNotAllowed
from core.models import Message
from leads.choices import HandoffDecision, LeadState
from leads.models import Handoff
from leads.services.handoff import hand_off_lead, withdraw_handoff


def test_the_deadline_is_sixteen_working_hours_away(handoff, alice):
    """Wednesday noon: 0.5 + 4.5 h left, Thursday 8 h, Friday 3 h → Friday noon."""
    assert handoff.due_at == datetime(2026, 3, 13, 11, 0, tzinfo=UTC)
    assert (handoff.lead.state, handoff.lead.owner) == (LeadState.HANDED_OFF, alice)
    assert Message.objects.filter(to=alice).count() == 1


def test_the_hours_are_those_of_the_receiving_team(qualified, alice, north, chloe, noon):
    north.decision_hours = 5
    north.save()
    handoff = hand_off_lead(qualified, by=chloe, to=alice, promise="Un four", now=noon)
    assert handoff.due_at == datetime(2026, 3, 11, 17, 0, tzinfo=UTC)


def test_a_promise_is_required(qualified, alice, chloe, noon):
    with pytest.raises(ValidationError):
        hand_off_lead(qualified, by=chloe, to=alice, promise=" ", now=noon)
    qualified.refresh_from_db()
    assert (qualified.state, Handoff.objects.count()) == (LeadState.QUALIFIED, 0)


def test_a_lead_waits_for_one_decision_at_a_time(handoff, amine, chloe, noon):
    with pytest.raises(TransitionNotAllowed):
        hand_off_lead(handoff.lead, by=chloe, to=amine, promise="Un four", now=noon)
    assert Handoff.objects.count() == 1


def test_marketing_and_people_who_left_receive_nothing(qualified, chloe, gaston, noon):
    for nobody in (chloe, gaston):
        with pytest.raises(BusinessRuleError):
            hand_off_lead(qualified, by=chloe, to=nobody, promise="Un four", now=noon)
    assert not Handoff.objects.exists()


def test_a_handoff_can_be_taken_back_before_the_decision(handoff, chloe, noon):
    withdraw_handoff(handoff, by=chloe, now=noon)
    handoff.refresh_from_db()
    assert (handoff.decision, handoff.in_time, handoff.lead.state) == (
        HandoffDecision.WITHDRAWN,
        None,
        LeadState.ROUTED,
    )
