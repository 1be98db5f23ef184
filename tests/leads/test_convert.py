"""A lead becomes an opportunity once; the company and the person are found or made."""

from decimal import Decimal

import pytest

from core.exceptions import TransitionNotAllowed
from crm.models import Company, Contact, Opportunity
from crm.services.companies import create_company
from leads.choices import LeadState
from leads.models import Touchpoint
from leads.services.conversion import convert_lead
from leads.services.handoff import accept_handoff


@pytest.fixture
def accepted(handoff, alice, noon):
    return accept_handoff(handoff, by=alice, now=noon).lead


def test_a_converted_lead_has_its_deal_its_company_and_its_person(accepted, alice, noon):
    deal = convert_lead(accepted, by=alice, name="Four", amount=Decimal("3000"), now=noon)
    accepted.refresh_from_db()
    assert (accepted.state, accepted.opportunity) == (LeadState.CONVERTED, deal)
    assert (deal.company.name, deal.owner, deal.amount) == ("Aubry", alice, Decimal("3000"))
    assert [contact.email for contact in deal.contacts.all()] == ["marc@aubry.test"]
    assert set(Touchpoint.objects.values_list("contact", flat=True)) == {accepted.contact_id}


def test_converting_twice_gives_the_same_deal(accepted, alice, noon):
    first = convert_lead(accepted, by=alice, name="Four", amount=Decimal("3000"), now=noon)
    second = convert_lead(accepted, by=alice, name="Autre", amount=Decimal("1"), now=noon)
    assert (first.pk, Opportunity.objects.count()) == (second.pk, 1)


def test_a_company_of_the_same_name_is_found_not_made_again(accepted, alice, noon):
    known = create_company(by=alice, name="Aubry SARL", owner=alice)
    deal = convert_lead(accepted, by=alice, name="Four", amount=Decimal("1"), now=noon)
    assert (deal.company, Company.objects.count(), Contact.objects.count()) == (known, 1, 1)


def test_a_lead_not_accepted_is_not_converted(handoff, alice, noon):
    with pytest.raises(TransitionNotAllowed):
        convert_lead(handoff.lead, by=alice, name="Four", amount=Decimal("1"), now=noon)
    assert not Opportunity.objects.exists()
