"""When a person must be told where her data come from: the clock starts the day they were obtained."""

from datetime import date

import pytest

from crm.filters import ContactFilter
from crm.models import Contact
from crm.rules.notice import notice_due
from crm.services.contacts import create_contact
from debrief.services.verdicts import accept_finding
from tests.factories.crm import CompanyFactory
from tests.factories.debrief import DAY, MORNING, company, filed, findings, person, visit


@pytest.mark.parametrize(
    ("obtained", "how", "told", "due"),
    [
        (date(2026, 3, 2), "met", True, date(2026, 3, 2)),
        (date(2026, 3, 2), "card", True, date(2026, 3, 2)),
        (date(2026, 3, 2), "met", False, date(2026, 4, 1)),
        (date(2026, 3, 2), "told", True, date(2026, 4, 1)),  # told by somebody else: she heard nothing from us
        (date(2026, 1, 31), "referral", False, date(2026, 2, 28)),  # a month, when it is shorter than thirty days
        (date(2026, 12, 31), "public", False, date(2027, 1, 30)),
    ],
)
def test_the_due_day_follows_the_way_the_data_were_obtained(obtained, how, told, due):
    assert notice_due(obtained, how, told) == due


@pytest.mark.django_db
def test_the_clock_starts_on_the_day_of_the_debrief_not_of_the_review(alice, chloe):
    met = [person("Paul Girard", how_acquired="told"), person("Anne Petit", told_source=True)]
    day = filed(alice, visit(company(alice), people=met))
    for found in findings(day):
        accept_finding(found, by=chloe, now=MORNING)
    rows = Contact.objects.order_by("name").values_list("name", "acquired_on", "notice_due_on", "told_source")
    assert list(rows) == [("Anne Petit", DAY, DAY, True), ("Paul Girard", DAY, date(2026, 4, 9), False)]


@pytest.mark.django_db
def test_whoever_was_told_when_met_is_not_in_the_queue(alice):
    home = CompanyFactory(owner=alice)
    shared = {"by": alice, "company": home, "acquired_on": DAY}
    create_contact(name="Anne Petit", how_acquired="met", told_source=True, **shared)
    create_contact(name="Paul Girard", how_acquired="told", told_source=False, **shared)
    waiting = ContactFilter({"to_inform": "true"}, queryset=Contact.objects.all()).qs
    assert [one.name for one in waiting] == ["Paul Girard"]


@pytest.mark.django_db
def test_the_page_of_the_person_says_where_the_clock_stands(alice, client_of):
    home = CompanyFactory(owner=alice)
    shared = {"by": alice, "company": home, "acquired_on": DAY}
    told = create_contact(name="Anne Petit", how_acquired="met", told_source=True, **shared)
    later = create_contact(name="Paul Girard", how_acquired="told", **shared)
    assert "informée à la rencontre" in client_of(alice).get(told.get_absolute_url()).content.decode()
    assert "avant le 9 avr" in client_of(alice).get(later.get_absolute_url()).content.decode()
