"""New, corrects, confirms or known: against the CRM as it was when filed."""

from datetime import date, timedelta

import pytest

from crm.choices import Channel
from crm.models import Fact, FieldChange
from crm.services.changes import write_field
from crm.services.facts import record_fact
from debrief.rules.novelty import Held, normal_form, novelty_of_value, novelty_of_words, similarity
from tests.factories.debrief import (
    DAY,
    EVENING,
    company,
    contact,
    correction,
    filed,
    finding,
    findings,
    opinion,
    person,
    signal,
    visit,
)

DAY_BEFORE = DAY - timedelta(days=1)


def value(held, day=DAY, told_before=False, single=True):
    return novelty_of_value(form="x", key="phone", held=held, day=day, single=single, told_before=told_before)


def test_the_rule_of_a_single_value():
    assert value([]) == "new"
    assert value([Held("Y", "y", DAY)]) == "corrects"
    assert value([Held("X", "x", DAY - timedelta(days=365))]) == "confirms_fresh"
    assert value([Held("X", "x", DAY - timedelta(days=366))]) == "confirms_stale"
    assert value([], told_before=True) == "known"
    assert value([Held("Y", "y", DAY)], single=False) == "new"


def test_two_spellings_are_one_form():
    assert normal_form("competitor", "Société Générale") == normal_form("competitor", "  societe-generale ")
    assert normal_form("phone", "+33 6 12 34 56 78") == normal_form("phone", "06.12.34.56.78")
    assert normal_form("price", "devis", 10) != normal_form("price", "devis", 12)


def test_words_are_known_when_eight_tenths_alike():
    said = "Le four chauffe vite et bien"
    assert similarity(said, "le four chauffe vite, et bien !") == 1
    assert novelty_of_words(text=said, mine=[said], others=[]) == "known"
    assert novelty_of_words(text=said, mine=[], others=[said]) == "confirms_fresh"
    assert novelty_of_words(text=said, mine=["Tout autre chose"], others=["Livraison le lundi"]) == "new"


@pytest.mark.django_db
def test_a_company_field_is_new_then_corrects(alice):
    assert finding(alice, correction(), company(alice)).novelty == "new"
    other = finding(alice, correction(), company(alice, phone="04 72 99 99 99"), day=DAY_BEFORE)
    assert other.novelty == "corrects"


@pytest.mark.django_db
def test_a_fact_is_new_then_confirms(alice, amine, chloe):
    where = company(alice)
    assert finding(alice, signal("Miwe"), where).novelty == "new"
    record_fact(by=chloe, company=where, topic="competitor", value="MIWE", how_known="seen", now=EVENING)
    assert finding(amine, signal("Miwe"), where).novelty == "confirms_fresh"
    Fact.objects.update(confirmed_at=EVENING - timedelta(days=200))
    assert finding(amine, signal("miwe."), where, day=DAY_BEFORE).novelty == "known"


@pytest.mark.django_db
def test_a_stale_fact_told_by_somebody_else_is_confirmed(alice, chloe):
    where = company(alice)
    old = EVENING - timedelta(days=181)
    record_fact(by=chloe, company=where, topic="competitor", value="Miwe", how_known="seen", now=old)
    found = finding(alice, signal("Miwe"), where)
    assert (found.novelty, found.crm_value) == ("confirms_stale", "Miwe")


@pytest.mark.django_db
def test_the_same_thing_twice_in_one_day_counts_once(alice):
    where = company(alice)
    day = filed(alice, visit(where, signal("Miwe")), visit(where, signal("Miwe")))
    assert [found.novelty for found in findings(day)] == ["new", "known"]


@pytest.mark.django_db
def test_what_the_same_author_told_within_freshness_is_known(alice):
    where = company(alice)
    finding(alice, signal("Projet en mars", "project"), where, day=DAY_BEFORE)
    assert finding(alice, signal("projet en Mars", "project"), where).novelty == "known"


@pytest.mark.django_db
def test_a_person_is_new_completes_corrects_or_confirms(alice):
    where = company(alice)
    contact(alice, where, "Camille Roy", email="camille@martin.fr")
    people = [person("Camille Roy", email="camille@martin.fr", role="Gérante"), person("Paul Girard")]
    day = filed(alice, visit(where, people=people))
    assert {f.data["name"]: f.novelty for f in findings(day)} == {"Camille Roy": "new", "Paul Girard": "new"}
    other = company(alice)
    contact(alice, other, "Camille Roy", email="camille@martin.fr", role="Vendeuse")
    corrected = filed(alice, visit(other, people=[person("Camille Roy", role="Gérante")]), day=DAY_BEFORE)
    assert findings(corrected)[0].novelty == "corrects"


@pytest.mark.django_db
def test_a_corrected_field_starts_fresh_again(alice, amine, chloe):
    where = company(alice, phone="04 72 99 99 99")
    write_field(where, "phone", "04 72 00 00 01", by=chloe, channel=Channel.PAGE, expected=where.phone)
    FieldChange.objects.update(at=EVENING - timedelta(days=30))
    assert finding(amine, correction(), where).novelty == "confirms_fresh"
    assert finding(alice, opinion(), where).novelty == "new"
    assert date(2026, 3, 10) == DAY
