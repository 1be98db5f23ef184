"""Outcomes follow the deal: won, lost, reopened; however often the bell rings."""

from datetime import date
from decimal import Decimal

import pytest

from crm.services.opportunities import lose_opportunity, reopen_opportunity, win_opportunity
from leads.choices import LeadState
from leads.models import Lead, Outcome
from leads.services.conversion import convert_lead
from leads.services.handoff import accept_handoff
from leads.services.outcomes import settle_all_outcomes, settle_outcome
from tests.factories.leads import LeadFactory

TODAY = date(2026, 3, 11)


@pytest.fixture
def deal(handoff, alice, noon):
    lead = accept_handoff(handoff, by=alice, now=noon).lead
    return convert_lead(lead, by=alice, name="Four", amount=Decimal("3000.00"), now=noon)


def win(deal, by, noon, amount="3000.00"):
    return win_opportunity(deal, by=by, amount=Decimal(amount), margin=Decimal("1200.00"), closed_on=TODAY, now=noon)


def test_a_won_deal_gives_one_live_outcome_however_often_it_rings(deal, alice, noon):
    win(deal, alice, noon)
    assert [settle_outcome(deal.pk, now=noon) for _time in range(3)] == [1, 0, 0]
    outcome = Outcome.objects.get()
    assert (outcome.result, outcome.amount, outcome.margin, outcome.decided_on) == (
        "won", Decimal("3000.00"), Decimal("1200.00"), TODAY,
    )  # fmt: skip
    assert Lead.objects.get(pk=outcome.lead_id).state == LeadState.WON


def test_reopening_supersedes_and_winning_again_is_a_new_outcome(deal, alice, noon):
    win(deal, alice, noon)
    settle_outcome(deal.pk, now=noon)
    reopen_opportunity(deal, by=alice, reason="Commande annulée", now=noon)
    settle_outcome(deal.pk, now=noon)
    assert Outcome.objects.live().count() == 0
    assert Lead.objects.get(opportunity=deal).state == LeadState.CONVERTED
    deal.refresh_from_db()
    win(deal, alice, noon, "2500.00")
    settle_outcome(deal.pk, now=noon)
    assert Outcome.objects.count() == 2
    assert Outcome.objects.live().get().amount == Decimal("2500.00")


def test_a_lost_deal_is_an_outcome_without_amount(deal, alice, noon):
    lose_opportunity(deal, by=alice, reason="price", closed_on=TODAY, now=noon)
    settle_outcome(deal.pk, now=noon)
    assert (Outcome.objects.get().result, Outcome.objects.get().amount) == ("lost", None)
    assert Lead.objects.get(opportunity=deal).state == LeadState.LOST


def test_with_two_leads_on_a_deal_the_older_one_carries_the_amount(deal, alice, noon):
    first = Lead.objects.get(opportunity=deal)
    second = LeadFactory(state=LeadState.CONVERTED, opportunity=deal, owner=alice)
    Lead.objects.filter(pk=second.pk).update(captured_at=noon.replace(hour=12))
    win(deal, alice, noon)
    settle_outcome(deal.pk, now=noon)
    amounts = dict(Outcome.objects.live().values_list("lead", "amount"))
    assert amounts == {first.pk: Decimal("3000.00"), second.pk: Decimal("0.00")}


def test_the_sweep_settles_what_a_lost_bell_left(deal, alice, noon):
    win(deal, alice, noon)
    assert settle_all_outcomes(noon)["outcomes"] == 1
    assert settle_all_outcomes(noon)["outcomes"] == 0
