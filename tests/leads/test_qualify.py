"""Marketing vouches for a lead, sets it aside or lets it mature."""

from datetime import date

import pytest

from core.exceptions import BusinessRuleError, TransitionNotAllowed
from leads.choices import LeadState, ReasonKind
from leads.services.objection import record_objection
from leads.services.qualification import (
    disqualify_lead,
    qualify_lead,
    recycle_lead,
    reopen_lead,
)
from tests.factories.leads import LeadFactory, ReasonFactory


def test_a_qualified_lead_says_when(lead, chloe, noon):
    lead = qualify_lead(lead, by=chloe, now=noon)
    assert (lead.state, lead.qualified_at) == (LeadState.QUALIFIED, noon)


def test_a_lead_nobody_can_reach_is_not_qualified(chloe, noon):
    lead = LeadFactory(email="", phone="")
    with pytest.raises(BusinessRuleError) as refused:
        qualify_lead(lead, by=chloe, now=noon)
    lead.refresh_from_db()
    assert (refused.value.code, lead.state) == ("unreachable", LeadState.NEW)


def test_a_lead_is_disqualified_with_a_reason_of_the_right_list(lead, chloe, reason, noon):
    with pytest.raises(BusinessRuleError):
        disqualify_lead(lead, by=chloe, reason=reason, now=noon)
    why = ReasonFactory(kind=ReasonKind.DISQUALIFY)
    lead = disqualify_lead(lead, by=chloe, reason=why, now=noon)
    assert (lead.state, lead.disqualify_reason) == (LeadState.DISQUALIFIED, why)


def test_reopening_restores_the_state_held_before(qualified, chloe, noon):
    why = ReasonFactory(kind=ReasonKind.DISQUALIFY)
    disqualify_lead(qualified, by=chloe, reason=why, now=noon)
    assert reopen_lead(qualified, by=chloe, now=noon).state == LeadState.QUALIFIED


def test_a_recycled_lead_comes_back_in_ninety_days(lead, chloe, noon):
    lead = recycle_lead(lead, by=chloe, now=noon)
    assert (lead.state, lead.recycled_until) == (LeadState.RECYCLED, date(2026, 6, 9))
    assert qualify_lead(lead, by=chloe, now=noon).recycled_until is None


def test_an_objection_is_final_and_withdraws_the_handoff(handoff, chloe, noon):
    lead = record_objection(handoff.lead, by=chloe, now=noon)
    handoff.refresh_from_db()
    assert (lead.state, handoff.decision) == (LeadState.OBJECTED, "withdrawn")
    with pytest.raises(TransitionNotAllowed):
        qualify_lead(lead, by=chloe, now=noon)
