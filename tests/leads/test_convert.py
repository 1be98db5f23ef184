"""A lead becomes an opportunity once; the company and the person are found or made."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.translation import override

from core.exceptions import BusinessRuleError, TransitionNotAllowed
from crm.models import Company, Contact, Opportunity
from crm.services.companies import create_company
from crm.services.contacts import create_contact
from leads.choices import LeadState
from leads.models import Lead, Touchpoint
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


def test_what_the_records_lack_is_filled_and_what_they_hold_stays(accepted, alice, chloe, noon):
    lead = accepted
    firm = create_company(by=chloe, name="Aubry", city="Lyon", owner=alice)
    person = create_contact(
        by=alice, company=firm, name="Marc Aubry", phone="+33612345678", how_acquired="met", acquired_on=noon.date()
    )
    Lead.objects.filter(pk=lead.pk).update(sector="Boulangerie", city="Metz", email="marc@aubry.test")
    convert_lead(lead, by=alice, company=firm, contact=person, name="Four", amount=Decimal("9000"), now=noon)
    firm.refresh_from_db()
    person.refresh_from_db()
    assert (firm.sector, firm.city, person.email, person.phone) == (
        "Boulangerie", "Lyon", "marc@aubry.test", "+33612345678",
    )  # fmt: skip


def test_the_page_proposes_whom_it_recognises_and_says_why(accepted, alice, chloe, client_of):
    firm = create_company(by=chloe, name="Aubry", owner=alice)
    page = client_of(alice).get(reverse("leads:lead_convert", args=[accepted.pk])).content.decode()
    assert f'value="{firm.pk}"' in page
    answer = client_of(alice).post(
        reverse("leads:lead_convert", args=[accepted.pk]),
        {"name": "Four", "amount": "9000", "company": str(firm.pk), "contact": "new"},
    )
    assert answer.headers["Location"] == accepted.get_absolute_url()
    lead = Lead.objects.get()
    assert (lead.company, lead.contact.company, Company.objects.count()) == (firm, firm, 1)


def test_another_company_of_that_name_is_made_when_asked(accepted, alice, chloe, noon):
    create_company(by=chloe, name="Aubry", owner=alice)
    convert_lead(accepted, by=alice, name="Four", amount=Decimal("9000"), new_company=True, now=noon)
    assert Company.objects.count() == 2


def test_a_person_of_another_company_is_refused_and_nothing_is_written(accepted, alice, chloe, noon):
    firm, other = (create_company(by=chloe, name=name, owner=alice) for name in ("Aubry", "Girard"))
    person = create_contact(
        by=alice, company=other, name="Ana", email="ana@girard.test", how_acquired="met", acquired_on=noon.date()
    )
    with pytest.raises(BusinessRuleError) as refused:
        convert_lead(accepted, by=alice, company=firm, contact=person, name="Four", amount=Decimal("9000"))
    accepted.refresh_from_db()
    assert (refused.value.code, accepted.state) == ("contact_elsewhere", LeadState.ACCEPTED)


@pytest.mark.parametrize("tied", [True, False])
def test_a_company_of_another_team_is_refused_and_not_completed(accepted, alice, chloe, david, noon, tied):
    firm = create_company(by=chloe, name="Aubry", owner=david)
    Lead.objects.filter(pk=accepted.pk).update(sector="Boulangerie", company=firm if tied else None)
    with pytest.raises(BusinessRuleError) as refused:
        convert_lead(accepted, by=alice, name="Four", amount=Decimal("9000"), now=noon)
    firm.refresh_from_db()
    assert (refused.value.code, list(refused.value.fields), firm.sector) == ("company_elsewhere", ["company"], "")
    with override("fr"):
        assert str(refused.value).startswith("Cette société est celle d’une autre équipe")
    assert (Lead.objects.get().state, Opportunity.objects.count()) == (LeadState.ACCEPTED, 0)
    convert_lead(accepted, by=alice, name="Four", amount=Decimal("9000"), new_company=True, now=noon)
    assert Lead.objects.get().company.owner == alice


def test_the_page_and_the_api_say_so_beside_the_company(accepted, alice, chloe, david, client_of, api_of):
    firm = create_company(by=chloe, name="Aubry", owner=david)
    Lead.objects.filter(pk=accepted.pk).update(company=firm)
    told = {"name": "Four", "amount": "9000"}
    page = client_of(alice).post(
        reverse("leads:lead_convert", args=[accepted.pk]), told | {"company": firm.pk, "contact": "new"}
    )
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["company"])
    address = f"/api/v1/leads/{accepted.pk}/convert/"
    answer = api_of(alice).post(address, told)
    assert (answer.status_code, answer.json()["code"]) == (409, "company_elsewhere")
    answer = api_of(alice).post(address, told | {"company": firm.pk})
    assert (answer.status_code, list(answer.json()["fields"])) == (422, ["company"])
    assert not Opportunity.objects.exists()


@pytest.mark.parametrize("amount", ["-1", "NaN", "1e30", "12345678901.00", ""])
def test_an_amount_that_is_none_is_said_beside_it_and_the_rest_stays_typed(accepted, alice, client_of, amount):
    told = {"name": "Four à pain", "amount": amount, "company": "new", "contact": "new"}
    page = client_of(alice).post(reverse("leads:lead_convert", args=[accepted.pk]), told)
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["amount"])
    assert "Four à pain" in page.content.decode()
    assert not Opportunity.objects.exists()
