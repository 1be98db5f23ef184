"""A verb asked out of its turn: refused with its code and its sentence, and nothing is written."""

from datetime import date
from decimal import Decimal
from functools import partial

import pytest

from core.exceptions import TransitionNotAllowed
from leads.choices import LeadState, ReasonKind
from leads.models import Handoff, HandoffQuestion
from leads.services.asking import ask_about_lead
from leads.services.conversion import convert_lead
from leads.services.handoff import accept_handoff, reject_handoff
from leads.services.intake import merge_leads
from leads.services.objection import record_objection
from leads.services.overdue import expire_overdue_handoffs
from leads.services.qualification import disqualify_lead, qualify_lead, recycle_lead, reopen_lead
from leads.services.routing import assign_lead, route_lead
from leads.services.work import start_work
from tests.factories.leads import LeadFactory, ReasonFactory
from tests.leads.refusals import refused

NOT_NOW = "Ce n’est pas possible dans l’état actuel."


def test_a_lead_that_waits_for_an_answer_is_neither_qualified_recycled_nor_given_to_another(
    handoff, amine, chloe, noon
):
    lead = handoff.lead
    assert refused(partial(qualify_lead, lead, by=chloe, now=noon)) == NOT_NOW
    assert "retirez d’abord" in refused(partial(recycle_lead, lead, by=chloe, now=noon))
    assert "Seul un lead qualifié" in refused(partial(assign_lead, lead, by=chloe, to=amine, now=noon))
    assert "Seul un lead qualifié" in refused(partial(route_lead, lead, by=chloe, now=noon))
    assert Handoff.objects.get().decision == "pending"


def _closed(state, owner):
    if state == "disqualified":
        reason = ReasonFactory(kind=ReasonKind.DISQUALIFY)
        return LeadFactory(state=state, owner=owner, disqualify_reason=reason)
    return LeadFactory(state=state, recycled_until=date(2026, 6, 9))


@pytest.mark.parametrize("state", ["disqualified", "recycled"])
def test_a_closed_lead_goes_on_only_by_being_reopened(alice, chloe, noon, state):
    lead = _closed(state, alice)
    refused(partial(start_work, lead, by=alice, now=noon))
    refused(partial(assign_lead, lead, by=chloe, to=alice, now=noon))
    if state == "disqualified":
        refused(partial(qualify_lead, lead, by=chloe, now=noon))
        refused(partial(recycle_lead, lead, by=chloe, now=noon))
    assert reopen_lead(lead, by=chloe, now=noon).state == LeadState.QUALIFIED


@pytest.mark.parametrize("state", ["new", "qualified", "routed", "objected"])
def test_a_lead_that_nobody_accepted_is_not_worked(alice, noon, state):
    lead = LeadFactory(state=state, owner=alice)
    assert refused(partial(start_work, lead, by=alice, now=noon)) == NOT_NOW


def test_what_has_its_deal_is_neither_recycled_nor_disqualified(handoff, alice, chloe, noon):
    lead, reason = accept_handoff(handoff, by=alice, now=noon).lead, ReasonFactory(kind=ReasonKind.DISQUALIFY)
    convert_lead(lead, by=alice, name="Four", amount=Decimal("3000"), now=noon)
    refused(partial(recycle_lead, lead, by=chloe, now=noon))
    refused(partial(disqualify_lead, lead, by=chloe, reason=reason, now=noon))
    refused(partial(reopen_lead, lead, by=chloe, now=noon), code="not_closed")


def test_nothing_is_merged_into_a_lead_that_is_gone(lead, chloe, noon):
    gone = LeadFactory(state="merged", merged_into=lead)
    said = refused(partial(merge_leads, gone, LeadFactory(), by=chloe, now=noon), code="lead_frozen")
    assert said == "Ce lead ne se modifie plus."
    assert refused(partial(merge_leads, lead, lead, by=chloe, now=noon), code="same_lead")


def test_an_answer_that_comes_after_the_expiry_is_refused(handoff, alice, reason, noon):
    over = handoff.due_at.replace(day=handoff.due_at.day + 6)
    expire_overdue_handoffs(over)
    for act in (accept_handoff, partial(reject_handoff, reason=reason)):
        assert "déjà reçu sa décision\xa0: Expiré" in refused(
            partial(act, handoff, by=alice, now=over), code="already_done"
        )
    handoff.refresh_from_db()
    assert (handoff.decision, handoff.decided_by) == ("expired", None)


def test_an_objection_ends_the_handoff_with_its_question(handoff, alice, chloe, noon):
    ask_about_lead(handoff, by=alice, question="Quel budget ?", now=noon)
    assert record_objection(handoff.lead, by=chloe, now=noon).state == LeadState.OBJECTED
    handoff.refresh_from_db()
    assert (handoff.decision, handoff.paused_at, handoff.in_time) == ("withdrawn", None, None)
    assert HandoffQuestion.objects.get().closed_at == noon
    with pytest.raises(TransitionNotAllowed):
        record_objection(handoff.lead, by=chloe, now=noon)


def test_a_question_about_the_first_contact_waits_no_longer_once_the_lead_is_given_up(handoff, alice, chloe, noon):
    lead = accept_handoff(handoff, by=alice, now=noon).lead
    ask_about_lead(handoff, by=alice, question="Quel numéro ?", now=noon)
    assert recycle_lead(lead, by=alice, now=noon).contact_paused_at is None
    assert HandoffQuestion.objects.get().closed_at == noon
