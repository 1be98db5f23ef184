"""The pages of points answer, with data and without."""

from datetime import date

import pytest
from django.urls import reverse

from incentives.models import LedgerLine, Period, Statement
from incentives.services.adjusting import adjust_points
from incentives.services.contributions import compute_contributions
from incentives.services.disputes import open_dispute
from incentives.services.marketing_scores import compute_marketing_scores
from incentives.services.periods import compute_period, review_period
from incentives.services.settling import settle_all_points
from tests.factories.incentives import DAY, NOON, campaign, finding, handoff, judged, won_deal

PLAIN = {
    "alice": ["my_points", "statement_list", "dispute_list", "plan_list", "mirror", "export_dialog"],
    "bob": ["my_points", "team_dashboard", "statement_list", "period_list", "plan_list", "mirror", "export_dialog"],
    "chloe": ["my_points", "statement_list", "marketing_scores", "mirror", "proof", "export_dialog"],
    "odile": ["period_list", "adjustment_create", "plan_create", "team_dashboard", "export_dialog", "dispute_list"],
    "diane": ["team_dashboard", "period_list", "marketing_scores", "mirror", "proof", "statement_list"],
}


@pytest.fixture
def march(paid_alice, paid_david, paid_chloe, odile):
    """A month with a line of each kind, computed and in review, with scores and a dispute."""
    judged(finding(paid_alice), paid_chloe)
    judged(finding(paid_david, kind="contact"), paid_chloe, "rejected")
    handoff(paid_alice, paid_chloe)
    won_deal(paid_alice, [(campaign(paid_chloe), "0.6"), (None, "0.4")])
    settle_all_points(NOON)
    adjust_points(paid_alice, by=odile, points=-3, reason="Correction d’une saisie", now=NOON)
    compute_contributions(DAY, now=NOON)
    compute_marketing_scores(DAY, now=NOON)
    period = Period.objects.get(month=date(2026, 3, 1))
    review_period(compute_period(period, by=odile, now=NOON), by=odile, now=NOON)
    line = LedgerLine.objects.filter(person=paid_alice).first()
    open_dispute(by=paid_alice, reason="Il manque un contact", now=NOON, line=line)
    return Period.objects.get(pk=period.pk)


@pytest.mark.parametrize("who", PLAIN)
def test_pages_answer_with_data_in_both_languages(request, march, client_of, settings, who):
    settings.APP_CLOCK = "2026-03-12T09:00:00+00:00"
    user = request.getfixturevalue(who)
    client = client_of(user)
    for language in ("fr", "en"):
        user.language = language
        user.save(update_fields=["language"])
        for name in PLAIN[who]:
            assert client.get(reverse(f"incentives:{name}")).status_code == 200, name


@pytest.mark.parametrize("who", PLAIN)
def test_pages_answer_on_an_empty_installation(request, db, client_of, who):
    client = client_of(request.getfixturevalue(who))
    for name in PLAIN[who]:
        assert client.get(reverse(f"incentives:{name}")).status_code == 200, name


def test_my_points_show_each_line_and_its_source(march, alice, client_of, settings):
    settings.APP_CLOCK = "2026-03-12T09:00:00+00:00"
    alice.language = "en"
    alice.save(update_fields=["language"])
    text = client_of(alice).get(reverse("incentives:my_points")).content.decode()
    assert "Competitor" in text
    assert "15 × new × hot × useful" in text
    assert "Lead decided" in text
    assert '<b class="num">17 pts</b>' in text.replace("\xa0", " ").replace("\u202f", " ")


def test_a_statement_opens_for_those_in_reach_and_is_not_found_by_others(
    march, client_of, alice, bob, odile, diane, david, boris, chloe
):
    statement = Statement.objects.get(person=alice)
    for user in (alice, bob, odile, diane):
        assert client_of(user).get(statement.get_absolute_url()).status_code == 200
        assert client_of(user).get(alice.disputes.get().get_absolute_url()).status_code == 200
    for user in (david, boris, chloe):
        assert client_of(user).get(statement.get_absolute_url()).status_code == 404


def test_a_period_and_a_plan_open(march, client_of, bob, odile, alice, rep_plan):
    assert client_of(bob).get(march.get_absolute_url()).status_code == 200
    assert client_of(alice).get(rep_plan.get_absolute_url()).status_code == 200
    client = client_of(odile)
    made = client.post(reverse("incentives:plan_draft", args=[rep_plan.pk]))
    assert made.status_code == 302
    assert client.get(made.headers["Location"]).status_code == 200
