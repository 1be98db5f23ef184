"""The same person arrives sixteen times at the same moment: one lead, whatever the door."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from leads.models import FormSubmission, Lead, Touchpoint
from leads.services.forms import open_form
from leads.services.intake import capture_lead
from leads.services.submissions import answer_form
from tests.factories.leads import CampaignFactory
from tests.leads.test_build_forms import build

pytestmark = pytest.mark.django_db(transaction=True)
CLIENTS = 16


def at_once(act):
    def run(number):
        try:
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(CLIENTS) as pool:
        return list(pool.map(run, range(CLIENTS)))


def test_one_page_sent_sixteen_times_is_one_answer_and_one_lead():
    campaign = CampaignFactory()
    form = open_form(build(campaign.owner, campaign), by=campaign.owner)
    values = {"name": "Ana Sow", "email": "ana@sow.test"}
    at_once(lambda _n: answer_form(form, values=values, nonce="one", agreed=False, consent=None, language="fr").pk)
    assert (FormSubmission.objects.count(), Lead.objects.count(), Touchpoint.objects.count()) == (1, 1, 1)


def test_sixteen_pages_of_one_person_are_one_lead():
    campaign = CampaignFactory()
    form = open_form(build(campaign.owner, campaign), by=campaign.owner)
    values = {"name": "Ana Sow", "email": "ana@sow.test"}
    at_once(lambda n: answer_form(form, values=values, nonce=f"p{n}", agreed=False, consent=None, language="fr").pk)
    assert (FormSubmission.objects.count(), Lead.objects.count()) == (CLIENTS, 1)


def test_a_number_without_an_address_is_one_lead_too():
    campaign = CampaignFactory()
    leads = at_once(
        lambda _n: capture_lead(by=None, campaign=campaign, name="Léo Roy", email="", phone="06 12 34 56 78")[0].pk
    )
    assert len(set(leads)) == Lead.objects.count() == 1
