"""The second story: a campaign with its costs, two leads, two deals won, and the return on the dashboard.

The worked example. One fair ("Salon") costs 1,000; a mailing ("Courrier") costs nothing. Margins are 40 % of amounts.

- Deal A, 3,000 (margin 1,200). Path: Salon, Courrier, Salon, field → first Salon 1,200; last field 1,200;
  linear Salon 2/4 = 600, Courrier 300, field 300; U: Salon 40 % + 10 % = 600, Courrier 10 % = 120, field 40 % = 480.
- Deal B, 2,000 (margin 800). Path: Courrier, Salon → first Courrier 800; last Salon 800; linear 400 each; U 400 each.

Salon's margin: first 1,200, last 800, linear 1,000, U 1,000 → ROI: +20 %, −20 %, 0 %, 0 %.
"""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from crm.services.opportunities import win_opportunity
from leads.models import CampaignRoiSnapshot, RevenueAttribution
from leads.services.campaigns import plan_campaign, record_cost
from leads.services.conversion import convert_lead
from leads.services.handoff import accept_handoff, hand_off_lead
from leads.services.intake import capture_lead, record_touchpoint
from leads.services.outcomes import settle_all_outcomes
from leads.services.qualification import qualify_lead
from leads.services.roi import compute_campaign_roi
from leads.services.routing import route_lead
from leads.services.work import start_work
from tests.factories.leads import RoutingRuleFactory

NIGHT = date(2026, 4, 30)


def at(month, day, hour=10):
    return datetime(2026, month, day, hour, tzinfo=UTC)


@pytest.fixture
def fair(chloe):
    campaign = plan_campaign(
        by=chloe, name="Salon", channel="event", owner=chloe, starts_on=date(2026, 2, 2), ends_on=date(2026, 3, 31)
    )
    record_cost(campaign, by=chloe, day=date(2026, 2, 9), amount=Decimal("700"), label="Stand")
    record_cost(campaign, by=chloe, day=date(2026, 2, 20), amount=Decimal("300"), label="Imprimés")
    return campaign


@pytest.fixture
def mailing(chloe):
    return plan_campaign(
        by=chloe, name="Courrier", channel="email", owner=chloe, starts_on=date(2026, 2, 2), ends_on=date(2026, 3, 31)
    )


PROMISE = {"promise": "Cherche un four", "proof": "Formulaire", "opener": "Bonjour"}


def bring(marketer, rep, campaign, email, day):
    """From the form to the rep's yes."""
    lead, _new = capture_lead(by=marketer, campaign=campaign, name=email.split("@")[0], email=email, now=day)
    lead = route_lead(qualify_lead(lead, by=marketer, now=day), by=marketer, now=day)
    handoff = hand_off_lead(
        lead, by=marketer, to=lead.owner, promise="Cherche un four", proof="Formulaire", opener="Bonjour", now=day
    )
    lead = accept_handoff(handoff, by=rep, now=day).lead
    return start_work(lead, by=rep, now=day)


def win(rep, lead, amount, now):
    deal = convert_lead(lead, by=rep, name=f"Four {amount}", amount=Decimal(amount), now=now)
    return win_opportunity(deal, by=rep, amount=Decimal(amount), closed_on=now.date(), now=now)


@pytest.fixture
def story(fair, mailing, alice, chloe, north):
    RoutingRuleFactory(team=north)
    ana = bring(chloe, alice, fair, "ana@a.test", at(2, 10))
    marc = bring(chloe, alice, mailing, "marc@b.test", at(2, 12))
    paths = {ana: [(mailing, 12), (fair, 14), (None, 18)], marc: [(fair, 16)]}
    for lead, path in paths.items():
        for campaign, day in path:
            source = {"kind": "click", "source": "campaign"} if campaign else {"kind": "visit", "source": "field"}
            key = f"{lead.pk}:{day}"
            record_touchpoint(**source, external_key=key, at=at(2, day), campaign=campaign, lead=lead)
        lead.touchpoints.filter(source="sales").update(withdrawn_at=at(2, 20))
    win(alice, ana, "3000", at(3, 16))
    win(alice, marc, "2000", at(4, 7))
    settle_all_outcomes(at(4, 7))
    compute_campaign_roi(NIGHT)
    return fair


def margins(campaign):
    rows = RevenueAttribution.objects.filter(campaign=campaign)
    return {model: sum(row.margin for row in rows if row.model == model) for model in ("first", "last", "linear", "u")}


def test_the_margin_of_each_model_is_the_worked_example(story, mailing):
    assert margins(story) == {"first": 1200, "last": 800, "linear": 1000, "u": 1000}
    assert margins(mailing) == {"first": 800, "last": 0, "linear": 700, "u": 520}
    assert sum(row.margin for row in RevenueAttribution.objects.filter(model="u")) == 2000


def test_the_return_of_the_night_is_the_worked_example(story, mailing):
    figures = CampaignRoiSnapshot.objects.get(campaign=story, as_of=NIGHT)
    assert (figures.cost, figures.leads, figures.mql, figures.sal, figures.won) == (1000, 1, 1, 1, 1)
    assert (figures.roi_first, figures.roi_last, figures.roi_linear, figures.roi_u) == (
        Decimal("0.2000"), Decimal("-0.2000"), Decimal("0.0000"), Decimal("0.0000"),
    )  # fmt: skip
    free = CampaignRoiSnapshot.objects.get(campaign=mailing, as_of=NIGHT)
    assert (free.cost, free.roi_u, free.margin_u) == (0, None, 520)


@pytest.mark.parametrize(("model", "shown"), [("first", "20"), ("last", "\N{MINUS SIGN}20"), ("u", "0")])
def test_the_dashboard_shows_it(story, client_of, diane, model, shown):
    page = client_of(diane).get(reverse("leads:roi_dashboard"), {"period": "all", "model": model})
    assert page.status_code == 200
    [salon] = [one for one in page.context["shown"].ranked if one.row.campaign == story]
    assert (salon.low, salon.high) == (Decimal("-0.2000"), Decimal("0.2000"))
    assert f'<b class="num">{shown}\u202f%</b>' in page.content.decode()
    assert page.context["shown"].as_of == NIGHT
