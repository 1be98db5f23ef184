"""A lead nobody answers is reminded, marked, then given to somebody else; both events stay."""

from datetime import UTC, datetime, timedelta

from core.models import Message
from leads.choices import HandoffDecision, LeadState
from leads.models import Handoff
from leads.services.overdue import expire_overdue_handoffs
from tests.factories.leads import RoutingRuleFactory

THURSDAY_LATE = datetime(2026, 3, 12, 16, 30, tzinfo=UTC)
FRIDAY_NOON = datetime(2026, 3, 13, 11, 0, tzinfo=UTC)
FRIDAY_1700 = datetime(2026, 3, 13, 16, 0, tzinfo=UTC)


def test_the_rep_is_reminded_once_after_twelve_working_hours(handoff, alice):
    assert expire_overdue_handoffs(datetime(2026, 3, 12, 14, 0, tzinfo=UTC)) == 0
    assert expire_overdue_handoffs(THURSDAY_LATE) == 1
    assert expire_overdue_handoffs(THURSDAY_LATE) == 0
    assert Message.objects.filter(to=alice, template="leads/handoff_reminder").count() == 1


def test_a_breach_is_marked_and_told_to_those_concerned(handoff, alice, bob, chloe):
    expire_overdue_handoffs(FRIDAY_NOON)
    handoff.refresh_from_db()
    told = set(Message.objects.filter(template="leads/handoff_breach").values_list("to", flat=True))
    assert (handoff.breached_at, handoff.decision) == (FRIDAY_NOON, HandoffDecision.PENDING)
    assert told == {alice.pk, bob.pk, chloe.pk}


def test_four_working_hours_later_it_goes_to_the_next_rep(handoff, alice, amine, north):
    RoutingRuleFactory(team=north)
    expire_overdue_handoffs(FRIDAY_NOON)
    expire_overdue_handoffs(FRIDAY_1700 - timedelta(minutes=1))
    handoff.refresh_from_db()
    assert handoff.decision == HandoffDecision.PENDING
    expire_overdue_handoffs(FRIDAY_1700)
    handoff.refresh_from_db()
    assert (handoff.decision, handoff.in_time, handoff.breached_at) == (HandoffDecision.EXPIRED, False, FRIDAY_NOON)
    assert (handoff.lead.state, handoff.lead.owner) == (LeadState.HANDED_OFF, amine)
    again = Handoff.objects.pending().get()
    assert (again.to, again.promise, again.sent_by) == (amine, handoff.promise, handoff.sent_by)


def test_with_nobody_else_it_is_unassigned_and_says_so(handoff):
    expire_overdue_handoffs(FRIDAY_1700)
    handoff.lead.refresh_from_db()
    assert (handoff.lead.state, handoff.lead.owner) == (LeadState.QUALIFIED, None)
    assert handoff.lead.routing_reason
