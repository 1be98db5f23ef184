"""Deals are won, lost for a reason, and opened again at the stage they held."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from core.exceptions import BusinessRuleError, TransitionNotAllowed
from crm.choices import Origin
from crm.models import FieldChange
from crm.services.opportunities import lose_opportunity, reopen_opportunity, set_stage, win_opportunity
from crm.signals import opportunity_state_changed
from tests.factories.crm import CompanyFactory, ContactFactory, OpportunityFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)


@pytest.fixture
def deal(alice):
    company = CompanyFactory(owner=alice)
    return OpportunityFactory(company=company, owner=alice, contacts=(ContactFactory(company=company),))


def test_a_deal_is_won_and_the_bell_rings_after_commit(deal, alice, django_capture_on_commit_callbacks):
    heard = []

    def hear(sender, opportunity_id, **kwargs):
        heard.append(opportunity_id)

    opportunity_state_changed.connect(hear)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            win_opportunity(
                deal, by=alice, amount=Decimal("7200"), margin=Decimal("2880"), closed_on=date(2026, 3, 9), now=NOW
            )
            assert heard == []
    finally:
        opportunity_state_changed.disconnect(hear)
    deal.refresh_from_db()
    assert (deal.state, deal.amount, deal.margin, deal.closed_on) == (
        "won",
        Decimal("7200"),
        Decimal("2880"),
        date(2026, 3, 9),
    )
    assert heard == [deal.pk]


def test_a_deal_without_anybody_is_not_won_unless_imported(alice):
    company = CompanyFactory(owner=alice)
    own = OpportunityFactory(company=company, owner=alice)
    with pytest.raises(BusinessRuleError) as refusal:
        win_opportunity(own, by=alice, amount=Decimal("1"), now=NOW)
    assert refusal.value.code == "contacts_missing"
    imported = OpportunityFactory(company=company, owner=alice, origin=Origin.IMPORT)
    assert win_opportunity(imported, by=alice, amount=Decimal("1"), now=NOW).state == "won"


def test_a_deal_without_company_stays_open(alice):
    deal = OpportunityFactory(company=None, owner=alice)
    with pytest.raises(BusinessRuleError) as refusal:
        win_opportunity(deal, by=alice, amount=Decimal("1"), now=NOW)
    assert refusal.value.code == "company_missing"


@pytest.mark.parametrize("day", [date(2026, 3, 11), date(2026, 1, 4)])
def test_a_deal_is_closed_neither_tomorrow_nor_before_it_was_opened(deal, alice, day):
    with pytest.raises(ValidationError) as refusal:
        win_opportunity(deal, by=alice, amount=Decimal("1"), closed_on=day, now=NOW)
    assert list(refusal.value.message_dict) == ["closed_on"]
    deal.refresh_from_db()
    assert deal.state == "open"


@pytest.mark.parametrize("reason", ["", "because", "not_recorded"])
def test_a_deal_is_lost_for_a_reason_of_the_list(deal, alice, reason):
    with pytest.raises(ValidationError):
        lose_opportunity(deal, by=alice, reason=reason, now=NOW)
    deal.refresh_from_db()
    assert deal.state == "open"


def test_a_deal_opened_again_holds_its_stage_and_loses_its_end(deal, alice):
    set_stage(deal, by=alice, stage="proposal")
    lose_opportunity(deal, by=alice, reason="price", closed_on=date(2026, 3, 1), now=NOW)
    with pytest.raises(TransitionNotAllowed):
        win_opportunity(deal, by=alice, amount=Decimal("1"), now=NOW)
    reopen_opportunity(deal, by=alice, reason="Le client revient vers nous.", now=NOW)
    deal.refresh_from_db()
    assert (deal.state, deal.stage, deal.closed_on, deal.loss_reason) == ("open", "proposal", None, "")
    assert deal.activities.get().text == "Le client revient vers nous."
    states = FieldChange.objects.of(deal).filter(field="state").values_list("old", "new")
    assert list(states) == [("lost", "open"), ("open", "lost")]


def test_a_closed_deal_does_not_change_its_stage(deal, alice):
    lose_opportunity(deal, by=alice, reason="price", now=NOW)
    with pytest.raises(BusinessRuleError) as refusal:
        set_stage(deal, by=alice, stage="proposal")
    assert refusal.value.code == "closed"
