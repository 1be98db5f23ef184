"""The demo's second opinions agree as those of people do, and a business card waits to be scanned."""

from types import SimpleNamespace

import pytest

from config.seeding.cards import leave_a_card
from config.seeding.fairness import differ
from core import clock
from crm.services.cards import card_of_file
from debrief.rules.fairness import cohen
from tests.e2e.phone import promised


def reviews(refused, kept):
    given = ["rejected"] * refused + ["accepted"] * kept
    return [SimpleNamespace(verdict=SimpleNamespace(decision=decision)) for decision in given]


def answers(rows):
    other = {"rejected": "accepted", "accepted": "rejected"}
    differing = [id(one) for one in differ(rows)]
    for one in rows:
        first = one.verdict.decision
        yield first, other[first] if id(one) in differing else first


@pytest.mark.parametrize(("refused", "kept"), [(5, 80), (12, 60), (30, 70)])
def test_two_reviewers_agree_at_about_seven_tenths(refused, kept):
    found = cohen(answers(reviews(refused, kept)))
    assert 0.6 < found.kappa < 0.8


def test_without_a_refusal_nobody_differs():
    assert differ(reviews(0, 40)) == []


@pytest.mark.django_db
def test_a_card_of_the_first_company_of_the_day_waits_to_be_read(alice, settings, tmp_path):
    settings.APP_DATA_DIR = tmp_path
    where = promised(alice)
    leave_a_card(SimpleNamespace(today=clock.local_day()), SimpleNamespace(named={"rep_a1": alice}))
    read = [
        card_of_file((tmp_path / "cards" / name).read_bytes())
        for name in ("carte-de-visite.vcf", "carte-de-visite.png")
    ]
    assert {(card.name, card.company, card.phone) for card in read} == {("Inès Marchand", where.name, "06 12 48 16 32")}
