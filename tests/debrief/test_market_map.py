"""The market map says what several companies say, and nothing that would point at one of them."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from crm.models import Contact, Fact
from crm.services.facts import record_fact, withdraw_fact
from debrief.selectors.market_map import market_map
from tests.factories.accounts import MarketerFactory, UserFactory
from tests.factories.crm import CompanyFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 20)


@pytest.fixture
def leo(db):
    return MarketerFactory()


@pytest.fixture
def bakeries(alice):
    return [CompanyFactory(owner=alice, sector="Boulangerie") for _ in range(3)]


def tell(by, companies, **fact):
    given = {"topic": "competitor", "value": "Panitech", "how_known": "seen", **fact}
    return [record_fact(by=by, company=company, **given) for company in companies]


def drawn(user):
    return market_map(Fact.objects.visible_to(user).live(), Contact.objects.visible_to(user).live(), TODAY)


def lines(shown, topic="competitor"):
    return next([(line.words, line.sources) for line in box.lines] for box in shown.boxes if box.topic == topic)


def test_two_companies_are_too_few_and_a_third_draws_the_line(leo, bakeries):
    tell(leo, bakeries[:2])
    tell(leo, bakeries[:1], value="PANITECH")
    assert lines(drawn(leo)) == []
    tell(leo, bakeries[2:], value="panitech")
    ((_words, sources),) = lines(drawn(leo))
    assert sources == 3


def test_what_was_withdrawn_no_longer_counts(leo, bakeries):
    facts = tell(leo, bakeries)
    withdraw_fact(facts[0], by=leo)
    assert lines(drawn(leo)) == []


def test_a_corridor_holds_the_prices_of_a_sector(leo, bakeries):
    for company, amount in zip(bakeries, ("8000", "10000", "12000"), strict=True):
        tell(leo, [company], topic="price", value="Devis vu", amount=Decimal(amount))
    (corridor,) = drawn(leo).corridors
    assert (corridor.sector, corridor.sources) == ("Boulangerie", 3)
    assert (corridor.low, corridor.middle, corridor.high) == (8400, 10000, 11600)


def test_the_calendar_counts_companies_with_a_project(leo, bakeries):
    tell(leo, bakeries, topic="project", value="Second point de vente", on_date=date(2026, 9, 4))
    tell(leo, bakeries[:1], topic="project", value="Travaux")
    shown = drawn(leo)
    assert [(one.month.first, one.sources) for one in shown.projects] == [(date(2026, 9, 1), 3)]
    assert shown.undated == 1


def test_each_line_leads_to_its_companies_and_leaves_as_a_file(leo, alice, bakeries, client_of):
    tell(leo, bakeries)
    CompanyFactory(owner=alice, name="Sans rapport")
    client = client_of(leo)
    page = client.get(reverse("debrief:market_map"), {"sector": "Boulangerie"}).content.decode()
    assert "/companies/?heard=competitor:panitech" in page
    found = client.get("/companies/", {"heard": "competitor:panitech"}).content.decode()
    assert all(company.name in found for company in bakeries)
    assert "Sans rapport" not in found
    file = client.get(reverse("debrief:market_export"), {"format": "csv"})
    assert "Panitech;3;3" in b"".join(file.streaming_content).decode("utf-8-sig")


def test_a_rep_of_another_team_sees_none_of_it(leo, bakeries):
    tell(leo, bakeries)
    assert lines(drawn(UserFactory())) == []
