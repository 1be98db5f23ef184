"""Who and what does not become a lead: each door says why, and lets nobody in."""

from functools import partial
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from core.models import ClosedMonth
from crm.services.suppressions import suppress
from leads.choices import CostKind
from leads.models import CampaignCost, CaptureForm, FormSubmission, Lead
from leads.services.campaigns import close_campaign, record_cost, reverse_cost
from leads.services.forms import open_form
from tests.factories.leads import CampaignCostFactory, CampaignFactory
from tests.leads.refusals import refused, told
from tests.leads.test_answer_forms import page_of, send
from tests.leads.test_build_forms import TEXTS, build


@pytest.fixture
def form(chloe, campaign):
    return open_form(build(chloe, campaign), by=chloe)


@pytest.fixture
def capture(api_of, chloe, campaign):
    def post(**changes):
        body = {"campaign": campaign.pk, "name": "Ana Sow", "email": "ana@sow.test", **changes}
        return api_of(chloe).post("/api/v1/leads/capture/", body, headers={"Idempotency-Key": str(uuid4())})

    return post


def test_a_closed_campaign_says_so_at_every_door(capture, campaign, chloe, client_of):
    close_campaign(campaign, by=chloe)
    assert told(capture(), 409, "campaign_closed", "campaign") == "Cette campagne est close."
    page = client_of(chloe).post(
        reverse("leads:lead_create"), {"campaign": campaign.pk, "name": "Ana Sow", "email": "ana@sow.test"}
    )
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["campaign"])
    assert "Ana Sow" in page.content.decode()
    assert not Lead.objects.exists()


def test_whoever_objected_is_captured_by_no_door(capture, campaign, chloe, client_of):
    suppress(email="ana@sow.test", reason="asked")
    assert capture().status_code == 409
    assert capture().json()["code"] == "suppressed"
    data = {"campaign": campaign.pk, "name": "Ana Sow", "email": "ana@sow.test"}
    assert client_of(chloe).post(reverse("leads:lead_create"), data).status_code == 422
    assert not Lead.objects.exists()


def test_the_page_says_what_is_no_number_when_it_is_all_there_is(campaign, chloe, client_of):
    data = {"campaign": campaign.pk, "name": "Ana Sow", "phone": "demander Paul"}
    page = client_of(chloe).post(reverse("leads:lead_create"), data)
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["phone"])
    assert "demander Paul" in page.content.decode()
    assert not Lead.objects.exists()


def test_a_consent_that_is_required_is_asked_and_the_words_stay(form, campaign):
    CaptureForm.objects.update(consent_required=True)
    answer = send(form, message="Bonjour à tous")
    assert (answer.status_code, "Cochez cette case" in answer.content.decode()) == (422, True)
    assert "Bonjour à tous" in answer.content.decode()
    assert not FormSubmission.objects.exists()
    assert send(form, agreed="on").status_code == 302
    assert Lead.objects.get().consent_text


def test_a_required_field_left_empty_is_asked_beside_it(form):
    answer = send(form, name="")
    assert (answer.status_code, "Ce champ est obligatoire" in answer.content.decode()) == (422, True)
    assert not Lead.objects.exists()


def test_the_page_of_another_form_opens_nothing_here(form, chloe, campaign):
    other = open_form(build(chloe, campaign, texts={**TEXTS, "name": "Autre"}), by=chloe)
    assert send(form, page=page_of(other).number).status_code == 422
    assert not FormSubmission.objects.exists()


def test_tags_that_are_too_long_are_shortened_and_unknown_ones_are_not_kept(form):
    send(form, f"?utm_source={'x' * 3000}&gclid=1&utm_campaign=a&utm_campaign=b")
    assert Lead.objects.get().utm == {"utm_source": "x" * 120, "utm_campaign": "b"}


def test_too_many_answers_are_told_when_to_come_back(form):
    for number in range(10):
        send(form, email=f"p{number}@sow.test")
    late = send(form, email="late@sow.test", name="Zoé Mo")
    assert late.status_code == 429
    assert "réessayez dans dix minutes" in late.content.decode()
    assert "Zoé Mo" in late.content.decode()
    assert Lead.objects.count() == FormSubmission.objects.count() == 10


def test_a_form_whose_campaign_closed_meanwhile_takes_nothing(form, campaign, chloe):
    number = page_of(form).number
    close_campaign(campaign, by=chloe)
    data = {"name": "Ana Sow", "email": "ana@sow.test", "page": number}
    with time_machine.travel("2026-03-11T11:00:20Z", tick=False):
        assert Client().post(reverse("leads:form_answer", args=[form.key]), data).status_code == 404
    assert (Lead.objects.count(), FormSubmission.objects.count()) == (0, 0)


def test_a_form_is_shown_on_twenty_sites_at_most(chloe, campaign):
    sites = [f"https://s{number}.example.com" for number in range(40)]
    assert refused(partial(build, chloe, campaign, domains=sites), "too_many_domains").startswith("Au plus")
    assert not CaptureForm.objects.exists()


def test_a_reversal_is_made_from_its_cost_and_once(chloe, noon):
    cost = CampaignCostFactory(campaign=CampaignFactory(owner=chloe))
    free = partial(
        record_cost, cost.campaign, by=chloe, day=cost.day, amount=cost.amount, kind=CostKind.REVERSAL, label="x"
    )
    refused(free, "reversal_needs_cost")
    taken = reverse_cost(cost, by=chloe)
    refused(partial(reverse_cost, cost, by=chloe), "already_done")
    refused(partial(reverse_cost, taken, by=chloe), "reversal_of_reversal")
    assert CampaignCost.objects.count() == 2


def test_a_closed_month_says_so_beside_the_day(chloe, odile, noon, api_of):
    campaign = CampaignFactory(owner=chloe)
    ClosedMonth.objects.create(month="2026-02-01", closed_at=noon, closed_by=odile)
    body = {"day": "2026-02-10", "amount": "10.00", "label": "Stand"}
    answer = api_of(chloe).post(f"/api/v1/campaigns/{campaign.pk}/record-cost/", body)
    told(answer, 409, "month_closed", "day")
    assert not CampaignCost.objects.exists()
