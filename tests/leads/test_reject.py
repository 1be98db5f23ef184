"""The rep refuses with a reason; the lead goes back to marketing."""

from datetime import date

import pytest

from core.exceptions import BusinessRuleError
from leads.choices import HandoffDecision, LeadState, ReasonKind
from leads.services.handoff import reject_handoff
from tests.factories.leads import ReasonFactory


def test_a_refused_lead_matures_ninety_days_without_owner(handoff, alice, reason, noon):
    reject_handoff(handoff, by=alice, reason=reason, comment="Déjà équipé", now=noon)
    handoff.refresh_from_db()
    lead = handoff.lead
    assert (handoff.decision, handoff.reason, handoff.in_time) == (HandoffDecision.REJECTED, reason, True)
    assert (lead.state, lead.owner, lead.recycled_until) == (LeadState.RECYCLED, None, date(2026, 6, 9))


@pytest.mark.parametrize("wrong", [None, "disqualify", "inactive"])
def test_a_reason_of_the_list_is_needed(handoff, alice, noon, wrong):
    reason = {
        None: lambda: None,
        "disqualify": lambda: ReasonFactory(kind=ReasonKind.DISQUALIFY),
        "inactive": lambda: ReasonFactory(active=False),
    }[wrong]()
    with pytest.raises(BusinessRuleError) as refused:
        reject_handoff(handoff, by=alice, reason=reason, now=noon)
    handoff.refresh_from_db()
    assert (refused.value.code, handoff.decision) == ("reason_missing", HandoffDecision.PENDING)
