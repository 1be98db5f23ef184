"""The rep takes the lead: a first contact is due."""

from datetime import UTC, datetime, timedelta

import pytest

from core.exceptions import AlreadyDone
from leads.choices import HandoffDecision, LeadState
from leads.models import Touchpoint
from leads.services.handoff import accept_handoff, reject_handoff
from leads.services.work import start_work
from leads.signals import handoff_decided


def test_accepting_in_time_sets_the_first_contact_eight_working_hours_later(handoff, alice, noon):
    accept_handoff(handoff, by=alice, now=noon)
    handoff.refresh_from_db()
    lead = handoff.lead
    assert (handoff.decision, handoff.in_time, handoff.decided_by) == (HandoffDecision.ACCEPTED, True, alice)
    assert (lead.state, lead.accepted_at) == (LeadState.ACCEPTED, noon)
    assert lead.first_contact_due_at == datetime(2026, 3, 12, 11, 0, tzinfo=UTC)


def test_accepting_after_the_deadline_counts_but_not_in_time(handoff, alice):
    late = handoff.due_at + timedelta(minutes=1)
    assert accept_handoff(handoff, by=alice, now=late).in_time is False


def test_a_decision_is_taken_once(handoff, alice, reason, noon):
    accept_handoff(handoff, by=alice, now=noon)
    with pytest.raises(AlreadyDone):
        reject_handoff(handoff, by=alice, reason=reason, now=noon)
    handoff.refresh_from_db()
    assert handoff.decision == HandoffDecision.ACCEPTED


def test_the_decision_rings_after_commit(handoff, alice, noon, django_capture_on_commit_callbacks):
    heard = []

    def hear(sender, handoff_id, **_kwargs):
        heard.append(handoff_id)

    handoff_decided.connect(hear)
    with django_capture_on_commit_callbacks(execute=True):
        accept_handoff(handoff, by=alice, now=noon)
    handoff_decided.disconnect(hear)
    assert heard == [handoff.pk]


def test_the_first_contact_is_dated_and_is_a_touch_of_sales(handoff, alice, noon):
    accept_handoff(handoff, by=alice, now=noon)
    lead = start_work(handoff.lead, by=alice, now=noon)
    touch = Touchpoint.objects.get(source="sales")
    assert (lead.state, lead.first_contacted_at, touch.met_by) == (LeadState.WORKING, noon, alice)
    with pytest.raises(AlreadyDone):
        start_work(lead, by=alice, now=noon)
