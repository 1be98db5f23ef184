"""Who brought the deal: exact to the cent, equal to the plain model, redone when a touch comes late."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm.services.opportunities import reopen_opportunity
from leads.models import RevenueAttribution
from leads.services.attribution import attribute_revenue
from leads.services.intake import withdraw_touchpoint
from leads.services.outcomes import settle_all_outcomes, settle_outcome
from tests.factories.leads import CampaignFactory
from tests.leads.deals import expected, person, touch, won_deal

DAY = date(2026, 2, 10)
QUICK = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def shares(deal, field="amount"):
    found = defaultdict(dict)
    for row in RevenueAttribution.objects.filter(opportunity=deal):
        found[row.model][row.bucket] = getattr(row, field)
    return dict(found)


def test_the_four_models_on_a_path_of_four(alice):
    a, b = CampaignFactory(), CampaignFactory()
    ana = person(alice)
    for campaign, days in ((a, 0), (b, 3), (None, 6), (a, 9)):
        touch(ana, campaign, DAY + timedelta(days=days))
    deal = won_deal(alice, [ana], "1000.00")
    attribute_revenue([deal.pk])
    found = shares(deal)
    assert found["first"] == {f"campaign:{a.pk}": Decimal("1000.00")}
    assert found["last"] == {f"campaign:{a.pk}": Decimal("1000.00")}
    assert found["linear"] == {
        f"campaign:{a.pk}": Decimal("500.00"), f"campaign:{b.pk}": Decimal("250.00"), "field": Decimal("250.00"),
    }  # fmt: skip
    assert found["u"] == {
        f"campaign:{a.pk}": Decimal("800.00"), f"campaign:{b.pk}": Decimal("100.00"), "field": Decimal("100.00"),
    }  # fmt: skip


def test_two_touches_share_u_in_halves_and_cents_go_to_the_first(alice):
    a, b, ana = CampaignFactory(), CampaignFactory(), person(alice)
    touch(ana, a, DAY)
    touch(ana, b, DAY + timedelta(days=1))
    deal = won_deal(alice, [ana], "0.01")
    attribute_revenue([deal.pk])
    assert shares(deal)["u"] == {f"campaign:{a.pk}": Decimal("0.01"), f"campaign:{b.pk}": Decimal("0.00")}


def test_repeated_clicks_of_a_day_count_once_and_what_is_outside_the_window_not_at_all(alice):
    a, b, ana = CampaignFactory(), CampaignFactory(), person(alice)
    for hour in (9, 10, 11):
        touch(ana, a, DAY, hour)
    touch(ana, b, DAY + timedelta(days=1))
    touch(ana, b, date(2025, 12, 1))
    touch(ana, b, date(2026, 4, 11))
    deal = won_deal(alice, [ana], "100.00")
    attribute_revenue([deal.pk])
    assert set(shares(deal)["linear"].values()) == {Decimal("50.00")}


def test_a_deal_without_touch_is_unattributed(alice):
    deal = won_deal(alice, [person(alice)], "300.00", margin="90.00")
    attribute_revenue(None)
    assert shares(deal) == {model: {"none": Decimal("300.00")} for model in ("first", "last", "linear", "u")}
    assert RevenueAttribution.objects.filter(estimated=True).count() == 0


def test_an_unknown_margin_is_forty_per_cent_and_says_estimated(alice):
    ana = person(alice)
    touch(ana, CampaignFactory(), DAY)
    deal = won_deal(alice, [ana], "333.33")
    attribute_revenue([deal.pk])
    row = RevenueAttribution.objects.get(opportunity=deal, model="u")
    assert (row.margin, row.estimated) == (Decimal("133.33"), True)


@pytest.mark.django_db
@QUICK
@given(
    path=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 1), st.integers(0, 100), st.integers(0, 23)), max_size=9),
    cents=st.integers(1, 10_000_000),
)
def test_sql_equals_the_plain_model_and_each_model_sums_to_the_cent(alice, path, cents):
    origins = [*(CampaignFactory() for _n in range(3)), None]
    people = [person(alice), person(alice, "Marc Aubry")]
    first = date(2025, 12, 20)
    touches = [
        touch(people[who], origins[origin], first + timedelta(days=days), hour, key=f"{cents}-{place}-{alice.pk}")
        for place, (origin, who, days, hour) in enumerate(path)
    ]
    amount = Decimal(cents).scaleb(-2)
    deal = won_deal(alice, people, str(amount))
    attribute_revenue([deal.pk])
    found = shares(deal)
    assert found == expected(deal, touches, amount)
    assert {model: sum(each.values()) for model, each in found.items()} == dict.fromkeys(found, amount)
    type(touches[0]).objects.filter(pk__in=[one.pk for one in touches]).delete() if touches else None


def test_a_touch_that_comes_late_or_is_withdrawn_is_found_by_the_sweep(alice):
    a, b, ana = CampaignFactory(), CampaignFactory(), person(alice)
    touch(ana, a, DAY)
    deal = won_deal(alice, [ana])
    settle_outcome(deal.pk)
    touch(ana, b, DAY + timedelta(days=2), key="late")
    settle_all_outcomes()
    assert set(shares(deal)["last"]) == {f"campaign:{b.pk}"}
    withdraw_touchpoint("late")
    settle_all_outcomes()
    assert set(shares(deal)["last"]) == {f"campaign:{a.pk}"}


def test_reopening_takes_the_shares_away(alice):
    ana = person(alice)
    touch(ana, CampaignFactory(), DAY)
    deal = won_deal(alice, [ana])
    settle_outcome(deal.pk)
    reopen_opportunity(deal, by=alice, reason="Commande annulée")
    settle_outcome(deal.pk)
    assert not RevenueAttribution.objects.exists()
