"""Files come in set-based: every row is in, or refused with its reason."""

import io
import json
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from accounts.models import Team, User
from core.models import ImportRun
from crm.models import Company, Contact, FieldChange, Opportunity, Product
from tests.factories.crm import CompanyFactory, OpportunityFactory

pytestmark = pytest.mark.django_db
DEALS = """opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value
A1,Anna Snelling,GTXPro,Isdom,Won,2016-10-25,2017-03-11,4514
A2,Anna Snelling,GTX Pro,Isdom,Lost,2016-10-25,2017-03-01,0
A3,Anna Snelling,MG Special,,Engaging,2016-11-25,,
A4,Anna Snelling,MG Special,,Won,2016-11-25,2017-01-01,55
A5,Anna Snelling,Unknown,Isdom,Won,2016-11-25,2017-01-01,55
A6,Anna Snelling,MG Special,Nowhere,Won,2016-11-25,2017-01-01,55
A7,Anna Snelling,MG Special,Isdom,Signed,2016-11-25,2017-01-01,55
"""


def bring(tmp_path, kind, text, encoding="utf-8", **options):
    path, out = tmp_path / f"{kind}.csv", io.StringIO()
    path.write_text(text, encoding=encoding)
    call_command("import", kind, str(path), reject=tmp_path / "rejects.csv", json=True, stdout=out, **options)
    return json.loads(out.getvalue())


@pytest.fixture
def market(tmp_path):
    bring(tmp_path, "companies", "account,sector,revenue,employees\nIsdom,medical,3178.24,4540\n")
    bring(tmp_path, "products", "product,series,sales_price\nGTX Pro,GTX,4821\nMG Special,MG,55\n")


def test_people_come_with_managers_teams_and_offices(tmp_path, db):
    teams = "sales_agent,manager,regional_office\nAnna Snelling,Dustin Brinkmann,Central\n"
    teams += "Zoé Élan,Dustin Brinkmann,Central\n"
    assert bring(tmp_path, "people", teams) == {"read": 2, "created": 2, "updated": 0, "rejected": 0}
    anna = User.objects.get(email="anna-snelling@import.invalid")
    assert (anna.is_active, anna.role, anna.team.territory) == (False, "rep", "Central")
    assert Team.objects.get().manager == User.objects.get(name="Dustin Brinkmann")
    assert User.objects.get(name="Zoé Élan").email == "zoe-elan@import.invalid"
    assert bring(tmp_path, "people", teams) == {"read": 2, "created": 0, "updated": 0, "rejected": 0}


