"""The points of a month leave as CSV, Excel and PDF: read again, the three say what the screen says, to the cent."""

import csv
import io
import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from core.models import ExportRecord
from incentives.models import Statement
from incentives.services.adjusting import adjust_points
from incentives.services.periods import compute_period
from incentives.services.settling import settle_all_points
from tests.factories.accounts import ManagerFactory, TeamFactory
from tests.factories.incentives import finding, judged, period, planned, published_plan

pytestmark = pytest.mark.django_db
DAY, NOON = date(2026, 3, 10), datetime(2026, 3, 10, 11, 0, tzinfo=UTC)


@pytest.fixture
def month(alice, amine, chloe, odile):
    """Two reps of one team with points, odd in number, computed."""
    plan = published_plan(odile).plan
    for rep, kinds in ((alice, ("contact", "market_signal")), (amine, ("opinion",))):
        planned(rep, odile, plan=plan)
        for kind in kinds:
            judged(finding(rep, DAY, kind=kind), chloe, when=NOON)
    settle_all_points(NOON)
    adjust_points(alice, by=odile, points=4, reason="Salon du dimanche", now=NOON, occurred_on=DAY)
    return compute_period(period("2026-03"), by=odile, now=NOON)


@pytest.fixture
def asked(month, bob, client_of):
    """asked(format=…): the content of a file; asked(): the page."""
    client = client_of(bob)

    def ask(**query):
        query = {"period": month.pk, **query}
        if "format" not in query:
            return client.get(reverse("incentives:export_dialog"), query).content.decode()
        return b"".join(client.get(reverse("incentives:export_file"), query).streaming_content)

    return ask


def csv_rows(content, separator=";"):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=separator))


def amounts_of_csv(content, separator=";"):
    return {row["Personne"]: Decimal(row["Montant"].replace(",", ".")) for row in csv_rows(content, separator)}


def test_the_three_files_say_what_the_screen_says_to_the_cent(asked, alice, amine):
    owed = {row.person.name: row.amount for row in Statement.objects.select_related("person")}
    assert set(owed) == {alice.name, amine.name}
    screen = re.sub(r"[\s\u00a0\u202f]", "", asked())
    assert amounts_of_csv(asked(format="csv")) == owed
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(asked(format="xlsx"))).get_sheet_by_index(0).to_python()
    head = next(row for row in sheet if "Montant" in row)
    person, amount = head.index("Personne"), head.index("Montant")
    cents = Decimal("0.01")
    assert {row[person]: Decimal(str(row[amount])).quantize(cents) for row in sheet if row[person] in owed} == owed
    paper = "".join(page.extract_text() for page in PdfReader(io.BytesIO(asked(format="pdf"))).pages)
    for shown in (f"{value:.2f}".replace(".", ",") for value in (*owed.values(), sum(owed.values()))):
        assert shown in screen
        assert shown in re.sub(r"[\s\u00a0\u202f]", "", paper)


def test_the_file_holds_the_chosen_people_columns_and_separator(asked, alice):
    content = asked(format="csv", people=alice.pk, columns=["person", "amount"], separator="tab")
    (row,) = csv_rows(content, "\t")
    assert list(row) == ["Personne", "Montant"]
    assert row["Personne"] == alice.name


def test_every_file_has_a_number_and_the_page_lists_it_with_its_fingerprint(asked):
    asked(format="csv")
    asked(format="pdf")
    first, second = ExportRecord.objects.order_by("number")
    assert second.number == first.number + 1
    page = asked()
    assert all(text in page for made in (first, second) for text in (str(made), made.sha256, made.file_name))


def test_nobody_exports_a_person_out_of_reach(month, alice, client_of):
    client = client_of(ManagerFactory(team=TeamFactory()))
    query = {"period": month.pk, "people": alice.pk, "format": "csv"}
    answer = client.get(reverse("incentives:export_file"), query)
    assert answer.status_code == 302
    assert not ExportRecord.objects.exists()
