"""Completeness and freshness of records: measured each night by team and segment, with who moved them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from core import clock
from core.exceptions import BusinessRuleError
from crm.choices import Channel
from crm.services.changes import write_field
from debrief.models import RecordHealth, RecordHealthDay, RecordWork
from debrief.selectors.completeness import completeness, line_of, records
from debrief.services.completeness import expect_part, measure_company, measure_records
from debrief.services.verdicts import accept_finding
from tests.factories.debrief import company, contact, correction, finding

pytestmark = pytest.mark.django_db
TODAY = clock.local_day()
WHOLE = 23  # the sum of the default weights


@pytest.fixture
def lyon(alice):
    return company(alice, "Fournil", city="Lyon", postcode="69001", phone="04 72 99 99 99")


def test_a_company_is_measured_by_weight(lyon, alice):
    contact(alice, lyon, phone="06 12 34 56 78")
    line = line_of(measure_company(lyon.pk, TODAY))
    assert (line.filled, line.expected, line.known, line.fresh) == (1 + 1 + 3 + 4, WHOLE, 4, 4)
    assert line.completeness == Decimal(9) / WHOLE


def test_a_value_goes_stale_after_its_period_and_a_finding_freshens_it(lyon, alice, chloe):
    later = TODAY + timedelta(days=400)
    stale = {part for part, _weight, filled, _at, fresh in measure_company(lyon.pk, later) if filled and not fresh}
    assert stale == {"phone"}
    accept_finding(finding(alice, correction("phone", lyon.phone), lyon), by=chloe)
    confirmed = {part: at for part, _weight, _filled, at, _fresh in measure_company(lyon.pk, later)}
    assert confirmed["phone"] > confirmed["city"]


def test_the_night_sums_by_team_and_segment(lyon, alice, david, diane, bob, chloe):
    write_field(lyon, "segment", "Artisan", by=alice, channel=Channel.PAGE)
    company(david, "Hôtel", segment="Hôtellerie")
    company(david, "Auberge", segment="Hôtellerie", city="Nice")
    result = measure_records(TODAY)
    assert result.counts["sums"] == 2
    shown = completeness(diane)
    assert {line.label: (line.companies, line.filled) for line in shown.segments} == {
        "Artisan": (1, 7),
        "Hôtellerie": (2, 5),
    }
    assert [(line.label, line.filled) for line in shown.teams] == [("Nord", 7), ("Sud", 5)]
    assert (shown.total.filled, shown.total.expected) == (12, 3 * WHOLE)
    assert [line.label for line in completeness(bob).teams] == ["Nord"]
    assert [row.company.name for row in records(chloe)] == ["Hôtel", "Auberge", "Fournil"]
    assert [row.company.name for row in records(bob)] == ["Fournil"]


def test_a_night_done_twice_gives_the_same(lyon, alice):
    first, second = measure_records(TODAY), measure_records(TODAY)
    assert (first.sha, second.counts["changed"]) == (second.sha, 0)
    assert RecordHealthDay.objects.count() == 1


def test_who_moved_the_records_is_who_heard_it(lyon, alice, chloe):
    accept_finding(finding(alice, correction("city", "Villeurbanne"), lyon), by=chloe)
    accept_finding(
        finding(alice, correction("website", "https://fournil.example"), lyon, day=TODAY, now=clock.now()), by=chloe
    )
    accept_finding(
        finding(alice, correction("postcode", "69001"), lyon, day=TODAY - timedelta(days=1), now=clock.now()), by=chloe
    )
    measure_records(TODAY)
    work = RecordWork.objects.get(person=alice, day=TODAY)
    assert (work.corrected, work.confirmed) == (1, 1)
    assert work.filled >= 4
    assert not RecordWork.objects.filter(person=chloe).exists()


def test_operations_say_what_a_segment_expects(lyon, alice, odile):
    write_field(lyon, "segment", "Artisan", by=alice, channel=Channel.PAGE)
    expect_part(by=odile, segment="Artisan", part="siren", weight=0, fresh_days=730)
    expect_part(by=odile, segment="Artisan", part="equipment", weight=10, fresh_days=365)
    parts = {part: weight for part, weight, *_rest in measure_company(lyon.pk, TODAY)}
    assert (parts.get("siren"), parts["equipment"], parts["phone"]) == (None, 10, 3)
    expect_part(by=odile, segment="Artisan", part="equipment", weight=5, fresh_days=365)
    assert {part: weight for part, weight, *_rest in measure_company(lyon.pk, TODAY)}["equipment"] == 5
    with pytest.raises((ValidationError, BusinessRuleError)):
        expect_part(by=odile, segment="", part="phone", weight=101, fresh_days=365)


def test_the_pages_show_the_figures_and_the_rows(lyon, alice, chloe, odile, client_of, api_of):
    client = client_of(chloe)
    assert "Rien n’est encore mesuré" in client.get("/completeness/").content.decode()
    measure_records(TODAY)
    page = client.get("/completeness/").content.decode()
    assert "Nord" in page
    assert "Fournil" in client.get("/completeness/companies/?missing=siren").content.decode()
    assert "Fournil" not in client.get("/completeness/companies/?missing=city").content.decode()
    assert "22" in client.get(f"/debriefs/panels/records/{lyon.pk}/").content.decode()
    assert b"Nord" in client.get("/completeness/export/?format=csv").getvalue()
    assert b"Fournil" in client.get("/completeness/companies/export/?format=csv").getvalue()
    body = {"segment": "", "part": "siren", "weight": "3", "fresh_days": "730"}
    assert client.post("/completeness/expected/", body).status_code == 403
    assert client_of(odile).post("/completeness/expected/", body).status_code == 302
    assert client_of(odile).post("/completeness/expected/", body | {"weight": "4"}).status_code == 302
    seen = api_of(chloe).get("/api/v1/completeness/").json()
    assert (seen["day"], seen["total"]["companies"]) == (str(TODAY), 1)
    assert api_of(alice).get(f"/api/v1/companies/{lyon.pk}/record/").json()[0]["filled"] is False
    assert api_of(alice).get("/api/v1/completeness/").status_code == 403
    assert RecordHealth.objects.get().measured_on == TODAY >= date(2026, 1, 1)
