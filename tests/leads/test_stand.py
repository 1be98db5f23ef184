"""People noted at a fair: by whoever stands there, at once or when the tablet finds a network again."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from core import clock
from leads.models import Lead, Touchpoint
from tests.factories.leads import CampaignFactory

URL = "/api/v1/leads/stand/"


@pytest.fixture
def fair(chloe):
    today = clock.local_day()
    days = {"starts_on": today - timedelta(days=1), "ends_on": today + timedelta(days=1)}
    return CampaignFactory(owner=chloe, channel="event", **days)


def note(client, campaign, key=None, **changes):
    told = {"campaign": campaign.pk, "name": "Ana Sow", "email": "ana@sow.test", "interest": "strong", **changes}
    return client.post(URL, told, format="json", headers={"Idempotency-Key": str(key or uuid4())})


def test_a_rep_notes_a_person_who_becomes_a_lead_that_attended(api_of, alice, fair):
    answer = note(api_of(alice), fair, phone="06 12 34 56 78", consent_text="Accepte de recevoir nos e-mails")
    assert (answer.status_code, answer.json()["created"]) == (201, True)
    lead = Lead.objects.get()
    assert (lead.captured_by, lead.channel, lead.interest, lead.owner) == (alice, "stand", "strong", None)
    assert lead.consent_text == "Accepte de recevoir nos e-mails"
    assert Touchpoint.objects.get().kind == "attendance"


def test_what_the_tablet_sends_again_is_not_noted_twice(api_of, alice, fair):
    key, client = uuid4(), api_of(alice)
    at = clock.now().isoformat()
    first = note(client, fair, key, captured_at=at)
    again = note(client, fair, key, captured_at=clock.now().isoformat())
    assert (first.status_code, again.status_code, again.json()) == (201, 200, first.json())
    assert (Lead.objects.count(), Touchpoint.objects.count()) == (1, 1)


def test_the_moment_of_the_entry_counts_unless_it_is_absurd(api_of, alice, fair):
    hours_ago = clock.now() - timedelta(hours=5)
    note(api_of(alice), fair, captured_at=hours_ago.isoformat())
    note(api_of(alice), fair, email="b@b.test", captured_at=(clock.now() + timedelta(days=3)).isoformat())
    early, late = Lead.objects.order_by("captured_at")
    assert early.captured_at == hours_ago
    assert late.captured_at <= clock.now()


def test_a_campaign_that_does_not_run_is_refused(api_of, alice, chloe):
    over = CampaignFactory(owner=chloe, starts_on="2020-01-01", ends_on="2020-02-01")
    answer = note(api_of(alice), over)
    assert (answer.status_code, "campaign" in answer.json()["fields"]) == (422, True)
    assert not Lead.objects.exists()


def test_a_campaign_without_a_stand_is_refused(api_of, alice, fair, chloe):
    mails = CampaignFactory(owner=chloe, channel="email", starts_on=fair.starts_on, ends_on=fair.ends_on)
    assert note(api_of(alice), mails).status_code == 422
    assert not Lead.objects.exists()


def test_a_campaign_that_marketing_offers_at_the_stand_takes_people(api_of, client_of, alice, chloe, fair):
    days = {"starts_on": fair.starts_on, "ends_on": fair.ends_on}
    offered = CampaignFactory(owner=chloe, channel="partner", at_stand=True, **days)
    assert set(client_of(alice).get(reverse("leads:stand")).context["campaigns"]) == {fair, offered}
    assert note(api_of(alice), offered).status_code == 201
    assert Lead.objects.get().campaign == offered


def test_a_card_read_at_the_stand_keeps_nobody(client_of, alice, diane):
    card = {"text": "BEGIN:VCARD\nFN:Ana Sow\nTEL:06 12 34 56 78\nEND:VCARD"}
    told = client_of(alice).post(reverse("leads:stand_card"), card)
    assert (told.status_code, told.json()["name"], told.json()["phone"]) == (200, "Ana Sow", "06 12 34 56 78")
    assert client_of(alice).post(reverse("leads:stand_card"), {"text": "rien"}).status_code == 422
    assert client_of(diane).post(reverse("leads:stand_card"), card).status_code == 403
    assert not Lead.objects.exists()


def test_the_page_offers_fairs_only_and_says_when_none_runs(client_of, alice, fair, chloe):
    CampaignFactory(owner=chloe, channel="email", starts_on=fair.starts_on, ends_on=fair.ends_on)
    page = client_of(alice).get(reverse("leads:stand"))
    assert [one.pk for one in page.context["campaigns"]] == [fair.pk]
    fair.delete()
    assert "data-stand" not in client_of(alice).get(reverse("leads:stand")).content.decode()


def test_a_director_stands_at_no_fair(api_of, client_of, diane, fair):
    assert client_of(diane).get(reverse("leads:stand")).status_code == 403
    assert note(api_of(diane), fair).status_code == 403
    assert not Lead.objects.exists()
