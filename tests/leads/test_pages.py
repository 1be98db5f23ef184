"""Every page of the floor opens for those who may, with a constant number of queries."""

import pytest
from django.urls import reverse

from leads.models import Lead
from leads.services.roi import compute_campaign_roi
from tests.factories.leads import CampaignCostFactory, HandoffFactory, LeadFactory, RoutingRuleFactory


@pytest.fixture
def full(handoff, campaign, reason, north):
    CampaignCostFactory(campaign=campaign)
    RoutingRuleFactory(team=north, territory="67")
    compute_campaign_roi(campaign.ends_on)
    return handoff


PAGES = {
    "chloe": ["campaign_list", "campaign_create", "lead_list", "lead_create", "routing_list",
              "routing_create", "reason_list", "reason_create", "roi_dashboard", "roi_deals"],
    "alice": ["inbox", "lead_list"],
    "diane": ["roi_dashboard", "campaign_list"],
}  # fmt: skip


@pytest.mark.parametrize(("name", "page"), [(name, page) for name, pages in PAGES.items() for page in pages])
def test_a_page_opens(request, full, client_of, name, page):
    person = request.getfixturevalue(name)
    assert client_of(person).get(reverse(f"leads:{page}")).status_code == 200


@pytest.mark.parametrize("verb", ["detail", "edit", "disqualify", "hand_off", "merge", "assign"])
def test_a_lead_page_opens(full, client_of, chloe, verb):
    assert client_of(chloe).get(reverse(f"leads:lead_{verb}", args=[full.lead_id])).status_code == 200


def test_the_reps_pages_open_and_another_rep_finds_nothing(full, client_of, alice, david):
    for name in ("lead_detail", "lead_start_work", "lead_convert"):
        address = reverse(f"leads:{name}", args=[full.lead_id])
        assert client_of(alice).get(address).status_code == 200
        assert client_of(david).get(address).status_code == 404
    address = reverse("leads:handoff_detail", args=[full.pk])
    assert full.promise in client_of(alice).get(address).content.decode()
    assert client_of(david).get(address).status_code == 404


def test_a_campaign_page_shows_its_costs(full, client_of, chloe, campaign):
    page = client_of(chloe).get(campaign.get_absolute_url()).content.decode()
    assert "Stand" in page
    assert client_of(chloe).get(reverse("leads:campaign_edit", args=[campaign.pk])).status_code == 200


def test_the_rep_refuses_from_the_phone(full, client_of, alice, reason):
    address = reverse("leads:handoff_reject", args=[full.pk])
    assert client_of(alice).post(address, {"comment": "non"}).status_code == 422
    assert client_of(alice).post(address, {"reason": reason.pk}).status_code == 302
    assert Lead.objects.get(pk=full.lead_id).state == "recycled"


def test_a_lead_is_captured_from_the_page_and_a_bad_address_loses_nothing(campaign, client_of, chloe):
    form = {"campaign": campaign.pk, "name": "Ana Costa", "company_name": "Costa"}
    bad = client_of(chloe).post(reverse("leads:lead_create"), form | {"email": "nope"})
    assert (bad.status_code, "Ana Costa" in bad.content.decode()) == (422, True)
    assert client_of(chloe).post(reverse("leads:lead_create"), form | {"email": "ana@c.test"}).status_code == 302
    assert Lead.objects.get().company_name == "Costa"


@pytest.mark.parametrize("page", ["lead_list", "roi_dashboard", "campaign_list"])
def test_more_rows_need_no_more_queries(full, client_of, chloe, django_assert_max_num_queries, page):
    client = client_of(chloe)
    client.get(reverse(f"leads:{page}"))
    LeadFactory.create_batch(12)
    HandoffFactory()
    with django_assert_max_num_queries(9):  # the ROI page is drawn anew: a campaign came since
        assert client.get(reverse(f"leads:{page}")).status_code == 200


@pytest.mark.parametrize("page", ["lead_export", "campaign_export", "roi_export"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_answers(full, client_of, chloe, page, kind):
    answer = client_of(chloe).get(reverse(f"leads:{page}"), {"format": kind})
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    answer.close()
    assert (answer.status_code, len(content) > 0) == (200, True)


def test_the_kind_of_a_new_reason_is_one_of_two_and_never_dashes(chloe, client_of):
    page = client_of(chloe).get("/leads/reasons/new/")
    assert [value for value, _label in page.context["form"].fields["kind"].choices] == ["reject", "disqualify"]
    assert "---------" not in page.content.decode()
