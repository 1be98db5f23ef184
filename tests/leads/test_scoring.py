"""Fit says who, engagement says what lately; both say why, by the rules in force."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.exceptions import BusinessRuleError
from leads.models import LeadScore, ScoringVersion, Touchpoint
from leads.rules.scoring import DEFAULT, Rule, Scoring, cell, explain, total
from leads.services.scoring import current_version, rescore, save_scoring, score_leads
from tests.factories.leads import LeadFactory

pytestmark = pytest.mark.django_db


def touch(lead, kind, at, **fields):
    key = f"test:{Touchpoint.objects.count()}"
    return Touchpoint.objects.create(
        lead=lead, kind=kind, source="sales", at=at, external_key=key, recorded_at=at, **fields
    )


def only(*rules, **fields):
    return Scoring(rules=tuple(rules), **fields)


def force(scoring, by):
    return save_scoring(scoring, by=by)


def test_fit_adds_what_is_known(noon):
    lead = LeadFactory(phone="+33", job_title="Directrice des achats", employees=60, sector="Hôtellerie")
    rescore(lead, now=noon)
    assert lead.score.fit == 10 + 10 + 20 + 20 + 5
    assert lead.score.cell == "B4"


def test_a_touch_loses_half_its_points_at_each_half_life(noon):
    for days, points in ((0, 20), (30, 10), (60, 5), (400, 0)):
        lead = LeadFactory()
        touch(lead, "reply", noon - timedelta(days=days))
        assert rescore(lead, now=noon).score.engagement == points


def test_one_group_of_touches_is_capped_and_the_explanation_says_so(noon):
    lead = LeadFactory()
    for _turn in range(30):
        touch(lead, "click", noon)
    assert rescore(lead, now=noon).score.engagement == 50
    lines = explain(DEFAULT, lead.score.score_details["parts"])
    assert [(one.points, one.count) for one in lines if one.axis == "engagement"] == [(240, 30), (-190, 1)]


def test_a_rule_once_counts_the_freshest_touch_alone(noon, chloe):
    force(only(Rule("engagement", "form", "touch", "once", 20, ("form",))), chloe)
    lead = LeadFactory()
    touch(lead, "form", noon)
    touch(lead, "form", noon - timedelta(days=30))
    assert rescore(lead, now=noon).score.engagement == 20


def test_points_may_be_taken_away_and_a_score_never_falls_below_zero(noon, chloe):
    force(only(Rule("fit", "town", "city", "is", -40, ("LYON",)), Rule("fit", "reach", "email", "filled", 10)), chloe)
    assert rescore(LeadFactory(city="lyon"), now=noon).score.fit == 0
    assert rescore(LeadFactory(city="Metz"), now=noon).score.fit == 10


def test_words_of_a_rule_are_found_whatever_their_accents_and_never_read_as_patterns(noon, chloe):
    force(only(Rule("fit", "role", "job_title", "contains", 30, ("gérant", "100%"))), chloe)
    assert rescore(LeadFactory(job_title="Co-GERANT"), now=noon).score.fit == 30
    assert rescore(LeadFactory(job_title="100 euros"), now=noon).score.fit == 0


def test_the_night_scores_every_open_lead_as_one_rescore_does(noon):
    leads = [LeadFactory(job_title="Chef", employees=size, phone="+331") for size in (0, 12, 300)]
    shut = LeadFactory(state="objected", phone="+331")
    touch(leads[1], "visit", noon - timedelta(days=3))
    assert score_leads(now=noon) == 3
    for lead in leads:
        lead.refresh_from_db()
        score, version = lead.score, Scoring.from_json(current_version().rules)
        given = [total(version, axis, score.score_details["parts"]) for axis in ("fit", "engagement")]
        assert (given, cell(version, *given)) == ([score.fit, score.engagement], score.cell)
    shut.refresh_from_db()
    assert (shut.score.fit, shut.score.cell) == (0, "")


def test_only_changes_are_kept_in_the_history(noon):
    lead = LeadFactory(phone="+331")
    rescore(lead, now=noon)
    rescore(lead, now=noon + timedelta(hours=1))
    touch(lead, "visit", noon + timedelta(hours=2))
    rescore(lead, now=noon + timedelta(hours=2))
    assert list(LeadScore.objects.order_by("at").values_list("fit", "engagement")) == [(20, 0), (20, 30)]


def test_new_rules_are_a_new_version_with_their_author_and_the_old_ones_stay(chloe, noon):
    made = save_scoring(replace(DEFAULT, half_life=45), by=chloe, note="Plus lent", now=noon)
    assert (made.number, made.author, made.created_at, made.note) == (2, chloe, noon, "Plus lent")
    assert Scoring.from_json(ScoringVersion.objects.get(number=1).rules) == DEFAULT


def test_rules_that_change_nothing_are_not_a_version(chloe):
    current_version()
    with pytest.raises(BusinessRuleError) as refused:
        save_scoring(DEFAULT, by=chloe)
    assert refused.value.code == "nothing_changed"
    assert ScoringVersion.objects.count() == 1
