"""The return dashboard is drawn once for each question, and anew when a cost or a night changes it."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from leads.services.campaigns import record_cost
from leads.services.roi import compute_campaign_roi
from tests.core.test_kept import KEEPING
from tests.factories.leads import CampaignFactory

SPENT = date(2026, 2, 10)
NIGHT = date(2026, 4, 30)


@pytest.fixture
def dashboard(chloe, client_of):
    with override_settings(CACHES=KEEPING):
        client = client_of(chloe)

        def ask(**query):
            with CaptureQueriesContext(connection) as asked:
                page = client.get(reverse("leads:roi_dashboard"), {"period": "all", **query})
            return page.content.decode(), len(asked)

        yield ask
        caches["figures"].clear()


def test_the_second_look_asks_for_no_figure(dashboard, chloe):
    record_cost(CampaignFactory(owner=chloe), by=chloe, day=SPENT, amount=Decimal("640"), label="Stand")
    compute_campaign_roi(NIGHT)
    first, many = dashboard()
    second, few = dashboard()
    assert "640" in first
    assert many - few == 8
    assert first.split('id="board"')[1].split("</main>")[0] == second.split('id="board"')[1].split("</main>")[0]


def test_a_new_cost_and_a_new_night_are_seen_at_once(dashboard, chloe):
    campaign = CampaignFactory(owner=chloe)
    record_cost(campaign, by=chloe, day=SPENT, amount=Decimal("640"), label="Stand")
    compute_campaign_roi(NIGHT)
    dashboard()
    record_cost(campaign, by=chloe, day=SPENT, amount=Decimal("15"), label="Badge")
    assert "655" in dashboard()[0]
    compute_campaign_roi(date(2026, 5, 1))
    assert "655" in dashboard()[0]


def test_every_question_and_language_has_its_own_page(dashboard, chloe):
    record_cost(
        CampaignFactory(owner=chloe, channel="event"), by=chloe, day=SPENT, amount=Decimal("640"), label="Stand"
    )
    compute_campaign_roi(NIGHT)
    assert "640" in dashboard()[0]
    assert "640" not in dashboard(channel="email")[0].split('id="board"')[1]
    chloe.language = "en"
    chloe.save(update_fields=["language"])
    assert "Return of campaigns" in dashboard()[0]
