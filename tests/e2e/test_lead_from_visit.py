"""Alice met somebody: her visit becomes a lead on her phone, and its deal finds the records that were there."""

import pytest
from playwright.sync_api import expect

from core import clock
from crm.models import Company, Contact, Opportunity
from debrief.models import Visit
from debrief.services.entries import PersonEntry
from leads.models import Lead
from leads.services.handoff import accept_handoff, hand_off_lead
from leads.services.qualification import qualify_lead
from leads.services.work import start_work
from tests.e2e.conftest import PHONE
from tests.factories.debrief import company, contact, filed, visit
from tests.factories.leads import CampaignFactory, LeadFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_whoever_was_met_becomes_a_lead_of_the_visit(roles, alice, chloe, open_as, accessible):
    CampaignFactory(owner=chloe, name="Salon de Lyon")
    where = company(alice, "Fournil Roy", city="Lyon")
    someone = contact(alice, where, "Camille Roy", email="camille@roy.test")
    debrief = filed(alice, visit(where, people=[PersonEntry(contact=someone)]))
    page = open_as(alice, debrief.get_absolute_url(), device=PHONE)
    with page.expect_navigation():
        page.get_by_role("link", name="Créer un lead").click()
    expect(page.locator("main")).to_contain_text("Camille Roy")
    accessible(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Créer un lead").click()
    lead = Lead.objects.get()
    assert (lead.name, lead.channel, lead.company, lead.captured_by) == ("Camille Roy", "debrief", where, alice)
    assert (Visit.objects.get().lead, Contact.objects.count()) == (lead, 1)
    page.goto(debrief.get_absolute_url())
    expect(page.get_by_role("link", name="Créer un lead")).to_have_count(0)


def test_converting_takes_the_company_and_the_person_already_known(roles, alice, chloe, open_as, accessible):
    where = company(alice, "Fournil Roy", city="Lyon")
    someone = contact(alice, where, "Camille Roy", email="camille@roy.test")
    now = clock.now()
    made = LeadFactory(name="Camille Roy", email="camille@roy.test", company_name="Fournil Roy", phone="+33612345678")
    words = {"promise": "A demandé un devis", "proof": "Formulaire", "opener": "Bonjour"}
    sent = hand_off_lead(qualify_lead(made, by=chloe, now=now), by=chloe, to=alice, now=now, **words)
    lead = start_work(accept_handoff(sent, by=alice).lead, by=alice)
    page = open_as(alice, f"/leads/{lead.pk}/convert/")
    expect(page.locator("input[name=company]:checked")).to_have_value(str(where.pk))
    expect(page.locator("input[name=contact]:checked")).to_have_value(str(someone.pk))
    page.locator("#id_amount").fill("12000")
    accessible(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Ouvrir l’opportunité").click()
    someone.refresh_from_db()
    lead.refresh_from_db()
    assert (lead.state, lead.company, lead.contact, someone.phone) == ("converted", where, someone, "+33612345678")
    assert (Company.objects.count(), Contact.objects.count(), Opportunity.objects.get().company) == (1, 1, where)
