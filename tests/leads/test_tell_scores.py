"""The lead's line of time tells each change of place in the matrix with its why, and keeps the ones before."""

from datetime import timedelta

import pytest
from django.utils import translation

from leads.models import LeadScore
from leads.rules.scoring import DEFAULT, Scoring
from leads.selectors.lead_page import lead_page
from leads.services.particulars import change_lead
from leads.services.scoring import rescore, save_scoring

pytestmark = pytest.mark.django_db
BETTER = {"phone": "+33612345678", "job_title": "Directeur général", "employees": 60}


def told(user, lead, language="fr"):
    with translation.override(language):
        return [str(event.detail) for event in lead_page(user, lead, kind="score").events]


@pytest.fixture
def scored(lead, noon):
    return rescore(lead, now=noon)


def test_the_first_score_is_told_with_what_gave_it(scored, chloe):
    (first,) = told(chloe, scored)
    assert first == "D3 · Formulaire envoyé +20, E-mail est connu +10"


def test_a_change_is_told_with_what_moved_it_the_largest_first(scored, chloe, noon):
    change_lead(scored, by=chloe, now=noon + timedelta(hours=1), **BETTER)
    assert told(chloe, scored)[0] == (
        "D3 → C3 · Fonction contient directeur, directrice, director, gérant… +15, Effectif au moins 50 +10,"
        " Téléphone est connu +10"
    )
    assert told(chloe, scored, "en")[0].endswith("+15, Employees at least 50 +10, Phone is known +10")


def test_what_fades_is_told_as_points_lost(scored, chloe, noon):
    rescore(scored, now=noon + timedelta(days=90))
    assert told(chloe, scored)[0] == "D3 → D4 · Formulaire envoyé \N{MINUS SIGN}17"


def test_new_rules_are_named_as_the_why(scored, chloe, noon):
    rules = DEFAULT.as_json() | {"fit_bounds": [30, 20, 5]}
    save_scoring(Scoring.from_json(rules), by=chloe, now=noon)
    rescore(scored, now=noon + timedelta(hours=1))
    assert told(chloe, scored)[0] == "D3 → C3 · nouvelles règles"


def test_a_change_within_the_same_place_adds_no_line(scored, chloe, noon):
    change_lead(scored, by=chloe, now=noon + timedelta(hours=1), city="Metz")
    rescore(scored, now=noon + timedelta(days=1))
    assert len(told(chloe, scored)) == 1


def test_what_was_told_stays_when_the_score_changes_again(scored, chloe, noon):
    before = told(chloe, scored)
    change_lead(scored, by=chloe, now=noon + timedelta(hours=1), **BETTER)
    change_lead(scored, by=chloe, now=noon + timedelta(hours=2), job_title="", employees=None)
    assert told(chloe, scored)[-1:] == before
    assert len(told(chloe, scored)) == LeadScore.objects.filter(lead=scored).count() == 3


def test_the_page_tells_it_to_its_rep(handoff, alice, client_of, noon):
    rescore(handoff.lead, now=noon)
    html = client_of(alice).get(f"/leads/{handoff.lead_id}/?kind=score").content.decode()
    assert "E-mail est connu +10" in html
