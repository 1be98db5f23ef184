"""A probability learnt from the outcomes of the house: shown when it says something, explained, no leak from later."""

from datetime import date, timedelta
from random import Random

import pytest
from django.utils import translation

from crm.models import Fact
from crm.services.companies import create_company
from leads.models import Lead, LeadScore, Outcome, ProbabilityModel
from leads.models.features import features, learnt
from leads.rules.probability.model import Model
from leads.rules.scoring_sql import named
from leads.selectors.probability_page import model_page, why
from leads.services.probability import probabilities_of, train_probability
from leads.services.scoring import score_leads
from tests.factories.crm import OpportunityFactory
from tests.factories.leads import LeadFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 10)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def outcomes(noon, campaign):
    """Four hundred leads: the large ones are won more often, or nobody knows why."""

    def make(strength, count=400):
        draw = Random(7)
        deal = OpportunityFactory()
        leads, sizes = [], [draw.choice([5, 30, 120]) for _ in range(count)]
        for number, size in enumerate(sizes):
            at = noon - timedelta(days=200 - number / 4)
            leads.append(
                Lead(
                    name=f"L{number}", campaign=campaign, employees=size, state="lost", opportunity=deal, captured_at=at
                )
            )
        Lead.objects.bulk_create(leads)
        won = [draw.random() < 0.5 + strength * {5: -1, 30: 0, 120: 1}[size] for size in sizes]
        Outcome.objects.bulk_create(
            Outcome(
                lead=lead, opportunity=deal, result="won" if good else "lost", amount=1000 if good else None,
                decided_on=DAY, created_at=noon - timedelta(days=5),
            )
            for lead, good in zip(leads, won, strict=True)
        )  # fmt: skip

    return make


def test_outcomes_that_say_something_give_each_open_lead_a_probability(outcomes, noon):
    outcomes(0.35)
    train_probability(DAY)
    model = ProbabilityModel.objects.get()
    assert (model.signal, model.won + model.lost) == ("clear", 400)
    assert model.auc > 0.7
    small, large = LeadFactory(employees=5), LeadFactory(employees=120)
    score_leads(now=noon)
    small.refresh_from_db()
    large.refresh_from_db()
    assert 1 <= small.score.probability < 35 < 65 < large.score.probability <= 99
    assert LeadScore.objects.get(lead=large).probability == large.score.probability


def test_the_lead_says_what_makes_its_probability(outcomes, noon):
    outcomes(0.35)
    train_probability(DAY)
    lead = LeadFactory(employees=120)
    score_leads(now=noon)
    lead.refresh_from_db()
    told = why(lead)
    assert told.percent == lead.score.probability
    assert told.reasons[0] == ("Employees: 120", "much more likely")
    assert [one.name for one in model_page().weights][0] == "Employees"


def test_a_column_strong_alone_is_told_on_the_page_and_over_the_api(outcomes, noon, chloe, client_of):
    outcomes(0.4)
    train_probability(DAY)
    model = ProbabilityModel.objects.get()
    assert [(one["name"], one["why"]) for one in model.report["suspects"]] == [("employees", "strong")]
    assert "employees" in model.report["read"]
    sentence = "“Employees” is strong alone"
    assert model_page().suspects[0].startswith(sentence)
    told = client_of(chloe).get("/api/v1/probability/").json()["suspects"]
    assert (len(told), "AUC 0,8" in told[0].replace(".", ",")) == (1, True)


def test_outcomes_that_say_nothing_show_no_probability(outcomes, noon):
    outcomes(0)
    train_probability(DAY)
    model = ProbabilityModel.objects.get()
    assert model.signal in ("no_signal", "too_weak")
    assert model.numbers is None
    lead = LeadFactory(employees=120)
    score_leads(now=noon)
    lead.refresh_from_db()
    assert (lead.score.probability, why(lead)) == (0, None)
    assert "no probability is shown" in model_page().verdict


def test_few_outcomes_show_no_probability(outcomes):
    outcomes(0.35, count=80)
    train_probability(DAY)
    assert ProbabilityModel.objects.get().signal == "too_few"


def test_a_second_training_of_the_day_says_the_same(outcomes):
    outcomes(0.35)
    assert train_probability(DAY).sha == train_probability(DAY).sha
    assert ProbabilityModel.objects.count() == 1


def test_facts_of_the_field_count_when_they_were_accepted_before_the_lead(noon, chloe, alice):
    company = create_company(by=chloe, name="Aubry", owner=alice)
    lead = LeadFactory(company=company, captured_at=noon)
    for days, topic in ((-20, "price"), (-10, "project"), (3, "price")):
        at = noon + timedelta(days=days)
        fact = Fact.objects.create(
            company=company, topic=topic, value=f"{topic} {days}", how_known="heard", written_by=chloe, confirmed_at=at
        )
        Fact.objects.filter(pk=fact.pk).update(created_at=at)
    _ids, columns = features(named([lead.pk]))
    row = {column.name: column.values[0] for column in columns}
    assert (row["facts"], row["facts_price"], row["facts_project"]) == (2, 1, 1)


def test_the_seller_is_never_read(noon, alice):
    lead = LeadFactory(owner=alice, team=alice.team)
    _ids, columns = features(named([lead.pk]))
    assert alice.name.lower() not in [str(column.values[0]).lower() for column in columns]
    assert not {column.name for column in columns} & {"owner", "team", "rep"}


def test_a_deal_reopened_is_no_outcome(outcomes, noon):
    outcomes(0.35, count=10)
    Outcome.objects.filter(lead__name="L1").update(superseded_at=noon)
    _columns, told = learnt(noon)
    assert len(told) == 9


def test_without_the_packages_of_training_the_last_model_stays(outcomes, noon, monkeypatch):
    outcomes(0.35)
    train_probability(DAY)
    monkeypatch.setitem(__import__("sys").modules, "leads.rules.probability.fitting", None)
    train_probability(DAY + timedelta(days=1))
    assert [model.signal for model in ProbabilityModel.objects.order_by("day")] == ["clear", "missing"]
    assert probabilities_of(named([LeadFactory(employees=120).pk]))[1]
    assert "not installed" in model_page().verdict


def test_a_model_read_from_its_json_gives_the_same(outcomes):
    outcomes(0.35)
    train_probability(DAY)
    model = Model.from_json(ProbabilityModel.objects.get().numbers)
    assert model.probability({"employees": 120.0}) == Model.from_json(model.as_json()).probability({"employees": 120.0})
