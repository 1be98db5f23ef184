"""A closed lead is back where it stood, with whoever had it; nothing of its history is lost."""

import pytest

from core.exceptions import BusinessRuleError
from leads.choices import LeadState, ReasonKind
from leads.models import LeadOwnership
from leads.services.handoff import accept_handoff, reject_handoff
from leads.services.qualification import disqualify_lead, recycle_lead, reopen_lead
from leads.services.work import start_work
from tests.factories.leads import ReasonFactory


@pytest.fixture
def working(handoff, alice, noon):
    return start_work(accept_handoff(handoff, by=alice, now=noon).lead, by=alice, now=noon)


def test_a_recycled_lead_is_back_in_progress_with_its_rep(working, alice, chloe, noon):
    recycle_lead(working, by=alice, now=noon)
    lead = reopen_lead(working, by=chloe, now=noon)
    assert (lead.state, lead.owner, lead.team, lead.recycled_until) == (
        LeadState.WORKING, alice, alice.team, None,
    )  # fmt: skip
    assert list(LeadOwnership.objects.values_list("why", flat=True)) == ["chosen", "returned", "reopened"]


def test_a_disqualified_lead_keeps_its_rep(working, alice, chloe, noon):
    reason = ReasonFactory(kind=ReasonKind.DISQUALIFY)
    disqualify_lead(working, by=chloe, reason=reason, now=noon)
    lead = reopen_lead(working, by=chloe, now=noon)
    assert (lead.state, lead.owner, lead.disqualify_reason) == (LeadState.WORKING, alice, None)


def test_a_refused_lead_is_qualified_again_and_not_promised_again(handoff, alice, chloe, reason, noon):
    reject_handoff(handoff, by=alice, reason=reason, now=noon)
    lead = reopen_lead(handoff.lead, by=chloe, now=noon)
    assert (lead.state, lead.owner, lead.handoffs.filter(decision="pending").count()) == (LeadState.QUALIFIED, None, 0)


def test_the_lead_of_somebody_who_left_is_qualified(working, alice, chloe, noon):
    recycle_lead(working, by=alice, now=noon)
    alice.is_active = False
    alice.save()
    assert reopen_lead(working, by=chloe, now=noon).state == LeadState.QUALIFIED


def test_a_lead_in_progress_is_not_reopened(working, chloe, noon):
    with pytest.raises(BusinessRuleError) as refused:
        reopen_lead(working, by=chloe, now=noon)
    working.refresh_from_db()
    assert (refused.value.code, working.state) == ("not_closed", LeadState.WORKING)