def test_deals_come_in_and_wrong_rows_come_back(tmp_path, market):
    assert bring(tmp_path, "opportunities", DEALS) == {"read": 7, "created": 3, "updated": 0, "rejected": 4}
    won = Opportunity.objects.get(external_ref="A1")
    assert (won.state, won.amount, won.closed_on, won.origin) == (
        "won",
        Decimal("4514.00"),
        date(2017, 3, 11),
        "import",
    )
    assert (won.product.name, won.company.name, won.owner.name) == ("GTX Pro", "Isdom", "Anna Snelling")
    assert Opportunity.objects.get(external_ref="A2").loss_reason == "not_recorded"
    assert Opportunity.objects.get(external_ref="A3").company is None
    lines = (tmp_path / "rejects.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(";")[0] for line in lines[1:]] == ["A4", "A5", "A6", "A7"]
    assert [line.split(";")[8] for line in lines[1:]] == ["5", "6", "7", "8"]


def test_the_same_file_twice_changes_nothing(tmp_path, market):
    bring(tmp_path, "opportunities", DEALS)
    before = FieldChange.objects.count()
    assert bring(tmp_path, "opportunities", DEALS) == {"read": 7, "created": 0, "updated": 0, "rejected": 4}
    assert (Opportunity.objects.count(), FieldChange.objects.count()) == (3, before)


def test_a_rehearsal_says_the_same_and_writes_nothing(tmp_path, market):
    figures = bring(tmp_path, "opportunities", DEALS, dry_run=True)
    assert figures == {"read": 7, "created": 3, "updated": 0, "rejected": 4}
    assert not Opportunity.objects.exists()
    assert not User.objects.filter(name="Anna Snelling").exists()


def test_a_file_fills_what_is_empty_and_replaces_nothing(tmp_path, alice):
    known = CompanyFactory(name="Isdom SARL", city="Lyon", sector="", owner=alice)
    figures = bring(
        tmp_path, "companies", "Nom;Ville;Secteur;Effectif\nISDOM;Lyon;médical;1 200\nAutre;Vienne;métal;3\n"
    )
    assert figures == {"read": 2, "created": 1, "updated": 1, "rejected": 0}
    known.refresh_from_db()
    assert (known.name, known.city, known.sector, known.employees) == ("Isdom SARL", "Lyon", "médical", 1200)
    change = FieldChange.objects.of(known).filter(field="sector").get()
    assert (change.new, change.channel) == ("médical", "import")
    assert list(Company.objects.matching("autre vienne").values_list("name", flat=True)) == ["Autre"]


def test_a_latin_file_keeps_its_accents(tmp_path, db):
    bring(tmp_path, "companies", '"ID","NAME","BILLINGCITY"\n"001","Crédit Évian","Évian"\n', encoding="latin-1")
    assert Company.objects.get(external_ref="001").name == "Crédit Évian"


def test_contacts_are_matched_by_strong_keys(tmp_path, alice):
    CompanyFactory(name="Isdom", owner=alice)
    text = "societe;prenom;nom;email;mobile\nIsdom;Jean;Dupré;jean@isdom.test;0612345678\n"
    text += "Isdom;J.;Dupré;JEAN@isdom.test;\nIsdom;;;;\n"
    assert bring(tmp_path, "contacts", text) == {"read": 3, "created": 1, "updated": 0, "rejected": 1}
    contact = Contact.objects.get()
    assert (contact.name, contact.phone, contact.how_acquired) == ("Jean Dupré", "+33612345678", "import")


def test_the_browser_shows_columns_then_the_rows_then_the_result(odile, client_of):
    client = client_of(odile)
    file = SimpleUploadedFile("clients.csv", b"Nom;Ville;Tel\nIsdom;Lyon;0612345678\nAutre;Lyon;12\n")
    response = client.post(reverse("crm:import_start"), {"kind": "companies", "file": file}, follow=True)
    assert [choice.header for choice in response.context["shown"].choices if choice.header] == ["Nom", "Ville", "Tel"]
    assert len(response.context["rehearsal"].rejects) == 1
    assert not Company.objects.exists()
    chosen = {"column_name": "Nom", "column_city": "Ville", "column_phone": "Tel"}
    response = client.post(reverse("crm:import_columns"), chosen, follow=True)
    assert response.context["figures"] | {"kind": "", "name": ""} == {
        "read": 2, "created": 1, "updated": 0, "rejected": 1, "kind": "", "name": "",
    }  # fmt: skip
    assert b"Autre;Lyon;12;3;" in b"".join(client.get(reverse("crm:import_rejects")).streaming_content)
    assert ImportRun.objects.get().by == odile


def test_an_open_deal_closes_by_the_file_and_a_closed_one_stays(tmp_path, market, odile):
    bring(tmp_path, "opportunities", DEALS.replace("Won,2016-10-25,2017-03-11,4514", "Engaging,2016-10-25,,"))
    assert bring(tmp_path, "opportunities", DEALS, by=odile.email)["updated"] == 1
    assert Opportunity.objects.get(external_ref="A1").state == "won"
    again = DEALS.replace("A1,Anna Snelling,GTXPro,Isdom,Won", "A1,Anna Snelling,GTXPro,Isdom,Lost")
    assert bring(tmp_path, "opportunities", again, by=odile.email)["rejected"] == 5
    assert Opportunity.objects.get(external_ref="A1").state == "won"
    assert Product.objects.count() == 2
    assert OpportunityFactory(company=None).external_ref == ""
